"""A week as seven lines, one a day, and as the one line that the settings take."""

from __future__ import annotations

from collections.abc import Sequence

from worktracker.model.days import DAY_MS
from worktracker.model.durations import duration_text
from worktracker.model.goals import Goals
from worktracker.model.hours import WEEKDAYS, Hours

_MINUTE_MS = 60_000


def joined(lines: Sequence[str]) -> str:
    """``mon-fri 09:00-17:00; sat 10:00-12:00`` of what is said of each day from Monday on.

    Days of which nothing is said are left out; those that follow each other and say the same are one part.
    """
    parts: list[str] = []
    day = 0
    while day < len(lines):
        line, last = lines[day].strip(), day
        while last + 1 < len(lines) and lines[last + 1].strip() == line:
            last += 1
        if line:
            days = WEEKDAYS[day] if day == last else f"{WEEKDAYS[day]}-{WEEKDAYS[last]}"
            parts.append(f"{days} {line}")
        day = last + 1
    return "; ".join(parts)


def lines_of_hours(hours: Hours) -> list[str]:
    """The intervals of each day from Monday on: ``09:00-12:30, 13:30-18:00``; empty for a day without."""
    found: list[list[str]] = [[] for _ in WEEKDAYS]
    for first, end in hours.intervals:
        begin = first
        while begin < end:
            day, start = divmod(begin, DAY_MS)
            # What is shorter than a day may go on after midnight.
            until = end if end - begin < DAY_MS else (day + 1) * DAY_MS
            stop = until - day * DAY_MS
            found[day].append(f"{_time(start)}-{_time(stop if stop <= DAY_MS else stop - DAY_MS)}")
            begin = until
    return [", ".join(intervals) for intervals in found]


def lines_of_goals(goals: Goals) -> list[str]:
    """The goal of each day from Monday on: ``8h``; empty for a day without."""
    return [duration_text(goal) if goal else "" for goal in goals]


def _time(ms: int) -> str:
    return f"{ms // _MINUTE_MS // 60:02d}:{ms // _MINUTE_MS % 60:02d}"
