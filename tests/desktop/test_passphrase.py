"""The passphrase's dialog under real keys and clicks, where no keyring keeps the key."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.app_program import PATIENCE_S, AppProgram
from tests.desktop.stored_day import PASSPHRASE, open_home
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.waiting import wait_until
from worktracker.errors import ExitCode

pytestmark = pytest.mark.desktop

TITLE = "worktracker: passphrase"


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2") as desktop:
        yield desktop


def run(app: AppProgram, title: str = TITLE, **env: str) -> subprocess.Popen[bytes]:
    """Start the app as a user does: nothing supplies the passphrase."""
    environ: dict[str, Any] = {"WORKTRACKER_HOME": str(app.folder), **env}
    command = [sys.executable, "-m", "worktracker"]
    program = app.desktop.start(command, name="app", cwd=Path("/"), **environ)
    app.wait_for_window(title)
    return program


def test_a_wrong_one_is_asked_for_again_and_the_right_one_opens(desktop: VirtualDesktop) -> None:
    app = AppProgram(desktop)
    program = run(app)
    first = app.window(TITLE)
    desktop.key("Return")  # nothing typed: nothing tried
    desktop.type("some other one")
    desktop.key("Return")
    wait_until(lambda: app.window(TITLE) not in (None, first), PATIENCE_S, "the question to come again")
    app.wait_for_window(TITLE)
    assert not app.client.is_running()
    wait_until(desktop.screen.tray_icons, PATIENCE_S, "the icon, which is there before the record is open")
    desktop.type(PASSPHRASE)
    desktop.key("Return")
    wait_until(app.client.is_running, PATIENCE_S, "the app")
    assert app.state == "stopped"
    app.client.request("quit")
    assert program.wait(PATIENCE_S) == 0


@pytest.mark.parametrize("way", ["Escape", "click"])
def test_whoever_cancels_gets_no_app(desktop: VirtualDesktop, way: str) -> None:
    app = AppProgram(desktop)
    program = run(app)
    if way == "click":
        window = app.window(TITLE)
        assert window is not None
        _, _, right, bottom = desktop.screen.place(window)
        desktop.click(right - 130, bottom - 34)  # left of "Open", in the corner
    else:
        desktop.key("Escape")
    assert program.wait(PATIENCE_S) == ExitCode.STORE_UNAVAILABLE
    assert not app.home.socket.exists()


def test_a_new_one_is_typed_twice(desktop: VirtualDesktop) -> None:
    app = AppProgram(desktop)
    app.home.store.unlink()
    app.home.keys.unlink()
    program = run(app)
    desktop.type("brief")
    desktop.key("Tab")
    desktop.type("brief")
    desktop.key("Return")  # too short: nothing is made
    desktop.key("Shift_L+Tab")
    desktop.type(PASSPHRASE)
    desktop.key("Tab")
    desktop.type("something else")
    desktop.key("Return")  # they differ: nothing is made
    for _ in "something else":
        desktop.key("BackSpace")
    assert not app.home.store.exists()
    desktop.type(PASSPHRASE)
    desktop.key("Return")
    app.wait_for_window("worktracker: agreement")
    app.client.request("quit")
    assert program.wait(PATIENCE_S) == 0
    assert not app.spans()  # opens with that passphrase


def test_the_dialog_speaks_the_desktops_language_and_the_window_the_chosen_one(
    desktop: VirtualDesktop,
) -> None:
    app = AppProgram(desktop)
    for language, window in ("system", "worktracker: heute"), ("en", "worktracker: today"):
        with closing(open_home(app.folder, agreed=False).store) as store:
            store.settings.set("language", language)
        program = run(app, "worktracker: Passphrase", LANGUAGE="de")
        desktop.type(PASSPHRASE)
        desktop.key("Return")
        wait_until(app.client.is_running, PATIENCE_S, "the app")
        app.client.request("show")
        app.wait_for_window(window)
        app.client.request("quit")
        assert program.wait(PATIENCE_S) == 0
