"""A new key, and a copy, of ten years: beside a VACUUM of the same file, which writes every page too."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tests.bench.figure import Figure, median
from tests.bench.long_store import KEY, long_home
from worktracker.store.backup import create_backup
from worktracker.store.connection import connect
from worktracker.store.rekey import rekey

_NEW_KEY = bytes(range(32, 64))
_STORE_ID = "00000000-0000-4000-8000-000000000000"


def rotate(runs: int) -> list[Figure]:
    """Seconds that ``key rotate`` and ``backup create`` spend on the file, checks of every page included."""
    source = long_home() / "worktracker.db"
    with tempfile.TemporaryDirectory(dir=source.parent) as name:
        folder = Path(name)
        store = folder / "worktracker.db"

        def took(work: Callable[[], object]) -> float:
            shutil.copyfile(source, store)
            begun = time.monotonic()
            work()
            return time.monotonic() - begun

        vacuum = median([took(lambda: _vacuum(store)) for _ in range(runs)])
        rotated = tuple(took(lambda: rekey(store, KEY, _NEW_KEY)) for _ in range(runs))
        copied = tuple(took(lambda: _copy(store, folder)) for _ in range(runs))
    return [
        Figure("key rotate, ten years, the file", "s", rotated, None, vacuum, "VACUUM of the same file"),
        Figure("backup create, ten years, the file", "s", copied, None, vacuum, "VACUUM of the same file"),
    ]


def _vacuum(store: Path) -> None:
    connection = connect(store, KEY)
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.close()


def _copy(store: Path, folder: Path) -> None:
    create_backup(store, KEY, _STORE_ID, folder, datetime.now(), lambda: False).path.unlink()  # noqa: DTZ005
