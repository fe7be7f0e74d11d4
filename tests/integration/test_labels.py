"""Categories, projects, the timer and entries, through the program's own commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.private_session import PrivateSession
from tests.integration.in_process import InProcess
from tests.integration.test_round_trip import write

DAY = "2026-03-02"


def line(start: str, minutes: int, **more: Any) -> dict[str, Any]:
    """A span of a Monday in Berlin."""
    hours, rest = (int(part) for part in start.split(":"))
    end = hours * 60 + rest + minutes
    times = [f"{DAY}T{m // 60:02d}:{m % 60:02d}:00.000+01:00" for m in (hours * 60 + rest, end)]
    state = {"state": more.pop("state", "active")}
    return {
        "start": times[0], "end": times[1], "duration_seconds": minutes * 60.0, **state, **more,
        "source": "recorded", "zone": "Europe/Berlin",
    }  # fmt: skip


LINES = [
    line("09:00", 60, app="Editor", title="plan.md - acme"),
    line("10:00", 30, app="Editor", title="notes"),
    line("10:30", 30, app="Browser", title="A film", domain="www.youtube.com"),
    line("11:00", 10, state="private"),
    line("11:10", 20, state="idle"),
]


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture
def program(
    session: PrivateSession, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> InProcess:
    program = InProcess(session, monkeypatch, capfd, TZ="Europe/Berlin")
    program.run("import", "jsonl", str(write(session.folder / "labels.jsonl", LINES)), "--as-recorded")
    return program


def report(program: InProcess, by: str, *more: str) -> dict[str, float]:
    """Minutes by key; private time is among them."""
    found = program.json("report", "--from", DAY, "--to", DAY, "--by", by, *more)
    assert found["total_seconds"] == pytest.approx(130 * 60) or "entry" in more
    return {row["key"]: row["seconds"] / 60 for row in found["rows"]}


def test_the_starting_set_can_be_used_changed_and_left(program: InProcess) -> None:
    tree = program.json("category", "list")
    assert 12 <= len(tree) <= 20
    assert sum(len(one["rules"]) for one in tree) > 600
    assert all(one["colour"] and one["default"] for one in tree)
    assert report(program, "category") == {"": 90, "Media > Video": 30, "Private": 10}
    found = program.json("category", "test", "--app", "Code", "--title", "x")
    assert found["category"] == "Work > Development"
    program.run("category", "remove", "Media", "--yes")
    assert report(program, "category") == {"": 120, "Private": 10}
    assert [one for one in program.json("category", "list") if one["name"].startswith("Media")] == []


def test_a_category_of_the_name_private_stands_apart(program: InProcess) -> None:
    program.run("category", "add", "Private", "--app", "editor")
    rows = program.json("report", "--from", DAY, "--to", DAY, "--by", "category")["rows"]
    assert [(row["key"], row["seconds"]) for row in rows if row["key"] == "Private"] == [
        ("Private", 5400.0), ("Private", 600.0),
    ]  # fmt: skip


def test_categories_by_command(program: InProcess) -> None:
    said = program.run(
        "category", "add", "Acme", "--parent", "Work", "--title", "*acme*", "--mark", "productive"
    )
    assert said.out.startswith("Made: Work > Acme.\n  rule ")
    assert report(program, "category") == {"Work > Acme": 60, "": 30, "Media > Video": 30, "Private": 10}
    assert report(program, "category", "--depth", "1")["Work"] == 60
    preview = program.json("category", "add", "Other", "--app", "editor", "--dry-run")
    assert preview == {"dry_run": True, "activities": 1, "spans": 1, "seconds": 1800.0}
    assert (
        "Would label 30 m in 1 activity."
        in program.run("category", "add", "O", "--app", "editor", "--dry-run").out
    )
    (rule,) = next(one for one in program.json("category", "list") if one["name"] == "Work > Acme")["rules"]
    assert program.json("category", "test", "--title", "ACME")["rule"]["id"] == rule["id"]
    program.run("category", "edit", "work > acme", "--parent", "", "--colour", "#123ABC")
    changed = next(one for one in program.json("category", "list") if one["name"] == "Acme")
    assert (changed["colour"], changed["mark"]) == ("#123abc", "productive")
    program.run("category", "remove", "--rule", str(rule["id"]))
    assert "Acme" not in report(program, "category")
    for wrong in (
        ("add", ""), ("add", "A >"), ("add", "A", "--domain", "https://x.org/"), ("add", "A", "--regex"),
        ("add", "A", "--title", "(", "--regex"), ("add", "A", "--colour", "red"), ("remove", "Nowhere"),
        ("remove",), ("edit", "Work"), ("edit", "Work", "--parent", "Work > Design and media production"),
        ("test",), ("test", "--url", "no address"), ("remove", "--rule", "999999"),
    ):  # fmt: skip
        program.run("category", *wrong, code=2)


AW = {
    "categories": [
        {"id": 0, "name": ["Work"], "rule": {"type": "none"}, "data": {"color": "#0F0", "score": 10}},
        {
            "id": 1, "name": ["Work", "Acme"],
            "rule": {"type": "regex", "regex": "acme|EDITOR", "ignore_case": True},
        },
        {"id": 2, "name": ["Films"], "rule": {"type": "regex", "regex": "film"}, "data": {"score": -5}},
        {"id": 3, "name": ["Odd"], "rule": {"type": "regex", "regex": "a(?=b)", "ignore_case": True}},
    ]
}  # fmt: skip


def test_activitywatchs_categories_are_taken(program: InProcess, tmp_path: Path) -> None:
    file = tmp_path / "aw-category-export.json"
    file.write_text(json.dumps(AW))
    dry = program.json("category", "import", str(file), "--dry-run")
    assert (dry["categories"], dry["rules"]) == (4, 6)
    assert [each["category"] for each in dry["refused"]] == ["Odd"]
    said = program.run("category", "import", str(file)).out
    assert said.startswith("Took 4 categories with 6 rules.\n  without its expression: Odd: ")
    assert report(program, "category") == {"Work > Acme": 90, "Films": 30, "Private": 10}
    tree = {one["name"]: one for one in program.json("category", "list")}
    assert (tree["Work"]["colour"], tree["Work"]["mark"]) == ("#00ff00", "productive")
    assert tree["Films"]["mark"] == "distracting"
    # Capitals count there where nothing else is said.
    assert program.json("category", "test", "--title", "A FILM")["category"] is None


BAD_FILES = [
    "", "[", "null", "3", '"categories"', "{}", '{"categories": {}}', '{"categories": [1]}',
    '{"categories": [{}]}', '{"categories": [{"name": []}]}', '{"categories": [{"name": "Work"}]}',
    '{"categories": [{"name": [""]}]}', '{"categories": [{"name": [1]}]}',
    '{"categories": [{"name": ["A"], "rule": 1}]}',
    '{"categories": [{"name": ["A"], "rule": {"type": "x"}}]}',
    '{"categories": [{"name": ["A"], "rule": {"type": "regex"}}]}',
    '{"categories": [{"name": ["A"], "data": []}]}', '{"categories": [{"name": ["\\u0000"]}]}',
    '{"categories": [' + "[" * 5000, "\ud83d".encode("utf-8", "surrogatepass"),
]  # fmt: skip


def test_a_file_that_is_none_changes_nothing(program: InProcess, tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    before = program.json("category", "list")
    for content in BAD_FILES:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        said = program.run("category", "import", str(file), code=1)
        assert "Nothing was changed." in said.err, content
    assert program.json("category", "list") == before


def test_projects_clients_and_rates(program: InProcess) -> None:
    program.run("project", "add", "Website", "--client", "Acme", "--rate", "87.50", "--currency", "eur")
    rule = program.json("project", "rule", "add", "website", "--title", "*acme*")
    assert report(program, "project") == {"Website": 60, "": 60, "Private": 10}
    assert report(program, "client") == {"Acme": 60, "": 60, "Private": 10}
    assert program.json("project", "list") == [
        {
            "name": "Website", "client": "Acme", "rate": "87.50", "currency": "EUR", "closed": False,
            "rates": [], "rules": [rule],
        }
    ]  # fmt: skip
    assert program.json("project", "rule", "test", "--title", "x acme")["project"] == "Website"
    program.run("project", "edit", "Website", "--close", "--name", "Site")
    assert program.json("project", "list") == []
    program.run("work", "on", "Site", code=2)
    program.run("project", "remove", "Site", "--yes")
    assert report(program, "project") == {"": 120, "Private": 10}
    program.run("project", "add", "P")
    for wrong in (
        ("add", "p"), ("add", ""), ("add", "Q", "--rate", "1e5", "--currency", "EUR"),
        ("add", "Q", "--rate", "5"),
        ("add", "Q", "--rate", "-1", "--currency", "EUR"), ("add", "Q", "--currency", "EURO"),
        ("rate", "P"), ("rate", "P", "9", "EUR", "--from", f"{DAY}T10:00"), ("rate", "P", "9"),
        ("rate", "P", "--remove"), ("rate", "Nobody", "9", "EUR"),
        ("edit", "Nobody", "--rate", "1"), ("edit", "P"), ("rule", "add", "P"), ("rule", "remove", "7"),
    ):  # fmt: skip
        program.run("project", *wrong, code=2)


def test_a_rate_begins_on_a_day_and_timesheets_follow_it(program: InProcess) -> None:
    program.run("project", "add", "Talks", "--rate", "60", "--currency", "EUR")
    for day in ("2026-03-02", "2026-03-03"):
        times = ("--from", f"{day}T10:00", "--to", f"{day}T11:00")
        program.run("entry", "add", *times, "--project", "talks")

    def amounts() -> list[str]:
        days = ("--from", "2026-03-02", "--to", "2026-03-03")
        return [line["amount"] for line in program.json("timesheet", *days)["lines"]]

    assert amounts() == ["60.00", "60.00"]
    found = program.json("project", "rate", "talks", "75.50", "--from", "2026-03-03")
    assert found["rates"] == [{"from": "2026-03-03", "rate": "75.50", "currency": "EUR"}]
    assert found["rate"] == "75.50", "it holds today"
    assert amounts() == ["60.00", "75.50"]
    program.run("project", "rate", "talks", "--from", "2026-03-03", "--remove")
    assert amounts() == ["60.00", "60.00"]


def test_an_entry_goes_before_what_was_recorded_and_can_be_undone(program: InProcess) -> None:
    recorded = program.run("export", "--format", "jsonl", "--all-sources").raw
    program.run("project", "add", "Talks")
    entry = program.json(
        "entry", "add", "--from", f"{DAY}T10:15", "--to", f"{DAY}T11:20", "--note", "Meeting",
        "--project", "talks", "--tag", "b", "--tag", "a",
    )  # fmt: skip
    assert entry == {
        "id": 1, "start": f"{DAY}T10:15:00.000+01:00", "end": f"{DAY}T11:20:00.000+01:00",
        "duration_seconds": 3900.0, "category": None, "project": "Talks", "tags": ["a", "b"],
        "note": "Meeting",
    }  # fmt: skip
    found = program.json("report", "--from", DAY, "--to", DAY, "--by", "project")
    assert {row["key"]: row["seconds"] / 60 for row in found["rows"]} == {"": 75, "Talks": 65}
    tags = program.json("report", "--from", DAY, "--to", DAY, "--by", "tag")
    assert {row["key"]: row["seconds"] / 60 for row in tags["rows"]} == {"": 75, "a": 65, "b": 65}
    assert tags["total_seconds"] == 140 * 60, "time with two tags is counted once"
    assert [span["note"] for span in lines_of(program) if "note" in span] == ["Meeting"]
    assert len(program.json("search", "meeting")) == 1
    for wrong in (
        ("add", "--from", f"{DAY}T11:00", "--to", f"{DAY}T12:00"), ("add", "--from", DAY),
        ("split", "1", "--at", DAY),
        ("split", "1", "--at", f"{DAY}T10:15"), ("remove", "2"), ("edit", "1"), ("edit", "2", "--note", "x"),
        ("add", "--from", f"{DAY}T12:00", "--to", f"{DAY}T13:00", "--project", "Nobody"),
    ):  # fmt: skip
        program.run("entry", *wrong, code=2)
    program.run("entry", "split", "1", "--at", f"{DAY}T11:00")
    program.run("entry", "edit", "2", "--to", f"{DAY}T12:00", "--note", "", "--project", "")
    assert [(one["id"], one["note"], one["project"]) for one in program.json("entry", "list")] == [
        (1, "Meeting", "Talks"), (2, None, None),
    ]  # fmt: skip
    program.run("entry", "remove", "1")
    for _ in range(4):
        program.run("entry", "undo")
    assert program.run("export", "--format", "jsonl", "--all-sources").raw == recorded
    program.run("entry", "undo", code=2)


def test_a_stretch_is_labelled_and_what_was_recorded_stays(program: InProcess) -> None:
    program.run("project", "add", "P")
    before = program.json("report", "--from", DAY, "--to", DAY, "--by", "title")
    program.run(
        "entry", "edit", "--from", f"{DAY}T09:30", "--to", f"{DAY}T10:45", "--project", "P",
        "--category", "Work > Development", "--note", "said so",
    )  # fmt: skip
    assert report(program, "project") == {"P": 75, "": 45, "Private": 10}
    assert report(program, "category") == {
        "Work > Development": 75,
        "": 30,
        "Media > Video": 15,
        "Private": 10,
    }
    assert program.json("report", "--from", DAY, "--to", DAY, "--by", "title") == before
    spans = [(one["start"][11:16], one.get("project"), one.get("note")) for one in lines_of(program)]
    assert spans == [
        ("09:00", None, None), ("09:30", "P", "said so"), ("10:00", "P", "said so"),
        ("10:30", "P", "said so"),
        ("10:45", None, None), ("11:00", None, None), ("11:10", None, None),
    ]  # fmt: skip


def test_own_lines_bring_their_labels_to_another_store(
    program: InProcess,
    session: PrivateSession,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    program.run("project", "add", "P")
    program.run("category", "add", "Mine > Own", "--title", "*acme*")
    program.run(
        "entry",
        "add",
        "--from",
        f"{DAY}T22:00",
        "--to",
        "2026-03-03T02:00",
        "--note",
        'A "note"',
        "--tag",
        "t",
    )
    program.run(
        "entry", "edit", "--from", f"{DAY}T10:10", "--to", f"{DAY}T10:40", "--project", "P", "--tag", "u"
    )
    exported = program.run("export", "--format", "jsonl").raw
    file = session.folder / "own.jsonl"
    file.write_bytes(exported)
    other = InProcess(session, monkeypatch, capfd, TZ="Europe/Berlin")
    other.run("import", "jsonl", str(file), "--as-recorded")
    assert other.run("export", "--format", "jsonl").raw == exported
    assert other.run("export", "--format", "csv").raw == program.run("export", "--format", "csv").raw
    for by in ("category", "project", "tag"):
        asked = ("report", "--from", DAY, "--to", "2026-03-03", "--by", by)
        assert other.json(*asked) == program.json(*asked)
    again = other.json("import", "jsonl", str(file), "--as-recorded")
    assert again["added"] == 0
    assert other.run("export", "--format", "jsonl").raw == exported


def lines_of(program: InProcess) -> list[dict[str, Any]]:
    raw = program.run("export", "--format", "jsonl").raw.decode()
    return [json.loads(each) for each in raw.split("\n") if each]
