"""A week as its page shows it, and the colours that its names have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from worktracker.cloud.grants import OwnGrant
from worktracker.cloud.pages.chart import Chart, looks, week_chart
from worktracker.cloud.pages.words import duration_words, week_name
from worktracker.cloud.totals import DayTotals
from worktracker.sync.summary import OTHER, Kind


@dataclass(frozen=True, slots=True)
class Row:
    """A name's time in the week."""

    name: str
    look: str
    seconds: int


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day of the week; ``there``: something of it was delivered."""

    day: date
    seconds: int
    there: bool
    corrected: bool


@dataclass(frozen=True, slots=True)
class Week:
    """A week of one kind of names."""

    of: Kind
    days: tuple[WeekDay, ...]
    rows: tuple[Row, ...]
    chart: Chart

    @property
    def first(self) -> date:
        """Its Monday."""
        return self.days[0].day

    @property
    def name(self) -> str:
        """``2026-W47``."""
        return week_name(self.first)

    @property
    def number(self) -> int:
        """Of ISO 8601."""
        return self.first.isocalendar().week

    @property
    def before(self) -> str:
        """The week before it."""
        return week_name(self.first - timedelta(days=7))

    @property
    def after(self) -> str:
        """The week after it."""
        return week_name(self.first + timedelta(days=7))

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
        return "; ".join(f"{day.day:%A}: {duration_words(day.seconds)}" for day in self.days if day.there)


def week_of(first: date, totals: Iterable[DayTotals], of: Kind, names: Sequence[str]) -> Week:
    """The week that begins on ``first``.

    Args:
        totals: its days under grants of this kind.
        names: that may come, in order; colours are given in their order, and so stay from week to week.
    """
    days = {first + timedelta(days=number): Counter[str]() for number in range(7)}
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
        WeekDay(day, sum(seconds.values()), day in there, day in corrected) for day, seconds in days.items()
    )
    return Week(
        of, shown, rows, week_chart(days, {name: look for name, look in looks_of.items() if sums[name]})
    )


def colours(names: Iterable[str]) -> dict[str, str]:
    """What fills each name, names in order; Other lies on top of all."""
    return looks([*sorted(set(names) - {OTHER}), OTHER])


def granted_names(own: Iterable[OwnGrant], of: Kind) -> list[str]:
    """All names that the person's grants of a kind list."""
    return [name for each in own if each.grant.terms.of == of for name in each.grant.terms.names]
