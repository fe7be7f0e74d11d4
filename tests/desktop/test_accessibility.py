"""What a screen reader is told: every control has a name and a kind, in every page, dialog and first step."""

from __future__ import annotations

import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.accessible import PATIENCE_S, SPOKEN, AccessibilityBus, Seen
from tests.desktop.stored_day import ENVIRONMENT, open_home, record_day
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.screenshots.scenes import SCENES
from worktracker.app.starting_categories import add_starting_categories

pytestmark = pytest.mark.desktop

WITH_ONE_OF_EACH = (
    "day", "day-selected", "day-entry", "day-search", "day-chooser",
    "reports", "reports-trend", "reports-share", "reports-hours", "reports-filter", "reports-export",
    "rules", "rules-form", "rules-projects", "rules-exclusion-new", "rules-purge", "rules-colours",
    "privacy-all", "privacy-end", "privacy-phrase", "sharing", "sharing-granted",
    "settings-all", "settings-search",
    "first-run-1", "first-run-2", "first-run-3-passphrase", "first-run-3-phrase", "first-run-3-check",
    "away", "away-kept", "cover", "state-waiting", "small-told", "passphrase-new", "box-exclude",
)  # fmt: skip
"""The scenes in which something is that is in no other."""

CONTAINERS = {"filler", "panel", "unknown", "invalid", "layered pane", "redundant object", "viewport"}
"""Kinds that say nothing of what can be done with a thing."""

QTS_OWN = {"scroll bar", "cell", "table cell", "table column header"}
"""They say what they are by their kind and their place; an empty cell has nothing to say."""

DRAWINGS = {
    "day": "Timeline of the day",
    "reports": "Where it went",
    "reports-trend": "Day by day",
    "reports-share": "Share of the whole",
    "reports-hours": "Hours of the week",
}

_REPOSITORY = Path(__file__).parents[2]


class Scenes:
    """The program that shows one scene at a time, and what is seen of it."""

    def __init__(self, desktop: VirtualDesktop, bus: AccessibilityBus) -> None:
        self.bus = bus
        command = [sys.executable, "-m", "tests.desktop.accessible_scenes", "typical", str(day_of(desktop))]
        self._program = desktop.start(
            command, name="scenes", stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=_REPOSITORY,
            **ENVIRONMENT, **SPOKEN,
        )  # fmt: skip
        self._said = desktop.said

    def show(self, name: str) -> list[Seen]:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(f"{name}\n".encode())
        self._program.stdin.flush()
        ready, _, _ = select.select([self._program.stdout], [], [], PATIENCE_S)
        assert ready, f"{name} does not come: {self._said('scenes')}"
        assert self._program.stdout.readline().decode().strip() == name, self._said("scenes")
        return self.bus.all()

    def end(self) -> None:
        assert self._program.stdin is not None
        self._program.stdin.close()
        assert self._program.wait(15) == 0
        assert self._said("scenes") == ""


def day_of(desktop: VirtualDesktop) -> Path:
    """A home with a day, categories and a project."""
    home = desktop.folder / "home-with-a-day"
    home.mkdir(mode=0o700)
    opened = open_home(home)
    add_starting_categories(opened.store, 0)
    record_day(opened, hours=(0.0, 8.0))
    opened.store.projects.add("Website")
    opened.store.close()
    return home


@pytest.fixture(scope="module")
def scenes() -> Iterator[Scenes]:
    with VirtualDesktop(size=(1600, 1200)) as desktop, AccessibilityBus(desktop) as bus:
        scenes = Scenes(desktop, bus)
        yield scenes
        scenes.end()


def faults(seen: list[Seen]) -> set[str]:
    """What somebody who can't see it could not use, each with the way to it."""
    found: set[str] = set()
    for each in seen:
        if not ("focusable" in each.states or each.actions) or each.role in QTS_OWN:
            continue
        if each.way.startswith("alert message") and each.role != "push button":
            continue  # the texts and the row of buttons of Qt's own boxes
        if not each.name:
            found.add(f"without a name: {each.way}")
        elif each.role in CONTAINERS:
            found.add(f"takes the keys, but is only a container: {each.way}")
        elif each.role == "combo box" and not (each.label or each.description):
            found.add(f"says what is chosen, but not of what: {each.way}")
    return found


@pytest.mark.parametrize("name", WITH_ONE_OF_EACH)
def test_every_control_says_what_it_is(scenes: Scenes, name: str) -> None:
    seen = scenes.show(name)
    assert len(seen) > 3
    assert faults(seen) == set()
    windows = [each for each in seen if " > " not in each.way]
    assert all(each.name and each.role in ("frame", "dialog", "alert message") for each in windows), windows
    if name in DRAWINGS:
        (drawing,) = (each for each in seen if each.role == "chart" and each.name == DRAWINGS[name])
        assert len(drawing.description) > 10


def test_the_search_for_faults_finds_them(scenes: Scenes) -> None:
    assert faults(scenes.show("privacy-all")) == set()
    found = faults(scenes.show("+unnamed"))
    assert len(found) == 2
    assert all(each.startswith("without a name: frame 'worktracker: privacy'") for each in found)
    assert {each.rpartition(" > ")[2] for each in found} == {"push button ''", "filler ''"}


def test_every_scene_is_known_here() -> None:
    parts = {name.partition("-")[0] for name in SCENES}
    # Menus are in no window; their entries are read where they are clicked.
    assert {name.partition("-")[0] for name in WITH_ONE_OF_EACH} == parts - {"menu"}
