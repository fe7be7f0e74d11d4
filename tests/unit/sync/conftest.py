"""Grants as the tests of both ends give them."""

from __future__ import annotations

from datetime import date

import pytest

from worktracker.sync.grant import Terms
from worktracker.sync.receipt import Server, encoded, new_key, public_key
from worktracker.sync.summary import Kind

TODAY = date(2026, 11, 22)
NOW_MS = 1_795_341_600_000
TERMS = Terms(
    Kind.CATEGORIES,
    ("Play", "Work > Code"),
    15,
    0,
    date(2026, 11, 1),
    date(2027, 5, 1),
    "My overview",
    "Desk",
)


@pytest.fixture
def server_key() -> bytes:
    return new_key()


@pytest.fixture
def server(server_key: bytes) -> Server:
    return Server("https://sums.example", "Sums", encoded(public_key(server_key)))
