"""What the pointer does on the timeline: it selects, moves along the day, and looks closer."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent

from worktracker.desktop.day.selecting import Stretch, free_around, snapped

if TYPE_CHECKING:
    from worktracker.desktop.day.timeline import Timeline

_CLICK = 4
"""Pixels by which the pointer may move in a click."""

_NEAR = 6
"""Pixels within which an edge draws the end of a stretch to itself, or can be taken hold of."""

_NOTCH = 120
"""What a wheel tells of one of its notches, in eighths of a degree."""


class _Doing(Enum):
    NOTHING = auto()
    SELECTING = auto()
    PANNING = auto()


class Pointing:
    """The pointer's part of a timeline."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._doing = _Doing.NOTHING
        self._from = QPointF()
        self._last_x = 0.0
        self._anchor_ms = 0
        self._moved = False

    def press(self, event: QMouseEvent) -> None:
        """A button goes down: on the lanes it selects, below them it moves the day."""
        timeline, at = self._timeline, event.position()
        scale = timeline.scale
        if timeline.day is None or scale is None:
            return
        self._from, self._last_x, self._moved = at, at.x(), False
        inside = timeline.area.left() - _NEAR <= at.x() <= timeline.area.right() + _NEAR
        if event.button() is Qt.MouseButton.LeftButton and inside and timeline.lane_at(at.y()) is not None:
            self._doing = _Doing.SELECTING
            edge = self._edge_held(at.x())
            if edge is not None:
                self._anchor_ms = edge
            elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and timeline.selection is not None:
                begin, end = timeline.selection
                self._anchor_ms, self._moved = (begin if scale.ms(at.x()) > begin else end), True
                self._extend(at.x())
            else:
                self._anchor_ms = self._snap(at.x())
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._doing = _Doing.PANNING
            timeline.setCursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, event: QMouseEvent) -> None:
        """The pointer moves, with or without a button."""
        timeline, at = self._timeline, event.position()
        scale = timeline.scale
        if timeline.day is None or scale is None:
            return
        if self._doing is _Doing.PANNING:
            timeline.pan(self._last_x - at.x())
            self._last_x = at.x()
        elif self._doing is _Doing.SELECTING:
            self._moved = self._moved or abs(at.x() - self._from.x()) >= _CLICK
            if self._moved:
                self._extend(at.x())
        else:
            self._hover(at)

    def release(self, event: QMouseEvent) -> None:
        """A button comes up: what did not move was a click."""
        doing, self._doing = self._doing, _Doing.NOTHING
        timeline = self._timeline
        timeline.unsetCursor()
        if doing is _Doing.SELECTING:
            drawn = timeline.selection
            if not self._moved:
                drawn = self._under(event.position())
            elif drawn is not None and drawn[0] == drawn[1]:
                drawn = None
            timeline.choose(drawn)
        self._hover(event.position())

    def let_go(self) -> None:
        """Another day is shown: what is drawn on is over, for its one end lies in the day before."""
        if self._doing is not _Doing.NOTHING:
            self._doing = _Doing.NOTHING
            self._timeline.unsetCursor()

    def double_click(self, event: QMouseEvent) -> None:
        """Let what is clicked fill the width."""
        found = self._under(event.position())
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self._timeline.zoom_to(*found)

    def wheel(self, event: QWheelEvent) -> None:
        """Up and down looks closer at what is under the pointer; sideways, or with Shift, moves."""
        timeline, turned = self._timeline, event.angleDelta()
        scale = timeline.scale
        if scale is None:
            return
        across = turned.x() if abs(turned.x()) > abs(turned.y()) else 0
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            across = across or turned.y()
        if across:
            timeline.pan(-across / _NOTCH * timeline.area.width() / 10)
        else:
            timeline.zoom(1.25 ** (turned.y() / _NOTCH), scale.ms(event.position().x()))
        event.accept()

    def gesture(self, event: QNativeGestureEvent) -> bool:
        """Two fingers look closer; whether it was that."""
        scale = self._timeline.scale
        if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture or scale is None:
            return False
        self._timeline.zoom(max(0.5, 1 + event.value()), scale.ms(event.position().x()))
        return True

    def _hover(self, at: QPointF) -> None:
        timeline = self._timeline
        scale, kind = timeline.scale, timeline.lane_at(at.y())
        if timeline.day is None or scale is None or kind is None or not timeline.area.contains(at.toPoint()):
            timeline.hover(None)
            below = at.y() > timeline.area.bottom()
            timeline.setCursor(Qt.CursorShape.OpenHandCursor if below else Qt.CursorShape.ArrowCursor)
            return
        held = self._edge_held(at.x()) is not None
        timeline.setCursor(Qt.CursorShape.SplitHCursor if held else Qt.CursorShape.ArrowCursor)
        number = timeline.day.lanes[kind].at(scale.ms(at.x()))
        timeline.hover(None if number is None else (kind, number))

    def _edge_held(self, x: float) -> int | None:
        """The other end of what is selected, where the pointer is at one."""
        timeline = self._timeline
        scale = timeline.scale
        if timeline.selection is None or scale is None:
            return None
        begin, end = timeline.selection
        if abs(scale.x(begin) - x) <= _NEAR / 2:
            return end
        return begin if abs(scale.x(end) - x) <= _NEAR / 2 else None

    def _extend(self, x: float) -> None:
        here = self._snap(x)
        self._timeline.draw_to((min(self._anchor_ms, here), max(self._anchor_ms, here)))

    def _snap(self, x: float) -> int:
        timeline = self._timeline
        scale = timeline.scale
        assert timeline.day is not None
        assert scale is not None
        day = timeline.day
        x = min(max(x, timeline.area.left()), timeline.area.right() + 1)
        return snapped(scale.ms(x), day.edges, _NEAR * scale.ms_per_pixel, day.begin_ms, day.end_ms)

    def _under(self, at: QPointF) -> Stretch | None:
        """The stretch under the pointer: of a lane, or the gap between two; None before and after all."""
        timeline = self._timeline
        scale, kind = timeline.scale, timeline.lane_at(at.y())
        if timeline.day is None or scale is None or kind is None or not timeline.area.contains(at.toPoint()):
            return None
        segment = timeline.segment(kind, scale.ms(at.x()))
        if segment is not None:
            return segment.start_ms, segment.end_ms
        day = timeline.day
        gap = free_around(day.pieces, scale.ms(at.x()), day.begin_ms, day.end_ms)
        return gap if day.begin_ms < gap[0] and gap[1] < day.end_ms else None
