"""Imports as commands: what they say, what they ask, and that a cancelled one leaves nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import EXECUTABLE, Worktracker
from tests.integration.in_process import InProcess
from tests.unit.interchange.imports import files
from worktracker.app.opening import OpenStore
from worktracker.cli import context


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture
def program(
    session: PrivateSession, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Worktracker:
    return InProcess(session, monkeypatch, capfd)


@pytest.fixture
def export(tmp_path: Path) -> str:
    path = tmp_path / "aw.json"
    path.write_text(json.dumps(files.activitywatch()))
    return str(path)


def test_an_import_says_what_became_of_the_file(program: Worktracker, export: str, tmp_path: Path) -> None:
    said = program.run("import", "activitywatch", export, "--dry-run")
    assert said.out == "8 spans would be added, 0 were there already, 0 overlap others.\n"
    assert program.spans() == []
    program.run("import", "activitywatch", export)
    assert len(program.spans()) == 8
    toggl = tmp_path / "toggl.csv"
    lines = files.TOGGL.splitlines(keepends=True)
    toggl.write_bytes(lines[0] + b"".join(lines[2:]))  # without the hour that not every zone has twice
    said = program.run("import", "toggl", str(toggl), "--source", "work")
    assert "Line 3: it is another person's than the first." in said.err
    assert said.err.splitlines()[-1] == "1 record could not be read, and was left out."
    twice = tmp_path / "twice.csv"
    twice.write_bytes(toggl.read_bytes() + lines[3])
    said = program.run("import", "toggl", str(twice), "--dry-run")
    assert said.err.splitlines()[-1] == "2 records could not be read, and were left out."
    exported = program.run("export", "--format", "jsonl").out.splitlines()
    assert {json.loads(line)["source"] for line in exported} == {"activitywatch box", "work"}
    refused = program.run("import", "toggl", str(toggl), "--strict", code=1)
    assert "Line 3" in refused.err
    for wrong in ("recorded", "", "x" * 101):
        program.run("import", "toggl", str(toggl), "--source", wrong, code=2)


def test_an_export_for_activitywatch_comes_back_as_it_was(
    session: PrivateSession,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    export: str,
    tmp_path: Path,
) -> None:
    exported: list[bytes] = []
    listed: list[list[dict[str, object]]] = []
    for number in range(2):
        program = InProcess(session, monkeypatch, capfd)
        program.run("import", "activitywatch", export)
        export = str(tmp_path / f"{number}.json")
        program.run("export", "--format", "activitywatch", "--output", export)
        exported.append(Path(export).read_bytes())
        lines = program.run("export", "--format", "jsonl").out.splitlines()
        listed.append([json.loads(line) for line in lines])
    assert exported[0] == exported[1]
    # Whose record it is stands in no file of ours.
    assert {line["source"] for line in listed[0]} == {"activitywatch box"}
    assert [line | {"source": "activitywatch"} for line in listed[0]] == listed[1]
    assert any(line["state"] == "private" for line in listed[0]), "a control"


def test_what_was_forgotten_comes_back_only_if_the_user_says_so(program: Worktracker, export: str) -> None:
    program.run("import", "activitywatch", export)
    when = ("--from", "2026-10-25T09:01:30Z", "--to", "2026-10-25T09:04:00Z")
    program.run("forget", *when, "--yes")
    kept = program.spans()
    refused = program.run("import", "activitywatch", export, code=5)
    assert "--including-forgotten" in refused.err
    assert program.spans() == kept
    assert program.json("import", "activitywatch", export, "--dry-run")["forgotten"] == 3
    program.run("import", "activitywatch", export, "--including-forgotten")
    assert sum(span.end_ms - span.start_ms for span in program.spans()) == 600_000
    program.run("forget", *when, "--yes")
    assert program.json("forget", "--times", "--yes") == {"times": 1, "dry_run": False}
    program.run("import", "activitywatch", export)


def test_the_store_is_not_held_while_somebody_thinks(
    program: Worktracker, export: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.run("import", "activitywatch", export)
    program.run("forget", "--from", "2026-10-25T09:01:30Z", "--to", "2026-10-25T09:04:00Z", "--yes")
    held: list[bool] = []
    asked: list[list[bool]] = []
    writing = context.writing

    @contextmanager
    def watched(*, make: bool = True, cut: bool = False) -> Generator[OpenStore]:
        with writing(make=make, cut=cut) as opened:
            held.append(True)
            yield opened
        held.pop()

    def confirm(question: str, *, yes: bool, what: str, option: str = "--yes") -> None:
        if yes:
            return
        assert (what, option) == ("import", "--including-forgotten"), question
        asked.append([*held])
        if len(asked) == 1:  # somebody else writes, and forgets more
            other = ("--from", "2026-10-25T09:05:30Z", "--to", "2026-10-25T09:05:40Z")
            program.run("forget", *other, "--yes")

    with monkeypatch.context() as patched:
        patched.setattr(context, "writing", watched)
        patched.setattr(context, "confirm", confirm)
        said = program.json("import", "activitywatch", export)
    assert asked == [[], []], "asked again about what was forgotten meanwhile"
    assert said["forgotten"] == 4
    assert sum(span.end_ms - span.start_ms for span in program.spans()) == 600_000


def test_a_cancelled_import_leaves_nothing(session: PrivateSession, tmp_path: Path) -> None:
    program = Worktracker(session)
    small = tmp_path / "small.data"
    small.write_bytes(files.TIMEWARRIOR_DATA)
    program.run("import", "timewarrior", str(small))
    before = program.run("export", "--format", "jsonl", "--all-sources").raw
    large = tmp_path / "large.data"  # more than can be read before it is cancelled
    with large.open("w") as lines:
        for number in range(400_000):
            lines.write(f"inc {_utc(number)} - {_utc(number + 1)} # t{number}\n")
    command = [str(EXECUTABLE), "import", "timewarrior", str(large)]
    child = subprocess.Popen(command, env=program.env, stderr=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 60
        while not _has_begun(child.pid, large):
            assert child.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.01)
        child.send_signal(signal.SIGINT)
        _, said = child.communicate(timeout=60)
    finally:
        child.kill()
    assert child.returncode == 130, said
    assert said == b"worktracker: Cancelled.\n"
    assert program.run("export", "--format", "jsonl", "--all-sources").raw == before


def _utc(second: int) -> str:
    return f"{datetime.fromtimestamp(1_700_000_000 + second, UTC):%Y%m%dT%H%M%SZ}"


def _has_begun(pid: int, file: Path) -> bool:
    """Whether a process has read into a file."""
    for number in os.listdir(f"/proc/{pid}/fd"):
        with suppress(OSError):
            if os.readlink(f"/proc/{pid}/fd/{number}") == str(file):
                return True
    return False
