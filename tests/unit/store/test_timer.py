"""The timer by hand: one stretch that goes on until it is stopped, whatever is laid over it."""

from __future__ import annotations

import pytest

from tests.unit.store.slow_sums import slow_sums, stored_sums
from tests.unit.store.test_labelling import BERLIN, CODE, DAY, HOUR, MINUTE, START, active, by
from worktracker.errors import UsageError
from worktracker.model.change import Change
from worktracker.model.period import Period
from worktracker.model.span import Zone
from worktracker.privacy.rules import Action, Rule
from worktracker.reports.report import By
from worktracker.store.assigning import Wish
from worktracker.store.assignments import RUNNING
from worktracker.store.erase import Eraser, Selection
from worktracker.store.store import Store

NINE = START + 9 * HOUR


@pytest.fixture
def working(store: Store) -> Store:
    """A store in which somebody has worked on P since nine o'clock; four hours of it are recorded."""
    store.projects.add("P")
    store.assigning.work_on(1, NINE)
    for hour in range(4):
        store.journal.write(Change((active(NINE + hour * HOUR, HOUR, CODE),)))
    return store


def stretches(store: Store) -> list[tuple[int, int | None, int | None]]:
    """What is said of recorded time: begin and end in hours after nine (None: it runs), and the project."""

    def hour(at_ms: int) -> int:
        return (at_ms - NINE) // HOUR

    found = [one for one in store.reader.assignments(Period()) if one.entry is None]
    return [
        (hour(one.start_ms), None if one.end_ms == RUNNING else hour(one.end_ms), one.project)
        for one in found
    ]


def berlin(_: int) -> Zone:
    return BERLIN


def check(store: Store) -> None:
    assert stored_sums(store) == slow_sums(store, 0)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period(from_ms=NINE + 3 * HOUR), [(0, 3, 1), (4, None, 1)]),
        (Period(from_ms=NINE - HOUR), [(4, None, 1)]),
        (Period(from_ms=NINE + HOUR, to_ms=NINE + 2 * HOUR), [(0, 1, 1), (2, None, 1)]),
        (Period(first_day=20_000, last_day=20_000), [(4, None, 1)]),
        (Period(from_ms=NINE + 5 * HOUR, to_ms=NINE + 6 * HOUR), [(0, None, 1)]),
    ],
)
def test_a_timer_goes_on_after_what_was_forgotten(
    working: Store, period: Period, expected: list[tuple[int, int | None, int | None]]
) -> None:
    now = NINE + 4 * HOUR
    Eraser(working.connection, 0).forget(Selection(period, now_ms=now))
    assert stretches(working) == expected
    made = {row[0] for row in working.connection.execute("SELECT made_ms FROM revision")}
    begin, end = period.window(BERLIN.offset_s, 0)
    assert not any(begin <= each < end for each in made), "nor does anything say when it was started"
    found = working.assigning.running()
    assert found is not None
    assert found.project == 1
    assert found.start_ms <= now
    check(working)
    working.journal.write(Change((active(NINE + 4 * HOUR, HOUR, CODE),)))
    assert by(working, By.PROJECT)["P"] == 1 + sum((end or 4) - start for start, end, _ in expected)


def test_a_timer_that_was_stopped_does_not_come_back_by_forgetting(working: Store) -> None:
    working.assigning.work_off(NINE + 2 * HOUR)
    Eraser(working.connection, 0).forget(Selection(Period(from_ms=NINE + HOUR), now_ms=NINE + 4 * HOUR))
    assert stretches(working) == [(0, 1, 1)]
    assert working.assigning.running() is None


def test_a_purge_leaves_the_timer_alone(working: Store) -> None:
    Eraser(working.connection, 0).purge(Rule(Action.DROP, app="code"))
    assert stretches(working) == [(0, None, 1)]


def test_entries_lie_over_the_timer_and_end_with_nothing_of_it(working: Store) -> None:
    now = NINE + 4 * HOUR
    working.assigning.add_entry(NINE + 8 * DAY, NINE + 8 * DAY + HOUR, Wish(note="Fair"), berlin, now)
    working.assigning.add_entry(NINE + HOUR, NINE + 2 * HOUR, Wish(note="Call"), berlin, now)
    assert stretches(working) == [(0, None, 1)]
    assert by(working, By.PROJECT) == {"P": 3, None: 2}, "an entry is not on the timer's project"
    check(working)
    assert working.assigning.work_off(now).start_ms == NINE
    assert stretches(working) == [(0, 4, 1)]
    working.journal.write(Change((active(now, HOUR, CODE),)))
    assert by(working, By.PROJECT) == {"P": 3, None: 3}
    working.assigning.remove_entry(2, now)
    assert by(working, By.PROJECT) == {"P": 4, None: 2}, "what the timer said of that time counts again"
    check(working)


def test_a_label_in_what_is_to_come_does_not_cut_the_timer_for_good(working: Store) -> None:
    now = NINE + 4 * HOUR
    working.projects.add("Q")
    working.assigning.label(NINE + 6 * HOUR, NINE + 7 * HOUR, Wish(note="later"), now)
    working.assigning.label(NINE + 8 * HOUR, NINE + 9 * HOUR, Wish(project=2), now)
    found = working.assigning.running()
    assert found is not None
    assert (found.start_ms, found.end_ms) == (NINE, RUNNING)
    working.assigning.work_on(2, now)
    assert stretches(working) == [(0, 4, 1), (4, 6, 2), (6, 7, 2), (7, 8, 2), (8, 9, 2), (9, None, 2)]
    found = working.assigning.running()
    assert found is not None
    assert found.start_ms == now
    working.assigning.work_off(now + HOUR)
    assert stretches(working) == [(0, 4, 1), (4, 5, 2), (6, 7, None), (8, 9, 2)]
    with pytest.raises(UsageError):
        working.assigning.work_off(now + HOUR)
    check(working)
    working.assigning.undo()
    assert working.assigning.running() is not None
    check(working)


def test_time_with_tags_is_counted_once_where_an_entry_lies_over_it(working: Store) -> None:
    working.assigning.label(NINE, NINE + 2 * HOUR, Wish(tags=("a",)), NINE)
    working.assigning.add_entry(NINE + HOUR, NINE + 3 * HOUR, Wish(tags=("b",)), berlin, NINE)
    assert by(working, By.TAG) == {None: 1, "a": 1, "b": 2}


def test_to_label_an_entry_leaves_what_was_recorded_in_its_time(working: Store) -> None:
    working.assigning.work_off(NINE + MINUTE)
    working.assigning.add_entry(NINE + HOUR, NINE + 2 * HOUR, Wish(note="x"), berlin, NINE)
    working.assigning.label_entry(1, Wish(project=1), NINE)
    assert by(working, By.PROJECT)["P"] == 1
    working.assigning.label(NINE + HOUR, NINE + 2 * HOUR, Wish(note="both"), NINE)
    assert [one.note for one in working.reader.assignments(Period()) if one.start_ms == NINE + HOUR] == [
        "both"
    ] * 2
    working.assigning.remove_entry(1, NINE)
    assert by(working, By.PROJECT)["P"] == 0
    check(working)
