"""How long it takes from the start of the program until its icon stands in the tray."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

from tests.bench.figure import Figure, median
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import EXECUTABLE, Worktracker
from tests.waiting import wait_until

_MORE_S = 0.4
"""What it may take beyond a tray program that does nothing."""

_LOOK_EVERY_S = 0.005
_PATIENCE_S = 60.0
_REPOSITORY = Path(__file__).parents[2]


def figures(runs: int) -> list[Figure]:
    """The program, with a store whose key is in the keyring, and an empty tray program, turn by turn."""
    app_s: list[float] = []
    empty_s: list[float] = []
    with VirtualDesktop(tray="tint2", keyring=True) as desktop:
        program = Worktracker(desktop)
        program.agree()

        def app() -> Popen[bytes]:
            return desktop.start([str(EXECUTABLE)], name="app", WORKTRACKER_HOME=str(program.home))

        def empty() -> Popen[bytes]:
            command = [sys.executable, "-m", "tests.bench.empty_tray"]
            return desktop.start(command, name="empty", cwd=_REPOSITORY)

        for number in range(runs + 1):
            for start, taken in ((empty, empty_s), (app, app_s)):
                seconds = _until_docked(desktop, start)
                if number:  # before the first, the files are not in the page cache
                    taken.append(seconds)
    reference = median(empty_s)
    return [
        Figure(
            "from the start of the program to its icon in the tray", "s", tuple(app_s), reference + _MORE_S,
            reference=reference, reference_is="an empty PySide6 tray program",
            note="its files in the page cache; the key from the keyring",
        )
    ]  # fmt: skip


def _until_docked(desktop: VirtualDesktop, start: Callable[[], Popen[bytes]]) -> float:
    begun = time.perf_counter()
    started = start()
    while not desktop.screen.tray_icons():
        assert time.perf_counter() - begun < _PATIENCE_S, "no icon"
        time.sleep(_LOOK_EVERY_S)
    taken = time.perf_counter() - begun
    desktop.end(started)
    wait_until(lambda: not desktop.screen.tray_icons(), _PATIENCE_S, "the icon to be gone")
    return taken
