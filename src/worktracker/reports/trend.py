"""How the time of a report lies in its period: by hours of a day, days, weeks or months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from worktracker.model.days import day_date
from worktracker.model.period import Period
from worktracker.model.weeks import WeekStart
from worktracker.reports.report import By, Report
from worktracker.reports.spread import Part
from worktracker.reports.words import month_words, span_of_days, week_words

_MOST_DAYS = 62
_MOST_WEEKS = 62


@dataclass(frozen=True, slots=True)
class Point:
    """One hour, day, week or month, in order and none left out.

    Attributes:
        first: its first day; of an hour, the day.
        name: as people read it.
        tick: the same in few characters, for an axis.
        parts: milliseconds of each part that it has.
    """

    first: date
    name: str
    tick: str
    parts: Counter[Part]

    @property
    def duration_ms(self) -> int:
        """Its time in milliseconds."""
        return self.parts.total()


@dataclass(frozen=True, slots=True)
class Trend:
    """Points of one kind over a period with something in it.

    Attributes:
        unit: ``hour``, ``day``, ``week`` or ``month``.
        first, last: the first and the last day of the period; where it is open, of what was recorded.
        points: in order.
        days: on how many days there is any time.
    """

    unit: str
    first: date
    last: date
    points: tuple[Point, ...]
    days: int

    @property
    def parts(self) -> list[Part]:
        """Every part that there is: categories, those with most time first, no category, states."""
        lengths = sum((point.parts for point in self.points), Counter[Part]())

        def rank(part: Part) -> tuple[int, bool, int, str]:
            return part.state or 0, part.category is None, -lengths[part], part.category or ""

        return sorted(lengths, key=rank)


def make_trend(
    period: Period,
    make: Callable[[By], Report],
    days: Mapping[date, Counter[Part]] | None = None,
    week_start: WeekStart = WeekStart.MONDAY,
) -> Trend | None:
    """See how a report lies in its period; None where nothing was recorded.

    Args:
        period: of what time; one day is shown by its hours.
        make: asks the store for the same report by days or hours.
        days: its days in parts; None: each is of one part.
        week_start: where weeks begin.
    """
    if days is None:
        rows = make(By.DAY).rows
        days = {date.fromisoformat(row.text): Counter({Part(): row.duration_ms}) for row in rows}
    if not days:
        return None
    first = min(days) if period.first_day is None else day_date(period.first_day)
    last = max(days) if period.last_day is None else day_date(period.last_day)
    count = (last - first).days + 1
    if count == 1:
        unit, points = "hour", _hours(first, make(By.HOUR))
    elif count <= _MOST_DAYS:
        unit, points = "day", _days(first, last, days)
    elif count <= _MOST_WEEKS * 7:
        unit, points = "week", _weeks(week_start.first_day(first), last, days)
    else:
        unit, points = "month", _months(first, last, days)
    return Trend(unit, first, last, tuple(points), len(days))


def _hours(day: date, report: Report) -> Iterator[Point]:
    lengths = {row.text: row.duration_ms for row in report.rows}
    for hour in range(24):
        length = lengths.get(f"{hour:02d}:00", 0)
        parts = Counter({Part(): length}) if length else Counter[Part]()
        yield Point(day, f"{hour}:00 – {hour + 1}:00", f"{hour}:00", parts)


def _days(first: date, last: date, days: Mapping[date, Counter[Part]]) -> Iterator[Point]:
    for day in _every_day(first, last):
        yield Point(day, f"{day:%A} {span_of_days(day, day)}", str(day.day), days.get(day, Counter()))


def _weeks(first: date, last: date, days: Mapping[date, Counter[Part]]) -> Iterator[Point]:
    """Weeks, from the one that begins ``first``."""
    while first <= last:
        parts = sum(
            (days.get(day, Counter()) for day in _every_day(first, first + timedelta(days=6))),
            Counter[Part](),
        )
        yield Point(first, week_words(first), f"{first.day} {first:%b}", parts)
        first += timedelta(days=7)


def _months(first: date, last: date, days: Mapping[date, Counter[Part]]) -> Iterator[Point]:
    found: dict[date, Counter[Part]] = {}
    for day in _every_day(first, last):
        found.setdefault(day.replace(day=1), Counter()).update(days.get(day, Counter()))
    for month, parts in found.items():
        yield Point(month, month_words(month), f"{month:%b}", parts)


def _every_day(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
