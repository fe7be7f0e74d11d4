"""The window and the first run without a mouse: each control is reached, is seen to have the keys, acts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.desktop.accessible import SPOKEN, AccessibilityBus, Seen
from tests.desktop.app_program import PATIENCE_S, AppProgram, way_to
from tests.desktop.stored_day import open_home, record_day
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.waiting import wait_until
from worktracker.app.starting_categories import add_starting_categories
from worktracker.model.period import Period
from worktracker.privacy.rules import Action, Rule

pytestmark = pytest.mark.desktop

PAGES = ("today", "reports", "rules", "privacy", "sharing", "settings")
"""What the window's title says of them, in the order of their keys."""

FIRST_RUN = "worktracker: agreement"
MOST_STEPS = 80
ITEMS = {"list item", "cell", "table cell", "tree item", "table column header"}
"""What the arrow keys lead to, once the keys are in what it lies in."""


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2", size=(1280, 1000)) as desktop:
        yield desktop


@pytest.fixture
def bus(desktop: VirtualDesktop) -> Iterator[AccessibilityBus]:
    with AccessibilityBus(desktop) as bus:
        yield bus


class Keys:
    """Goes round with the Tab key, and looks at what it sees."""

    def __init__(self, desktop: VirtualDesktop, bus: AccessibilityBus) -> None:
        self._desktop = desktop
        self._bus = bus
        self.compared = 0

    def settled(self) -> list[Seen]:
        """What is shown, once it stays so."""

        def same() -> list[Seen]:
            before = self._bus.all()
            time.sleep(0.1)
            return before if before == self._bus.all() else []

        return wait_until(same, PATIENCE_S, "the page to stand still")

    def go_round(self) -> list[Seen]:
        """Everything that the Tab key leads to until it is back where it began."""
        found: list[Seen] = []
        while len(found) < MOST_STEPS:
            now = self._bus.focused_by("Tab")
            if found and now.address == found[0].address:
                return found
            if found and found[-1].address != now.address:
                self._compare(found[-1])
            found.append(now)
            self._picture = self._steady_picture(now)
        raise AssertionError(f"the Tab key does not come back: {[each.name for each in found]}")

    def _compare(self, left: Seen) -> None:
        """See that what the keys have left looks another way; not where the page was scrolled."""
        again = self._bus.again(left)
        if again is None or again.place != left.place:
            return
        self.compared += 1
        wait_until(
            lambda: self._picture_of(again) != self._picture,
            PATIENCE_S,
            f"{left.role} {left.name!r} to look another way without the keys",
        )

    def _steady_picture(self, seen: Seen) -> bytes:
        def steady() -> bytes:
            before = self._picture_of(seen)
            time.sleep(0.03)
            return before if before == self._picture_of(seen) else b""

        return wait_until(steady, PATIENCE_S, f"{seen.role} {seen.name!r} to stand still")

    def _picture_of(self, seen: Seen) -> bytes:
        left, top, width, height = seen.place
        return self._desktop.screen.pixels(left - 2, top - 2, width + 4, height + 4)

    def not_reached(self, seen: list[Seen], found: list[Seen]) -> list[str]:
        """What can take the keys, and did not: itself, in what did, or beside it in a row of choices."""
        reached = {each.address for each in found}
        beside = {self._bus.parent(each) for each in found if each.role in ("check box", "radio button")}
        missing: list[str] = []
        for each in seen:
            if not {"focusable", "enabled"} <= each.states or each.address in reached:
                continue
            if each.role in ITEMS or each.role == "label":  # text that the mouse can select stays text
                continue
            parent = self._bus.parent(each)
            row = each.role in ("check box", "radio button") and parent in beside
            if not row and parent not in reached:
                missing.append(each.way)
        return missing


def test_every_control_of_every_page_is_reached_and_seen(
    desktop: VirtualDesktop, bus: AccessibilityBus
) -> None:
    app = AppProgram(desktop)
    opened = open_home(app.folder)
    add_starting_categories(opened.store, 0)
    record_day(opened, hours=(0.0, 8.0))
    opened.store.close()
    app.start(**SPOKEN)
    app.run("second").wait(PATIENCE_S)  # who has no mouse starts the program again to see it
    app.wait_for_window("worktracker: today")
    keys = Keys(desktop, bus)
    for number, name in enumerate(PAGES, 1):
        desktop.key(f"Control_L+{number}")
        app.wait_for_window(f"worktracker: {name}")
        seen = keys.settled()
        found = keys.go_round()
        assert len(found) >= 4
        assert keys.not_reached(seen, found) == []
    assert keys.compared > 70
    app.client.request("quit")
    wait_until(lambda: not app.home.socket.exists(), PATIENCE_S, "the end")


def test_every_control_of_the_first_run_is_reached_and_seen(
    desktop: VirtualDesktop, bus: AccessibilityBus
) -> None:
    app = AppProgram(desktop, agreed=False)
    app.start(**SPOKEN)
    app.wait_for_window(FIRST_RUN)
    keys = Keys(desktop, bus)
    for page in (1, 2, 3):
        seen = keys.settled()
        found = keys.go_round()
        assert {each.name for each in found} >= {
            "Not now",
            "Next" if page < 3 else "Agree and start recording",
        }
        assert keys.not_reached(seen, found) == []
        if page < 3:
            while keys_at(bus) != "Next":
                bus.focused_by("Tab")
            desktop.key("space")
            app.wait_for_window(f"{FIRST_RUN}, {page + 1} of 3")
    assert keys.compared >= 12
    assert app.state == "stopped"
    desktop.key("Escape")
    wait_until(lambda: not app.windows(), PATIENCE_S, "it to be gone")
    app.client.request("quit")
    wait_until(lambda: not app.home.socket.exists(), PATIENCE_S, "the end")


def keys_at(bus: AccessibilityBus) -> str:
    """The name of what has the keys."""
    return next((each.name for each in reversed(bus.all()) if "focused" in each.states), "")


def test_the_window_alone_is_enough_from_the_start_of_the_recording_to_the_end(
    desktop: VirtualDesktop,
) -> None:
    documents = Path(desktop.env["HOME"], "Documents")
    documents.mkdir()
    app = AppProgram(desktop)
    program = app.start()
    desktop.open_window("a letter", ("letter", "Letter"))
    app.run("second").wait(PATIENCE_S)
    app.wait_for_window("worktracker: today")

    # The state card: its own buttons, and all that the icon's menu has.
    desktop.key("Alt_L+s")
    app.wait_for_state("recording")
    open_menu(desktop, "Alt_L+p")
    walk_menu(desktop, "Down", 1)
    app.wait_for_state("paused")
    assert app.status()["resume_at"] is not None
    desktop.key("Alt_L+r")
    app.wait_for_state("recording")
    open_menu(desktop, "F10")
    walk_menu(desktop, *way_to("Stop recording", "recording"))
    app.wait_for_state("stopped")
    desktop.open_window("a letter", ("letter", "Letter"))
    app.record()
    wait_until(lambda: (app.status()["activity"] or {}).get("app") == "Letter", PATIENCE_S, "the window")

    # A page each: a rule, a setting, a file, and the end of what was recorded.
    app.run("third").wait(PATIENCE_S)
    app.wait_for_window("worktracker: today")
    desktop.key("Control_L+3")
    app.wait_for_window("worktracker: rules")
    desktop.key("Alt_L+e")
    app.wait_for_window("worktracker: rules, exclusions")
    desktop.key("Control_L+n")
    desktop.type("zzbank")
    desktop.key("Control_L+s")
    wait_until(lambda: own_rules(app), PATIENCE_S, "the rule")
    desktop.key("Control_L+6")
    app.wait_for_window("worktracker: settings")
    desktop.key("Control_L+f")
    desktop.type("window titles")
    desktop.key("Tab")  # to the only one that it is about
    desktop.key("space")
    wait_until(lambda: setting(app, "record-titles") == "off", PATIENCE_S, "the setting")
    desktop.key("Control_L+2")
    app.wait_for_window("worktracker: reports")
    open_menu(desktop, "Alt_L+x")
    walk_menu(desktop, "Down", 1)
    app.wait_for_window("Export the report by")
    desktop.key("Return")
    (target,) = wait_until(lambda: list(documents.glob("worktracker-*.csv")), PATIENCE_S, "the file")
    assert target.read_bytes().startswith(b"key,seconds,hours,share")
    app.wait_for_window("worktracker: reports")
    app.client.request("stop")
    assert "Letter" in applications(app)
    desktop.key("Control_L+4")
    app.wait_for_window("worktracker: privacy")
    for _ in range(10):  # the page makes its cards one after the other
        desktop.key("Alt_L+1")
        with suppress(AssertionError):
            wait_until(lambda: app.window("Forget"), PATIENCE_S / 10, "the question")
            break
    app.wait_for_window("Forget")
    desktop.key("Alt_L+f")
    wait_until(lambda: not applications(app), PATIENCE_S, "it to be forgotten")
    assert own_rules(app) == [Rule(Action.DROP, app="zzbank", id=own_rules(app)[0].id)]

    app.wait_for_window("worktracker: privacy")
    open_menu(desktop, "F10")
    walk_menu(desktop, *way_to("Quit", "stopped"))
    assert program.wait(PATIENCE_S) == 0, desktop.said("app")


def open_menu(desktop: VirtualDesktop, key: str) -> None:
    """Open a menu by its key, and wait until it has the keys itself."""
    before = desktop.screen.popups()
    desktop.key(key)
    wait_until(lambda: desktop.screen.popups() - before, PATIENCE_S, f"the menu of {key}")
    wait_until(desktop.screen.keyboard_is_grabbed, PATIENCE_S, "the menu to have the keyboard")


def walk_menu(desktop: VirtualDesktop, key: str, count: int) -> None:
    """Go so many entries far, and choose."""
    for _ in range(count):
        desktop.key(key)
    desktop.key("Return")
    wait_until(lambda: not desktop.screen.keyboard_is_grabbed(), PATIENCE_S, "the menu to be gone")


def own_rules(app: AppProgram) -> list[Rule]:
    opened = open_home(app.folder, agreed=False)
    try:
        return [rule for rule in opened.store.rules.all() if rule.program is None]
    finally:
        opened.store.close()


def setting(app: AppProgram, name: str) -> str:
    opened = open_home(app.folder, agreed=False)
    try:
        return opened.store.settings.get(name)
    finally:
        opened.store.close()


def applications(app: AppProgram) -> set[str | None]:
    opened = open_home(app.folder, agreed=False)
    try:
        return {span.app for span in opened.store.reader.spans(Period())}
    finally:
        opened.store.close()
