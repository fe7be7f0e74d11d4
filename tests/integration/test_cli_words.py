"""What commands say to people: refusals that name the limit, questions that can be answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import Worktracker
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
    """Import spans that begin at times of today's midday: state, seconds, application."""
    at = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
    lines: list[dict[str, Any]] = []
    for state, length, app in seconds:
        stop = at + timedelta(seconds=length)
        texts = {} if app is None else {"app": app}
        times = {
            "start": at.isoformat(timespec="milliseconds"),
            "end": stop.isoformat(timespec="milliseconds"),
        }
        lines.append(times | {"state": state, **texts, "zone": "Etc/UTC"})
        at = stop
    file = write(program.session.folder / "words.jsonl", lines)
    program.run("import", "jsonl", str(file), "--as-recorded", TZ="Etc/UTC")


def test_status_and_report_count_the_same_time(program: Worktracker) -> None:
    fill(program, ("active", 100.4, "editor"), ("private", 6, None), ("idle", 90, None))
    said = program.run("status", TZ="Etc/UTC").out
    assert "today: 1 m 46 s, 6 s of it private; 1 m 30 s idle\n" in said
    assert "1 m 46 s" in program.run("report", TZ="Etc/UTC").out.splitlines()[-2]


def test_status_says_that_nothing_is_agreed_to_yet(program: Worktracker) -> None:
    assert "not agreed yet: worktracker agree" in program.run("status").out
    program.agree()
    assert "not agreed" not in program.run("status").out
