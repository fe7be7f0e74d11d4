"""A week or a month as its page shows it, and the colours that its names have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from worktracker.cloud.grants import OwnGrant
from worktracker.cloud.pages import words
from worktracker.cloud.pages.chart import Chart, chart_of, looks
from worktracker.cloud.totals import DayTotals
from worktracker.sync.summary import OTHER, Kind


@dataclass(frozen=True, slots=True)
class Stretch:
    """A week (ISO 8601) or a month.

    Attributes:
        unit: ``week`` or ``month``; also what it is called in addresses.
    """

    unit: str
    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        return self._next(1) - timedelta(days=1)

    @property
    def name(self) -> str:
        """As addresses have it: ``2026-W47``, ``2026-11``."""
        return words.week_name(self.first) if self.unit == "week" else f"{self.first:%Y-%m}"

    @property
    def before(self) -> Stretch:
        """The one before it."""
        return Stretch(self.unit, self._next(-1))

    @property
    def after(self) -> Stretch:
        """The one after it."""
        return Stretch(self.unit, self._next(1))

    def _next(self, way: int) -> date:
        if self.unit == "week":
            return self.first + timedelta(days=7 * way)
        months = self.first.year * 12 + self.first.month - 1 + way
        return date(months // 12, months % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """A name's time."""

    name: str
    look: str
    seconds: int


@dataclass(frozen=True, slots=True)
class OneDay:
    """A day of it; ``there``: something of it was delivered."""

    day: date
    seconds: int
    there: bool
    corrected: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """What a stretch holds of one kind of names."""

    days: tuple[OneDay, ...]
    rows: tuple[Row, ...]
    chart: Chart

    @property
    def seconds(self) -> int:
        """All of it."""
        return sum(row.seconds for row in self.rows)

    @property
    def there(self) -> int:
        """How many days were delivered."""
        return sum(day.there for day in self.days)

    @property
    def corrected(self) -> int:
        """How many days the person has corrected."""
        return sum(day.corrected for day in self.days)

    @property
    def told(self) -> str:
        """The chart in words."""
        return "; ".join(
            f"{day.day:%A} {day.day.day}: {words.duration_words(day.seconds)}"
            for day in self.days
            if day.there
        )


def stretch_of(unit: str, day: date) -> Stretch:
    """The week or the month that a day lies in."""
    return Stretch(unit, words.week_of(day) if unit == "week" else day.replace(day=1))


def overview(stretch: Stretch, totals: Iterable[DayTotals], names: Sequence[str]) -> Overview:
    """What a stretch holds.

    Args:
        totals: its days under the grants that are shown.
        names: that may come; colours are given in their order, and so stay from week to week.
    """
    number_of_days = (stretch.last - stretch.first).days + 1
    days = {stretch.first + timedelta(days=number): Counter[str]() for number in range(number_of_days)}
    there, corrected = set[date](), set[date]()
    for each in totals:
        there.add(each.day)
        for entry in each.entries:
            days[each.day][entry.name] += entry.seconds
            if entry.corrected:
                corrected.add(each.day)
    sums = sum(days.values(), Counter[str]())
    looks_of = colours([*names, *sums])
    rows = tuple(Row(name, looks_of[name], seconds) for name, seconds in sums.most_common() if seconds)
    shown = tuple(
        OneDay(day, sum(seconds.values()), day in there, day in corrected) for day, seconds in days.items()
    )
    return Overview(
        shown, rows, chart_of(days, {name: look for name, look in looks_of.items() if sums[name]})
    )


def colours(names: Iterable[str]) -> dict[str, str]:
    """What fills each name, names in order; Other lies on top of all."""
    return looks([*sorted(set(names) - {OTHER}), OTHER])


def granted_names(own: Iterable[OwnGrant], of: Kind) -> list[str]:
    """All names that the person's grants of a kind list."""
    return [name for each in own if each.grant.terms.of == of for name in each.grant.terms.names]
