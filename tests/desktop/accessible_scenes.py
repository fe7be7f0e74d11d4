"""Sets the scenes of the screenshots, one after the other, for somebody who reads them on the bus.

A program of its own: ``python -m tests.desktop.accessible_scenes RECORD HOME``. It reads the names of scenes,
one a line, and answers each with a line when all of it is in sight. ``+unnamed`` adds to the scene what no
scene may have: a button without a name, and a painted widget that takes the focus without one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.screenshots.scenes import SCENES, Stage
from tests.screenshots.taking import stage_of
from worktracker.app.confinement import confine
from worktracker.desktop.memory import delete_windows
from worktracker.desktop.translation import follow_language
from worktracker.home import Home


class Scenes:
    """Shows one scene at a time."""

    def __init__(self, application: QApplication, stage: Stage) -> None:
        self._application = application
        self._stage = stage
        self._shown: QWidget | None = None
        self._orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._orders.activated.connect(self._obey)

    def _obey(self) -> None:
        order = sys.stdin.readline().strip()
        if not order:
            self._application.exit(0)
            return
        if order == "+unnamed":
            assert self._shown is not None
            self._add_unnamed(self._shown)
        else:
            if self._shown is not None:
                self._shown.close()
            self._shown = SCENES[order](self._stage)
        self._stage.settle()
        print(order, flush=True)

    def _add_unnamed(self, parent: QWidget) -> None:
        painted = QWidget(parent)
        painted.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for widget in (QPushButton(parent), painted):
            widget.resize(20, 20)
            widget.show()


def main(record: str, folder: Path) -> None:
    """Show what is asked for until nothing is asked any more."""
    confine()
    application = QApplication(sys.argv[:1])
    follow_language(application, "en")
    stage = stage_of(application, record, Home.from_environment({"WORKTRACKER_HOME": str(folder)}))
    scenes = Scenes(application, stage)
    application.exec()
    del scenes
    stage.app.recording.close()
    delete_windows(application)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
