"""The portable desktop, on an X screen.

It stands in here for Windows and macOS, where the same code asks pywinctl for windows and
the system for idleness: what is exercised is the polling, the settling and the dating, not
those systems' own calls. On Linux nobody is given this desktop unless they force it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.integration.capture_screen import Stage, own_pid, this_machine
from worktracker.capture.program import program_name

pytestmark = pytest.mark.desktop

_PROGRAM = """
import json, os, sys
from tests.integration.capture_screen import Heard, TurningLoop
from worktracker.capture.select import open_desktop
from worktracker.clock import SystemClock

class Speaking(Heard):
    def window_changed(self, sample):
        print(json.dumps(["window", sample.app, sample.title]), flush=True)
    def _hear(self, name, value=None):
        print(json.dumps([name]), flush=True)

loop = TurningLoop()
desktop = open_desktop(SystemClock(), loop, os.environ)
desktop.open(Speaking(), 1500)
print(json.dumps(["sources", desktop.sources]), flush=True)
loop.add_reader(sys.stdin.fileno(), loop.stop)
loop.run()
desktop.close()
loop.close()
"""


@pytest.fixture
def screen() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as desktop:
        yield desktop


def test_windows_titles_and_idleness(screen: VirtualDesktop) -> None:
    stage = Stage(screen.env["DISPLAY"])
    window = stage.front("First", pid=own_pid(), machine=this_machine())
    env = screen.env | {"WORKTRACKER_CAPTURE": "portable", "PYTHONPATH": ":".join(sys.path)}
    program = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM],
        env=env,
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert program.stdin
    assert program.stdout
    said = iter(program.stdout.readline, b"")
    try:
        name = program_name(own_pid())
        assert json.loads(next(said)) == ["window", name, "First"]
        sources = {"window": "pywinctl", "idle": "pynput", "session": None}
        assert json.loads(next(said)) == ["sources", sources]
        assert json.loads(next(said)) == ["went_idle"]
        stage.nudge()
        assert json.loads(next(said)) == ["came_back"]
        stage.name(window, "Second")
        # Nobody touches anything meanwhile: it may be idle again before either window is seen.
        windows = (heard for line in said if (heard := json.loads(line))[0] == "window")
        assert next(windows) == ["window", name, "Second"]
        window.destroy()
        stage.display.sync()
        assert next(windows) == ["window", None, None]
    finally:
        program.stdin.close()
        try:
            assert program.wait(10) == 0
        finally:
            program.kill()
            program.wait()
            program.stdout.close()
            stage.close()
