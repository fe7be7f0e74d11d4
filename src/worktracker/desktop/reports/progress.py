"""How far the reading thread has come, told on the window's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from worktracker.desktop.window.there import told_there
from worktracker.loop import Loop

_STEPS = 200


class Progress:
    """Of several questions only the newest is told of.

    Args:
        loop: the window's.
        shower: where it is shown.
        tell: hears which part is read, from 0 to 1, while that is there.
    """

    def __init__(self, loop: Loop, shower: QObject, tell: Callable[[float], None]) -> None:
        self._hear = told_there(loop, shower, self._heard)
        self._tell = tell
        self._number = 0

    def begin(self) -> Callable[[float], None]:
        """What the thread that reads calls for a new question."""
        self._number += 1
        number, last = self._number, -1

        def told(part: float) -> None:
            nonlocal last
            if int(part * _STEPS) != last:
                last = int(part * _STEPS)
                self._hear(number, part)

        return told

    def end(self) -> None:
        """Hear nothing more of the newest question."""
        self._number += 1

    def _heard(self, number: int, part: float) -> None:
        if number == self._number:
            self._tell(part)
