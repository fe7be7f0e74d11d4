"""Questions about spans and totals. Any number of readers may ask while one writer writes."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple
from unicodedata import normalize

from worktracker.model.days import weekday
from worktracker.model.labels import NO_LABELS, Category, Labels, Project, paths
from worktracker.model.overlay import Piece, overlay, split
from worktracker.model.period import Period
from worktracker.model.span import State, Zone
from worktracker.store import assignments, label_rows, totals
from worktracker.store.assignments import Assignment
from worktracker.store.connection import Connection, snapshot, translated
from worktracker.store.span_id import LAST_MS, id_range, span_id
from worktracker.store.totals import MANUAL, RECORDED, Sums

Progress = Callable[[float], None]
"""Hears now and then which part of the spans of a period is read, from 0 to 1; may raise to break off."""

_FAR = 1 << 62
_TOLD_EVERY = 4_000
_CACHED_ACTIVITIES = 20_000
_FEW = 500
_FEWER = 5
"""Fewer than one of so many activities are read one by one."""

_ROW = "start_ms, start_ms + length_ms, state, reason, zone, source, activity, NULL"
_WITHIN = "day BETWEEN ? AND ?"

Fields = tuple[str | None, str | None, str | None, str | None, str | None]
"""An activity's app, title, URL, domain and document."""

_NOTHING: Fields = (None, None, None, None, None)


class Row(NamedTuple):
    """A span as it lies in the store: numbers only, because there may be millions of them.

    Times are milliseconds UTC; ``zone``, ``source`` and ``activity`` are numbers of
    :meth:`Reader.zones`, :meth:`Reader.sources` and :meth:`Reader.activity`; ``reason`` is one of
    :func:`worktracker.store.explanation.explanation_of`. ``assignment``: what the user says of active
    time; :meth:`Reader.labels` has it in words.
    """

    start_ms: int
    end_ms: int
    state: int
    reason: int
    zone: int
    source: int
    activity: int | None
    assignment: Assignment | None = None


class SpanRow(NamedTuple):
    """A :class:`Row` with its activity's texts, and the note that the user wrote about it."""

    start_ms: int
    end_ms: int
    state: int
    reason: int
    zone: int
    source: int
    app: str | None
    title: str | None
    url: str | None
    domain: str | None
    document: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class StoredTotals:
    """Milliseconds by day and hour and state, day and app, day and domain, and day, category and project.

    ``None`` as app or domain: active time without one. Categories and projects are numbers, 0 for none.
    """

    states: dict[tuple[int, int, State], int]
    apps: dict[tuple[int, str | None], int]
    domains: dict[tuple[int, str | None], int]
    labels: dict[tuple[int, int, int], int]


class Reader:
    """Questions to one connection.

    Args:
        connection: of this reader's thread.
        day_start_ms: local time of day at which days begin, in milliseconds.
        told: hears how far the spans of a period are read.
    """

    def __init__(self, connection: Connection, day_start_ms: int, told: Progress | None = None) -> None:
        self._connection = connection
        self._told = told
        self._day_start_ms = day_start_ms
        self._activities: dict[int, Fields] = {}
        self._paths: dict[int, str] | None = None
        self._projects: dict[int, Project] = {}

    def zones(self) -> dict[int, Zone]:
        """Zones by their number."""
        with translated():
            rows = self._connection.execute("SELECT id, name, offset_s FROM zone").fetchall()
        return {number: Zone(name, offset) for number, name, offset in rows}

    def sources(self) -> dict[int, tuple[str, str]]:
        """Kind and name of every source by its number."""
        with translated():
            rows = self._connection.execute("SELECT id, kind, name FROM source ORDER BY id").fetchall()
        return {number: (kind, name) for number, kind, name in rows}

    def activity(self, number: int | None) -> Fields:
        """The texts of an activity; all None for none."""
        if number is None:
            return _NOTHING
        found = self._activities.get(number)
        if found is None:
            if len(self._activities) >= _CACHED_ACTIVITIES:
                self._activities.clear()
            found = self._activities[number] = self.read_activity(number)
        return found

    def read_activity(self, number: int | None) -> Fields:
        """As :meth:`activity`, for whoever remembers what it makes of the texts."""
        row = self._connection.execute(
            "SELECT p.name, a.title, a.url, d.name, a.document FROM activity a"
            " LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain WHERE a.id = ?",
            (number,),
        ).fetchone()
        return row or _NOTHING

    def read_labelled(self, row: Row) -> tuple[Fields, Labels]:
        """The texts of a row's activity and its labels, for whoever remembers what it makes of them."""
        found = self._connection.execute(
            "SELECT p.name, a.title, a.url, d.name, a.document, a.category, a.project FROM activity a"
            " LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain WHERE a.id = ?",
            (row.activity,),
        ).fetchone()
        if found is None:
            return _NOTHING, self._in_words(None, None, row.assignment)
        return found[:5], self._in_words(found[5], found[6], row.assignment)

    def labels(self, row: Row) -> Labels:
        """What a row's time counts for, in words."""
        return NO_LABELS if row.state != State.ACTIVE else self.read_labelled(row)[1]

    def categories(self) -> dict[int, Category]:
        """Every category by its number."""
        with translated():
            return label_rows.categories(self._connection)

    def projects(self) -> dict[int, Project]:
        """Every project by its number."""
        with translated():
            return label_rows.projects(self._connection)

    def by_labels(
        self, period: Period, beside: Collection[State]
    ) -> tuple[dict[tuple[int, int], int], dict[State, int]]:
        """Milliseconds of a period by category and project (0: none), and of some states."""
        found: dict[tuple[int, int], int] = defaultdict(int)
        with snapshot(self._connection):
            states, sums = self._states_and_newest(period, beside)
            if self._are_stored(period):
                # To group is to sort, which takes three times as long as to add up in place.
                execute = self._connection.execute
                execute("CREATE TEMP TABLE IF NOT EXISTS sums (label INTEGER PRIMARY KEY, ms INTEGER)")
                execute("DELETE FROM temp.sums")
                execute(
                    "INSERT INTO temp.sums SELECT category << 32 | project, length_ms FROM day_category"
                    f" WHERE {_WITHIN} ON CONFLICT DO UPDATE SET ms = ms + excluded.ms",
                    _days(period),
                )
                for label, length in execute("SELECT label, ms FROM temp.sums"):
                    found[label >> 32, label & 0xFFFF_FFFF] += length
        for (_, category, project), length in sums.labels.items():
            found[category, project] += length
        return {key: length for key, length in found.items() if length}, states

    def assignments(self, period: Period) -> list[Assignment]:
        """What the user says of the time of a period, and of two days around it where that is of days."""
        low, high = period.reach()
        with translated():
            return assignments.between(self._connection, low, high)

    def said(self, assignment: int) -> Labels:
        """What one assignment says, in words."""
        query = f"SELECT {assignments.COLUMNS} FROM assignment WHERE id = ?"
        row = self._connection.execute(query, (assignment,)).fetchone()
        return self._in_words(None, None, Assignment._make(row))

    def _in_words(self, category: int | None, project: int | None, given: Assignment | None) -> Labels:
        if given is not None:
            category = category if given.category is None else given.category
            project = project if given.project is None else given.project
        elif category is None and project is None:
            return NO_LABELS
        if self._paths is None:
            self._paths, self._projects = paths(self.categories()), self.projects()
        known = self._projects.get(project or 0)
        return Labels(
            self._paths.get(category or 0),
            known.name if known else None,
            () if given is None else given.tag_list,
            None if given is None else given.note,
        )

    def spans(self, period: Period, *, all_sources: bool = False) -> Iterator[SpanRow]:
        """:meth:`rows` with the texts of their activities."""
        for row in self.rows(period, all_sources=all_sources):
            yield SpanRow(*row[:6], *self.activity(row.activity))

    def activities_holding(self, text: str) -> set[int]:
        """The numbers of the activities with ``text`` in title, document or URL, whatever its capitals."""
        wanted = _comparable(text)
        with translated():
            return {
                number
                for number, *texts in self._connection.execute(
                    "SELECT id, title, document, url FROM activity"
                    " WHERE coalesce(title, document, url) IS NOT NULL"
                )
                if any(wanted in _comparable(field) for field in texts if field is not None)
            }

    def holding(
        self, text: str, period: Period, activities: Collection[int] | None = None
    ) -> Iterator[SpanRow]:
        """The spans of a period with ``text`` in title, document, URL or note, whatever its capitals.

        Args:
            activities: what :meth:`activities_holding` says, where several periods are asked about.
        """
        wanted = _comparable(text)
        found = self.activities_holding(text) if activities is None else activities
        noted = {
            given.id for given in self.assignments(period) if given.note and wanted in _comparable(given.note)
        }
        if not found and not noted:
            return
        for row in self.rows(period):
            given = row.assignment
            if row.activity in found or (given is not None and given.id in noted):
                yield SpanRow(
                    *row[:6], *self.activity(row.activity), note=None if given is None else given.note
                )

    def rows(self, period: Period, *, all_sources: bool = False) -> Iterator[Row]:
        """The spans of a period in order of time, cut to it, overlaps between sources resolved.

        With ``all_sources`` every span of every source, overlaps and all, source by source.
        The rows are read while they are asked for: finish, or close the iterator.
        """
        numbers = [MANUAL, RECORDED, *(n for n, (kind, _) in self.sources().items() if kind == "imported")]
        used = [number for number in numbers if self._has_spans(number)]
        found = self._rows_of(used, period, all_sources=all_sources)
        yield from found if self._told is None else self._telling(found, used, period, self._told)

    def _rows_of(self, used: list[int], period: Period, *, all_sources: bool) -> Iterator[Row]:
        if all_sources or len(used) < 2:
            yield from heapq.merge(*(self._source_rows(number, period) for number in used))
            return
        line: Iterator[Piece[Row]] = iter(())
        for number in used:
            line = overlay(line, _as_pieces(self._source_rows(number, period)))
        for start, end, row in line:
            whole = row.start_ms == start and row.end_ms == end
            yield row if whole else row._replace(start_ms=start, end_ms=end)

    def activity_lengths(self, period: Period) -> dict[int | None, int] | None:
        """See :mod:`worktracker.store.activity_lengths`; where it is None, :meth:`rows` tell."""
        from worktracker.store.activity_lengths import activity_lengths  # nothing at rest needs it

        with translated():
            return activity_lengths(self._connection, period, self._windows(period), self._told)

    def labelled(self, numbers: Collection[int | None]) -> Iterator[tuple[int | None, Fields, Labels]]:
        """Some activities with their texts and labels, in no order; what was told may be taken out."""
        with translated():
            (count,) = self._connection.execute("SELECT coalesce(max(id), 0) FROM activity").fetchone()
            if len(numbers) * _FEWER < count:
                for number in tuple(numbers):
                    yield number, *self.read_labelled(Row(0, 0, 0, 0, 0, 0, number))
                return
            for number, *fields, category, project in self._connection.execute(
                "SELECT a.id, p.name, a.title, a.url, d.name, a.document, a.category, a.project"
                " FROM activity a LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain"
            ):
                if number in numbers:
                    yield number, tuple(fields), self._in_words(category, project, None)
            if None in numbers:
                yield None, _NOTHING, NO_LABELS

    def by_label(
        self, label: Literal["app", "domain"], period: Period, beside: Collection[State]
    ) -> tuple[dict[str | None, int], dict[State, int]]:
        """Milliseconds of a period by app or domain (None: active time without one), and of some states."""
        labels: dict[int, int] = defaultdict(int)
        with snapshot(self._connection):
            states, sums = self._states_and_newest(period, beside)
            if self._are_stored(period):
                query = f"SELECT {label}, sum(length_ms) FROM day_{label} WHERE {_WITHIN} GROUP BY 1"
                labels.update(self._connection.execute(query, _days(period)))
            for (_, number), length in (sums.apps if label == "app" else sums.domains).items():
                labels[number] += length
            names = self._names(label, [number for number in labels if number])
        return {names.get(number): length for number, length in labels.items() if length}, states

    def _states_and_newest(self, period: Period, beside: Collection[State]) -> tuple[dict[State, int], Sums]:
        """Milliseconds of some states, and the sums of what the totals' tables don't hold of a period."""
        states: dict[int, int] = defaultdict(int)
        if self._are_stored(period):
            days = _days(period)
            for state in beside:
                (length,) = self._connection.execute(
                    f"SELECT coalesce(sum(length_ms), 0) FROM day_state WHERE {_WITHIN} AND state = ?",
                    (*days, state),
                ).fetchone()
                states[state] += length
        sums = self._newest(period)
        for (_, _, state), length in sums.states.items():
            if state in beside:
                states[state] += length
        return {State(state): length for state, length in states.items() if length}, sums

    def by_day(self, period: Period, states: Collection[State]) -> dict[int, int]:
        """Milliseconds of some states by the number of the local day."""
        found: dict[int, int] = defaultdict(int)
        for (day, *_), length in self._state_sums(period, states, "day, 0").items():
            found[day] += length
        return found

    def hours_of_week(self, period: Period, states: Collection[State]) -> dict[tuple[int, int], int]:
        """Milliseconds of some states by day of the week (0 for Monday) and hour of the local clock."""
        found: dict[tuple[int, int], int] = defaultdict(int)
        for (day, hour, _), length in self._state_sums(period, states, "(day + 3) % 7, hour").items():
            found[day, hour] += length
        return found

    def labels_by_day(
        self, period: Period, beside: Collection[State]
    ) -> tuple[dict[tuple[int, int], int], dict[tuple[int, State], int]]:
        """Milliseconds of each local day by category (0: none), and of some states."""
        labels: dict[tuple[int, int], int] = defaultdict(int)
        with snapshot(self._connection):
            if self._are_stored(period):
                for day, category, length in self._connection.execute(
                    f"SELECT day, category, sum(length_ms) FROM day_category WHERE {_WITHIN} GROUP BY 1, 2",
                    _days(period),
                ):
                    labels[day, category] += length
            newest = self._newest(period)
        for (day, category, _), length in newest.labels.items():
            labels[day, category] += length
        sums = self._state_sums(period, beside, "day, 0")
        return (
            {key: length for key, length in labels.items() if length},
            {(day, state): length for (day, _, state), length in sums.items()},
        )

    def apps_by_day(self, period: Period) -> dict[tuple[int, str | None], int]:
        """Milliseconds of active time of each local day by application; None: without one."""
        found: dict[tuple[int, int], int] = defaultdict(int)
        with snapshot(self._connection):
            if self._are_stored(period):
                query = f"SELECT day, app, length_ms FROM day_app WHERE {_WITHIN}"
                found.update(
                    {(day, app): ms for day, app, ms in self._connection.execute(query, _days(period))}
                )
            for key, length in self._newest(period).apps.items():
                found[key] += length
            names = self._names("app", list({app for _, app in found if app}))
        return {(day, names.get(app)): length for (day, app), length in found.items() if length}

    def app_names(self) -> list[str]:
        """The name of every application that there is."""
        with translated():
            return [name for (name,) in self._connection.execute("SELECT name FROM app ORDER BY name")]

    def offsets_since(self, at_ms: int) -> set[int]:
        """The offsets from UTC, in seconds, of all spans that begin at an instant or later."""
        zones, found = self.zones(), set[int]()
        with translated():
            for source in self.sources():
                query = "SELECT DISTINCT zone FROM span WHERE id >= ? AND id < ?"
                found.update(
                    zone for (zone,) in self._connection.execute(query, id_range(source, at_ms, LAST_MS))
                )
        return {zones[number].offset_s for number in found}

    def _state_sums(
        self, period: Period, states: Collection[State], columns: str
    ) -> dict[tuple[int, int, State], int]:
        """Milliseconds of some states by two columns of ``day_state``: day or day of the week, hour or 0."""
        of_week, of_hours = columns.startswith("("), columns.endswith("hour")
        found: dict[tuple[int, int, State], int] = defaultdict(int)
        with snapshot(self._connection):
            for state in states if self._are_stored(period) else ():
                for day, hour, length in self._connection.execute(
                    f"SELECT {columns}, sum(length_ms) FROM day_state WHERE {_WITHIN} AND state = ?"
                    " GROUP BY 1, 2",
                    (*_days(period), state),
                ):
                    found[day, hour, state] += length
            newest = self._newest(period)
        for (day, hour, number), length in newest.states.items():
            if number in states:
                key = (weekday(day) if of_week else day, hour if of_hours else 0, State(number))
                found[key] += length
        return {key: length for key, length in found.items() if length}

    def totals(self, period: Period) -> StoredTotals:
        """Totals of a period: from the totals' tables where it has whole days, else from spans."""
        with snapshot(self._connection):
            sums = self._stored(period) if self._are_stored(period) else self._counted(period)
            apps = dict(self._connection.execute("SELECT id, name FROM app").fetchall()) if sums.apps else {}
            domains = (
                dict(self._connection.execute("SELECT id, name FROM domain").fetchall())
                if len(sums.domains) > 1 or any(domain for _, domain in sums.domains)
                else {}
            )
        return StoredTotals(
            {(day, hour, State(state)): ms for (day, hour, state), ms in sums.states.items() if ms},
            {(day, apps.get(app)): ms for (day, app), ms in sums.apps.items() if ms},
            {(day, domains.get(domain)): ms for (day, domain), ms in sums.domains.items() if ms},
            {key: ms for key, ms in sums.labels.items() if ms},
        )

    def day_states(self, day: int) -> dict[State, int]:
        """Milliseconds of each state of one day."""
        found = dict.fromkeys(State, 0)
        for (_, _, state), length in self.totals(Period(first_day=day, last_day=day)).states.items():
            found[state] += length
        return found

    def first_day(self) -> int | None:
        """The number of the first day with active time in the totals; None if there is none yet."""
        with translated():
            return self._connection.execute("SELECT min(day) FROM day_app").fetchone()[0]

    def count(self) -> int:
        """How many spans there are."""
        with translated():
            return self._connection.execute("SELECT count(*) FROM span").fetchone()[0]

    def newest_end_ms(self) -> int | None:
        """Where the newest recorded span ends; None if there is none."""
        with translated():
            row = self._connection.execute(
                "SELECT start_ms + length_ms FROM span WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1",
                id_range(RECORDED, 0, LAST_MS),
            ).fetchone()
        return row[0] if row else None

    def _names(self, table: str, numbers: list[int]) -> dict[int, str]:
        if len(numbers) > _FEW:
            return dict(self._connection.execute(f"SELECT id, name FROM {table}").fetchall())
        rows = (
            self._connection.execute(f"SELECT id, name FROM {table} WHERE id = ?", (number,)).fetchone()
            for number in numbers
        )
        return dict(row for row in rows if row)

    def _are_stored(self, period: Period) -> bool:
        """Whether the totals' tables with their tail answer for a period."""
        if not period.whole_days:
            return False
        return totals.others_end(self._connection, RECORDED) <= totals.summed_until(self._connection)

    def _newest(self, period: Period) -> Sums:
        """The sums of what the totals' tables don't hold of a period: of some of it, or of all."""
        if not self._are_stored(period):
            return self._counted(period)
        sums = totals.tail(self._connection, self._day_start_ms)
        sums.keep_days(*_days(period))
        return sums

    def _stored(self, period: Period) -> Sums:
        days = _days(period)
        sums = self._newest(period)
        execute = self._connection.execute
        for day, hour, state, length in execute(
            f"SELECT * FROM day_state WHERE {totals.within_days('day_state')}", days
        ):
            sums.states[day, hour, state] += length
        for day, category, project, length in execute(
            f"SELECT * FROM day_category WHERE {totals.within_days('day_category')}", days
        ):
            sums.labels[day, category, project] += length
        for table, found in (("day_app", sums.apps), ("day_domain", sums.domains)):
            for day, number, length in execute(
                f"SELECT * FROM {table} WHERE {totals.within_days(table)}", days
            ):
                found[day, number] += length
        return sums

    def _counted(self, period: Period) -> Sums:
        sums = Sums()
        low, high = period.reach()
        low = totals.reaching_back(self._connection, low)
        for start, end, share in totals.resolved(self._connection, low, high):
            first, last = period.window(share.offset_s, self._day_start_ms)
            if max(start, first) < min(end, last):
                sums.add((max(start, first), min(end, last), share), self._day_start_ms)
        return sums

    def _assigned(self, source: int, rows: Iterator[Row], low_ms: int) -> Iterator[Row]:
        """The rows cut where what the user says of their time changes."""
        found = assignments.over(self._connection, source, low_ms)
        if not found:
            return rows
        line = split(_as_pieces(rows), found, lambda row: row.state == State.ACTIVE)
        return (
            row
            if given is None and (start, end) == row[:2]
            else row._replace(start_ms=start, end_ms=end, assignment=given)
            for start, end, row, given in line
        )

    def _telling(
        self, rows: Iterator[Row], sources: Iterable[int], period: Period, told: Progress
    ) -> Iterator[Row]:
        """The rows, while somebody hears how far they have come."""
        first, last = self._ends(sources, period)
        for number, row in enumerate(rows):
            if not number % _TOLD_EVERY:
                told(max(0.0, min(1.0, (row.start_ms - first) / max(1, last - first))))
            yield row

    def _ends(self, sources: Iterable[int], period: Period) -> tuple[int, int]:
        """Where the first and the last span of a period begin."""
        low, high = period.reach()
        first, last = _FAR, -_FAR
        for source in sources:
            begin, end = self._connection.execute(
                "SELECT (SELECT min(id) FROM span WHERE id >= ?1 AND id < ?2),"
                " (SELECT max(id) FROM span WHERE id >= ?1 AND id < ?2)",
                id_range(source, low, high),
            ).fetchone()
            if begin is not None:
                first, last = min(first, begin - span_id(source, 0)), max(last, end - span_id(source, 0))
        return first, last

    def _windows(self, period: Period) -> dict[int, tuple[int, int]]:
        """First instant and end of a period for the spans of each zone."""
        return {
            number: period.window(zone.offset_s, self._day_start_ms) for number, zone in self.zones().items()
        }

    def _has_spans(self, source: int) -> bool:
        row = self._connection.execute(
            "SELECT 1 FROM span WHERE id >= ? AND id < ? LIMIT 1", id_range(source, 0, LAST_MS)
        ).fetchone()
        return row is not None

    def _source_rows(self, source: int, period: Period) -> Iterator[Row]:
        low, high = period.reach()
        windows = self._windows(period)
        unbounded = period == Period()
        with translated():
            rows = self._connection.execute(
                f"SELECT {_ROW} FROM span WHERE id < ?3"
                " AND id >= coalesce((SELECT max(id) FROM span WHERE id BETWEEN ?1 AND ?2), ?2)"
                " AND length_ms > 0 ORDER BY id",
                (span_id(source, 0), *id_range(source, low, high)),
            )
            if unbounded:
                yield from self._assigned(source, map(Row._make, rows), low)
                return
            yield from self._assigned(source, _cut(rows, windows), low)


def _cut(rows: Iterable[tuple[Any, ...]], windows: Mapping[int, tuple[int, int]]) -> Iterator[Row]:
    for row in rows:
        first, last = windows[row[4]]
        start, end = max(row[0], first), min(row[1], last)
        if start < end:
            yield Row(start, end, *row[2:])


def _comparable(text: str) -> str:
    """Whatever its capitals, and however its letters are composed."""
    return normalize("NFC", text).casefold()


def _as_pieces(rows: Iterator[Row]) -> Iterator[Piece[Row]]:
    return ((row.start_ms, row.end_ms, row) for row in rows)


def _days(period: Period) -> tuple[int, int]:
    first, last = period.first_day, period.last_day
    return -_FAR if first is None else first, _FAR if last is None else last
