"""Whatever goes wrong, nobody is told what was on the screen, what is excluded, or what opens the record.

What goes wrong here is of two kinds: the world's (damage, full disks, foreign programs on the control
socket, a display that goes) and the program's own mistakes, put into it (``mistakes/``), whose
exceptions speak of their content.
"""

from __future__ import annotations

import json
import random
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.mistakes import sitecustomize as mistakes
from tests.desktop.test_leaks import found_in, search
from tests.desktop.virtual_desktop import VirtualDesktop, Window
from tests.desktop.worktracker_program import EXECUTABLE, Worktracker
from tests.waiting import wait_until
from worktracker.home import Home

pytestmark = pytest.mark.desktop

TITLE = "Stiller-Kanarienvogel-3b81c"
CLASS = "Stilleklasse77d0e"
RULE = "stille-regel-52aa9"
PASSPHRASE = "Stille-Losung-90c1f"
CANARIES = (TITLE, CLASS, RULE, PASSPHRASE)


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2", keyring=True) as desktop:
        yield desktop


@pytest.fixture(scope="module")
def program(desktop: VirtualDesktop) -> Worktracker:
    """A record with canaries in it, and a rule that is one."""
    program = Worktracker(desktop)
    program.agree()
    program.run("exclude", "add", "--title", f"*{RULE}*")
    fill(program)
    return program


@pytest.fixture
def window(desktop: VirtualDesktop) -> Iterator[Window]:
    yield desktop.open_window(TITLE, (CLASS.lower(), CLASS))
    desktop.close_windows()


def with_mistake(name: str, *, loud: bool) -> dict[str, Any]:
    """The environment that puts a mistake into the program."""
    brought = {"PYTHONPATH": str(Path(mistakes.__file__).parent), "MISTAKE": name}
    return brought | ({"LOUD": "1"} if loud else {})


def said_of(log: Path, *, loud: bool) -> None:
    """See that a mistake was told; with its words only if ``loud``. The log is gone then."""
    said = log.read_text()
    log.unlink()
    assert "MistakeError" in said
    assert "Traceback" in said
    assert "mistakes/sitecustomize.py" in said, "the place is told"
    assert bool(found_in(said.encode(), CANARIES)) == loud, said


@pytest.mark.parametrize("mistake", ["capture", "gate", "journal"])
def test_a_mistake_while_recording(
    desktop: VirtualDesktop, program: Worktracker, window: Window, mistake: str
) -> None:
    for loud in (False, True):
        name = f"{mistake}-{loud}"
        recorder = desktop.start(
            [str(EXECUTABLE), "record"],
            name=name, WORKTRACKER_HOME=str(program.home), **with_mistake(mistake, loud=loud),
        )  # fmt: skip
        assert recorder.wait(20) == 1
        said_of(desktop.folder / "log" / f"{name}.log", loud=loud)


def test_a_mistake_in_the_app(desktop: VirtualDesktop, program: Worktracker, window: Window) -> None:
    for loud in (False, True):
        name = f"app-{loud}"
        app = desktop.start(
            [str(EXECUTABLE)],
            name=name, WORKTRACKER_HOME=str(program.home), **with_mistake("journal", loud=loud),
        )  # fmt: skip
        wait_until(program.is_running, 20, "the app")
        program.run("start", code=None)
        window.set_title(f"{TITLE} {loud}")
        assert app.wait(20) == 1
        said_of(desktop.folder / "log" / f"{name}.log", loud=loud)


def test_a_mistake_before_the_app_is_there_ends_it(desktop: VirtualDesktop, program: Worktracker) -> None:
    app = desktop.start(
        [str(EXECUTABLE)],
        name="starting", WORKTRACKER_HOME=str(program.home), **with_mistake("starting", loud=False),
    )  # fmt: skip
    assert app.wait(60) == 1
    said_of(desktop.folder / "log" / "starting.log", loud=False)


@pytest.mark.parametrize(
    ("mistake", "command"),
    [
        ("reader", "report --by title --from year"),
        ("rules", f"exclude add --title x{RULE}"),
        ("passphrase", "agree --yes"),
    ],
)
def test_a_mistake_in_a_command(program: Worktracker, tmp_path: Path, mistake: str, command: str) -> None:
    more = {"WORKTRACKER_PASSPHRASE": PASSPHRASE}
    if mistake == "passphrase":  # asked for where there is no record yet
        more["WORKTRACKER_HOME"] = str(tmp_path / "home")
    for loud in (False, True):
        log = tmp_path / f"{loud}.log"
        with log.open("wb") as stderr:
            done = subprocess.run(
                [str(EXECUTABLE), *command.split()],
                env=program.env | with_mistake(mistake, loud=loud) | more,
                stdout=subprocess.PIPE, stderr=stderr, timeout=60, check=False,
            )  # fmt: skip
        assert done.returncode == 1
        assert done.stdout == b""
        said_of(log, loud=loud)


def test_a_mistake_in_an_answer_to_another_program(program: Worktracker, window: Window) -> None:
    recorder = program.record(**with_mistake("control", loud=False))
    wait_until(lambda: "MistakeError" in program.run("status", code=1).err, 20, "the window to be seen")
    said = program.run("status", code=1)
    assert found_in(said.err.encode() + program.said().encode(), CANARIES) == []
    assert "MistakeError" in program.said()
    assert recorder.poll() is None, "it records on"
    program.quit()


def fill(program: Worktracker) -> None:
    """Give the record spans with canaries in them."""
    lines = [
        {
            "start": f"2026-11-19T{hour:02}:00:00.000+01:00",
            "end": f"2026-11-19T{hour:02}:30:00.000+01:00",
            "duration_seconds": 1800.0,
            "state": "active",
            "app": CLASS,
            "title": f"{TITLE} {hour} " + "x" * 400,
            "source": "recorded",
            "zone": "Europe/Berlin",
        }
        for hour in range(24)
    ]
    file = program.session.folder / "fill.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines))
    program.run("import", "jsonl", str(file), "--as-recorded")
    file.unlink()


COMMANDS = (
    "report --by title --from year",
    "exclude add --app other --purge",
    f"forget --title {TITLE}* --yes",
)


def test_trouble_with_the_record(program: Worktracker) -> None:
    whole = program.store.read_bytes()
    chance = random.Random(5)
    said: list[bytes] = []

    def run_all(**env: str) -> None:
        for command in COMMANDS:
            done = program.run(*command.split(), code=None, **env)
            said.append(done.err.encode())
            if done.code:
                said.append(done.raw)

    for damage in ("middle", "half", "foreign", "wrong key"):
        log = program.home / "worktracker.db-wal"
        log.unlink(missing_ok=True)
        match damage:
            case "middle":
                pages = bytearray(whole)
                for page in range(8, len(whole) // 4096, 2):
                    pages[page * 4096 + 100 : page * 4096 + 200] = chance.randbytes(100)
                program.store.write_bytes(pages)
            case "half":
                program.store.write_bytes(whole[: len(whole) // 2])
            case "foreign":
                program.store.write_bytes(f"{TITLE} {RULE}\n".encode() * 1000)
            case _:
                program.store.write_bytes(whole[:16] + chance.randbytes(len(whole) - 16))
        run_all()
    program.store.write_bytes(whole)
    run_all(WORKTRACKER_PASSPHRASE=PASSPHRASE)
    # No room: no file may grow.
    for command in (f"exclude add --title y{RULE}", "settings set record-urls full"):
        limited = subprocess.run(
            ["prlimit", "--fsize=4096", "--", str(EXECUTABLE), *command.split()],
            env=program.env, capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert limited.returncode != 0
        said += [limited.stderr, limited.stdout]
    told = b"".join(said)
    assert b"worktracker: " in told
    assert b"damaged" in told
    assert found_in(told, CANARIES) == []


def test_trouble_on_the_control_socket(program: Worktracker, window: Window) -> None:
    program.record()
    program.wait_for_title(TITLE)
    path = str(Home.from_environment(program.env).socket)
    lines = [
        f'{{"v": 1, "command": "{TITLE}", "arguments": {{}}}}',
        f'{{"v": 1, "command": "status", "arguments": {{"{TITLE}": "{RULE}"}}}}',
        f'{{"v": 1, "command": "pause", "arguments": {{"for_ms": "{TITLE}"}}}}',
        f'{{"v": "{TITLE}"}}',
        TITLE,
        f'"{TITLE}',
        TITLE * 10_000,
    ]
    for line in lines:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as other:
            other.settimeout(10)
            other.connect(path)
            with suppress(BrokenPipeError):  # the last one is too long to be heard out
                other.sendall(line.encode() + b"\n")
            reply = other.recv(65_536)
        assert b'"ok":true' not in reply
        assert found_in(reply, CANARIES) == [], "an answer repeats what was said"
    assert program.status()["state"] == "recording"
    program.quit()
    assert found_in(program.said().encode(), CANARIES) == []


def test_trouble_with_the_display() -> None:
    """The desktop goes away under a recording, and something strange is asked of it before."""
    with VirtualDesktop(keyring=True) as other:
        inside = Worktracker(other)
        inside.agree()
        window = other.open_window(TITLE, (CLASS.lower(), CLASS))
        recorder = inside.record()
        inside.wait_for_title(TITLE)
        window.set_title(b"\xff\xfe" + TITLE.encode() + b"\xc3\x28\x00\x1b[2J")
        wait_until(lambda: inside.status()["activity"]["title"] != TITLE, 10, "the strange title")
        other.lose_screen()
        wait_until(lambda: "Waiting" in inside.said(), 15, "the recorder to miss its display")
        inside.quit()
        assert recorder.wait(10) == 0
        assert search([inside.home, other.folder / "log"], CANARIES) == {}


def test_nothing_was_left_in_the_logs(desktop: VirtualDesktop, program: Worktracker) -> None:
    """After all of the above; what was told aloud has been taken out."""
    assert search([program.home, desktop.folder / "log", desktop.folder / "home"], CANARIES) == {}
