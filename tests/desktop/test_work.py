"""The timer by hand while the program records: it answers at once, and what is recorded is on the project."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import Worktracker

pytestmark = pytest.mark.desktop


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(keyring=True) as desktop:
        yield desktop


def test_a_timer_beside_the_record(desktop: VirtualDesktop) -> None:
    program = Worktracker(desktop)
    program.agree()
    program.run("project", "add", "Website")
    program.run("project", "add", "Other")
    program.record()
    desktop.open_window("before", ("work", "Work"))
    program.wait_for_title("before")
    on = program.json("work", "on", "website")
    assert on["project"] == "Website"
    assert program.json("work", "status") == on
    desktop.open_window("during", ("work", "Work"))
    program.wait_for_title("during")
    assert program.json("work", "on", "Other")["project"] == "Other"
    assert program.run("work", "off").out == "Working on no project in particular.\n"
    program.run("work", "off", code=2)
    program.run("work", "on", "Nobody", code=2)
    desktop.open_window("after", ("work", "Work"))
    program.wait_for_title("after")
    # A rule that is made while it records is followed at once, too.
    program.run("category", "add", "Mine", "--title", "later")
    desktop.open_window("later", ("work", "Work"))
    program.wait_for_title("later")
    program.run("quit", code=None)
    found = [json.loads(line) for line in program.run("export", "--format", "jsonl").raw.splitlines()]
    projects: dict[str, set[str | None]] = {}
    for one in found:
        projects.setdefault(one.get("title"), set()).add(one.get("project"))
    assert projects["before"] == {None, "Website"}
    assert "Website" in projects["during"]
    assert projects["after"] == {None}
    assert {one.get("category") for one in found if one.get("title") == "later"} == {"Mine"}
    at = on["since"]
    assert all(one.get("project") is None for one in found if one["end"] <= at)
    desktop.close_windows()
