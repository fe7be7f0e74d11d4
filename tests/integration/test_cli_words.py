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
