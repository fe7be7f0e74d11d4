"""``worktracker privacy scan``: what it counts, what it keeps to itself, and what its rules do."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import EXECUTABLE, Worktracker, run_here
from tests.integration.test_round_trip import write
from worktracker.privacy.leaks import PATTERNS, Kind

MAIL = "anna.schmidt@example.org"
CARD = "4111 1111 1111 1111"
TOKEN = "AKIAIOSFODNN7EXAMPLE"
IBAN = "DE89 3704 0044 0532 0130 00"
SECRETS = (MAIL, CARD, TOKEN, IBAN, "anna%40example.org")


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture
def program(session: PrivateSession) -> Worktracker:
    program = Worktracker(session, TZ="Europe/Berlin")
    texts: list[dict[str, str]] = [
        {"app": "thunderbird", "title": f"Re: offer - {MAIL}"},
        {"app": "thunderbird", "title": f"Re: offer - {MAIL}"},
        {
            "app": "firefox",
            "title": "Pay",
            "url": "https://x.example/?m=anna%40example.org",
            "domain": "x.example",
        },
        {"app": "firefox", "title": f"Card {CARD}", "url": "https://x.example/pay", "domain": "x.example"},
        {"app": "writer", "title": "Letter", "document": f"/home/u/{TOKEN}.odt"},
        {"app": "xterm", "title": f"export KEY={TOKEN}"},
        {"title": f"transfer {IBAN}"},
        {"app": "editor", "title": "290cc3d1f0b8a7c6d5e4f3a2b1c0d9e8f7a6b5c4 2026-11-21 v1.2.3"},
    ]
    lines: list[dict[str, Any]] = [
        {
            "start": f"2026-11-19T{9 + number:02}:00:00.000+01:00",
            "end": f"2026-11-19T{9 + number:02}:10:00.000+01:00",
            "duration_seconds": 600.0,
            "state": "active",
            **text,
            "source": "recorded",
            "zone": "Europe/Berlin",
        }
        for number, text in enumerate(texts)
    ]
    file = write(session.folder / "leaks.jsonl", lines)
    program.run("import", "jsonl", str(file), "--as-recorded")
    file.unlink()
    return program


def counts(found: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    names = ("titles", "urls", "documents", "spans", "seconds", "apps")
    return {each["kind"]: tuple(each[name] for name in names) for each in found["found"]}


def test_the_scan_counts_and_tells_no_text(
    program: Worktracker, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    said = run_here(program, ["privacy", "scan", "--json"], monkeypatch, capfd)
    assert said.code == 0
    found = json.loads(said.out)
    assert counts(found) == {
        "e-mail": (1, 1, 0, 3, 1800.0, ["firefox", "thunderbird"]),
        "token": (1, 0, 1, 2, 1200.0, ["writer", "xterm"]),
        "card": (1, 0, 0, 1, 600.0, ["firefox"]),
        "iban": (1, 0, 0, 1, 600.0, []),
    }
    assert found["activities"] == 7
    words = run_here(program, ["privacy", "scan"], monkeypatch, capfd)
    assert "1 title, 1 address; 3 spans, 30 m; in firefox, thunderbird" in words.out
    for text in (said.out, said.err, words.out, words.err):
        assert not [secret for secret in SECRETS if secret in text]
    shown = run_here(program, ["privacy", "scan", "--show"], monkeypatch, capfd)
    assert shown.code == 2
    assert "only on a terminal" in shown.err


def on_a_terminal(program: Worktracker, *arguments: str, answers: str = "") -> str:
    """Run one command on a terminal and give an answer to each question; all that it shows."""
    master, slave = pty.openpty()
    command = [str(EXECUTABLE), *arguments]
    running = subprocess.Popen(command, env=program.env, stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    said = b""
    given = 0
    while True:
        try:
            piece = os.read(master, 65_536)
        except OSError:  # it has ended
            break
        said += piece
        while given < said.count(b"[y/N]"):
            os.write(master, f"{answers[given]}\n".encode())
            given += 1
    os.close(master)
    assert running.wait(30) == 0
    assert given == len(answers)
    return said.decode()


def test_show_prints_the_texts_on_a_terminal(program: Worktracker) -> None:
    said = on_a_terminal(program, "privacy", "scan", "--show")
    assert all(secret in said for secret in SECRETS)


def test_fix_asks_for_each_rule_on_a_terminal(program: Worktracker) -> None:
    said = on_a_terminal(program, "privacy", "scan", "--fix", answers="nnynn")
    assert said.count("Add? [y/N]") == 5
    assert "Hide titles that show an e-mail address: 1 title now. Add?" in said
    assert "Keep only the site of addresses that show an e-mail address: 1 address now. Add?" in said
    assert PATTERNS[Kind.E_MAIL] not in said
    assert "applied to 1 stored span (10 m)" in said
    assert not [secret for secret in SECRETS if secret in said]
    assert counts(program.json("privacy", "scan")).keys() == {"e-mail", "card", "iban", "token"}
    assert counts(program.json("privacy", "scan"))["token"][0] == 0


def test_the_proposed_lines_do_what_they_say(program: Worktracker, tmp_path: Path) -> None:
    """Each is run by a shell, as somebody would who copies it; then nothing is found any more."""
    found = program.json("privacy", "scan")
    lines = [proposal["command"] for proposal in found["proposals"]]
    assert len(lines) == 5, "a rule for each kind in titles, one for addresses; documents have none"
    for line in lines:
        env = program.env | {"PATH": f"{EXECUTABLE.parent}:{program.env['PATH']}"}
        done = subprocess.run(["sh", "-c", line], env=env, capture_output=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
    left = program.json("privacy", "scan")
    assert counts(left) == {"token": (0, 0, 1, 1, 600.0, ["writer"])}
    assert left["proposals"] == []
    spans = program.spans()
    assert len(spans) == 8, "the time stays"
    assert [span.title for span in spans if span.title] == [
        "Pay", "Letter", "290cc3d1f0b8a7c6d5e4f3a2b1c0d9e8f7a6b5c4 2026-11-21 v1.2.3",
    ]  # fmt: skip


def test_fix_adds_the_rules_and_takes_out_what_is_stored(
    program: Worktracker, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    refused = run_here(program, ["privacy", "scan", "--fix"], monkeypatch, capfd)
    assert refused.code == 5
    assert "--yes" in refused.err
    before = len(json.loads(run_here(program, ["exclude", "list", "--json"], monkeypatch, capfd).out))
    said = run_here(program, ["privacy", "scan", "--fix", "--yes", "--json"], monkeypatch, capfd)
    assert said.code == 0, said.err
    # The rule for cards has taken the account number too: part of it has the shape of a card's.
    assert [each["purged_spans"] for each in json.loads(said.out)["fixed"]] == [2, 1, 1, 2, 0]
    rules = json.loads(run_here(program, ["exclude", "list", "--json"], monkeypatch, capfd).out)
    assert len(rules) == before + 5
    assert {rule["title"] for rule in rules} >= {PATTERNS[kind] for kind in Kind}
    again = run_here(program, ["privacy", "scan", "--fix", "--yes"], monkeypatch, capfd)
    assert "token" in again.out, "the document is still told"
    tried = ["exclude", "test", "--app", "thunderbird", "--title", f"x {MAIL}", "--json"]
    verdict = json.loads(run_here(program, tried, monkeypatch, capfd).out)
    assert (verdict["state"], verdict["app"], verdict["title"]) == ("active", "thunderbird", None)


def test_notes_are_looked_through_those_that_were_undone_too(
    session: PrivateSession, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    program = Worktracker(session, TZ="Europe/Berlin")
    program.run("import", "jsonl", str(write(session.folder / "none.jsonl", [])), "--as-recorded")
    day = "2026-11-18"
    for hour, note in ((9, f"called {MAIL}"), (11, "called her"), (13, f"paid {CARD}")):
        times = ("--from", f"{day}T{hour:02}:00", "--to", f"{day}T{hour + 1:02}:00")
        program.run("entry", "add", *times, "--note", note)
    program.run("entry", "edit", "3", "--note", "paid")
    scan = ["privacy", "scan"]
    found = json.loads(run_here(program, [*scan, "--json"], monkeypatch, capfd).out)["notes"]
    assert [(each["kind"], each["entry"], each["start"][:16], each["counts"]) for each in found] == [
        ("e-mail", 1, f"{day}T09:00", True),
        ("card", 3, f"{day}T13:00", False),
    ]
    words = run_here(program, scan, monkeypatch, capfd).out
    assert f"e-mail   entry 1, {day} 09:00–10:00: worktracker entry edit 1 --note …" in words
    forget = f"forget --from {day}T13:00 --to {day}T14:00"
    assert f"card     changed or undone since, {day} 13:00–14:00: worktracker {forget}" in words
    assert not [secret for secret in SECRETS if secret in words]
    program.run(*forget.split(), "--yes")
    program.run("forget", "--from", f"{day}T09:00", "--to", f"{day}T10:00", "--yes")
    assert program.json("privacy", "scan")["notes"] == []


def test_without_a_record_there_is_nothing(session: PrivateSession) -> None:
    program = Worktracker(session)
    assert program.json("privacy", "scan") == {"activities": 0, "found": [], "proposals": [], "notes": []}
    assert not program.home.exists()


def test_the_version_is_told(session: PrivateSession) -> None:
    from importlib.metadata import version

    assert Worktracker(session).run("--version").out == f"worktracker {version('worktracker')}\n"
