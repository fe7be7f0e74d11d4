"""Whether the totals are what the spans say, and how to set them right.

Ageing and forgetting take from the totals what they take from the spans, so this holds for every
day, however old (docs/decisions/0010).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from worktracker.model.days import DAY_MS
from worktracker.store import totals
from worktracker.store.connection import Connection, snapshot, transaction
from worktracker.store.span_id import LAST_MS, id_range
from worktracker.store.totals import Sums

STEP_DAYS = 31
"""How many days are compared at a time."""

Progress = Callable[[int], None]
"""Hears how many days are compared; may raise to cancel."""


def days_kept(connection: Connection) -> tuple[int, int] | None:
    """First and last day on which a total or a span may lie; None if there is neither."""
    with snapshot(connection):
        bounds = [
            day
            for table in totals.TABLES
            for day in connection.execute(f"SELECT min(day), max(day) FROM {table}").fetchone()
        ]
        for (source,) in connection.execute("SELECT id FROM source").fetchall():
            low, high = id_range(source, 0, LAST_MS)
            found = connection.execute(
                "SELECT min(id), max(id) FROM span WHERE id >= ? AND id < ?", (low, high)
            ).fetchone()
            bounds += [
                (number - low) // DAY_MS + around
                for number, around in zip(found, (-2, 2), strict=True)
                if number is not None
            ]
    known = [day for day in bounds if day is not None]
    return (min(known), max(known)) if known else None


def wrong_days(
    connection: Connection, first_day: int, last_day: int, day_start_ms: int, progress: Progress | None = None
) -> list[int]:
    """The days of a range whose totals are not what the spans say, in order.

    Args:
        connection: is only read.
        first_day, last_day: numbers of days, both included.
        day_start_ms: local time of day at which days begin, in milliseconds.
        progress: hears how far it has come.
    """
    found: list[int] = []
    for first in range(first_day, last_day + 1, STEP_DAYS):
        last = min(first + STEP_DAYS - 1, last_day)
        with snapshot(connection):
            expected = _cells(totals.counted(connection, first, last, day_start_ms))
            kept = _kept(connection, first, last)
        found += sorted(
            {key[1] for key in expected.keys() | kept.keys() if expected.get(key) != kept.get(key)}
        )
        if progress is not None:
            progress(last - first_day + 1)
    return found


def set_right(connection: Connection, days: Iterable[int], day_start_ms: int) -> None:
    """Make the totals of days anew from the spans, all of them or none.

    Raises:
        StoreBusyError: somebody else writes; nothing was done.
    """
    with transaction(connection):
        for day in days:
            totals.recount(connection, day, day, day_start_ms)


_Cell = tuple[str, int, int, int]
"""A table, a day, and what else its key has (0 where it has less)."""


def _cells(sums: Sums) -> dict[_Cell, int]:
    found: dict[_Cell, int] = {}
    for table, cells in zip(totals.TABLES, (sums.states, sums.apps, sums.domains, sums.labels), strict=True):
        for (day, *more), length in cells.items():
            if length:
                first, second = (*more, 0)[:2]
                found[table, day, first, second] = length
    return found


def _kept(connection: Connection, first_day: int, last_day: int) -> dict[_Cell, int]:
    found: dict[_Cell, int] = {}
    for table in totals.TABLES:
        rows = connection.execute(
            f"SELECT * FROM {table} WHERE {totals.within_days(table)}", (first_day, last_day)
        )
        for day, *more, length in rows:
            first, second = (*more, 0)[:2]
            found[table, day, first, second] = length
    return found
