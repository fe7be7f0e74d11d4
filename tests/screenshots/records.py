"""Homes to take pictures of: a first day, a typical month, and ten years."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from tests.bench import history, long_store
from tests.desktop.stored_day import open_home
from worktracker.app.opening import OpenStore
from worktracker.app.starting_categories import add_starting_categories
from worktracker.keys.slots import KeySlots, SlotSet
from worktracker.labels.rules import LabelRule
from worktracker.model.span import Reason, Span, State
from worktracker.store.importing import Importer

Record = Literal["empty", "typical", "ten-years"]

RECORDS: tuple[Record, ...] = ("empty", "typical", "ten-years")
_DAYS = 45
_EVENING = 17.4
"""The local hour at which the typical record's last day ends, and the pictures are taken."""
_LATE = 20.5
"""The hour, UTC, when nothing more comes of the ten years."""


def made(record: str, folder: Path) -> Path:
    """A home with such a record."""
    if record == "ten-years":
        return long_store.long_home()
    home = folder / record
    home.mkdir(mode=0o700)
    opened = open_home(home)
    store = opened.store
    if record == "typical":
        add_starting_categories(store, 0)
        for word in long_store.PROJECTS:
            store.projects.add_rule(store.projects.add(word).id, LabelRule(0, title=f"*{word}*"), 0)
        first = datetime.now(UTC).date() - timedelta(days=_DAYS - 1)
        spans = [span for span in history.spans(first, _DAYS) if span.end_ms <= now_ms()]
        Importer(store.connection, 0).take(("recorded", _some_private(span)) for span in spans)
    store.close()
    return home


def now_ms(record: str = "typical") -> int:
    """When the pictures are taken: this evening in Berlin, or the record's last; milliseconds UTC."""
    if record == "ten-years":
        day = history.FIRST_DAY + timedelta(days=history.TEN_YEARS - 1)
        return int((datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() + _LATE * 3600) * 1000)
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((midnight.timestamp() + (_EVENING - 1) * 3600) * 1000)


def opened(record: str, home: Path) -> OpenStore:
    """The open record of a home that :func:`made` has made."""
    if record != "ten-years":
        return open_home(home, agreed=False)
    store = long_store.open_store(home)
    return OpenStore(store, KeySlots(store.store_id, SlotSet()))


def _some_private(span: Span) -> Span:
    """Some of the time is private: what a password manager or a bank's page would be."""
    if span.activity and span.activity.app == "keepassxc":
        return Span(span.start_ms, span.end_ms, State.PRIVATE, span.zone, None, Reason.RULE)
    return span
