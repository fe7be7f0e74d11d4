"""How far ageing has come: spans that begin before this instant carry a detail no more.

One mark a detail, so that no day is looked at twice. Whoever writes a span before a mark moves
the mark back (:func:`look_again_from`), and the next ageing looks there again.
"""

from __future__ import annotations

from worktracker.model.detail import Detail
from worktracker.store.connection import Connection

_NAME = "aged_"
_LEFT_BEHIND = "erased_not_rewritten"


def aged_until(connection: Connection, detail: Detail) -> int:
    """Spans that begin before this instant (milliseconds) have lost ``detail``; 0 if none has."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (_NAME + detail,)).fetchone()
    return int(row[0]) if row else 0


def set_aged_until(connection: Connection, detail: Detail, at_ms: int) -> None:
    """Say that spans that begin before ``at_ms`` have lost ``detail``."""
    _put(connection, _NAME + detail, str(at_ms))


def furthest(connection: Connection) -> int:
    """The newest of all marks: spans that begin there or later have lost nothing."""
    return max(aged_until(connection, detail) for detail in Detail)


def look_again_from(connection: Connection, at_ms: int) -> None:
    """A span was written that begins at ``at_ms``: ageing begins there again where it had come further."""
    for detail in Detail:
        if aged_until(connection, detail) > at_ms:
            set_aged_until(connection, detail, max(at_ms, 0))


def leftovers(connection: Connection) -> bool:
    """Whether something was aged whose text or bytes are in the file yet."""
    found = connection.execute("SELECT 1 FROM meta WHERE name = ?", (_LEFT_BEHIND,)).fetchone()
    return found is not None


def note_leftovers(connection: Connection) -> None:
    """Say that something was aged since the file was rewritten."""
    _put(connection, _LEFT_BEHIND, "1")


def no_leftovers(connection: Connection) -> None:
    """Say that the file holds nothing any more of what was aged."""
    connection.execute("DELETE FROM meta WHERE name = ?", (_LEFT_BEHIND,))


def _put(connection: Connection, name: str, value: str) -> None:
    connection.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
