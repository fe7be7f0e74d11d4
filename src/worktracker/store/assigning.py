"""Changing what the user says of stretches of time; each change can be undone.

A change cuts the rows that count where it begins and ends, and writes what counts from now on. The
rows that it replaces stay, marked with its number, so that undoing it is to let them count again.
Manual entries are such rows with spans of their own (source 1), in a layer of their own: they have
nothing of what is said of recorded time, nor cut it. What was recorded is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby

from worktracker.errors import UsageError
from worktracker.model.days import next_cut
from worktracker.model.labels import TAG_SEPARATOR, parse_tags
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.model.text import clean
from worktracker.store import aged, assignments, span_labels, totals
from worktracker.store.assignments import COLUMNS, RUNNING, Assignment
from worktracker.store.connection import Connection, transaction, translated
from worktracker.store.names import Names
from worktracker.store.settings import Settings
from worktracker.store.span_id import id_range, span_id
from worktracker.store.totals import MANUAL
from worktracker.store.undone import Undone, changed_by

LONGEST_MS = 31 * 86_400_000
"""The longest that one entry may be."""

_INSERT = (
    "INSERT INTO assignment (start_ms, end_ms, category, project, tags, note, entry, zone, timer, since)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a stretch is to have; None leaves what there is.

    Attributes:
        category, project: their numbers; 0: none, whatever the rules say.
        tags: an empty tuple: none.
        note: an empty text: none.
    """

    category: int | None = None
    project: int | None = None
    tags: tuple[str, ...] | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A manual entry: its number and its stretches, which lie side by side."""

    number: int
    parts: tuple[Assignment, ...]

    @property
    def start_ms(self) -> int:
        """Where it begins, milliseconds UTC."""
        return self.parts[0].start_ms

    @property
    def end_ms(self) -> int:
        """Where it ends, milliseconds UTC."""
        return self.parts[-1].end_ms


class Assigning:
    """Changes to the layer of one store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # What there is

    def entries(self, from_ms: int = 0, to_ms: int = RUNNING) -> list[Entry]:
        """The manual entries that have time in [from_ms, to_ms), in order."""
        with translated():
            found = assignments.layer(self._connection, from_ms, to_ms, entries=True)
        return [Entry(number or 0, tuple(parts)) for number, parts in groupby(found, lambda one: one.entry)]

    def entry(self, number: int) -> Entry:
        """The entry of a number.

        Raises:
            UsageError: there is none.
        """
        with translated():
            parts = self._parts(number)
        if not parts:
            raise UsageError(f"There is no entry {number}.", "See `worktracker entry list`.")
        return Entry(number, tuple(parts))

    def running(self) -> Assignment | None:
        """The timer that runs, as one stretch whatever was said of parts of it; None if none does."""
        with translated():
            rows = self._connection.execute(
                f"SELECT {COLUMNS} FROM assignment WHERE gone IS NULL AND entry IS NULL"
                " ORDER BY start_ms DESC"
            )
            last = next(map(Assignment._make, rows), None)
            if last is None or not last.timer or last.end_ms != RUNNING:
                return None
            start_ms = met_ms = last.start_ms
            for one in map(Assignment._make, rows):
                if one.end_ms < met_ms or (one.timer and one.project != last.project):
                    break
                met_ms = one.start_ms
                if one.timer:
                    start_ms = one.start_ms
            rows.close()
        return last._replace(start_ms=start_ms)

    def newest_deed(self) -> str | None:
        """What :meth:`undo` would undo, in words; None if there is nothing."""
        with translated():
            row = self._connection.execute("SELECT deed FROM revision ORDER BY id DESC LIMIT 1").fetchone()
        return row[0] if row else None

    def newest_change(self) -> int | None:
        """The number of what :meth:`undo` would undo; None if there is nothing."""
        with translated():
            return self._connection.execute("SELECT max(id) FROM revision").fetchone()[0]

    # Changes

    def label(self, start_ms: int, end_ms: int, wish: Wish, now_ms: int) -> None:
        """Say something of a stretch, entries in it included.

        Raises:
            UsageError: it has no length, or there is nothing to say.
            StoreBusyError: it could not be written.
        """
        _check_stretch(start_ms, end_ms)
        _check_wish(wish)
        with self._changing("label", now_ms, start_ms, end_ms) as revision:
            self._lay(revision, start_ms, end_ms, wish)
            self._label_entries(revision, start_ms, end_ms, wish)

    def label_entry(self, number: int, wish: Wish, now_ms: int) -> None:
        """Say something of an entry, and not of what was recorded in its time.

        Raises:
            UsageError: there is none of this number, or nothing to say.
        """
        entry = self.entry(number)
        _check_wish(wish)
        with self._changing("entry edit", now_ms, entry.start_ms, entry.end_ms) as revision:
            self._label_entries(revision, entry.start_ms, entry.end_ms, wish)

    def add_entry(
        self, start_ms: int, end_ms: int, wish: Wish, zone_at: Callable[[int], Zone], now_ms: int
    ) -> int:
        """Write down time that was not recorded, or was recorded as something else; its number.

        In reports it goes before what was recorded in its time, which stays as it is.

        Raises:
            UsageError: it has no length, is longer than a month, or another entry has some of its time.
            StoreBusyError: it could not be written.
        """
        _check_entry(start_ms, end_ms)
        number = self._next_number()
        with self._changing("entry add", now_ms, start_ms, end_ms) as revision, self._respanned([number]):
            self._write(revision, number, start_ms, end_ms, wish, zone_at)
        return number

    def change_entry(
        self,
        number: int,
        start_ms: int,
        end_ms: int,
        wish: Wish,
        zone_at: Callable[[int], Zone],
        now_ms: int,
    ) -> None:
        """Give an entry another time, and what else is wished; the rest of what it says stays.

        Raises:
            UsageError: as for :meth:`add_entry`, or there is none of this number.
        """
        _check_entry(start_ms, end_ms)
        entry = self.entry(number)
        first = entry.parts[0]
        whole = Wish(
            first.category if wish.category is None else wish.category,
            first.project if wish.project is None else wish.project,
            (first.tag_list or None) if wish.tags is None else wish.tags,
            first.note if wish.note is None else wish.note,
        )
        low, high = min(entry.start_ms, start_ms), max(entry.end_ms, end_ms)
        with self._changing("entry edit", now_ms, low, high) as revision, self._respanned([number]):
            self._retire(revision, [part.id for part in entry.parts])
            self._write(revision, number, start_ms, end_ms, whole, zone_at)

    def split_entry(self, number: int, at_ms: int, now_ms: int) -> int:
        """Let an entry end at an instant, and another begin there that says the same; the other's number.

        Raises:
            UsageError: there is none of this number, or the instant lies outside it.
        """
        entry = self.entry(number)
        if not entry.start_ms < at_ms < entry.end_ms:
            raise UsageError("That is not within the entry.")
        second = self._next_number()
        with (
            self._changing("entry split", now_ms, entry.start_ms, entry.end_ms) as revision,
            self._respanned([number, second]),
        ):
            for part in entry.parts:
                if part.end_ms > at_ms:
                    self._retire(revision, [part.id])
                    self._insert(revision, part._replace(end_ms=at_ms))
                    self._insert(revision, part._replace(start_ms=max(part.start_ms, at_ms), entry=second))
        return second

    def remove_entry(self, number: int, now_ms: int) -> None:
        """Take an entry back: what was recorded in its time counts again.

        Raises:
            UsageError: there is none of this number.
        """
        entry = self.entry(number)
        with (
            self._changing("entry remove", now_ms, entry.start_ms, entry.end_ms) as revision,
            self._respanned([number]),
        ):
            self._retire(revision, [part.id for part in entry.parts])

    def work_on(self, project: int, now_ms: int) -> None:
        """From now on active time is on a project, until :meth:`work_off`, whatever the rules say."""
        with self._changing("work on", now_ms, now_ms, RUNNING) as revision:
            self._stop_timer(revision, now_ms)
            self._lay(revision, now_ms, RUNNING, Wish(project=project), timer=True)

    def work_off(self, now_ms: int) -> Assignment:
        """Stop the timer; what ran.

        Raises:
            UsageError: none runs.
        """
        ran = self.running()
        if ran is None:
            raise UsageError("No timer runs.", "Start one: worktracker work on PROJECT")
        with self._changing("work off", now_ms, min(ran.start_ms, now_ms), RUNNING) as revision:
            self._stop_timer(revision, now_ms)
        return ran

    def undo(self) -> Undone:
        """Undo the newest change that is not undone yet; what it was.

        Raises:
            UsageError: there is none.
        """
        with transaction(self._connection):
            row = self._connection.execute(
                "SELECT id, deed FROM revision ORDER BY id DESC LIMIT 1"
            ).fetchone()
            if row is None:
                raise UsageError("There is nothing to undo.")
            revision, deed = row
            undone = changed_by(self._connection, revision, deed)
            touched = self._connection.execute(
                "SELECT min(start_ms), max(end_ms) FROM assignment WHERE since = ?1 OR gone = ?1", (revision,)
            ).fetchone()
            if touched[0] is not None:
                entries = self._connection.execute(
                    "SELECT DISTINCT entry FROM assignment"
                    " WHERE entry NOT NULL AND (since = ?1 OR gone = ?1)",
                    (revision,),
                ).fetchall()
                with (
                    totals.following(self._connection, [tuple(touched)], self._day_start_ms),
                    self._respanned([number for (number,) in entries]),
                ):
                    self._connection.execute("DELETE FROM assignment WHERE since = ?", (revision,))
                    self._connection.execute("UPDATE assignment SET gone = NULL WHERE gone = ?", (revision,))
            self._connection.execute("DELETE FROM revision WHERE id = ?", (revision,))
        return undone

    def take_over(self, spans: Iterable[Span]) -> None:
        """Let imported spans of source 1 be entries, each by itself, in the caller's transaction.

        Their category and project are their activity's. It can't be undone: the spans stay too. The
        caller brings the totals up to date.
        """
        names = Names(self._connection)
        for number, span in enumerate(spans, self._next_number()):
            label = span_labels.label_of(span.labels)
            new = Assignment(0, 0, 0, None, None, *label, entry=number, zone=names.zone(span.zone))
            at = span.start_ms
            for one in assignments.layer(self._connection, span.start_ms, span.end_ms, entries=True):
                self._insert(0, new._replace(start_ms=at, end_ms=one.start_ms))
                at = one.end_ms
            self._insert(0, new._replace(start_ms=at, end_ms=span.end_ms))

    # How

    @property
    def _day_start_ms(self) -> int:
        return Settings(self._connection).day_start_ms

    @contextmanager
    def _changing(self, deed: str, now_ms: int, start_ms: int, end_ms: int) -> Generator[int]:
        """One transaction with a revision of its own, whose number this is; totals follow."""
        with transaction(self._connection):
            cursor = self._connection.execute(
                "INSERT INTO revision (made_ms, deed) VALUES (?, ?)", (now_ms, deed)
            )
            assert cursor.lastrowid is not None
            with totals.following(self._connection, [(start_ms, end_ms)], self._day_start_ms):
                yield cursor.lastrowid

    def _write(
        self,
        revision: int,
        number: int,
        start_ms: int,
        end_ms: int,
        wish: Wish,
        zone_at: Callable[[int], Zone],
    ) -> None:
        """Lay an entry, cut where spans have to be."""
        names = Names(self._connection)
        at, day_start_ms = start_ms, self._day_start_ms
        while at < end_ms:
            zone, until = zone_at(at), min(next_cut(at, zone_at, day_start_ms), end_ms)
            self._lay(revision, at, until, wish, entry=number, zone=names.zone(zone))
            at = until

    def _lay(
        self,
        revision: int,
        start_ms: int,
        end_ms: int,
        wish: Wish,
        *,
        entry: int | None = None,
        zone: int | None = None,
        timer: bool = False,
    ) -> None:
        """Let a stretch have what is wished, over what its layer has: that of an entry, or the other."""
        before = assignments.layer(self._connection, start_ms, end_ms, entries=entry is not None)
        self._retire(revision, [one.id for one in before])
        at = start_ms
        for one in [*before, None]:
            free_until = end_ms if one is None else max(one.start_ms, start_ms)
            if at < free_until:
                new = _said_anew(Assignment(0, at, free_until, entry=entry, zone=zone), wish)
                self._insert(revision, new._replace(timer=int(timer)))
            if one is None:
                break
            if one.start_ms < start_ms:
                self._insert(revision, one._replace(end_ms=start_ms))
            if one.end_ms > end_ms:
                self._insert(revision, one._replace(start_ms=end_ms))
            at = min(one.end_ms, end_ms)
            inner = one._replace(start_ms=max(one.start_ms, start_ms), end_ms=at)
            if not timer:
                inner = _said_anew(inner, wish)
                if entry is not None:
                    inner = inner._replace(entry=entry, zone=zone)
            elif one.project is None:  # what was said by hand stays under a timer
                inner = inner._replace(project=wish.project, timer=1)
            self._insert(revision, inner)

    def _label_entries(self, revision: int, start_ms: int, end_ms: int, wish: Wish) -> None:
        """Let the entries of a stretch have what is wished."""
        for one in assignments.layer(self._connection, start_ms, end_ms, entries=True):
            first, last = max(one.start_ms, start_ms), min(one.end_ms, end_ms)
            self._retire(revision, [one.id])
            self._insert(revision, one._replace(end_ms=first))
            self._insert(revision, _said_anew(one._replace(start_ms=first, end_ms=last), wish))
            self._insert(revision, one._replace(start_ms=last))

    def _insert(self, revision: int, one: Assignment) -> None:
        if "" in (one.tags, one.note) and not self._has_labels(one):
            one = one._replace(tags=one.tags or None, note=one.note or None)
        if one.start_ms < one.end_ms and one[3:8] != (None,) * 5:
            self._connection.execute(_INSERT, (*one[1:], revision))

    def _has_labels(self, one: Assignment) -> bool:
        """Whether something came along with a stretch's spans, so that "none" has to be said."""
        return one.entry is None and span_labels.any_between(self._connection, one.start_ms, one.end_ms)

    def _retire(self, revision: int, numbers: Iterable[int]) -> None:
        """Rows count no more; those of the same change are gone for good."""
        for number in numbers:
            self._connection.execute("DELETE FROM assignment WHERE id = ? AND since = ?", (number, revision))
            self._connection.execute("UPDATE assignment SET gone = ? WHERE id = ?", (revision, number))

    def _stop_timer(self, revision: int, now_ms: int) -> None:
        """Let it end here, whatever is said of stretches that are still to come."""
        for one in assignments.layer(self._connection, now_ms, RUNNING, entries=False):
            if one.timer:
                self._retire(revision, [one.id])
                self._insert(revision, one._replace(end_ms=now_ms))
                later = one._replace(start_ms=max(one.start_ms, now_ms), project=None, timer=0)
                self._insert(revision, later)

    def _check_free(self, start_ms: int, end_ms: int) -> None:
        taken = self._connection.execute(
            "SELECT start_ms FROM span WHERE id < ?3 AND start_ms + length_ms > ?4"
            " AND id >= coalesce((SELECT max(id) FROM span WHERE id BETWEEN ?1 AND ?2), ?2) LIMIT 1",
            (span_id(MANUAL, 0), *id_range(MANUAL, start_ms, end_ms), start_ms),
        ).fetchone()
        if taken is not None:
            raise UsageError(
                "Another entry has some of this time.",
                "See `worktracker entry list`; change or remove it first.",
            )

    @contextmanager
    def _respanned(self, entries: list[int]) -> Generator[None]:
        """Let the spans of some entries follow what is done to their rows meanwhile."""
        for number in entries:
            for one in self._parts(number):
                self._connection.execute(
                    "DELETE FROM span WHERE id >= ? AND id < ?", id_range(MANUAL, one.start_ms, one.end_ms)
                )
        yield
        names = Names(self._connection)
        for number in entries:
            for one in self._parts(number):
                self._check_free(one.start_ms, one.end_ms)
                self._connection.execute(
                    "INSERT INTO span (id, length_ms, state, reason, zone, activity)"
                    " VALUES (?, ?, ?, 0, ?, ?)",
                    (
                        span_id(MANUAL, one.start_ms),
                        one.end_ms - one.start_ms,
                        State.ACTIVE,
                        one.zone,
                        names.activity(Activity()),
                    ),
                )
                aged.look_again_from(self._connection, one.start_ms)

    def _next_number(self) -> int:
        with translated():
            return self._connection.execute("SELECT coalesce(max(entry), 0) + 1 FROM assignment").fetchone()[
                0
            ]

    def _parts(self, entry: int) -> list[Assignment]:
        rows = self._connection.execute(
            f"SELECT {COLUMNS} FROM assignment WHERE gone IS NULL AND entry = ? ORDER BY start_ms", (entry,)
        ).fetchall()
        return [Assignment._make(row) for row in rows]


def _check_entry(start_ms: int, end_ms: int) -> None:
    _check_stretch(start_ms, end_ms)
    if end_ms - start_ms > LONGEST_MS:
        raise UsageError("An entry can be 31 days long at most.")


def _said_anew(one: Assignment, wish: Wish) -> Assignment:
    """A row with what is wished, and of what it had the rest."""
    tags = one.tags if wish.tags is None else TAG_SEPARATOR.join(parse_tags(wish.tags))
    return one._replace(
        category=one.category if wish.category is None else wish.category,
        project=one.project if wish.project is None else wish.project,
        tags=tags,
        note=one.note if wish.note is None else clean(wish.note) or "",
        timer=one.timer if wish.project is None else 0,
    )


def _check_wish(wish: Wish) -> None:
    if wish == Wish():
        raise UsageError("What is to change?", "Give --category, --project, --tag or --note.")


def _check_stretch(start_ms: int, end_ms: int) -> None:
    if not 0 <= start_ms < end_ms <= RUNNING:
        raise UsageError("The end has to come after the start.")
