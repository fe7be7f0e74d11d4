"""The command line against the public interface, word for word."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.private_session import PrivateSession
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import EXECUTABLE, Worktracker, end, run_here
from tests.integration.test_round_trip import write

COMMANDS = [
    "search", "today", "days", "timesheet",
    "agree", "start", "record", "stop", "quit", "pause", "resume", "status", "report", "export", "import",
    "my-data", "exclude add", "exclude list", "exclude remove", "exclude test", "forget",
    "key status", "key recovery", "key restore", "key passphrase",
    "keep-active add", "keep-active remove", "keep-active list",
    "document add", "document remove", "document list", "document test",
    "settings get", "settings set", "settings list", "privacy scan", "doctor", "support bundle",
    "sync preview", "sync grant", "sync name add", "sync name remove", "sync now", "sync status", "sync log",
    "sync schema", "sync revoke", "sync delete-account",
    "browser install", "browser remove", "browser status", "browser list",
]  # fmt: skip
"""The commands of the public interface that exist so far."""

SETTINGS = {
    "record-apps": "on", "record-titles": "on", "record-urls": "domain", "browser-titles": "vouched",
    "idle-threshold": "180s", "day-start": "00:00", "autostart": "off", "resume-on-launch": "off",
    "hours": "always", "keep-urls": "90d", "keep-titles": "365d", "keep-domains": "forever",
    "keep-apps": "forever", "keep-spans": "forever", "backup": "on", "backup-keep": "7",
    "keep-active-cap": "2h", "record-documents": "with-titles", "daily-goal": "off", "week-start": "monday",
}  # fmt: skip

CSV_HEADER = (
    "start,end,duration_seconds,state,app,title,url,domain,document,category,project,tags,note,source,zone"
)
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d")

# The day of the tests' spans: its middle is far from every midnight, whatever the zone.
DAY = "2026-11-19"


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture(scope="module")
def filled(session: PrivateSession) -> Worktracker:
    """A store with three applications, a private and an idle span on one day in Berlin."""
    program = Worktracker(session, TZ="Europe/Berlin")
    lines = [
        span("09:00:00.000", 750.0, app="firefox", title="Inbox", domain="mail.example.org"),
        span("09:12:30.000", 1.5, app="=SUM(A1)", title='comma, and "quotes"'),
        span("09:12:31.500", 3600.25, app="Editor", title="draft"),
        span("10:12:31.750", 60.0, state="private"),
        span("10:13:31.750", 300.0, state="idle"),
        span("10:18:31.750", 0.001, app="Editor", title="end"),
        span("10:18:31.751", 10.0),
    ]
    file = write(session.folder / "contract.jsonl", lines)
    program.run("import", "jsonl", str(file), "--as-recorded")
    return program


def span(start: str, seconds: float, *, state: str = "active", **texts: str) -> dict[str, Any]:
    """A line of our own export, of :data:`DAY` in Berlin."""
    begin = datetime.fromisoformat(f"{DAY}T{start}+01:00")
    stop = begin + timedelta(milliseconds=round(seconds * 1000))
    return {
        "start": begin.isoformat(timespec="milliseconds"),
        "end": stop.isoformat(timespec="milliseconds"),
        "duration_seconds": seconds,
        "state": state,
        **texts,
        "source": "recorded",
        "zone": "Europe/Berlin",
    }


def on_day(*more: str) -> list[str]:
    return ["--from", DAY, "--to", DAY, *more]


# -- help ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command", ["", "exclude", "key", "settings", "project rule", "sync name", *COMMANDS]
)
def test_help_works_and_shows_an_example(
    session: PrivateSession,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    command: str,
) -> None:
    program = Worktracker(session, DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent")
    said = run_here(program, [*command.split(), "--help"], monkeypatch, capfd)
    assert said.code == 0
    assert "usage: worktracker" in said.out.lower()
    assert said.err == ""
    assert f"worktracker {command}".strip() in said.out.partition("\n")[2], "no example"
    assert not program.home.exists()


def test_help_names_every_command(session: PrivateSession) -> None:
    text = Worktracker(session).run("--help").out
    for command in COMMANDS:
        assert re.search(rf"^ +{command.split()[0]}\b", text, re.MULTILINE), command


def test_a_passphrase_in_the_environment_is_said_to_be_readable(session: PrivateSession) -> None:
    text = Worktracker(session).run("key", "--help").out
    assert "WORKTRACKER_PASSPHRASE" in text
    assert "WORKTRACKER_PASSPHRASE_FILE" in text


# -- status -------------------------------------------------------------------------------------


def assert_status(status: dict[str, Any], state: str) -> None:
    """See that a status has the shape of the public interface, in its order, and nothing else."""
    assert list(status) == [
        "state", "since", "resume_at", "activity", "today", "sources", "store", "network",
    ]  # fmt: skip
    assert status["state"] == state
    for name in ("since", "resume_at"):
        assert status[name] is None or INSTANT.fullmatch(status[name])
    if status["activity"] is not None:
        assert state == "recording"
        assert list(status["activity"]) == ["app", "title", "domain"]
    assert list(status["today"]) == ["active_seconds", "idle_seconds", "private_seconds"]
    assert all(isinstance(seconds, float) for seconds in status["today"].values())
    assert list(status["sources"]) == ["window", "idle", "session", "browser"]
    assert list(status["store"]) == ["path", "bytes", "encrypted", "key"]
    assert isinstance(status["store"]["bytes"], int)
    assert status["store"]["encrypted"] is True
    assert status["network"] == "none"


def test_status_has_its_documented_shape_in_every_state() -> None:
    with VirtualDesktop(keyring=True) as desktop:
        program = Worktracker(desktop)
        assert_status(program.status(), "off")
        assert not program.home.exists()
        program.agree()
        desktop.open_window("Title", ("app", "App"))
        desktop.nudge()
        running = program.record()
        program.wait_for_title("Title")
        status = program.status()
        assert_status(status, "recording")
        assert status["activity"] == {"app": "App", "title": "Title", "domain": None}
        assert status["sources"]["window"] == "x11"
        assert status["store"]["key"] == "keyring"
        assert status["store"]["path"] == str(program.store)
        program.set("idle-threshold", "3s")  # not before: a slow machine would never be seen recording
        program.wait_for_state("idle")
        assert_status(program.status(), "idle")
        program.run("pause", "--for", "1h")
        status = program.status()
        assert_status(status, "paused")
        assert status["resume_at"] is not None
        program.run("stop")
        assert_status(program.status(), "stopped")
        end(running)
        status = program.status()
        assert_status(status, "off")
        assert status["today"]["idle_seconds"] > 0
        words = program.run("status").out
        assert words.startswith("off")


def test_a_private_window_is_no_activity_in_the_status() -> None:
    with VirtualDesktop(keyring=True) as desktop:
        program = Worktracker(desktop)
        program.agree()
        program.run("exclude", "add", "--app", "Secret", "--action", "private")
        program.run("exclude", "add", "--app", "Dropped")
        desktop.open_window("secret title", ("secret", "Secret"))
        running = program.record()
        program.wait_for_state("recording")
        for_private = program.status()
        dropped = desktop.open_window("dropped title", ("dropped", "Dropped"))
        assert dropped.id == desktop.active_window()
        for_dropped = program.status()
        words = program.run("status").out
        end(running)
        assert "secret" not in json.dumps(for_private).lower().replace("private_seconds", "")
        assert "dropped" not in json.dumps(for_dropped).lower() + words.lower()
        assert for_private["today"]["private_seconds"] > 0
        spans = program.spans()
        assert [(each.state, each.app, each.title) for each in spans] == [("private", None, None)]


# -- report -------------------------------------------------------------------------------------

TOTAL_MS = 750_000 + 1_500 + 3_600_250 + 60_000 + 1 + 10_000


def test_report_csv_to_the_digit(filled: Worktracker) -> None:
    said = filled.run("report", *on_day("--format", "csv"))
    assert said.out == (
        "key,seconds,hours,share\r\n"
        f"Editor,3600.251,1.00,{3_600_251 / TOTAL_MS:.4f}\r\n"
        f"firefox,750.000,0.21,{750_000 / TOTAL_MS:.4f}\r\n"
        f"Private,60.000,0.02,{60_000 / TOTAL_MS:.4f}\r\n"
        f",10.000,0.00,{10_000 / TOTAL_MS:.4f}\r\n"
        f"'=SUM(A1),1.500,0.00,{1_500 / TOTAL_MS:.4f}\r\n"
    )


def test_report_json_to_the_digit(filled: Worktracker) -> None:
    for words in (["--format", "json"], ["--json"]):
        found = json.loads(filled.run("report", *on_day(*words)).raw)
        assert list(found) == ["from", "to", "by", "total_seconds", "rows"]
        assert found["from"] == f"{DAY}T00:00:00.000+01:00"
        assert found["to"] == "2026-11-20T00:00:00.000+01:00"
        assert found["by"] == "app"
        assert found["total_seconds"] == TOTAL_MS / 1000
        assert found["rows"][0] == {
            "key": "Editor",
            "seconds": 3600.251,
            "share": pytest.approx(3_600_251 / TOTAL_MS, abs=0.00005),
        }
        assert [row["key"] for row in found["rows"]] == ["Editor", "firefox", "Private", "", "=SUM(A1)"]


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("title", {"draft", "Inbox", "Private", "", 'comma, and "quotes"', "end"}),
        ("domain", {"mail.example.org", "Private", ""}),
        ("url", {"", "Private"}),
        ("document", {"", "Private"}),
        ("hour", {"09:00", "10:00"}),
        ("day", {DAY}),
        ("week", {"2026-W47"}),
        ("month", {"2026-11"}),
    ],
)
def test_report_by_everything_counts_the_same_time(filled: Worktracker, by: str, keys: set[str]) -> None:
    found = filled.json("report", *on_day("--by", by))
    assert {row["key"] for row in found["rows"]} == keys
    assert found["total_seconds"] == TOTAL_MS / 1000
    assert sum(row["seconds"] for row in found["rows"]) == pytest.approx(TOTAL_MS / 1000)


def test_report_counts_idle_only_when_asked(filled: Worktracker) -> None:
    with_idle = filled.json("report", *on_day("--idle"))
    assert {row["key"]: row["seconds"] for row in with_idle["rows"]}["Idle"] == 300.0
    for row in with_idle["rows"]:
        if row["key"] == "Editor":  # the share is of the active total, idle or not
            assert row["share"] == pytest.approx(3_600_251 / TOTAL_MS, abs=0.00005)


def test_report_bounds(filled: Worktracker) -> None:
    """Dates as an end are included, instants are not; spans are cut at both."""
    found = filled.json("report", "--from", f"{DAY}T09:00", "--to", f"{DAY}T09:12:30")
    assert found["total_seconds"] == 750.0
    found = filled.json("report", "--from", f"{DAY}T09:10:00+01:00", "--to", f"{DAY}T08:12:00Z")
    assert found["total_seconds"] == 120.0
    assert filled.json("report", "--to", "2026-11-18")["total_seconds"] == 0
    assert filled.json("report", "--from", "2026-11-20")["total_seconds"] == 0
    assert filled.json("report", "--from", DAY)["total_seconds"] == TOTAL_MS / 1000


def test_report_table_is_whole_and_plain_when_piped(session: PrivateSession) -> None:
    program = Worktracker(session, TZ="Europe/Berlin")
    long = "a long name " + "x" * 300
    file = write(session.folder / "long.jsonl", [span("09:00:00.000", 60, app=long, title="日本語" * 60)])
    program.run("import", "jsonl", str(file), "--as-recorded")
    for by in ("app", "title"):
        said = program.run(
            "report", *on_day("--by", by), COLUMNS="40", FORCE_COLOR="1", TERM="xterm-256color"
        )
        assert (long if by == "app" else "日本語" * 60) in said.out
        assert "\x1b" not in said.out
        assert "1 m" in said.out
        assert said.err == ""


def test_an_empty_home_reports_nothing_and_writes_nothing(session: PrivateSession) -> None:
    program = Worktracker(session)
    assert program.run("report", "--format", "csv").out == "key,seconds,hours,share\r\n"
    assert program.json("report")["rows"] == []
    assert program.run("export", "--format", "csv").out == f"{CSV_HEADER}\r\n"
    assert program.run("export", "--format", "jsonl").out == ""
    assert program.json("exclude", "list") == []
    assert program.json("settings", "list").items() >= SETTINGS.items()
    assert not program.home.exists()


def test_search_finds_what_holds_the_text_in_time_whatever_its_capitals(session: PrivateSession) -> None:
    program = Worktracker(session, TZ="Europe/Berlin")
    spans = [
        span("09:00:00.000", 60, app="Editor", title="Invoice for Müller"),
        span("09:01:00.000", 60, app="Browser", title="News"),
        span("09:02:00.000", 90, app="Mail", title="Re: INVOICE"),
    ]
    program.run("import", "jsonl", str(write(session.folder / "search.jsonl", spans)), "--as-recorded")
    found = program.json("search", "invoice")
    assert [(row["app"], row["duration_seconds"]) for row in found] == [("Editor", 60.0), ("Mail", 90.0)]
    assert [row["app"] for row in program.json("search", "MÜLLER")] == ["Editor"]
    assert program.json("search", "invoice", "--from", f"{DAY}T09:02") == [found[1]]
    assert program.json("search", "editor") == [], "an application's name is no title"
    assert "Re: INVOICE" in program.run("search", "invoice").out
    assert program.run("search", "nowhere").out == "Nothing holds this text.\n"
    program.run("search", " ", code=2)
    program.run("search", code=2)


# -- export -------------------------------------------------------------------------------------


def test_export_csv_to_the_letter(filled: Worktracker) -> None:
    said = filled.run("export", *on_day("--format", "csv"))
    assert not said.raw.startswith(b"\xef\xbb\xbf")
    rows = said.out.split("\r\n")
    assert rows[0] == CSV_HEADER
    assert rows[1:] == [
        f"{DAY}T09:00:00.000+01:00,{DAY}T09:12:30.000+01:00,750.000,active,firefox,Inbox,,mail.example.org"
        ",,Browsing,,,,recorded,Europe/Berlin",
        f"{DAY}T09:12:30.000+01:00,{DAY}T09:12:31.500+01:00,1.500,active,'=SUM(A1)"
        ',"comma, and ""quotes""",,,,,,,,recorded,Europe/Berlin',
        f"{DAY}T09:12:31.500+01:00,{DAY}T10:12:31.750+01:00,3600.250,active,Editor,draft"
        ",,,,,,,,recorded,Europe/Berlin",
        f"{DAY}T10:12:31.750+01:00,{DAY}T10:13:31.750+01:00,60.000,private,,,,,,,,,,recorded,Europe/Berlin",
        f"{DAY}T10:13:31.750+01:00,{DAY}T10:18:31.750+01:00,300.000,idle,,,,,,,,,,recorded,Europe/Berlin",
        f"{DAY}T10:18:31.750+01:00,{DAY}T10:18:31.751+01:00,0.001,active,Editor,end,,,,,,,,recorded,Europe/Berlin",
        f"{DAY}T10:18:31.751+01:00,{DAY}T10:18:41.751+01:00,10.000,active,,,,,,,,,,recorded,Europe/Berlin",
        "",
    ]


def test_export_jsonl_leaves_out_what_is_null(filled: Worktracker) -> None:
    lines = filled.run("export", *on_day("--format", "jsonl")).out.splitlines()
    assert json.loads(lines[3]) == {
        "start": f"{DAY}T10:12:31.750+01:00",
        "end": f"{DAY}T10:13:31.750+01:00",
        "duration_seconds": 60.0,
        "state": "private",
        "source": "recorded",
        "zone": "Europe/Berlin",
    }


def test_export_of_a_part_is_cut_at_its_ends(filled: Worktracker) -> None:
    spans = filled.spans("--from", f"{DAY}T09:10", "--to", f"{DAY}T09:30")
    assert [each.length_ms for each in spans] == [150_000, 1_500, 1_048_500]


# -- files and pipes ----------------------------------------------------------------------------


def test_output_is_a_new_file_that_takes_the_old_ones_place(filled: Worktracker, tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    target.write_text("old")
    held = target.open()
    said = filled.run("report", *on_day("--format", "csv", "--output", str(target)))
    assert said.out == ""
    assert target.read_text().startswith("key,seconds")
    with held:
        assert held.read() == "old", "the old file was written over in place"
    assert os.listdir(tmp_path) == ["report.csv"]
    for arguments, code in (
        (["report", "--from", "never", "--format", "csv"], 2),
        (["export", "--format", "csv", "--from", "today", "--to", "yesterday"], 2),
    ):
        before = target.read_bytes()
        filled.run(*arguments, "--output", str(target), code=code)
        assert target.read_bytes() == before
    filled.run("export", "--format", "csv", "--output", str(tmp_path / "no" / "where.csv"), code=1)
    filled.run("export", "--format", "csv", "--output", str(tmp_path), code=1)
    assert os.listdir(tmp_path) == ["report.csv"]


def test_a_broken_pipe_is_quiet(filled: Worktracker) -> None:
    for words in ("export --format csv", "export --format jsonl", "report", "settings list", "status"):
        command = subprocess.run(
            ["bash", "-c", f"set -o pipefail; '{EXECUTABLE}' {words} | true"],
            env=filled.env,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert command.stderr == b"", words


@pytest.mark.parametrize("arguments", [["export", "--format", "csv"], ["report"], ["settings", "list"]])
def test_no_room_for_the_output_is_told_in_one_line(filled: Worktracker, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [str(EXECUTABLE), *arguments]
        done = subprocess.run(command, env=filled.env, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.decode() == "worktracker: The output can't be written: No space left on device.\n"


def test_two_homes_start_with_the_session_each_for_itself(session: PrivateSession) -> None:
    folder = session.folder / "home/.config/autostart"
    one, other = Worktracker(session), Worktracker(session)
    for program in (one, other):
        program.set("autostart", "on")
    assert len(list(folder.glob("*.desktop"))) == 2
    one.set("autostart", "off")
    (left,) = folder.glob("*.desktop")
    assert str(other.home) in left.read_text()
    other.set("autostart", "off")


def test_nothing_is_cut_or_coloured_on_the_way_into_a_pipe(filled: Worktracker) -> None:
    for words in (["status"], ["settings", "list"], ["doctor"], ["report", *on_day()]):
        said = filled.run(*words, code=None, COLUMNS="20", TERM="xterm-256color", CLICOLOR_FORCE="1")
        assert "\x1b" not in said.out + said.err, words


def test_a_file_is_never_coloured(filled: Worktracker, tmp_path: Path) -> None:
    target = tmp_path / "table"
    filled.run("report", *on_day("--output", str(target)), FORCE_COLOR="1", COLUMNS="20")
    assert "\x1b" not in target.read_text()
    assert "firefox" in target.read_text()


# -- rules --------------------------------------------------------------------------------------


def test_exclude_test_has_its_documented_shape(session: PrivateSession) -> None:
    program = Worktracker(session)
    for words in (
        "--app keepassxc",
        "--app Bank --title *balance* --action private",
        "--title *hidden* --action hide-title",
        "--domain example.net --action domain-only",
        "--regex --title ^secret[0-9]+$",
    ):
        program.run("exclude", "add", *words.split())

    def tested(*words: str) -> dict[str, Any]:
        found = program.json("exclude", "test", *words)
        assert list(found) == ["state", "reason", "app", "title", "url", "domain", "document"]
        return {name: value for name, value in found.items() if value is not None and name != "reason"}

    assert tested("--app", "KeePassXC", "--title", "x") == {"state": "dropped"}
    assert tested("--app", "Bank", "--title", "my balance today") == {"state": "private"}
    assert tested("--app", "Bank", "--title", "home") == {"state": "active", "app": "Bank", "title": "home"}
    assert tested("--app", "Notes", "--title", "a hidden one") == {"state": "active", "app": "Notes"}
    assert tested("--app", "a", "--title", "secret42") == {"state": "dropped"}
    assert tested("--app", "a", "--title", "my secret42") == {
        "state": "active",
        "app": "a",
        "title": "my secret42",
    }
    page = (
        "--app",
        "firefox",
        "--title",
        "Page — Mozilla Firefox",
        "--url",
        "https://www.example.net/path?q=1",
    )
    found = tested(*page)
    assert found["state"] == "active"
    assert found["domain"] == "www.example.net"
    assert "url" not in found
    program.set("record-urls", "full")
    assert "url" not in tested(*page)
    assert tested(*page[:5], "https://other.example/p?q=1")["url"] == "https://other.example/p?q=1"
    program.set("record-apps", "off")
    program.set("record-titles", "off")
    assert tested("--app", "Notes", "--title", "plain") == {"state": "active"}

    def own() -> list[dict[str, Any]]:
        return [rule for rule in program.json("exclude", "list") if not rule["default"]]

    rules = own()
    assert [rule["action"] for rule in rules] == ["drop", "private", "hide-title", "domain-only", "drop"]
    program.run("exclude", "remove", str(rules[0]["id"]))
    assert len(own()) == 4
    program.run("exclude", "remove", str(rules[0]["id"]), code=None)
    assert len(own()) == 4


def test_purge_applies_a_rule_to_what_is_stored(session: PrivateSession) -> None:
    program = Worktracker(session, TZ="Europe/Berlin")
    file = write(
        session.folder / "purge.jsonl",
        [
            span("09:00:00.000", 60, app="Bank", title="x"),
            span("09:01:00.000", 60, app="Mail", title="y"),
            span("09:02:00.000", 60, app="Chat", title="z"),
        ],
    )
    program.run("import", "jsonl", str(file), "--as-recorded")
    program.run("exclude", "add", "--app", "Bank", "--purge")
    program.run("exclude", "add", "--app", "Mail", "--action", "private", "--purge")
    program.run("exclude", "add", "--app", "Chat", "--action", "hide-title", "--purge")
    found = [(each.state, each.app, each.title) for each in program.spans()]
    assert found == [("private", None, None), ("active", "Chat", None)]
    assert {row["key"]: row["seconds"] for row in program.json("report", *on_day())["rows"]} == {
        "Private": 60.0,
        "Chat": 60.0,
    }


# -- settings -----------------------------------------------------------------------------------


def test_settings_are_read_written_and_listed(session: PrivateSession) -> None:
    program = Worktracker(session)
    changed = {
        "record-apps": "off", "record-titles": "off", "record-urls": "full", "browser-titles": "always",
        "idle-threshold": "5m", "day-start": "04:30", "resume-on-launch": "on",
        "hours": "mon-fri 09:00-18:00", "keep-titles": "30d", "keep-spans": "3650d",
    }  # fmt: skip
    for name, value in changed.items():
        program.set(name, value)
    assert program.run("settings", "get", "day-start").out == "04:30\n"
    assert program.json("settings", "get", "record-urls") == {"record-urls": "full"}
    listed = program.json("settings", "list")
    assert listed.items() >= (SETTINGS | changed).items()
    assert program.json("settings") == listed
    for line in program.run("settings", "list").out.splitlines():
        name, rest = line.split(maxsplit=1)
        assert rest.startswith(listed[name] + " ")


def test_bad_settings_change_nothing(
    filled: Worktracker, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    before = filled.json("settings", "list")
    for name, values in {
        "record-apps": ["yes"], "record-titles": ["1"], "record-documents": ["yes"],
        "record-urls": ["all"], "browser-titles": ["never"],
        "idle-threshold": ["0s", "-1m", "soon"], "day-start": ["24:00", "4"], "autostart": ["true"],
        "resume-on-launch": [""], "no-such": ["on"], "hours": ["mon", "09:00-17:00"],
        "keep-titles": ["1h", "0d"],
    }.items():  # fmt: skip
        for value in values:
            said = run_here(filled, ["settings", "set", "--", name, value], monkeypatch, capfd)
            assert said.code == 2
            assert len(said.err.splitlines()) == 1
            assert name in said.err
    assert filled.json("settings", "list") == before


def test_autostart_is_a_desktop_entry_that_names_its_home(session: PrivateSession) -> None:
    program = Worktracker(session)
    program.set("autostart", "on")
    entries = list((session.folder / "home/.config/autostart").glob("*.desktop"))
    assert len(entries) == 1
    text = entries[0].read_text()
    assert str(program.home) in text
    assert "[Desktop Entry]" in text
    program.set("autostart", "off")
    assert not entries[0].exists() or "Hidden=true" in entries[0].read_text()


# -- keys and forgetting ------------------------------------------------------------------------


def test_key_commands(session: PrivateSession, filled: Worktracker) -> None:
    phrase = filled.json("key", "recovery")
    assert list(phrase) == ["phrase"]
    assert len(phrase["phrase"].split()) == 24
    assert filled.json("key", "status")["opens"] is True
    assert Worktracker(session).run("key", "recovery", "--json", code=None).code in (1, 2, 4)


def test_a_passphrase_beside_the_keyring(session: PrivateSession) -> None:
    program = Worktracker(session)
    program.agree()
    before = program.store.read_bytes()
    program.run("key", "passphrase", WORKTRACKER_PASSPHRASE="one")
    assert program.store.read_bytes() == before, "a passphrase is a way to the key and rewrites nothing"
    nowhere: dict[str, Any] = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
    program.run("report", WORKTRACKER_PASSPHRASE="one", **nowhere)
    program.run("report", WORKTRACKER_PASSPHRASE="two", code=4, **nowhere)
    program.run("report", code=4, **nowhere)
    program.run("report")
    program.run("key", "passphrase", "--off")
    program.run("report", WORKTRACKER_PASSPHRASE="one", code=4, **nowhere)


def test_forget(session: PrivateSession) -> None:
    program = Worktracker(session, TZ="Europe/Berlin")
    apps = ["A", "B", "C", "D"]
    lines = [span(f"09:0{n}:00.000", 60, app=app, title=f"t{n}") for n, app in enumerate(apps)]
    program.run("import", "jsonl", str(write(session.folder / "forget.jsonl", lines)), "--as-recorded")
    assert program.json("forget", "--app", "A", "--dry-run") == {"spans": 1, "seconds": 60.0, "dry_run": True}
    assert len(program.spans()) == 4
    program.run("forget", "--app", "A", code=None)
    assert len(program.spans()) == 4, "without a word and a terminal nothing is erased"
    program.run("forget", "--app", "A", "--yes")
    program.run("forget", "--title", "t1", "--yes")
    program.run("forget", "--from", f"{DAY}T09:02:30", "--to", f"{DAY}T09:03:30", "--yes")
    found = [(each.app, each.length_ms) for each in program.spans()]
    assert found == [("C", 30_000), ("D", 30_000)]
    totals = {row["key"]: row["seconds"] for row in program.json("report", *on_day())["rows"]}
    assert totals == {"C": 30.0, "D": 30.0}
    program.run("forget", "--everything", "--yes")
    assert not list(program.home.glob("*")) if program.home.exists() else True
    assert program.run("status").out.startswith("off")


# -- days ---------------------------------------------------------------------------------------


def test_days_are_23_and_25_hours_long_where_clocks_change(session: PrivateSession) -> None:
    program = Worktracker(session, TZ="Europe/Berlin")
    starts = {"2026-03-29": ("+01:00", "+02:00", 23), "2026-10-25": ("+02:00", "+01:00", 25)}
    lines: list[dict[str, Any]] = []
    for day, (before, after, hours) in starts.items():
        begin = datetime.fromisoformat(f"{day}T00:00:00.000{before}")
        change = begin + timedelta(hours=2 if hours == 23 else 3)
        stop = begin + timedelta(hours=hours)
        for one, two, offset in ((begin, change, before), (change, stop, after)):
            lines.append(
                {
                    "start": moved(one, offset),
                    "end": moved(two, offset),
                    "duration_seconds": (two - one).total_seconds(),
                    "state": "active",
                    "app": "Night",
                    "source": "recorded",
                    "zone": "Europe/Berlin",
                }
            )
    program.run("import", "jsonl", str(write(session.folder / "dst.jsonl", lines)), "--as-recorded")
    rows = program.json("report", "--by", "day", "--from", "2026-01-01")["rows"]
    assert {row["key"]: row["seconds"] / 3600 for row in rows} == {"2026-03-29": 23.0, "2026-10-25": 25.0}
    bounds = program.json("report", "--from", "2026-10-25", "--to", "2026-10-25")
    assert (bounds["from"], bounds["to"]) == (
        "2026-10-25T00:00:00.000+02:00",
        "2026-10-26T00:00:00.000+01:00",
    )
    assert bounds["total_seconds"] == 25 * 3600


def test_a_span_across_midnight_counts_on_both_days(session: PrivateSession) -> None:
    program = Worktracker(session, TZ="Europe/Berlin")
    late = [span("23:30:00.000", 3600, app="Night")]
    program.run("import", "jsonl", str(write(session.folder / "late.jsonl", late)), "--as-recorded")

    def days() -> dict[str, float]:
        rows = program.json("report", "--by", "day", "--from", DAY)["rows"]
        return {row["key"]: row["seconds"] for row in rows}

    assert days() == {DAY: 1800.0, "2026-11-20": 1800.0}
    program.set("day-start", "00:15")
    assert days() == {DAY: 2700.0, "2026-11-20": 900.0}
    program.set("day-start", "04:00")
    assert days() == {DAY: 3600.0}


# -- the agreement ------------------------------------------------------------------------------


def test_agreeing_on_a_terminal(session: PrivateSession) -> None:
    program = Worktracker(session)
    said = _on_terminal(program, ["agree"], b"n\n")
    assert b"Never recorded" in said[1]
    assert said[0] == 5
    assert not program.store.exists()
    said = _on_terminal(program, ["agree"], b"y\n")
    assert said[0] == 0
    assert program.store.exists()


def _on_terminal(program: Worktracker, arguments: list[str], typed: bytes) -> tuple[int, bytes]:
    """Run a command on a terminal of its own; its exit code and what the terminal showed."""
    ours, theirs = pty.openpty()
    try:
        command = subprocess.Popen(
            [str(EXECUTABLE), *arguments], env=program.env, stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.write(ours, typed)
        code = command.wait(30)
        return code, os.read(ours, 100_000)
    finally:
        os.close(ours)
        os.close(theirs)


def moved(when: datetime, offset: str) -> str:
    """An instant as text at another offset."""
    zone = datetime.fromisoformat(f"2026-01-01T00:00:00{offset}").tzinfo
    return when.astimezone(zone).isoformat(timespec="milliseconds")
