"""The lanes of the timeline: stretches that look the same, and what of them a pixel shows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from worktracker.desktop.day.pieces import Kind, Piece

COARSEST, FINEST = 18, 12
"""Bins of 2**18 ms (a day in 660 pixels) to 2**12 ms (an hour in 1,760) are merged in advance."""

LEAST_PIXELS = 2
"""A bin is no narrower: stripes of single pixels would be noise."""


class LaneKind(IntEnum):
    """What a lane shows, from the top down."""

    CATEGORY = 0
    APPLICATION = 1
    DOCUMENT = 2


class Look(NamedTuple):
    """What decides how a stretch is filled."""

    kind: Kind
    category: int
    is_entry: bool


class Segment(NamedTuple):
    """A stretch of one lane in which nothing changes that the lane shows; milliseconds UTC.

    Attributes:
        label: what is written in it; may be empty.
        is_title: the label was recorded as a title, document or note, and may have to be hidden.
    """

    start_ms: int
    end_ms: int
    look: Look
    label: str = ""
    is_title: bool = False


class Run(NamedTuple):
    """A stretch as it is drawn, in whole bins; ``segment`` is the number of the one that fills most of it."""

    start_ms: int
    end_ms: int
    look: Look
    segment: int


class Lane:
    """One lane of a day. Immutable but for what it remembers.

    Args:
        segments: in order of time, without overlaps.
    """

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.segments = tuple(segments)
        self._starts = [segment.start_ms for segment in self.segments]
        self._levels: dict[int, list[Run]] = {}

    def prepare(self) -> None:
        """Merge in advance for the scales at which much of the day is in sight."""
        for level in range(FINEST, COARSEST + 1):
            self._levels[level] = merged(self.segments, 1 << level)

    def at(self, at_ms: float) -> int | None:
        """The number of the segment at an instant."""
        place = bisect_right(self._starts, at_ms) - 1
        return place if place >= 0 and at_ms < self.segments[place].end_ms else None

    def next_to(self, at_ms: float, step: int) -> int | None:
        """The number of the segment that begins after an instant (``step`` 1), or before it (-1)."""
        place = bisect_right(self._starts, at_ms) if step > 0 else bisect_left(self._starts, at_ms) - 1
        return place if 0 <= place < len(self.segments) else None

    def runs(self, first_ms: float, last_ms: float, ms_per_pixel: float) -> Sequence[Run]:
        """What is drawn of [first_ms, last_ms) at a scale.

        Bins are two to four pixels wide and lie at fixed times: whatever part of the day is in sight,
        a stretch looks the same.
        """
        level = level_for(ms_per_pixel)
        known = self._levels.get(level)
        if known is None:
            size = 1 << level
            low, high = int(first_ms) // size * size, (int(last_ms) // size + 1) * size
            begin = max(0, bisect_right(self._starts, low) - 1)
            return merged(self.segments[begin : bisect_left(self._starts, high)], size, begin)
        begin = bisect_right(known, first_ms, key=_end)
        return known[begin : bisect_left(known, last_ms, key=_start)]


def level_for(ms_per_pixel: float) -> int:
    """The power of two of the bins at a scale: the smallest that is wide enough."""
    return (max(1, int(ms_per_pixel * LEAST_PIXELS)) - 1).bit_length()


def lane_of(pieces: Iterable[Piece], kind: LaneKind, named: Callable[[Piece], str] | None = None) -> Lane:
    """A day's lane; ``named`` says what is written in an entry where an application would be."""
    return Lane(_joined(_segment(piece, kind, named) for piece in pieces))


def merged(segments: Iterable[Segment], bin_ms: int, number: int = 0) -> list[Run]:
    """Segments in whole bins: each bin shows what fills most of it.

    One that is filled by less than a third stays empty beside one that is not, so that short gaps
    are seen; alone it is shown, so that nothing vanishes.

    Args:
        segments: in order of time, without overlaps.
        bin_ms: how wide a bin is; bins begin at multiples of it.
        number: of the first segment.
    """
    found: list[Run] = []
    cell = -1
    shares: dict[Look, list[int]] = {}  # milliseconds, and the number of the longest with its own

    def close() -> None:
        start = cell * bin_ms
        filled = sum(share[0] for share in shares.values())
        if not filled or (filled * 3 < bin_ms and found and found[-1].end_ms == start):
            return
        look = max(shares, key=lambda each: shares[each][0])
        _append(found, Run(start, start + bin_ms, look, shares[look][1]))

    def add(at: int, length: int, look: Look) -> None:
        nonlocal cell
        if at != cell:
            close()
            shares.clear()
            cell = at
        share = shares.setdefault(look, [0, number, 0])
        share[0] += length
        if length > share[2]:
            share[1:] = number, length

    for segment in segments:
        start, end, look = segment.start_ms, segment.end_ms, segment.look
        first, last = -(-start // bin_ms), end // bin_ms
        if first > last:
            add(last, end - start, look)
        else:
            if start < first * bin_ms:
                add(first - 1, first * bin_ms - start, look)
            if first < last:
                close()
                shares.clear()
                cell = -1
                _append(found, Run(first * bin_ms, last * bin_ms, look, number))
            if last * bin_ms < end:
                add(last, end - last * bin_ms, look)
        number += 1
    close()
    return found


def _append(found: list[Run], run: Run) -> None:
    if found:
        last = found[-1]
        if last.end_ms == run.start_ms and last.look == run.look and last.segment == run.segment:
            found[-1] = Run(last.start_ms, run.end_ms, run.look, run.segment)
            return
    found.append(run)


def _segment(piece: Piece, kind: LaneKind, named: Callable[[Piece], str] | None) -> Segment:
    look = Look(piece.kind, piece.category, piece.entry is not None)
    label, is_title = "", False
    if piece.kind is Kind.ACTIVE and kind is LaneKind.APPLICATION:
        label = named(piece) if named and piece.entry is not None else piece.app or ""
    elif piece.kind is Kind.ACTIVE and kind is LaneKind.DOCUMENT:
        label = piece.subject or ""
        is_title = label != piece.domain
    return Segment(piece.start_ms, piece.end_ms, look, label, is_title)


def _joined(segments: Iterable[Segment]) -> list[Segment]:
    found: list[Segment] = []
    for segment in segments:
        if found and found[-1].end_ms >= segment.start_ms and found[-1][2:] == segment[2:]:
            found[-1] = found[-1]._replace(end_ms=segment.end_ms)
        else:
            found.append(segment)
    return found


def _start(run: Run) -> int:
    return run.start_ms


def _end(run: Run) -> int:
    return run.end_ms
