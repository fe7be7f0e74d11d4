"""What lies where, and for whom: modes whatever the umask, links, core dumps."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import EXECUTABLE, WAYS, Way, Worktracker, needs_program
from tests.waiting import wait_until

pytestmark = pytest.mark.desktop


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2", keyring=True) as desktop:
        yield desktop


def wide(*folders: Path) -> dict[str, str]:
    """What others could read or enter below some folders, these included, and what is a link."""
    found: dict[str, str] = {}
    for folder in folders:
        for path in (folder, *folder.rglob("*")):
            mode = path.lstat().st_mode
            wanted = 0o700 if stat.S_ISDIR(mode) else 0o600
            if stat.S_ISLNK(mode) or stat.S_IMODE(mode) != wanted:
                found[str(path)] = stat.filemode(mode)
    return found


def test_the_look_at_modes_sees_a_wide_one(tmp_path: Path) -> None:
    (tmp_path / "wide").mkdir(mode=0o700)
    (tmp_path / "wide" / "a").write_text("")
    (tmp_path / "wide" / "a").chmod(0o640)
    (tmp_path / "wide" / "b").symlink_to("a")
    assert set(wide(tmp_path / "wide")) == {str(tmp_path / "wide" / name) for name in "ab"}


@pytest.mark.parametrize(("way", "umask"), [(way, umask) for way in WAYS for umask in ("000", "077")])
def test_everything_is_for_the_user_alone_whatever_the_umask(
    desktop: VirtualDesktop, tmp_path: Path, way: Way, umask: str
) -> None:
    program = Worktracker(desktop, home=desktop.folder / "new" / f"{way}-{umask}")
    wrapped = ["sh", "-c", f'umask {umask}; exec "$0" "$@"']
    exported = tmp_path / "spans.csv"
    reported = tmp_path / "report.csv"
    exported.write_text("what was there before")
    exported.chmod(0o644)

    def run(*arguments: str) -> None:
        subprocess.run([*wrapped, str(EXECUTABLE), *arguments], env=program.env, check=True, timeout=60)

    run("agree", "--yes")
    desktop.open_window("a title")
    if way == "record":
        program.record(wrapper=wrapped)
    else:
        run("start")
    program.wait_for_title("a title")
    run("settings", "set", "autostart", "on")
    run("export", "--format", "csv", "--output", str(exported))
    run("report", "--format", "csv", "--output", str(reported))
    home = program.home
    beside = {"worktracker.db", "worktracker.db-wal", "worktracker.db-shm", "worktracker.heartbeat"}
    beside |= {"worktracker.keys", "worktracker.lock", "worktracker.sock"}
    assert beside <= {path.name for path in home.iterdir()}
    assert wide(home) == {}
    assert stat.S_IMODE(home.parent.stat().st_mode) == 0o700, "the folder above it, which was missing too"
    assert wide(desktop.folder / "home" / ".config" / "autostart") == {}
    run("forget", "--last", "1h", "--yes")
    run("settings", "set", "autostart", "off")
    assert wide(home) == {}
    run("quit")
    wait_until(lambda: not program.is_running(), 10, "the end")
    assert wide(home) == {}
    # An export holds titles.
    assert [stat.S_IMODE(path.stat().st_mode) for path in (exported, reported)] == [0o600, 0o600]
    desktop.close_windows()


def test_in_the_systems_own_places_too(desktop: VirtualDesktop) -> None:
    """Without WORKTRACKER_HOME the files lie in the user's directories, the socket in the session's."""
    environ = {name: value for name, value in desktop.env.items() if name != "WORKTRACKER_HOME"}
    command = ["sh", "-c", 'umask 000; exec "$0" "$@"', str(EXECUTABLE)]
    subprocess.run([*command, "agree", "--yes"], env=environ, check=True, capture_output=True, timeout=60)
    subprocess.run([*command, "start"], env=environ, check=True, timeout=60)
    sockets = list((desktop.folder / "run").glob("worktracker-*.sock"))
    modes = [stat.S_IMODE(path.stat().st_mode) for path in sockets]
    subprocess.run([*command, "quit"], env=environ, check=True, timeout=60)
    assert modes == [0o600]
    assert wide(desktop.folder / "home" / ".local" / "share" / "worktracker") == {}
    assert wide(desktop.folder / "home" / ".local" / "state" / "worktracker") == {}


def test_files_that_were_widened_are_narrowed_and_directories_are_told(desktop: VirtualDesktop) -> None:
    program = Worktracker(desktop)
    program.agree()
    for path in program.home.iterdir():
        if path.is_file():
            path.chmod(0o644)
    program.home.chmod(0o755)
    checks = checks_of(program)
    assert "other users can look into" in checks["files"]["finding"]
    assert checks["files"]["hints"] == [f"Run: chmod 700 {program.home}"]
    assert wide(program.home) == {str(program.home): "drwxr-xr-x"}, "what the user made is the user's"
    program.home.chmod(0o700)
    checks = checks_of(program)
    assert checks["files"]["hints"] == []


def checks_of(program: Worktracker) -> dict[str, dict[str, Any]]:
    found = json.loads(program.run("doctor", "--json", code=None).raw)
    return {check["name"]: check for check in found["checks"]}


def test_a_link_where_a_file_should_lie_is_refused(desktop: VirtualDesktop, tmp_path: Path) -> None:
    program = Worktracker(desktop)
    program.agree()
    for name in ("db", "db-wal", "keys", "heartbeat", "lock"):
        file, elsewhere = program.home / f"worktracker.{name}", tmp_path / name
        there = file.exists()
        if there:
            file.rename(elsewhere)
        else:
            elsewhere.write_bytes(b"something of somebody else's")
        before = elsewhere.read_bytes()
        file.symlink_to(elsewhere)
        for command in ("settings set record-urls none", "record" if name == "heartbeat" else "report"):
            assert program.run(*command.split(), code=4).err == (
                f"worktracker: {file} is a link. Put the file itself there; nothing was changed.\n"
            )
        assert elsewhere.read_bytes() == before
        assert file.is_symlink()
        file.unlink()
        if there:
            elsewhere.rename(file)
    program.run("report")


def core_limits(process: int) -> list[str]:
    """Soft and hard."""
    lines = Path(f"/proc/{process}/limits").read_text().splitlines()
    return next(line.split()[4:6] for line in lines if line.startswith("Max core file size"))


def test_nothing_dumps_core(desktop: VirtualDesktop, tmp_path: Path) -> None:
    """Titles and the key would lie in it. Started where core dumps are on, as they may be anywhere."""
    unlimited = ["prlimit", "--core=unlimited", "--"]
    bare = desktop.start(
        [*unlimited, sys.executable, "-c", "print(1, flush=True); input()"],
        name="bare", stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert bare.stdout is not None
    assert bare.stdin is not None
    bare.stdout.readline()
    assert core_limits(bare.pid) == ["unlimited", "unlimited"]
    bare.communicate(b"\n")

    program = Worktracker(desktop)
    program.agree()
    recorder = program.record(wrapper=unlimited)
    assert core_limits(recorder.pid) == ["0", "0"]
    program.quit()
    recorder.wait(10)

    subprocess.run([*unlimited, str(EXECUTABLE), "start"], env=program.env, check=True, timeout=60)
    app = int((program.home / "worktracker.lock").read_text())
    assert core_limits(app) == ["0", "0"]
    program.quit()

    pipe = tmp_path / "spans.jsonl"
    os.mkfifo(pipe)
    command = desktop.start(
        [*unlimited, str(EXECUTABLE), "import", "jsonl", str(pipe)], WORKTRACKER_HOME=str(program.home)
    )
    with pipe.open("w"):
        assert core_limits(command.pid) == ["0", "0"]
    assert command.wait(10) == 0


_MADE = re.compile(r'\bopen(?:at)?\([^"\n]*"([^"]*)"[^\n]*(?:O_CREAT|O_TMPFILE)[^\n]* = \d')


def made(trace: Path) -> set[str]:
    """The files that were opened to be made, but for Python's own compiled modules."""
    paths = set(_MADE.findall(trace.read_text()))
    return {path for path in paths if not re.search(r"\.pyc(\.\d+)?$", path)}


def test_files_are_made_nowhere_but_at_home(desktop: VirtualDesktop, tmp_path: Path) -> None:
    """Sorting, erasing and drawing make no temporary files, where titles would lie in clear."""
    strace = [needs_program("strace", "strace"), "-f", "-qq", "-s", "4096", "-e", "trace=open,openat"]
    control, named = tmp_path / "control", tmp_path / "named"
    script = f"import tempfile; tempfile.TemporaryFile(dir='/tmp').close(); open('{named}', 'w').close()"
    subprocess.run([*strace, "-o", str(control), sys.executable, "-c", script], check=True, timeout=30)
    assert {"/tmp", str(named)} <= made(control), "the first has no name"

    program = Worktracker(desktop)
    desktop.open_window("a title")
    traces: list[Path] = []

    def begin(*arguments: str) -> subprocess.Popen[bytes]:
        traces.append(tmp_path / f"{len(traces)}-{arguments[0]}")
        command = [*strace, "-o", str(traces[-1]), str(EXECUTABLE), *arguments]
        return desktop.start(command, name="traced", WORKTRACKER_HOME=str(program.home))

    assert begin("agree", "--yes").wait(60) == 0
    app = begin("start")
    wait_until(program.is_running, 30, "the app")
    program.wait_for_title("a title")
    output = tmp_path / "spans.csv"
    for words in (
        "report --by title",
        f"export --format csv --output {output}",
        "exclude add --title a* --action hide-title --purge",
        "privacy scan",
        "forget --last 1h --yes",
        "quit",
    ):
        assert begin(*words.split()).wait(60) == 0, desktop.said("traced")
    assert app.wait(20) == 0
    found = set[str]().union(*(made(trace) for trace in traces))
    assert str(program.store) in found
    # Qt's libraries keep caches of fonts and shaders, which tell of the machine and not of the user.
    cache = desktop.folder / "home" / ".cache"
    allowed = (str(program.home), str(tmp_path), "/dev/", "/proc/", f"{cache}/fontconfig", f"{cache}/mesa")
    assert {path for path in found if not path.startswith(allowed)} == set()
    desktop.close_windows()
