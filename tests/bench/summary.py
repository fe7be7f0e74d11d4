"""The bodies of a sync from a store of ten years."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.bench import history
from tests.bench.figure import Figure, median
from tests.bench.long_store import long_home, open_store
from worktracker.model.days import date_number, day_date
from worktracker.reports.words import counted
from worktracker.sync.building import Now, digests, due
from worktracker.sync.grant import Terms, can_leave
from worktracker.sync.summary import MOST_NAMES, Kind, Summary

_FIRST = date_number(history.FIRST_DAY)
_LAST = _FIRST + history.TEN_YEARS - 1
_READ = "SELECT * FROM day_category WHERE day = ?"


def figures(runs: int) -> list[Figure]:
    """Milliseconds from the open store to the bytes of the body."""
    store = open_store(long_home())
    names = {
        Kind.CATEGORIES: tuple(filter(can_leave, store.categories.paths().values())),
        Kind.APPLICATIONS: tuple(filter(can_leave, store.reader.app_names()))[: MOST_NAMES - 1],
    }
    day_totals = median([_ms(lambda: store.connection.execute(_READ, (_LAST,)).fetchall()) for _ in range(9)])
    now = Now(0, _LAST + 1, _LAST)
    found: list[Figure] = []
    for of in Kind:
        for days, goal in ((1, 20.0), (400, None)):
            first = day_date(_LAST - days + 1)
            terms = Terms(of, names[of], 15, 0, first, day_date(_LAST + 1), "a figure", "a computer")
            took = tuple(_ms(lambda terms=terms: _bytes(due(store, terms, {}, now))) for _ in range(runs * 3))
            what = f"summary of {counted(days, 'day')} by {of} on ten years, inside the process"
            found.append(Figure(what, "ms", took, goal, day_totals, "reading a day's totals"))
    listed = names[Kind.CATEGORIES]
    ten_years = day_date(_FIRST), day_date(_LAST + 1)
    terms = Terms(Kind.CATEGORIES, listed, 15, 0, *ten_years, "a figure", "a computer")
    known: dict[int, bytes | None] = {}
    for body in due(store, terms, {}, now):
        known |= digests(body)
    took = tuple(_ms(lambda: due(store, terms, known, now)) for _ in range(runs))
    found.append(Figure("seeing that nothing of ten years is due, by categories", "ms", took))
    store.close()
    return found


def _bytes(bodies: list[Summary]) -> bytes:
    return b"".join(body.to_bytes() for body in bodies)


def _ms(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000
