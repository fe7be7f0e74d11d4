"""Selecting with the keys: from stretch to stretch along a lane."""

from __future__ import annotations

from collections.abc import Sequence

from worktracker.desktop.day.lanes import Lane, LaneKind
from worktracker.desktop.day.selecting import Stretch


class Stepping:
    """Where the keys are, and from where what they select begins."""

    def __init__(self) -> None:
        self.lane = LaneKind.APPLICATION
        self.head: Stretch | None = None
        self._anchor: Stretch | None = None

    def begin_at(self, stretch: Stretch | None) -> None:
        """Something was selected in another way: go on from there."""
        self.head = self._anchor = stretch

    def step(self, lanes: Sequence[Lane], direction: int, *, extend: bool) -> Stretch | None:
        """What is selected one stretch later (1) or earlier (-1); None where there is no other.

        Args:
            lanes: of the day.
            extend: keep what was selected before, too.
        """
        lane = lanes[self.lane]
        if not lane.segments:
            return None
        if self.head is None:
            number = len(lane.segments) - 1 if direction < 0 else 0
        else:
            number = lane.next_to(self.head[0], direction)
        if number is None:
            return None
        segment = lane.segments[number]
        self.head = segment.start_ms, segment.end_ms
        if not extend or self._anchor is None:
            self._anchor = self.head
        return min(self._anchor[0], self.head[0]), max(self._anchor[1], self.head[1])

    def turn(self, lanes: Sequence[Lane], step: int) -> Stretch | None:
        """Go on along the lane above (-1) or below (1); what it has at the same time, if anything."""
        self.lane = LaneKind(min(max(self.lane + step, 0), len(LaneKind) - 1))
        number = None if self.head is None else lanes[self.lane].at(self.head[0])
        if number is None:
            return None
        segment = lanes[self.lane].segments[number]
        self.begin_at((segment.start_ms, segment.end_ms))
        return self.head
