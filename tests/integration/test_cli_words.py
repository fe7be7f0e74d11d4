"""What commands say to people: refusals that name the limit, questions that can be answered."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import EXECUTABLE, Worktracker, zone_at_noon
from tests.integration.in_process import InProcess
from tests.integration.test_round_trip import write
from worktracker.control.instance import InstanceLock


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture
def program(
    session: PrivateSession, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Worktracker:
    """A home without anything in it yet."""
    return InProcess(session, monkeypatch, capfd)


def fill(program: Worktracker, *seconds: tuple[str, float, str | None]) -> None:
    """Import spans of today that begin an hour ago: state, seconds, application."""
    at = datetime.now(ZoneInfo(zone_at_noon())).replace(microsecond=0) - timedelta(hours=1)
    lines: list[dict[str, Any]] = []
    for state, length, app in seconds:
        stop = at + timedelta(seconds=length)
        texts = {} if app is None else {"app": app}
        times = {
            "start": at.isoformat(timespec="milliseconds"),
            "end": stop.isoformat(timespec="milliseconds"),
        }
        lines.append(times | {"state": state, **texts, "zone": zone_at_noon()})
        at = stop
    file = write(program.session.folder / "words.jsonl", lines)
    program.run("import", "jsonl", str(file), "--as-recorded")


def test_status_and_report_count_the_same_time(program: Worktracker) -> None:
    fill(program, ("active", 100.4, "editor"), ("private", 6, None), ("idle", 90, None))
    said = program.run("status").out
    assert "today: 1 m 46 s, 6 s of it private; 1 m 30 s idle\n" in said
    assert "1 m 46 s" in program.run("report").out.splitlines()[-2]


def test_status_says_that_nothing_is_agreed_to_yet(program: Worktracker) -> None:
    assert "not agreed yet: worktracker agree" in program.run("status").out
    program.agree()
    assert "not agreed" not in program.run("status").out


def test_a_copy_that_is_away_is_forgotten_later_by_the_same_time(program: Worktracker) -> None:
    fill(program, ("active", 60, "editor"))
    stick = program.session.folder / "stick"
    stick.mkdir(exist_ok=True)
    program.run("backup", "create", str(stick))
    stick.rename(stick.with_name("away"))
    said = program.run("forget", "--last", "1d", "--yes").out
    stick.with_name("away").rename(stick)
    instant = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:00"
    found = re.search(f"connect it and run (worktracker forget --from {instant} --to {instant})\n", said)
    assert found
    again = program.run(*found[1].split()[1:], "--yes").out
    assert again == "Nothing in the record matches.\nGone from 1 copy too.\n"


def test_forgetting_nothing_says_so(program: Worktracker) -> None:
    fill(program, ("active", 60, "editor"))
    for more in (["--dry-run"], ["--yes"]):
        said = program.run("forget", "--app", "nothing", *more).out
        assert said == "Nothing matches; nothing was erased.\n"
    assert program.run("forget", "--app", "editor", "--yes").out.startswith("Forgotten: 1 span, 1 m.")
    for ways in (["--everything", "--app", "x"], ["--last", "15m", "--title", "x"]):
        assert "exclude each other" in program.run("forget", *ways, code=2).err
    assert "What is to be forgotten?" in program.run("forget", code=2).err


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("record-apps", "maybe", "record-apps takes on|off; not 'maybe'.\n"),
        ("hours", "off", "hours takes always, or like mon-fri 09:00-12:30"),
        ("hours", "", "hours takes always, or like mon-fri 09:00-12:30"),
        ("hours", "mon 25:00-26:00", "not 'mon 25:00-26:00'. '25:00' is not a time of day."),
        ("backup-keep", "-3", "backup-keep takes 1 to 365; not '-3'."),
        ("pause-hotkey", "shift+a", "With shift alone it would be lost to typing."),
    ],
)
def test_a_setting_says_once_what_it_takes(program: Worktracker, name: str, value: str, words: str) -> None:
    said = program.run("settings", "set", name, value, code=2)
    assert words in said.err
    assert len(said.err.splitlines()) == 1


def test_two_hotkeys_are_two_combinations(program: Worktracker) -> None:
    said = program.run("settings", "set", "forget-hotkey", "ctrl+alt+f").out
    assert said == "forget-hotkey is ctrl+alt+f from now on.\n"
    refused = program.run("settings", "set", "pause-hotkey", "alt+ctrl+f", code=2).err
    assert "ctrl+alt+f is forget-hotkey's already." in refused
    program.set("forget-hotkey", "ctrl+alt+f")  # its own again
    program.set("forget-hotkey", "off")
    program.set("pause-hotkey", "ctrl+alt+f")
    listed = program.run("settings", "list").out.splitlines()
    columns = {found.end() for line in listed if (found := re.match(r"\S+ +\S+ +", line))}
    assert len(columns) == 1, "the columns stand"
    assert "(on|off)" in listed[0]


def test_hours_say_what_they_do(program: Worktracker) -> None:
    said = program.run("settings", "set", "hours", "mon-fri 09:00-18:00").out
    assert "Outside these hours nothing is recorded." in said


def on_terminal(
    program: Worktracker, arguments: list[str], answers: list[tuple[str, str]]
) -> tuple[int, str]:
    """Run a command on a terminal and answer what it asks; its exit code and all that was shown."""
    ours, theirs = pty.openpty()
    command = subprocess.Popen(
        [str(EXECUTABLE), *arguments], env=program.env, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    said, heard_to = "", 0
    left = list(answers)
    try:
        while True:
            try:
                said += os.read(ours, 10_000).decode()
            except OSError:  # it has ended
                break
            while left and (at := said.find(left[0][0], heard_to)) >= 0:
                heard_to = at + len(left[0][0])
                os.write(ours, left.pop(0)[1].encode() + b"\n")
        return command.wait(30), said
    finally:
        command.kill()
        command.wait()
        os.close(ours)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", "-o", "/nowhere/x.xlsx"], ".xlsx can't be written; csv, jsonl or ics."),
        (["report", "-o", "/nowhere/x.ods"], ".ods can't be written; csv, json, html or xlsx."),
        (["report", "--from", "2026-02-30"], "There is no 30 February 2026."),
        (["report", "--from", "2026-02-29T10:00"], "There is no 29 February 2026."),
        (["report", "--from", "2026-13-01"], "'2026-13-01' is not a time."),
        (["pause", "--for", "10000d"], "'10000d' is too long: ten years (3660d) is the most."),
        (["pause", "--for", "0m"], "'0m' is not a duration."),
    ],
)
def test_a_refusal_names_what_is_wrong(program: Worktracker, arguments: list[str], words: str) -> None:
    said = program.run(*arguments, code=2)
    assert words in said.err
    assert len(said.err.splitlines()) == 1


def test_what_was_written_is_said_beside_the_output(program: Worktracker, tmp_path: Path) -> None:
    fill(program, ("active", 60, "editor"))
    for arguments in (["export", "-o", "spans.csv"], ["report", "-o", "report.json"]):
        file = tmp_path / arguments[-1]
        said = program.run(*arguments[:-1], str(file))
        assert said.out == ""
        assert said.err.startswith(f"Wrote {file}.\n")
    assert program.run("export", "--format", "jsonl").err == ""


def test_a_rule_that_is_there_is_not_added_again(program: Worktracker) -> None:
    fill(program, ("active", 60, "editor"))
    said = program.run("exclude", "add", "--app", "editor")
    assert said.err == "It matches 1 span, 1 m, in 1 application already stored; --purge reaches those too.\n"
    rules = program.json("exclude", "list")
    number = rules[0]["id"]
    assert program.run("exclude", "add", "--app", "editor").out == f"It is there already (rule {number}).\n"
    default = next(rule for rule in rules if rule["default"] and rule["app"] and not rule["regex"])
    same = ["--app", default["app"], "--action", default["action"]]
    for name in ("title", "url", "domain"):
        same += [f"--{name}", default[name]] if default[name] else []
    assert f"(rule {default['id']})" in program.run("exclude", "add", *same).out
    assert program.json("exclude", "list") == rules


def test_a_default_rule_is_removed_after_a_question_that_takes_only_an_answer(program: Worktracker) -> None:
    program.agree()
    number = next(rule["id"] for rule in program.json("exclude", "list") if rule["default"])
    remove = ["exclude", "remove", str(number)]
    code, said = on_terminal(program, remove, [("[y/N]", "perhaps"), ("[y/N]", "n")])
    assert code == 5
    assert "This rule came with the program" in said
    assert "Answer y for yes, or n for no." in said
    assert "invalid input" not in said
    program.run(*remove)
    assert number not in {rule["id"] for rule in program.json("exclude", "list")}


def test_exclude_test_says_which_rule_decides(program: Worktracker) -> None:
    program.run("exclude", "add", "--app", "slack")
    program.run("exclude", "add", "--title", "*secret*", "--action", "hide-title")
    program.run("exclude", "add", "--app", "bank", "--action", "private")
    numbers = {rule["app"] or rule["title"]: rule["id"] for rule in program.json("exclude", "list")}

    def first(*window: str) -> str:
        return program.run("exclude", "test", *window).out.splitlines()[0]

    assert first("--app", "Slack") == f"Nothing would be recorded: rule {numbers['slack']}, app = slack."
    assert first("--app", "bank") == f"Only the time would be recorded: rule {numbers['bank']}, app = bank."
    assert first("--app", "editor", "--title", "my secret") == (
        "Recorded would be the application and the time;"
        f" the title and the page are left out by rule {numbers['*secret*']}, title = *secret*."
    )
    assert first("--app", "editor", "--title", "x") == (
        "Recorded would be the application, the title and the time."
    )
    private = first("--app", "firefox", "--title", "x — Mozilla Firefox Private Browsing")
    assert private == "Only the time would be recorded: it is a private window."


def test_who_excludes_a_page_that_no_browser_tells_hears_what_happens_to_titles(program: Worktracker) -> None:
    program.agree()
    no_extension, at_none, at_domain = "none does now", "At record-urls none", "At record-urls domain"

    def said(*rule: str) -> list[str]:
        notes = program.json("exclude", "add", *rule)["notes"]
        return [words for note in notes for words in (no_extension, at_none, at_domain) if words in note]

    assert said("--domain", "bank.example") == [no_extension]
    assert said("--url", "https://mail.example/*") == [no_extension]
    assert said("--url", "https://mail.example/secret/*") == [at_domain, no_extension]
    assert said("--domain", "x.example", "--action", "domain-only") == []
    assert said("--title", "*bank*") == []
    assert at_none in program.run("settings", "set", "record-urls", "none").out
    assert said("--domain", "clinic.example") == [at_none, no_extension]
    assert "At record-urls" not in program.run("settings", "set", "record-urls", "full").out
    assert said("--url", "*secret*") == [no_extension]
    assert at_domain in program.run("settings", "set", "record-urls", "domain").out
    # The window that is tried shows the page that is named, or one that has no address.
    window = ("--app", "firefox", "--title", "News")
    assert program.json("exclude", "test", *window)["title"] == "News"
    assert program.json("exclude", "test", *window, "--url", "https://bank.example/")["state"] == "dropped"


def test_the_phrase_leaves_the_screen_before_it_is_asked_for(program: Worktracker) -> None:
    program.agree()
    words = program.json("key", "recovery")["phrase"].split()
    code, said = on_terminal(program, ["key", "recovery"], [("Show it now? [y/N]", "n")])
    assert code == 5
    assert "Nothing was shown." in said
    assert words[0] not in said.split()
    _, said = on_terminal(
        program, ["key", "recovery"], [("[y/N]", "y"), ("press Enter", ""), ("to be sure", "none of them")]
    )
    shown, _, after = said.partition("\x1b[2J\x1b[3J\x1b[H")
    assert words[0] in shown.split()
    assert "Word " in after
    assert program.run("key", "recovery", code=5).err.startswith("worktracker: There is no terminal")


def test_a_new_passphrase_has_eight_characters(program: Worktracker, tmp_path: Path) -> None:
    program.agree()
    file = tmp_path / "new"
    for short in ("", "a\n", "sieben7\n"):
        file.write_text(short)
        said = program.run("key", "passphrase", "--new-file", str(file), code=2)
        assert "at least 8 characters; nothing was changed." in said.err
    assert program.json("key", "status")["key"] == "keyring"
    code, said = on_terminal(program, ["key", "passphrase"], [("New passphrase", "a")])
    assert (code, "at least 8 characters" in said) == (2, True)
    file.write_text("achtacht\n")
    program.run("key", "passphrase", "--new-file", str(file))
    assert program.json("key", "status")["key"] == "keyring+passphrase"


@pytest.mark.parametrize(("passphrase", "told"), [("kurz", True), ("lang genug", False)])
def test_a_short_passphrase_of_the_environment_is_taken_with_a_warning(
    session: PrivateSession, passphrase: str, told: bool
) -> None:
    program = Worktracker(
        session, DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent", WORKTRACKER_PASSPHRASE=passphrase
    )
    for first in (True, False):
        code, said = on_terminal(program, ["agree", "--yes"], [])
        assert code == 0
        assert ("fewer than 8 characters" in said) is (first and told), "once, for a new record"


def test_doctor_marks_what_has_a_remedy(program: Worktracker) -> None:
    program.agree()
    program.home.chmod(0o777)
    said = program.run("doctor", code=None).out
    line = next(line for line in said.splitlines() if "other users can look into" in line)
    assert line.startswith("  !  files:")
    assert "chmod 700" in said


def test_what_is_no_copy_is_told_at_once(program: Worktracker, tmp_path: Path) -> None:
    program.agree()
    file = tmp_path / "passwd"
    file.write_text("root:x:0:0\n")
    said = program.run("backup", "restore", "-y", str(file), code=2)
    assert f"{file} is not a copy of a worktracker record." in said.err
    lock = InstanceLock(program.home / "worktracker.lock")
    lock.acquire()
    with lock:
        said = program.run("backup", "restore", code=1)
    assert "is already running for this home" in said.err
    assert "needs your word" not in said.err


def test_a_damaged_record_sends_nobody_round(program: Worktracker) -> None:
    program.agree()
    program.run("backup", "create")
    (copy,) = (program.home / "backups").glob("*.db")
    program.store.write_bytes(os.urandom(40_960))
    for command in (["status"], ["key", "status"]):
        said = program.run(*command).out
        assert f"Bring it back: worktracker backup restore {copy}" in said
        assert "worktracker status" not in said.replace(str(copy), "")
    copy.unlink()
    for command in (["status"], ["key", "status"]):
        said = program.run(*command).out
        assert "It can come back from a copy only: worktracker backup restore FILE" in said
        assert "`worktracker key status`" not in said


def test_without_a_display_the_app_says_who_speaks(session: PrivateSession) -> None:
    said = Worktracker(session).run(code=1, DISPLAY="", WAYLAND_DISPLAY="").err
    assert said.startswith("worktracker: There is no display for a tray icon.")


def test_a_pause_s_length_without_its_option_is_told_where_it_goes(program: Worktracker) -> None:
    assert "--for 15m" in program.run("pause", "15m", code=2).err
