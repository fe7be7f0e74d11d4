"""The user's own patterns for the documents that titles name."""

from __future__ import annotations

from dataclasses import replace

from worktracker.errors import UsageError
from worktracker.privacy.documents import DocumentPattern, check_pattern
from worktracker.store.connection import Connection, transaction, translated


class DocumentPatterns:
    """Patterns of titles by application; private themselves, so kept in the store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[DocumentPattern]:
        """Every pattern, oldest first: the first that is found decides."""
        with translated():
            rows = self._connection.execute(
                "SELECT app, pattern, id FROM document_pattern ORDER BY id"
            ).fetchall()
        return [DocumentPattern(*row) for row in rows]

    def add(self, wanted: DocumentPattern, now_ms: int) -> DocumentPattern:
        """Keep a pattern; it comes back with its id. One that is there already stays the only one.

        Raises:
            UsageError: it could not be asked.
            StoreBusyError: it could not be written.
        """
        check_pattern(wanted)
        both = (wanted.app, wanted.pattern)
        with transaction(self._connection):
            found = self._connection.execute(
                "SELECT id FROM document_pattern WHERE app = ? AND pattern = ?", both
            ).fetchone()
            number = (
                found[0]
                if found
                else self._connection.execute(
                    "INSERT INTO document_pattern (app, pattern, created_ms) VALUES (?, ?, ?)",
                    (*both, now_ms),
                ).lastrowid
            )
        return replace(wanted, id=number)

    def remove(self, number: int) -> None:
        """Drop a pattern.

        Raises:
            UsageError: there is none with this id.
            StoreBusyError: it could not be written.
        """
        with transaction(self._connection):
            cursor = self._connection.execute("DELETE FROM document_pattern WHERE id = ?", (number,))
        if not cursor.rowcount:
            raise UsageError(f"There is no pattern {number}.", "See `worktracker document list`.")
