"""Forgetting an hour and purging a site from ten years, beside the VACUUM of the file that each includes."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.figure import Figure, median
from tests.bench.long_store import KEY, long_home
from worktracker.model.period import Period
from worktracker.privacy.rules import Action, Rule
from worktracker.store.erase import Eraser, Selection
from worktracker.store.store import Store

_HOUR_MS = 3_600_000
_DAY_MS = 24 * _HOUR_MS


def figures(runs: int) -> list[Figure]:
    """Seconds from the command's beginning to ``done``, with the key at hand."""
    source = long_home() / "worktracker.db"
    vacuum = median([_took(source, lambda store: store.connection.execute("VACUUM")) for _ in range(runs)])
    hour = tuple(_took(source, _forget_an_hour) for _ in range(runs))
    site = tuple(_took(source, _purge_a_site) for _ in range(runs))
    return [
        Figure("forget an hour of ten years", "s", hour, None, vacuum, "VACUUM of the same file"),
        Figure("purge a site from ten years", "s", site, None, vacuum, "VACUUM of the same file"),
    ]


def _took(source: Path, work: Callable[[Store], object]) -> float:
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        path = Path(folder, "worktracker.db")
        shutil.copyfile(source, path)
        store = Store.open(path, [KEY], time.time_ns() // 1_000_000)
        begun = time.monotonic()
        work(store)
        seconds = time.monotonic() - begun
        store.close()
    return seconds


def _forget_an_hour(store: Store) -> None:
    end_ms = store.reader.newest_end_ms()
    assert end_ms is not None
    begin_ms = _busy_hour(store, end_ms - 30 * _DAY_MS)
    done = _eraser(store).forget(Selection(Period(from_ms=begin_ms, to_ms=begin_ms + _HOUR_MS)))
    assert done.spans, "an hour with something in it"


def _purge_a_site(store: Store) -> None:
    (name,) = store.connection.execute(
        "SELECT d.name FROM day_domain t JOIN domain d ON d.id = t.domain GROUP BY t.domain"
        " ORDER BY sum(t.length_ms) DESC LIMIT 1"
    ).fetchone()
    done = _eraser(store).purge(Rule(Action.DROP, domain=name))
    assert done.spans > 1000, "a site that was visited"


def _busy_hour(store: Store, from_ms: int) -> int:
    """Where the first active span after ``from_ms`` begins."""
    row = store.connection.execute(
        "SELECT start_ms FROM span WHERE id > ? AND state = 0 ORDER BY id LIMIT 1", (from_ms,)
    ).fetchone()
    return int(row[0])


def _eraser(store: Store) -> Eraser:
    return Eraser(store.connection, store.settings.day_start_ms)
