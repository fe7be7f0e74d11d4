"""The first run as the app has it: it comes when nothing may be recorded yet, and once at a time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from worktracker.app.recording import Recording
from worktracker.errors import WorkTrackerError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from worktracker.desktop.first_run.dialog import FirstRun


class Asking:
    """Shows the first run, made when it is asked for and freed when it is closed.

    Args:
        recording: what is asked about.
        agreed: called when the user has agreed.
        tell: says what went wrong.
        open_box: shows a notice.
    """

    def __init__(
        self,
        recording: Recording,
        agreed: Callable[[], None],
        tell: Callable[[WorkTrackerError], None],
        open_box: Callable[[QMessageBox], None],
    ) -> None:
        self._recording = recording
        self._agreed = agreed
        self._tell = tell
        self._open = open_box
        self._dialog: FirstRun | None = None

    def ask(self) -> None:
        """Show it, in front."""
        if self._dialog is None:
            from worktracker.desktop.first_run.dialog import FirstRun

            self._dialog = FirstRun(self._recording)
            self._dialog.finished.connect(self._closed)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def follow(self) -> None:
        """Take it away when the answer was given elsewhere: ``worktracker agree``."""
        if self._dialog is None:
            return
        with suppress(WorkTrackerError):  # it can't be read: asked again at the next change
            if self._recording.agreed:
                self._dialog.reject()

    def _closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is None:
            return
        dialog.deleteLater()
        if not dialog.agreed:
            return
        self._agreed()
        if dialog.trouble:
            self._tell(WorkTrackerError(dialog.trouble))
        if dialog.browsers:
            from worktracker.app.browser_loading import how_to_load
            from worktracker.desktop.message import notice

            translate = QCoreApplication.translate
            title, text = translate("FirstRun", "Browsers"), translate("FirstRun", "One step is left")
            self._open(notice(title, text, how_to_load(dialog.browsers).strip()))
