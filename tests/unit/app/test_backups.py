"""Erasing and the copies: none is begun while the record still holds what is erased."""

from __future__ import annotations

from pathlib import Path

import pytest

from worktracker.app.backups import copies_locked, forget, purge
from worktracker.errors import StoreBusyError
from worktracker.home import Home
from worktracker.privacy.rules import Action, Rule
from worktracker.store.erase import Eraser, Forgotten, Selection
from worktracker.store.store import Store

RULE = Rule(Action.DROP, title="Covert*")


@pytest.mark.parametrize("way", ["forget", "purge"])
def test_no_copy_is_begun_before_the_record_is_erased(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    home = Home(tmp_path, tmp_path, tmp_path / "socket")
    erased: list[object] = []

    def erase(_: Eraser, what: object) -> Forgotten:
        with pytest.raises(StoreBusyError), copies_locked(home, wait_s=0):
            pass
        erased.append(what)
        return Forgotten(0, 0)

    monkeypatch.setattr(Eraser, way, erase)
    if way == "forget":
        forget(home, store, Selection(rule=RULE))
    else:
        purge(home, store, RULE)
    assert len(erased) == 1
    with copies_locked(home, wait_s=0):
        pass
