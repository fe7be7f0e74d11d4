"""Bad input, missing keys, foreign files, full disks: one clear line, the right code, nothing broken."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from mnemonic import Mnemonic

from tests.desktop.private_session import PrivateSession
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import Said, Worktracker, end, gaps_between, run_here
from tests.waiting import wait_until

pytestmark = pytest.mark.desktop

BERLIN = "Europe/Berlin"
NOWHERE = "unix:path=/nonexistent"


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(keyring=True) as desktop:
        yield desktop


@pytest.fixture(scope="module")
def agreed(desktop: VirtualDesktop) -> Worktracker:
    """A home with a store that tests only ask; they don't change it."""
    program = Worktracker(desktop)
    program.agree()
    return program


@pytest.fixture
def program(desktop: VirtualDesktop) -> Iterator[Worktracker]:
    program = Worktracker(desktop)
    yield program
    program.run("quit", code=None)


def assert_one_line(said: Said) -> None:
    """See that a failure is told in one line; before it ``agree`` may have shown its text."""
    lines = said.err.strip().splitlines()
    assert len(lines) == 1 or lines[0].startswith("Recorded while"), said.err
    assert lines[-1].startswith("worktracker: ")
    assert sum(line.startswith("worktracker: ") for line in lines) == 1
    assert said.raw == b""


def sums(folder: Path) -> dict[str, str]:
    """The content of every file below a folder, as checksums."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


# -- bad arguments ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        "nonsense", "--nonsense", "status --nonsense", "status more", "export", "export --format xml",
        "report --by mood", "pause --for", "exclude remove x", "settings set idle-threshold", "import csv f",
    ],
)  # fmt: skip
def test_bad_arguments_end_with_2_and_a_usage_line(
    agreed: Worktracker,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    arguments: str,
) -> None:
    said = run_here(agreed, arguments.split(), monkeypatch, capfd)
    assert said.code == 2
    assert "usage:" in (said.out + said.err).lower()


@pytest.mark.parametrize(
    "arguments",
    [
        "pause --for 5", "pause --for 0s", "pause --for 11y", "pause --until 25:00",
        "pause --for 5m --until 10:00",
        "report --from 2026-02-30", "report --from 2026-11-02 --to 2026-11-01",
        "export --format csv --from today --to yesterday",
        "report --from 2026-11-02T10:00 --to 2026-11-02T10:00", "report --from 0001-01-01T00:00+23:59",
        "settings set nonsense on", "exclude add", "exclude add --regex --title (",
        "exclude remove 99",
        "forget", "forget --last 1h --everything", "forget --last 1h",
    ],
)  # fmt: skip
def test_impossible_values_are_told_in_one_line(
    agreed: Worktracker,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    arguments: str,
) -> None:
    said = run_here(agreed, arguments.split(), monkeypatch, capfd)
    # Forgetting is understood, but there is nobody to give their word.
    assert said.code == (5 if arguments == "forget --last 1h" else 2) or arguments.startswith(
        "exclude remove"
    )
    assert_one_line(said)


@pytest.mark.parametrize("option", ["--from", "--to"])
def test_a_local_time_that_comes_twice_is_asked_about(agreed: Worktracker, option: str) -> None:
    said = agreed.run("report", option, "2026-10-25T02:30", code=2, TZ=BERLIN)
    assert_one_line(said)
    assert "twice" in said.err
    assert "+02:00" in said.err
    assert "+01:00" in said.err
    agreed.run("report", option, "2026-10-25T02:30+02:00", TZ=BERLIN)
    said = agreed.run("report", option, "2026-03-29T02:30", code=2, TZ=BERLIN)
    assert_one_line(said)
    agreed.run("report", option, "2026-10-25T02:30", TZ="UTC")
    agreed.run("report", option, "2026-10-25", TZ=BERLIN)


def test_odd_bytes_as_arguments(agreed: Worktracker) -> None:
    for arguments in (["settings", "get", "\udcff"], ["report", "--from", "\udcff\udcfe"], ["\udcff"]):
        said = agreed.run(*arguments, code=2)
        assert len(said.err) < 2000


def test_zone_that_is_none(agreed: Worktracker) -> None:
    for zone in ("Nowhere/Land", "", ":/etc/passwd", "UTC+3"):
        agreed.run("report", "--from", "today", TZ=zone)


# -- keys ---------------------------------------------------------------------------------------


def test_nothing_to_keep_a_key_in_writes_nothing(program: Worktracker) -> None:
    for command in (["agree", "--yes"], ["record"], ["start"], ["exclude", "add", "--app", "x"]):
        said = program.run(*command, code=4, DBUS_SESSION_BUS_ADDRESS=NOWHERE)
        assert_one_line(said)
        assert "WORKTRACKER_PASSPHRASE" in said.err
        assert not program.home.exists()
    assert program.run("status", DBUS_SESSION_BUS_ADDRESS=NOWHERE).out.startswith("off")


def test_wrong_and_missing_passphrases(program: Worktracker) -> None:
    right: dict[str, Any] = {"DBUS_SESSION_BUS_ADDRESS": NOWHERE, "WORKTRACKER_PASSPHRASE": "right"}
    program.run("agree", "--yes", **right)
    before = sums(program.home)
    for wrong in ("wrong", "", "right "):
        said = program.run("report", code=4, **(right | {"WORKTRACKER_PASSPHRASE": wrong}))
        assert_one_line(said)
    for name in ("/nonexistent", "/", "/dev/null"):
        more: dict[str, Any] = right | {"WORKTRACKER_PASSPHRASE_FILE": name}
        del more["WORKTRACKER_PASSPHRASE"]
        assert_one_line(program.run("record", code=4, **more))
    assert_one_line(program.run("record", code=4, DBUS_SESSION_BUS_ADDRESS=NOWHERE))
    assert program.run("status", DBUS_SESSION_BUS_ADDRESS=NOWHERE).out.startswith("off")
    assert sums(program.home) == before
    program.run("report", **right)


def test_a_missing_keyring_entry(program: Worktracker) -> None:
    """As after moving a home to another computer."""
    program.agree()
    with PrivateSession(keyring=True) as elsewhere:
        moved = Worktracker(elsewhere)
        shutil.copytree(program.home, moved.home)
        before = sums(moved.home)
        for command in (["record"], ["start"], ["export", "--format", "csv"], ["agree", "--yes"]):
            said = moved.run(*command, code=4)
            assert_one_line(said)
            assert "key" in said.err
        assert moved.json("status")["state"] == "off"
        assert sums(moved.home) == before
        phrase = program.json("key", "recovery")["phrase"]
        moved.run("key", "restore", stdin=" ".join(["abandon"] * 23 + ["art"]), code=4)
        moved.run("key", "restore", stdin="not a phrase", code=4)
        assert sums(moved.home) == before
        moved.run("key", "restore", stdin=phrase)
        moved.run("report")


# -- foreign files ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["plain", "text", "other home's"])
def test_a_foreign_file_at_the_stores_place_is_left_alone(
    desktop: VirtualDesktop, program: Worktracker, kind: str
) -> None:
    program.agree()
    program.store.unlink()
    if kind == "plain":
        with closing(sqlite3.connect(program.store)) as store, store:
            store.execute("CREATE TABLE t (x)")
    elif kind == "text":
        program.store.write_text("a letter to somebody\n" * 400)
    else:
        other = Worktracker(desktop)
        other.agree()
        shutil.copyfile(other.store, program.store)
    before = sums(program.home)
    for command in (["record"], ["report"], ["agree", "--yes"]):
        assert_one_line(program.run(*command, code=4))
    assert program.json("status")["state"] == "off"
    after = sums(program.home)
    assert {name: after[name] for name in before} == before
    assert not [name for name in after if name.endswith(("-wal", "-shm", "-journal"))]


def test_a_newer_programs_store_is_left_alone(program: Worktracker) -> None:
    from sqlcipher3 import dbapi2

    program.agree()
    key = bytes(Mnemonic("english").to_entropy(program.json("key", "recovery")["phrase"]))
    with closing(dbapi2.connect(str(program.store), isolation_level=None)) as store:
        store.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        store.execute("INSERT INTO migration VALUES (999, 'later', 1)")
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    before = sums(program.home)
    for command in (["record"], ["report"], ["agree", "--yes"], ["start"]):
        said = program.run(*command, code=4)
        assert_one_line(said)
        assert "newer" in said.err
    after = sums(program.home)
    assert {name: after[name] for name in before} == before


# -- who may ------------------------------------------------------------------------------------


def test_without_agreement_and_terminal_nothing_is_recorded(program: Worktracker) -> None:
    for command in ("record", "start"):
        said = program.run(command, code=5)
        assert_one_line(said)
        assert "agree" in said.err
    assert not program.store.exists()
    program.run("settings", "set", "record-titles", "off")  # makes the store, but is no agreement
    program.run("record", code=5)


@pytest.mark.parametrize("command", ["stop", "quit", "pause", "resume", "pause --for 5m"])
def test_without_a_running_app(agreed: Worktracker, command: str) -> None:
    assert_one_line(agreed.run(*command.split(), code=3))


def test_a_second_recorder_in_the_same_home(program: Worktracker) -> None:
    program.agree()
    running = program.record()
    said = program.run("record", code=1)
    assert_one_line(said)
    assert "already running" in said.err
    end(running)
    assert len(program.spans()) == 1


def test_two_homes_at_once_know_nothing_of_each_other(desktop: VirtualDesktop) -> None:
    one, other = Worktracker(desktop), Worktracker(desktop)
    for each in (one, other):
        each.agree()
    one.run("exclude", "add", "--app", "Shared")
    running = [one.record(), other.record()]
    desktop.open_window("shared", ("shared", "Shared"))
    other.wait_for_title("shared")
    one.run("pause")
    assert other.status()["state"] == "recording"
    assert one.status()["state"] == "paused"
    for each in running:
        end(each)
    assert "Shared" in {span.app for span in other.spans()}
    assert "Shared" not in {span.app for span in one.spans()}
    desktop.close_windows()


def test_a_home_that_is_too_deep_for_a_socket_works(desktop: VirtualDesktop) -> None:
    program = Worktracker(desktop, desktop.folder / "homes" / ("d" * 100) / ("e" * 60))
    program.agree()
    running = program.record()
    assert program.status()["state"] == "recording"
    end(running)


@pytest.mark.parametrize("place", ["/dev/null/home", "/proc/home"])
def test_a_home_that_cant_be_made(desktop: VirtualDesktop, place: str) -> None:
    program = Worktracker(desktop, Path(place))
    assert_one_line(program.run("agree", "--yes", code=1))


# -- the disk -----------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs", str(place)]
    made = subprocess.run(mount, capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"no file system can be mounted here: {made.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_said_and_loses_nothing(desktop: VirtualDesktop, small_disk: Path) -> None:
    program = Worktracker(desktop, small_disk / "home")
    program.agree()
    window = desktop.open_window("before", ("disk", "Disk"))
    running = program.record()
    program.wait_for_title("before")
    assert "trouble" not in program.run("status").out
    filler = small_disk / "filler"
    _fill(filler)
    titles: list[str] = []

    def troubled() -> bool:
        titles.append(f"while it is full {len(titles)}")
        window.set_title(titles[-1])
        time.sleep(1.1)
        return "trouble: " in program.run("status").out

    wait_until(troubled, 30, "the trouble to be said")
    said = program.run("status").out
    assert "full" in said
    assert "memory" in said
    assert program.status()["state"] == "recording"
    titles.append("the last while it is full")
    window.set_title(titles[-1])
    program.wait_for_title(titles[-1])
    filler.unlink()
    wait_until(lambda: "trouble" not in program.run("status").out, 15, "the trouble to end")
    end(running)
    spans = program.spans()
    assert [span.title for span in spans] == ["before", *titles]
    assert gaps_between(spans) == []
    desktop.close_windows()


def test_commands_on_a_full_disk_fail_in_one_line(desktop: VirtualDesktop, small_disk: Path) -> None:
    program = Worktracker(desktop, small_disk / "home")
    filler = small_disk / "filler"
    _fill(filler)
    assert_one_line(program.run("agree", "--yes", code=1))
    filler.unlink()
    program.agree()
    _fill(filler)
    target = small_disk / "report.csv"
    for number in range(40):
        said = program.run("settings", "set", "idle-threshold", f"{number + 5}m", code=None)
        if said.code:
            break
    else:
        pytest.fail("the disk was never full")
    assert said.code == 1
    assert_one_line(said)
    filler.unlink()
    program.run("report", "--format", "csv", "--output", str(target))


def _fill(filler: Path) -> None:
    """Write until there is no room left."""
    with filler.open("ab", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
