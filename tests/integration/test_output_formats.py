"""Reports and exports as a user asks for them: formats, endings, pipes, terminals, full disks."""

from __future__ import annotations

import io
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
from typing import Any

import pytest
from icalendar import Calendar

from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import EXECUTABLE, Said, Worktracker, run_here
from tests.integration.test_round_trip import make_lines, many_lines, write
from tests.waiting import wait_until

MANY = 20_000
SINCE = ("--from", "2026-11-01")
EXPORTS = ("csv", "jsonl", "ical", "timewarrior", "activitywatch", "toggl")


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture(scope="module")
def filled(session: PrivateSession) -> Worktracker:
    program = Worktracker(session)
    program.run("import", "jsonl", str(write(session.folder / "lines.jsonl", make_lines())), "--as-recorded")
    return program


@pytest.fixture(scope="module")
def long_one(session: PrivateSession) -> Worktracker:
    """A record whose calendar takes long enough to be cancelled, and more room than there is."""
    program = Worktracker(session)
    file = write(session.folder / "many.jsonl", many_lines(MANY))
    program.run("import", "jsonl", str(file), "--as-recorded")
    return program


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Runs a command in this process; fails unless it ends with ``code``."""

    def run(program: Worktracker, *words: str, code: int = 0) -> Said:
        said = run_here(program, words, monkeypatch, capfd)
        assert said.code == code, said.err
        return said

    return run


def events(calendar: str) -> list[Any]:
    return Calendar.from_ical(calendar).walk("VEVENT")


def test_an_ending_means_a_format(filled: Worktracker, tmp_path: Path, here: Callable[..., Said]) -> None:
    def made(*words: str) -> bytes:
        here(filled, *words[:-1], "--output", str(tmp_path / words[-1]))
        assert stat.S_IMODE((tmp_path / words[-1]).stat().st_mode) == 0o600
        return (tmp_path / words[-1]).read_bytes()

    spent = [line for line in make_lines() if line["state"] in ("active", "private")]
    assert len(events(made("export", "spans.ics").decode())) == len(spent)
    assert made("report", *SINCE, "report.html").startswith(b"<!doctype html>")
    with zipfile.ZipFile(io.BytesIO(made("report", *SINCE, "report.XLSX"))) as book:
        assert book.testzip() is None
    for command, name in (
        ("export", "a.json"),
        ("export", "a.html"),
        ("report", "a.ics"),
        ("report", "a.pdf"),
    ):
        said = here(filled, command, "--output", str(tmp_path / name), code=2)
        assert len(said.err.splitlines()) == 1
        assert Path(name).suffix in said.err
        assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", EXPORTS)
def test_every_format_goes_into_a_pipe_and_into_a_file(
    filled: Worktracker, tmp_path: Path, here: Callable[..., Said], name: str
) -> None:
    piped = here(filled, "export", "--format", name)
    here(filled, "export", "--format", name, "--output", str(tmp_path / "file"))
    assert (tmp_path / "file").read_bytes() == piped.raw
    assert len(piped.raw) > 500
    # A part of the time gives a part of it.
    assert len(here(filled, "export", "--format", name, "--to", "2026-11-01").raw) < 300


@pytest.mark.parametrize("name", EXPORTS)
def test_without_a_record_there_is_an_empty_file_of_that_format(
    session: PrivateSession, filled: Worktracker, here: Callable[..., Said], name: str
) -> None:
    none = here(Worktracker(session), "export", "--format", name).raw
    assert none == here(filled, "export", "--format", name, "--to", "2026-11-01").raw
    if name in ("timewarrior", "activitywatch"):
        assert json.loads(none) in ([], {"buckets": {}})
    if name == "ical":
        assert events(none.decode()) == []


def test_reports_of_no_record(session: PrivateSession, tmp_path: Path, here: Callable[..., Said]) -> None:
    empty = Worktracker(session)
    assert "Nothing was recorded in this time." in here(empty, "report", "--format", "html").out
    with zipfile.ZipFile(io.BytesIO(empty.run("report", "--format", "xlsx").raw)) as book:
        assert b"Total" in book.read("xl/sharedStrings.xml")


def test_only_what_has_room_for_it_is_explained(filled: Worktracker, here: Callable[..., Said]) -> None:
    said = here(filled, "export", "--format", "ical", "--explain", code=2)
    assert "csv or jsonl" in said.err
    assert "seen_by" in here(filled, "export", "--format", "csv", "--explain").out


def on_terminal(program: Worktracker, *words: str) -> tuple[int, bytes]:
    """Run a command whose standard output is a terminal; its exit code, and all that was shown."""
    ours, theirs = pty.openpty()
    command = subprocess.Popen([str(EXECUTABLE), *words], env=program.env, stdout=theirs, stderr=theirs)
    os.close(theirs)
    seen = b""
    with suppress(OSError):  # EIO: the program has ended
        while chunk := os.read(ours, 65_536):
            seen += chunk
    os.close(ours)
    return command.wait(20), seen


def test_a_terminal_is_not_given_a_spreadsheet(filled: Worktracker) -> None:
    for dash in ((), ("--output", "-")):
        code, seen = on_terminal(filled, "report", *SINCE, "--format", "xlsx", *dash)
        assert code == 2
        assert seen.count(b"\n") == 1
        assert b"--output" in seen
        assert b"PK" not in seen
    code, seen = on_terminal(filled, "export", "--format", "timewarrior")
    assert code == 0, "text it can show"
    assert b'"tags"' in seen


@pytest.mark.parametrize(
    "words", [("export", "-f", "ical"), ("report", "-f", "html"), ("report", "-f", "xlsx")]
)
def test_a_folder_that_cant_be_written_is_said(
    filled: Worktracker, tmp_path: Path, here: Callable[..., Said], words: tuple[str, ...]
) -> None:
    for place in (tmp_path / "no" / "file", Path("/proc/file"), tmp_path):
        said = here(filled, *words, "--output", str(place), code=1)
        assert len(said.err.splitlines()) == 1
        assert str(place) in said.err
    assert os.listdir(tmp_path) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "tmpfs", str(place)]
    made = subprocess.run(mount, capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"no file system can be mounted here: {made.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize(
    "words",
    [
        ("export", "-f", "timewarrior"),
        ("export", "-f", "activitywatch"),
        ("report", "-f", "xlsx", "--by", "title", "--from", "2026-01-01"),
    ],
)
def test_a_full_disk_is_said_and_the_old_file_stays(
    long_one: Worktracker, small_disk: Path, here: Callable[..., Said], words: tuple[str, ...]
) -> None:
    target = small_disk / "file"
    target.write_text("old")
    said = here(long_one, *words, "--output", str(target), code=1)
    assert len(said.err.splitlines()) == 1
    assert "No space left" in said.err
    assert "title" not in said.err
    assert target.read_text() == "old"
    assert os.listdir(small_disk) == ["file"]


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_cancelled_half_way_the_old_file_stays(
    long_one: Worktracker, tmp_path: Path, by: signal.Signals
) -> None:
    target = tmp_path / "spans.ics"
    target.write_text("old")
    program = subprocess.Popen(
        [str(EXECUTABLE), "export", "--output", str(target)],
        env=long_one.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip

    def has_begun() -> bool:
        assert program.poll() is None, program.communicate()
        held = Path(f"/proc/{program.pid}/fd")
        return any(str(tmp_path) in os.path.realpath(each) for each in held.iterdir())

    wait_until(has_begun, 20, "the calendar to be begun")
    program.send_signal(by)
    _, err = program.communicate(timeout=20)
    assert (program.returncode, err) == (130, b"worktracker: Cancelled.\n")
    assert os.listdir(tmp_path) == ["spans.ics"]
    assert target.read_text() == "old"
