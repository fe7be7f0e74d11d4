"""How a day went: when it began and ended, the stretches of focus in it, and the switches between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from worktracker.model.days import cells, day_date
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.store.reader import Reader, Row

FOCUS_GAP_MS = 60_000
"""What may lie between two spans of one label without ending the focus on it."""


class FocusBy(StrEnum):
    """On what somebody can be focused."""

    APP = "app"
    CATEGORY = "category"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Focus:
    """A stretch on one label, from its first span to its last; milliseconds UTC."""

    label: str
    start_ms: int
    end_ms: int

    @property
    def duration_ms(self) -> int:
        """Its length in milliseconds, the short gaps in it included."""
        return self.end_ms - self.start_ms


Piece = tuple[int, int, str | None]
"""Beginning and end of some time, and its label; None where it has none, which ends a focus."""


def focuses(pieces: Iterable[Piece]) -> Iterator[Focus]:
    """The stretches of focus in pieces that come in order of time."""
    now: Focus | None = None
    for start, end, label in pieces:
        if now is not None and label == now.label and start - now.end_ms <= FOCUS_GAP_MS:
            now = Focus(now.label, now.start_ms, end)
            continue
        if now is not None:
            yield now
        now = None if label is None else Focus(label, start, end)
    if now is not None:
        yield now


def switches(found: Iterable[Focus]) -> int:
    """How often one label was followed by another within the gap; what comes after a break is a beginning."""
    count = 0
    before: Focus | None = None
    for focus in found:
        if before is not None and focus.label != before.label:
            count += focus.start_ms - before.end_ms <= FOCUS_GAP_MS
        before = focus
    return count


@dataclass(frozen=True, slots=True)
class DayCourse:
    """The course of one local day.

    Attributes:
        first_ms, last_ms: where active (or private) time begins first and ends last, UTC.
        first_offset_s, last_offset_s: seconds east of UTC that held there.
        active_ms: active and private time.
        longest: the longest focus; None where nothing has a label.
        switches: how often the label changed without a break.
    """

    day: date
    first_ms: int
    last_ms: int
    first_offset_s: int
    last_offset_s: int
    active_ms: int
    longest: Focus | None
    switches: int


def day_courses(reader: Reader, period: Period, by: FocusBy, day_start_ms: int) -> list[DayCourse]:
    """The course of each day of a period on which somebody was active, in order.

    Args:
        reader: of the store.
        period: of this time.
        by: what a focus is on.
        day_start_ms: local time of day at which days begin, in milliseconds.
    """
    offsets = {number: zone.offset_s for number, zone in reader.zones().items()}
    label_of = _labels(reader, by)
    days: dict[int, list[tuple[int, int, int, str | None]]] = {}
    for row in reader.rows(period):
        if row.state not in (State.ACTIVE, State.PRIVATE):
            continue
        offset = offsets[row.zone]
        label = label_of(row)
        for day, start, end in _by_day(row, offset, day_start_ms):
            days.setdefault(day, []).append((start, end, offset, label))
    return [_course(day_date(day), found) for day, found in sorted(days.items())]


def _course(day: date, found: list[tuple[int, int, int, str | None]]) -> DayCourse:
    found.sort(key=lambda piece: piece[0])
    focused = list(focuses((start, end, label) for start, end, _, label in found))
    first, last = found[0], max(found, key=lambda piece: piece[1])
    return DayCourse(
        day,
        first[0],
        last[1],
        first[2],
        last[2],
        sum(end - start for start, end, *_ in found),
        max(focused, key=lambda focus: focus.duration_ms, default=None),
        switches(focused),
    )


def _labels(reader: Reader, by: FocusBy) -> Callable[[Row], str | None]:
    """Tells a row's label, and remembers it: most come more than once."""
    known: dict[tuple[int | None, int | None], str | None] = {}

    def label_of(row: Row) -> str | None:
        if row.state != State.ACTIVE:
            return None
        key = (row.activity, row.assignment.id if row.assignment else None)
        if key not in known:
            fields, labels = reader.read_labelled(row)
            known[key] = {FocusBy.APP: fields[0], FocusBy.CATEGORY: labels.category}.get(by, labels.project)
        return known[key]

    return label_of


def _by_day(row: Row, offset_s: int, day_start_ms: int) -> Iterator[tuple[int, int, int]]:
    """A row's days with the beginning and end of its time on each."""
    at = start = row.start_ms
    before: int | None = None
    for cell in cells(row.start_ms, row.end_ms, offset_s, day_start_ms):
        if before is not None and cell.day != before:
            yield before, start, at
            start = at
        before = cell.day
        at += cell.duration_ms
    if before is not None:
        yield before, start, at
