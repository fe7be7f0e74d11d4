"""Whether there is a store, as it is seen while other programs of the user come and go."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from worktracker.app.opening import Opening
from worktracker.clock import SystemClock
from worktracker.errors import StoreUnavailableError
from worktracker.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.from_environment({"WORKTRACKER_HOME": str(tmp_path)})


def opening(home: Home) -> Opening:
    return Opening(home, SystemClock(), None, {})


def test_a_store_that_is_taken_away_while_it_is_looked_at_is_not_said_to_be_no_file(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = opening(home)
    home.store.write_bytes(b"a record")
    really = Path.stat

    def stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        found = really(path, follow_symlinks=follow_symlinks)
        if path == home.store:
            home.store.unlink()
        return found

    monkeypatch.setattr(Path, "stat", stat)
    assert asked.exists, "it was there"
    assert not asked.exists


def test_what_is_no_file_is_refused_and_an_empty_file_is_no_store(home: Home) -> None:
    asked = opening(home)
    home.store.touch()
    assert not asked.exists
    home.store.unlink()
    home.store.mkdir()
    with pytest.raises(StoreUnavailableError, match="is not a file"):
        asked.exists  # noqa: B018 - a property
