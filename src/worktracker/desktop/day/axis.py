"""What lies over and under the lanes: the hours, the moment, and what is selected."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from worktracker.desktop.day.lanes import Segment
from worktracker.desktop.day.selecting import Stretch
from worktracker.desktop.day.view import Offsets, Scale, step_for, ticks
from worktracker.desktop.day.words import stretch_text, time_of_day
from worktracker.desktop.look import SPAN_RADIUS, Look

_OVER = 5
"""Pixels by which lines stand out above and below the lanes."""


def draw_hours(
    painter: QPainter,
    colours: Look,
    scale: Scale,
    area: QRect,
    offsets: Offsets,
    selection: Stretch | None,
) -> None:
    """Draw the grid, and its times below the lanes, as far as those of what is selected leave room."""
    metrics = QFontMetricsF(painter.font())
    minute = scale.ms_per_pixel < 500
    widest = metrics.horizontalAdvance(time_of_day(72_000_000, seconds=minute)) + 20
    step = step_for(scale, widest)
    baseline = area.bottom() + 11 + metrics.ascent()
    taken = None if selection is None else _times_box(metrics, scale, area, selection)
    for at in ticks(scale.view.first_ms, scale.view.last_ms, offsets, step):
        x = scale.x(at) + 0.5
        painter.setPen(QPen(colours.line, 1))
        painter.drawLine(QPointF(x, area.top() - _OVER), QPointF(x, area.bottom() + _OVER))
        text = time_of_day(at, seconds=step < 60)
        width = metrics.horizontalAdvance(text)
        if taken is None or not taken.left() - 4 < x + width / 2 or not x - width / 2 < taken.right() + 4:
            painter.setPen(colours.secondary)
            painter.drawText(QPointF(x - width / 2, baseline), text)


def draw_now(painter: QPainter, colours: Look, scale: Scale, area: QRect, now_ms: int) -> None:
    """Draw the moment, where it is in sight."""
    x = scale.x(now_ms)
    if area.left() <= x <= area.right() + 1:
        painter.setPen(QPen(colours.now, 2))
        painter.drawLine(QPointF(x, area.top() - _OVER), QPointF(x, area.bottom() + _OVER))


def draw_outline(painter: QPainter, colours: Look, scale: Scale, box: QRect, segment: Segment) -> None:
    """Draw a line around one stretch of a lane."""
    left = max(scale.x(segment.start_ms), box.left())
    right = min(scale.x(segment.end_ms), box.right() + 1)
    if right - left < 2:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colours.ink, 1))
    place = QRectF(left + 0.5, box.top() + 0.5, right - left - 1, box.height() - 1)
    painter.drawRoundedRect(place, SPAN_RADIUS, SPAN_RADIUS)


def draw_selection(painter: QPainter, colours: Look, scale: Scale, area: QRect, stretch: Stretch) -> None:
    """Draw what is selected over all lanes, with its times below."""
    place = _times_box(QFontMetricsF(painter.font()), scale, area, stretch)
    if place is None:
        return
    box = QRectF(area.adjusted(0, -_OVER, 0, _OVER))
    left, right = scale.x(stretch[0]), scale.x(stretch[1])
    box.setLeft(max(left, area.left() - 1))
    box.setRight(max(box.left() + 1, min(right, area.right() + 2)))
    veil = QColor(colours.now)
    veil.setAlphaF(0.16)
    painter.fillRect(box, veil)
    painter.setPen(QPen(colours.now, 2))
    for edge, x in ((left, box.left()), (right, box.right())):
        if area.left() <= edge <= area.right() + 1:
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.now)
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    painter.setPen(colours.card)
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), stretch_text(*stretch))


def _times_box(metrics: QFontMetricsF, scale: Scale, area: QRect, stretch: Stretch) -> QRectF | None:
    """Where the times of what is selected stand; None where it is out of sight."""
    begin, end = scale.x(stretch[0]), scale.x(stretch[1])
    if end < area.left() or begin > area.right():
        return None
    width = metrics.horizontalAdvance(stretch_text(*stretch)) + 16
    middle = (max(begin, area.left()) + min(end, area.right())) / 2
    least = max(area.left() - 40, _OVER)  # there are no names at the left where lines begin at the right
    left = min(max(middle - width / 2, least), area.right() + 20 - width)
    return QRectF(round(left), area.bottom() + _OVER + 3, round(width), metrics.height() + 4)
