"""A surface with a hairline border and round corners."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from worktracker.desktop.direction import mirrored, write
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

    def draw_heading(self, painter: QPainter, colours: Look, text: str, beside: float = 0) -> None:
        """Write a heading at the top left, unless what stands beside it, so many pixels, leaves no room."""
        font = scaled(self.font(), 0.96, bold=True)
        painter.setFont(font)
        painter.setPen(colours.secondary)
        metrics = QFontMetricsF(font)
        box = QRectF(CARD_PADDING, CARD_PADDING, self.width() - 2 * CARD_PADDING - beside, metrics.height())
        if metrics.horizontalAdvance(text) <= box.width():
            self.write(painter, box, text)

    def write(self, painter: QPainter, box: QRectF, text: str, *, at_end: bool = False) -> None:
        """Write a line where lines begin in the user's script, or where they end, in a box as laid out from
        left to right."""
        write(painter, self.mirrored(box), text, at_end=at_end != self.isRightToLeft())

    def mirrored(self, box: QRectF) -> QRectF:
        """A box as laid out from left to right, where it lies in the user's script."""
        return mirrored(box, QRectF(self.rect()), right_to_left=self.isRightToLeft())
