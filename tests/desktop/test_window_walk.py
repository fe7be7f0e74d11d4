"""Nothing in the window holds Qt's thread up for long, whoever looks at all of it; and it ends well."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.app_program import PATIENCE_S, AppProgram
from tests.desktop.stored_day import ENVIRONMENT
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.screenshots.records import made
from tests.waiting import wait_until

pytestmark = pytest.mark.desktop

LONGEST_MS = 150.0
"""Three times the 50 ms that are meant: the tests' machines may be slower, and share their caches."""

OPENING = "open"

_REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(size=(1600, 1100), tray="tint2") as desktop:
        yield desktop


def walk(desktop: VirtualDesktop, record: str, home: Path) -> dict[str, Any]:
    """What a walk through the window sees, in a program of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.desktop.window_walk", record, str(home)],
        env=desktop.env | ENVIRONMENT, cwd=_REPOSITORY, capture_output=True, text=True, timeout=110,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.exact
def test_no_turn_of_the_loop_takes_long(desktop: VirtualDesktop) -> None:
    longest = walk(desktop, "typical", made("typical", desktop.folder))["longest"]
    assert longest[OPENING] > 1, "the window is seen by the watch"
    assert len(longest) > 18
    assert {place: ms for place, ms in longest.items() if ms > LONGEST_MS} == {}


def test_the_app_ends_cleanly_with_every_page_open(desktop: VirtualDesktop) -> None:
    app = AppProgram(desktop)
    program = app.start()
    app.record()
    app.client.request("show")
    app.wait_for_window("worktracker: today")
    for number, name in enumerate(("reports", "rules", "privacy", "sharing", "settings", "today"), 2):
        desktop.key(f"Control_L+{number if name != 'today' else 1}")
        app.wait_for_window(f"worktracker: {name}")
    app.client.request("quit")
    assert program.wait(PATIENCE_S) == 0
    assert desktop.said("app") == ""
    wait_until(lambda: not app.home.socket.exists(), PATIENCE_S, "the end")
