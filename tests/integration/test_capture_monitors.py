"""Several monitors and several desktops: what is in front is in front wherever it is."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.integration.capture_screen import Watched, watched
from tests.waiting import wait_until

pytestmark = pytest.mark.desktop


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as desktop:
        yield desktop


@pytest.fixture
def watch(screen: VirtualDesktop) -> Iterator[Watched]:
    with watched(screen.env["DISPLAY"]) as begun:
        yield begun


def test_windows_on_two_monitors(screen: VirtualDesktop, watch: Watched) -> None:
    for name, place in (("left", "640/170x800/210+0+0"), ("right", "640/170x800/210+640+0")):
        _run(screen, "xrandr", "--setmonitor", name, place, "screen" if name == "left" else "none")
    monitors = subprocess.check_output(["xrandr", "--listmonitors"], env=screen.env, text=True)
    assert "left" in monitors, monitors
    assert "right" in monitors, monitors
    left = watch.stage.front("On the left")
    right = watch.stage.front("On the right")
    for window, x in ((left, 20), (right, 700)):
        window.configure(x=x, y=40)
    watch.stage.display.sync()
    watch.expect("Stage", "On the right")
    watch.stage.activate(left)
    watch.expect("Stage", "On the left")
    watch.stage.activate(right)
    watch.expect("Stage", "On the right")


def test_switching_desktops(screen: VirtualDesktop, watch: Watched) -> None:
    _run(screen, "wmctrl", "-n", "2")
    watch.stage.front("On the first desktop")
    watch.expect("Stage", "On the first desktop")
    _show_desktop(screen, watch, 1)
    watch.expect(None, None)
    watch.stage.front("On the second desktop")
    watch.expect("Stage", "On the second desktop")
    before = len(watch.heard.samples)
    _show_desktop(screen, watch, 0)
    watch.expect("Stage", "On the first desktop")
    between = [sample.title for sample in watch.heard.samples[before:]]
    assert set(between) <= {None, "On the first desktop"}


def _show_desktop(screen: VirtualDesktop, watch: Watched, number: int) -> None:
    _run(screen, "wmctrl", "-s", str(number))
    wait_until(lambda: watch.stage.numbers("_NET_CURRENT_DESKTOP") == [number], 10, "the desktop")


def _run(screen: VirtualDesktop, *command: Any) -> None:
    subprocess.run(command, env=screen.env, check=True, timeout=10)
