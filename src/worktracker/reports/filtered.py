"""Reports of a part of the time: of some applications, sites, categories, projects, or of one source.

The totals don't know of these parts together, so the spans themselves are asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields

from worktracker.errors import UsageError
from worktracker.model.days import Cell, cells, day_date, weekday
from worktracker.model.labels import SEPARATOR, Labels, paths
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.model.weeks import WeekStart
from worktracker.privacy.rules import Matcher, check_pattern, matcher_of
from worktracker.reports.report import WEEKDAYS, By, Report, in_order, ranked, time_name
from worktracker.reports.spread import Part, Spread, top_part
from worktracker.store.reader import Fields, Reader, Row

_FIELDS = ("app", "title", "url", "domain", "document")


@dataclass(frozen=True, slots=True)
class Only:
    """Which time a report has; what is given must all hold.

    Attributes:
        app, title, url, domain, document: patterns, as those of exclusion rules.
        category: a path; what lies below it belongs to it.
        project, client, tag: names, whatever their capitals.
        source: the name of a source, whose time counts also where another has the same.
        weekday: a local day of the week, 0 for Monday.
        hour: an hour of the local clock.
        without: names of what it must not have, from ``app`` to ``tag``.
    """

    app: str | None = None
    title: str | None = None
    url: str | None = None
    domain: str | None = None
    document: str | None = None
    category: str | None = None
    project: str | None = None
    client: str | None = None
    tag: str | None = None
    source: str | None = None
    weekday: int | None = None
    hour: int | None = None
    without: tuple[str, ...] = ()

    @property
    def of_content(self) -> bool:
        """Whether it asks for what only active time has."""
        labels = (self.category, self.project, self.client, self.tag)
        return any((*self.patterns.values(), *labels, self.without))

    @property
    def of_time(self) -> bool:
        """Whether it asks for some hours or days of the week."""
        return self.weekday is not None or self.hour is not None

    def has(self, cell: Cell) -> bool:
        """Whether a local hour of a day belongs to it."""
        if self.hour is not None and cell.hour != self.hour:
            return False
        return self.weekday is None or weekday(cell.day) == self.weekday

    @property
    def patterns(self) -> dict[str, str]:
        """Its patterns by the field that they are about."""
        return {name: pattern for name in _FIELDS if (pattern := getattr(self, name)) is not None}

    @property
    def in_words(self) -> str:
        """``category Work, tag billing``; empty where nothing is left out."""
        named = ((each.name, getattr(self, each.name)) for each in fields(self))
        words = [f"{name} {value}" for name, value in named if isinstance(value, str)]
        if self.weekday is not None:
            words.append(WEEKDAYS[self.weekday])
        if self.hour is not None:
            words.append(f"{self.hour}:00 – {self.hour + 1}:00")
        return ", ".join([*words, *(f"no {name}" for name in self.without)])

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return self.of_content or self.of_time or self.source is not None


ALL = Only()
"""Nothing is left out."""


def filtered_report(
    reader: Reader,
    period: Period,
    by: By,
    only: Only,
    day_start_ms: int,
    *,
    idle: bool = False,
    week_start: WeekStart = WeekStart.MONDAY,
) -> Report:
    """As :func:`worktracker.reports.report.make_report`, of a part of the time.

    Private, idle and locked time has nothing that could be asked for, so that it is counted only
    where nothing but a source is given.

    Raises:
        UsageError: a pattern can't be understood, or there is no such source, category, project,
            client or tag.
    """
    counted = set(State) if idle else {State.ACTIVE, State.PRIVATE}
    labels: dict[str | None, int] = defaultdict(int)
    states: dict[State, int] = defaultdict(int)
    times: dict[str, int] = defaultdict(int)
    twice = 0
    name = time_name(by if by.is_time else By.DAY, week_start)
    stretches = _Stretches(reader, only, day_start_ms)
    whole = not by.is_time and not only.of_time and only.source is None
    lengths = reader.activity_lengths(period) if whole else None
    if lengths is not None:
        chosen = _Chosen(reader, only, by)
        for length, texts, given in reader.labelled(lengths):
            for key in chosen.keys_of(texts, given):
                labels[key] += length
        return Report(by, period, ranked(labels, states, counted))
    for row, keys in _chosen(reader, period, only, by, counted):
        if by.is_time:
            for cell in stretches.cells(row):
                times[name(cell.day, cell.hour)] += cell.duration_ms
        elif row.state == State.ACTIVE:
            length = stretches.length(row)
            for key in keys:
                labels[key] += length
            twice += (len(keys) - 1) * length
        else:
            states[State(row.state)] += stretches.length(row)
    rows = in_order(by, times) if by.is_time else ranked(labels, states, counted)
    return Report(by, period, rows, twice)


def filtered_spread(
    reader: Reader, period: Period, only: Only, day_start_ms: int, *, idle: bool = False
) -> Spread:
    """How a part of the time is spread, read once for both.

    Raises:
        UsageError: as :func:`filtered_report`.
    """
    counted = set(State) if idle else {State.ACTIVE, State.PRIVATE}
    days: dict[int, Counter[Part]] = {}
    hours: Counter[tuple[int, int]] = Counter()
    stretches = _Stretches(reader, only, day_start_ms)
    parts: dict[str | None, Part] = {}
    for row, keys in _chosen(reader, period, only, By.CATEGORY, counted):
        if row.state == State.ACTIVE:
            part = parts.get(keys[0]) or parts.setdefault(keys[0], top_part(keys[0]))
        else:
            part = Part(state=State(row.state))
        for cell in stretches.cells(row):
            days.setdefault(cell.day, Counter())[part] += cell.duration_ms
            hours[weekday(cell.day), cell.hour] += cell.duration_ms
    return Spread({day_date(day): found for day, found in days.items()}, dict(hours))


def _chosen(
    reader: Reader, period: Period, only: Only, by: By, counted: set[State]
) -> Iterator[tuple[Row, tuple[str | None, ...]]]:
    """The rows that are asked for, with the keys under which they count."""
    chosen = _Chosen(reader, only, by)
    for row in _rows(reader, period, only.source):
        if row.state not in counted or (only.of_content and row.state != State.ACTIVE):
            continue
        keys = chosen.keys(row) if row.state == State.ACTIVE else (None,)
        if keys:
            yield row, keys


class _Stretches:
    """What of a row's time is asked for, in local hours."""

    def __init__(self, reader: Reader, only: Only, day_start_ms: int) -> None:
        self._offsets = {number: zone.offset_s for number, zone in reader.zones().items()}
        self._only = only
        self._day_start_ms = day_start_ms

    def cells(self, row: Row) -> Iterator[Cell]:
        found = cells(row.start_ms, row.end_ms, self._offsets[row.zone], self._day_start_ms)
        return filter(self._only.has, found) if self._only.of_time else found

    def length(self, row: Row) -> int:
        if not self._only.of_time:
            return row.end_ms - row.start_ms
        return sum(cell.duration_ms for cell in self.cells(row))


def _rows(reader: Reader, period: Period, source: str | None) -> Iterator[Row]:
    if source is None:
        yield from reader.rows(period)
        return
    sources = reader.sources()
    numbers = {number for number, (_, name) in sources.items() if name.casefold() == source.casefold()}
    if not numbers:
        raise UsageError(
            "There is no such source.", f"There are: {', '.join(name for _, name in sources.values())}."
        )
    yield from (row for row in reader.rows(period, all_sources=True) if row.source in numbers)


class _Chosen:
    """Which activities are asked for, and under which keys their time counts; each is looked at once."""

    def __init__(self, reader: Reader, only: Only, by: By) -> None:
        self._reader = reader
        self._only = only
        self._by = by
        self._matchers: list[tuple[int, Matcher]] = []
        for name, pattern in only.patterns.items():
            check_pattern(name, pattern, regex=False)
            self._matchers.append((_FIELDS.index(name), matcher_of(name, pattern, regex=False)))
        projects = reader.projects().values()
        self._clients = {project.name: project.client for project in projects}
        _require(only.project, {project.name for project in projects}, "project", "project list")
        _require(only.client, {project.client or "" for project in projects}, "client", "project list")
        self._category = None if only.category is None else _path(only.category)
        known = map(_path, paths(reader.categories()).values())
        if self._category is not None and self._category not in known:
            raise UsageError("There is no such category.", "See: worktracker category list")
        self._known: dict[tuple[int | None, int | None], tuple[str | None, ...]] = {}

    def keys(self, row: Row) -> tuple[str | None, ...]:
        """The keys under which an active row counts; none if it is not asked for."""
        key = (row.activity, row.assignment.id if row.assignment else None)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self.keys_of(*self._reader.read_labelled(row))
        return found

    def keys_of(self, fields: Fields, labels: Labels) -> tuple[str | None, ...]:
        """The same of texts and labels."""
        return self._keys(fields, labels) if self._has(fields, labels) else ()

    def _has(self, fields: Fields, labels: Labels) -> bool:
        for place, matcher in self._matchers:
            text = fields[place]
            if text is None or not matcher(text):
                return False
        only = self._only
        if any(self._value(name, fields, labels) is not None for name in only.without):
            return False
        if self._category is not None:
            found = _path(labels.category or "")
            if found[: len(self._category)] != self._category:
                return False
        client = self._clients.get(labels.project or "")
        return (
            _is(only.project, labels.project)
            and _is(only.client, client)
            and (only.tag is None or any(_is(only.tag, tag) for tag in labels.tags))
        )

    def _keys(self, fields: Fields, labels: Labels) -> tuple[str | None, ...]:
        if self._by is By.TAG:
            return labels.tags or (None,)
        if self._by.is_time:
            return (None,)
        return (self._value(self._by.value, fields, labels),)

    def _value(self, name: str, fields: Fields, labels: Labels) -> str | None:
        """What a row has of this name; of tags the first."""
        match name:
            case "category":
                return labels.category
            case "project":
                return labels.project
            case "client":
                return self._clients.get(labels.project or "")
            case "tag":
                return labels.tags[0] if labels.tags else None
            case _:
                return fields[_FIELDS.index(name)]


def _path(text: str) -> tuple[str, ...]:
    return tuple(name.strip().casefold() for name in text.split(SEPARATOR.strip()))


def _is(wanted: str | None, name: str | None) -> bool:
    return wanted is None or (name is not None and wanted.casefold() == name.casefold())


def _require(wanted: str | None, known: set[str], what: str, where: str) -> None:
    if wanted is not None and not any(_is(wanted, name) for name in known):
        raise UsageError(f"There is no such {what}.", f"See: worktracker {where}")
