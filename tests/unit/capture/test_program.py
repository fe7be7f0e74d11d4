from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from worktracker.capture.program import is_part_of, program_name


def entry(
    proc: Path, exe: str, *, cmdline: bytes = b"", environ: bytes = b"", flatpak: str | None = None
) -> str | None:
    """The name of process 7 of a /proc made for the occasion."""
    folder = proc / "7"
    (folder / "root").mkdir(parents=True)
    (folder / "exe").symlink_to(exe)
    (folder / "cwd").symlink_to(proc)
    (folder / "cmdline").write_bytes(cmdline)
    (folder / "environ").write_bytes(environ)
    if flatpak is not None:
        (folder / "root" / ".flatpak-info").write_text(flatpak)
    return program_name(7, proc)


def test_a_real_process() -> None:
    program = subprocess.Popen(["sleep", "60"])
    try:
        expected = os.path.basename(os.path.realpath(f"/proc/{program.pid}/exe"))
        assert program_name(program.pid) == expected
    finally:
        program.kill()
        program.wait()
    assert program_name(program.pid) is None


def test_a_program_replaced_by_an_update(tmp_path: Path) -> None:
    assert entry(tmp_path, "/usr/lib/firefox/firefox (deleted)") == "firefox"


def test_a_flatpak(tmp_path: Path) -> None:
    info = "[Instance]\nname=no\n[Application]\nname=org.gimp.GIMP\nruntime=x\n"
    assert entry(tmp_path, "/app/bin/gimp", flatpak=info) == "org.gimp.GIMP"


def test_a_flatpak_without_a_name(tmp_path: Path) -> None:
    assert entry(tmp_path, "/app/bin/gimp", flatpak="[Runtime]\nname=org.x\n") == "gimp"


@pytest.mark.parametrize(
    ("environ", "name"), [(b"A=1\0APPIMAGE=/home/me/Krita-5.2.AppImage\0", "Krita-5.2"), (b"A=1\0", "krita")]
)
def test_an_appimage(tmp_path: Path, environ: bytes, name: str) -> None:
    assert entry(tmp_path, "/tmp/.mount_kritaAb12Cd/usr/bin/AppRun", environ=environ) == name


def test_what_an_appimage_starts_is_not_the_appimage(tmp_path: Path) -> None:
    assert entry(tmp_path, "/usr/bin/xterm", environ=b"APPIMAGE=/home/me/Krita.AppImage\0") == "xterm"


@pytest.mark.parametrize(
    ("exe", "words", "name"),
    [
        ("/usr/bin/python3.11", ["python3", "notes.py", "secret.txt"], "notes"),
        ("/usr/bin/python3.11", ["python3", "-W", "ignore", "notes.py"], "notes"),
        ("/usr/bin/python3.11", ["python3", "-m", "idlelib"], "idlelib"),
        ("/usr/bin/python3.11", ["python3", "-c", "import secret"], "python3.11"),
        ("/usr/bin/python3.11", ["python3", "no-such-file"], "python3.11"),
        ("/usr/lib/jvm/bin/java", ["java", "-jar", "planner.jar"], "planner"),
        ("/usr/bin/gedit", ["gedit", "secret.txt"], "gedit"),
    ],
)
def test_interpreters(tmp_path: Path, exe: str, words: list[str], name: str) -> None:
    for file in ("notes.py", "secret.txt", "planner.jar"):
        (tmp_path / file).touch()
    assert entry(tmp_path, exe, cmdline=b"".join(word.encode() + b"\0" for word in words)) == name


def test_this_very_process_has_a_name() -> None:
    assert program_name(os.getpid()) not in (None, "")
    assert sys.platform == "linux"


def process(proc: Path, pid: int, parent: int, exe: str, *, flatpak: str | None = None) -> None:
    """A process in a /proc made for the occasion."""
    folder = proc / str(pid)
    (folder / "root").mkdir(parents=True)
    (folder / "exe").symlink_to(exe)
    (folder / "stat").write_text(f"{pid} (a) b ( c) S {parent} {pid} {pid} 0 -1")
    if flatpak is not None:
        (folder / "root" / ".flatpak-info").write_text(f"[Application]\nname={flatpak}\n")


def test_a_program_is_all_of_its_own_processes_and_nothing_else_that_it_started(tmp_path: Path) -> None:
    browser, player = "/usr/lib/firefox/firefox", "/usr/bin/mpv"
    process(tmp_path, 10, 1, browser)
    process(tmp_path, 11, 10, browser)
    process(tmp_path, 12, 11, browser)
    process(tmp_path, 13, 10, player)  # what it was told to open
    process(tmp_path, 14, 1, browser)  # another profile
    process(tmp_path, 20, 1, "/usr/bin/xterm")
    process(tmp_path, 21, 20, "/usr/bin/bash")
    process(tmp_path, 22, 21, player)
    process(tmp_path, 23, 21, browser)
    process(tmp_path, 30, 1, "/usr/bin/bwrap", flatpak="org.videolan.VLC")
    process(tmp_path, 31, 30, "/app/bin/vlc", flatpak="org.videolan.VLC")
    process(tmp_path, 40, 41, player)  # numbers that were given anew in between
    process(tmp_path, 41, 40, player)
    fronts = (10, 20, 21, 22, 30, 40)
    parts = {front: {pid for pid in range(50) if is_part_of(pid, front, tmp_path)} for front in fronts}
    assert parts == {10: {10, 11, 12}, 20: {20}, 21: {21}, 22: {22}, 30: {30, 31}, 40: {40, 41}}


def test_what_a_real_program_forks_is_part_of_it_and_what_it_starts_is_not() -> None:
    code = (
        "import os, subprocess, time\n"
        "forked = os.fork()\n"
        "if not forked: time.sleep(60)\n"
        "print(forked, subprocess.Popen(['sleep', '60']).pid, flush=True)\n"
        "time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True
    ) as program:
        try:
            assert program.stdout is not None
            forked, started = map(int, program.stdout.readline().split())
            assert is_part_of(program.pid, program.pid)
            assert is_part_of(forked, program.pid)
            assert not is_part_of(started, program.pid)
            assert not is_part_of(program.pid, forked)
        finally:
            os.killpg(program.pid, signal.SIGKILL)


def test_no_such_process() -> None:
    assert program_name(2**22 + 1) is None
