"""What Qt has to say, above all its last words."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_DISPLAY_LOST = (
    "The X11 connection broke",
    "The Wayland connection broke",
    "The Wayland connection experienced",
)
"""How Qt's platform plugins begin their last message, before they end the program by exit(1)."""

_log = logging.getLogger(__name__)


class QtMessages:
    """Hears every message of Qt's, on the thread that has it.

    When the display goes, Qt says so and then calls exit(3), which runs neither Python's
    ``finally`` nor ``aboutToQuit``'s slots in order, and ends in a crash of its own. The message
    comes before that and on the main thread, so it is the place to close the record.

    Attributes:
        display_lost: called then; it must not come back.
    """

    def __init__(self) -> None:
        self.display_lost: Callable[[], None] = _end_at_once
        qInstallMessageHandler(self._hear)

    def _hear(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if text.startswith(_DISPLAY_LOST):
            self.display_lost()
        elif kind is QtMsgType.QtFatalMsg:
            os.write(2, f"The desktop can't be used: {text.splitlines()[0]}\n".encode())
            os._exit(1)
        elif kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg):
            _log.warning("Qt: %s", text)


def _end_at_once() -> None:
    os.write(2, b"The display has gone.\n")
    os._exit(1)
