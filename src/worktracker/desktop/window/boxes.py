"""Questions and notices that the window's pages have opened: they go when it goes, or is covered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from shiboken6 import isValid


class Boxes:
    """Remembers the boxes of one window.

    Args:
        window: whose pages open them.
        show: shows one.
    """

    def __init__(self, window: QWidget, show: Callable[[QMessageBox], None]) -> None:
        self._window = window
        self._show = show
        self._open: list[QMessageBox] = []

    def open(self, box: QMessageBox) -> None:
        """Show a box; once the window is gone it is nobody's but its reader's."""
        self._open = [each for each in self._open if isValid(each) and each.isVisible()]
        if isValid(self._window):
            self._open.append(box)
        self._show(box)

    def dismiss(self) -> None:
        """Answer every box, dialog and menu of the window with no: what they show is not for everybody."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        boxes, self._open = self._open, []
        for box in [*boxes, *self._window.findChildren(QDialog)]:
            if isValid(box) and box.isVisible():
                box.reject()
