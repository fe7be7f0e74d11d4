"""An hour with nobody there (SOAK_REST_S seconds): nothing grows, hardly anything wakes."""

from __future__ import annotations

import time

import pytest

from tests.bench.meter import bytes_in, cost_of, own_kib
from tests.desktop.recorder_program import RecorderProgram
from tests.desktop.switching import Switching
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import zone_at_noon
from tests.soak.length import from_environment

REST_S = from_environment("SOAK_REST_S", 3600)
LOOKS = 6
SETTLED_S = 10.0
"""After the last input the program goes on looking for more for 5 s."""


@pytest.mark.timeout(180 + int(REST_S))
def test_nothing_grows_while_nobody_is_there() -> None:
    with VirtualDesktop(tray="tint2", keyring=True) as desktop:
        # No day begins meanwhile: what a new one has written once is no growth.
        recorder = RecorderProgram(desktop, desktop.folder / "home", TZ=zone_at_noon())
        switching = Switching(desktop)
        recorder.run("settings", "set", "backup", "off")  # the day's copy is no rest; it is measured apart
        app = recorder.start_app()
        switching.every(0.5, 10.0)
        time.sleep(SETTLED_S)
        first, files = cost_of(app.pid), bytes_in(recorder.home)
        memory: list[int] = []
        begun = time.monotonic()
        for _ in range(LOOKS):
            time.sleep(REST_S / LOOKS)
            memory.append(own_kib(app.pid))
        took_s = time.monotonic() - begun
        cost, grown = cost_of(app.pid).since(first), bytes_in(recorder.home) - files
        state = recorder.state()
    hourly = 3600 / took_s
    print(
        f"{took_s:.0f} s at rest: CPU {cost.cpu_s * hourly:.2f} s an hour,"
        f" {cost.wakeups / took_s:.3f} wake-ups a second,"
        f" {cost.written * hourly / 1e6:.2f} MB an hour written,"
        f" files grew {grown} bytes, own memory {' '.join(f'{each / 1024:.1f}' for each in memory)} MiB"
    )
    assert state == ("idle" if took_s > 200 else "recording")
    assert cost.wakeups / took_s <= 0.2
    assert cost.cpu_s * hourly <= 0.9
    assert cost.written * hourly <= 1e6 + 40_960 * hourly  # short runs: a beat and the idle span more or less
    assert grown <= 3 * 4120 * 2
    assert memory[-1] - memory[0] <= 512
