"""Several lines of spans made into one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

_T = TypeVar("_T")

Piece = tuple[int, int, _T]
"""Start and end in milliseconds, and whatever belongs to that time."""


def overlay(high: Iterable[Piece[_T]], low: Iterable[Piece[_T]]) -> Iterator[Piece[_T]]:
    """``high`` whole, and of ``low`` what ``high`` leaves uncovered, in order of time.

    Each line must be in order and without overlaps of its own; so is the result.
    """
    highs, lows = iter(high), iter(low)
    above, below = next(highs, None), next(lows, None)
    while above is not None and below is not None:
        if below[1] <= above[0]:
            yield below
            below = next(lows, None)
        elif above[1] <= below[0]:
            yield above
            above = next(highs, None)
        elif below[0] < above[0]:
            yield below[0], above[0], below[2]
            below = above[0], below[1], below[2]
        elif below[1] <= above[1]:
            below = next(lows, None)
        else:
            below = above[1], below[1], below[2]
            yield above
            above = next(highs, None)
    if above is not None:
        yield above
        yield from highs
    if below is not None:
        yield below
        yield from lows


class Stretch(Protocol):
    """Something that holds for [start_ms, end_ms)."""

    @property
    def start_ms(self) -> int: ...

    @property
    def end_ms(self) -> int: ...


_S = TypeVar("_S", bound=Stretch)


def split(
    line: Iterable[Piece[_T]], stretches: Iterable[_S], applies: Callable[[_T], bool]
) -> Iterator[tuple[int, int, _T, _S | None]]:
    """The line cut where a stretch begins or ends, each piece with the stretch that holds for it.

    Both must be in order and without overlaps; pieces to which nothing ``applies`` stay whole.
    """
    following = iter(stretches)
    stretch = next(following, None)
    for start, end, value in line:
        if not applies(value):
            yield start, end, value, None
            continue
        while stretch is not None and stretch.end_ms <= start:
            stretch = next(following, None)
        at = start
        while stretch is not None and stretch.start_ms < end:
            if at < stretch.start_ms:
                yield at, stretch.start_ms, value, None
                at = stretch.start_ms
            until = min(end, stretch.end_ms)
            yield at, until, value, stretch
            at = until
            if stretch.end_ms > end:
                break
            stretch = next(following, None)
        if at < end or start == end:
            yield at, end, value, None
