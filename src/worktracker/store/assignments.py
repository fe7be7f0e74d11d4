"""What the user says of stretches of time: a layer over what was recorded, which stays as it is.

There are two layers: what is said of recorded time, and the entries, whose labels are their own. In
each the rows that count never overlap, so that whoever reads has one answer for each moment; a new
one cuts those before it (:mod:`worktracker.store.assigning`).
"""

from __future__ import annotations

from typing import NamedTuple

from worktracker.model.labels import TAG_SEPARATOR
from worktracker.store.connection import Connection
from worktracker.store.span_id import LAST_MS, MANUAL

COLUMNS = "id, start_ms, end_ms, category, project, tags, note, entry, zone, timer"
"""The columns of an :class:`Assignment`, in order."""

RUNNING = LAST_MS
"""Where the row of a timer ends that runs."""


class Assignment(NamedTuple):
    """What counts for [start_ms, end_ms), milliseconds UTC.

    Attributes:
        category, project: their numbers; None: as the rules say; 0: none.
        tags: as one text; note: a note; None: none, or what came along with imported spans; empty: none.
        entry: the number of the manual entry that it is; None for a stretch of what was recorded.
        zone: the number of an entry's zone.
        timer: 1 if its project is that of the clock that runs by hand.
    """

    id: int
    start_ms: int
    end_ms: int
    category: int | None = None
    project: int | None = None
    tags: str | None = None
    note: str | None = None
    entry: int | None = None
    zone: int | None = None
    timer: int = 0

    @property
    def tag_list(self) -> tuple[str, ...]:
        """Its tags."""
        return tuple(self.tags.split(TAG_SEPARATOR)) if self.tags else ()


def between(connection: Connection, from_ms: int, to_ms: int) -> list[Assignment]:
    """What counts for moments in [from_ms, to_ms), of both layers, by their beginning."""
    both = [one for entries in (False, True) for one in layer(connection, from_ms, to_ms, entries=entries)]
    return sorted(both, key=lambda one: one.start_ms)


def layer(connection: Connection, from_ms: int, to_ms: int, *, entries: bool) -> list[Assignment]:
    """What counts in one layer for moments in [from_ms, to_ms), in order."""
    counting = f"gone IS NULL AND entry IS {'NOT ' if entries else ''}NULL"
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM assignment WHERE {counting} AND start_ms < ?2 AND end_ms > ?1"
        f" AND start_ms >= coalesce((SELECT max(start_ms) FROM assignment WHERE {counting}"
        " AND start_ms <= ?1), ?1) ORDER BY start_ms",
        (from_ms, to_ms),
    )
    return [Assignment._make(row) for row in rows]


def over(connection: Connection, source: int, from_ms: int, to_ms: int = 1 << 62) -> list[Assignment]:
    """What counts for a source's spans in [from_ms, to_ms), in order; an entry is about its own alone."""
    return layer(connection, from_ms, to_ms, entries=source == MANUAL)


def labelling(connection: Connection, source: int, from_ms: int) -> list[Assignment]:
    """What sets a category or a project of a source's spans from ``from_ms`` on, in order."""
    found = over(connection, source, from_ms)
    return [one for one in found if one.category is not None or one.project is not None]


def erase(connection: Connection, from_ms: int, to_ms: int, now_ms: int, planned_ms: int = RUNNING) -> None:
    """Erase all that was ever said of [from_ms, to_ms) and begins before ``planned_ms``, in the caller's
    transaction.

    A timer that runs goes on after it: where it lies in the future, from now on. The spans of
    entries, and the totals, are the caller's.
    """
    rest = COLUMNS.removeprefix("id, start_ms, end_ms, ") + ", since, gone"
    for which, until in (("<", to_ms), ("=", min(to_ms, now_ms))):
        if from_ms >= until:
            continue
        inside = f"end_ms {which} {RUNNING} AND start_ms < min(:to, :planned) AND end_ms > :from"
        where = {"from": from_ms, "to": until, "planned": planned_ms}
        connection.execute(
            f"INSERT INTO assignment (start_ms, end_ms, {rest}) SELECT :to, end_ms, {rest} FROM assignment"
            f" WHERE {inside} AND end_ms > :to",
            where,
        )
        connection.execute(f"DELETE FROM assignment WHERE {inside} AND start_ms >= :from", where)
        connection.execute(f"UPDATE assignment SET end_ms = :from WHERE {inside}", where)
    drop_empty_changes(connection)
    # What is left may have been said in that time: when, is not told any more.
    connection.execute("UPDATE revision SET made_ms = 0 WHERE made_ms >= ? AND made_ms < ?", (from_ms, to_ms))


def drop_what_says_nothing(connection: Connection) -> None:
    """Drop the rows from which a label was taken that was all they had, in the caller's transaction."""
    connection.execute(
        "DELETE FROM assignment WHERE entry IS NULL AND coalesce(category, project, tags, note) IS NULL"
    )
    drop_empty_changes(connection)


def drop_empty_changes(connection: Connection) -> None:
    """Drop the changes of which no row is left: there is nothing to undo of them."""
    connection.execute(
        "DELETE FROM revision WHERE NOT EXISTS"
        " (SELECT 1 FROM assignment WHERE since = revision.id OR gone = revision.id)"
    )


def any_between(connection: Connection, from_ms: int, to_ms: int) -> bool:
    """Whether anything was ever said of [from_ms, to_ms)."""
    row = connection.execute(
        "SELECT 1 FROM assignment WHERE start_ms < ? AND end_ms > ? LIMIT 1", (to_ms, from_ms)
    ).fetchone()
    return row is not None
