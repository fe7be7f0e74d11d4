"""Totals by what somebody asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from worktracker.model.days import day_date, weekday
from worktracker.model.labels import SEPARATOR, paths
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.model.weeks import WeekStart
from worktracker.store.reader import Reader

PRIVATE = "Private"
"""The key of private time in reports by a label; apart from any label of that name."""

MOST_ROWS = 1_000
"""So many rows a page shows; the time of the others stands in one line, so that the sum is right."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NOBODY = (State.IDLE, State.LOCKED)


class By(StrEnum):
    """What the rows of a report are."""

    APP = "app"
    TITLE = "title"
    DOMAIN = "domain"
    URL = "url"
    DOCUMENT = "document"
    CATEGORY = "category"
    PROJECT = "project"
    CLIENT = "client"
    TAG = "tag"
    HOUR = "hour"
    WEEKDAY = "weekday"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def is_time(self) -> bool:
        """Whether rows are stretches of time, in order, rather than labels by their share."""
        return self in _TIMES


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a report. ``key`` is None for time without such a label.

    ``state`` is None for a label's or an hour's own time; else the line is all time of that
    state, which has no labels.
    """

    key: str | None
    duration_ms: int
    state: State | None = None

    @property
    def text(self) -> str:
        """The key as files show it: ``Private``, ``Idle``, ``Locked``, else the label or nothing."""
        return self.state.label.capitalize() if self.state is not None else self.key or ""


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its question, and its rows with their sum.

    Attributes:
        twice_ms: milliseconds that stand in more than one row, each but the first time: of tags.
        others, others_ms: how many rows there are beside these that were too many, and their active time.
        active_ms: milliseconds of all rows, each moment once, without idle and locked time.
    """

    by: By
    period: Period
    rows: tuple[Row, ...]
    twice_ms: int = 0
    others: int = 0
    others_ms: int = 0
    active_ms: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        active = sum(row.duration_ms for row in self.rows if row.state not in _NOBODY) - self.twice_ms
        object.__setattr__(self, "active_ms", active + self.others_ms)

    @property
    def total_ms(self) -> int:
        """The time of all rows in milliseconds, each moment once."""
        return sum(row.duration_ms for row in self.rows) + self.others_ms - self.twice_ms

    def share(self, row: Row) -> float:
        """The row's part of the active total, from 0 to 1; idle and locked time has none in it."""
        if row.state in _NOBODY or not self.active_ms:
            return 0.0
        return row.duration_ms / self.active_ms


def make_report(
    reader: Reader,
    period: Period,
    by: By,
    *,
    idle: bool = False,
    week_start: WeekStart = WeekStart.MONDAY,
    most: int | None = None,
) -> Report:
    """Ask the store.

    Each row by category has the time of that category alone, so that rows add up; :func:`at_depth`
    joins what lies deeper in the tree into its ancestor, and :func:`in_tree` has the tree with its sums.

    Args:
        reader: of the store.
        period: what the report is about.
        by: what its rows are.
        idle: count idle and locked time too.
        week_start: where weeks begin.
        most: of titles, addresses and documents the longest are enough; None: all.
    """
    counted = set(State) if idle else {State.ACTIVE, State.PRIVATE}
    if by is By.TITLE or by is By.URL or by is By.DOCUMENT:
        texts, states = reader.by_text(by.value, period, counted - {State.ACTIVE}, most)
        rows = ranked(texts.found, states, counted)
        return Report(by, period, rows, others=texts.others, others_ms=texts.others_ms)
    if by.is_time:
        return Report(by, period, _by_time(reader, period, by, counted, week_start))
    if by is By.TAG:
        return _by_tag(reader, period, counted)
    if by in (By.CATEGORY, By.PROJECT, By.CLIENT):
        found, states = reader.by_labels(period, counted - {State.ACTIVE})
        return Report(by, period, ranked(_named(reader, by, found), states, counted))
    labels, states = reader.by_label("app" if by is By.APP else "domain", period, counted - {State.ACTIVE})
    return Report(by, period, ranked(labels, states, counted))


def ranked(
    labels: dict[str | None, int] | list[tuple[str | None, int]],
    states: dict[State, int],
    counted: set[State],
) -> tuple[Row, ...]:
    """Rows of labels, and of the states among ``counted`` that have none, by their share."""
    rows = [Row(label, length) for label, length in (labels.items() if isinstance(labels, dict) else labels)]
    rows += [
        Row(None, length, state)
        for state, length in states.items()
        if state in counted and state is not State.ACTIVE
    ]
    rows = [row for row in rows if row.duration_ms]
    rows.sort(key=lambda row: row.text)  # twice, because pairs to sort by would take more than the rows
    rows.sort(key=lambda row: row.duration_ms, reverse=True)
    return tuple(rows)


def _by_time(
    reader: Reader, period: Period, by: By, counted: set[State], week_start: WeekStart
) -> tuple[Row, ...]:
    found: dict[str, int] = defaultdict(int)
    if by in (By.HOUR, By.WEEKDAY):
        for (day, hour), length in reader.hours_of_week(period, counted).items():
            found[f"{hour:02d}:00" if by is By.HOUR else WEEKDAYS[day]] += length
    else:
        name = time_name(by, week_start)
        for day, length in reader.by_day(period, counted).items():
            found[name(day, 0)] += length
    return in_order(by, found)


def in_order(by: By, found: dict[str, int]) -> tuple[Row, ...]:
    """Rows of stretches of time, in order."""
    order = sorted(found, key=WEEKDAYS.index if by is By.WEEKDAY else None)
    return tuple(Row(key, found[key]) for key in order if found[key])


def _named(reader: Reader, by: By, found: dict[tuple[int, int], int]) -> dict[str | None, int]:
    names: dict[int, str | None]
    if by is By.CATEGORY:
        names = dict(paths(reader.categories()))
    else:
        names = {
            number: project.name if by is By.PROJECT else project.client
            for number, project in reader.projects().items()
        }
    labels: dict[str | None, int] = defaultdict(int)
    for (category, project), length in found.items():
        labels[names.get(category if by is By.CATEGORY else project)] += length
    return labels


def _by_tag(reader: Reader, period: Period, counted: set[State]) -> Report:
    """Time with several tags counts for each of them."""
    found, states = reader.by_labels(period, counted - {State.ACTIVE})
    labels: dict[str | None, int] = defaultdict(int, {None: sum(found.values())})
    twice = 0
    for stretch in reader.tagged(period):
        for row in reader.rows(stretch):
            given = row.assignment
            if given is None or not given.tags:
                continue
            length = row.end_ms - row.start_ms
            for tag in given.tag_list:
                labels[tag] += length
            labels[None] -= length
            twice += (len(given.tag_list) - 1) * length
    return Report(By.TAG, period, ranked(labels, states, counted), twice)


def at_depth(report: Report, depth: int) -> Report:
    """A report by category with rows no deeper than ``depth`` (1: at the top), each with all below."""
    labels: dict[str | None, int] = defaultdict(int)
    states: dict[State, int] = {}
    for row in report.rows:
        if row.state is not None:
            states[row.state] = row.duration_ms
        else:
            path = None if row.key is None else SEPARATOR.join(row.key.split(SEPARATOR)[:depth])
            labels[path] += row.duration_ms
    return replace(report, rows=ranked(labels, states, set(State)))


def in_tree(report: Report) -> list[tuple[int, Row]]:
    """A report by category as a tree: each row with its depth from 0 and with the time of all below it.

    Siblings come by their share; time without a category and other states last.
    """
    sums: dict[str, int] = defaultdict(int)
    others: list[tuple[int, Row]] = []
    for row in report.rows:
        if row.key is None:
            others.append((0, row))
            continue
        names = row.key.split(SEPARATOR)
        for count in range(1, len(names) + 1):
            sums[SEPARATOR.join(names[:count])] += row.duration_ms

    def rank(path: str) -> list[tuple[int, str]]:
        names = path.split(SEPARATOR)
        above = [SEPARATOR.join(names[:count]) for count in range(1, len(names) + 1)]
        return [(-sums[each], each) for each in above]

    tree = [(path.count(SEPARATOR), Row(path, sums[path])) for path in sorted(sums, key=rank)]
    return tree + others


def time_name(by: By, week_start: WeekStart = WeekStart.MONDAY) -> Callable[[int, int], str]:
    """Tells the key of a local day's number and hour in a report whose rows are stretches of time."""
    if by is By.WEEK:
        return lambda day, _hour: week_start.key(day_date(day))
    return _TIMES[by]


_TIMES: dict[By, Callable[[int, int], str]] = {
    By.HOUR: lambda _day, hour: f"{hour:02d}:00",
    By.WEEKDAY: lambda day, _hour: WEEKDAYS[weekday(day)],
    By.DAY: lambda day, _hour: day_date(day).isoformat(),
    By.WEEK: lambda day, _hour: WeekStart.MONDAY.key(day_date(day)),
    By.MONTH: lambda day, _hour: day_date(day).isoformat()[:7],
    By.YEAR: lambda day, _hour: day_date(day).isoformat()[:4],
}
