"""What is too old goes when the user says so, through the real program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import Worktracker

DAYS = 60


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture
def program(session: PrivateSession, tmp_path: Path) -> Worktracker:
    """An hour a day, recorded in the last sixty."""
    program = Worktracker(session, TZ="UTC")
    program.agree()
    begin = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=2)
    lines: list[str] = []
    for day in range(DAYS):
        start = begin - timedelta(days=day)
        texts = [at.isoformat(timespec="milliseconds") for at in (start, start + timedelta(hours=1))]
        lines.append(
            f'{{"start": "{texts[0]}", "end": "{texts[1]}", "duration_seconds": 3600.0, "state": "active",'
            f' "app": "editor", "title": "canary-{day}", "zone": "UTC", "source": "recorded"}}\n'
        )
    file = tmp_path / "spans.jsonl"
    file.write_text("".join(lines))
    program.run("import", "jsonl", str(file), "--as-recorded")
    return program


def test_copies_that_hold_it_yet_are_told(program: Worktracker) -> None:
    said = program.run("settings", "set", "keep-titles", "50d", "--yes").out
    assert "The bytes are gone from the file." in said
    assert "Copies" not in said
    program.run("backup", "create")
    said = program.run("settings", "set", "keep-titles", "40d", "--yes").out
    assert "Copies made before hold it yet (1 there)" in said


def rows(program: Worktracker, by: str) -> dict[str, float]:
    found = program.json("report", "--from", "2000-01-01", "--by", by)["rows"]
    return {row["key"]: row["seconds"] for row in found}


def test_a_setting_that_would_erase_says_how_much_and_waits_for_a_word(program: Worktracker) -> None:
    said = program.run("settings", "set", "keep-titles", "30d", code=5)
    assert "--yes" in said.err
    assert program.run("settings", "get", "keep-titles").out == "365d\n"
    assert len(rows(program, "title")) == DAYS

    said = program.run("settings", "set", "keep-titles", "30d", "--yes")
    assert said.out.startswith("Erased: the titles of 30 spans (30 h 00 m).")
    assert rows(program, "app") == {"editor": DAYS * 3600.0}
    titles = rows(program, "title")
    assert titles.pop("") == 30 * 3600.0
    assert set(titles) == {f"canary-{day}" for day in range(30)}
    assert [span.title for span in program.spans()] == [None] * 30 + [
        f"canary-{day}" for day in range(29, -1, -1)
    ]

    said = program.run("settings", "set", "keep-titles", "40d")  # nothing to erase, nothing to ask
    assert "Erased" not in said.out
    program.run("settings", "set", "keep-spans", "10d", "--yes")
    assert rows(program, "app") == {"editor": 10 * 3600.0}
    assert len(program.spans()) == 10
