"""How far a file of the page has come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget
from shiboken6 import isValid

from worktracker.app.recording import Recording
from worktracker.desktop.window.there import while_there
from worktracker.errors import WorkTrackerError

if TYPE_CHECKING:
    from worktracker.desktop.export import Export, Paper


class ExportBar(QWidget):
    """How far the file has come, and a way to give it up; in sight only meanwhile. One file at a time.

    Args:
        recording: what is written.
        notify: tells that it is done.
        fail: tells why it is not.
    """

    def __init__(
        self,
        recording: Recording,
        notify: Callable[[str, str], None],
        fail: Callable[[WorkTrackerError], None],
    ) -> None:
        super().__init__()
        self._recording = recording
        self._notify = notify
        self._fail = fail
        self._export: Export | None = None
        self._dialog: QFileDialog | None = None
        self._name = self._more = ""
        self._text = QLabel()
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How far the file has come"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.clicked.connect(self._give_up)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._text)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        self.hide()

    def ask(self, paper: Paper) -> None:
        """Ask for a file, and write into it; while another is asked for or written, say so instead."""
        if self._export is not None:
            self._more = self.tr("The next file can be written after it.")
            self._say_name()
        elif self._dialog is not None and isValid(self._dialog):
            self._dialog.raise_()
            self._dialog.activateWindow()
        else:
            self._dialog = self._made(paper).ask(paper, self.window())

    def write(self, paper: Paper, target: Path) -> None:
        """Write into a file."""
        self._made(paper).write(paper, target)

    def let_go(self) -> None:
        """Say no more what was written; how far a file has come stays."""
        if self._export is None:
            self.hide()

    def _made(self, paper: Paper) -> Export:
        from worktracker.desktop.export import Export

        say = while_there(self, self._say)

        def written(title: str, text: str) -> None:
            self._notify(title, text)
            say(title, text)

        def progressed(part: float | None) -> None:
            self._progressed(export, paper.name, part)

        loop = self._recording.loop
        export = Export(self._recording, loop, written, self._fail, while_there(self, progressed))
        return export

    def _progressed(self, export: Export, name: str, part: float | None) -> None:
        if self._export is not export:
            self._export, self._more = export, ""
        self._bar.setVisible(part is not None)
        self._cancel.setVisible(part is not None)
        if part is None:
            self._export = None
            self.hide()
        else:
            self.show_progress(name, part)

    def show_progress(self, name: str, part: float) -> None:
        """Say how far the file of this name has come."""
        self._name = name
        self._say_name()
        self._bar.setValue(round(part * 1000))
        self.show()

    def _say_name(self) -> None:
        words = self.tr("Writing %1").replace("%1", self._name)
        self._text.setText(f"{words}. {self._more}" if self._more else words)

    def _say(self, title: str, text: str) -> None:
        """What was written stays in sight until something else is asked, or the page is left."""
        self._text.setText(f"{title}. {text}")
        self._text.setWordWrap(True)
        self.show()

    def _give_up(self) -> None:
        if self._export is not None:
            self._export.cancel()
