"""What commands say to people: refusals that name the limit, questions that can be answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import Worktracker, zone_at_noon
from tests.integration.in_process import InProcess
from tests.integration.test_round_trip import write


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
