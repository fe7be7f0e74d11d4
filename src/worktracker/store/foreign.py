"""Other programs' own SQLite databases, read only and never changed."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from worktracker.errors import WorkTrackerError
from worktracker.store.connection import has_log, quoted

MAGIC = b"SQLite format 3\0"
"""What such a file begins with."""


class ForeignDatabase:
    """A plain database of another program's.

    Raises:
        WorkTrackerError: it can't be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        # Without a log to be read, not even SQLite's own files beside it need to be made.
        mode = "ro" if has_log(path) else "ro&immutable=1"
        with self._translated():
            self._connection = dbapi2.connect(
                f"file:{quoted(path)}?mode={mode}", isolation_level=None, check_same_thread=False, uri=True
            )
            self._connection.execute("PRAGMA temp_store = MEMORY")  # what is sorted would lie about in clear
            self._connection.execute("PRAGMA query_only = ON")
            self._connection.execute("PRAGMA trusted_schema = OFF")
            self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            self._connection.execute("BEGIN")  # one unchanging view

    def columns(self, table: str) -> frozenset[str]:
        """The names of a table's columns; none where there is no such table."""
        return frozenset(row[0] for row in self.rows("SELECT name FROM pragma_table_info(?)", (table,)))

    def rows(self, question: str, values: Sequence[int | str] = ()) -> Iterator[tuple[Any, ...]]:
        """The answer to a question.

        Raises:
            WorkTrackerError: the file is damaged.
        """
        with self._translated():
            yield from self._connection.execute(question, values)

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    @contextmanager
    def _translated(self) -> Generator[None]:
        try:
            yield
        except (dbapi2.Error, UnicodeDecodeError):
            raise WorkTrackerError(
                f"{self._path} can't be read as a database: it is damaged, or not SQLite's.",
                "Nothing was imported.",
            ) from None
