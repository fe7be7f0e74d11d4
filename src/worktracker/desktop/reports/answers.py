"""What the record says to a question of the page, in little enough to be handed over and shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from worktracker.desktop.reports.place import DATES
from worktracker.model.days import day_date
from worktracker.model.labels import SEPARATOR, Category, colour_of, paths
from worktracker.model.span import State
from worktracker.reports.comparison import Compared, Comparison
from worktracker.reports.filtered import filtered_spread
from worktracker.reports.question import Question, answer
from worktracker.reports.report import WEEKDAYS, By, Row
from worktracker.reports.spread import Part, categories_by_day
from worktracker.reports.trend import Trend, make_trend
from worktracker.store.store import Store

MOST_ROWS = 2_000
"""So many rows are shown; the time of the others stands in one line."""

MOST_DAYS = 400
"""So many days are drawn one by one; more are too narrow to be told apart, and are drawn together."""

_STREAMED = (By.TITLE, By.URL, By.DOCUMENT, By.TAG)
"""Rows that no total knows: the spans themselves are read."""

_LONG_DAYS = 45
"""More days than this may take long to read span by span."""

_HUES = 5
"""As the look has them."""


class View(StrEnum):
    """How an answer is drawn."""

    BARS = "bars"
    TREND = "trend"
    SHARE = "share"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the page: what, compared with what, and for which view."""

    question: Question
    before: Question | None
    view: View


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer.

    Attributes:
        asked: to what.
        rows: with what they had in the other time; private, idle and locked time among them.
        others, others_ms: how many rows more there are, and their time.
        total_ms: of all rows, each moment once.
        active_ms: the same without idle and locked time; what shares are of.
        before_ms: the other time's total; None where nothing is compared.
        days: on how many days there is any of it; 0 where only the spans themselves would tell.
        first: the first day with any time at all in the record; None where there is none.
        trend: how the time lies in the days, where the view shows that, or days are too many to be drawn
            one by one; None where there is no time.
        week_hours: milliseconds by day of the week (0 for Monday) and hour; None where the view has none.
        colours: ``#rrggbb``, or the number of a hue, by the path of a category.
        parents: the paths of the categories that others lie in.
    """

    asked: Asked
    rows: tuple[Compared, ...]
    others: int
    others_ms: int
    total_ms: int
    active_ms: int
    before_ms: int | None
    days: int
    first: date | None
    trend: Trend | None
    week_hours: Mapping[tuple[int, int], int] | None
    colours: Mapping[str, str | int]
    parents: frozenset[str]

    def of_state(self, *states: State) -> int:
        """Milliseconds of the rows of these states."""
        return sum(each.row.duration_ms for each in self.rows if each.row.state in states)


def look_up(store: Store, asked: Asked) -> Answer:
    """Ask the record; runs on any thread.

    Raises:
        UsageError: a filter names what there is not, or can't be understood.
    """
    question = asked.question
    found = answer(store, question, MOST_ROWS if asked.before is None else None)
    before = None if asked.before is None else answer(store, asked.before)
    if before is not None and question.by not in DATES:
        rows: Sequence[Compared | Row] = in_time(question.by, Comparison(found, before).rows)
    else:
        rows = found.rows
    shown, rest = most(rows)
    categories = store.reader.categories()
    first = store.reader.first_day()
    trend = _trend(store, question) if asked.view is View.TREND else None
    days = _day_count(store, question, trend)
    if asked.view is View.BARS and question.by is By.DAY and len(found.rows) > MOST_DAYS:
        trend = make_trend(question.period, lambda _: found, week_start=store.settings.week_start)
    return Answer(
        asked,
        shown,
        len(rest) + found.others,
        sum(row_of(each).duration_ms for each in rest) + found.others_ms,
        found.total_ms,
        found.active_ms,
        None if before is None else before.total_ms,
        days,
        None if first is None else day_date(first),
        trend,
        _week_hours(store, question) if asked.view is View.HOURS else None,
        colours_of(categories),
        frozenset(path.rpartition(SEPARATOR)[0] for path in paths(categories).values() if SEPARATOR in path),
    )


def takes_long(question: Question, days: int | None) -> bool:
    """Whether a question about so many days (None: all) may take seconds."""
    return (bool(question.only) or question.by in _STREAMED) and (days is None or days > _LONG_DAYS)


def in_time(by: By, rows: Sequence[Compared]) -> Sequence[Compared]:
    """Rows of hours and of days of the week in their order, also those that only another time has."""
    if by is By.HOUR:
        return sorted(rows, key=lambda each: each.row.text)
    if by is By.WEEKDAY:
        return sorted(rows, key=lambda each: WEEKDAYS.index(each.row.text))
    return rows


def most(rows: Sequence[Compared | Row]) -> tuple[tuple[Compared, ...], Sequence[Compared | Row]]:
    """The rows that are shown, and those that are too many; time of a state is always shown."""
    late = [each for each in rows[MOST_ROWS:] if row_of(each).state is not None]
    shown = (each if isinstance(each, Compared) else Compared(each, 0) for each in (*rows[:MOST_ROWS], *late))
    return tuple(shown), [each for each in rows[MOST_ROWS:] if row_of(each).state is None]


def row_of(each: Compared | Row) -> Row:
    """A row, compared or not."""
    return each.row if isinstance(each, Compared) else each


def colours_of(categories: Mapping[int, Category]) -> dict[str, str | int]:
    """The colour of each category by its path; or the number of its tree's hue where it has none."""
    tops = {path: number for number, path in paths(categories).items() if SEPARATOR not in path}
    return {
        path: colour_of(categories, number) or (tops[path.partition(SEPARATOR)[0]] - 1) % _HUES
        for number, path in paths(categories).items()
    }


def _trend(store: Store, question: Question) -> Trend | None:
    """By the categories at the top where the rows are categories, else the time alone with its states."""
    reader, settings = store.reader, store.settings
    if question.only:
        days = filtered_spread(
            reader, question.period, question.only, settings.day_start_ms, idle=question.idle
        ).days
    else:
        days = categories_by_day(reader, question.period, idle=question.idle)
    if question.by is not By.CATEGORY:
        days = {day: _plain(parts) for day, parts in days.items()}
    return make_trend(
        question.period,
        lambda by: answer(store, replace(question, by=by, depth=None)),
        days,
        settings.week_start,
    )


def _day_count(store: Store, question: Question, trend: Trend | None) -> int:
    if trend is not None:
        return trend.days
    return 0 if question.only else len(store.reader.by_day(question.period, {State.ACTIVE, State.PRIVATE}))


def _plain(parts: Counter[Part]) -> Counter[Part]:
    found: Counter[Part] = Counter()
    for part, length in parts.items():
        found[Part(state=part.state)] += length
    return found


def _week_hours(store: Store, question: Question) -> Mapping[tuple[int, int], int]:
    states = set(State) if question.idle else {State.ACTIVE, State.PRIVATE}
    if not question.only:
        return store.reader.hours_of_week(question.period, states)
    only, day_start_ms = question.only, store.settings.day_start_ms
    return filtered_spread(store.reader, question.period, only, day_start_ms, idle=question.idle).hours
