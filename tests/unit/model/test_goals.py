"""Goals for the days of the week."""

from __future__ import annotations

import pytest

from worktracker.errors import UsageError
from worktracker.model.goals import goal_of, parse_goals

HOUR = 3_600_000


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("off", [0] * 7),
        ("8h", [8, 8, 8, 8, 8, 0, 0]),
        ("mon-thu 8h; fri 6h30m", [8, 8, 8, 8, 6.5, 0, 0]),
        ("Sat,Sun 2h", [0, 0, 0, 0, 0, 2, 2]),
        ("fri-mon 1d", [24, 0, 0, 0, 24, 24, 24]),
    ],
)
def test_goals_by_day(text: str, hours: list[float]) -> None:
    assert [length / HOUR for length in parse_goals(text)] == hours


@pytest.mark.parametrize("text", ["", "8", "mon", "mon-thu 8h; wed 2h", "mon 25h", "holiday 3h", "mon 8h;"])
def test_what_is_no_goal_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_goals(text)


def test_a_days_goal_is_that_of_its_weekday() -> None:
    assert goal_of(parse_goals("thu 4h"), 0) == 4 * HOUR  # 1970-01-01
