"""Draws the lanes of a day: what of them is in sight, at the scale that is looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from worktracker.desktop.day import lanes
from worktracker.desktop.day.fills import Fills
from worktracker.desktop.day.lanes import Lane, LaneKind, Segment
from worktracker.desktop.day.pieces import Kind
from worktracker.desktop.day.view import Scale
from worktracker.desktop.look import SPAN_RADIUS

_NARROW = 4
"""Pixels below which a stretch is drawn without round corners and without a gap to the next."""

_TEXT_PADDING = 6
_HATCH = 40
"""Both hatchings begin anew after so many pixels."""


def draw_lane(
    painter: QPainter,
    kind: LaneKind,
    lane: Lane,
    box: QRect,
    scale: Scale,
    fills: Fills,
    ink: QColor,
    text_of: Callable[[Segment], str],
) -> None:
    """Draw one lane into ``box``.

    Args:
        painter: with the font of the labels set.
        text_of: a segment's label as it may be shown.
    """
    solid = kind is LaneKind.CATEGORY
    view = scale.view
    narrow: dict[lanes.Look, list[QRect]] = {}
    wide: list[tuple[QRect, lanes.Run]] = []
    end = None
    for run in lane.runs(view.first_ms, view.last_ms, scale.ms_per_pixel):
        left, right = scale.x(run.start_ms), scale.x(run.end_ms)
        # Just out of sight is far enough: what is drawn gets no larger than the lane.
        left, right = max(left, box.left() - 8), min(right, box.right() + 9)
        if right <= left:
            continue
        if right - left >= _NARROW:
            if end == left and wide and wide[-1][0].right() + 1 == left:
                wide[-1][0].setRight(left - 2)  # a pixel of card between neighbours
            wide.append((QRect(left, box.top(), right - left, box.height()), run))
        else:
            boxes = narrow.setdefault(run.look, [])
            if boxes and boxes[-1].right() + 1 == left and end == left:
                boxes[-1].setRight(right - 1)
            else:
                boxes.append(QRect(left, box.top(), right - left, box.height()))
        end = right
    painter.setBrushOrigin(QPointF(scale.x(view.low_ms) % _HATCH, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for look, boxes in narrow.items():
        painter.setBrush(fills.brush(look, solid=solid or look.is_entry))
        painter.drawRects(boxes)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place, run in wide:
        _draw_wide(painter, QRectF(place), run, fills, solid=solid)
    if not solid:
        _draw_labels(painter, lane, wide, box, ink, text_of)


def _draw_wide(painter: QPainter, place: QRectF, run: lanes.Run, fills: Fills, *, solid: bool) -> None:
    painter.setBrush(fills.brush(run.look, solid=solid))
    radius = min(SPAN_RADIUS, place.width() / 5)
    if run.look.is_entry:  # written by hand: an outline
        painter.setPen(QPen(fills.solid(run.look.category), 1.5))
        painter.drawRoundedRect(place.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.drawRoundedRect(place, radius, radius)


def _draw_labels(
    painter: QPainter,
    lane: Lane,
    wide: list[tuple[QRect, lanes.Run]],
    box: QRect,
    ink: QColor,
    text_of: Callable[[Segment], str],
) -> None:
    metrics = QFontMetricsF(painter.font())
    least = metrics.averageCharWidth() * 5
    baseline = box.top() + (box.height() + metrics.ascent() - metrics.descent()) / 2
    painter.setPen(ink)
    for place, run in wide:
        if run.look.kind is not Kind.ACTIVE:
            continue
        left = max(place.left(), box.left()) + _TEXT_PADDING
        room = min(place.right(), box.right()) - _TEXT_PADDING - left
        if room < least:
            continue
        text = text_of(lane.segments[run.segment])
        if text:
            painter.drawText(
                QPointF(left, baseline), metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            )
