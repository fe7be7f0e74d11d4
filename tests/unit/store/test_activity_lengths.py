"""What each activity lasted, added up at once, is what the spans say one by one."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import pytest

from worktracker.model.change import Change
from worktracker.model.days import DAY_MS, HOUR_MS, day_number
from worktracker.model.period import Period
from worktracker.model.span import Activity, Reason, Span, State, Zone
from worktracker.store.assigning import Wish
from worktracker.store.store import Store

ZONES = (Zone("Europe/Berlin", 3600), Zone("America/New_York", -18_000), Zone("Asia/Tokyo", 32_400))
FIRST = 20_000 * DAY_MS
DAYS = 90
START_MS = 4 * HOUR_MS


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Ninety days that begin at four, in three zones by turns."""
    store = Store.create(tmp_path / "worktracker.db", bytes(32), "id", 0)
    store.settings.set("day-start", "04:00")
    chance = random.Random(3)
    journal = store.journal
    at = FIRST
    zone = ZONES[0]
    while at < FIRST + DAYS * DAY_MS:
        if chance.random() < 0.1:
            zone = chance.choice(ZONES)
        day = day_number(at, zone.offset_s, START_MS)
        end_of_day = (day + 1) * DAY_MS + START_MS - zone.offset_s * 1000
        end = min(end_of_day, at + chance.randrange(10 * 60_000, 9 * HOUR_MS))
        if chance.random() < 0.2:
            span = Span(at, end, State.PRIVATE, zone, None, Reason.RULE)
        else:
            activity = Activity(chance.choice("abc"), f"title {chance.randrange(40)}")
            span = Span(at, end, State.ACTIVE, zone, activity)
        journal.write(Change((span,)))
        at = end if chance.random() < 0.8 else end + HOUR_MS
    journal.flush()
    return store


def by_rows(store: Store, period: Period) -> dict[int | None, int]:
    found: dict[int | None, int] = defaultdict(int)
    for row in store.reader.rows(period):
        if row.state == State.ACTIVE:
            found[row.activity] += row.end_ms - row.start_ms
    return found


@pytest.mark.parametrize(("first", "last"), [(None, None), (10, None), (None, 70), (5, 80), (20, 61)])
def test_it_is_what_the_spans_say(store: Store, first: int | None, last: int | None) -> None:
    period = Period(
        None if first is None else 20_000 + first,
        None if last is None else 20_000 + last,
    )
    told: list[float] = []
    store.tell_progress(told.append)
    lengths = store.reader.activity_lengths(period)
    store.tell_progress(None)
    assert lengths is not None
    assert lengths == by_rows(store, period)
    assert told[0] == 0.0
    # The same activities, whether they are read one by one or all at once.
    few = dict(list(lengths.items())[:3])
    for wanted in (lengths, few):
        labelled = {number: (fields, labels) for number, fields, labels in store.reader.labelled(wanted)}
        assert labelled.keys() == wanted.keys()
        assert all(fields == store.reader.read_activity(number) for number, (fields, _) in labelled.items())


def test_days_that_begin_at_another_time_now_cut_spans_in_two(store: Store) -> None:
    for start in ("09:00", "23:30"):
        store.settings.set("day-start", start)
        for last in range(40, 90):
            period = Period(first_day=20_000 + last % 7, last_day=20_000 + last)
            assert store.reader.activity_lengths(period) == by_rows(store, period)


def test_it_is_not_told_where_there_is_more_to_it(store: Store) -> None:
    assert store.reader.activity_lengths(Period(first_day=20_005, last_day=20_010)) is None
    assert store.reader.activity_lengths(Period(from_ms=FIRST + 1)) is None
    assert store.reader.activity_lengths(Period()) is not None
    store.assigning.label(FIRST + 40 * DAY_MS, FIRST + 41 * DAY_MS, Wish(tags=("billing",)), 0)
    assert store.reader.activity_lengths(Period()) is None
    assert store.reader.activity_lengths(Period(first_day=20_045)) is not None
