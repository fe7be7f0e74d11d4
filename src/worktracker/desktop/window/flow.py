"""A layout that goes on in the next line where the first has no room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

_LINE_GAP = 10
"""Pixels between two lines, unless widgets stand closer to each other."""


class Flow(QLayout):
    """Widgets side by side, each as wide as it wants to be, in as many lines as it takes.

    Args:
        parent: what it lies in.
        gap: pixels between two of them.
        apart: the last one stands at the other end of its line, unless it is alone there; it is narrower
            than it wants to be before it takes a line of its own.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, apart: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._apart = apart
        self._line_gap = min(gap, _LINE_GAP)
        self.outset = 0
        """Pixels by which the first one stands out: a flat button whose text lies in line with the rest."""
        self.setContentsMargins(0, 0, 0, 0)

    def add_layout(self, layout: QLayout) -> None:
        """Add what is laid out in a line of its own kind.

        It lies in a widget: of a layout in a layout PySide doesn't know who frees it, and both would.
        """
        holder = QWidget()
        layout.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(layout)
        self.addWidget(holder)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        self._items.append(item)

    def count(self) -> int:
        """Qt's hook."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """Qt's hook."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """Qt's hook."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """Qt's hook."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Qt's hook."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Qt's hook."""
        return self._lay_out(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's hook."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's hook."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, box: QRect) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        super().setGeometry(box)
        self._lay_out(box, move=True)

    def _lay_out(self, box: QRect, *, move: bool) -> int:
        """Place everything in a box, or only see how high it would be."""
        lines: list[list[QLayoutItem]] = [[]]
        x = -self.outset
        for item in self._items:
            if item.isEmpty():
                continue
            width = item.sizeHint().width()
            if self._apart and item is self._items[-1]:
                width = min(width, max(item.minimumSize().width(), box.width() - x))
            if lines[-1] and x + width > box.width():
                lines.append([])
                x = 0
            lines[-1].append(item)
            x += width + self._gap
        y = box.top()
        for line in lines:
            height = max((item.sizeHint().height() for item in line), default=0)
            x = box.left() - (self.outset if line[:1] == self._items[:1] else 0)
            for item in line:
                size = item.sizeHint().boundedTo(QSize(max(1, box.width()), height))
                if self._apart and item is self._items[-1] and item is not line[0]:
                    size.setWidth(min(size.width(), box.left() + box.width() - x))
                    x = box.left() + box.width() - size.width()
                if move:
                    at = QPoint(x, y + (height - size.height()) // 2)
                    direction = QGuiApplication.layoutDirection()
                    item.setGeometry(QStyle.visualRect(direction, box, QRect(at, size)))
                x += size.width() + self._gap
            y += height + self._line_gap if line else 0
        return max(0, y - self._line_gap - box.top())
