"""The pin of a server's certificate outlives its grants."""

from __future__ import annotations

import pytest

from tests.unit.sync.conftest import NOW_MS, TERMS
from worktracker.cli.sync_giving import certificate_of
from worktracker.errors import UsageError
from worktracker.store.store import Store
from worktracker.sync.granting import give
from worktracker.sync.receipt import Server


def test_a_pin_stays_after_a_revocation_until_it_is_dropped(store: Store, server: Server) -> None:
    assert certificate_of(store, server.url, None) is None
    assert certificate_of(store, server.url, "SHA256:x") == "SHA256:x"
    give(store, server, TERMS, NOW_MS, "SHA256:x")
    assert certificate_of(store, server.url, None) == "SHA256:x"
    store.sharing.revoke(1, NOW_MS + 1)
    assert certificate_of(store, server.url, None) == "SHA256:x"
    assert certificate_of(store, server.url, "SHA256:y") == "SHA256:y"
    assert certificate_of(store, "https://other.example", None) is None
    assert certificate_of(store, server.url, None, dropped=True) is None
    with pytest.raises(UsageError, match="exclude each other"):
        certificate_of(store, server.url, "SHA256:y", dropped=True)
