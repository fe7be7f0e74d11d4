"""What any program of the same user may send to the running app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.unit.app.test_ageing import Desk
from worktracker.app.agreement import VERSION
from worktracker.app.commands import Commands, running_status
from worktracker.control.protocol import ProtocolError, Request
from worktracker.errors import UsageError
from worktracker.store.settings import Agreement
from worktracker.store.store import Store


class Nobody:
    def on_close(self, callback: Callable[[], None]) -> None: ...

    def push(self, event: str, fields: Mapping[str, object]) -> None: ...


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    store.agreements.add(Agreement(VERSION, 0))
    desk = Desk(tmp_path, store)
    desk.recording.start()
    return desk


@pytest.mark.parametrize(
    "fields", [{"for_ms": 10**30}, {"for_ms": 0}, {"for_ms": -1}, {"until_ms": 10**30}, {"until_ms": -1}]
)
def test_a_pause_has_a_length_that_can_be_told(desk: Desk, fields: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        Commands(desk.recording, lambda: None, None)(Request("pause", fields), Nobody())
    assert running_status(desk.recording)["state"] == "recording"
    desk.end()


def test_a_pause_until_tomorrow_ends_where_the_next_day_begins(desk: Desk, store: Store) -> None:
    store.settings.set("day-start", "04:00")
    Commands(desk.recording, lambda: None, None)(Request("pause", {"tomorrow": True}), Nobody())
    resume_at = running_status(desk.recording)["resume_at"]
    assert str(resume_at)[11:16] == "04:00"
    desk.end()


@pytest.mark.parametrize("key", ["", "abcd", "x" * 64, "00" * 31, "00" * 33])
def test_a_key_that_is_none_is_not_taken(desk: Desk, key: str) -> None:
    with pytest.raises(ProtocolError):
        Commands(desk.recording, lambda: None, None)(Request("rekey", {"key": key}), Nobody())
    desk.end()
