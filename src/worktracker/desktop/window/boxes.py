"""Questions and notices that the window's pages have opened: they go when it goes, or is covered.

Those that come while it is covered, because what they say was counted until then, wait until it is not.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QToolTip, QWidget
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
        self._covered = False
        self._waiting: list[QMessageBox] = []

    def open(self, box: QMessageBox) -> None:
        """Show a box; once the window is gone it is nobody's but its reader's."""
        if not isValid(self._window):
            self._show(box)
        elif self._covered:
            self._waiting.append(box)
        else:
            self._open = [each for each in self._open if isValid(each) and each.isVisible()]
            self._open.append(box)
            self._show(box)

    def cover(self) -> None:
        """Answer with no what is open, and let wait what comes."""
        self._covered = True
        self._answer_no()

    def uncover(self) -> None:
        """Show what waited."""
        self._covered = False
        waiting, self._waiting = self._waiting, []
        for box in waiting:
            self.open(box)

    def dismiss(self) -> None:
        """Answer every box, dialog and menu of the window with no, also what waits: it is about to go.

        A notice that waits asks nothing, and is shown: what it says would be said nowhere else.
        """
        self._answer_no()
        waiting, self._waiting = self._waiting, []
        for box in waiting:
            if len(box.buttons()) > 1:
                box.reject()
            else:
                self._show(box)

    def _answer_no(self) -> None:
        """What boxes, dialogs, menus and tooltips show is not for everybody."""
        hide_tips()
        closed: QWidget | None = None
        while (popup := QApplication.activePopupWidget()) is not None and popup is not closed:
            popup.close()  # the innermost; then the one that it came from
            closed = popup
        boxes, self._open = self._open, []
        for box in [*boxes, *self._window.findChildren(QDialog)]:
            if isValid(box) and box.isVisible():
                box.reject()


def hide_tips() -> None:
    """Hide a tooltip at once: Qt's own way lets it stand for a moment."""
    QToolTip.hideText()
    for widget in QApplication.topLevelWidgets():
        if widget.windowType() is Qt.WindowType.ToolTip:
            widget.hide()
