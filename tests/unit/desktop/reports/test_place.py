"""One step further in, from each kind of row."""

from __future__ import annotations

from datetime import date

import pytest

from worktracker.desktop.reports.place import Place, further_in, into_hour, quoted, unquoted
from worktracker.desktop.reports.ranges import Preset, Range
from worktracker.model.span import State
from worktracker.model.weeks import WeekStart
from worktracker.privacy.rules import MAX_PATTERN, matcher_of
from worktracker.reports.filtered import Only
from worktracker.reports.report import By, Row

NOVEMBER = Range(date(2026, 11, 1), date(2026, 11, 30))
PARENTS = {"Work"}


def step(by: By, key: str | None, only: Only | None = None, depth: int | None = 1) -> Place | None:
    place = Place(Preset.THIS_MONTH, by, only or Only(), depth=depth)
    return further_in(place, Row(key, 1), NOVEMBER, PARENTS)


@pytest.mark.parametrize(
    ("by", "key", "only", "finer"),
    [
        (By.APP, "code", Only(app="code"), By.TITLE),
        (By.TITLE, "a [draft]*", Only(title="a [[]draft][*]"), By.DAY),
        (By.DOMAIN, "example.org", Only(domain="[e]xample.org"), By.TITLE),
        (By.PROJECT, "Website", Only(project="Website"), By.APP),
        (By.CLIENT, "Acme", Only(client="Acme"), By.PROJECT),
        (By.TAG, "billing", Only(tag="billing"), By.APP),
        (By.HOUR, "09:00", Only(hour=9), By.APP),
        (By.WEEKDAY, "Sunday", Only(weekday=6), By.HOUR),
        (By.CATEGORY, "Leisure", Only(category="Leisure"), By.APP),
        (By.APP, None, Only(without=("app",)), By.TITLE),
        (By.CATEGORY, None, Only(without=("category",)), By.APP),
    ],
)
def test_a_row_is_filtered_for_and_seen_from_nearer(by: By, key: str | None, only: Only, finer: By) -> None:
    found = step(by, key)
    assert found is not None
    assert (found.only, found.by, found.days) == (only, finer, Preset.THIS_MONTH)


def test_a_category_opens_into_its_own_and_those_into_applications() -> None:
    top = step(By.CATEGORY, "Work")
    assert top is not None
    assert (top.only, top.by, top.depth) == (Only(category="Work"), By.CATEGORY, 2)
    leaf = further_in(top, Row("Work > Code", 1), NOVEMBER, PARENTS)
    assert leaf is not None
    assert (leaf.only, leaf.by) == (Only(category="Work > Code"), By.APP)
    assert further_in(top, Row("Work", 1), NOVEMBER, PARENTS) is None  # its own time has no filter


@pytest.mark.parametrize(
    ("by", "key", "first", "last", "finer"),
    [
        (By.YEAR, "2026", date(2026, 11, 1), date(2026, 11, 30), By.MONTH),
        (By.MONTH, "2026-11", date(2026, 11, 1), date(2026, 11, 30), By.DAY),
        (By.WEEK, "2026-W44", date(2026, 11, 1), date(2026, 11, 1), By.DAY),  # what of it is in November
        (By.DAY, "2026-11-22", date(2026, 11, 22), date(2026, 11, 22), By.APP),
    ],
)
def test_a_stretch_of_time_becomes_the_range_as_far_as_it_was_counted(
    by: By, key: str, first: date, last: date, finer: By
) -> None:
    found = step(by, key, Only(app="code"))
    assert found is not None
    assert (found.days, found.by, found.only) == (Range(first, last), finer, Only(app="code"))


def test_filters_add_up() -> None:
    found = step(By.APP, "code", Only(project="Website", hour=9))
    assert found is not None
    assert found.only == Only(app="code", project="Website", hour=9)
    assert into_hour(found, 2, 10).only == Only(app="code", project="Website", weekday=2, hour=10)


def test_time_of_a_state_and_what_is_too_long_for_a_filter_open_nothing() -> None:
    assert further_in(Place(by=By.APP), Row(None, 1, State.PRIVATE), NOVEMBER, PARENTS) is None
    assert step(By.TITLE, "*" * MAX_PATTERN) is None


@pytest.mark.parametrize("text", ["plain", "a*b?[c]", "[draft] notes", "]["])
def test_a_quoted_text_finds_itself_alone_and_reads_as_itself(text: str) -> None:
    matches = matcher_of("title", quoted(text), regex=False)
    assert matches(text)
    assert not matches(text + "x")
    assert not matches("axxb?[c]")
    assert unquoted(quoted(text)) == text


def test_a_site_that_is_opened_is_without_those_below_it() -> None:
    opened = matcher_of("domain", quoted("example.org", exactly=True), regex=False)
    assert opened("example.org")
    assert not opened("docs.example.org")
    typed = matcher_of("domain", "example.org", regex=False)
    assert typed("docs.example.org")


def test_idle_time_is_not_asked_for_where_a_filter_is_about_content() -> None:
    assert Place(idle=True).question(NOVEMBER).idle
    assert Place(idle=True, only=Only(hour=9)).question(NOVEMBER).idle
    assert not Place(idle=True, only=Only(app="code")).question(NOVEMBER).idle


def test_what_it_is_compared_with() -> None:
    assert Place().other_range(NOVEMBER) is None
    assert Place(before=True).other_range(NOVEMBER) == Range(date(2026, 10, 1), date(2026, 10, 31))
    assert Place(before=True).other_range(Range()) is None
    other = Range(date(2025, 1, 1), date(2025, 1, 2))
    assert Place(before=other).other_range(NOVEMBER) == other


def test_a_preset_moves_along_with_today() -> None:
    place = Place(Preset.TODAY)
    assert place.range(date(2026, 1, 1), WeekStart.MONDAY) == Range(date(2026, 1, 1), date(2026, 1, 1))
    assert place.range(date(2026, 1, 2), WeekStart.MONDAY) == Range(date(2026, 1, 2), date(2026, 1, 2))
