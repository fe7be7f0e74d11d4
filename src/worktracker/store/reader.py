"""Questions about spans and totals. Any number of readers may ask while one writer writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple
from unicodedata import normalize

from worktracker.model.days import weekday
from worktracker.model.labels import NO_LABELS, Category, Labels, Project, paths
from worktracker.model.period import Period
from worktracker.model.span import State, Zone
from worktracker.store import assignments, label_rows, span_labels, totals
from worktracker.store.assignments import Assignment
from worktracker.store.connection import Connection, snapshot, translated
from worktracker.store.span_id import LAST_MS, id_range
from worktracker.store.span_rows import Progress, Row, SpanRows
from worktracker.store.totals import RECORDED, Sums

if TYPE_CHECKING:
    from worktracker.store.activity_lengths import Lengths, Text, TextTimes

_FAR = 1 << 62
_CACHED_ACTIVITIES = 20_000
_FEW = 500
_FEWER = 5
"""Fewer than one of so many activities are read one by one."""

_WITHIN = "day BETWEEN ? AND ?"

Fields = tuple[str | None, str | None, str | None, str | None, str | None]
"""An activity's app, title, URL, domain and document."""

_NOTHING: Fields = (None, None, None, None, None)


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
        self._span_rows = SpanRows(connection, day_start_ms, told)
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
            if period.whole_days:
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

    def tags(self) -> set[str]:
        """Every tag that any time has."""
        with translated():
            return span_labels.texts(self._connection)[0]

    def tagged(self, period: Period) -> list[Period]:
        """The stretches of a period in which any time has tags, in order; they leave each other alone."""
        low, high = period.reach()
        low = low if period.from_ms is None else max(low, period.from_ms)
        high = high if period.to_ms is None else min(high, period.to_ms)
        with translated():
            found = list(span_labels.tagged(self._connection, low, high))
        return [replace(period, from_ms=start, to_ms=end) for start, end in found]

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
            None if given is None else given.note or None,
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
        with translated():
            noted = {note for note in span_labels.texts(self._connection)[1] if wanted in _comparable(note)}
        if not found and not noted:
            return
        for row in self.rows(period):
            given = row.assignment
            if row.activity in found or (given is not None and given.note in noted):
                yield SpanRow(
                    *row[:6], *self.activity(row.activity), note=None if given is None else given.note
                )

    def rows(self, period: Period, *, all_sources: bool = False) -> Iterator[Row]:
        """The spans of a period in order of time, cut to it, overlaps between sources resolved.

        With ``all_sources`` every span of every source, overlaps and all, source by source.
        The rows are read while they are asked for: finish, or close the iterator.
        """
        yield from self._span_rows.between(period, all_sources=all_sources)

    def activity_lengths(self, period: Period) -> Lengths | None:
        """See :mod:`worktracker.store.activity_lengths`; where it is None, :meth:`rows` tell."""
        from worktracker.store.activity_lengths import activity_lengths  # nothing at rest needs it

        with translated():
            return activity_lengths(self._connection, period, self._span_rows.windows(period), self._told)

    def labelled(self, lengths: Lengths) -> Iterator[tuple[int, Fields, Labels]]:
        """Each activity's time with its texts and labels, in no order."""
        with translated():
            used = sum(1 for length in lengths if length)
            if used * _FEWER < len(lengths):
                for number, length in enumerate(lengths):
                    if length:
                        yield length, *self.read_labelled(Row(0, 0, 0, 0, 0, 0, number or None))
                return
            for number, *fields, category, project in self._connection.execute(
                "SELECT a.id, p.name, a.title, a.url, d.name, a.document, a.category, a.project"
                " FROM activity a LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain"
            ):
                if lengths[number]:
                    yield lengths[number], tuple(fields), self._in_words(category, project, None)
            if lengths[0]:
                yield lengths[0], _NOTHING, NO_LABELS

    def by_text(
        self, text: Text, period: Period, beside: Collection[State], most: int | None = None
    ) -> tuple[TextTimes, dict[State, int]]:
        """Milliseconds of a period by title, address or document (the ``most`` longest), and by state."""
        from worktracker.store.activity_lengths import by_text, no_lengths

        with snapshot(self._connection):
            lengths = self.activity_lengths(period)
            if lengths is not None:
                found = by_text(self._connection, lengths, text, most)
                return found, self._states_and_newest(period, beside)[0]
            lengths = no_lengths(self._connection)
            states: dict[State, int] = defaultdict(int)
            for start, end, state, _, _, _, activity, _ in self.rows(period):
                if state == State.ACTIVE:
                    lengths[activity or 0] += end - start
                elif state in beside:
                    states[State(state)] += end - start
            return by_text(self._connection, lengths, text, most), states

    def by_label(
        self, label: Literal["app", "domain"], period: Period, beside: Collection[State]
    ) -> tuple[dict[str | None, int], dict[State, int]]:
        """Milliseconds of a period by app or domain (None: active time without one), and of some states."""
        labels: dict[int, int] = defaultdict(int)
        with snapshot(self._connection):
            states, sums = self._states_and_newest(period, beside)
            if period.whole_days:
                query = f"SELECT {label}, sum(length_ms) FROM day_{label} WHERE {_WITHIN} GROUP BY 1"
                labels.update(self._connection.execute(query, _days(period)))
            for (_, number), length in (sums.apps if label == "app" else sums.domains).items():
                labels[number] += length
            names = self._names(label, [number for number in labels if number])
        return {names.get(number): length for number, length in labels.items() if length}, states

    def _states_and_newest(self, period: Period, beside: Collection[State]) -> tuple[dict[State, int], Sums]:
        """Milliseconds of some states, and the sums of what the totals' tables don't hold of a period."""
        states: dict[int, int] = defaultdict(int)
        if period.whole_days:
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
            if period.whole_days:
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
            if period.whole_days:
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
            for state in states if period.whole_days else ():
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
            sums = self._stored(period) if period.whole_days else self._counted(period)
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

    def _newest(self, period: Period) -> Sums:
        """The sums of what the totals' tables don't hold of a period: of some of it, or of all."""
        if not period.whole_days:
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


def _comparable(text: str) -> str:
    """Whatever its capitals, and however its letters are composed."""
    return normalize("NFC", text).casefold()


def _days(period: Period) -> tuple[int, int]:
    first, last = period.first_day, period.last_day
    return -_FAR if first is None else first, _FAR if last is None else last
