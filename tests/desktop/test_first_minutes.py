"""Somebody's first minutes with the program, from its first start to its end, all of it by the mouse.

Each click lands on what a screen reader would name; what came of it is asked of the store and the file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.accessible import SPOKEN, AccessibilityBus
from tests.desktop.app_program import PATIENCE_S, AppProgram
from tests.desktop.leak_search import found_in, key_of, pages_of
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.window import Window
from tests.desktop.worktracker_program import Worktracker, gaps_between, zone_at_noon
from tests.waiting import wait_until

pytestmark = pytest.mark.desktop

FIRST_RUN = "worktracker: agreement"
EXPORT = "Export the spans of these days, not encrypted"
SECRET = "Kanarie-im-ersten-Fenster-40c7"
LETTER = "Kanarie-im-Brief-91d3"


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2", keyring=True) as desktop:
        yield desktop


@pytest.fixture
def bus(desktop: VirtualDesktop) -> Iterator[AccessibilityBus]:
    with AccessibilityBus(desktop) as bus:
        yield bus


class Hand:
    """What somebody does, and what is known of it afterwards."""

    def __init__(self, desktop: VirtualDesktop, bus: AccessibilityBus) -> None:
        self.desktop = desktop
        self.bus = bus
        self.app = AppProgram(desktop, new=True)
        self.commands = Worktracker(desktop, self.app.home.directory)
        self._key = b""

    def press(self, name: str) -> None:
        self.bus.click("push button", name)

    def menu(self, entry: str) -> None:
        """Right click at the icon, left click at the entry."""
        before = self.desktop.screen.popups()
        self.app.click(3)
        wait_until(lambda: self.desktop.screen.popups() - before, PATIENCE_S, "the menu")
        self.bus.choose(entry)
        wait_until(lambda: not self.desktop.screen.popups() - before, PATIENCE_S, "the menu to be gone")

    def bring(self, window: Window, app: str) -> None:
        """To the front, and see that it is what is recorded."""
        self.desktop.activate(window)
        self.desktop.nudge()
        self.commands.wait_for_app(app)

    def in_store(self, *texts: str) -> list[str]:
        """Those of these texts that lie anywhere in the store's pages, the free ones too."""
        self._key = self._key or key_of(self.commands)
        content = pages_of(self.commands.store, self._key)
        return [text for text, _ in found_in(content, texts)]


def test_from_the_first_start_to_the_end(desktop: VirtualDesktop, bus: AccessibilityBus) -> None:
    hand = Hand(desktop, bus)
    app, commands = hand.app, hand.commands
    secret = desktop.open_window(SECRET, ("secret", "Secret"))
    letter = desktop.open_window(LETTER, ("letter", "Letter"), position=(600, 60))
    documents = Path(desktop.env["HOME"], "Documents")
    documents.mkdir()
    program = app.start(TZ=zone_at_noon(), **SPOKEN)

    # Three pages. Nothing is recorded before their end, whatever is in front meanwhile.
    app.wait_for_window(FIRST_RUN)
    desktop.activate(secret)
    desktop.activate(letter)
    assert app.state == "stopped"
    hand.press("Next")
    app.wait_for_window(f"{FIRST_RUN}, 2 of 3")
    bus.click("radio button", "Web pages: nothing")
    bus.click("check box", "Record at once when it starts")
    hand.press("Next")
    app.wait_for_window(f"{FIRST_RUN}, 3 of 3")
    assert app.state == "stopped"
    assert commands.spans() == []
    assert hand.in_store(SECRET, LETTER) == []
    assert commands.json("settings", "get", "record-urls")["record-urls"] == "domain"
    hand.press("Agree and start recording")
    commands.wait_for_state("recording")
    assert commands.json("settings", "get", "record-urls")["record-urls"] == "none"
    assert commands.json("settings", "get", "resume-on-launch")["resume-on-launch"] == "on"

    # Work in two windows; a pause between.
    hand.bring(letter, "Letter")
    hand.bring(secret, "Secret")
    hand.bring(letter, "Letter")
    hand.menu("Pause for 15 minutes")
    commands.wait_for_state("paused")
    paused = desktop.activate(secret)
    hand.menu("Resume")
    commands.wait_for_state("recording")
    hand.bring(secret, "Secret")
    spans = commands.spans()
    assert {"Letter", "Secret"} <= {span.app for span in spans}
    (gap,) = gaps_between(spans)
    assert gap[0] <= paused.before_ms <= paused.after_ms <= gap[1]
    assert hand.in_store(SECRET, LETTER) == [SECRET, LETTER]

    # What is in front is left out from now on, and its past is erased.
    hand.menu("Exclude “Secret”")
    app.wait_for_window("Exclude")
    (rule,) = [each for each in commands.json("exclude", "list") if each["app"] == "Secret"]
    assert rule["action"] == "drop"
    hand.press("Erase")
    wait_until(lambda: "Secret" not in {span.app for span in commands.spans()}, PATIENCE_S, "it to be erased")
    wait_until(lambda: hand.in_store(SECRET, LETTER) == [LETTER], PATIENCE_S, "nothing of it to be left")

    # The last minutes are forgotten: all that there was.
    hand.bring(letter, "Letter")
    hand.menu("Forget last 15 minutes")
    app.wait_for_window("Forget")
    asked = desktop.nudge()
    hand.press("Forget 15 minutes")
    wait_until(
        lambda: all(span.start_ms >= asked.before_ms for span in commands.spans()), PATIENCE_S, "no past"
    )

    # From then on it goes on, without what is left out; the window shows it and writes it into a file.
    hand.bring(letter, "Letter")
    desktop.activate(secret)
    wait_until(lambda: app.status()["activity"] is None, PATIENCE_S, "nothing to be recorded of it")
    left_out = desktop.nudge()
    hand.bring(letter, "Letter")
    hand.menu("Open report")
    app.wait_for_window("worktracker: today")
    bus.click("list item", "Reports")
    app.wait_for_window("worktracker: reports")
    before = desktop.screen.popups()
    bus.click("button menu", "Export")
    wait_until(lambda: desktop.screen.popups() - before, PATIENCE_S, "the menu")
    bus.choose("CSV", 2)
    app.wait_for_window(EXPORT)
    hand.press("Save")
    (target,) = wait_until(lambda: list(documents.glob("worktracker-spans-*.csv")), PATIENCE_S, "the file")
    hand.menu("Quit")
    assert program.wait(PATIENCE_S) == 0, desktop.said("app")

    # The file and the store tell the same; nothing overlaps, and nothing is left of what is gone.
    assert target.stat().st_mode & 0o777 == 0o600
    content = target.read_bytes()
    assert SECRET.encode() not in content
    with target.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    recorded = list(csv.DictReader(commands.run("export", "--format", "csv").out.splitlines()))
    # The last span went on after the file was written.
    assert rows[:-1] == recorded[: len(rows) - 1]
    assert rows[-1]["start"] == recorded[len(rows) - 1]["start"]
    assert {row["app"] for row in rows if row["state"] == "active"} == {"Letter", "worktracker"}
    assert all(row["title"] == LETTER for row in rows if row["app"] == "Letter")
    assert not any(row["url"] or row["domain"] for row in rows)
    spans = commands.spans()
    assert spans[0].start_ms >= asked.before_ms
    assert any(start <= left_out.before_ms <= left_out.after_ms <= end for start, end in gaps_between(spans))
    assert hand.in_store(SECRET, LETTER) == [LETTER]
