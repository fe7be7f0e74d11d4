"""How much of each detail the store holds, and how old it is."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from worktracker.model.span import State
from worktracker.store.connection import Connection, snapshot, translated

_BUCKETS = 64
"""In so many parts different texts are counted, so that a million of them need little memory."""


class Held(StrEnum):
    """What a span may tell; the values are the columns of an activity."""

    APPS = "app"
    TITLES = "title"
    DOCUMENTS = "document"
    SITES = "domain"
    ADDRESSES = "url"


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of one detail there is.

    Attributes:
        different: how many different ones, those included of which no span is left.
        spans: how many spans tell one.
        oldest_ms: where the first of these begins, milliseconds UTC; None where there is none.
    """

    different: int
    spans: int
    oldest_ms: int | None


@dataclass(frozen=True, slots=True)
class Kept:
    """How much the store holds, of all sources together.

    Attributes:
        spans, length_ms, oldest_ms: all spans, their time, and where the first begins.
        private_spans, private_ms: those of private time, which tell nothing else.
        details: each detail's amount.
    """

    spans: int
    length_ms: int
    oldest_ms: int | None
    private_spans: int
    private_ms: int
    details: Mapping[Held, Amount]


def kept(connection: Connection) -> Kept:
    """Count everything: it reads all of the file, which takes many seconds for ten years."""
    told = " | ".join(f"(({held} IS NOT NULL) << {place})" for place, held in enumerate(Held))
    columns = ", ".join(
        f"count(nullif(t.told & {1 << place}, 0)), min(CASE WHEN t.told & {1 << place} THEN s.start_ms END)"
        for place, _ in enumerate(Held)
    )
    with translated(), snapshot(connection):
        # What each activity tells, in a few bytes of memory: looked up for millions of spans.
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS telling (id INTEGER PRIMARY KEY, told INTEGER)")
        connection.execute("DELETE FROM temp.telling")
        connection.execute(f"INSERT INTO temp.telling SELECT id, {told} FROM activity")
        row = connection.execute(
            "SELECT count(*), coalesce(sum(s.length_ms), 0), min(s.start_ms), coalesce(sum(s.state = ?1), 0),"
            f" coalesce(sum(CASE WHEN s.state = ?1 THEN s.length_ms END), 0), {columns}"
            " FROM span s LEFT JOIN temp.telling t ON t.id = s.activity",
            (State.PRIVATE,),
        ).fetchone()
        connection.execute("DELETE FROM temp.telling")
        different = _different(connection)
        details = {
            held: Amount(different[held], row[5 + 2 * place], row[6 + 2 * place])
            for place, held in enumerate(Held)
        }
    return Kept(row[0], row[1], row[2], row[3], row[4], details)


def _different(connection: Connection) -> dict[Held, int]:
    """How many different values each column has; told apart by 64 bits of each."""
    seen = [[array("q") for _ in range(_BUCKETS)] for _ in Held]
    for row in connection.execute(f"SELECT {', '.join(Held)} FROM activity"):
        for buckets, value in zip(seen, row, strict=True):
            if value is not None:
                mark = hash(value)
                buckets[mark % _BUCKETS].append(mark)
    return {
        held: sum(len(set(bucket)) for bucket in buckets) for held, buckets in zip(Held, seen, strict=True)
    }
