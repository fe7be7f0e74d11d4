"""What the user has chosen, apart from what was recorded: rules, settings, the agreement.

A copy of the store holds the choices of its day. When it is restored, those of today go on:
what was excluded since must not be recorded again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from worktracker.store import totals
from worktracker.store.connection import Connection, transaction, translated
from worktracker.store.settings import Settings

_RULE = "action, app, title, url, domain, regex, created_ms, program"
_SAME = (
    "SELECT 1 FROM rule WHERE action IS ?1 AND app IS ?2 AND title IS ?3 AND url IS ?4 AND domain IS ?5"
    " AND regex IS ?6"
)


@dataclass(frozen=True, slots=True)
class Choices:
    """Rows of the tables ``rule``, ``setting``, ``agreement``, ``keep_active``, ``document_pattern``."""

    rules: tuple[tuple[Any, ...], ...] = ()
    settings: tuple[tuple[Any, ...], ...] = ()
    agreements: tuple[tuple[Any, ...], ...] = ()
    keep_active: tuple[tuple[Any, ...], ...] = ()
    document_patterns: tuple[tuple[Any, ...], ...] = ()

    def __repr__(self) -> str:
        """Say nothing of the content: what somebody excludes is itself private."""
        return "Choices(…)"


def choices_in(connection: Connection) -> Choices:
    """The choices that a store of this version's form holds."""
    with translated():
        return Choices(
            tuple(connection.execute(f"SELECT {_RULE} FROM rule ORDER BY id").fetchall()),
            tuple(connection.execute("SELECT name, value FROM setting").fetchall()),
            tuple(connection.execute("SELECT version, agreed_ms FROM agreement").fetchall()),
            tuple(connection.execute("SELECT app, created_ms FROM keep_active ORDER BY id").fetchall()),
            tuple(
                connection.execute(
                    "SELECT app, pattern, created_ms FROM document_pattern ORDER BY id"
                ).fetchall()
            ),
        )


def carry_over(connection: Connection, choices: Choices) -> None:
    """Let ``choices`` hold here: rules, patterns and what keeps active in addition, settings in their place.

    Another ``day-start`` recounts every total in the same transaction.

    Raises:
        StoreBusyError: they could not be written.
    """
    settings = Settings(connection)
    with transaction(connection):
        day_start_ms = settings.day_start_ms
        for rule in choices.rules:
            if connection.execute(_SAME, rule[:6]).fetchone() is None:
                connection.execute(f"INSERT INTO rule ({_RULE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rule)
        connection.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", choices.settings)
        connection.executemany("INSERT OR IGNORE INTO agreement VALUES (?, ?)", choices.agreements)
        connection.executemany(
            "INSERT INTO keep_active (app, created_ms) SELECT ?1, ?2"
            " WHERE NOT EXISTS (SELECT 1 FROM keep_active WHERE app = ?1)",
            choices.keep_active,
        )
        connection.executemany(
            "INSERT INTO document_pattern (app, pattern, created_ms) SELECT ?1, ?2, ?3"
            " WHERE NOT EXISTS (SELECT 1 FROM document_pattern WHERE app = ?1 AND pattern = ?2)",
            choices.document_patterns,
        )
        if settings.day_start_ms != day_start_ms:
            totals.recount_all(connection, settings.day_start_ms)
