"""From the record's totals to the bodies that are due: the only place where a summary is made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from worktracker.clock import Clock
from worktracker.model.days import DAY_MS, HOUR_MS, date_number, day_date, day_number, local_datetime
from worktracker.model.detail import Detail
from worktracker.model.labels import Category, paths
from worktracker.model.period import Period
from worktracker.store.aged import aged_until
from worktracker.store.reader import Reader
from worktracker.store.store import Store
from worktracker.sync.grant import Terms
from worktracker.sync.rounding import granted_seconds
from worktracker.sync.summary import MOST_DAYS, OTHER, Day, Kind, Summary, canonical

_LOOKED_BACK_MS = 4 * DAY_MS
"""Longer than from the first to the last place on earth where a day ends."""

_EASTERNMOST_MS = 14 * HOUR_MS


@dataclass(frozen=True, slots=True)
class Now:
    """The moment as sync sees it.

    Attributes:
        wall_ms: milliseconds UTC.
        today: the local date's number; grants end by it.
        ended: the newest day that has ended in every zone the user was in, and in the local one.
    """

    wall_ms: int
    today: int
    ended: int


def now_of(store: Store, clock: Clock) -> Now:
    """The moment, for a store."""
    wall_ms = clock.now().wall_ms
    local = clock.zone_at(wall_ms).offset_s
    offsets = store.reader.offsets_since(wall_ms - _LOOKED_BACK_MS) | {local}
    day_start_ms = store.settings.day_start_ms
    ended = min(day_number(wall_ms, offset, day_start_ms) for offset in offsets) - 1
    return Now(wall_ms, date_number(local_datetime(wall_ms, local).date()), ended)


def due(store: Store, terms: Terms, acknowledged: Mapping[int, bytes | None], now: Now) -> list[Summary]:
    """The summaries that are to be sent, oldest days first.

    After the grant's end date no totals go any more, only what takes some away: a day of which something was
    forgotten goes empty, for what is left of it may be more than what went before.

    Args:
        store: the record.
        terms: what the grant lets out.
        acknowledged: what the recipient has: see :meth:`worktracker.store.sharing.Sharing.acknowledged`.
        now: the moment.
    """
    first, last = date_number(terms.first_day), min(now.ended, date_number(terms.end_date))
    if last < first:
        return []
    if has_ended(terms, now):
        gone = sorted(day for day, had in acknowledged.items() if had is None and first <= day <= last)
        return _summaries(terms, [Day.model_validate(_document(day, {})) for day in gone])
    totals = _totals(store.reader, terms, Period(first_day=first, last_day=last))
    frozen = _aged_before(store, terms.of, now.wall_ms)
    wanted = sorted(totals.keys() | {day for day in acknowledged if first <= day <= last})
    days = [
        Day.model_validate(document)
        for day in wanted
        if _is_due(day, document := _document(day, totals.get(day, {})), acknowledged, frozen)
    ]
    return _summaries(terms, days)


def has_ended(terms: Terms, now: Now) -> bool:
    """Whether a grant's end date has passed, where the user is."""
    return now.today > date_number(terms.end_date)


def _summaries(terms: Terms, days: list[Day]) -> list[Summary]:
    return [
        Summary.made(terms.of, terms.coarseness_minutes, days[first : first + MOST_DAYS])
        for first in range(0, len(days), MOST_DAYS)
    ]


def digests(summary: Summary) -> dict[int, bytes]:
    """What is kept of a summary's days once they were acknowledged: the SHA-256 of the bytes of each."""
    return {date_number(day.date): _digest(day.model_dump(mode="json")) for day in summary.days}


def _document(day: int, totals: Mapping[str, int]) -> dict[str, object]:
    """A day as it stands in a body: most days are not due, and are not made into more than this."""
    listed = [{"name": name, "seconds": seconds} for name, seconds in sorted(totals.items())]
    return {"date": day_date(day).isoformat(), "totals": listed}


def _digest(document: Mapping[str, object]) -> bytes:
    return sha256(canonical(document)).digest()


def _is_due(
    day: int, document: Mapping[str, object], acknowledged: Mapping[int, bytes | None], frozen: int
) -> bool:
    """Whether the recipient has something else of a day.

    A day that has aged is as the recipient has it, unless something of it was forgotten (the digest is None).
    """
    if day not in acknowledged:
        return bool(document["totals"])
    had = acknowledged[day]
    return had is None or (day >= frozen and had != _digest(document))


def _aged_before(store: Store, of: Kind, now_ms: int) -> int:
    """The first day of which age has taken nothing that totals are made of."""
    details = [Detail.SPANS] if of is Kind.CATEGORIES else [Detail.SPANS, Detail.APPS]
    keeping = store.settings.keeping()
    aged_ms = 0
    for detail in details:
        keep_ms = keeping[detail]
        aged_ms = max(
            aged_ms, aged_until(store.connection, detail), 0 if keep_ms is None else now_ms - keep_ms
        )
    return (aged_ms + _EASTERNMOST_MS) // DAY_MS + 1 if aged_ms else 0


def _totals(reader: Reader, terms: Terms, period: Period) -> dict[int, dict[str, int]]:
    """Seconds of each day by the name under which they leave."""
    exact: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    if terms.of is Kind.CATEGORIES:
        names = _names(reader.categories(), terms.names)
        for (day, category), length in reader.labels_by_day(period, ())[0].items():
            exact[day][names.get(category, OTHER)] += length
    else:
        listed = frozenset(terms.names)
        for (day, app), length in reader.apps_by_day(period).items():
            exact[day][app if app is not None and app in listed else OTHER] += length
    found: dict[int, dict[str, int]] = {}
    for day, lengths in exact.items():
        left = {
            name: seconds
            for name, length in lengths.items()
            if (seconds := granted_seconds(length, terms.coarseness_minutes, terms.shortest_minutes))
        }
        if left:
            found[day] = left
    return found


def _names(categories: Mapping[int, Category], listed: Iterable[str]) -> dict[int, str]:
    """The name of the nearest ancestor that is listed, by the category's number; none without one."""
    allowed, path_of = frozenset(listed), paths(categories)
    found: dict[int, str] = {}
    for number in categories:
        at: int | None = number
        for _ in categories:
            if at is None or at not in categories:
                break
            if path_of[at] in allowed:
                found[number] = path_of[at]
                break
            at = categories[at].parent
    return found
