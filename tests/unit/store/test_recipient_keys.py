"""Records in which a server's key had changed before such recipients were told apart by a column."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any, cast

import pytest

from worktracker.store import migrate
from worktracker.store.connection import Connection

KNOWN = migrate.known_migrations()


def test_an_address_that_was_marked_is_itself_again_and_nothing_is_due_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as plain:
        store = cast(Connection, cast(Any, plain))
        monkeypatch.setattr(migrate, "known_migrations", lambda: KNOWN[:10])
        migrate.migrate(store, 0)
        for url, key in (("https://sums.example#1", "old"), ("https://sums.example", "new")):
            plain.execute(
                "INSERT INTO recipient (url, name, server_key, device, added_ms) VALUES (?, 'n', ?, 'd', 0)",
                (url, key),
            )
        for grant, recipient, stored, ended, deletion in (
            ("due", 1, 1, "revoked", None),
            ("done", 1, 1, "replaced", "{}"),
            ("never", 2, 0, "revoked", ""),
            ("held", 2, 1, None, None),
        ):
            plain.execute(
                "INSERT INTO sharing_grant (id, recipient, receipt, signature, given_ms, stored,"
                " ended, deletion) VALUES (?, ?, '', '', 0, ?, ?, ?)",
                (grant, recipient, stored, ended, deletion),
            )
        monkeypatch.setattr(migrate, "known_migrations", lambda: KNOWN)
        migrate.migrate(store, 1)
        assert plain.execute("SELECT id, url, superseded FROM recipient ORDER BY id").fetchall() == [
            (1, "https://sums.example", 1),
            (2, "https://sums.example", 0),
        ]
        assert plain.execute("SELECT id, deletion, no_word FROM sharing_grant ORDER BY id").fetchall() == [
            ("done", "{}", None),
            ("due", None, "other-key"),
            ("held", None, None),
            ("never", None, "unsent"),
        ]
