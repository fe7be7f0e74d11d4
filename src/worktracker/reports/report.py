"""Totals by what somebody asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from worktracker.model.days import day_date
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.store.reader import Reader, StoredTotals

PRIVATE = "Private"
"""The key of private time in reports by a label; apart from any label of that name."""


_NOBODY = (State.IDLE, State.LOCKED)


class By(StrEnum):
    """What the rows of a report are."""

    APP = "app"
    TITLE = "title"
    DOMAIN = "domain"
    URL = "url"
    DOCUMENT = "document"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    @property
    def is_time(self) -> bool:
        """Whether rows are stretches of time, in order, rather than labels by their share."""
        return self in (By.HOUR, By.DAY, By.WEEK, By.MONTH)


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
    """A report: its question, and its rows with their sum."""

    by: By
    period: Period
    rows: tuple[Row, ...]

    @property
    def total_ms(self) -> int:
        """The sum of all rows in milliseconds."""
        return sum(row.duration_ms for row in self.rows)

    def share(self, row: Row) -> float:
        """The row's part of the active total, from 0 to 1; idle and locked time has none in it."""
        if row.state in _NOBODY:
            return 0.0
        total = sum(each.duration_ms for each in self.rows if each.state not in _NOBODY)
        return row.duration_ms / total if total else 0.0


def make_report(reader: Reader, period: Period, by: By, *, idle: bool = False) -> Report:
    """Ask the store.

    Args:
        reader: of the store.
        period: what the report is about.
        by: what its rows are.
        idle: count idle and locked time too.
    """
    counted = set(State) if idle else {State.ACTIVE, State.PRIVATE}
    if by in (By.TITLE, By.URL, By.DOCUMENT):
        return Report(by, period, _from_spans(reader, period, by, counted))
    if by.is_time:
        return Report(by, period, _by_time(reader.totals(period), by, counted))
    labels, states = reader.by_label("app" if by is By.APP else "domain", period, counted - {State.ACTIVE})
    return Report(by, period, _ranked(labels, states, counted))


def _from_spans(reader: Reader, period: Period, by: By, counted: set[State]) -> tuple[Row, ...]:
    activities: dict[int | None, int] = defaultdict(int)
    states: dict[State, int] = defaultdict(int)
    for start, end, state, _, _, _, activity in reader.rows(period):
        if state == State.ACTIVE:
            activities[activity] += end - start
        else:
            states[State(state)] += end - start
    labels: dict[str | None, int] = defaultdict(int)
    for activity, length in activities.items():
        _, title, url, _, document = reader.read_activity(activity)
        labels[{By.TITLE: title, By.URL: url}.get(by, document)] += length
    return _ranked(labels, states, counted)


def _ranked(labels: dict[str | None, int], states: dict[State, int], counted: set[State]) -> tuple[Row, ...]:
    rows = [Row(label, length) for label, length in labels.items()]
    rows += [
        Row(None, length, state)
        for state, length in states.items()
        if state in counted and state is not State.ACTIVE
    ]
    return tuple(
        sorted((row for row in rows if row.duration_ms), key=lambda row: (-row.duration_ms, row.text))
    )


def _by_time(totals: StoredTotals, by: By, counted: set[State]) -> tuple[Row, ...]:
    name = _TIME_NAMES[by]
    found: dict[str, int] = defaultdict(int)
    for (day, hour, state), length in totals.states.items():
        if state in counted:
            found[name(day, hour)] += length
    return tuple(Row(key, found[key]) for key in sorted(found) if found[key])


def _week(day: int, _hour: int) -> str:
    year, week, _ = day_date(day).isocalendar()
    return f"{year:04d}-W{week:02d}"


_TIME_NAMES: dict[By, Callable[[int, int], str]] = {
    By.HOUR: lambda _day, hour: f"{hour:02d}:00",
    By.DAY: lambda day, _hour: day_date(day).isoformat(),
    By.WEEK: _week,
    By.MONTH: lambda day, _hour: day_date(day).isoformat()[:7],
}
