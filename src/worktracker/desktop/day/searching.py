"""Looking for a text in all that was ever recorded: a part of the history at a time, the newest first."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

from worktracker.model.days import day_number
from worktracker.model.period import Period
from worktracker.store.reader import SpanRow
from worktracker.store.store import Store

MOST = 300
"""Stretches that are shown at most; whoever looks for more says more."""

_FIRST_PART_DAYS, _PART_DAYS = 45, 366
_TOGETHER_MS = 60_000


class Hit(NamedTuple):
    """A stretch that holds the text; milliseconds UTC.

    Attributes:
        day: the number of its day.
        text: the title, document, address or note that holds it.
        duration_ms: of what lies between beginning and end.
    """

    day: int
    start_ms: int
    end_ms: int
    app: str | None
    text: str
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found so far.

    Attributes:
        hits: the newest first.
        activities: those that hold the text, for the next part.
        before_day: all from this day on was looked at.
        is_all: nothing is left to look at, or there is enough.
    """

    hits: tuple[Hit, ...] = ()
    activities: frozenset[int] | None = None
    before_day: int | None = None
    is_all: bool = False


def look_further(store: Store, text: str, so_far: Found, today: int) -> Found:
    """Look at the part of the history before what was looked at so far."""
    reader = store.reader
    if so_far.activities is None:
        activities = frozenset(reader.activities_holding(text))
        last, days = None, _FIRST_PART_DAYS
    else:
        activities, last, days = so_far.activities, so_far.before_day, _PART_DAYS
    first = (today + 1 if last is None else last) - days
    begin = reader.first_day()
    is_last = begin is None or first <= begin
    period = Period(first_day=None if is_last else first, last_day=None if last is None else last - 1)
    offsets = {number: zone.offset_s for number, zone in reader.zones().items()}
    day_start_ms = store.settings.day_start_ms
    newest: deque[Hit] = deque(maxlen=MOST)
    for row in reader.holding(text, period, activities):
        _add(newest, _hit(row, text, day_number(row.start_ms, offsets[row.zone], day_start_ms)))
    hits = (*so_far.hits, *reversed(newest))[:MOST]
    return Found(hits, activities, first, is_last or len(hits) == MOST)


def _hit(row: SpanRow, text: str, day: int) -> Hit:
    wanted = text.casefold()
    fields = [field for field in (row.title, row.document, row.url, row.note) if field]
    shown = next((field for field in fields if wanted in field.casefold()), fields[0])
    return Hit(day, row.start_ms, row.end_ms, row.app, shown, row.end_ms - row.start_ms)


def _add(hits: deque[Hit], hit: Hit) -> None:
    """Add a stretch, or lengthen the last one where it says the same a moment later."""
    if hits:
        last = hits[-1]
        same = (last.day, last.app, last.text) == (hit.day, hit.app, hit.text)
        if same and hit.start_ms - last.end_ms <= _TOGETHER_MS:
            hits[-1] = last._replace(end_ms=hit.end_ms, duration_ms=last.duration_ms + hit.duration_ms)
            return
    hits.append(hit)
