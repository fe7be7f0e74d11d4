"""The first run by keyboard alone against the real app; what came of it is asked of the store."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.desktop.app_program import PATIENCE_S, AppProgram
from tests.desktop.stored_day import PASSPHRASE, open_home
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.waiting import wait_until
from worktracker.app.agreement import VERSION
from worktracker.app.opening import Opening
from worktracker.clock import SystemClock
from worktracker.control.client import ControlClient
from worktracker.home import Home
from worktracker.keys.slots import key_kind, load
from worktracker.store.settings import Agreement

pytestmark = pytest.mark.desktop

TITLE = "worktracker: agreement"


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2", size=(1024, 700)) as desktop:
        yield desktop


@pytest.fixture
def app(desktop: VirtualDesktop) -> Iterator[AppProgram]:
    app = AppProgram(desktop, agreed=False)
    program = start(app)
    yield app
    if program.poll() is None:
        app.client.request("quit")
    assert program.wait(PATIENCE_S) == 0, desktop.said("app")


def start(app: AppProgram) -> subprocess.Popen[bytes]:
    program = app.start()
    app.wait_for_window(TITLE)
    return program


def go_on(app: AppProgram, page: int) -> None:
    """To a page, by the keyboard; the key is followed a tenth of a second later."""
    app.desktop.key("Alt_L+n")
    app.wait_for_window(f"{TITLE}, {page} of 3")


def is_there(app: AppProgram) -> bool:
    return any(title.startswith(TITLE) for title in app.windows())


def kept(app: AppProgram) -> tuple[Agreement | None, dict[str, str]]:
    opened = open_home(app.folder, agreed=False)
    try:
        return opened.store.agreements.newest(), opened.store.settings.all()
    finally:
        opened.store.close()


def test_from_its_first_page_to_the_first_span_without_a_mouse(app: AppProgram) -> None:
    desktop = app.desktop
    for _ in range(3):
        desktop.key("Return")  # agrees to nothing
    go_on(app, 2)
    desktop.key("Alt_L+t")  # no titles
    desktop.key("Alt_L+k")  # the question after an absence
    desktop.key("Alt_L+d")  # with the session
    go_on(app, 3)
    desktop.key("Return")
    app.status()
    assert kept(app)[0] is None
    assert app.state == "stopped"
    desktop.key("Alt_L+a")
    app.wait_for_state("recording")
    agreement, settings = kept(app)
    assert agreement is not None
    assert agreement.version == VERSION
    assert settings["record-titles"] == "off"
    assert settings["record-apps"] == "on"
    assert settings["idle-return"] == "15m"
    assert settings["autostart"] == "on"
    entries = (desktop.folder / "home" / ".config" / "autostart").iterdir()
    assert any(str(app.folder) in each.read_text() for each in entries)
    assert not is_there(app)


@pytest.mark.parametrize("key", ["Escape", "Alt_L+w"])
def test_who_leaves_has_not_agreed_and_nothing_is_kept(app: AppProgram, key: str) -> None:
    desktop = app.desktop
    before = kept(app)
    go_on(app, 2)
    desktop.key("Alt_L+t")
    go_on(app, 3)
    desktop.key(key)
    wait_until(lambda: not is_there(app), PATIENCE_S, "it to be gone")
    assert app.state == "stopped"
    assert kept(app) == before
    assert before[0] is None
    # Whoever wants to record after all is asked anew.
    app.choose("Start recording")
    app.wait_for_window(TITLE)
    assert app.state == "stopped"
    assert not app.spans()


def test_a_passphrase_beside_the_keyring_opens_the_record() -> None:
    with VirtualDesktop(tray="tint2", keyring=True) as desktop:
        folder = desktop.folder / "home-of-its-own"
        app = AppProgram(desktop, agreed=False)
        program = desktop.start(
            [sys.executable, "-m", "worktracker"], name="app", WORKTRACKER_HOME=str(folder)
        )
        app.wait_for_window(TITLE)
        home = Home.from_environment({"WORKTRACKER_HOME": str(folder)})
        assert key_kind(load(home.keys)) == "keyring"
        go_on(app, 2)
        go_on(app, 3)
        desktop.key("Down")  # a passphrase as well
        desktop.key("Tab")
        desktop.type(PASSPHRASE)
        desktop.key("Tab")
        desktop.type("brief")
        desktop.key("Return")  # they differ: nothing happens
        for _ in "brief":
            desktop.key("BackSpace")
        desktop.type(PASSPHRASE)
        assert key_kind(load(home.keys)) == "keyring"
        desktop.key("Alt_L+a")
        client = ControlClient(home.socket)
        wait_until(lambda: client.request("status")["state"] == "recording", PATIENCE_S, "the recording")
        assert key_kind(load(home.keys)) == "keyring+passphrase"
        client.request("quit")
        assert program.wait(PATIENCE_S) == 0, desktop.said("app")
        environ = {"WORKTRACKER_PASSPHRASE": PASSPHRASE}  # without the keyring's bus
        opened = Opening(home, SystemClock(), None, environ).existing()
        assert opened is not None
        opened.store.close()
