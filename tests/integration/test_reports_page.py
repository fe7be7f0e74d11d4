"""What the page of reports shows is what the command says of the same question, to the millisecond."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.stored_day import ENVIRONMENT, open_home
from worktracker.app.opening import OpenStore
from worktracker.desktop.reports.answers import Answer, Asked, View, look_up
from worktracker.desktop.reports.place import Place, further_in
from worktracker.desktop.reports.ranges import Range, row_range
from worktracker.labels.rules import LabelRule
from worktracker.model.change import Change
from worktracker.model.span import Activity, Reason, Span, State, Zone
from worktracker.reports.filtered import Only
from worktracker.reports.report import By

WINTER, SUMMER = Zone("Europe/Berlin", 3600), Zone("Europe/Berlin", 7200)
FIRST, LAST = date(2026, 10, 19), date(2026, 11, 8)  # clocks are set back on 25 October
DAYS = Range(FIRST, LAST)
_WORKTRACKER = Path(sys.executable).with_name("worktracker")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three weeks: two hours in a few windows each morning, with private and idle time."""
    folder = tmp_path_factory.mktemp("home")
    opened = open_home(folder)
    store = opened.store
    work = store.categories.add(("Work",), 0)
    code = store.categories.add(("Work", "Code"), 0)
    store.categories.add_rule(code.id, LabelRule(0, app="code"), 0)
    store.categories.add_rule(work.id, LabelRule(0, app="mail"), 0)
    store.projects.add_rule(store.projects.add("Website", client="Acme").id, LabelRule(0, title="*site*"), 0)
    journal = store.journal
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        zone = SUMMER if day < date(2026, 10, 25) else WINTER
        at = round(datetime(day.year, day.month, day.day, 8, 40, tzinfo=UTC).timestamp() * 1000)
        for minutes, content in (
            (25 + number, Activity("code", f"site {number % 4}.py")),
            (20, Activity("firefox", "News", domain="news.example.org")),
            (10, Activity("firefox", "Front page", domain="example.org")),
            (7, Activity("mail", "Inbox")),
            (5, State.PRIVATE),
            (9, State.IDLE),
            (13, Activity("file[1]*", None)),
        ):
            end = at + minutes * 60_000 + 123
            if isinstance(content, Activity):
                span = Span(at, end, State.ACTIVE, zone, content)
            else:
                reason = Reason.RULE if content is State.PRIVATE else Reason.NONE
                span = Span(at, end, content, zone, None, reason)
            journal.write(Change((span,)))
            at = end
    journal.flush()
    store.close()
    return folder


@pytest.fixture(scope="module")
def opened(home: Path) -> Iterator[OpenStore]:
    opened = open_home(home, agreed=False)
    yield opened
    opened.store.close()


def told(home: Path, *arguments: str) -> dict[str, Any]:
    """What the command says."""
    command = [_WORKTRACKER, "report", *arguments, "--format", "json"]
    env = os.environ | ENVIRONMENT | {"WORKTRACKER_HOME": str(home)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def shown(opened: OpenStore, place: Place, view: View = View.BARS) -> Answer:
    """What the page is answered."""
    days = place.range(LAST, opened.store.settings.week_start)
    other = place.other_range(days)
    before = None if other is None else place.question(other)
    return look_up(opened.store, Asked(place.question(days), before, view))


def rows(answer: Answer) -> list[tuple[str, float]]:
    return [(each.row.text, each.row.duration_ms / 1000) for each in answer.rows if each.row.duration_ms]


def between(days: Range) -> tuple[str, ...]:
    assert days.first
    assert days.last
    return "--from", days.first.isoformat(), "--to", days.last.isoformat()


@pytest.mark.parametrize(
    ("place", "arguments"),
    [
        (Place(DAYS, By.CATEGORY, depth=1), ("--by", "category", "--depth", "1")),
        (Place(DAYS, By.APP, idle=True), ("--by", "app", "--idle")),
        (Place(DAYS, By.TITLE, Only(app="code")), ("--by", "title", "--app", "code")),
        (Place(DAYS, By.DAY, Only(project="Website")), ("--by", "day", "--project", "website")),
        (Place(DAYS, By.WEEK), ("--by", "week")),
        (Place(DAYS, By.HOUR, Only(weekday=6)), ("--by", "hour", "--weekday", "sunday")),
        (Place(DAYS, By.APP, Only(without=("category",))), ("--by", "app", "--without", "category")),
    ],
)  # fmt: skip
def test_the_page_says_what_the_command_says(
    home: Path, opened: OpenStore, place: Place, arguments: tuple[str, ...]
) -> None:
    said = told(home, *between(DAYS), *arguments)
    answer = shown(opened, place)
    assert rows(answer) == [(each["key"], each["seconds"]) for each in said["rows"]]
    assert answer.total_ms == round(said["total_seconds"] * 1000)
    assert answer.total_ms


def test_what_it_is_compared_with_is_what_the_command_compares_it_with(home: Path, opened: OpenStore) -> None:
    days = Range(date(2026, 11, 2), LAST)
    other = Range(date(2026, 10, 26), date(2026, 11, 1))
    said = told(home, *between(days), "--by", "app", "--compare", "2026-10-26..2026-11-01")
    for before in (True, other):  # seven days before are the days before
        answer = shown(opened, Place(days, By.APP, before=before))
        assert [(each.row.text, each.before_ms, each.change_ms) for each in answer.rows] == [
            (each["key"], round(each["before_seconds"] * 1000), round(each["change_seconds"] * 1000))
            for each in said["rows"]
        ]
        assert answer.before_ms == round(said["compared_with"]["total_seconds"] * 1000)


def test_every_step_further_in_has_the_time_of_the_row_that_was_opened(opened: OpenStore) -> None:
    """Followed from every grouping as deep as it goes."""
    seen = 0

    def follow(place: Place, depth: int) -> None:
        nonlocal seen
        answer = shown(opened, place)
        for each in answer.rows[:3]:
            inside = further_in(
                place, each.row, place.range(LAST, opened.store.settings.week_start), answer.parents
            )
            if inside is not None:
                found = shown(opened, inside)
                assert found.total_ms == each.row.duration_ms, (place, each.row, inside)
                seen += 1
                if depth:
                    follow(inside, depth - 1)

    for by in (By.CATEGORY, By.APP, By.DOMAIN, By.PROJECT, By.CLIENT, By.WEEKDAY, By.HOUR, By.MONTH, By.WEEK):
        follow(Place(DAYS, by), 1)
    assert seen > 40


def test_trend_and_week_have_the_time_of_the_rows(opened: OpenStore) -> None:
    for only in (Only(), Only(app="code"), Only(hour=10), Only(category="Work", weekday=0)):
        place = Place(DAYS, By.CATEGORY, only)
        trend = shown(opened, place, View.TREND)
        assert trend.trend is not None
        assert len(trend.trend.points) == DAYS.days
        assert sum(point.duration_ms for point in trend.trend.points) == trend.total_ms > 0
        week = shown(opened, place, View.HOURS).week_hours
        assert week is not None
        assert sum(week.values()) == trend.total_ms
        if only.hour is not None:
            assert {hour for _, hour in week} == {10}
        if only.weekday is not None:
            assert {day for day, _ in week} == {0}


def test_days_that_begin_at_ten_are_shown_as_they_are_counted(home: Path, opened: OpenStore) -> None:
    opened.store.settings.set("day-start", "10:00")
    try:
        answer = shown(opened, Place(DAYS, By.DAY))
        said = told(home, *between(DAYS), "--by", "day")
        assert rows(answer) == [(each["key"], each["seconds"]) for each in said["rows"]]
        first = answer.rows[0].row.key
        assert first is not None
        assert (
            shown(opened, Place(row_range(By.DAY, first), By.APP)).total_ms == answer.rows[0].row.duration_ms
        )
    finally:
        opened.store.settings.set("day-start", "00:00")
