"""A box to choose from, with an arrow of its own: a style sheet takes away the system's."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from worktracker.desktop.look import look, palette


class Choice(QComboBox):
    """A combo box; the wheel scrolls the page below it and changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Qt's, and the description with it: on Linux Qt tells the value in the name's place."""
        super().setAccessibleName(name)
        self.setAccessibleDescription(name)

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: the list in the window's colours, not the desktop's."""
        colours = palette(look())
        colours.setColor(QPalette.ColorRole.Base, look().card)
        self.view().window().setPalette(colours)
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        super().paintEvent(event)
        draw_chevron(self)


def draw_chevron(field: QWidget) -> None:
    """Draw the arrow at the end of a field."""
    painter = QPainter(field)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(look().secondary, 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    x = 13.0 if field.isRightToLeft() else field.width() - 13.0
    y = field.height() / 2 + 0.5
    painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
    painter.end()
