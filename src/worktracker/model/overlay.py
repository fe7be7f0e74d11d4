"""Several lines of spans made into one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

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
