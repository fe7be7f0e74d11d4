"""A year by category, beside ActivityWatch's own datastore and query over the same spans (aw-core)."""

from __future__ import annotations

import shutil
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from tests.bench import history
from tests.bench.figure import Figure
from tests.bench.long_store import KEY, long_home
from worktracker.labels.rules import LabelRule
from worktracker.model.period import Period
from worktracker.reports.report import By, make_report
from worktracker.store.store import Store

DAYS = 366
CATEGORIES = {
    "Development": ("code", "Alacritty", "DBeaver", "virt-manager", "wireshark"),
    "Communication": ("Slack", "thunderbird", "Zoom", "Signal", "TelegramDesktop"),
    "Web": ("firefox", "chromium"),
    "Documents": ("libreoffice-writer", "libreoffice-calc", "obsidian", "Evince"),
    "Media": ("Spotify", "vlc", "Gimp", "Inkscape", "Audacity", "kdenlive", "Blender"),
    "Games": ("steam", "RimWorld"),
}
_BUCKET = "aw-watcher-window_bench"
_BATCH = 10_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TIMES_FASTER = 1_000


def figures(runs: int) -> list[Figure]:
    """Milliseconds inside the process; ActivityWatch's once, because it takes a minute.

    Raises:
        AssertionError: the two do not come to the same totals.
    """
    with tempfile.TemporaryDirectory() as folder:
        ours = _store(Path(folder, "worktracker.db"))
        took: list[float] = []
        for _ in range(max(5, runs)):
            begun = time.perf_counter()
            report = make_report(ours.reader, Period(), By.CATEGORY)
            took.append((time.perf_counter() - begun) * 1000)
        ours.close()
        found = {row.key or "Uncategorized": row.duration_ms for row in report.rows}
        theirs_ms, theirs = _by_activitywatch(Path(folder, "activitywatch.db"))
    assert found == theirs, "the totals differ"
    times = theirs_ms / sorted(took)[len(took) // 2]
    return [
        Figure(
            "report of a year by category, inside the process",
            "ms",
            tuple(took),
            theirs_ms / _TIMES_FASTER,
            theirs_ms,
            "aw-core's datastore (peewee) and query of the same spans, totals equal",
            note=f"{times:,.0f} times as fast",
        )
    ]


def _store(path: Path) -> Store:
    """A year, with :data:`CATEGORIES` and no others."""
    shutil.copyfile(long_home(DAYS) / "worktracker.db", path)
    store = Store.open(path, [KEY], 0)
    for category in store.reader.categories().values():
        if category.parent is None:
            store.categories.remove(category.id)
    for name, apps in CATEGORIES.items():
        store.categories.add((name,), 0, rules=[LabelRule(0, app=app) for app in apps])
    return store


def _by_activitywatch(path: Path) -> tuple[float, dict[str, int]]:
    """Milliseconds that ActivityWatch's query takes, and what it finds."""
    from aw_core.models import Event
    from aw_datastore import Datastore, get_storage_methods
    from aw_datastore.storages.peewee import BucketModel
    from aw_query.query2 import query

    created: Any = BucketModel.created
    created.adapt = lambda text: text  # aw-core wants it as it is stored; peewee 4 makes a date of it
    datastore: Any = Datastore(get_storage_methods()["peewee"], testing=True, filepath=str(path))
    datastore.create_bucket(_BUCKET, "currentwindow", "bench", "bench", created=_EPOCH)
    events = (
        Event(
            timestamp=_EPOCH + timedelta(milliseconds=span.start_ms),
            duration=timedelta(milliseconds=span.duration_ms),
            data={"app": span.activity.app, "title": span.activity.title},
        )
        for span in history.spans(history.FIRST_DAY, DAYS)
        if span.activity is not None
    )
    while batch := list(islice(events, _BATCH)):
        datastore[_BUCKET].insert(batch)
    classes = [
        [[name], {"regex": f"^({'|'.join(apps)})$", "select_keys": ["app"]}]
        for name, apps in CATEGORIES.items()
    ]
    words = (
        f'events = query_bucket("{_BUCKET}");'
        f" events = categorize(events, {_literal(classes)});"
        ' events = merge_events_by_keys(events, ["$category"]); RETURN = events;'
    )
    begun = time.perf_counter()
    begin = _EPOCH + timedelta(days=(history.FIRST_DAY - _EPOCH.date()).days - 2)
    found = query("bench", words, begin, begin + timedelta(days=DAYS + 4), datastore)
    took_ms = (time.perf_counter() - begun) * 1000
    return took_ms, {
        " > ".join(event.data["$category"]): event.duration // timedelta(milliseconds=1) for event in found
    }


def _literal(value: Any) -> str:
    """A list or a dictionary in the words of ActivityWatch's query language."""
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_literal(key)}: {_literal(each)}" for key, each in value.items()) + "}"
    return f'"{value}"'
