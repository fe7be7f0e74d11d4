"""One day as the window shows it: key numbers, applications, and stretches along the hours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol
from zlib import crc32

from worktracker.model.explanation import Cut, SeenBy
from worktracker.model.span import State
from worktracker.reports.focus import Piece, focuses
from worktracker.store.explanation import explanation_of


class Row(Protocol):
    """What of a span is looked at here; a :class:`worktracker.store.reader.SpanRow`."""

    @property
    def start_ms(self) -> int: ...
    @property
    def end_ms(self) -> int: ...
    @property
    def state(self) -> int: ...
    @property
    def reason(self) -> int: ...
    @property
    def app(self) -> str | None: ...
    @property
    def title(self) -> str | None: ...


class Kind(IntEnum):
    """How a stretch is drawn."""

    ACTIVE = 0
    IDLE = 1
    PRIVATE = 2
    NO_WINDOW = 3
    """Somebody was there, and no window was in front."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the day; ``app`` only where it is known. Milliseconds UTC."""

    start_ms: int
    end_ms: int
    kind: Kind
    app: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """One row of "where it went"; without a name: active time whose application was not kept."""

    app: str | None
    duration_ms: int
    part: float
    kind: Kind = Kind.ACTIVE


@dataclass(frozen=True, slots=True)
class Day:
    """A day, counted. All in milliseconds.

    Attributes:
        active_ms: active and private time, as reports count it.
        focus_ms: the longest time in one application.
        idle_ms: idle and locked.
        private_ms: private.
        shares: applications and private time, longest first.
        stretches: in order of time.
    """

    active_ms: int
    focus_ms: int
    idle_ms: int
    private_ms: int
    shares: tuple[Share, ...]
    stretches: tuple[Stretch, ...]


def count_day(rows: Iterable[Row]) -> Day:
    """Count the spans of one day, which come in order of time."""
    named: dict[tuple[Kind, str | None], int] = {}
    sums = dict.fromkeys(Kind, 0)
    stretches: list[Stretch] = []
    pieces: list[Piece] = []
    for row in rows:
        kind = _kind(row)
        app = row.app if kind is Kind.ACTIVE else None
        length = row.end_ms - row.start_ms
        sums[kind] += length
        if kind is not Kind.IDLE:
            named[kind, app] = named.get((kind, app), 0) + length
        _append(stretches, Stretch(row.start_ms, row.end_ms, kind, app))
        pieces.append((row.start_ms, row.end_ms, app))
    focus_ms = max((focus.duration_ms for focus in focuses(pieces)), default=0)
    active_ms = sum(named.values())
    shares = [Share(app, length, length / active_ms, kind) for (kind, app), length in named.items() if length]
    shares.sort(key=lambda share: (-share.duration_ms, share.app or ""))
    return Day(active_ms, focus_ms, sums[Kind.IDLE], sums[Kind.PRIVATE], tuple(shares), tuple(stretches))


def hours_shown(stretches: Iterable[Stretch], now_ms: int, offset_ms: int) -> tuple[int, int]:
    """First and last full local hour around ``stretches``, or now where there are none; ms UTC.

    One, two, four or eight hours, so that a day's scale seldom changes; then as many as there are.
    """
    hour = 3_600_000
    times = [time for stretch in stretches for time in (stretch.start_ms, stretch.end_ms)] or [now_ms]
    first = (min(times) + offset_ms) // hour
    last = -(-(max(times) + offset_ms) // hour)
    last = next((first + room for room in (1, 2, 4, 8) if first + room >= last), last)
    return first * hour - offset_ms, last * hour - offset_ms


def colours_of(stretches: Iterable[Stretch], hues: int) -> dict[str | None, int]:
    """The number of its colour for each application of a day: a hue; ``hues`` more for its second shade.

    The hue is the application's own, by its name and wherever it ranks, unless one that came earlier
    in the day has it and another is free: what has a colour keeps it for the day.
    """
    numbers: dict[str | None, int] = {}
    held = [0] * hues
    for stretch in stretches:
        if stretch.app is None or stretch.app in numbers:
            continue
        own = crc32(stretch.app.encode("utf-8", "surrogatepass"))
        hue = min(range(own, own + hues), key=lambda each: held[each % hues]) % hues
        numbers[stretch.app] = hue + (hues if held[hue] else 0)
        held[hue] += 1
    return numbers


def columns(
    stretches: Iterable[Stretch], first_ms: int, last_ms: int, width: int, numbers: dict[str | None, int]
) -> list[tuple[int, int, Kind, int]]:
    """The stretches as runs of pixel columns: first, last (excluded), kind, number of the colour (-1: none).

    A column shows what fills most of it; one that is filled by less than a third stays empty,
    unless a stretch would vanish altogether.
    """
    if last_ms <= first_ms or width <= 0:
        return []
    scale = width / (last_ms - first_ms)
    filled: list[dict[tuple[Kind, int], float]] = [{} for _ in range(width)]
    for stretch in stretches:
        what = (stretch.kind, numbers.get(stretch.app, -1))
        begin = max(0.0, (stretch.start_ms - first_ms) * scale)
        end = min(float(width), (stretch.end_ms - first_ms) * scale)
        for column in range(int(begin), min(width, int(end) + 1)):
            part = min(end, column + 1) - max(begin, column)
            if part > 0:
                filled[column][what] = filled[column].get(what, 0) + part
    runs: list[tuple[int, int, Kind, int]] = []
    for column, cell in enumerate(filled):
        if not cell or (sum(cell.values()) < 1 / 3 and column and filled[column - 1]):
            continue
        kind, number = max(cell, key=lambda what: cell[what])
        if runs and runs[-1][1:] == (column, kind, number):
            runs[-1] = (runs[-1][0], column + 1, kind, number)
        else:
            runs.append((column, column + 1, kind, number))
    return runs


def _kind(row: Row) -> Kind:
    if row.state == State.PRIVATE:
        return Kind.PRIVATE
    if row.state != State.ACTIVE:
        return Kind.IDLE
    if row.app is None and row.title is None:
        explanation = explanation_of(row.reason)
        # Nothing was seen, and not: nothing was kept.
        if explanation.seen_by is not SeenBy.UNKNOWN and explanation.cuts is Cut.NONE:
            return Kind.NO_WINDOW
    return Kind.ACTIVE


def _append(stretches: list[Stretch], stretch: Stretch) -> None:
    """Add a stretch, or lengthen the last one if nothing that is drawn changes."""
    if stretches:
        last = stretches[-1]
        if (last.kind, last.app) == (stretch.kind, stretch.app) and stretch.start_ms <= last.end_ms:
            stretches[-1] = Stretch(last.start_ms, stretch.end_ms, last.kind, last.app)
            return
    stretches.append(stretch)
