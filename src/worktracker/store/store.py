"""The store as the rest of the program sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from worktracker.errors import StoreBusyError, StoreUnavailableError
from worktracker.store import totals
from worktracker.store.connection import Connection, connect, connect_first, transaction, translated
from worktracker.store.document_patterns import DocumentPatterns
from worktracker.store.heartbeat import Beat, Heartbeat, last_beat
from worktracker.store.journal import SpanJournal
from worktracker.store.keep_active import KeepActiveApps
from worktracker.store.label_rows import starting_set_had
from worktracker.store.migrate import known_migrations, migrate, schema_number
from worktracker.store.reader import Progress, Reader
from worktracker.store.rules import Rules
from worktracker.store.settings import Agreements, Settings
from worktracker.store.span_id import LAST_MS, id_range, span_id
from worktracker.store.totals import RECORDED

if TYPE_CHECKING:
    from worktracker.store.assigning import Assigning
    from worktracker.store.categories import Categories
    from worktracker.store.ledger import Ledger
    from worktracker.store.projects import Projects
    from worktracker.store.sharing import Sharing

_STEPS = 20_000
"""Of SQLite's machine, between two looks at whether a question is still wanted: about a millisecond."""


class Store:
    """One open store: a connection, and what can be asked and told through it."""

    def __init__(self, path: Path, key: bytes, connection: Connection) -> None:
        self.path = path
        self.connection = connection
        self.settings = Settings(connection)
        self.rules = Rules(connection)
        self.keep_active = KeepActiveApps(connection)
        self.document_patterns = DocumentPatterns(connection)
        self.agreements = Agreements(connection)
        self._key = key
        self._file = _file_at(path)
        self._told: Progress | None = None

    @classmethod
    def create(cls, path: Path, key: bytes, store_id: str, now_ms: int) -> Store:
        """Make a new store, or finish one whose making was cut short.

        Raises:
            StoreUnavailableError: there is a file at ``path`` that this key does not open.
            StoreBusyError: it can't be written.
        """
        connection = connect(path, key)
        try:
            path.chmod(0o600)
            migrate(connection, now_ms)
            with transaction(connection):
                connection.execute("INSERT OR IGNORE INTO meta VALUES ('store_id', ?)", (store_id,))
        except BaseException:
            connection.close()
            raise
        return cls(path, key, connection)

    @classmethod
    def open(
        cls,
        path: Path,
        keys: Sequence[bytes],
        now_ms: int,
        in_use: Callable[[], bool] = lambda: False,
    ) -> Store:
        """Open an existing store for reading and writing with the first key that fits.

        Args:
            path: the file.
            keys: raw keys of 32 bytes.
            now_ms: for the record of migrations.
            in_use: whether another program records into it, which must not be migrated under it.

        Raises:
            StoreUnavailableError: no key fits, or a newer program wrote it.
            StoreBusyError: it can't be read, or is in use by an older program.
        """
        # A look without the right to write first: what turns out to be somebody else's file,
        # or a newer program's, is left as it was found, its journal included.
        connection, key = connect_first(path, keys, read_only=True)
        try:
            with translated():
                have = schema_number(connection)
        finally:
            connection.close()
        newest = known_migrations()[-1][0]
        if have > newest:
            raise StoreUnavailableError(
                f"The record was written by a newer worktracker (format {have}; this one knows {newest}).",
                "Update worktracker; nothing was changed.",
            )
        if have < newest and in_use():
            raise StoreBusyError(
                "An older worktracker is running, which knows the record's new form not yet.",
                "Run: worktracker quit, and then this again.",
            )
        connection = connect(path, key)
        try:
            if have < newest:
                migrate(connection, now_ms)
        except BaseException:
            connection.close()
            raise
        return cls(path, key, connection)

    def again(self, *, busy_ms: int = 5000) -> Store:
        """Another connection to the same store, for another thread; waits so long for another writer."""
        return Store(self.path, self._key, connect(self.path, self._key, busy_ms=busy_ms))

    @property
    def key(self) -> bytes:
        """The raw key, 32 bytes: for the recovery phrase, and to give it another slot."""
        return self._key

    @property
    def in_place(self) -> bool:
        """Whether its file is still the one at its path: a copy may have been put there, or it was erased."""
        return self._file is not None and _file_at(self.path) == self._file

    @property
    def store_id(self) -> str:
        """The store's random id."""
        with translated():
            return self.connection.execute("SELECT value FROM meta WHERE name = 'store_id'").fetchone()[0]

    @property
    def starting_set_had(self) -> int:
        """The version of the starting set of categories that this store was given; 0 before the first."""
        with translated():
            return starting_set_had(self.connection)

    @property
    def newest_end_ms(self) -> int | None:
        """Where the newest span that was recorded here ends; None if there is none."""
        with translated():
            row = self.connection.execute(
                "SELECT start_ms + length_ms FROM span WHERE id >= ? AND id <= ? ORDER BY id DESC LIMIT 1",
                id_range(RECORDED, 0, LAST_MS),
            ).fetchone()
        return row[0] if row else None

    # What an app that only records never asks for is not loaded with it.

    @property
    def categories(self) -> Categories:
        """Categories and their rules."""
        from worktracker.store.categories import Categories

        return Categories(self.connection)

    @property
    def projects(self) -> Projects:
        """Projects and their rules."""
        from worktracker.store.projects import Projects

        return Projects(self.connection)

    @property
    def assigning(self) -> Assigning:
        """What the user says of stretches of time."""
        from worktracker.store.assigning import Assigning

        return Assigning(self.connection)

    @property
    def sharing(self) -> Sharing:
        """Whom totals may go to, and what went."""
        from worktracker.store.sharing import Sharing

        return Sharing(self.connection)

    @property
    def ledger(self) -> Ledger:
        """Every request that left, and its answer."""
        from worktracker.store.ledger import Ledger

        return Ledger(self.connection)

    @property
    def reader(self) -> Reader:
        """Questions about spans and totals."""
        return Reader(self.connection, self.settings.day_start_ms, self._told)

    @property
    def journal(self) -> SpanJournal:
        """A new writer of recorded spans; there must be only one at a time."""
        return SpanJournal(self.connection, self.settings.day_start_ms)

    def close_span_left_open(self, heartbeat: Path, store_id: str) -> None:
        """After a crash, let the span that was open end where the heartbeat last saw it.

        It is only ever lengthened, and never into the span after it: a beat that belongs to a
        span that was closed or taken back since, or to another copy of the store, changes
        nothing. Each beat counts once: what is forgotten afterwards must not come back by it.
        """
        beat = last_beat(heartbeat, store_id)
        if beat is None or not beat.start_ms:
            return
        self._lengthen(beat)
        with suppress(OSError):
            spent = Heartbeat(heartbeat, store_id)
            spent.rest()
            spent.close()

    def _lengthen(self, beat: Beat) -> None:
        with translated():
            row = self.connection.execute(
                "SELECT start_ms + length_ms,"
                " (SELECT start_ms FROM span WHERE id > ?1 AND id < ?2 ORDER BY id LIMIT 1)"
                " FROM span WHERE id = ?1",
                id_range(RECORDED, beat.start_ms, LAST_MS),
            ).fetchone()
        if row is None:
            return
        end_ms = beat.alive_ms if row[1] is None else min(beat.alive_ms, row[1])
        if end_ms <= row[0]:
            return
        with transaction(self.connection):
            self.connection.execute(
                "UPDATE span SET length_ms = ? WHERE id = ?",
                (end_ms - beat.start_ms, span_id(RECORDED, beat.start_ms)),
            )
            if beat.start_ms < totals.summed_until(self.connection):
                day_start = self.settings.day_start_ms
                totals.recount_between(self.connection, beat.start_ms, end_ms, day_start)

    def wait_for_others(self, wait_ms: int) -> None:
        """Wait so many milliseconds at most for another program that writes."""
        with translated():
            self.connection.execute(f"PRAGMA busy_timeout = {wait_ms}")

    def read_while(self, wanted: Callable[[], bool]) -> None:
        """Break off whatever is asked of this connection as soon as it is ``wanted`` no more.

        Whoever asked gets a StoreBusyError (sqlite.org/c3ref/progress_handler.html).
        """
        self.connection.set_progress_handler(lambda: not wanted(), _STEPS)

    def tell_progress(self, told: Progress | None) -> Progress | None:
        """Have ``told`` hear how far the spans of a period are read, by readers asked for from now on.

        Returns:
            who heard it before.
        """
        before, self._told = self._told, told
        return before

    def write_through(self) -> None:
        """Have the disk keep each transaction at once (fsync): what must outlast a power failure."""
        with translated():
            self.connection.execute("PRAGMA synchronous = FULL")

    def read_ahead(self) -> None:
        """Keep up to 32 MB of pages in memory, for work that reads most of the file."""
        with translated():
            self.connection.execute("PRAGMA cache_size = -32000")

    def checkpoint(self) -> None:
        """Move what was written into the main file and have the disk keep it (fsync)."""
        with translated():
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def close(self) -> None:
        """Let the file go."""
        self.connection.close()


def _file_at(path: Path) -> tuple[int, int] | None:
    """Which file it is: its device and number there; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
