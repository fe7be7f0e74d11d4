"""What is chosen in the first run is kept in one go or not at all, also what lies outside the store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.stored_day import open_home
from worktracker.app.autostart import entry_path, serves, set_autostart
from worktracker.app.browser_manifests import BROWSERS
from worktracker.app.first_run import Choices, agree, found_browsers
from worktracker.app.opening import OpenStore
from worktracker.app.starting_categories import add_starting_categories
from worktracker.errors import UsageError, WorkTrackerError
from worktracker.home import Home
from worktracker.keys.slots import load
from worktracker.store.connection import rehearsal

BROWSER = next(each for each in BROWSERS if each.key == "chromium")
SETTINGS = {"record-titles": "off", "autostart": "on", "idle-return": "15m"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user" / "config"))
    monkeypatch.setenv("WORKTRACKER_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return Home.from_environment(os.environ)


@pytest.fixture
def opened(home: Home) -> Iterator[OpenStore]:
    opened = open_home(home.directory, agreed=False)
    yield opened
    opened.store.close()


def outside(home: Home) -> tuple[bool, bool, object]:
    """What there is outside the store: the autostart entry, a browser's manifest, the ways to the key."""
    return entry_path(home).exists(), BROWSER.manifest.exists(), load(home.keys)


def test_all_of_it_is_kept(home: Home, opened: OpenStore) -> None:
    choices = Choices(SETTINGS, (BROWSER,), "another passphrase")
    assert agree(home, opened.slots, choices, 1, opened.store) == ""
    assert opened.store.agreements.newest() is not None
    assert {name: opened.store.settings.get(name) for name in SETTINGS} == SETTINGS
    autostart, manifest, slots = outside(home)
    assert autostart
    assert manifest
    assert slots != opened.slots
    assert BROWSER not in found_browsers(home)


@pytest.mark.parametrize("wrong", ["busy", "value", "short"])
def test_nothing_is_kept_where_one_thing_can_not_be(home: Home, opened: OpenStore, wrong: str) -> None:
    before = outside(home), opened.store.settings.all()
    settings = SETTINGS | ({"idle-threshold": "soon"} if wrong == "value" else {})
    choices = Choices(settings, (BROWSER,), "short" if wrong == "short" else "another passphrase")
    other = opened.store.again(busy_ms=50)
    try:
        if wrong == "busy":
            with rehearsal(opened.store.connection), pytest.raises(WorkTrackerError):
                agree(home, opened.slots, choices, 1, other)
        else:
            with pytest.raises(UsageError):
                agree(home, opened.slots, choices, 1, other)
    finally:
        other.close()
    assert (outside(home), opened.store.settings.all()) == before
    assert opened.store.agreements.newest() is None


FOREIGN = b"[Desktop Entry]\nType=Application\nName=worktracker\nExec=/opt/other/worktracker\n"


def refused(home: Home, opened: OpenStore, **settings: str) -> None:
    """Give everything but a value that can be kept."""
    with pytest.raises(UsageError):
        agree(home, opened.slots, Choices(settings | {"idle-threshold": "soon"}), 1, opened.store)


def test_an_autostart_entry_of_another_comes_back_where_it_is_not_kept(home: Home, opened: OpenStore) -> None:
    entry = entry_path(home)
    entry.parent.mkdir(parents=True)
    entry.write_bytes(FOREIGN)
    for switch in ("on", "off"):
        refused(home, opened, autostart=switch)
        assert entry.read_bytes() == FOREIGN
    agree(home, opened.slots, Choices({"autostart": "off"}), 1, opened.store)
    assert entry.read_bytes() == FOREIGN
    agree(home, opened.slots, Choices({"autostart": "on"}), 1, opened.store)
    assert serves(entry, home)


def test_off_takes_our_autostart_entry_away_and_brings_it_back_where_it_is_not_kept(
    home: Home, opened: OpenStore
) -> None:
    set_autostart(home, enabled=True)
    refused(home, opened, autostart="off")
    assert serves(entry_path(home), home)
    agree(home, opened.slots, Choices({"autostart": "off"}), 1, opened.store)
    assert not entry_path(home).exists()


def test_what_can_not_be_taken_back_hides_nothing(
    home: Home, opened: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "unlink", full)
    refused(home, opened, autostart="on")


def test_starting_categories_have_the_users_names_but_for_those_renamed(
    home: Home, opened: OpenStore
) -> None:
    store = opened.store
    add_starting_categories(store, 0)
    mine = store.categories.at(("Work", "Development"))
    store.categories.edit(mine.id, name="My programs")
    names = {"work": "Arbeit", "development": "Entwicklung", "chat": "Chat", "games": "Media"}
    choices = Choices({}, category_names=names)
    agree(home, opened.slots, choices, 1, store)
    paths = set(store.categories.paths().values())
    assert {"Arbeit", "Arbeit > My programs", "Communication > Chat", "Games", "Media"} <= paths, paths
    assert "Work" not in paths
    add_starting_categories(store, 1)
    assert set(store.categories.paths().values()) == paths


def test_a_passphrase_is_in_no_representation() -> None:
    assert "secret words" not in repr(Choices({}, (), "secret words"))
