"""What recording costs: while windows switch, and while nobody is there."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figure import Figure, median
from tests.bench.meter import Cost, bytes_in, cost_of, programs_with, proportional_kib
from tests.desktop.recorder_program import RecorderProgram
from tests.desktop.switching import Switching
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.waiting import wait_until

SWITCH_EVERY_S = 2.0
ACTIVE_S, REST_S = 180.0, 120.0
"""What the goals are about; shorter runs are scaled."""

_WAL_FRAME = 24 + 4096
_CALM_S = 10.0
"""After the last input the program goes on looking for more for 5 s."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What each program cost in one stretch of time."""

    seconds: float
    app: Cost
    bare_loop: Cost
    empty_tray: Cost
    grown: int
    switches: int = 0


class Live:
    """The app, the bare loop and the empty tray side by side on one desktop.

    Args:
        active_s, rest_s: how long one run takes, in seconds.
        runs: how many of each.
        command: what is measured: ``app`` (with Qt and its icon) or ``record`` (without).
    """

    def __init__(self, active_s: float, rest_s: float, runs: int, command: str) -> None:
        self._active_s, self._rest_s, self._runs, self._command = active_s, rest_s, runs, command

    def figures(self) -> list[Figure]:
        """Measure, and say what came of it."""
        with VirtualDesktop(tray="tint2", keyring=True) as desktop:
            recorder = RecorderProgram(desktop, desktop.folder / "home")
            switching = Switching(desktop)
            # One after the other: programs that run together share Qt's pages, and each looks smaller.
            empty_kib = _empty_tray_kib(desktop)
            app = recorder.start_app() if self._command == "app" else recorder.start()[0]
            bare = _reference(desktop, "bare_loop")
            tray = _reference(desktop, "empty_tray")
            wait_until(
                lambda: len(desktop.screen.tray_icons()) >= (2 if self._command == "app" else 1), 20, "icons"
            )
            programs = (app, bare, tray)
            switching.every(0.5, 10.0)  # every window and every page of the store seen once
            active = [self._stretch(recorder, programs, switching) for _ in range(self._runs)]
            time.sleep(_CALM_S)
            rest = [self._stretch(recorder, programs, None) for _ in range(self._runs)]
            desktop.end(tray)
            memory = proportional_kib(app.pid) / 1024, empty_kib / 1024
            others = programs_with("libQt6Core.so", but=app.pid)
        return [
            *self._active(active),
            *self._rest(rest),
            self._memory(*memory, others),
            *_written(active, rest),
        ]

    def _stretch(
        self,
        recorder: RecorderProgram,
        programs: tuple[subprocess.Popen[bytes], ...],
        switching: Switching | None,
    ) -> _Stretch:
        before, size, begun = (
            [cost_of(each.pid) for each in programs],
            bytes_in(recorder.home),
            time.monotonic(),
        )
        switches = 0
        if switching is None:
            time.sleep(self._rest_s)
        else:
            switches = switching.every(SWITCH_EVERY_S, self._active_s)
        seconds = time.monotonic() - begun
        app, bare, tray = (
            cost_of(each.pid).since(earlier) for each, earlier in zip(programs, before, strict=True)
        )
        return _Stretch(seconds, app, bare, tray, bytes_in(recorder.home) - size, switches)

    def _active(self, runs: list[_Stretch]) -> list[Figure]:
        ours = tuple(run.app.cpu_s * ACTIVE_S / run.seconds for run in runs)
        bare = median([run.bare_loop.cpu_s * ACTIVE_S / run.seconds for run in runs])
        what = f"CPU, {ACTIVE_S:.0f} s with a switch and a nudge every {SWITCH_EVERY_S:.0f} s"
        note = _scaled(self._active_s, ACTIVE_S)
        loop = "bare python-xlib loop"
        return [
            Figure(what, "s", ours, 0.12, bare, loop, "1.17", note),
            Figure("the same, times the bare loop", "×", tuple(each / bare for each in ours), 2.0, 1.0, loop),
        ]

    def _rest(self, runs: list[_Stretch]) -> list[Figure]:
        tray = "idle PySide6 tray"
        return [
            Figure(
                f"CPU at rest, {REST_S:.0f} s",
                "s",
                tuple(run.app.cpu_s * REST_S / run.seconds for run in runs),
                0.03,
                median([run.empty_tray.cpu_s * REST_S / run.seconds for run in runs]),
                tray,
                "0.39",
                _scaled(self._rest_s, REST_S),
            ),
            Figure(
                "wake-ups at rest, a second",
                "1/s",
                tuple(run.app.wakeups / run.seconds for run in runs),
                0.2,
                median([run.empty_tray.wakeups / run.seconds for run in runs]),
                tray,
                "21",
                "context switches of all threads",
            ),
        ]

    def _memory(self, ours_mib: float, tray_mib: float, others: int) -> Figure:
        return Figure(
            "memory at rest, PSS",
            "MiB",
            (ours_mib,),
            1.3 * tray_mib,
            tray_mib,
            "empty PySide6 tray",
            "95, with its tray 154 MB",
            "children included, each alone"
            + (f"; DISTURBED: {others} other programs share Qt's pages" if others else ""),
        )


def _written(active: list[_Stretch], rest: list[_Stretch]) -> list[Figure]:
    figures: list[Figure] = []
    for name, runs, goal, quoted in (("active", active, 8.0, "79"), ("at rest", rest, 1.0, "17")):
        hourly = [3600 / run.seconds / 1e6 for run in runs]
        floor = median([run.switches * _WAL_FRAME * per for run, per in zip(runs, hourly, strict=True)])
        given = median([run.app.asked_to_write * per for run, per in zip(runs, hourly, strict=True)])
        grown = median([run.grown * per for run, per in zip(runs, hourly, strict=True)])
        figures.append(
            Figure(
                f"written {name}, an hour",
                "MB",
                tuple(run.app.written * per for run, per in zip(runs, hourly, strict=True)),
                goal,
                floor,
                "one page of log a switch",
                quoted,
                f"write_bytes; by write calls {given:.2f}, files grew {grown:.2f}",
            )
        )
    return figures


def _empty_tray_kib(desktop: VirtualDesktop) -> int:
    tray = _reference(desktop, "empty_tray")
    wait_until(desktop.screen.tray_icons, 20, "the empty tray's icon")
    time.sleep(_CALM_S)
    found = proportional_kib(tray.pid)
    desktop.end(tray)
    return found


def _scaled(took_s: float, meant_s: float) -> str:
    return "" if took_s >= meant_s else f"runs of {took_s:.0f} s, scaled to {meant_s:.0f} s"


def _reference(desktop: VirtualDesktop, name: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"tests.bench.{name}"]
    program = desktop.start(command, name=name, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    assert program.stdout is not None
    assert program.stdout.readline() == b"ready\n", desktop.said(name)
    return program
