"""Statements that SQLite and PostgreSQL spell differently."""

from __future__ import annotations

from typing import TypeAlias

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from worktracker.cloud.database.engine import is_sqlite
from worktracker.cloud.database.tables import Table

Insert: TypeAlias = "postgresql.Insert | sqlite.Insert"


def insert(connection: Connection, table: type[Table]) -> Insert:
    """An INSERT that may say what happens when the row is there already."""
    return sqlite.insert(table) if is_sqlite(connection) else postgresql.insert(table)
