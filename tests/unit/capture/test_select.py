from __future__ import annotations

import pytest

from worktracker.app.loop import SelectorLoop
from worktracker.capture.port import Desktop
from worktracker.capture.portable import PortableDesktop
from worktracker.capture.select import open_desktop
from worktracker.capture.x11.connection import local_display
from worktracker.capture.x11.desktop import X11Desktop
from worktracker.clock import SystemClock
from worktracker.errors import CaptureError


def opened(environ: dict[str, str]) -> Desktop:
    loop = SelectorLoop()
    try:
        return open_desktop(SystemClock(), loop, environ)
    finally:
        loop.close()


def test_x11_by_its_display() -> None:
    assert isinstance(opened({"DISPLAY": ":5"}), X11Desktop)


def test_a_forced_choice() -> None:
    assert isinstance(opened({"DISPLAY": ":5", "WORKTRACKER_CAPTURE": "portable"}), PortableDesktop)
    assert isinstance(opened({"DISPLAY": ":5", "WORKTRACKER_CAPTURE": "x11"}), X11Desktop)


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, "There is no display to record"),
        ({"DISPLAY": ""}, "There is no display to record"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "Wayland"),
        ({"DISPLAY": ":0", "WORKTRACKER_CAPTURE": "telepathy"}, "WORKTRACKER_CAPTURE"),
    ],
)
def test_what_cannot_be_recorded(environ: dict[str, str], words: str) -> None:
    with pytest.raises(CaptureError, match=words) as raised:
        opened(environ)
    assert raised.value.hint


def test_x11_inside_wayland_says_what_it_misses() -> None:
    assert "Wayland" in opened({"DISPLAY": ":5", "WAYLAND_DISPLAY": "wayland-0"}).limits[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [(":0", "unix/:0.0"), (":12.1", "unix/:12.1"), ("unix:3", "unix/:3.0"), ("unix/:3.0", "unix/:3.0")],
)
def test_displays_of_this_machine(name: str, expected: str) -> None:
    assert local_display(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "host:0",
        "localhost:10.0",
        "tcp/localhost:0",
        "127.0.0.1:0",
        "[::1]:0",
        "host/unix:0",
        "::0",
        "inet6/host:0",
    ],
)
def test_displays_across_the_network_are_refused(name: str) -> None:
    with pytest.raises(CaptureError, match="network") as raised:
        local_display(name)
    assert ":0" in raised.value.hint


@pytest.mark.parametrize("name", ["", "0", "nonsense"])
def test_what_names_no_display(name: str) -> None:
    with pytest.raises(CaptureError):
        local_display(name)
