"""How a day stands beside its goal, with numbers made by hand."""

from __future__ import annotations

from tests.unit.reports.test_focus import DAY, fill
from worktracker.model.goals import parse_goals
from worktracker.model.span import State
from worktracker.reports.today import make_today
from worktracker.store.store import Store

MINUTE_MS = 60_000


def test_a_day_its_goal_and_the_week_before_it(store: Store) -> None:
    day_min = 1440
    fill(
        store,
        (-600, -540, "the week before"),
        (540, 600, "editor"),  # Monday: 60 of 120
        (day_min + 540, day_min + 720, "editor"),  # Tuesday: 180 of 120
        (2 * day_min + 540, 2 * day_min + 570, "editor"),
        (2 * day_min + 570, 2 * day_min + 580, State.PRIVATE),
        (2 * day_min + 580, 2 * day_min + 600, State.IDLE),
        (3 * day_min, 3 * day_min + 60, "the day after"),
    )
    found = make_today(store.reader, DAY + 2, parse_goals("mon-fri 2h"), 0)
    assert (found.active_ms, found.private_ms, found.idle_ms) == tuple(
        each * MINUTE_MS for each in (40, 10, 20)
    )
    assert (found.goal_ms, found.left_ms, found.overtime_ms) == (
        120 * MINUTE_MS,
        80 * MINUTE_MS,
        (60 + 180 - 240) * MINUTE_MS,
    )
    assert found.course is not None
    assert found.course.longest is not None
    assert found.course.longest.duration_ms == 30 * MINUTE_MS
    late = make_today(store.reader, DAY - 5, parse_goals("mon-sun 2h"), 0)
    assert late.week_goal_ms == 0, "days before the record are not missed"
    monday = make_today(store.reader, DAY, parse_goals("mon-fri 30m"), 0)
    assert (monday.left_ms, monday.week_active_ms, monday.overtime_ms) == (-30 * MINUTE_MS, 0, 0)
