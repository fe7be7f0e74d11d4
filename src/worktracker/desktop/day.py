"""One day as the window shows it: key numbers, applications, and stretches along the hours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from worktracker.model.span import State

FOCUS_GAP_MS = 60_000
"""What may lie between two spans of one application without ending the focus on it."""


class Row(Protocol):
    """What of a span is looked at here; a :class:`worktracker.store.reader.SpanRow`."""

    @property
    def start_ms(self) -> int: ...
    @property
    def end_ms(self) -> int: ...
    @property
    def state(self) -> int: ...
    @property
    def app(self) -> str | None: ...


class Kind(IntEnum):
    """How a stretch is drawn."""

    ACTIVE = 0
    AWAY = 1
    PRIVATE = 2


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
        away_ms: idle and locked.
        private_ms: private.
        shares: applications and private time, longest first.
        stretches: in order of time.
    """

    active_ms: int
    focus_ms: int
    away_ms: int
    private_ms: int
    shares: tuple[Share, ...]
    stretches: tuple[Stretch, ...]


def count_day(rows: Iterable[Row]) -> Day:
    """Count the spans of one day, which come in order of time."""
    apps: dict[str | None, int] = {}
    sums = dict.fromkeys(Kind, 0)
    stretches: list[Stretch] = []
    focus_ms = 0
    focus: Stretch | None = None
    for row in rows:
        kind = _kind(row.state)
        app = row.app if kind is Kind.ACTIVE else None
        length = row.end_ms - row.start_ms
        sums[kind] += length
        if kind is Kind.ACTIVE:
            apps[app] = apps.get(app, 0) + length
        _append(stretches, Stretch(row.start_ms, row.end_ms, kind, app), 0)
        if kind is Kind.ACTIVE and app is not None:
            begin = row.start_ms
            if focus and focus.app == app and row.start_ms - focus.end_ms <= FOCUS_GAP_MS:
                begin = focus.start_ms
            focus = Stretch(begin, row.end_ms, kind, app)
            focus_ms = max(focus_ms, row.end_ms - begin)
        else:
            focus = None
    active_ms = sums[Kind.ACTIVE] + sums[Kind.PRIVATE]
    shares = [Share(app, length, length / active_ms) for app, length in apps.items() if length]
    if sums[Kind.PRIVATE]:
        shares.append(Share(None, sums[Kind.PRIVATE], sums[Kind.PRIVATE] / active_ms, Kind.PRIVATE))
    shares.sort(key=lambda share: (-share.duration_ms, share.app or ""))
    return Day(active_ms, focus_ms, sums[Kind.AWAY], sums[Kind.PRIVATE], tuple(shares), tuple(stretches))


def hours_shown(stretches: Iterable[Stretch], now_ms: int, offset_ms: int) -> tuple[int, int]:
    """First and last full local hour around ``stretches`` and now, at least eight hours apart; ms UTC."""
    hour = 3_600_000
    times = [time for stretch in stretches for time in (stretch.start_ms, stretch.end_ms)] or [now_ms]
    first = (min(times) + offset_ms) // hour
    last = -(-(max(times) + offset_ms) // hour)
    last = max(last, first + 8)
    return first * hour - offset_ms, last * hour - offset_ms


def columns(
    stretches: Iterable[Stretch], first_ms: int, last_ms: int, width: int, series: dict[str | None, int]
) -> list[tuple[int, int, Kind, int]]:
    """The stretches as runs of pixel columns: first, last (excluded), kind, number of the series.

    A column shows what fills most of it; one that is filled by less than a third stays empty,
    unless a stretch would vanish altogether.
    """
    if last_ms <= first_ms or width <= 0:
        return []
    scale = width / (last_ms - first_ms)
    filled: list[dict[tuple[Kind, int], float]] = [{} for _ in range(width)]
    rest = max(series.values(), default=0) + 1
    for stretch in stretches:
        what = (stretch.kind, series.get(stretch.app, rest) if stretch.kind is Kind.ACTIVE else 0)
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


def _kind(state: int) -> Kind:
    if state == State.ACTIVE:
        return Kind.ACTIVE
    return Kind.PRIVATE if state == State.PRIVATE else Kind.AWAY


def _append(stretches: list[Stretch], stretch: Stretch, gap_ms: int) -> None:
    """Add a stretch, or lengthen the last one if nothing that is drawn changes."""
    if stretches:
        last = stretches[-1]
        if (last.kind, last.app) == (stretch.kind, stretch.app) and stretch.start_ms - last.end_ms <= gap_ms:
            stretches[-1] = Stretch(last.start_ms, stretch.end_ms, last.kind, last.app)
            return
    stretches.append(stretch)
