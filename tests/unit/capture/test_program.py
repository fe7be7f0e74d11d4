from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from worktracker.capture.program import program_name


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


def test_no_such_process() -> None:
    assert program_name(2**22 + 1) is None
