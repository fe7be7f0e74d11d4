"""Totals counted the slow way, straight from the rows: what the totals' tables are compared with.

Nothing of worktracker's own arithmetic is used: local times are datetimes, and each span is
walked through from one full local hour to the next.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone
from itertools import pairwise

from worktracker.store.store import Store

Sums = tuple[
    Counter[tuple[str, int, int]],
    Counter[tuple[str, str | None]],
    Counter[tuple[str, str | None]],
    Counter[tuple[str, int, int]],
]


def slow_sums(store: Store, day_start_ms: int) -> Sums:
    """Milliseconds by (day, hour, state), (day, app), (day, domain) and (day, category, project).

    Overlaps are resolved, and what the user said of a time goes before what its activity has.
    """
    states: Counter[tuple[str, int, int]] = Counter()
    apps: Counter[tuple[str, str | None]] = Counter()
    domains: Counter[tuple[str, str | None]] = Counter()
    labels: Counter[tuple[str, int, int]] = Counter()
    said = store.connection.execute(
        "SELECT start_ms, end_ms, category, project, entry FROM assignment WHERE gone IS NULL"
    ).fetchall()
    taken: list[tuple[int, int]] = []
    for source, start, end, state, offset, app, domain, category, project in store.connection.execute(
        "SELECT s.source, s.start_ms, s.start_ms + s.length_ms, s.state, z.offset_s, p.name, d.name,"
        " a.category, a.project"
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
            edges = {each for one in said for each in one[:2] if free_start < each < free_end}
            for low, high in pairwise(sorted({free_start, free_end, *edges})):
                over = [
                    one
                    for one in said
                    if one[0] <= low and high <= one[1] and (source == 1) == (one[4] is not None)
                ]
                assert len(over) <= 1
                label = [category, project]
                for one in over:
                    label = [
                        own if given is None else given for own, given in zip(label, one[2:4], strict=True)
                    ]
                for day, _, length in _hours(low, high, offset, day_start_ms):
                    if state == 0:
                        labels[day, label[0] or 0, label[1] or 0] += length
        taken.append((start, end))
    return states, apps, domains, labels


def stored_sums(store: Store) -> Sums:
    """The same from the store's own totals."""
    from worktracker.model.days import day_date
    from worktracker.model.period import Period

    found = store.reader.totals(Period())
    return (
        Counter({(day_date(d).isoformat(), h, int(s)): ms for (d, h, s), ms in found.states.items()}),
        Counter({(day_date(d).isoformat(), app): ms for (d, app), ms in found.apps.items()}),
        Counter({(day_date(d).isoformat(), site): ms for (d, site), ms in found.domains.items()}),
        Counter({(day_date(d).isoformat(), c, p): ms for (d, c, p), ms in found.labels.items()}),
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
