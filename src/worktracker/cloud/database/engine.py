"""One database, whichever it is: transactions that read, and transactions that write."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import make_url

BUSY_MS = 15_000
"""How long a SQLite writer waits for another."""

CONNECTIONS = 20
"""At most so many a process; as many threads answer requests."""


class Database:
    """The pool of connections to one database.

    Args:
        url: SQLAlchemy's, of SQLite or of PostgreSQL.
    """

    def __init__(self, url: str) -> None:
        parts = make_url(url)
        self.sqlite = parts.get_backend_name() == "sqlite"
        self.file = Path(parts.database) if self.sqlite and parts.database else None
        if self.file is not None:
            _make_private(self.file)
        if self.sqlite:
            self.engine = create_engine(url, pool_size=CONNECTIONS, max_overflow=0)
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        else:
            half = CONNECTIONS // 2
            self.engine = create_engine(
                url,
                pool_size=half,
                max_overflow=half,
                pool_timeout=10,
                pool_recycle=1800,
                connect_args={"connect_timeout": 5},
            )

        # SQLite's driver knows it already: its transactions are begun below.
        self._looking = (
            self.engine if self.sqlite else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        )

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """Statements that read, each one state of the database: a look needs no transaction's journeys."""
        with self._looking.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """A transaction that writes: all of it or nothing. What it wrote is on the disk when this ends."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def snapshot(self) -> Generator[Connection]:
        """A long transaction that reads one state, whatever is written meanwhile."""
        isolation = None if self.sqlite else "REPEATABLE READ"
        engine = self.engine.execution_options(isolation_level=isolation) if isolation else self.engine
        with engine.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def is_sqlite(connection: Connection) -> bool:
    """Whether statements go to SQLite."""
    return connection.dialect.name == "sqlite"


def _make_private(file: Path) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600, exist_ok=True)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Transactions begin where SQLAlchemy says so, not where the driver guesses.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",  # an answered delivery outlives a power cut
        "secure_delete=ON",  # deleted is overwritten
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns writer could meet another writer's state: writers say so first.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
