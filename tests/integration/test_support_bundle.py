"""``support bundle``: what helps, and nothing of what the record, the user or the computer is called."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desktop.leak_search import found_in, key_of, pages_of
from tests.desktop.private_session import PrivateSession
from tests.integration.in_process import InProcess

TITLE, SITE, DOCUMENT = "Heron Title", "heron-site.example", "heron-document.txt"
APP, RULE, CATEGORY, NOTE, USER = "heronapp", "heronrule", "Heron Category", "Heron Note", "heronuser"
CANARIES = (TITLE, SITE, DOCUMENT, APP, RULE, CATEGORY, NOTE, USER)
Make = Callable[..., InProcess]


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture
def make(session: PrivateSession, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Make:
    def make(**env: str) -> InProcess:
        return InProcess(session, monkeypatch, capfd, **env)

    return make


def span(day: str) -> str:
    line = {
        "start": f"{day}T09:00:00.000+00:00",
        "end": f"{day}T10:00:00.000+00:00",
        "duration_seconds": 3600.0,
        "state": "active",
        "app": APP,
        "title": TITLE,
        "url": f"https://{SITE}/page",
        "domain": SITE,
        "document": DOCUMENT,
        "source": "recorded",
        "zone": "Etc/UTC",
    }
    return json.dumps(line) + "\n"


def test_a_bundle_says_what_helps_and_nothing_else(make: Make, tmp_path: Path) -> None:
    folder = tmp_path / USER
    folder.mkdir(mode=0o755)
    program = make(LOGNAME=USER, USER=USER, HOME=str(folder), WORKTRACKER_HOME=str(folder / "home"))
    program.run("agree", "--yes")
    lines = tmp_path / "spans.jsonl"
    lines.write_text(span("2026-11-19") + span("2026-11-20"))
    program.run("import", "jsonl", str(lines), "--as-recorded")
    program.run("exclude", "add", "--title", RULE)
    program.run("category", "add", CATEGORY)
    program.run("settings", "set", "idle-return-not-after", APP)
    program.run("entry", "add", "--from", "2026-11-20T12:00", "--to", "2026-11-20T13:00", "--note", NOTE)
    # The control: what is looked for is there to be found.
    stored = pages_of(folder / "home" / "worktracker.db", key_of(program))
    for canary in CANARIES[:-1]:
        assert canary.lower().encode() in stored.lower(), canary
    file = tmp_path / "bundle.txt"
    (folder / "home" / "logs").chmod(0o755)  # so that the doctor has to name a place
    said = program.run("support", "bundle", str(file))
    text = file.read_text("utf-8")
    assert found_in(text.lower().encode(), [each.lower() for each in CANARIES]) == []
    assert platform.node() not in re.split(r"\W+", text)
    assert str(tmp_path) not in text
    assert "other users can look into <home>/logs" in text or "look into <logs>" in text
    assert file.stat().st_mode & 0o777 == 0o600
    created = datetime.fromisoformat(_line(text, "created: "))
    assert abs(created - datetime.now(UTC)) < timedelta(minutes=5)
    assert _line(text, "expires: ").startswith(str((created + timedelta(days=14)).date()))
    for part in ("versions", "session", "doctor", "settings", "rows of each table"):
        assert f"[{part}]\n" in text
        assert f"{part} (" in said.err
    assert "Read it before you send it." in said.err
    assert "idle-return-not-after = changed" in text
    assert "idle-threshold = 180s" in text
    assert "span: 3" in text
    assert "ok record: <home>/worktracker.db, " in text


def test_without_a_record_there_is_one_too(make: Make, tmp_path: Path) -> None:
    said = make().run("support", "bundle", "-")
    assert "[versions]\n" in said.out
    assert "[settings]" not in said.out
    assert not (tmp_path / "-").exists()


def _line(text: str, begin: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(begin)).removeprefix(begin)
