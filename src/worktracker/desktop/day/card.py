"""A surface with a hairline border and round corners."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from worktracker.desktop.look import CARD_PADDING, CARD_RADIUS, Look, look, scaled


class Card(QWidget):
    """What the page's parts are drawn on; its border says when it has the keys."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = look()
        painter.setPen(QPen(colours.now if self.hasFocus() else colours.line, 1))
        painter.setBrush(colours.card)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, CARD_RADIUS, CARD_RADIUS)
        self.paint(painter, colours)
        painter.end()

    def paint(self, painter: QPainter, colours: Look) -> None:
        """Draw what is on it; for the cards that derive from this one."""

    def draw_heading(self, painter: QPainter, colours: Look, text: str) -> None:
        """Write a heading at the top left."""
        font = scaled(self.font(), 0.96, bold=True)
        painter.setFont(font)
        painter.setPen(colours.secondary)
        painter.drawText(QPointF(CARD_PADDING, CARD_PADDING + QFontMetricsF(font).ascent()), text)
