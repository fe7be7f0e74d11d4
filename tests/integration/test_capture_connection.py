"""The connection to the X server: local only, and every failure said."""

from __future__ import annotations

import select
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from Xlib.protocol import request
from Xlib.support import unix_connect

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.integration.capture_screen import Heard, Stage, TurningLoop
from worktracker.capture.x11.connection import Connection, DisplayLostError, WindowGoneError
from worktracker.capture.x11.desktop import X11Desktop
from worktracker.clock import SystemClock
from worktracker.errors import CaptureError

pytestmark = pytest.mark.desktop


@pytest.fixture(scope="module")
def screen() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as desktop:
        yield desktop


@pytest.fixture
def ear() -> Iterator[tuple[int, socket.socket]]:
    """A display number that no X server has, and a socket that listens where python-xlib would try TCP."""
    for number in range(700, 800):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            listening.bind(("127.0.0.1", 6000 + number))
        except OSError:
            listening.close()
            continue
        listening.listen()
        yield number, listening
        listening.close()
        return
    raise RuntimeError("no free port")


def _heard(ear: socket.socket) -> bool:
    return bool(select.select([ear], [], [], 0.2)[0])


def test_the_ear_hears(ear: tuple[int, socket.socket]) -> None:
    """Without this, the next tests would pass with a deaf ear too."""
    number, listening = ear
    with socket.create_connection(("127.0.0.1", 6000 + number)):
        assert _heard(listening)


@pytest.mark.parametrize(
    "name",
    [
        ":{0}",
        ":{0}.0",
        "unix:{0}",
        "unix/:{0}",
        "localhost:{0}",
        "127.0.0.1:{0}.0",
        "tcp/localhost:{0}",
        "host:{0}",
    ],
)
def test_no_connection_over_tcp(ear: tuple[int, socket.socket], name: str) -> None:
    number, listening = ear
    with pytest.raises(CaptureError) as raised:
        Connection(name.format(number))
    assert raised.value.hint
    assert not _heard(listening)


def test_a_socket_that_refuses_does_not_lead_to_tcp(ear: tuple[int, socket.socket]) -> None:
    """The file is there, nobody listens: here python-xlib by itself would go over to TCP."""
    number, listening = ear
    path = Path(f"/tmp/.X11-unix/X{number}")
    refusing = socket.socket(socket.AF_UNIX)
    refusing.bind(str(path))
    refusing.close()
    try:
        with pytest.raises(CaptureError, match="can't be reached"):
            Connection(f":{number}")
        assert not _heard(listening)
        # Nor do pynput and pywinctl, which ask python-xlib in their own way.
        with pytest.raises(Exception, match="no internet socket"):
            unix_connect.get_socket(f":{number}", None, "", number)
        assert not _heard(listening)
    finally:
        path.unlink()


def test_an_unreachable_server_is_said() -> None:
    loop = TurningLoop()
    with pytest.raises(CaptureError) as raised:
        X11Desktop(SystemClock(), loop, ":799").open(Heard(), 1000)
    loop.close()
    assert raised.value.hint


def test_nothing_is_printed_about_xauthority(
    screen: VirtualDesktop, capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "Xauthority"
    empty.touch()
    monkeypatch.setenv("XAUTHORITY", str(empty))
    Connection(screen.env["DISPLAY"]).close()
    assert capfd.readouterr() == ("", "")


def test_a_window_that_is_gone(screen: VirtualDesktop, capfd: pytest.CaptureFixture[str]) -> None:
    connection = Connection(screen.env["DISPLAY"])
    stage = Stage(screen.env["DISPLAY"])
    window = stage.window("Gone", show=False)
    (title,) = connection.atoms("_NET_WM_NAME")
    (found,) = connection.read(window.id, title)
    assert found
    assert found.value == b"Gone"
    window.destroy()
    stage.display.sync()
    connection.select(window.id, 1)  # no answer, so no error either
    with pytest.raises(WindowGoneError):
        connection.read(window.id, title, title)
    with pytest.raises(WindowGoneError):
        connection.ask(request.QueryTree, window=window.id)
    assert connection.read(connection.root, title) == [None]
    connection.close()
    connection.close()
    stage.close()
    assert capfd.readouterr() == ("", "")


def test_sequence_numbers_wrap(screen: VirtualDesktop) -> None:
    connection = Connection(screen.env["DISPLAY"])
    (title,) = connection.atoms("_NET_WM_NAME")
    for _ in range(17):
        connection.read(connection.root, *([title] * 4096))
    connection.close()


@pytest.mark.parametrize("idle", [True, False])
def test_a_server_that_is_killed(idle: bool) -> None:
    with VirtualDesktop(window_manager=None) as doomed:
        _lose(doomed, idle=idle)


def _lose(doomed: VirtualDesktop, *, idle: bool) -> None:
    loop, heard = TurningLoop(), Heard()
    desktop = X11Desktop(SystemClock(), loop, doomed.env["DISPLAY"])
    desktop.open(heard, 180_000)
    (server,) = doomed._on_screen
    server.kill()
    server.wait()
    if idle:
        loop.turn_until(lambda: heard.calls, "the loss to be told")
    else:
        with pytest.raises(DisplayLostError):
            desktop.idle_ms()
        desktop.notify_input()
    loop.turn_for(0.1)
    assert heard.names() == ["desktop_lost"]
    assert loop._timers.wait_ns() is None
    desktop.close()
    loop.close()
