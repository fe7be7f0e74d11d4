"""Draws the lanes of a day: what of them is in sight, at the scale that is looked at."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from worktracker.desktop.day import lanes
from worktracker.desktop.day.fills import Fills
from worktracker.desktop.day.lanes import Lane, LaneKind, Segment
from worktracker.desktop.day.pieces import Kind
from worktracker.desktop.day.view import Scale
from worktracker.desktop.look import SPAN_RADIUS

_ROUND = 10
"""Pixels from which a stretch has round corners."""

_GAP = 5
"""Pixels from which a stretch leaves one to the next."""

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
    wide: list[tuple[int, int, lanes.Run]] = []
    top, height = box.top(), box.height()
    # Just out of sight is far enough: what is drawn gets no larger than the lane.
    low, high = box.left() - 8, box.right() + 9
    place = scale.places()
    runs = lane.runs(view.first_ms, view.last_ms, scale.ms_per_pixel)
    after = [place(run[0]) for run in runs[1:]]
    for run, following in zip_longest(runs, after):
        left, right = place(run[0]), place(run[1])
        width = right - left
        if width >= _GAP and following == right:
            width -= 1  # a pixel of card between neighbours
        if width >= _ROUND:
            left, right = max(left, low), min(left + width, high)
            if left < right:
                wide.append((left, right - left, run))
        elif width:
            boxes = narrow.get(run[2])
            if boxes is None:
                boxes = narrow[run[2]] = []
            boxes.append(QRect(left, top, width, height))
    painter.setBrushOrigin(QPointF(place(view.low_ms) % _HATCH, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for look, boxes in narrow.items():
        painter.setBrush(fills.brush(look, solid=solid or look.is_entry))
        painter.drawRects(boxes)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for left, width, run in wide:
        _draw_wide(painter, QRectF(left, top, width, height), run.look, fills, solid=solid)
    if not solid:
        _draw_labels(painter, lane, wide, box, ink, text_of)


def _draw_wide(painter: QPainter, place: QRectF, look: lanes.Look, fills: Fills, *, solid: bool) -> None:
    painter.setBrush(fills.brush(look, solid=solid))
    radius = min(SPAN_RADIUS, place.width() / 5)
    if look.is_entry:  # written by hand: an outline
        painter.setPen(QPen(fills.solid(look.category), 1.5))
        painter.drawRoundedRect(place.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.drawRoundedRect(place, radius, radius)


def _draw_labels(
    painter: QPainter,
    lane: Lane,
    wide: list[tuple[int, int, lanes.Run]],
    box: QRect,
    ink: QColor,
    text_of: Callable[[Segment], str],
) -> None:
    metrics = QFontMetricsF(painter.font())
    least = metrics.averageCharWidth() * 5
    baseline = box.top() + (box.height() + metrics.ascent() - metrics.descent()) / 2
    painter.setPen(ink)
    for begin, width, run in wide:
        if width < least or run.look.kind is not Kind.ACTIVE:
            continue
        left = max(begin, box.left()) + _TEXT_PADDING
        room = min(begin + width, box.right()) - _TEXT_PADDING - left
        text = text_of(lane.segments[run.segment]) if room >= least else ""
        if text:
            painter.drawText(
                QPointF(left, baseline), metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            )
