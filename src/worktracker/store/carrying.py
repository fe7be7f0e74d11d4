"""What a copy of the record that takes its place has to know of what was sent, and of what was revoked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from worktracker.store.connection import Connection, transaction, translated
from worktracker.store.ledger import LEDGER_HEAD
from worktracker.store.recipients import RESTORED

_TABLES = ("recipient", "recipient_key", "sharing_grant", "shared_day", "sending_day", "ledger")


@dataclass(frozen=True, slots=True, repr=False)
class Carried:
    """All that a store has of sharing, row by row."""

    rows: Mapping[str, Sequence[tuple[Any, ...]]]
    head: str | None


def carried(connection: Connection) -> Carried:
    """What goes on when a copy takes a store's place: it must know what was sent, and what was revoked."""
    with translated():
        rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in _TABLES}
        head = connection.execute("SELECT value FROM meta WHERE name = ?", (LEDGER_HEAD,)).fetchone()
    return Carried(rows, head[0] if head else None)


def carry_sharing_over(connection: Connection, found: Carried | None, now_ms: int) -> None:
    """Let a copy have what the store before it had.

    Args:
        connection: of the copy.
        found: None where that is not known: the copy may hold a grant that was revoked since, and lacks the
            newest deliveries. So its grants have ended, and its recipients are to be asked for their numbers.
        now_ms: when it is.
    """
    with transaction(connection):
        if found is None:
            connection.execute("UPDATE recipient SET unsure = 1")
            connection.execute(
                "UPDATE sharing_grant SET ended = ?, ended_ms = ? WHERE ended IS NULL", (RESTORED, now_ms)
            )
            return
        for table, rows in found.rows.items():
            connection.execute(f"DELETE FROM {table}")
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        connection.execute("DELETE FROM meta WHERE name = ?", (LEDGER_HEAD,))
        if found.head is not None:
            connection.execute("INSERT INTO meta VALUES (?, ?)", (LEDGER_HEAD, found.head))
