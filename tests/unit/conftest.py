"""Real stores in temporary folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from worktracker.store.store import Store

KEY = bytes(range(32))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.create(tmp_path / "worktracker.db", KEY, "00000000-0000-4000-8000-000000000000", 0)
    yield made
    made.close()
