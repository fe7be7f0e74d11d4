"""Taking in spans that were not recorded here just now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter, le

from worktracker.model.days import DAY_MS
from worktracker.model.overlay import Piece
from worktracker.model.span import Content, Span
from worktracker.store import aged, span_labels, totals
from worktracker.store.assigning import Assigning
from worktracker.store.connection import Connection, rehearsal, transaction
from worktracker.store.explanation import number_of
from worktracker.store.names import Names
from worktracker.store.span_id import LAST_MS, id_range, span_id
from worktracker.store.totals import MANUAL, RECORDED

_BATCH = 2000
_NEAR = 4
"""Rows that are read beside a batch at most, for each of its spans: it may be strewn over years."""

_REMEMBERED = 32_768
"""Contents whose numbers are remembered at most."""

_RECOUNTED_MS = 90 * DAY_MS
_START = (1 << 44) - 1
_PUT = "INSERT INTO span (id, length_ms, state, reason, zone, activity) VALUES (?, ?, ?, ?, ?, ?)"
_REACHING = (
    "SELECT id, length_ms, state, reason, zone, activity FROM span WHERE id < :until AND id >= coalesce("
    "(SELECT id FROM span WHERE id BETWEEN :first AND :at ORDER BY id DESC LIMIT 1), :at)"
    " ORDER BY id LIMIT :most"
)

_name = itemgetter(0)
_start = itemgetter(0)
_end = itemgetter(1)
_content = itemgetter(2)
_Row = tuple[int, int, int, int, int, int | None]


@dataclass(slots=True)
class Imported:
    """What became of a file's spans.

    Attributes:
        added: taken in whole.
        known: there already.
        grown: there already up to where they ended then; now to where they end by this file.
        overlapping: their source has other spans in their time; only what those leave free was taken in.
        beside_recorded: of the first and the third, those that share time with what was recorded here,
            which goes before them in reports.
    """

    added: int = 0
    known: int = 0
    grown: int = 0
    overlapping: int = 0
    beside_recorded: int = 0


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
        """As :meth:`take_pieces`, of spans that are at hand."""
        pieces = ((name, (span.start_ms, span.end_ms, Content.of(span))) for name, span in spans)
        return self.take_pieces(pieces, dry_run=dry_run)

    def take_pieces(self, pieces: Iterable[tuple[str, Piece[Content]]], *, dry_run: bool = False) -> Imported:
        """Add spans, each with the name of its source, in one transaction.

        What a source has stays as it is: a span that is there already is left alone, so that the
        same file twice adds nothing; of one that overlaps others of its source, what they leave free
        is taken. Where the part that is there says the same, the span goes on: it has grown since.

        Args:
            pieces: in any order, the first to claim a time has it; what their iteration raises
                undoes everything. Quick where the same content is the same object.
            dry_run: count only.
        """
        done = _Import(self._connection, self._names)
        try:
            with rehearsal(self._connection) if dry_run else transaction(self._connection):
                line = iter(pieces)
                while batch := list(islice(line, _BATCH)):
                    for name in dict.fromkeys(map(_name, batch)):
                        done.add(self._source(name), [piece for one, piece in batch if one == name])
                if not dry_run:
                    Assigning(self._connection).take_over(done.entries)
                    self._count(done)
        except BaseException:
            self._forget()
            raise
        if dry_run:
            self._forget()
        return done.result

    def _forget(self) -> None:
        """What was numbered is taken back."""
        self._names.forget()
        self._sources.clear()

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

    def _count(self, done: _Import) -> None:
        """Bring the totals up to date for the time that was added to."""
        if done.first_ms is None:
            return
        # What is too old in it goes at the next ageing.
        aged.look_again_from(self._connection, done.first_ms)
        first, last = done.first_ms, done.last_ms
        newest, before = totals.newest_start(self._connection), totals.summed_until(self._connection)
        if newest is not None and newest > before:
            # Not by folding, which holds all that is new in memory at once.
            row = next(_rows(self._connection, RECORDED, max(before, 0), newest + 1, 1), None)
            if row is not None:
                first, last = min(first, row[0] & _START), max(last, newest)
            totals.set_summed_until(self._connection, newest)
        while first <= last:
            until = min(first + _RECOUNTED_MS, last)
            totals.recount_between(self._connection, first, until, self._day_start_ms)
            first = until + 1


class _Import:
    """One import as it goes on, within its transaction."""

    def __init__(self, connection: Connection, names: Names) -> None:
        self._connection = connection
        self._names = names
        self._numbers: dict[Content, tuple[int, int, int, int | None]] = {}
        self.result = Imported()
        self.entries: list[Span] = []
        self.first_ms: int | None = None
        self.last_ms = 0

    def add(self, source: int, pieces: list[Piece[Content]]) -> None:
        """Add some spans of one source."""
        self._number(set(map(_content, pieces)))
        ordered = sorted(pieces, key=_start)
        near = None
        if all(map(le, map(_end, ordered), islice(map(_start, ordered), 1, None))):
            near = self._near(source, ordered)
        if near is None:
            taken = [piece for piece in pieces if self._add_one(source, piece)]
        else:
            taken = self._add_between(source, ordered, near)
        if taken:
            first, last = min(map(_start, taken)), max(map(_end, taken))
            self.first_ms = first if self.first_ms is None else min(self.first_ms, first)
            self.last_ms = max(self.last_ms, last)
            if source not in (RECORDED, MANUAL):
                self.result.beside_recorded += self._beside_recorded(sorted(taken, key=_start))

    def _number(self, contents: set[Content]) -> None:
        """Let every content have its numbers: state, explanation, zone, activity."""
        new = contents - self._numbers.keys()
        if len(self._numbers) + len(new) > _REMEMBERED:
            self._numbers.clear()
            new = contents
        names = self._names
        names.make({content.activity for content in new if content.activity and not content.labels})
        for content in new:
            activity = content.activity
            number = None if activity is None else names.labelled(activity, content.labels)
            self._numbers[content] = content.state, number_of(content), names.zone(content.zone), number

    def _add_between(
        self, source: int, ordered: list[Piece[Content]], near: list[_Row]
    ) -> list[Piece[Content]]:
        """Add spans that leave each other alone; ``near`` is what the source has around them."""
        free: list[Piece[Content]] = []
        grown: list[Piece[Content]] = []
        rows = iter(near)
        there_from, there_until = _next(rows)
        for piece in ordered:
            start, end, _ = piece
            while there_until <= start:
                there_from, there_until = _next(rows)
            if there_from >= end:
                free.append(piece)
            elif there_from == start and there_until == end:
                self.result.known += 1
            elif self._add_one(source, piece):
                grown.append(piece)
        numbers = self._numbers
        self._connection.executemany(
            _PUT,
            [(span_id(source, start), end - start, *numbers[content]) for start, end, content in free],
        )
        for start, end, content in free:
            self._say(source, start, end, content)
        self.result.added += len(free)
        return free + grown

    def _add_one(self, source: int, piece: Piece[Content]) -> bool:
        """Add what is free of a span's time; whether any was."""
        start, end, content = piece
        rows = list(_rows(self._connection, source, start, end))
        row = span_id(source, start), end - start, *self._numbers[content]
        if not rows:
            self._connection.execute(_PUT, row)
            self._say(source, *piece)
            self.result.added += 1
            return True
        alike = all(there[2:] == row[2:] for there in rows)
        if (rows[0][0], rows[0][1]) == row[:2]:
            self.result.known += 1
            return False
        at = start
        found = False
        for there in (*rows, None):
            until = end if there is None else there[0] & _START
            if at < until:
                self._put_rest(source, at, min(until, end), content)
                found = True
            if there is not None:
                at = max(at, (there[0] & _START) + there[1])
        if not alike:
            self.result.overlapping += 1
        elif found:
            self.result.grown += 1
        else:
            self.result.known += 1
        return found

    def _put_rest(self, source: int, start_ms: int, end_ms: int, content: Content) -> None:
        """Add a part of a span, as one with what it goes on from if that says the same.

        An entry never goes on into another: each has labels of its own.
        """
        said = self._numbers[content]
        before = next(_rows(self._connection, source, start_ms - 1, start_ms), None)
        if source != MANUAL and before is not None and before[2:] == said:
            label = span_labels.read(self._connection, before[0])
            if label == span_labels.label_of(content.labels):
                length_ms = end_ms - (before[0] & _START)
                self._connection.execute("UPDATE span SET length_ms = ? WHERE id = ?", (length_ms, before[0]))
                return
        self._connection.execute(_PUT, (span_id(source, start_ms), end_ms - start_ms, *said))
        self._say(source, start_ms, end_ms, content)

    def _say(self, source: int, start_ms: int, end_ms: int, content: Content) -> None:
        """Keep what came along with a span that was put: of source 1 it is an entry."""
        if content.labels is None:
            return
        if source == MANUAL:
            self.entries.append(content.span(start_ms, end_ms))
        else:
            label = span_labels.label_of(content.labels)
            span_labels.put(self._connection, span_id(source, start_ms), label)

    def _near(self, source: int, ordered: list[Piece[Content]]) -> list[_Row] | None:
        """What a source has around such spans; None where that is far more than they are."""
        most = _NEAR * len(ordered)
        rows = list(_rows(self._connection, source, ordered[0][0], ordered[-1][1], most + 1))
        return None if len(rows) > most else rows

    def _beside_recorded(self, ordered: list[Piece[Content]]) -> int:
        """How many of the spans share time with one that was recorded here."""
        near = self._near(RECORDED, ordered)
        if near is None:
            return sum(
                any(True for _ in _rows(self._connection, RECORDED, start, end, 1))
                for start, end, _ in ordered
            )
        count = 0
        rows = iter(near)
        there_from, there_until = _next(rows)
        for start, end, _ in ordered if near else ():
            while there_until <= start:
                there_from, there_until = _next(rows)
            count += there_from < end
        return count


def _rows(
    connection: Connection, source: int, from_ms: int, to_ms: int, most: int | None = None
) -> Iterator[_Row]:
    """What a source has in [from_ms, to_ms), in order; the first ``most`` of it."""
    at, until = id_range(source, from_ms, to_ms)
    asked = {"first": span_id(source, 0), "at": at, "until": until}
    # One more than is wanted: the first may end before the time begins.
    found = connection.execute(_REACHING, asked | {"most": -1 if most is None else most + 1})
    return islice((row for row in found if (row[0] & _START) + row[1] > from_ms), most)


def _next(rows: Iterator[_Row]) -> tuple[int, int]:
    """Where the next row begins and ends; far in the future behind the last."""
    row = next(rows, None)
    if row is None:
        return LAST_MS + 1, LAST_MS + 1
    start = row[0] & _START
    return start, start + row[1]
