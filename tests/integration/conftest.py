"""What integration tests share besides the fixtures of all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from worktracker.cloud.server import Server


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def summary_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A summary server on an empty database of each kind, with a clock of its own; one a file of tests."""
    from tests.cloud.running import new_server

    folder = tmp_path_factory.mktemp("cloud")
    if request.param == "sqlite":
        url = f"sqlite:///{folder / 'totals.db'}"
    else:
        url = request.getfixturevalue("postgres").url()
    server = new_server(url, folder)
    yield server
    server.database.close()
