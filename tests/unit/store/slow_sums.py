"""Totals counted the slow way, straight from the rows: what the totals' tables are compared with.

Nothing of worktracker's own arithmetic is used: local times are datetimes, and each span is
walked through from one full local hour to the next.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone

from worktracker.store.store import Store

Sums = tuple[Counter[tuple[str, int, int]], Counter[tuple[str, str | None]], Counter[tuple[str, str | None]]]


def slow_sums(store: Store, day_start_ms: int) -> Sums:
    """Milliseconds by (day, hour, state), (day, app) and (day, domain), overlaps resolved."""
    states: Counter[tuple[str, int, int]] = Counter()
    apps: Counter[tuple[str, str | None]] = Counter()
    domains: Counter[tuple[str, str | None]] = Counter()
    taken: list[tuple[int, int]] = []
    for start, end, state, offset, app, domain in store.connection.execute(
        "SELECT s.start_ms, s.start_ms + s.length_ms, s.state, z.offset_s, p.name, d.name"
        " FROM span s JOIN zone z ON z.id = s.zone LEFT JOIN activity a ON a.id = s.activity"
        " LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain"
        " ORDER BY CASE s.source WHEN 1 THEN 0 WHEN 0 THEN 1 ELSE s.source END, s.start_ms"
    ):
        for free_start, free_end in _free(start, end, taken):
            for day, hour, length in _hours(free_start, free_end, offset, day_start_ms):
                states[day, hour, state] += length
                if state == 0:
                    apps[day, app] += length
                    domains[day, domain] += length
        taken.append((start, end))
    return states, apps, domains


def stored_sums(store: Store) -> Sums:
    """The same from the store's own totals."""
    from worktracker.model.days import day_date
    from worktracker.model.period import Period

    found = store.reader.totals(Period())
    return (
        Counter({(day_date(d).isoformat(), h, int(s)): ms for (d, h, s), ms in found.states.items()}),
        Counter({(day_date(d).isoformat(), app): ms for (d, app), ms in found.apps.items()}),
        Counter({(day_date(d).isoformat(), site): ms for (d, site), ms in found.domains.items()}),
    )


def _free(start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    parts = [(start, end)] if end > start else []
    for low, high in taken:
        rest: list[tuple[int, int]] = []
        for a, b in parts:
            if high <= a or b <= low or high <= low:
                rest.append((a, b))
                continue
            if a < low:
                rest.append((a, low))
            if high < b:
                rest.append((high, b))
        parts = rest
    return parts


def _hours(start: int, end: int, offset: int, day_start_ms: int):
    zone = timezone(timedelta(seconds=offset))
    epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)  # noqa: UP017
    at = (epoch + timedelta(milliseconds=start)).astimezone(zone)
    stop = (epoch + timedelta(milliseconds=end)).astimezone(zone)
    begin = timedelta(milliseconds=day_start_ms)
    while at < stop:
        hour_end = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        day = (at - begin).date()
        day_end = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone) + begin
        until = min(hour_end, day_end, stop)
        yield day.isoformat(), at.hour, (until - at) // timedelta(milliseconds=1)
        at = until
