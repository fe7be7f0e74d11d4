"""Reports of a part of the time, two times side by side, and how days went: through the commands."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from mnemonic import Mnemonic
from openpyxl import load_workbook

from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import Worktracker
from tests.integration.in_process import InProcess
from tests.integration.test_round_trip import write
from worktracker.store.connection import connect, transaction

MONDAY, TUESDAY = "2026-11-16", "2026-11-17"
BOTH = ("--from", MONDAY, "--to", TUESDAY)


def span(day: str, start: str, minutes: float, source: str = "recorded", **more: str) -> dict[str, Any]:
    """A line of our own export, in Berlin."""
    begin = datetime.fromisoformat(f"{day}T{start}+01:00")
    return {
        "start": begin.isoformat(timespec="milliseconds"),
        "end": (begin + timedelta(minutes=minutes)).isoformat(timespec="milliseconds"),
        "state": "active",
        "source": source,
        "zone": "Europe/Berlin",
        **more,
    }


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture
def program(
    session: PrivateSession, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Worktracker:
    made = InProcess(session, monkeypatch, capfd)
    lines = [
        span(MONDAY, "09:00", 60, app="Zeditor", title="engine.c"),
        span(MONDAY, "10:00", 30, app="Zbrowser", title="Docs", domain="docs.example.org"),
        span(MONDAY, "10:30", 15, state="private"),
        span(MONDAY, "10:45", 15, state="idle"),
        span(TUESDAY, "09:00", 20, app="Zeditor", title="notes"),
        span(TUESDAY, "09:20", 40, app="Zbrowser", title="News", domain="news.example.com"),
        span(MONDAY, "09:30", 60, source="laptop", app="Zmail", title="Inbox"),
    ]
    made.run("import", "jsonl", str(write(session.folder / "lines.jsonl", lines)), "--as-recorded")
    return made


def minutes(program: Worktracker, *options: str) -> dict[str, float]:
    """The rows of a report of both days, in minutes."""
    return {row["key"]: row["seconds"] / 60 for row in program.json("report", *BOTH, *options)["rows"]}


def test_filters_hold_together(program: Worktracker) -> None:
    everything = {"Zeditor": 80, "Zbrowser": 70, "Private": 15}
    assert minutes(program) == everything
    assert minutes(program, "--app", "zed*") == {"Zeditor": 80}
    assert minutes(program, "--app", "z*", "--title", "*n*") == {"Zeditor": 80, "Zbrowser": 40}
    assert minutes(program, "--domain", "example.org") == {"Zbrowser": 30}
    assert minutes(program, "--app", "Zeditor", "--domain", "example.org") == {}
    assert minutes(program, "--app", "zeditor", "--by", "day") == {MONDAY: 60, TUESDAY: 20}
    assert minutes(program, "--app", "zeditor", "--by", "title") == {"engine.c": 60, "notes": 20}
    assert minutes(program, "--app", "z*", "--by", "hour") == {"09:00": 120, "10:00": 30}


def test_a_category_holds_what_lies_below_it(program: Worktracker) -> None:
    program.run("category", "add", "Making", "--app", "Zeditor")
    program.run("category", "add", "Reading", "--parent", "Making", "--domain", "docs.example.org")
    assert minutes(program, "--category", "making") == {"Zeditor": 80, "Zbrowser": 30}
    assert minutes(program, "--category", "Making > Reading", "--by", "domain") == {"docs.example.org": 30}
    said = program.run("report", *BOTH, "--category", "Nowhere", code=2)
    assert "There is no such category" in said.err


def test_sources_together_or_apart(program: Worktracker) -> None:
    assert minutes(program, "--source", "laptop") == {"Zmail": 60}
    assert minutes(program, "--source", "Recorded") == {"Zeditor": 80, "Zbrowser": 70, "Private": 15}
    assert minutes(program, "--source", "recorded", "--idle")["Idle"] == 15
    said = program.run("report", *BOTH, "--source", "nowhere", code=2)
    assert "recorded, manual, laptop" in said.err


def test_idle_time_is_in_no_application(program: Worktracker) -> None:
    assert "--idle" in program.run("report", *BOTH, "--idle", "--app", "z*", code=2).err


def test_two_times_side_by_side(program: Worktracker) -> None:
    day = ("--from", TUESDAY, "--to", TUESDAY)
    found = program.json("report", *day, "--compare", "previous")
    other = found["compared_with"]
    assert (other["from"][:10], other["to"][:10], other["total_seconds"]) == (MONDAY, TUESDAY, 6300.0)
    shown = [
        (row["key"], row["seconds"], row["before_seconds"], row["change_seconds"]) for row in found["rows"]
    ]
    assert shown == [
        ("Zbrowser", 2400, 1800, 600),
        ("Zeditor", 1200, 3600, -2400),
        ("Private", 0, 900, -900),
    ]
    text = program.run("report", *day, "--compare", f"{MONDAY}..{MONDAY}", "--format", "csv").out
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["key", "seconds", "hours", "share", "before_seconds", "change_seconds"]
    assert rows[2] == ["Zeditor", "1200.000", "0.33", "0.3333", "3600.000", "-2400.000"]
    for word in ("today", "yesterday", "week", "month", "year"):
        program.run("report", "--from", word, "--compare", "previous")
    table = program.run("report", *day, "--compare", MONDAY, "--app", "zeditor").out
    assert "-40 m" in table
    assert (
        "can't be told"
        in program.run("report", "--from", f"{MONDAY}T09:00", "--compare", "previous", code=2).err
    )
    assert (
        "hour or weekday" in program.run("report", *day, "--by", "day", "--compare", "previous", code=2).err
    )
    assert "csv or json" in program.run("report", *day, "--compare", MONDAY, "--format", "html", code=2).err


def test_a_page_of_a_part_shows_no_trend_of_the_whole(program: Worktracker) -> None:
    page = program.run("report", *BOTH, "--app", "zeditor", "--format", "html").out
    assert "Zeditor" in page
    assert "Zbrowser" not in page
    assert "2 h 45 m" not in page, "the time of everything"
    assert "2 h 45 m" in program.run("report", *BOTH, "--format", "html").out


def test_how_days_went(program: Worktracker) -> None:
    found = program.json("days", *BOTH)
    assert found == [
        {
            "date": MONDAY,
            "first": f"{MONDAY}T09:00:00.000+01:00",
            "last": f"{MONDAY}T10:45:00.000+01:00",
            "active_seconds": 6300.0,
            "focus_seconds": 3600.0,
            "focus_on": "Zeditor",
            "switches": 1,
        },
        {
            "date": TUESDAY,
            "first": f"{TUESDAY}T09:00:00.000+01:00",
            "last": f"{TUESDAY}T10:00:00.000+01:00",
            "active_seconds": 3600.0,
            "focus_seconds": 2400.0,
            "focus_on": "Zbrowser",
            "switches": 1,
        },
    ]
    assert program.run("days", *BOTH, "--format", "csv").out.startswith("date,first,last,active_seconds,")
    table = program.run("days", *BOTH).out
    assert "Mon 2026-11-16" in table
    assert "10:45" in table
    assert (
        program.run("days", "--from", "2020-01-01", "--to", "2020-01-02").out
        == "Nothing was recorded in this time.\n"
    )


def test_today_beside_its_goal(program: Worktracker) -> None:
    found = program.json("today")
    assert (found["active_seconds"], found["goal_seconds"], found["first"]) == (0.0, None, None)
    assert "Goal" not in program.run("today").out
    program.set("daily-goal", "mon-sun 8h")
    found = program.json("today")
    assert (found["goal_seconds"], found["left_seconds"]) == (28_800.0, 28_800.0)
    days_before = datetime.fromisoformat(found["date"]).weekday()
    assert -found["week_overtime_seconds"] <= days_before * 28_800
    assert "0 % of 8 h 00 m, 8 h 00 m to go" in program.run("today").out
    assert "takes a duration" in program.run("settings", "set", "daily-goal", "soon", code=2).err


def test_a_timesheet_of_rules_and_entries(program: Worktracker) -> None:
    said = program.run("timesheet", *BOTH).out
    assert "No time of this period is on a project." in said
    program.run("project", "add", "Engine", "--client", "Ada", "--rate", "90", "--currency", "EUR")
    program.run("project", "add", "=Notes")
    program.run("project", "rule", "add", "Engine", "--app", "Zeditor")
    noon = ("--from", f"{MONDAY}T12:00+01:00", "--to", f"{MONDAY}T12:50+01:00")
    program.run("entry", "add", *noon, "--note", "Meeting", "--project", "Engine")
    program.run(
        "entry",
        "add",
        "--from",
        f"{TUESDAY}T12:00+01:00",
        "--to",
        f"{TUESDAY}T12:10+01:00",
        "--project",
        "=Notes",
    )
    found = program.json("timesheet", *BOTH, "--step", "15", "--round", "up", "--per", "entry")
    assert found["rounding"] == {"minutes": 15, "direction": "up", "per": "entry"}
    shown = [
        (
            line["date"],
            line["project"],
            line["entries"],
            line["worked_seconds"],
            line["billed_seconds"],
            line["amount"],
        )
        for line in found["lines"]
    ]
    assert shown == [
        (MONDAY, "Engine", 2, 6600.0, 7200.0, "180.00"),  # 60 and 50 minutes
        (TUESDAY, "=Notes", 1, 600.0, 900.0, None),
        (TUESDAY, "Engine", 1, 1200.0, 1800.0, "45.00"),
    ]
    assert found["amounts"] == {"EUR": "225.00"}
    text = program.run("timesheet", *BOTH, "--client", "ada", "--format", "csv").out
    assert list(csv.reader(io.StringIO(text)))[1:] == [
        [MONDAY, "Ada", "Engine", "2", "6600.000", "6600.000", "0.000", "1.8333", "90", "EUR", "165.00"],
        [TUESDAY, "Ada", "Engine", "1", "1200.000", "1200.000", "0.000", "0.3333", "90", "EUR", "30.00"],
    ]
    assert ",'=Notes," in program.run("timesheet", *BOTH, "--project", "=notes", "--format", "csv").out
    page = program.run("timesheet", *BOTH, "--step", "15", "--client", "ada", "--format", "html").out
    assert "Timesheet · Ada · each day rounded to the nearest 15 minutes" in page
    assert "180.00 EUR" in page  # 1 h 45 and 15 minutes
    sheet = program.home.parent / "sheet.xlsx"
    program.run("timesheet", *BOTH, "--step", "15", "--output", str(sheet))
    rows = list(load_workbook(sheet)["Timesheet"].iter_rows(values_only=True))
    assert [(row[2], row[6], row[9]) for row in rows[1:4]] == [
        ("Engine", 1.75, 157.5),
        ("=Notes", 0.25, None),
        ("Engine", 0.25, 22.5),
    ]
    assert rows[-1][0] == "each day rounded to the nearest 15 minutes"
    table = program.run("timesheet", *BOTH, "--step", "6").out
    assert "189.00 EUR" in table  # 1.8 and 0.3 hours
    assert "1 h 50 m" in table
    for options in (("--step", "7"), ("--round", "up"), ("--project", "Nothing"), ("--gap", "soon")):
        program.run("timesheet", *BOTH, *options, code=2)


def test_totals_that_are_wrong_are_told_and_made_anew(program: Worktracker) -> None:
    def check(*options: str, code: int | None = None) -> str:
        said = program.run("doctor", *options, "--json", code=code)
        return next(each["finding"] for each in json.loads(said.out)["checks"] if each["name"] == "totals")

    assert check() == "the totals of the last 31 days are what the spans say"
    key = bytes(Mnemonic("english").to_entropy(program.json("key", "recovery")["phrase"]))
    connection = connect(program.store, key)
    with transaction(connection):
        connection.execute("UPDATE day_app SET length_ms = length_ms * 2")
    connection.close()
    assert minutes(program)["Zeditor"] == 160
    assert check(code=1) == "those of 2 days are not what the spans say"
    assert check("--totals", "--repair") == "those of 2 days were not what the spans say, and are made anew"
    assert check("--totals") == "all totals are what the spans say"
    assert minutes(program)["Zeditor"] == 80


def test_weeks_begin_where_the_user_says(program: Worktracker) -> None:
    assert minutes(program, "--by", "week") == {"2026-W47": 165}
    program.set("week-start", "sunday")
    assert minutes(program, "--by", "week") == {"2026-11-15": 165}
    assert minutes(program, "--by", "week", "--app", "zeditor") == {"2026-11-15": 80}
    day = datetime.fromisoformat(program.json("report", "--from", "week")["from"])
    assert day.isoweekday() == 7


def test_what_is_planned_for_later_is_not_in_this_year(program: Worktracker) -> None:
    year = datetime.now(UTC).year + 2
    when = ("--from", f"{year}-12-24T10:00", "--to", f"{year}-12-24T11:00")
    program.run("entry", "add", *when, "--note", "Eve")
    assert [one["seconds"] for one in program.json("report", "--from", f"{year}-01-01")["rows"]] == [3600]
    assert program.json("report", "--from", "week", "--source", "manual")["rows"] == []
    assert program.json("search", "Eve", "--from", "month") == []
    assert [len(program.json("entry", "list", *when)) for when in ((), ("--from", "year"))] == [1, 0]
