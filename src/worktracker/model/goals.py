"""How much a person means to work on each day of the week."""

from __future__ import annotations

from worktracker.errors import UsageError
from worktracker.model.days import day_date
from worktracker.model.durations import parse_duration
from worktracker.model.hours import parse_weekdays

_LONGEST_MS = 24 * 3_600_000
_HINT = "Write it like 8h, or mon-thu 8h; fri 6h30m, or off."

Goals = tuple[int, ...]
"""Milliseconds for each day of the week from Monday on; 0 where there is no goal."""

NO_GOALS: Goals = (0,) * 7


def parse_goals(text: str) -> Goals:
    """``off``, a duration for Monday to Friday, or days with theirs: ``mon-thu 8h; fri 6h30m``.

    Raises:
        UsageError: it is none of them, a day comes twice, or a goal is longer than a day.
    """
    text = text.strip().lower()
    if text == "off":
        return NO_GOALS
    found: dict[int, int] = {}
    for part in text.split(";"):
        days, _, length = part.strip().rpartition(" ")
        goal = parse_duration(length)
        if goal > _LONGEST_MS:
            raise UsageError(f"{length} is longer than a day.", _HINT)
        for day in parse_weekdays(days or "mon-fri", _HINT):
            if day in found:
                raise UsageError("A day has two goals.", _HINT)
            found[day] = goal
    return tuple(found.get(day, 0) for day in range(7))


def goal_of(goals: Goals, day: int) -> int:
    """Milliseconds meant for a day, by its number."""
    return goals[day_date(day).weekday()]
