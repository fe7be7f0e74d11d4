"""The end of everything: erased beside Qt's thread, with what it waits for, and what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox

from worktracker.app.end_of_all import UNREADABLE, End, erase_all
from worktracker.app.erasing import BrokenOffError
from worktracker.desktop.loop import QtLoop
from worktracker.desktop.message import notice, problem
from worktracker.desktop.said import said_text
from worktracker.errors import WorkTrackerError
from worktracker.home import Home


class Ending:
    """Erases everything of a home whose app has let it go; then the program ends.

    Args:
        home, store_id, folders: see :func:`worktracker.app.end_of_all.erase_all`.
        loop: where it is told what comes of it.
        show: shows a notice.
        quit_app: ends the program.
    """

    def __init__(
        self,
        home: Home,
        store_id: str,
        folders: Sequence[Path],
        loop: QtLoop,
        show: Callable[[QMessageBox], None],
        quit_app: Callable[[], None],
    ) -> None:
        self._home = home
        self._store_id = store_id
        self._folders = folders
        self._loop = loop
        self._show = show
        self._quit = quit_app
        self._cancelled = threading.Event()
        self._waiting: QMessageBox | None = None

    def begin(self) -> None:
        """Begin; it comes back at once."""
        threading.Thread(target=self._erase, name="end").start()

    # On the other thread

    def _erase(self) -> None:
        tell = self._loop.call_soon_threadsafe
        try:
            end = erase_all(
                self._home,
                self._store_id,
                self._folders,
                waits=lambda: tell(self._say_that_it_waits),
                wanted=lambda: not self._cancelled.is_set(),
            )
        except BrokenOffError:
            tell(self._cancelled_in_time)
        else:
            tell(partial(self._erased, end))

    # On the loop's

    def _say_that_it_waits(self) -> None:
        translate = QCoreApplication.translate
        box = QMessageBox(
            QMessageBox.Icon.Information,
            translate("Ending", "Erase everything"),
            translate("Ending", "Waiting for a backup to end."),
        )
        box.setInformativeText(
            translate("Ending", "Then everything is erased. Until then nothing is, if you cancel.")
        )
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.finished.connect(self._cancelled.set)
        self._waiting = box
        self._show(box)

    def _cancelled_in_time(self) -> None:
        translate = QCoreApplication.translate
        text = translate("Ending", "Nothing was erased.")
        more = translate("Ending", "worktracker has ended. Start it again to go on recording.")
        self._show_last(notice(translate("Ending", "Erase everything"), text, more))

    def _erased(self, end: End) -> None:
        translate = QCoreApplication.translate
        try:
            end.require_whole()
            text = translate("App", "Nothing of worktracker is left here.")
            box = notice(translate("App", "Erased"), text, said_text(UNREADABLE))
        except WorkTrackerError as error:
            box = problem(error)
        self._show_last(box)

    def _show_last(self, box: QMessageBox) -> None:
        if self._waiting is not None:
            self._waiting.close()
        box.finished.connect(self._quit)
        self._show(box)
