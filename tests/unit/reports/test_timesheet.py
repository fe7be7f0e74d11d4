"""Timesheets, from spans in a real store, with sums made by hand."""

from __future__ import annotations

from datetime import date

from worktracker.labels.rules import LabelRule
from worktracker.model.days import DAY_MS, date_number
from worktracker.model.period import Period
from worktracker.model.rounding import MINUTE_MS, Direction, Per, Rounding
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.reports.timesheet import Timesheet, Wanted, make_timesheet
from worktracker.store.connection import transaction
from worktracker.store.importing import Importer
from worktracker.store.label_rows import add_rule
from worktracker.store.store import Store

BERLIN = Zone("Europe/Berlin", 3600)
DAY = date_number(date(2026, 11, 23))
ASSIGNED = Wanted()


def fill(store: Store, *spans: tuple[float, float, str | None]) -> None:
    """Two projects told by their programs, and spans of programs (None: idle) in local minutes of the day."""
    with transaction(store.connection):
        for number, name, client, rate in ((1, "Engine", "Ada", "90"), (2, "Notes", None, None)):
            store.connection.execute(
                "INSERT INTO project VALUES (?, ?, ?, ?, ?, 0)",
                (number, name, client, rate, "EUR" if rate else None),
            )
            add_rule(store.connection, "project", LabelRule(number, app=name.lower()), 0)
    begin = DAY * DAY_MS - BERLIN.offset_s * 1000
    Importer(store.connection, 0).take(
        (
            "recorded",
            Span(
                begin + round(start * MINUTE_MS),
                begin + round(end * MINUTE_MS),
                State.IDLE if app is None else State.ACTIVE,
                BERLIN,
                None if app is None else Activity(app),
            ),
        )
        for start, end, app in spans
    )


def sheet(
    store: Store, rounding: Rounding, wanted: Wanted = ASSIGNED, *, gap_min: int = 5, day_start_min: int = 0
) -> Timesheet:
    return make_timesheet(
        store.reader,
        Period(),
        rounding,
        wanted,
        day_start_ms=day_start_min * MINUTE_MS,
        gap_ms=gap_min * MINUTE_MS,
    )


def shown(found: Timesheet) -> list[tuple[int, str | None, int, float, float, str | None]]:
    """Lines as day, project, entries, minutes worked, minutes billed, amount."""
    return [
        (
            line.day.day,
            line.project.name if line.project else None,
            line.entries,
            line.worked_ms / MINUTE_MS,
            line.billed_ms / MINUTE_MS,
            None if line.amount is None else str(line.amount),
        )
        for line in found.lines
    ]


def test_entries_end_where_something_else_takes_longer_than_the_gap(store: Store) -> None:
    fill(
        store,
        (540, 550, "engine"),
        (550, 553, "notes"),
        (553, 560, "engine"),
        (560, 570, None),
        (570, 571, "engine"),
    )
    rounding = Rounding(15, Direction.UP, Per.ENTRY)
    assert shown(sheet(store, rounding)) == [
        (23, "Engine", 2, 18, 45, "67.50"),  # 17 and 1: 30 and 15
        (23, "Notes", 1, 3, 15, None),
    ]
    assert shown(sheet(store, Rounding(15, Direction.UP, Per.DAY)))[0] == (23, "Engine", 2, 18, 30, "45.00")
    assert shown(sheet(store, rounding, gap_min=10))[0] == (23, "Engine", 1, 18, 30, "45.00")
    assert shown(sheet(store, rounding, gap_min=1))[0] == (23, "Engine", 3, 18, 45, "67.50")


def test_a_day_ends_where_the_local_day_does(store: Store) -> None:
    fill(store, (23 * 60 + 50, 24 * 60 + 20, "engine"))
    assert shown(sheet(store, Rounding(30))) == [
        (23, "Engine", 1, 10, 0, "0.00"),
        (24, "Engine", 1, 20, 30, "45.00"),
    ]
    assert shown(sheet(store, Rounding(30), day_start_min=240)) == [(23, "Engine", 1, 30, 30, "45.00")]


def test_time_on_no_project_only_when_asked_for(store: Store) -> None:
    fill(store, (0, 10, "engine"), (10, 30, "other"), (30, 40, "notes"))
    assert [line[1] for line in shown(sheet(store, Rounding()))] == ["Engine", "Notes"]
    everything = sheet(store, Rounding(), Wanted(unassigned=True))
    assert [line[1] for line in shown(everything)] == ["Engine", "Notes", None]
    assert everything.worked_ms == everything.billed_ms == 40 * MINUTE_MS
    assert [line[1] for line in shown(sheet(store, Rounding(), Wanted(client="ADA")))] == ["Engine"]
    assert [line[1] for line in shown(sheet(store, Rounding(), Wanted(project="notes")))] == ["Notes"]


def test_sums_are_those_of_the_lines(store: Store) -> None:
    fill(store, *((day * 1440, day * 1440 + 20, "engine") for day in range(3)))
    found = sheet(store, Rounding(1))
    assert [str(line.amount) for line in found.lines] == ["30.00"] * 3
    assert {currency: str(sum_) for currency, sum_ in found.amounts.items()} == {"EUR": "90.00"}
    found = sheet(store, Rounding(30, Direction.DOWN))
    assert (found.worked_ms, found.billed_ms) == (60 * MINUTE_MS, 0)


def test_each_day_is_priced_by_the_rate_that_held_on_it(store: Store) -> None:
    fill(store, (600, 660, "engine"), (2040, 2100, "engine"), (3480, 3540, "engine"))
    store.projects.set_rate(1, DAY + 1, "100", None)
    store.projects.set_rate(1, DAY + 2, "120", "USD")
    found = sheet(store, Rounding())
    assert [(str(line.amount), line.project and line.project.rate) for line in found.lines] == [
        ("90.00", "90"), ("100.00", "100"), ("120.00", "120"),
    ]  # fmt: skip
    assert {currency: str(amount) for currency, amount in found.amounts.items()} == {
        "EUR": "190.00",
        "USD": "120.00",
    }
