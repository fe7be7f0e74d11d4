"""Before the first span: what is asked, where it can be answered, and what an old answer is worth."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.desktop.app_program import PATIENCE_S, AppProgram
from tests.desktop.stored_day import ENVIRONMENT, open_home
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.waiting import wait_until
from worktracker.app.agreement import VERSION
from worktracker.control.client import AppRefusedError
from worktracker.errors import ExitCode
from worktracker.store.settings import Agreement

pytestmark = pytest.mark.desktop

TITLE = "worktracker: agreement"
COMMAND = [sys.executable, "-m", "worktracker"]


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    """A small screen."""
    with VirtualDesktop(tray="tint2", size=(1024, 700)) as desktop:
        yield desktop


@pytest.fixture
def outdated(desktop: VirtualDesktop) -> AppProgram:
    """A home whose user has agreed to the text before this one, and records at every launch."""
    app = AppProgram(desktop, agreed=False)
    opened = open_home(app.folder, agreed=False)
    opened.store.agreements.add(Agreement(VERSION - 1, 1_700_000_000_000))
    opened.store.settings.set("resume-on-launch", "on")
    opened.store.close()
    return app


def end(app: AppProgram) -> None:
    app.client.request("quit")
    wait_until(lambda: not app.home.socket.exists(), PATIENCE_S, "the end")


def newest(app: AppProgram) -> Agreement | None:
    opened = open_home(app.folder, agreed=False)
    try:
        return opened.store.agreements.newest()
    finally:
        opened.store.close()


def test_an_older_agreement_is_none_until_the_new_text_was_seen(outdated: AppProgram) -> None:
    outdated.start()
    outdated.wait_for_window(TITLE)
    assert outdated.state == "stopped"
    with pytest.raises(AppRefusedError) as refusal:
        outdated.client.request("start")
    assert refusal.value.exit_code is ExitCode.PERMISSION_MISSING
    outdated.desktop.key("Alt_L+a")
    outdated.wait_for_state("recording")
    end(outdated)
    agreement = newest(outdated)
    assert agreement is not None
    assert agreement.version == VERSION


@pytest.mark.parametrize("command", ["start", "record"])
def test_without_a_terminal_an_older_agreement_is_refused(outdated: AppProgram, command: str) -> None:
    environ = outdated.desktop.env | ENVIRONMENT | {"WORKTRACKER_HOME": str(outdated.folder)}
    done = subprocess.run(
        [*COMMAND, command], env=environ, capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == ExitCode.PERMISSION_MISSING
    assert "worktracker agree" in done.stderr
    assert not outdated.client.is_running()


def test_start_asks_on_its_terminal_beside_the_running_app(outdated: AppProgram) -> None:
    outdated.start()
    outdated.wait_for_window(TITLE)
    environ = outdated.desktop.env | ENVIRONMENT | {"WORKTRACKER_HOME": str(outdated.folder)}
    ours, theirs = pty.openpty()
    try:
        command = subprocess.Popen(
            [*COMMAND, "start"], env=environ, stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.write(ours, b"y\n")
        assert command.wait(30) == 0, os.read(ours, 100_000)
        said = os.read(ours, 100_000)
    finally:
        os.close(ours)
        os.close(theirs)
    assert b"Changed since you agreed on 2023-11-14" in said
    assert b"settings set record-titles off" in said
    assert outdated.state == "recording"
    wait_until(lambda: TITLE not in outdated.windows(), PATIENCE_S, "the app's own question to go")
    end(outdated)


@pytest.mark.parametrize(
    "size", [{}, {"QT_FONT_DPI": "120"}, {"QT_FONT_DPI": "144"}, {"QT_SCALE_FACTOR": "1.5"}]
)
def test_its_buttons_are_on_a_small_screen_with_large_text(
    desktop: VirtualDesktop, size: dict[str, str]
) -> None:
    app = AppProgram(desktop, agreed=False)
    app.start(**size)
    app.wait_for_window(TITLE)
    window = app.window(TITLE)
    assert window is not None
    left, top, right, bottom = desktop.screen.place(window)
    assert left >= 0
    assert top >= 0
    assert right <= 1024
    assert bottom <= 700 - 36  # the panel
    desktop.click(right - 60, bottom - 32)  # "Next" stands in the corner
    app.wait_for_window(f"{TITLE}, 2 of 3")
    desktop.key("Alt_L+n")
    app.wait_for_window(f"{TITLE}, 3 of 3")
    desktop.click(right - 100, bottom - 32)  # and on the last page "Agree and start recording"
    app.wait_for_state("recording")
    end(app)
