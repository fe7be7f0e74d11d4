"""A loop that is turned by hand, for the tests of the app's threads."""

from __future__ import annotations

import queue
from collections.abc import Callable

import pytest

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
def loop() -> TurnedByHand:
    return TurnedByHand()
