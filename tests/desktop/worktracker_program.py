"""The program under test, as its users meet it: commands, signals, files, and nothing inside it."""

from __future__ import annotations

import importlib.util
import itertools
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest

from tests.desktop.private_session import PrivateSession
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.window import Took, wall_ms
from tests.waiting import wait_until
from worktracker.clock import SystemClock
from worktracker.control.client import ControlClient
from worktracker.home import Home

EXECUTABLE = Path(sys.executable).with_name("worktracker")

Way = Literal["record", "app"]
"""How the recorder runs: in the foreground without Qt, or as the desktop app with its tray icon."""

WAYS: tuple[Way, ...] = (
    ("record", "app") if importlib.util.find_spec("worktracker.desktop.main") else ("record",)
)

PATIENCE_S = 20.0
_homes = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said and when it ran."""

    code: int
    raw: bytes
    err: str
    took: Took

    @property
    def out(self) -> str:
        """Standard output as text, line ends as they are."""
        return self.raw.decode()


@dataclass(frozen=True, slots=True)
class Exported:
    """One span of an export; times in milliseconds since 1970."""

    start_ms: int
    end_ms: int
    state: str
    app: str | None
    title: str | None
    zone: str

    @property
    def length_ms(self) -> int:
        return self.end_ms - self.start_ms


class Worktracker:
    """The program in one home of one session.

    Args:
        session: whose environment, keyring and screen it has.
        home: its home; a new folder by default. It is not made here: the program does that.
        env: more for its environment. The zone is one in which it is about noon, so that no
            midnight comes in between.
    """

    def __init__(self, session: PrivateSession, home: Path | None = None, **env: str) -> None:
        self.session = session
        self.home = home or session.folder / "homes" / str(next(_homes))
        self._more = {"TZ": zone_at_noon(), "WORKTRACKER_HOME": str(self.home)} | env
        self._starts = itertools.count(1)
        self._log = ""

    @property
    def env(self) -> dict[str, str]:
        """The environment of its commands; the screen's name is the session's at this moment."""
        return self.session.env | self._more

    @property
    def store(self) -> Path:
        """The encrypted file."""
        return self.home / "worktracker.db"

    def run(self, *arguments: str, code: int | None = 0, stdin: str = "", **env: str) -> Said:
        """Run one command without a terminal; fails unless it ends with ``code`` (None: however)."""
        before_ms = wall_ms()
        done = subprocess.run(
            [str(EXECUTABLE), *arguments],
            env=self.env | env,
            input=stdin.encode(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        said = Said(done.returncode, done.stdout, done.stderr.decode(), Took(before_ms, wall_ms()))
        assert code is None or said.code == code, f"{arguments}: exit {said.code}\n{said.out}\n{said.err}"
        assert "Traceback" not in said.err, said.err
        return said

    def json(self, *arguments: str) -> Any:
        """What a command says with ``--json``."""
        return json.loads(self.run(*arguments, "--json").raw)

    def agree(self) -> None:
        """Give the user's agreement, which makes the store."""
        self.run("agree", "--yes")

    def set(self, name: str, value: str) -> None:
        """Change a setting."""
        self.run("settings", "set", name, value)

    def start(self, way: Way) -> subprocess.Popen[bytes] | None:
        """Let it record; the foreground program, or None for the app, which is nobody's child."""
        if way == "record":
            return self.record()
        self._touch()
        self.run("start")
        return None

    def record(
        self, *, wrapper: Sequence[str] = (), stdout: int = subprocess.DEVNULL, **env: str
    ) -> subprocess.Popen[bytes]:
        """Run ``record`` and wait until it says that it does."""
        self._touch()
        program = self.launch_record(wrapper=wrapper, stdout=stdout, **env)

        def recording() -> bool:
            assert program.poll() is None, f"record ended with {program.poll()}: {self.said()}"
            return "Recording." in self.said()

        wait_until(recording, PATIENCE_S, "the recorder")
        return program

    def _touch(self) -> None:
        """Touch the screen's mouse: nobody may have done so for longer than the idle threshold."""
        if isinstance(self.session, VirtualDesktop):
            self.session.nudge()

    def launch_record(
        self, *, wrapper: Sequence[str] = (), stdout: int = subprocess.DEVNULL, **env: str
    ) -> subprocess.Popen[bytes]:
        """Run ``record`` and wait for nothing."""
        self._log = f"record-{self.home.name}-{next(self._starts)}"
        command = [*wrapper, str(EXECUTABLE), "record"]
        more: dict[str, Any] = self._more | env
        return self.session.start(command, name=self._log, stdout=stdout, **more)

    def said(self) -> str:
        """What the newest ``record`` wrote to stderr."""
        return self.session.said(self._log)

    def quit(self) -> Said:
        """End the running app."""
        return self.run("quit")

    def status(self) -> dict[str, Any]:
        """``status --json``."""
        return self.json("status")

    def wait_for_state(self, state: str, timeout_s: float = PATIENCE_S) -> None:
        """Wait until the running program is in ``state``."""
        wait_until(lambda: self._heard()["state"] == state, timeout_s, f"the state {state}")

    def wait_for_title(self, title: str | None) -> None:
        """Wait until this title is what the running program records."""
        wait_until(
            lambda: (self._heard()["activity"] or {"title": ...})["title"] == title, PATIENCE_S, "the title"
        )

    def wait_for_app(self, app: str) -> None:
        """Wait until this application is what the running program records."""
        wait_until(
            lambda: (self._heard()["activity"] or {"app": None})["app"] == app, PATIENCE_S, "the application"
        )

    def wait_for_window_source(self, name: str | None) -> None:
        """Wait until the running program sees windows through ``name``; None: not at all."""
        wait_until(lambda: self._heard()["sources"]["window"] == name, PATIENCE_S, "the window source")

    def is_running(self) -> bool:
        """Whether it answers."""
        return ControlClient(Home.from_environment(self.env).socket).is_running()

    def _heard(self) -> dict[str, Any]:
        """The status, asked of the running program itself: a command takes up to a second."""
        return dict(ControlClient(Home.from_environment(self.env).socket).request("status"))

    def spans(self, *arguments: str) -> list[Exported]:
        """What ``export`` gives, as it gives it."""
        lines = self.run("export", "--format", "jsonl", *arguments).raw.decode().split("\n")
        return [_exported(json.loads(line)) for line in lines if line]


def run_here(
    program: Worktracker,
    arguments: Sequence[str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Said:
    """Run one command in this process, by the program's entry for commands: for the many short ones."""
    from worktracker.cli import context
    from worktracker.cli.main import run

    # A program's clock looks its zone up once a minute; this test's zone may be another than the last one's.
    monkeypatch.setattr(context, "clock", SystemClock())
    for name, value in program.env.items():
        monkeypatch.setenv(name, value)
    capfd.readouterr()
    before_ms = wall_ms()
    code = run(list(arguments))
    captured = capfd.readouterr()
    return Said(code, captured.out.encode(), captured.err, Took(before_ms, wall_ms()))


def end(program: subprocess.Popen[bytes], by: signal.Signals = signal.SIGTERM, within_s: float = 5.0) -> Took:
    """End a program by a signal and see it exit with 0; when that was."""
    before_ms = wall_ms()
    program.send_signal(by)
    code = program.wait(within_s)
    took = Took(before_ms, wall_ms())
    assert code == 0, f"{by.name}: exit {code}"
    return took


def ms_of(text: str) -> int:
    """Milliseconds since 1970 of an RFC 3339 instant."""
    return (datetime.fromisoformat(text) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def gaps_between(spans: Sequence[Exported]) -> list[tuple[int, int]]:
    """From where to where nothing is recorded between spans; fails where they overlap."""
    found: list[tuple[int, int]] = []
    for one, other in itertools.pairwise(spans):
        assert one.end_ms <= other.start_ms, f"{one} overlaps {other}"
        if one.end_ms < other.start_ms:
            found.append((one.end_ms, other.start_ms))
    return found


def assert_at(at_ms: int, took: Took, tolerance_ms: int, what: str) -> None:
    """See that something recorded lies where it was done, give or take ``tolerance_ms``."""
    low, high = took.before_ms - tolerance_ms, took.after_ms + tolerance_ms
    assert low <= at_ms <= high, f"{what}: {at_ms - took.before_ms} ms after it began, it took {took}"


def zone_at_noon() -> str:
    """The name of a zone in which it is between 11 and 13 o'clock now."""
    east = 12 - time.gmtime().tm_hour
    return f"Etc/GMT{-east:+d}" if east else "Etc/UTC"


def needs_program(name: str, package: str) -> str:
    """The path of a program of the system; skips the test where it is missing."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is missing (Debian package {package})")
    return found


def _exported(line: dict[str, Any]) -> Exported:
    start, end_ = ms_of(line["start"]), ms_of(line["end"])
    assert line["duration_seconds"] == (end_ - start) / 1000
    return Exported(start, end_, line["state"], line.get("app"), line.get("title"), line.get("zone", ""))
