"""Retention: what is erased by age.

A detail (addresses, titles, sites, applications) that is older than its setting allows is taken
from its spans, and the spans stay. A span that is too old goes as a whole. Totals lose what the
spans lose, in the same transaction: they are always the sums of the spans as these are, so that
whatever counts them anew finds the same (docs/decisions/0010).

The work is done in small transactions, so that a recording never waits for it; a mark for each
detail says how far it has come. What was taken away stays in the file until :meth:`Retention.finish`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from worktracker.model.detail import Detail
from worktracker.store import aged, assignments, span_labels, totals
from worktracker.store.connection import Connection, transaction, translated
from worktracker.store.erase import Forgotten, erase_unused, scrub
from worktracker.store.names import Names
from worktracker.store.span_id import LAST_MS, id_range
from worktracker.store.totals import Sums

STEP_SPANS = 250
"""How many spans of one source a transaction looks at: three to five milliseconds' work."""


@dataclass(frozen=True, slots=True)
class _Old:
    """A span with the detail in question: its row, its activity, and its time in milliseconds."""

    id: int
    activity: int | None
    start_ms: int
    end_ms: int


class Retention:
    """Erases from one store what is older than its settings allow.

    Args:
        connection: may write. Others may read and write meanwhile.
        keeping: milliseconds that each detail is kept; None for ever.
        day_start_ms: local time of day at which days begin, in milliseconds.
    """

    def __init__(
        self, connection: Connection, keeping: Mapping[Detail, int | None], day_start_ms: int
    ) -> None:
        self._connection = connection
        self._keeping = keeping
        self._day_start_ms = day_start_ms

    @property
    def leftovers(self) -> bool:
        """Whether there is something for :meth:`finish` to do."""
        with translated():
            return aged.leftovers(self._connection)

    def preview(self, detail: Detail, now_ms: int) -> Forgotten:
        """How many spans would lose a detail, and their time, that have not lost it yet."""
        with translated():
            until = self._limit(detail, now_ms)
            begin = aged.aged_until(self._connection, detail)
            spans = duration = 0
            for source in _sources(self._connection):
                found = self._connection.execute(
                    f"SELECT count(*), coalesce(sum(s.length_ms), 0) {_FROM} AND {_having(detail)}",
                    id_range(source, begin, until),
                ).fetchone()
                spans, duration = spans + found[0], duration + found[1]
        return Forgotten(spans, duration)

    def step(self, now_ms: int) -> bool:
        """Age a little, in one transaction; whether there may be more to do.

        A span is as old as its end, and no older than what another source has across its
        beginning. Whoever wants what goes on to count brings the store up to ``now_ms`` before.

        Raises:
            StoreBusyError: somebody else writes; nothing was done.
        """
        for detail in Detail:
            with translated():
                until = self._limit(detail, now_ms)
                done = aged.aged_until(self._connection, detail) >= until
            if not done:
                with transaction(self._connection):
                    self._age(detail, self._limit(detail, now_ms))
                return True
        return False

    def finish(self) -> None:
        """Erase the texts that no span has any more, and rewrite the file without their bytes.

        No other may be reading or recording, as for :class:`worktracker.store.erase.Eraser`.

        Raises:
            StoreBusyError: the file could not be rewritten; asked again, the rest is done.
        """
        with transaction(self._connection):
            erase_unused(self._connection)
        scrub(self._connection)

    def _limit(self, detail: Detail, now_ms: int) -> int:
        """The instant up to which spans may begin that lose a detail: all of them have ended in time."""
        keep = self._keeping[detail]
        limit = -1 if keep is None else now_ms - keep
        return 0 if limit <= 0 else _going_on_at(self._connection, limit)

    def _age(self, detail: Detail, until_ms: int) -> None:
        """The transaction's work: from the detail's mark on, :data:`STEP_SPANS` spans at most."""
        connection = self._connection
        begin = aged.aged_until(connection, detail)
        end = _step_end(connection, begin, until_ms)
        old = self._old(detail, begin, end)
        if old:
            counts = bool(detail.fields & {"app", "domain"}) or detail is Detail.SPANS
            first, last = min(span.start_ms for span in old), max(span.end_ms for span in old)
            sums = Sums()
            if counts:
                totals.count(connection, sums, first, last, self._day_start_ms, -1)
            self._take(detail, old)
            if counts:
                totals.count(connection, sums, first, last, self._day_start_ms)
                totals.write(connection, sums)
            aged.note_leftovers(connection)
        aged.set_aged_until(connection, detail, end)
        if detail is Detail.SPANS and assignments.any_between(connection, 0, end):
            with totals.following(connection, [(0, end)], self._day_start_ms):
                assignments.erase(connection, 0, end, end)
            aged.note_leftovers(connection)

    def _old(self, detail: Detail, from_ms: int, to_ms: int) -> list[_Old]:
        query = f"SELECT s.id, s.activity, s.start_ms, s.start_ms + s.length_ms {_FROM} AND {_having(detail)}"
        return [
            _Old(*row)
            for source in _sources(self._connection)
            for row in self._connection.execute(query, id_range(source, from_ms, to_ms))
        ]

    def _take(self, detail: Detail, old: list[_Old]) -> None:
        if detail is Detail.SPANS:
            self._connection.executemany("DELETE FROM span WHERE id = ?", ((span.id,) for span in old))
            span_labels.drop(self._connection, (span.id for span in old))
            return
        names = Names(self._connection)
        left = {
            number: names.without(number, detail.fields)
            for number in {span.activity for span in old}
            if number is not None
        }
        self._connection.executemany(
            "UPDATE span SET activity = ? WHERE id = ?",
            ((left[span.activity], span.id) for span in old if span.activity is not None),
        )


_FROM = "FROM span s LEFT JOIN activity a ON a.id = s.activity WHERE s.id >= ? AND s.id < ?"


def _having(detail: Detail) -> str:
    """SQL for: the span has the detail."""
    if detail is Detail.SPANS:
        return "TRUE"
    return "(" + " OR ".join(f"a.{name} IS NOT NULL" for name in sorted(detail.fields)) + ")"


def _sources(connection: Connection) -> list[int]:
    return [row[0] for row in connection.execute("SELECT id FROM source").fetchall()]


def _going_on_at(connection: Connection, at_ms: int) -> int:
    """The earliest start of a span that goes on at an instant; the instant itself if none does."""
    found = at_ms
    for source in _sources(connection):
        row = connection.execute(
            "SELECT start_ms, start_ms + length_ms FROM span WHERE id >= ? AND id < ?"
            " ORDER BY id DESC LIMIT 1",
            id_range(source, 0, at_ms),
        ).fetchone()
        if row is not None and row[1] > at_ms:
            found = min(found, row[0])
    return found


def _step_end(connection: Connection, begin_ms: int, until_ms: int) -> int:
    """Where a step ends, so that it looks at no more than so many spans of each source."""
    end = until_ms
    for source in _sources(connection):
        row = connection.execute(
            "SELECT start_ms FROM span WHERE id >= ? AND id < ? ORDER BY id LIMIT 1 OFFSET ?",
            (*id_range(source, begin_ms, LAST_MS), STEP_SPANS),
        ).fetchone()
        if row is not None:
            end = min(end, row[0])
    return end
