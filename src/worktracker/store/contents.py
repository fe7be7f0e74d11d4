"""Every text of the store, and how much of the time each stands for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from worktracker.store.connection import Connection, translated


class Texts(NamedTuple):
    """What one activity says."""

    activity: int
    app: str | None
    title: str | None
    url: str | None
    document: str | None


class Note(NamedTuple):
    """A note that the user wrote, here or elsewhere.

    Attributes:
        entry: the number of its manual entry; None: it is said of recorded time.
        start_ms, end_ms: of the time that it is about.
        counts: it is what is said now; a change that can be undone has kept it otherwise.
    """

    entry: int | None
    start_ms: int
    end_ms: int
    counts: bool
    text: str


@dataclass(frozen=True, slots=True)
class Use:
    """How many spans an activity has, and their time in milliseconds."""

    spans: int
    length_ms: int


def count_activities(connection: Connection) -> int:
    """How many activities there are."""
    with translated():
        return connection.execute("SELECT count(*) FROM activity").fetchone()[0]


def texts(connection: Connection) -> Iterator[Texts]:
    """Every activity's texts, one after the other as they lie in the file."""
    with translated():
        yield from map(
            Texts._make,
            connection.execute(
                "SELECT a.id, p.name, a.title, a.url, a.document"
                " FROM activity a LEFT JOIN app p ON p.id = a.app ORDER BY a.id"
            ),
        )


def notes(connection: Connection) -> list[Note]:
    """Every note, those that changes have kept too, by the time that they are about."""
    with translated():
        rows = connection.execute(
            "SELECT entry, start_ms, end_ms, gone IS NULL, note FROM assignment WHERE note <> ''"
            " UNION ALL SELECT NULL, s.start_ms, s.start_ms + s.length_ms, 1, l.note"
            " FROM span_label l CROSS JOIN span s ON s.id = l.span WHERE l.note NOT NULL ORDER BY 2"
        ).fetchall()
    return [Note(entry, start, end, bool(counts), text) for entry, start, end, counts, text in rows]


def uses(connection: Connection, activities: Iterable[int]) -> dict[int, Use]:
    """The spans of some activities; of all sources, overlaps and all."""
    with translated():
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS asked_activity (id INTEGER PRIMARY KEY)")
        connection.execute("DELETE FROM temp.asked_activity")
        connection.executemany("INSERT INTO temp.asked_activity VALUES (?)", ((one,) for one in activities))
        rows = connection.execute(
            "SELECT activity, count(*), sum(length_ms) FROM span"
            " WHERE activity IN (SELECT id FROM temp.asked_activity) GROUP BY activity"
        ).fetchall()
        connection.execute("DELETE FROM temp.asked_activity")
    return {number: Use(spans, length) for number, spans, length in rows}
