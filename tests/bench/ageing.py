"""Erasing by age on ten years: the whole first run, its longest transaction, and the rewriting at its end."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.history import FIRST_DAY, TEN_YEARS
from tests.bench.long_store import KEY, long_home
from worktracker.model.days import DAY_MS, date_number
from worktracker.model.detail import Detail
from worktracker.store.connection import transaction
from worktracker.store.retention import Retention
from worktracker.store.store import Store

_END_MS = (date_number(FIRST_DAY) + TEN_YEARS) * DAY_MS


def figures(runs: int = 1) -> list[Figure]:
    """Titles and addresses of nine of ten years go, beside a plain VACUUM of the same file."""
    home = long_home()
    found: list[_Run] = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory(dir=home) as folder:
            copy = Path(folder, "worktracker.db")
            shutil.copy(home / "worktracker.db", copy)
            found.append(_Run(copy))
    vacuum = min(run.plain_s for run in found)
    what = f"erasing the titles of nine years by age, {found[0].spans:,} spans"
    return [
        Figure(f"{what}: all of it", "s", tuple(run.all_s for run in found), None, vacuum, "VACUUM alone"),
        Figure(
            f"{what}: its longest transaction",
            "ms",
            tuple(run.longest_ms for run in found),
            50.0,
            found[0].commit_ms,
            "the cheapest transaction",
            note=f"{found[0].steps:,} of them; recording waits for one at most",
        ),
        Figure(
            "rewriting the file after erasing by age",
            "s",
            tuple(run.finish_s for run in found),
            None,
            vacuum,
            "VACUUM alone of the file as it was",
            note="when nobody is at the machine; recording waits in memory",
        ),
        Figure(
            "another day's ageing, without the rewriting",
            "ms",
            tuple(run.day_ms for run in found),
            None,
        ),
    ]


class _Run:
    def __init__(self, path: Path) -> None:
        store = Store.open(path, [KEY], 0)
        self.plain_s = _s(lambda: store.connection.execute("VACUUM"))
        keeping: dict[Detail, int | None] = dict.fromkeys(Detail)
        keeping |= {Detail.TITLES: 365 * DAY_MS, Detail.URLS: 90 * DAY_MS}
        work = Retention(store.connection, keeping, 0)
        self.spans = work.preview(Detail.TITLES, _END_MS).spans
        self.commit_ms = 1000 * _s(lambda: _smallest(store))
        times: list[float] = []
        begun = time.perf_counter()
        more = True
        while more:
            step = time.perf_counter()
            more = work.step(_END_MS)
            times.append(time.perf_counter() - step)
        self.finish_s = _s(work.finish)
        self.all_s = time.perf_counter() - begun
        self.steps, self.longest_ms = len(times), 1000 * max(times)
        self.day_ms = 1000 * _s(lambda: [None for _ in iter(lambda: work.step(_END_MS + DAY_MS), False)])
        store.close()


def _smallest(store: Store) -> None:
    with transaction(store.connection):
        store.connection.execute("UPDATE meta SET value = value WHERE name = 'store_id'")


def _s(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun
