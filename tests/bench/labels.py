"""Ten years by category and project, and labelled anew after a rule has changed."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.bench import history
from tests.bench.figure import Figure, median
from tests.bench.long_store import KEY, long_home, open_store
from worktracker.labels.rules import LabelRule
from worktracker.model.days import date_number
from worktracker.model.period import Period
from worktracker.reports.report import By, make_report
from worktracker.store.store import Store

_LAST_YEAR = history.FIRST_DAY.year + history.TEN_YEARS // 366
_ASKED = (
    ("a month", Period(date_number(date(_LAST_YEAR, 11, 1)), date_number(date(_LAST_YEAR, 11, 30))), 2.0),
    ("a year", Period(date_number(date(_LAST_YEAR, 1, 1)), date_number(date(_LAST_YEAR, 12, 31))), 10.0),
    ("ten years", Period(), 80.0),
)
_RAW_SUM = (
    "SELECT a.{kind}, sum(s.length_ms) FROM span s JOIN activity a ON a.id = s.activity"
    " WHERE s.state = 0 AND s.id >= ? AND s.id < ? GROUP BY 1"
)
_READ = "SELECT count(*), sum(length(title)), sum(lost) FROM activity"
_DAY_MS = 86_400_000
_RULES = (
    ("an application", LabelRule(0, app="Slack")),
    ("a glob in titles", LabelRule(0, title="*report*")),
    ("an expression in titles", LabelRule(0, title="budget|invoice|contract", regex=True)),
)


def figures(runs: int) -> list[Figure]:
    """Milliseconds inside the process; seconds of a change of rules, with the writing of it."""
    return [*_reports(runs), *_relabelling(runs)]


def _reports(runs: int) -> list[Figure]:
    store = open_store(long_home())
    found: list[Figure] = []
    for name, period, goal in _ASKED:
        first, last = period.first_day or 0, period.last_day or 10**6
        for by in (By.CATEGORY, By.PROJECT):
            took = tuple(
                _ms(lambda period=period, by=by: make_report(store.reader, period, by))
                for _ in range(runs * 3)
            )
            bounds = first * _DAY_MS, (last + 1) * _DAY_MS
            query = _RAW_SUM.format(kind=by.value)
            raw = median([_ms(lambda q=query, b=bounds: store.connection.execute(q, b).fetchall())])
            what = f"report of {name} by {by.value} on ten years, inside the process"
            found.append(Figure(what, "ms", took, goal, raw, "the same sum over raw spans"))
    store.close()
    return found


def _relabelling(runs: int) -> list[Figure]:
    source = long_home() / "worktracker.db"
    found: list[Figure] = []
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        path = Path(folder, "worktracker.db")
        shutil.copyfile(source, path)
        store = Store.open(path, [KEY], time.time_ns() // 1_000_000)
        read = median([_ms(lambda: store.connection.execute(_READ).fetchall()) for _ in range(runs)]) / 1000
        for name, rule in _RULES:
            took: list[float] = []
            for number in range(runs):
                names = ("Tried", f"{name} {number}")
                took.append(_ms(lambda r=rule, n=names: store.categories.add(n, 0, rules=[r])) / 1000)
                store.categories.remove(store.categories.at(names).id)
            changed = f"labelling ten years anew after a rule for {name}"
            found.append(Figure(changed, "s", tuple(took), 5.0, read, "reading every activity once"))
        store.close()
    return found


def _ms(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000
