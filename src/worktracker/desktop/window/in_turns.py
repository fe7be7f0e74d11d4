"""Making the parts of a page one after the other, so that the window is never held up by all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer


class InTurns(QObject):
    """Takes a step whenever Qt has nothing else to do.

    Args:
        parent: with which it ends.
        steps: what is to be done, in order.
    """

    def __init__(self, parent: QObject, steps: Sequence[Callable[[], object]]) -> None:
        super().__init__(parent)
        self._left = list(steps)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    @property
    def is_done(self) -> bool:
        """Whether every step is taken."""
        return not self._left

    def end(self) -> None:
        """Take no further step."""
        self._left.clear()
        self._timer.stop()
        self.deleteLater()

    def finish(self) -> None:
        """Take the steps that are left, at once."""
        while self._left:
            self._step()

    def _step(self) -> None:
        if self._left:
            self._left.pop(0)()
        if not self._left:
            self._timer.stop()
