"""What the tests of the app's parts share: a store, and a loop that is turned by hand."""

from __future__ import annotations

import os
import queue
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from worktracker.store.store import Store

PATIENCE_S = 15.0
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM meta, n"
"""A question that never ends by itself."""


class TurnedByHand:
    """A loop whose calls are made by the test's own thread."""

    def __init__(self) -> None:
        self.calls: queue.Queue[Callable[[], None]] = queue.Queue()

    def call_soon_threadsafe(self, callback: Callable[[], None]) -> None:
        self.calls.put(callback)

    def turn(self) -> None:
        """Make the next call, as soon as there is one."""
        self.calls.get(timeout=PATIENCE_S)()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(tmp_path / "worktracker.db", os.urandom(32), "a store", 0)
    yield store
    store.close()


@pytest.fixture
def loop() -> TurnedByHand:
    return TurnedByHand()
