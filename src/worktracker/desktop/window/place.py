"""Where the window is on the screen, from one time to the next."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QWidget

from worktracker.errors import WorkTrackerError
from worktracker.store.settings import Settings

SIZE = (80, 50)
"""Width and height of a new window, in heights of a line."""


def restore_place(window: QWidget, settings: Settings) -> None:
    """Put it where it was when it was closed; else as large as suits it, and the screen has room for."""
    line = window.fontMetrics().height()
    room = window.screen().availableGeometry().size() - QSize(48, 48)  # for the window's frame
    window.resize(QSize(SIZE[0] * line, SIZE[1] * line).boundedTo(room))
    place = settings.window_place
    if place:
        window.restoreGeometry(QByteArray.fromBase64(QByteArray(place.encode())))


def keep_place(window: QWidget, settings: Settings) -> None:
    """Keep where it is, if that can be: it is not worth a word."""
    place = bytes(window.saveGeometry().toBase64().data()).decode()
    with suppress(WorkTrackerError):
        settings.keep_window_place(place)
