"""The programs that the user wants to count as active without input."""

from __future__ import annotations

from worktracker.errors import UsageError
from worktracker.privacy.rules import Action, Rule, check_rule
from worktracker.store.connection import Connection, transaction, translated


class KeepActiveApps:
    """Patterns of applications' names, as rules have them; private themselves, so kept in the store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[str]:
        """Every pattern, oldest first."""
        with translated():
            rows = self._connection.execute("SELECT app FROM keep_active ORDER BY id").fetchall()
        return [row[0] for row in rows]

    def add(self, app: str, now_ms: int) -> None:
        """Keep a pattern; one that is there already, in whatever capitals, stays the only one.

        Raises:
            UsageError: it can't be evaluated.
            StoreBusyError: it could not be written.
        """
        check_rule(Rule(Action.PRIVATE, app=app))
        with transaction(self._connection):
            if not self._same(app):
                self._connection.execute(
                    "INSERT INTO keep_active (app, created_ms) VALUES (?, ?)", (app, now_ms)
                )

    def remove(self, app: str) -> None:
        """Drop a pattern, in whatever capitals.

        Raises:
            UsageError: it is not there.
            StoreBusyError: it could not be written.
        """
        with transaction(self._connection):
            found = self._same(app)
            self._connection.executemany("DELETE FROM keep_active WHERE id = ?", [(each,) for each in found])
        if not found:
            raise UsageError(f"{app!r} is not on the list.", "See `worktracker keep-active list`.")

    def _same(self, app: str) -> list[int]:
        rows = self._connection.execute("SELECT id, app FROM keep_active").fetchall()
        return [number for number, name in rows if name.casefold() == app.casefold()]
