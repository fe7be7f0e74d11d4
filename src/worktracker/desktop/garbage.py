"""Python's search for unreachable objects, on Qt's thread alone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject


class Garbage(QObject):
    """Looks whenever Qt's loop is about to wait, if there is enough to look for.

    By itself Python looks on whichever thread makes the next object. Where that is not Qt's, and a
    window is among what nobody reaches any more, the window is freed there, and the program crashes.

    Args:
        parent: how long that is so.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        dispatcher.aboutToBlock.connect(self.look)

    def look(self) -> None:
        """Look at what is as old as Python itself would look at now (:func:`gc.get_threshold`)."""
        counts, most = gc.get_count(), gc.get_threshold()
        oldest = max((age for age in range(3) if counts[age] > most[age]), default=None)
        if oldest is not None:
            gc.collect(oldest)
