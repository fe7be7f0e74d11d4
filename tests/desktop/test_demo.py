"""The demo of a machine without a screen: it ends well, ends early, and notices a wrong record."""

from __future__ import annotations

import csv
import os
import re
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.demo.story import SECRET
from tests.demo.stretches import PAUSE, Stretch, complaints, read_csv
from tests.desktop.programs import with_environment

_REPOSITORY = Path(__file__).parents[2]


@contextmanager
def _demo(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The demo, with everything that it starts known by its LOGNAME, and its folder below ``folder``."""
    mark = f"demo-{os.getpid()}-{folder.name}"
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.demo", "--brisk"],
        cwd=_REPOSITORY,
        env=os.environ | {"TMPDIR": str(folder), "LOGNAME": mark},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        with program:
            yield program
        assert with_environment(f"LOGNAME={mark}") == []
    finally:
        for left in (program.pid, *with_environment(f"LOGNAME={mark}")):
            if program.returncode is None or left != program.pid:
                os.kill(left, signal.SIGKILL)


@pytest.mark.desktop
@pytest.mark.slow
def test_the_demo_shows_the_program_at_work(tmp_path: Path) -> None:
    with _demo(tmp_path) as demo:
        said, trouble = demo.communicate(timeout=100)
    assert (demo.returncode, trouble) == (0, "")
    (folder,) = tmp_path.glob("worktracker-demo-*")
    for name in ("export.csv", "screenshot.png"):
        assert str(folder / name) in said
    with (folder / "export.csv").open(newline="") as file:
        spans = list(csv.DictReader(file))
    assert {"XTerm", "XCalc", "Xedit", "worktracker"} == {each["app"] for each in spans} - {""}
    assert [each["title"] for each in spans if each["state"] in ("private", "idle")] == ["", ""]
    picture = (folder / "screenshot.png").read_bytes()
    assert struct.unpack(">II", picture[16:24]) == (1280, 800)
    assert re.search(r"^ +XTerm +\d+ s +\d+ %", said, re.MULTILINE)
    assert not any(SECRET.encode() in file.read_bytes() for file in (folder / "home").rglob("worktracker.*"))


@pytest.mark.desktop
@pytest.mark.slow
def test_ctrl_c_ends_everything(tmp_path: Path) -> None:
    with _demo(tmp_path) as demo:
        assert demo.stdout is not None
        for line in demo.stdout:
            if "calculator" in line:
                break
        # As a terminal does: to the whole foreground group; and by somebody in a hurry.
        os.killpg(demo.pid, signal.SIGINT)
        os.killpg(demo.pid, signal.SIGINT)
        _, trouble = demo.communicate(timeout=60)
    assert demo.returncode == 128 + signal.SIGINT
    assert trouble.strip() == "demo: ended before its time; everything that it started has ended too."


_HEADER = "start,end,duration_seconds,state,app,title\n"
_ROWS = (
    "2026-11-22T09:00:00.000+00:00,2026-11-22T09:00:04.000+00:00,4.000,active,XTerm,notes\n",
    "2026-11-22T09:00:08.000+00:00,2026-11-22T09:00:10.000+00:00,2.000,private,,\n",
    "2026-11-22T09:00:10.000+00:00,2026-11-22T09:00:12.000+00:00,2.000,active,XCalc,one\n",
    "2026-11-22T09:00:12.000+00:00,2026-11-22T09:00:13.000+00:00,1.000,active,XCalc,two\n",
)
_OWN = "2026-11-22T09:00:13.000+00:00,2026-11-22T09:00:15.000+00:00,2.000,active,worktracker,today\n"
_T = 1_795_338_000_000  # 2026-11-22T09:00Z
_DONE = (
    Stretch("active", "XTerm", _T, _T + 4_000),
    Stretch(PAUSE, "", _T + 4_000, _T + 8_000),
    Stretch("private", "", _T + 8_000, _T + 10_000),
    Stretch("active", "XCalc", _T + 10_000, _T + 13_000),
)


def _complaints(folder: Path, *rows: str) -> list[str]:
    table = folder / "export.csv"
    table.write_text(_HEADER + "".join(rows))
    return complaints(table, _DONE, secret="My bank", tolerance_ms=500)


def test_the_true_record_is_accepted(tmp_path: Path) -> None:
    assert _complaints(tmp_path, *_ROWS, _OWN) == []
    assert read_csv(tmp_path / "export.csv") == list(_DONE)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param((), id="nothing"),
        pytest.param(_ROWS[1:], id="a program missing"),
        pytest.param((*_ROWS, _ROWS[0].replace("XTerm", "XEyes").replace("09:", "10:")), id="one too many"),
        pytest.param(
            (_ROWS[0], _ROWS[1].replace("private,,", "private,Xmessage,"), *_ROWS[2:]), id="private"
        ),
        pytest.param((_ROWS[0].replace("notes", "My bank"), *_ROWS[1:]), id="the secret title"),
        pytest.param((_ROWS[0].replace(":04.000", ":08.000"), *_ROWS[1:]), id="the pause was recorded"),
        pytest.param((_ROWS[0].replace(":00.000", ":01.000", 1), *_ROWS[1:]), id="begun late"),
    ],
)
def test_a_wrong_record_is_noticed(tmp_path: Path, rows: tuple[str, ...]) -> None:
    assert _complaints(tmp_path, *rows) != []


def test_missing_programs_are_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.demo"], cwd=_REPOSITORY, env=os.environ | {"PATH": str(tmp_path)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Xvfb" in done.stderr
    assert "debian-screen.txt" in done.stderr
