"""The pin of a server's certificate outlives its grants."""

from __future__ import annotations

import pytest

from tests.unit.sync.conftest import NOW_MS, TERMS
from worktracker.cli.sync_giving import certificate_of
from worktracker.errors import UsageError
from worktracker.store.store import Store
from worktracker.sync.granting import give
from worktracker.sync.receipt import Server

FIRST, SECOND = (f"SHA256:{letter * 43}" for letter in "x/")


def test_a_pin_stays_after_a_revocation_until_it_is_dropped(store: Store, server: Server) -> None:
    assert certificate_of(store, server.url, None) is None
    assert certificate_of(store, server.url, FIRST) == FIRST
    give(store, server, TERMS, NOW_MS, FIRST)
    assert certificate_of(store, server.url, None) == FIRST
    store.sharing.revoke(1, NOW_MS + 1)
    assert certificate_of(store, server.url, None) == FIRST
    assert certificate_of(store, server.url, SECOND) == SECOND
    assert certificate_of(store, "https://other.example", None) is None
    assert certificate_of(store, server.url, None, dropped=True) is None
    with pytest.raises(UsageError, match="exclude each other"):
        certificate_of(store, server.url, SECOND, dropped=True)


@pytest.mark.parametrize(
    "pin", ["foo", "x" * 43, f"{FIRST}=", FIRST[:-1], f"{FIRST}\n", "sha256:" + "x" * 43, ""]
)
def test_what_no_certificate_could_have_is_said_at_once(store: Store, server: Server, pin: str) -> None:
    with pytest.raises(UsageError, match="no pin"):
        certificate_of(store, server.url, pin)
