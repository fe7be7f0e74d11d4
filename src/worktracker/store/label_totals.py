"""Totals that follow new labels of activities, by the difference.

Only the spans of activities whose labels change are looked at, and these by one query for some months of a
source. Only on days on which several sources have some time, or the user has labelled some, and something
changes, are spans gone through one by one. So memory is for sums by day, and not for spans.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from typing import NamedTuple

from worktracker.model.days import DAY_MS
from worktracker.store import assignments, totals
from worktracker.store.connection import Connection
from worktracker.store.span_id import LAST_MS, MANUAL, RECORDED, id_range
from worktracker.store.totals import Share, Sums

_AT_ONCE_MS = 90 * DAY_MS

_BIAS_DAYS = 10
"""Local days before 1970 come out right although SQLite cuts toward zero."""

_DAY = f"((s.start_ms {{end}} + z.offset_s * 1000 - :day_start) / {DAY_MS} - {_BIAS_DAYS})"
_BEGIN_DAY = _DAY.format(end=f"+ {_BIAS_DAYS * DAY_MS}")
_END_DAY = _DAY.format(end=f"+ s.length_ms - 1 + {_BIAS_DAYS * DAY_MS}")
_MOVED = (
    # In this order: SQLite would rather make an index over all spans.
    "FROM span s CROSS JOIN temp.relabelled r ON r.id = s.activity CROSS JOIN zone z ON z.id = s.zone"
    " WHERE s.id >= :first AND s.id < :last AND s.state = 0 AND s.length_ms > 0"
)
_APART = (
    " AND coalesce((SELECT end_ms FROM temp.shared WHERE start_ms <= s.start_ms"
    " ORDER BY start_ms DESC LIMIT 1), 0) <= s.start_ms"
)


class Change(NamedTuple):
    """An activity with its labels before and after."""

    activity: int
    was_category: int | None
    was_project: int | None
    category: int | None
    project: int | None


def move(connection: Connection, day_start_ms: int) -> None:
    """Give activities their new labels, and move the totals with them, in the caller's transaction.

    The temporary table ``relabelled`` has a :class:`Change` a row, and is empty afterwards.
    """
    shared = _shared(connection)
    with totals.following(connection, shared, day_start_ms):
        connection.execute(
            "UPDATE activity SET category = r.category, project = r.project"
            " FROM temp.relabelled r WHERE r.id = activity.id"
        )
    moved = _MOVED
    if shared:
        moved += _APART
        connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS shared (start_ms INTEGER PRIMARY KEY, end_ms INTEGER)"
        )
        connection.execute("DELETE FROM temp.shared")
        connection.executemany("INSERT INTO temp.shared VALUES (?, ?)", shared)
    sums = Sums()
    for source in _sources(connection):
        _count_apart(connection, sums, day_start_ms, source, moved)
    connection.execute("DELETE FROM temp.relabelled")
    totals.write(connection, sums)


def _count_apart(connection: Connection, sums: Sums, day_start_ms: int, source: int, moved: str) -> None:
    """The difference over the spans of a source that nothing else shares its time with.

    So much time at once that SQLite, which sorts what it groups, needs little memory.
    """
    until = totals.summed_until(connection) if source == RECORDED else LAST_MS
    first, last = connection.execute(
        "SELECT min(id) & :time, max(id) & :time FROM span WHERE id >= :first AND id < :last",
        dict(zip(("first", "last"), id_range(source, 0, until), strict=True)) | {"time": LAST_MS},
    ).fetchone()
    if first is None:
        return
    for begin in range(first, last + 1, _AT_ONCE_MS):
        end = min(begin + _AT_ONCE_MS, last + 1)
        _count_within(connection, sums, day_start_ms, id_range(source, begin, end), moved)


def _count_within(
    connection: Connection, sums: Sums, day_start_ms: int, ids: tuple[int, int], moved: str
) -> None:
    where = {"day_start": day_start_ms, "first": ids[0], "last": ids[1]}
    labels = ", ".join(f"coalesce(r.{name}, 0)" for name in Change._fields[1:])
    # Nearly all lie within one day; each of the others is a group of its own.
    for day, end_day, _, start, offset, *found, length in connection.execute(
        f"SELECT {_BEGIN_DAY}, {_END_DAY}, iif({_BEGIN_DAY} = {_END_DAY}, 0, s.id),"
        f" s.start_ms, z.offset_s, {labels}, sum(s.length_ms) {moved} GROUP BY 1, 2, 3, 6, 7, 8, 9",
        where,
    ):
        was_category, was_project, category, project = found
        if day == end_day:
            sums.labels[day, was_category, was_project] -= length
            sums.labels[day, category, project] += length
            continue
        before = Share(0, offset, category=was_category, project=was_project)
        after = Share(0, offset, category=category, project=project)
        sums.add((start, start + length, before), day_start_ms, -1)
        sums.add((start, start + length, after), day_start_ms)


def _shared(connection: Connection) -> list[tuple[int, int]]:
    """The days with spans that change on which several sources have time, or the user labelled some.

    As stretches in order, widened to whole spans.
    """
    sources = _sources(connection)
    said = [one for source in (RECORDED, MANUAL) for one in assignments.labelling(connection, source, 0)]
    if len(sources) < 2 and not said:
        return []  # mostly: and to look which days change is a third of the work
    changing = sorted({day for source in sources for day in _days(connection, source, changing=True)})
    days: set[int] = set()
    if len(sources) > 1:
        had = Counter(day for source in sources for day in _days(connection, source))
        days.update(day for day in changing if had[day] > 1)
    for one in said:
        first, last = one.start_ms // DAY_MS, (one.end_ms - 1) // DAY_MS
        days.update(changing[bisect_left(changing, first) : bisect_right(changing, last)])
    whole = totals.joined((day * DAY_MS, (day + 1) * DAY_MS) for day in sorted(days))
    widened = [
        (
            totals.reaching_back(connection, start),
            max(_reaching_on(connection, source, end) for source in sources),
        )
        for start, end in whole
    ]
    return list(totals.joined(sorted(widened)))


def _days(connection: Connection, source: int, *, changing: bool = False) -> set[int]:
    """The numbers of the days in UTC on which a source has time, or such as changes."""
    which = "s.id >= :first AND s.id < :last AND s.length_ms > 0"
    if changing:
        which += " AND s.state = 0 AND s.activity IN (SELECT id FROM temp.relabelled)"
    first, last = id_range(source, 0, LAST_MS)
    where = {"first": first, "last": last}
    # Each into its place: to sort them all is to sort millions of rows.
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS with_time"
        " (first INTEGER, last INTEGER, PRIMARY KEY (first, last)) WITHOUT ROWID"
    )
    connection.execute("DELETE FROM temp.with_time")
    begin, end = f"s.start_ms / {DAY_MS}", f"(s.start_ms + s.length_ms - 1) / {DAY_MS}"
    connection.execute(
        f"INSERT OR IGNORE INTO temp.with_time SELECT {begin}, {end} FROM span s WHERE {which}", where
    )
    days = connection.execute("SELECT first, last FROM temp.with_time")
    return {day for early, late in days for day in range(early, late + 1)}


def _sources(connection: Connection) -> list[int]:
    """The sources that have spans."""
    found = [source for (source,) in connection.execute("SELECT id FROM source ORDER BY id")]
    query = "SELECT 1 FROM span WHERE id >= ? AND id < ? LIMIT 1"
    return [each for each in found if connection.execute(query, id_range(each, 0, LAST_MS)).fetchone()]


def _reaching_on(connection: Connection, source: int, at_ms: int) -> int:
    """Where the span of a source ends that goes on at ``at_ms``; ``at_ms`` if none does."""
    row = connection.execute(
        "SELECT start_ms + length_ms FROM span WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1",
        id_range(source, 0, at_ms),
    ).fetchone()
    return at_ms if row is None else max(row[0], at_ms)
