"""Where somebody is in the reports: what is asked, and what lies one step further in."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from worktracker.desktop.reports.ranges import Preset, Range, common, range_of, row_range
from worktracker.model.labels import SEPARATOR
from worktracker.model.weeks import WeekStart
from worktracker.privacy.rules import MAX_PATTERN
from worktracker.reports.filtered import ALL, Only
from worktracker.reports.question import Question
from worktracker.reports.report import WEEKDAYS, By, Row

DATES = (By.DAY, By.WEEK, By.MONTH, By.YEAR)
"""Rows that two times never have in common."""

_FINER = {
    By.APP: By.TITLE,
    By.DOMAIN: By.TITLE,
    By.TITLE: By.DAY,
    By.URL: By.DAY,
    By.DOCUMENT: By.DAY,
    By.PROJECT: By.APP,
    By.CLIENT: By.PROJECT,
    By.TAG: By.APP,
    By.HOUR: By.APP,
    By.WEEKDAY: By.HOUR,
    By.DAY: By.APP,
    By.WEEK: By.DAY,
    By.MONTH: By.DAY,
    By.YEAR: By.MONTH,
}
"""By what a row is seen from nearer; of categories see :func:`further_in`."""

_PATTERNS = (By.APP, By.TITLE, By.URL, By.DOMAIN, By.DOCUMENT)
_WILDCARD = re.compile(r"([*?\[])")
_QUOTED = re.compile(r"\[(.)\]")


@dataclass(frozen=True, slots=True)
class Place:
    """What is asked, as far as the user has said it.

    Attributes:
        days: a preset, which moves along with today, or a fixed range.
        by, only, idle, depth: as in :class:`worktracker.reports.question.Question`.
        before: what it is compared with: other days, or True for those before; None for nothing.
    """

    days: Preset | Range = Preset.THIS_WEEK
    by: By = By.CATEGORY
    only: Only = ALL
    idle: bool = False
    depth: int | None = 1
    before: Range | bool | None = None

    def range(self, today: date, week_start: WeekStart) -> Range:
        """The days that it means now."""
        return range_of(self.days, today, week_start) if isinstance(self.days, Preset) else self.days

    def question(self, days: Range) -> Question:
        """What the record is asked about these days."""
        depth = self.depth if self.by is By.CATEGORY else None
        return Question(days.period, self.by, self.only, self.idle and not self.only.of_content, depth)

    def other_range(self, days: Range) -> Range | None:
        """What ``days`` are compared with; None for nothing, or where that can't be told."""
        if self.before is True:
            other = days.step(-1)
            return None if other == days else other
        return self.before or None

    @property
    def compares_rows(self) -> bool:
        """Whether its rows can be those of another time as well."""
        return self.by not in DATES


def further_in(place: Place, row: Row, days: Range, parents: Collection[str]) -> Place | None:
    """One step further in: the same of one row alone, seen from nearer; None where there is none.

    Args:
        place: where the row was seen.
        row: which.
        days: the days that are shown.
        parents: the paths of the categories that others lie in.
    """
    by, key, only = place.by, row.key, place.only
    if row.state is not None:
        return None
    if by in DATES:
        return None if key is None else replace(place, days=common(days, row_range(by, key)), by=_FINER[by])
    if by is By.HOUR:
        return replace(place, only=replace(only, hour=int((key or "0")[:2])), by=_FINER[by])
    if by is By.WEEKDAY:
        return replace(place, only=replace(only, weekday=WEEKDAYS.index(key or "")), by=_FINER[by])
    if key is None:
        without = (*only.without, by.value)
        return replace(place, only=replace(only, without=without), by=_FINER.get(by, By.APP))
    if by is By.CATEGORY:
        return _into_category(place, key, parents)
    value = quoted(key, exactly=by is By.DOMAIN) if by in _PATTERNS else key
    if len(value) > MAX_PATTERN:
        return None
    return replace(place, only=replace(only, **{by.value: value}), by=_FINER[by])


def into_hour(place: Place, weekday: int, hour: int) -> Place:
    """One hour of one day of the week, by application."""
    return replace(place, only=replace(place.only, weekday=weekday, hour=hour), by=By.APP)


def into_days(place: Place, days: Range, range_now: Range) -> Place:
    """Some of the days that are shown; one day by application where it was seen by days already."""
    return replace(place, days=common(range_now, days))


def quoted(text: str, *, exactly: bool = False) -> str:
    """A pattern that finds this text alone; ``exactly``: of a site, not those below it."""
    pattern = _WILDCARD.sub(r"[\1]", text)
    return f"[{pattern[0]}]{pattern[1:]}" if exactly and pattern == text and text else pattern


def unquoted(pattern: str) -> str:
    """What a pattern of :func:`quoted` finds; of another its own text."""
    return _QUOTED.sub(r"\1", pattern)


def _into_category(place: Place, path: str, parents: Collection[str]) -> Place | None:
    """Into its own categories where it has some, else to applications."""
    only = replace(place.only, category=path)
    if place.only.category == path:
        return None  # the category's own time beside those in it: no filter says that
    if path in parents:
        return replace(place, only=only, depth=path.count(SEPARATOR) + 2)
    return replace(place, only=only, by=By.APP)
