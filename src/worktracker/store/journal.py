"""The one writer of recorded spans."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlcipher3 import dbapi2

from worktracker.errors import StoreBusyError, StoreUnavailableError
from worktracker.model.change import Change, Interval
from worktracker.model.span import Span
from worktracker.store import aged, totals
from worktracker.store.connection import Connection, transaction, translated
from worktracker.store.explanation import number_of
from worktracker.store.names import Names
from worktracker.store.span_id import LAST_MS, id_range, span_id
from worktracker.store.totals import RECORDED, Share, Sums

MAX_WAITING = 10_000
"""The most spans that wait in memory while the store can't be written."""

_PUT = (
    "INSERT INTO span VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET length_ms = excluded.length_ms,"
    " state = excluded.state, reason = excluded.reason, zone = excluded.zone, activity = excluded.activity"
)


_FAILURES = (StoreBusyError, StoreUnavailableError, dbapi2.Error)


class SpanJournal:
    """Writes what the recorder decides, in order, each change whole.

    What can't be written (no room, another writer, a hold, whatever SQLite reports) waits in memory and is
    tried again with the next change or by :meth:`flush`.
    """

    def __init__(self, connection: Connection, day_start_ms: int) -> None:
        self._connection = connection
        self._names = Names(connection)
        self._day_start_ms = day_start_ms
        self._waiting: deque[Change] = deque()
        self._held = False
        self._version = -1
        self._newest_ms = -(1 << 62)
        self._summed_until = -(1 << 62)
        self._others_end_ms = -(1 << 62)
        self._aged_until = 0
        self._end_ms = -(1 << 62)  # of what was written last
        self._stale: list[Interval] = []
        self._trouble: str | None = None
        self._lost = 0

    @property
    def waiting(self) -> int:
        """How many changes wait to be written."""
        return len(self._waiting)

    @property
    def trouble(self) -> str | None:
        """Why changes wait, for the user, or that they can't even wait; None when all is written."""
        if self._lost:
            return "So much waits to be written that no more finds room in memory."
        return self._trouble

    @property
    def lost(self) -> int:
        """How many changes found no more room in memory since all was written last."""
        return self._lost

    def set_day_start(self, day_start_ms: int) -> None:
        """Days begin at another time of day from now on; the caller recounts what there is."""
        self._day_start_ms = day_start_ms

    def follow(self, connection: Connection) -> None:
        """Write through another connection from now on: the store was opened anew."""
        self._connection = connection
        self._names = Names(connection)
        self._version = -1

    def hold(self) -> None:
        """Write nothing until :meth:`release`: somebody rewrites the file."""
        self._held = True

    def release(self) -> None:
        """Write again, and at once what has waited."""
        self._held = False
        self._version = -1  # whatever was known of the file may be wrong now
        self.flush()

    def write(self, change: Change) -> None:
        """Make ``change``, or keep it until it can be made."""
        if change.take_back is not None and self._waiting:
            self._drop_waiting(change.take_back)
        if len(self._waiting) >= MAX_WAITING and change.take_back is None:
            self._lost += 1
        else:
            self._waiting.append(change)
        self.flush()

    def flush(self) -> bool:
        """Try to write all that waits; whether nothing waits any more."""
        if self._held:
            return not self._waiting
        if not self._waiting:
            self._trouble, self._lost = None, 0
            return True
        try:
            with transaction(self._connection):
                self._notice_other_writers()
                for change in self._waiting:
                    self._make(change)
                self._fold()
        except _FAILURES as error:
            # Of a damaged store the user is told; what is recorded meanwhile is not lost for that.
            self._names.forget()
            self._version = -1
            self._stale.clear()
            self._trouble = _words(error)
            return False
        written = [change.spans[-1].end_ms for change in self._waiting if change.spans]
        self._end_ms = written[-1] if written else self._end_ms
        self._waiting.clear()
        self._trouble, self._lost = None, 0
        return True

    def waiting_spans(self) -> list[Span]:
        """What waits, as it will be written, in order of time."""
        return self._outcome()[0]

    def put_instead(self, spans: Sequence[Span]) -> None:
        """Let ``spans`` wait in place of all that waits; where others have begun, these go."""
        before, taken = self._outcome()
        same = set(spans)
        gone = [Interval(span.start_ms, span.start_ms + 1) for span in before if span not in same]
        self._waiting = deque(Change(take_back=since) for since in (*taken, *gone))
        self._waiting.extend(Change((span,)) for span in spans)
        self.flush()

    def _outcome(self) -> tuple[list[Span], list[Interval]]:
        """The spans that will be there when all is written that waits, and what is taken back for it."""
        spans: dict[int, Span] = {}
        taken: list[Interval] = []
        for change in self._waiting:
            since = change.take_back
            if since is not None:
                taken.append(since)
                for start_ms, span in list(spans.items()):
                    if since.start_ms <= start_ms < since.end_ms:
                        del spans[start_ms]
                    elif start_ms < since.start_ms < span.end_ms:
                        spans[start_ms] = replace(span, end_ms=since.start_ms)
            spans.update((span.start_ms, span) for span in change.spans)
        return [spans[start_ms] for start_ms in sorted(spans)], taken

    def block_after(self, wall_ms: int) -> Interval | None:
        """The first stretch recorded without a gap that ends after ``wall_ms``.

        Where the file can't be read, all is taken for recorded up to the end of what was written last.
        """
        waiting = self._waiting_after(wall_ms)
        try:
            return _first_block(heapq.merge(self._stored_after(wall_ms), waiting))
        except _FAILURES as error:
            self._trouble = _words(error)
            known = [(wall_ms, self._end_ms)] if self._end_ms > wall_ms else []
            return _first_block(heapq.merge(known, waiting))

    def _stored_after(self, wall_ms: int) -> Iterator[tuple[int, int]]:
        with translated():
            yield from self._connection.execute(
                "SELECT start_ms, start_ms + length_ms FROM span WHERE id < ?2 AND id >="
                " coalesce((SELECT max(id) FROM span WHERE id BETWEEN ?1 AND ?3), ?3)"
                " AND start_ms + length_ms > ?4 ORDER BY id",
                (*id_range(RECORDED, 0, LAST_MS), span_id(RECORDED, wall_ms), wall_ms),
            )

    def _waiting_after(self, wall_ms: int) -> list[tuple[int, int]]:
        spans = (span for change in self._waiting for span in change.spans)
        return sorted((span.start_ms, span.end_ms) for span in spans if span.end_ms > wall_ms)

    def _drop_waiting(self, since: Interval) -> None:
        """What waits and is taken back before it was written never reaches the file."""
        kept = [
            Change(
                tuple(s for s in change.spans if not since.start_ms <= s.start_ms < since.end_ms),
                change.take_back,
            )
            for change in self._waiting
        ]
        self._waiting = deque(change for change in kept if change.spans or change.take_back)

    def _notice_other_writers(self) -> None:
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version == self._version:
            return
        self._version = version
        self._names.forget()
        newest = totals.newest_start(self._connection)
        self._newest_ms = -(1 << 62) if newest is None else newest
        self._summed_until = totals.summed_until(self._connection)
        self._others_end_ms = totals.others_end(self._connection, RECORDED)
        self._aged_until = aged.furthest(self._connection)

    def _make(self, change: Change) -> None:
        if change.take_back is not None:
            self._take_back(change.take_back)
        for span in change.spans:
            self._put(span)

    def _put(self, span: Span) -> None:
        activity = None if span.activity is None else self._names.activity(span.activity)
        if span.start_ms < self._summed_until:
            self._count_again(span, activity)
        if span.start_ms < self._aged_until:  # the clock was set far back
            aged.look_again_from(self._connection, span.start_ms)
        self._connection.execute(
            _PUT,
            (
                span_id(RECORDED, span.start_ms),
                span.duration_ms,
                span.state,
                number_of(span),
                self._names.zone(span.zone),
                activity,
            ),
        )
        self._names.put(span.start_ms, activity)
        self._newest_ms = max(self._newest_ms, span.start_ms)

    def _count_again(self, span: Span, activity: int | None) -> None:
        """The span lies where totals are already made: put it into them now."""
        sums = Sums()
        stored_end = span.end_ms
        for piece in totals.pieces(self._connection, RECORDED, span.start_ms, span.start_ms + 1):
            sums.add(piece, self._day_start_ms, -1)
            stored_end = piece[1]
        row: tuple[int | None, ...] = ()
        if activity is not None:
            row = self._connection.execute(
                "SELECT app, domain, category, project FROM activity WHERE id = ?", (activity,)
            ).fetchone()
        piece = (span.start_ms, span.end_ms, Share(span.state, span.zone.offset_s, *row))
        for labelled in totals.labelled(self._connection, RECORDED, [piece], span.start_ms):
            sums.add(labelled, self._day_start_ms)
        self._count(sums, Interval(span.start_ms, max(span.end_ms, stored_end)))

    def _take_back(self, since: Interval) -> None:
        """Undo what was recorded in an interval, and what of it the totals hold."""
        before = self._connection.execute(
            "SELECT start_ms, start_ms + length_ms FROM span WHERE id >= ? AND id < ?"
            " ORDER BY id DESC LIMIT 1",
            id_range(RECORDED, 0, since.start_ms),
        ).fetchone()
        begin = before[0] if before and before[1] > since.start_ms else since.start_ms
        summed = min(self._summed_until, since.end_ms)
        if begin < summed:
            sums = Sums()
            for piece in totals.pieces(self._connection, RECORDED, begin, summed):
                sums.add(piece, self._day_start_ms, -1)
                if piece[0] < since.start_ms:
                    until = min(piece[1], since.start_ms)
                    sums.add((piece[0], until, piece[2]), self._day_start_ms)
            self._count(sums, Interval(begin, since.end_ms))
        taken = id_range(RECORDED, since.start_ms, since.end_ms)
        starts = self._connection.execute(
            "SELECT start_ms FROM span WHERE id >= ? AND id < ?", taken
        ).fetchall()
        self._connection.execute("DELETE FROM span WHERE id >= ? AND id < ?", taken)
        self._connection.execute("DELETE FROM span_label WHERE span >= ? AND span < ?", taken)
        for (start_ms,) in starts:
            self._names.taken_back(start_ms)
        if begin < since.start_ms:
            self._connection.execute(
                "UPDATE span SET length_ms = ? WHERE id = ?",
                (since.start_ms - begin, span_id(RECORDED, begin)),
            )

    def _count(self, sums: Sums, stretch: Interval) -> None:
        """Correct the totals by ``sums``; recount the days where another source may have the same time."""
        if self._others_end_ms > stretch.start_ms:
            self._stale.append(stretch)
        else:
            totals.write(self._connection, sums)

    def _fold(self) -> None:
        """Move what has gathered into the totals."""
        if self._newest_ms - self._summed_until >= totals.FOLD_AFTER_MS:
            totals.fold(self._connection, self._day_start_ms)
            self._summed_until = totals.summed_until(self._connection)
        if self._stale:
            first = min(stretch.start_ms for stretch in self._stale)
            last = max(stretch.end_ms for stretch in self._stale)
            totals.recount_between(self._connection, first, last, self._day_start_ms)
            self._stale.clear()


def _first_block(stretches: Iterable[tuple[int, int]]) -> Interval | None:
    block: Interval | None = None
    for start, end in stretches:
        if block is None:
            block = Interval(start, end)
        elif start <= block.end_ms:
            block = Interval(block.start_ms, max(block.end_ms, end))
        else:
            break
    return block


def _words(error: Exception) -> str:
    """Why changes wait, for the user; SQLite's own words may quote what was to be written."""
    if isinstance(error, (StoreBusyError, StoreUnavailableError)):
        return error.message
    return f"The record can't be written ({getattr(error, 'sqlite_errorname', '') or 'SQLite'})."
