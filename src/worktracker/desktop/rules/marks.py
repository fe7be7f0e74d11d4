"""A category's mark as a small sign, told apart by its shape: up, level, down."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from worktracker.model.labels import Mark


def paint_mark(painter: QPainter, box: QRectF, mark: Mark, colour: QColor) -> None:
    """Draw the sign of a mark into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle, size = box.center(), box.width() * 0.42
    if mark is Mark.NEUTRAL:
        pen = QPen(colour, max(1.6, box.width() * 0.16))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(middle.x() - size, middle.y()), QPointF(middle.x() + size, middle.y()))
    else:
        up = -1 if mark is Mark.PRODUCTIVE else 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(middle.x(), middle.y() + up * size),
                    QPointF(middle.x() - size, middle.y() - up * size * 0.8),
                    QPointF(middle.x() + size, middle.y() - up * size * 0.8),
                ]
            )
        )
    painter.restore()


def sign(mark: Mark, colour: QColor, size: int, ratio: float) -> QIcon:
    """The sign of a mark as an icon."""
    pixmap = _empty(size, ratio)
    painter = QPainter(pixmap)
    paint_mark(painter, QRectF(2, 2, size - 4, size - 4), mark, colour)
    painter.end()
    return QIcon(pixmap)


def dot(colour: QColor | None, line: QColor, size: int, ratio: float) -> QIcon:
    """A category's colour as a round icon; a ring where it has none."""
    pixmap = _empty(size, ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_dot(painter, QRectF(1, 1, size - 2, size - 2), colour, line)
    painter.end()
    return QIcon(pixmap)


def _empty(size: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def paint_dot(painter: QPainter, box: QRectF, colour: QColor | None, line: QColor) -> None:
    """Draw a category's colour; a ring where it has none."""
    if colour is None:
        painter.setPen(QPen(line, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(0.7, 0.7, -0.7, -0.7))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(box)
