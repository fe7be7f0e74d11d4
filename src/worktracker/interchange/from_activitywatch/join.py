"""What ActivityWatch's own canonical query makes of its buckets.

That is ``canonicalEvents`` of aw-client's queries with its defaults: flooded window events, kept
where the user was not away or a page in front made a sound, with the page of the browser's own
bucket where that browser's window was in front. ``flood`` is that of aw-core 0.5.18.
Instants are microseconds; every stream is in order and, but for events, free of overlaps.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from worktracker.model.overlay import Piece

_V = TypeVar("_V", bound=Hashable)

PULSE_US = 5_000_000
"""Gaps of up to so many microseconds are closed."""

_TRIMMED_US = 100_000
_UNSETTLED = 8


class Window(NamedTuple):
    """The data of a window's event; some systems' windows tell the page as well."""

    app: str | None
    title: str | None
    url: str | None
    incognito: bool | None


class Page(NamedTuple):
    """The data of a page's event."""

    url: str | None
    title: str | None
    audible: bool
    incognito: bool | None


@dataclass(slots=True)
class _Event(Generic[_V]):
    """An event that may still change."""

    start: int
    end: int
    data: _V


def flood(events: Iterable[Piece[_V]], pulse_us: int = PULSE_US) -> Iterator[Piece[_V]]:
    """Events with short gaps between them closed, and without overlaps."""
    settled: deque[_Event[_V]] = deque()
    for event in _filled(events, pulse_us):
        while settled:
            last = settled[-1]
            if last.end <= event.start:
                settled.append(event)
                break
            if last.data == event.data:
                last.end = max(last.end, event.end)
                break
            last.end = event.start  # the later event has the time
            if last.start < last.end:
                settled.append(event)
                break
            settled.pop()
        else:
            settled.append(event)
        if len(settled) > _UNSETTLED:
            first = settled.popleft()
            yield first.start, first.end, first.data
    for each in settled:
        yield each.start, each.end, each.data


def _filled(events: Iterable[Piece[_V]], pulse_us: int) -> Iterator[_Event[_V]]:
    """Events, each made to reach its neighbours; none without time."""
    last: _Event[_V] | None = None
    for start, end, data in events:
        event = _Event(start, end, data)
        if last is not None:
            gap = start - last.end
            if gap:
                _fill(gap, last, event, pulse_us)
            if last.start < last.end:
                yield last
        last = event
    if last is not None and last.start < last.end:
        yield last


def _fill(gap: int, last: _Event[_V], event: _Event[_V], pulse_us: int) -> None:
    if last.data == event.data:
        if gap < 0:
            last.start, last.end = min(last.start, event.start), max(last.end, event.end)
            event.start = event.end = last.end
        elif gap <= pulse_us:
            if last.end - last.start >= event.end - event.start:
                last.end = event.start = event.end
            else:
                event.start, last.end = last.start, last.start
    elif -_TRIMMED_US < gap <= pulse_us:
        last.end = event.start = last.end + gap // 2


class _Line(Generic[_V]):
    """A stream that is asked about one stretch of time after the other."""

    def __init__(self, pieces: Iterator[Piece[_V]]) -> None:
        self._pieces = pieces
        self._next: Piece[_V] | None = next(pieces, None)

    def within(self, start: int, end: int) -> list[Piece[_V]]:
        """What of the stream lies in [start, end), cut to it; no earlier stretch is asked for again."""
        found: list[Piece[_V]] = []
        piece = self._next
        while piece is not None and piece[0] < end:
            if piece[1] > start:
                found.append((max(piece[0], start), min(piece[1], end), piece[2]))
                if piece[1] > end:
                    break
            piece = self._next = next(self._pieces, None)
        return found


def joined(
    windows: Iterator[Piece[Window]],
    presence: Iterator[Piece[bool]] | None,
    pages: dict[str, Iterator[Piece[Page]]],
    browser_of: Callable[[str | None], str | None],
) -> Iterator[Piece[tuple[Window, Page | None]]]:
    """The windows in front while the user was there, each with its page if it is a browser's.

    Args:
        windows, presence, pages: flooded; presence says whether the user was there, None where
            nobody watched that: then always. Pages by browser.
        browser_of: the browser, a key of ``pages``, whose application this is.
    """
    there = None if presence is None else _Line(piece for piece in presence if piece[2])
    lines = {browser: _Line(line) for browser, line in pages.items()}
    for start, end, window in windows:
        browser = browser_of(window.app) if lines else None
        seen = lines[browser].within(start, end) if browser is not None else []
        if there is None:
            stretches = [(start, end)]
        else:
            stretches = [(piece[0], piece[1]) for piece in there.within(start, end)]
            if seen:
                heard = [(piece[0], piece[1]) for piece in seen if piece[2].audible]
                stretches = _union(stretches + heard) if heard else stretches
        if not seen:
            for first, last in stretches:
                yield first, last, (window, None)
            continue
        for first, last in stretches:
            at = first
            for page_start, page_end, page in seen:
                if page_end <= at or page_start >= last:
                    continue
                if at < page_start:
                    yield at, page_start, (window, None)
                    at = page_start
                until = min(page_end, last)
                yield at, until, (window, page)
                at = until
            if at < last:
                yield at, last, (window, None)


def _union(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    stretches.sort()
    made = [stretches[0]]
    for start, end in stretches[1:]:
        if start <= made[-1][1]:
            made[-1] = made[-1][0], max(made[-1][1], end)
        else:
            made.append((start, end))
    return made
