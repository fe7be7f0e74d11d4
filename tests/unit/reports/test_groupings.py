"""Days that are not like others, counted by hand: what each grouping makes of them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from worktracker.labels.rules import LabelRule
from worktracker.model.change import Change
from worktracker.model.days import next_cut
from worktracker.model.period import Period
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.reports.report import By, make_report
from worktracker.store.store import Store

MINUTE = 60_000

Case = tuple[str, str, str, int, str, dict[By, dict[str, int]]]

# name, zone, local start, minutes, day start, minutes by key
CASES: list[Case] = [
    (
        "a day of 23 hours", "Europe/Berlin", "2026-03-29T00:00", 23 * 60, "00:00",
        {
            By.DAY: {"2026-03-29": 1380}, By.WEEKDAY: {"Sunday": 1380}, By.WEEK: {"2026-W13": 1380},
            By.YEAR: {"2026": 1380}, By.CATEGORY: {"Work": 1380}, By.PROJECT: {"P": 1380},
        },
    ),
    (
        "a day of 25 hours, and ten minutes of the next", "Europe/Berlin", "2026-10-25T00:00", 25 * 60 + 10,
        "00:00",
        {
            By.DAY: {"2026-10-25": 1500, "2026-10-26": 10}, By.WEEKDAY: {"Monday": 10, "Sunday": 1500},
            By.WEEK: {"2026-W43": 1500, "2026-W44": 10}, By.CATEGORY: {"Work": 1510},
        },
    ),
    (
        "a leap day", "UTC", "2028-02-28T23:00", 25 * 60 + 30, "00:00",
        {
            By.DAY: {"2028-02-28": 60, "2028-02-29": 1440, "2028-03-01": 30},
            By.WEEKDAY: {"Monday": 60, "Tuesday": 1440, "Wednesday": 30},
            By.MONTH: {"2028-02": 1500, "2028-03": 30}, By.YEAR: {"2028": 1530}, By.PROJECT: {"P": 1530},
        },
    ),
    (
        "a zone of 45 minutes", "Asia/Kathmandu", "2026-06-30T23:50", 20, "00:00",
        {
            By.DAY: {"2026-06-30": 10, "2026-07-01": 10}, By.HOUR: {"00:00": 10, "23:00": 10},
            By.MONTH: {"2026-06": 10, "2026-07": 10}, By.CATEGORY: {"Work": 20},
        },
    ),
    (
        "a week 53 that ends in another year", "Europe/Berlin", "2026-12-31T23:00", 120, "00:00",
        {
            By.DAY: {"2026-12-31": 60, "2027-01-01": 60}, By.WEEK: {"2026-W53": 120},
            By.YEAR: {"2026": 60, "2027": 60}, By.WEEKDAY: {"Thursday": 60, "Friday": 60},
            By.PROJECT: {"P": 120},
        },
    ),
    (
        "a day that begins at four", "Europe/Berlin", "2026-11-01T03:30", 60, "04:00",
        {
            By.DAY: {"2026-10-31": 30, "2026-11-01": 30}, By.MONTH: {"2026-10": 30, "2026-11": 30},
            By.WEEKDAY: {"Saturday": 30, "Sunday": 30}, By.HOUR: {"03:00": 30, "04:00": 30},
            By.CATEGORY: {"Work": 60},
        },
    ),
    (
        "a year that begins at four", "Europe/Berlin", "2027-01-01T01:00", 6 * 60, "04:00",
        {By.YEAR: {"2026": 180, "2027": 180}, By.WEEKDAY: {"Thursday": 180, "Friday": 180}},
    ),
    (
        "the hour that comes twice, with days that begin in it", "Europe/Berlin", "2026-10-25T02:00", 120,
        "02:30",
        {By.DAY: {"2026-10-24": 60, "2026-10-25": 60}, By.CATEGORY: {"Work": 120}},
    ),
]  # fmt: skip


def zone_of(name: str):
    def zone_at(wall_ms: int) -> Zone:
        offset = datetime.fromtimestamp(wall_ms / 1000, ZoneInfo(name)).utcoffset()
        assert offset is not None
        return Zone(name, int(offset.total_seconds()))

    return zone_at


def work(store: Store, zone: str, start: str, minutes: int) -> None:
    """Record as the recorder would: cut where days and offsets end."""
    at = round(datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)
    end, zone_at = at + minutes * MINUTE, zone_of(zone)
    journal = store.journal
    while at < end:
        until = min(end, next_cut(at, zone_at, store.settings.day_start_ms))
        journal.write(Change((Span(at, until, State.ACTIVE, zone_at(at), Activity("code", "x")),)))
        at = until


def found(store: Store, by: By) -> dict[str | None, int]:
    report = make_report(store.reader, Period(), by)
    assert all(row.duration_ms % MINUTE == 0 for row in report.rows)
    return {row.key: row.duration_ms // MINUTE for row in report.rows}


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
@pytest.mark.parametrize("rules_first", [True, False], ids=["labelled as recorded", "labelled afterwards"])
def test_by_hand(store: Store, case: Case, rules_first: bool) -> None:
    _, zone, start, minutes, day_start, wanted = case
    store.settings.set("day-start", day_start)
    for turn in (rules_first, not rules_first):
        if turn:
            store.categories.add(("Work",), 0, rules=[LabelRule(0, app="code")])
            store.projects.add_rule(store.projects.add("P").id, LabelRule(0, title="x"), 0)
        else:
            work(store, zone, start, minutes)
    for by, rows in wanted.items():
        assert found(store, by) == rows, by


def test_across_the_date_line(store: Store) -> None:
    """From Samoa (+13) an hour before midnight to Honolulu (-10), where that day is only two hours old."""
    store.categories.add(("Work",), 0, rules=[LabelRule(0, app="code")])
    work(store, "Pacific/Apia", "2026-05-10T23:00", 60)
    work(store, "Pacific/Honolulu", "2026-05-10T01:00", 60)
    work(store, "Pacific/Honolulu", "2026-05-10T23:30", 60)
    assert found(store, By.DAY) == {"2026-05-10": 150, "2026-05-11": 30}
    assert found(store, By.WEEKDAY) == {"Sunday": 150, "Monday": 30}
    assert found(store, By.WEEK) == {"2026-W19": 150, "2026-W20": 30}
    assert found(store, By.CATEGORY) == {"Work": 180}
