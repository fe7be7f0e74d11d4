"""How a day stands: its time, its goal, and what the days of its week before it have left over."""

from __future__ import annotations

from dataclasses import dataclass

from worktracker.model.days import date_number, day_date
from worktracker.model.goals import Goals, goal_of
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.model.weeks import WeekStart
from worktracker.reports.focus import DayCourse, FocusBy, day_courses
from worktracker.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Today:
    """One day beside its goal; all lengths in milliseconds.

    Attributes:
        day: its number.
        active_ms: active and private time, as reports count it.
        private_ms, idle_ms: private time of it; idle and locked time beside it.
        goal_ms: what was meant for it; 0: nothing.
        week_active_ms, week_goal_ms: of the days of its week before it, from the record's first day on.
        course: first and last activity, focus and switches; None where nothing was recorded.
    """

    day: int
    active_ms: int
    private_ms: int
    idle_ms: int
    goal_ms: int
    week_active_ms: int
    week_goal_ms: int
    course: DayCourse | None

    @property
    def left_ms(self) -> int:
        """What is missing to the goal; less than zero for overtime."""
        return self.goal_ms - self.active_ms

    @property
    def overtime_ms(self) -> int:
        """What the days of the week before it have over their goals; less than zero for less."""
        return self.week_active_ms - self.week_goal_ms


def make_today(
    reader: Reader, day: int, goals: Goals, day_start_ms: int, week_start: WeekStart = WeekStart.MONDAY
) -> Today:
    """Count a day and the days of its week before it.

    Args:
        reader: of the store.
        day: the day's number.
        goals: for each day of the week.
        day_start_ms: local time of day at which days begin, in milliseconds.
        week_start: where weeks begin.
    """
    states = reader.day_states(day)
    first = date_number(week_start.first_day(day_date(day)))
    known = reader.first_day()
    # Days before there was a record are no days on which somebody did not work.
    first = min(day, max(first, day if known is None else known))
    before = 0
    if first < day:
        week = reader.totals(Period(first_day=first, last_day=day - 1)).states
        before = sum(
            length for (_, _, state), length in week.items() if state in (State.ACTIVE, State.PRIVATE)
        )
    courses = day_courses(reader, Period(first_day=day, last_day=day), FocusBy.APP, day_start_ms)
    return Today(
        day=day,
        active_ms=states[State.ACTIVE] + states[State.PRIVATE],
        private_ms=states[State.PRIVATE],
        idle_ms=states[State.IDLE] + states[State.LOCKED],
        goal_ms=goal_of(goals, day),
        week_active_ms=before,
        week_goal_ms=sum(goal_of(goals, each) for each in range(first, day)),
        course=courses[0] if courses else None,
    )
