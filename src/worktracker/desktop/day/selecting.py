"""A stretch of a day that somebody selects: where it begins and ends, and what is in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from worktracker.desktop.day.pieces import Kind, Piece

_T = TypeVar("_T")

_ROUND_MS = (900_000, 300_000, 60_000, 15_000, 5_000, 1_000)

Stretch = tuple[int, int]
"""Beginning and end, milliseconds UTC."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a stretch holds. All lengths in milliseconds.

    Attributes:
        pieces: of it, cut where it begins and ends.
        recorded_ms: active and private time.
        gap: the longest part in which nobody was there or nothing was recorded; None without any.
        entries: the numbers of the manual entries that have time in it.
        entry: the number of the one that it is, from end to end; None otherwise.
        category, project: the number that all active time has, 0 for none; None: several, or no active time.
        tags, note: what is said of all of it; None: several.
        apps, sites: those that were in front, the longest first.
    """

    start_ms: int
    end_ms: int
    pieces: tuple[Piece, ...]
    recorded_ms: int
    gap: Stretch | None
    entries: tuple[int, ...]
    entry: int | None
    category: int | None
    project: int | None
    tags: tuple[str, ...] | None
    note: str | None
    apps: tuple[str, ...]
    sites: tuple[str, ...]

    @property
    def duration_ms(self) -> int:
        """From beginning to end."""
        return self.end_ms - self.start_ms

    @property
    def is_free(self) -> bool:
        """Whether nothing in it can be labelled: nobody was there, or nothing was kept."""
        return not any(_is_labelled(piece) for piece in self.pieces)


def held(pieces: Sequence[Piece], start_ms: int, end_ms: int) -> Held:
    """What the stretch [start_ms, end_ms) of a day's pieces holds; they come in order of time."""
    inside = tuple(_cut(pieces, start_ms, end_ms))
    labelled = [piece for piece in inside if _is_labelled(piece)]
    entries = tuple(sorted({piece.entry for piece in inside if piece.entry is not None}))
    entry = entries[0] if len(entries) == 1 and _is_whole(pieces, entries[0], start_ms, end_ms) else None
    if entry is not None:
        labelled = [piece for piece in labelled if piece.entry == entry]
    return Held(
        start_ms,
        end_ms,
        inside,
        sum(piece.duration_ms for piece in inside if not piece.kind.is_away),
        max(_gaps(inside, start_ms, end_ms), key=lambda gap: gap[1] - gap[0], default=None),
        entries,
        entry,
        _common(labelled, lambda piece: piece.category),
        _common(labelled, lambda piece: piece.project),
        _common(labelled, lambda piece: piece.tags),
        _common(labelled, lambda piece: piece.note or ""),
        _longest((piece.app, piece.duration_ms) for piece in labelled),
        _longest((piece.domain, piece.duration_ms) for piece in labelled),
    )


def snapped(at_ms: float, edges: Sequence[int], near_ms: float, low_ms: int, high_ms: int) -> int:
    """Where a stretch ends that is drawn to ``at_ms``: at an edge that is near, else at a round time.

    Args:
        at_ms: where the pointer is.
        edges: where pieces begin and end, in order.
        near_ms: how far an edge reaches; also decides how round the time is.
        low_ms, high_ms: the day.
    """
    place = bisect_left(edges, at_ms)
    beside = edges[max(0, place - 1) : place + 1]
    nearest = min(beside, key=lambda edge: abs(edge - at_ms), default=None)
    if nearest is not None and abs(nearest - at_ms) <= near_ms:
        return nearest
    step = next((each for each in _ROUND_MS if each <= near_ms), _ROUND_MS[-1])
    return min(max(round(at_ms / step) * step, low_ms), high_ms)


def piece_at(pieces: Sequence[Piece], at_ms: float) -> Piece | None:
    """The piece at an instant."""
    place = bisect_right(pieces, at_ms, key=_begin) - 1
    return pieces[place] if place >= 0 and at_ms < pieces[place].end_ms else None


def edges_of(pieces: Iterable[Piece]) -> list[int]:
    """Where pieces begin and end, in order, each once."""
    return sorted({edge for piece in pieces for edge in (piece.start_ms, piece.end_ms)})


def free_around(pieces: Sequence[Piece], at_ms: float, low_ms: int, high_ms: int) -> Stretch:
    """The gap at an instant in which there is no piece: from the piece before it to the one after."""
    place = bisect_right(pieces, at_ms, key=_begin)
    begin = pieces[place - 1].end_ms if place else low_ms
    return begin, pieces[place].start_ms if place < len(pieces) else high_ms


def _cut(pieces: Sequence[Piece], start_ms: int, end_ms: int) -> Iterable[Piece]:
    first = max(0, bisect_right(pieces, start_ms, key=_begin) - 1)
    for piece in pieces[first : bisect_left(pieces, end_ms, key=_begin)]:
        begin, end = max(piece.start_ms, start_ms), min(piece.end_ms, end_ms)
        if begin < end:
            whole = (begin, end) == (piece.start_ms, piece.end_ms)
            yield piece if whole else piece._replace(start_ms=begin, end_ms=end)


def _gaps(inside: Iterable[Piece], start_ms: int, end_ms: int) -> Iterable[Stretch]:
    at = start_ms
    for piece in inside:
        if piece.kind.is_away:
            continue
        if at < piece.start_ms:
            yield at, piece.start_ms
        at = piece.end_ms
    if at < end_ms:
        yield at, end_ms


def _is_whole(pieces: Sequence[Piece], entry: int, start_ms: int, end_ms: int) -> bool:
    of_it = [piece for piece in pieces if piece.entry == entry]
    return of_it[0].start_ms == start_ms and of_it[-1].end_ms == end_ms


def _is_labelled(piece: Piece) -> bool:
    return piece.kind in (Kind.ACTIVE, Kind.NO_WINDOW)


def _common(pieces: Sequence[Piece], of: Callable[[Piece], _T]) -> _T | None:
    found = {of(piece) for piece in pieces}
    return found.pop() if len(found) == 1 else None


def _longest(named: Iterable[tuple[str | None, int]]) -> tuple[str, ...]:
    sums: dict[str, int] = {}
    for name, length in named:
        if name:
            sums[name] = sums.get(name, 0) + length
    return tuple(sorted(sums, key=lambda name: -sums[name]))


def _begin(piece: Piece) -> int:
    return piece.start_ms
