"""Taking in spans that were not recorded here just now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from worktracker.model.span import Span
from worktracker.store import aged, totals
from worktracker.store.connection import Connection, rehearsal, transaction
from worktracker.store.explanation import number_of
from worktracker.store.names import Names
from worktracker.store.span_id import id_range, span_id
from worktracker.store.totals import MANUAL, RECORDED


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file's spans: taken in, there already, and not taken for want of free time."""

    added: int
    known: int
    overlapping: int


class Importer:
    """Adds spans to one store, all of them or none.

    Args:
        connection: may write.
        day_start_ms: local time of day at which days begin, in milliseconds.
    """

    def __init__(self, connection: Connection, day_start_ms: int) -> None:
        self._connection = connection
        self._day_start_ms = day_start_ms
        self._names = Names(connection)
        self._sources: dict[str, int] = {}

    def take(self, spans: Iterable[tuple[str, Span]], *, dry_run: bool = False) -> Imported:
        """Add spans, each with the name of its source, in one transaction.

        A span that is there already, to the millisecond, is left alone, so that the same file
        twice adds nothing. One that overlaps another of its source is not taken.

        Args:
            spans: in any order, the first to claim a time has it; what their iteration raises
                undoes everything.
            dry_run: count only.
        """
        added = known = overlapping = 0
        first = last = None
        with rehearsal(self._connection) if dry_run else transaction(self._connection):
            for name, span in spans:
                source = self._source(name)
                match self._room(source, span):
                    case True:
                        self._insert(source, span)
                        added += 1
                        first = span.start_ms if first is None else min(first, span.start_ms)
                        last = span.end_ms if last is None else max(last, span.end_ms)
                    case None:
                        known += 1
                    case False:
                        overlapping += 1
            if first is not None and last is not None and not dry_run:
                self._count(first, last)
        return Imported(added, known, overlapping)

    def _room(self, source: int, span: Span) -> bool | None:
        """Whether the time is free; None if this very span is there already."""
        row = self._connection.execute(
            "SELECT start_ms, start_ms + length_ms FROM span WHERE id >= ? AND id < ?"
            " ORDER BY id DESC LIMIT 1",
            id_range(source, 0, span.end_ms),
        ).fetchone()
        if row is None or row[1] <= span.start_ms:
            return True
        return None if (row[0], row[1]) == (span.start_ms, span.end_ms) else False

    def _insert(self, source: int, span: Span) -> None:
        activity = None if span.activity is None else self._names.activity(span.activity)
        self._connection.execute(
            "INSERT INTO span VALUES (?, ?, ?, ?, ?, ?)",
            (
                span_id(source, span.start_ms),
                span.duration_ms,
                span.state,
                number_of(span),
                self._names.zone(span.zone),
                activity,
            ),
        )

    def _source(self, name: str) -> int:
        if name == "recorded":
            return RECORDED
        if name == "manual":
            return MANUAL
        if name not in self._sources:
            execute = self._connection.execute
            row = execute("SELECT id FROM source WHERE kind = 'imported' AND name = ?", (name,)).fetchone()
            if row is None:
                cursor = execute("INSERT INTO source (kind, name) VALUES ('imported', ?)", (name,))
                assert cursor.lastrowid is not None
                row = (cursor.lastrowid,)
            self._sources[name] = row[0]
        return self._sources[name]

    def _count(self, first_ms: int, last_ms: int) -> None:
        """Bring the totals up to date for the time that was added to."""
        # What is too old in it goes at the next ageing.
        aged.look_again_from(self._connection, first_ms)
        totals.fold(self._connection, self._day_start_ms)
        totals.recount_between(self._connection, first_ms, last_ms, self._day_start_ms)
