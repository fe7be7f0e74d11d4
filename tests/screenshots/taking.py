"""Takes the pictures of one look, language and scale, in a process of its own: Qt has one of each."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from tests.screenshots import records
from tests.screenshots.pseudo import LANGUAGES, follow_pseudo
from tests.screenshots.scenes import SCENES, Stage
from worktracker.app.confinement import confine
from worktracker.clock import SystemClock
from worktracker.control.instance import InstanceLock
from worktracker.desktop.app import App
from worktracker.desktop.memory import delete_windows
from worktracker.desktop.translation import follow_language
from worktracker.home import Home
from worktracker.model.moment import Moment

_PATIENCE_S = 60.0


class Evening(SystemClock):
    """The machine's clock, moved to the evening on which the pictures of a record are taken."""

    def __init__(self, record: str) -> None:
        super().__init__()
        self._record = record

    def now(self) -> Moment:
        """A moment of that evening."""
        now = super().now()
        return Moment(records.now_ms(self._record) + now.boot_ms % 1000, now.awake_ms, now.boot_ms)


def stage_of(application: QApplication, record: str, home: Home) -> Stage:
    """A stage with an app that records nothing."""
    application.setQuitOnLastWindowClosed(False)
    app = App(home, records.opened(record, home.store.parent), InstanceLock(home.lock), Evening(record))

    def settle() -> None:
        deadline = time.monotonic() + _PATIENCE_S
        application.processEvents()
        readings = (app.recording.reading, app.recording.long_reading)
        while any(each.is_busy for each in readings) and time.monotonic() < deadline:
            application.processEvents()
            time.sleep(0.005)
        for _ in range(20):  # pages make their parts one after the other
            application.processEvents()

    return Stage(app, record, settle)


def main() -> None:
    """Take one picture of each scene."""
    record, look, language, folder, *wanted = sys.argv[1:]
    confine()  # as the app does: the window's foot says what is so
    application = QApplication(sys.argv[:1])
    if language in LANGUAGES:
        _translator = follow_pseudo(application, language)
    else:
        follow_language(application, language)
    if look == "dark":
        colours = QPalette(QColor("#33373e"), QColor("#1b1d21"))  # as a dark desktop says them
        colours.setColor(QPalette.ColorRole.Base, QColor("#202328"))  # Qt's own would be black
        application.setPalette(colours)
    stage = stage_of(application, record, Home.from_environment(os.environ))
    for name in wanted or SCENES:
        widget = SCENES[name](stage)
        stage.settle()
        picture = Path(folder, f"{name}.png")
        widget.grab().save(str(picture))
        print(picture)
        widget.close()
        stage.app.recording.opened.store.settings.keep_window_place("")  # some scenes make it taller
    stage.app.recording.close()
    delete_windows(application)


if __name__ == "__main__":
    main()
