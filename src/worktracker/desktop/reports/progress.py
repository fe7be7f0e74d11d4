"""How far the reading thread has come, told on the window's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

_STEPS = 200


class Progress(QObject):
    """Of several questions only the newest is told of.

    Args:
        tell: hears which part is read, from 0 to 1.
    """

    _told = Signal(int, float)

    def __init__(self, tell: Callable[[float], None]) -> None:
        super().__init__()
        self._tell = tell
        self._number = 0
        self._told.connect(self._hear)

    def begin(self) -> Callable[[float], None]:
        """What the thread that reads calls for a new question."""
        self._number += 1
        number, last = self._number, -1

        def told(part: float) -> None:
            nonlocal last
            if int(part * _STEPS) != last:
                last = int(part * _STEPS)
                self._told.emit(number, part)

        return told

    def end(self) -> None:
        """Hear nothing more of the newest question."""
        self._number += 1

    def _hear(self, number: int, part: float) -> None:
        if number == self._number:
            self._tell(part)
