"""A week in seven lines and in one: what is written comes back, and means the same."""

from __future__ import annotations

import pytest

from worktracker.errors import UsageError
from worktracker.model.durations import duration_text, parse_duration
from worktracker.model.goals import parse_goals
from worktracker.model.hours import parse_hours
from worktracker.model.weekdays import joined, lines_of_goals, lines_of_hours


@pytest.mark.parametrize(
    "text",
    [
        "mon-fri 09:00-12:30,13:30-18:00; sat 22:00-02:00",
        "mon 00:00-24:00",
        "mon-sun 00:00-24:00",
        "sun 22:00-06:00",
        "fri 18:00-24:00; sat 00:00-24:00; sun 00:00-20:00",
        "wed 00:00-08:00,16:00-24:00",
        "mon,wed,fri 10:00-11:00",
    ],
)
def test_hours_by_day_mean_the_same_hours(text: str) -> None:
    hours = parse_hours(text)
    lines = lines_of_hours(hours)
    assert len(lines) == 7
    assert parse_hours(joined(lines)) == hours


def test_days_that_say_the_same_are_one_part() -> None:
    lines = lines_of_hours(parse_hours("mon-thu 09:00-12:30,13:30-18:00; sat 22:00-02:00"))
    assert lines == [*["09:00-12:30, 13:30-18:00"] * 4, "", "22:00-02:00", ""]
    assert joined(lines) == "mon-thu 09:00-12:30, 13:30-18:00; sat 22:00-02:00"
    assert joined([""] * 7) == ""


@pytest.mark.parametrize("text", ["off", "8h", "mon-thu 8h; fri 6h30m", "sun 45m"])
def test_goals_by_day_mean_the_same_goals(text: str) -> None:
    goals = parse_goals(text)
    assert parse_goals(joined(lines_of_goals(goals)) or "off") == goals


def test_a_line_that_can_not_be_is_refused_whole() -> None:
    with pytest.raises(UsageError):
        parse_hours(joined(["9 to 5", *[""] * 6]))


@pytest.mark.parametrize(
    "ms", [1, 1000, 1500, 60_000, 180_000, 5_400_000, 86_400_000, 90 * 86_400_000, 90_061_000]
)
def test_a_duration_is_written_as_it_is_read(ms: int) -> None:
    assert parse_duration(duration_text(ms)) == ms
