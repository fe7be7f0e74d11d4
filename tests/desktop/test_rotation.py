"""A new key, copies and forgetting while the recorder runs: it goes on, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import WAYS, Way, Worktracker, gaps_between
from tests.waiting import wait_until
from worktracker.control.client import AppRefusedError, ControlClient
from worktracker.home import Home

pytestmark = pytest.mark.desktop


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(keyring=True, tray="tint2") as desktop:
        yield desktop


@pytest.mark.parametrize("way", WAYS)
def test_a_new_key_while_it_records(desktop: VirtualDesktop, way: Way) -> None:
    program = Worktracker(desktop)
    program.agree()
    window = desktop.open_window("before", ("rotating", "Rotating"))
    program.start(way)
    program.wait_for_title("before")
    with pytest.raises(AppRefusedError, match="No other key"):  # nobody could open it any more
        ControlClient(Home.from_environment(program.env).socket).request("rekey", key="00" * 32)
    old = program.json("key", "recovery")["phrase"]
    program.run("backup", "create")
    program.run("key", "rotate", "--yes")
    window.set_title("after")
    program.wait_for_title("after")
    program.run("key", "restore", stdin=old, code=4)
    program.run("backup", "create")
    assert program.json("forget", "--title", "before", "--yes")["backups"]["rewritten"] == 2
    window.set_title("last")
    program.wait_for_title("last")
    program.quit()
    wait_until(lambda: not program.is_running(), 10, "the end")
    spans = program.spans()
    assert {span.title for span in spans if span.app == "Rotating"} == {"after", "last"}
    assert gaps_between([span for span in spans if span.app == "Rotating"]) == []
    assert program.status()["state"] == "off"
    desktop.close_windows()
