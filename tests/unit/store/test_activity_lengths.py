"""What each activity lasted, added up at once, is what the spans say one by one."""

from __future__ import annotations

import random
from array import array
from collections import defaultdict
from io import StringIO
from pathlib import Path

import pytest

from worktracker.cli.report_table import write_table
from worktracker.model.change import Change
from worktracker.model.days import DAY_MS, HOUR_MS, day_number
from worktracker.model.period import Period
from worktracker.model.span import Activity, Reason, Span, State, Zone
from worktracker.reports.report import By, make_report
from worktracker.store.activity_lengths import Lengths
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


def by_number(lengths: Lengths) -> dict[int | None, int]:
    return {number or None: length for number, length in enumerate(lengths) if length}


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
    assert by_number(lengths) == by_rows(store, period)
    assert told[0] == 0.0
    # The same activities, whether they are read one by one or all at once.
    few = array("q", [length if number in (1, 7) else 0 for number, length in enumerate(lengths)])
    for wanted in (lengths, few):
        found = [(length, fields) for length, fields, _ in store.reader.labelled(wanted)]
        texts = [(length, store.reader.read_activity(number)) for number, length in by_number(wanted).items()]
        assert sorted(map(str, found)) == sorted(map(str, texts))


def test_days_that_begin_at_another_time_now_cut_spans_in_two(store: Store) -> None:
    for start in ("09:00", "23:30"):
        store.settings.set("day-start", start)
        for last in range(40, 90):
            period = Period(first_day=20_000 + last % 7, last_day=20_000 + last)
            lengths = store.reader.activity_lengths(period)
            assert lengths is not None
            assert by_number(lengths) == by_rows(store, period)


@pytest.mark.parametrize("tagged", [False, True])
def test_the_longest_titles_stand_for_the_others(store: Store, tagged: bool) -> None:
    unnamed = Span(FIRST - DAY_MS, FIRST - DAY_MS + HOUR_MS, State.ACTIVE, ZONES[0], Activity("a"))
    store.journal.write(Change((unnamed,)))
    if tagged:
        store.assigning.label(FIRST, FIRST + DAY_MS, Wish(tags=("billing",)), 0)
    titles: dict[str | None, int] = defaultdict(int)
    for number, length in by_rows(store, Period()).items():
        titles[store.reader.activity(number)[1]] += length
    ranked = sorted(titles.items(), key=lambda each: -each[1])
    whole = make_report(store.reader, Period(), By.TITLE)
    private = [row for row in whole.rows if row.state is State.PRIVATE]
    assert [(row.key, row.duration_ms) for row in whole.rows if row not in private] == ranked
    short = make_report(store.reader, Period(), By.TITLE, most=5)
    assert [(row.key, row.duration_ms) for row in short.rows if row not in private] == ranked[:5]
    assert private
    assert private[0] in short.rows
    assert (short.others, short.others_ms) == (len(ranked) - 5, sum(length for _, length in ranked[5:]))
    assert (short.total_ms, short.active_ms) == (whole.total_ms, whole.active_ms)
    table = StringIO()
    write_table(short, table, to_file=True)
    assert f"({len(ranked) - 5} others)" in table.getvalue()


def test_it_is_not_told_where_there_is_more_to_it(store: Store) -> None:
    assert store.reader.activity_lengths(Period(first_day=20_005, last_day=20_010)) is None
    assert store.reader.activity_lengths(Period(from_ms=FIRST + 1)) is None
    assert store.reader.activity_lengths(Period()) is not None
    store.assigning.label(FIRST + 40 * DAY_MS, FIRST + 41 * DAY_MS, Wish(tags=("billing",)), 0)
    assert store.reader.activity_lengths(Period()) is None
    assert store.reader.activity_lengths(Period(first_day=20_045)) is not None
