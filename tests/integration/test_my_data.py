"""``my-data`` as a user runs it: one private file, whole or not there, and a word of warning."""

from __future__ import annotations

import json
import os
import pty
import signal
import stat
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import EXECUTABLE, Said, Worktracker, run_here
from tests.integration.test_round_trip import make_lines, many_lines, write
from tests.waiting import wait_until

MANY = 20_000


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture(scope="module")
def filled(session: PrivateSession) -> Worktracker:
    program = Worktracker(session)
    program.run("import", "jsonl", str(write(session.folder / "lines.jsonl", make_lines())), "--as-recorded")
    return program


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Runs a command in this process; fails unless it ends with ``code``."""

    def run(program: Worktracker, *words: str, code: int = 0) -> Said:
        said = run_here(program, words, monkeypatch, capfd)
        assert said.code == code, said.err
        return said

    return run


@pytest.fixture(scope="module")
def long_one(session: PrivateSession) -> Worktracker:
    """A record whose archive takes long enough to be cancelled."""
    program = Worktracker(session)
    file = write(session.folder / "many.jsonl", many_lines(MANY))
    program.run("import", "jsonl", str(file), "--as-recorded")
    return program


def test_the_archive_is_ours_alone_and_says_that_it_is_not_encrypted(
    filled: Worktracker, session: PrivateSession, tmp_path: Path
) -> None:
    target = tmp_path / "my-data.zip"
    target.write_text("old")
    target.chmod(0o644)
    said = filled.run("my-data", str(target))
    assert said.out == ""
    assert said.err == f"{target} is not encrypted: whoever has it can read all of it.\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["my-data.zip"]
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert {entry.external_attr >> 16 & 0o777 for entry in archive.infolist()} == {0o600}
        spans = archive.read("spans.jsonl")
        files = archive.read("files.csv").decode()
        assert archive.read("index.html").startswith(b"<!doctype html>")
    # It is the whole of it: what an export of every source holds, and what restores the record.
    assert spans == filled.run("export", "-f", "jsonl", "--all-sources", "--explain").raw
    assert str(filled.store) in files
    again = tmp_path / "spans.jsonl"
    again.write_bytes(spans)
    other = Worktracker(session)
    other.run("import", "jsonl", str(again), "--as-recorded")
    assert other.run("export", "-f", "jsonl").raw == filled.run("export", "-f", "jsonl").raw


def test_without_a_record_or_a_file_nothing_is_written(
    filled: Worktracker, session: PrivateSession, tmp_path: Path, here: Callable[..., Said]
) -> None:
    assert "no record" in here(Worktracker(session), "my-data", str(tmp_path / "a.zip"), code=2).err
    here(filled, "my-data", code=2)
    here(filled, "my-data", "-", code=2)
    assert "can't be written" in here(filled, "my-data", str(tmp_path / "no" / "a.zip"), code=1).err
    assert os.listdir(tmp_path) == []


def test_a_terminal_is_told_how_far_it_is(long_one: Worktracker, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [str(EXECUTABLE), "my-data", str(tmp_path / "a.zip")],
        env=long_one.env | {"TERM": "xterm"},
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    with suppress(OSError):  # EIO: the program has ended
        while chunk := os.read(ours, 65_536):
            seen += chunk
    os.close(ours)
    assert program.wait(20) == 0
    assert b"Collecting" in seen
    assert b"100%" in seen


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_cancelled_it_leaves_what_was_there(
    long_one: Worktracker, tmp_path: Path, by: signal.Signals
) -> None:
    target = tmp_path / "my-data.zip"
    target.write_text("old")
    program = subprocess.Popen(
        [str(EXECUTABLE), "my-data", str(target)],
        env=long_one.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )

    def has_begun() -> bool:
        assert program.poll() is None, program.communicate()
        held = Path(f"/proc/{program.pid}/fd")
        return any(str(tmp_path) in os.path.realpath(each) for each in held.iterdir())

    wait_until(has_begun, 20, "the archive to be begun")
    program.send_signal(by)
    _, err = program.communicate(timeout=20)
    assert (program.returncode, err) == (130, b"worktracker: Cancelled.\n")
    assert os.listdir(tmp_path) == ["my-data.zip"]
    assert target.read_text() == "old"


def test_a_format_may_come_from_the_name_of_the_file(
    filled: Worktracker, tmp_path: Path, here: Callable[..., Said]
) -> None:
    def head(*words: str, name: str) -> str:
        here(filled, *words, "--output", str(tmp_path / name))
        return (tmp_path / name).read_text("utf-8")

    export = ("export", "--from", "2026-11-01")
    report = ("report", "--from", "2026-11-01")
    assert head(*export, name="a.csv").startswith("start,end,")
    assert head(*export, name="a.JSONL").startswith('{"start": ')
    assert head(*export, "--format", "csv", name="b.jsonl").startswith("start,end,")
    assert head(*report, name="r.csv").startswith("key,seconds,")
    assert json.loads(head(*report, name="r.json"))["by"] == "app"
    assert head(*report, "--format", "csv", name="s.json").startswith("key,seconds,")
    assert "Total" in head(*report, name="r.txt")
    assert "Total" in head(*report, "--format", "table", name="t.csv")
    said = here(filled, "export", "--output", str(tmp_path / "a.xyz"), code=2)
    assert said.err.startswith("worktracker: .xyz can't be written; csv, jsonl or ics.")
    assert not (tmp_path / "a.xyz").exists()
    for name in ("csv", "-"):
        said = here(filled, "export", "--output", str(tmp_path / name) if name != "-" else "-", code=2)
        assert said.err == (
            "Usage: worktracker export [OPTIONS]\n"
            "worktracker: Invalid value for '--format': it is missing, and no file's name says one;"
            " it is csv, jsonl, ical, timewarrior, activitywatch or toggl.\n"
        )
        assert not (tmp_path / name).exists()


def test_a_dash_is_standard_output(filled: Worktracker, here: Callable[..., Said]) -> None:
    for words in (("export", "-f", "csv"), ("report", "-f", "csv", "--from", "2026-11-01"), ("report",)):
        plain = here(filled, *words)
        assert here(filled, *words, "--output", "-").raw == plain.raw != b""
    assert not Path("-").exists()
