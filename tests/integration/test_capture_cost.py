"""What watching the desktop costs: beside the least that python-xlib can do, and at rest."""

from __future__ import annotations

import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from Xlib import X, display

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.integration.capture_screen import Heard, Stage, TurningLoop
from worktracker.capture.x11.desktop import X11Desktop
from worktracker.clock import SystemClock

SWITCHES = 200
PAUSE_S = 0.012

_SWITCHER = f"""
import sys, time
from Xlib.ext import xtest
from tests.integration.capture_screen import Stage
stage = Stage(sys.argv[1])
windows = [stage.front(f"Window {{n}} of the switcher", b"stage%d\\0Stage%d\\0" % (n, n)) for n in range(3)]
print("ready", flush=True)
sys.stdin.readline()
for n in range({SWITCHES}):
    stage.ask_for(windows[n % 3])
    if sys.argv[2] == "nudge":
        stage.nudge()
    time.sleep({PAUSE_S})
print("done", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def screen() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as desktop:
        yield desktop


class _Switcher:
    """Switches windows in a process of its own, so that its work is not counted."""

    def __init__(self, screen: str, *, nudge: bool = False) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-c", _SWITCHER, screen, "nudge" if nudge else "still"],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._program.stdin
        assert self._program.stdout
        self._in, self.out = self._program.stdin, self._program.stdout
        assert self.out.readline() == b"ready\n"

    def go(self) -> None:
        self._in.write(b"\n")
        self._in.flush()

    def close(self) -> None:
        self._program.kill()
        self._program.wait()
        self._in.close()
        self.out.close()


def _bare_loop_ms(name: str) -> tuple[float, int]:
    """The plain way: select, read the active window, its class and its title; CPU ms and switches seen."""
    client = display.Display(name)
    root = client.screen().root
    active, title = client.intern_atom("_NET_ACTIVE_WINDOW"), client.intern_atom("_NET_WM_NAME")
    root.change_attributes(event_mask=X.PropertyChangeMask)
    client.sync()
    switcher = _Switcher(name)
    while client.pending_events():
        client.next_event()
    switcher.go()
    seen, begun = 0, time.process_time()
    while True:
        ready, _, _ = select.select([client, switcher.out], [], [])
        if switcher.out in ready:
            break
        while client.pending_events():
            if client.next_event().atom == active:
                number = root.get_full_property(active, 0).value[0]
                if not number:
                    continue
                seen += 1
                window = client.create_resource_object("window", number)
                window.get_wm_class()
                window.get_full_property(title, 0)
    took = time.process_time() - begun
    switcher.close()
    client.close()
    return took * 1000, seen


def _our_ms(name: str, *, nudge: bool = False) -> tuple[float, int]:
    heard, loop = Heard(), TurningLoop()
    desktop = X11Desktop(SystemClock(), loop, name)
    desktop.open(heard, 180_000)
    switcher = _Switcher(name, nudge=nudge)
    loop.turn_for(0.2)
    heard.samples.clear()
    loop.add_reader(switcher.out.fileno(), loop.stop)
    switcher.go()
    begun = time.process_time()
    loop.run()
    took = time.process_time() - begun
    loop.remove_reader(switcher.out.fileno())
    switcher.close()
    desktop.close()
    loop.close()
    return took * 1000, len(heard.samples)


@pytest.mark.desktop
def test_a_switch_costs_no_more_than_twice_the_bare_loop(screen: VirtualDesktop) -> None:
    name = screen.env["DISPLAY"]
    bare, bare_seen = _bare_loop_ms(name)
    ours, seen = _our_ms(name)
    nudged, _ = _our_ms(name, nudge=True)
    print(
        f"CPU per switch: bare loop {bare / SWITCHES:.3f} ms ({bare_seen} seen),"
        f" ours {ours / SWITCHES:.3f} ms ({seen}),"
        f" with a nudge each {nudged / SWITCHES:.3f} ms"
    )
    assert seen >= SWITCHES * 0.9
    assert ours < 2 * bare
    assert ours / SWITCHES < 1.3


@pytest.mark.desktop
def test_at_rest_nothing_wakes_it(screen: VirtualDesktop) -> None:
    stage, heard, loop = Stage(screen.env["DISPLAY"]), Heard(), TurningLoop()
    stage.front("Front")
    behind = stage.window("Behind")
    stage.activate(behind)
    stage.front("In front of it")
    desktop = X11Desktop(SystemClock(), loop, screen.env["DISPLAY"])
    desktop.open(heard, 180_000)
    loop.turn_for(0.3)
    turns: list[None] = []
    drain = desktop._drain  # what the loop would call
    loop.add_reader(desktop._fd, lambda: (turns.append(None), drain())[1])
    for flip in range(20):
        stage.name(behind, f"spinner {flip}")
        loop.turn_for(0.05)
    assert turns == []
    assert loop._timers.wait_ns() is None
    desktop.close()
    stage.close()
    loop.close()
