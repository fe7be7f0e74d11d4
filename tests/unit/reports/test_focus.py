"""The course of days, from spans in a real store, with numbers made by hand."""

from __future__ import annotations

from datetime import date

from worktracker.model.days import DAY_MS, date_number
from worktracker.model.period import Period
from worktracker.model.rounding import MINUTE_MS
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.reports.focus import DayCourse, FocusBy, day_courses, focuses, switches
from worktracker.store.importing import Importer
from worktracker.store.store import Store

BERLIN = Zone("Europe/Berlin", 3600)
TOKYO = Zone("Asia/Tokyo", 9 * 3600)
DAY = date_number(date(2026, 11, 23))
Spent = tuple[float, float, str | State]


def fill(store: Store, *spans: Spent, zone: Zone = BERLIN) -> None:
    """Spans of programs, or of a state, in local minutes of the day."""
    begin = DAY * DAY_MS - zone.offset_s * 1000
    Importer(store.connection, 0).take(
        (
            "recorded",
            Span(
                begin + round(start * MINUTE_MS),
                begin + round(end * MINUTE_MS),
                what if isinstance(what, State) else State.ACTIVE,
                zone,
                None if isinstance(what, State) else Activity(what),
            ),
        )
        for start, end, what in spans
    )


def courses(store: Store, day_start_min: int = 0) -> list[DayCourse]:
    return day_courses(store.reader, Period(), FocusBy.APP, day_start_min * MINUTE_MS)


def shown(course: DayCourse) -> tuple[int, float, float, float, str | None, float, int]:
    """Day, first and last in local minutes of it, minutes active, focus and its minutes, switches."""
    begin = date_number(course.day) * DAY_MS
    focus = course.longest
    return (
        course.day.day,
        (course.first_ms + course.first_offset_s * 1000 - begin) / MINUTE_MS,
        (course.last_ms + course.last_offset_s * 1000 - begin) / MINUTE_MS,
        course.active_ms / MINUTE_MS,
        focus.label if focus else None,
        focus.duration_ms / MINUTE_MS if focus else 0,
        course.switches,
    )


def test_a_days_course(store: Store) -> None:
    fill(
        store,
        (530, 540, State.IDLE),
        (540, 550, "editor"),
        (550, 570, "browser"),
        (570, 580, "editor"),
        (580, 590, State.IDLE),
        (590, 600, "browser"),  # after a break: a beginning, no switch
        (600, 605, State.PRIVATE),
        (605, 606, State.LOCKED),
    )
    assert [shown(each) for each in courses(store)] == [(23, 540, 605, 55, "browser", 20, 2)]


def test_short_gaps_do_not_end_a_focus(store: Store) -> None:
    fill(
        store,
        (0, 10, "editor"),
        (11, 20, "editor"),
        (21.1, 30, "editor"),
        (30, 30.5, State.PRIVATE),
        (30.5, 45, "editor"),
    )
    assert [shown(each) for each in courses(store)] == [(23, 0, 45, 10 + 9 + 8.9 + 15, "editor", 20, 0)]


def test_days_begin_where_the_user_says_and_in_the_zone_that_held(store: Store) -> None:
    fill(store, (23 * 60, 25 * 60, "editor"))
    assert [shown(each) for each in courses(store)] == [
        (23, 1380, 1440, 60, "editor", 60, 0),
        (24, 0, 60, 60, "editor", 60, 0),
    ]
    assert [shown(each) for each in courses(store, 240)] == [(23, 1380, 1500, 120, "editor", 120, 0)]
    fill(store, (8 * 60, 9 * 60, "flight"), zone=TOKYO)  # 00:00 in Berlin
    assert shown(courses(store)[0])[:4] == (23, 480, 1440, 120)


def test_time_without_a_name_is_no_focus(store: Store) -> None:
    fill(store, (0, 10, State.PRIVATE))
    assert [shown(each) for each in courses(store)] == [(23, 0, 10, 10, None, 0, 0)]


def test_switches_are_counted_between_labels_that_touch() -> None:
    pieces = [
        (0, 10, "a"),
        (10, 20, "b"),
        (20, 30, "a"),
        (30, 40, None),
        (40, 50, "a"),
        (200_000, 200_010, "b"),
    ]
    assert switches(focuses(pieces)) == 2
