"""The timer and entries as somebody meets them who tries them for the first time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from tests.desktop.private_session import PrivateSession
from tests.integration.in_process import InProcess
from worktracker.cli.entry_table import print_entries


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture
def program(
    session: PrivateSession, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> InProcess:
    program = InProcess(session, monkeypatch, capfd)
    program.run("project", "add", "Website", "--client", "Acme", "--rate", "90", "--currency", "EUR")
    return program


def day(program: InProcess, ahead: int) -> str:
    """A local date so many days from the day on which the timer was started."""
    since = program.json("work", "status")["since"]
    return f"{datetime.fromisoformat(since) + timedelta(days=ahead):%Y-%m-%d}"


def test_the_timer_goes_on_after_what_is_forgotten(program: InProcess) -> None:
    program.run("work", "on", "Website")
    for way in (("--last", "3s"), ("--from", "today", "--to", "today")):
        program.run("forget", *way, "--yes")
        assert program.json("work", "status")["project"] == "Website"
    program.run("exclude", "add", "--app", "Bank", "--purge")
    assert program.json("work", "status")["project"] == "Website"
    found = program.json("entry", "list")
    assert [(one["kind"], one["end"]) for one in found][-1] == ("timer", None)
    assert all(one["duration_seconds"] >= 0 for one in found)


def test_an_entry_in_the_future_leaves_the_timer_one_stretch(program: InProcess) -> None:
    program.run("work", "on", "Website")
    later = day(program, 8)
    said = program.run("entry", "add", "--from", f"{later}T10:00", "--to", f"{later}T11:00", "--note", "Fair")
    assert said.out == f"Entry 1, {later} 10:00–11:00 (1 h 00 m), written down; it lies in the future.\n"
    assert program.json("entry", "list")[1]["project"] is None, "an entry's labels are its own"
    program.run("entry", "edit", "--from", f"{later}T12:00", "--to", f"{later}T13:00", "--note", "Hall 3")
    found = program.json("entry", "list")
    assert [(one["kind"], one["end"] is None) for one in found] == [
        ("timer", True), ("entry", False), ("label", False),
    ]  # fmt: skip
    assert found[0]["duration_seconds"] < 3600
    words = program.run("entry", "list").out
    assert "and on" in words
    assert "worktracker work off" in words
    program.run("work", "off")
    found = program.json("entry", "list")
    assert [(one["kind"], one["project"]) for one in found] == [
        ("timer", "Website"), ("entry", None), ("label", None),
    ]  # fmt: skip
    assert found[0]["end"] is not None
    assert found[0]["duration_seconds"] < 3600


def test_what_is_planned_is_none_of_the_last_hour(program: InProcess) -> None:
    program.run("work", "on", "Website")
    later = day(program, 8)
    program.run("work", "off")
    program.run("entry", "add", "--from", f"{later}T10:00", "--to", f"{later}T11:00", "--note", "Fair")
    program.run("entry", "edit", "--from", f"{later}T12:00", "--to", f"{later}T13:00", "--note", "Hall 3")
    planned = program.json("entry", "list", "--from", later)
    assert len(planned) == 2
    assert program.json("forget", "--last", "1h", "--dry-run")["spans"] == 0
    program.run("forget", "--last", "1h", "--yes")
    assert program.json("entry", "list") == planned
    assert "1 h 00 m" in program.run("report", "--from", later).out
    assert program.json("forget", "--from", later, "--to", later, "--yes")["spans"] == 1
    assert program.json("entry", "list") == []


def test_undo_names_what_it_undid_and_when_nothing_is_left(program: InProcess) -> None:
    program.run("entry", "add", "--from", "2026-03-02T10:00", "--to", "2026-03-02T11:00", "--note", "Meeting")
    program.run("entry", "edit", "1", "--project", "Website")
    program.run("entry", "edit", "1", "--to", "2026-03-02T12:00")
    assert program.run("entry", "undo").out.startswith("Undone: entry edit, 2026-03-02 11:00–12:00, ")
    undone = program.json("entry", "undo")
    assert (undone["undone"], undone["project"], undone["note"]) == ("entry edit", "Website", "Meeting")
    assert program.run("entry", "undo").out == (
        "Undone: entry add, 2026-03-02 10:00–11:00, “Meeting”.\nNothing is left to undo.\n"
    )
    assert "nothing to undo" in program.run("entry", "undo", code=2).err


def test_short_stretches_have_seconds_and_a_long_note_is_whole_in_a_pipe(program: InProcess) -> None:
    note = "A note of many words. " * 20
    program.run(
        "entry", "add", "--from", "2026-03-02T10:00:05", "--to", "2026-03-02T10:00:25", "--note", note
    )  # fmt: skip
    words = program.run("entry", "list").out
    assert "2026-03-02 10:00:05–10:00:25" in words
    assert note.strip() in words


def test_gaps_lie_between_the_work_of_one_day(program: InProcess) -> None:
    for start, end in (("02T10:00", "02T11:00"), ("02T11:03", "02T12:00"), ("02T14:30", "02T18:00"),
                       ("03T09:00", "03T09:30")):  # fmt: skip
        program.run("entry", "add", "--from", f"2026-03-{start}", "--to", f"2026-03-{end}", "--note", "x")
    when = ("--from", "2026-03-01", "--to", "2026-03-31")
    found = program.json("entry", "gaps", *when)
    assert [(one["start"][:16], one["end"][:16], one["duration_seconds"]) for one in found] == [
        ("2026-03-02T12:00", "2026-03-02T14:30", 9000.0)
    ]
    said = program.run("entry", "gaps", *when, "--at-least", "3m").out.splitlines()
    assert said == [
        "2026-03-02 11:00–11:03  3 m, nothing recorded",
        "2026-03-02 12:00–14:30  2 h 30 m, nothing recorded",
    ]
    assert program.run("entry", "gaps", *when, "--at-least", "3h").out == "No gap of 3 h 00 m or more.\n"


def test_a_time_of_day_is_todays(program: InProcess) -> None:
    entry = program.json("entry", "add", "--from", "0:00", "--to", "00:00:30", "--note", "x")
    assert entry["start"][10:19] == "T00:00:00"
    assert abs(datetime.fromisoformat(entry["start"]) - datetime.now().astimezone()) < timedelta(days=1)
    assert entry["duration_seconds"] == 30


def test_the_help_names_a_category_of_the_starting_set(program: InProcess) -> None:
    assert "Work > Development" in " ".join(program.run("entry", "add", "--help").out.split())
    assert "Work > Development" in program.run("category", "list", "--json").out.replace("\\u003e", ">")


class Screen(io.StringIO):
    """A terminal of 80 columns."""

    def isatty(self) -> bool:
        return True


def test_a_long_note_gives_way_on_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr("sys.stdout", screen)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")
    print_entries(
        [
            {
                "id": 12, "kind": "entry", "start": "2026-03-02T10:00:00.000+01:00",
                "end": "2026-03-02T11:00:00.000+01:00", "duration_seconds": 3600.0,
                "category": "Media", "project": "Website", "tags": [], "note": "A long note " * 30,
            }
        ]
    )  # fmt: skip
    lines = [line for line in screen.getvalue().splitlines() if "A lo" in line]
    assert len(lines) == 1
    assert len(lines[0].rstrip()) <= 80
    for whole in ("12", "entry", "2026-03-02 10:00–11:00", "1 h 00 m", "Media", "Website", "…"):
        assert whole in lines[0]


def test_a_change_of_the_rate_says_what_it_prices_anew(program: InProcess) -> None:
    when = ("--from", "2026-03-02T10:00", "--to", "2026-03-02T12:30")
    program.run("entry", "add", *when, "--project", "website")
    assert program.run("project", "edit", "website", "--rate", "95").out == (
        "Changed: Website for Acme, 95 EUR an hour.\nPriced anew: 2 h 30 m, all that is on it already.\n"
    )
    assert program.run("project", "edit", "website", "--client", "Ajax").out == (
        "Changed: Website for Ajax, 95 EUR an hour.\n"
    )
    closed = program.run("project", "edit", "website", "--close").out
    assert closed == "Closed: Website for Ajax, 95 EUR an hour.\n"
    assert program.run("project", "list").out == "1 closed project more: worktracker project list --all\n"
    said = program.run("project", "add", "website", code=2)
    assert "There is a project 'Website' already." in said.err


def test_to_remove_a_project_says_what_goes_with_it(program: InProcess) -> None:
    when = ("--from", "2026-03-02T10:00", "--to", "2026-03-02T12:30")
    program.run("entry", "add", *when, "--project", "website")
    program.run("work", "on", "website")
    assert "There is no project 'Nope'" in program.run("project", "remove", "Nope", code=2).err
    program.run("project", "remove", "website", code=None)  # there is nobody to ask
    assert program.json("work", "status")["project"] == "Website"
    assert program.run("project", "remove", "website", "--yes").out == (
        "Removed: Website.\nNot on it any more: 2 h 30 m.\nThe timer that ran on it has ended.\n"
    )
    assert program.json("work", "status")["project"] is None
    assert [(one["kind"], one["project"]) for one in program.json("entry", "list")] == [("entry", None)]
    program.run("work", "off", code=2)
    program.run("entry", "undo")
    assert program.json("work", "status")["project"] is None


def test_a_parent_that_is_made_too_is_named(program: InProcess) -> None:
    said = program.run("category", "add", "Wrok > Acme").out
    assert said == "Made: Wrok > Acme, and Wrok for it to lie in. Did you mean Work?\n"
    assert program.run("category", "add", "Work > Acme").out == "Made: Work > Acme.\n"
    assert "Did you mean Work > Acme?" in program.run("category", "remove", "Work > Acne", code=2).err
    assert "rules that came with the program" in program.run("category", "list").out


def test_a_pattern_says_from_when_it_holds(program: InProcess) -> None:
    said = program.run("document", "add", "--app", "notes", "--pattern", "^Notes: (?P<document>.+)$").out
    assert "It holds from now on; what is stored keeps the document that it had." in said


def test_status_and_today_name_what_is_worked_on(program: InProcess) -> None:
    shape = program.json("status").keys()
    assert "working on" not in program.run("status").out
    program.run("work", "on", "website")
    since = program.json("work", "status")["since"][11:16]
    assert f"\nworking on Website since {since}\n" in program.run("status").out
    assert f"\n  Working on     Website since {since}\n" in program.run("today").out
    assert program.json("status").keys() == shape, "the public interface has no such name"
