"""How the time of a report lies in its period: by hours of a day, days, weeks or months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from worktracker.model.days import day_date
from worktracker.model.period import Period
from worktracker.reports.report import By, make_report
from worktracker.reports.words import month_words, span_of_days
from worktracker.store.reader import Reader

_MOST_DAYS = 62
_MOST_WEEKS = 62


@dataclass(frozen=True, slots=True)
class Point:
    """One hour, day, week or month, in order and none left out.

    Attributes:
        first: its first day; of an hour, the day.
        name: as people read it.
        tick: the same in few characters, for an axis.
        duration_ms: its time in milliseconds.
    """

    first: date
    name: str
    tick: str
    duration_ms: int


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


def make_trend(reader: Reader, period: Period, *, idle: bool = False) -> Trend | None:
    """Ask the store; None where nothing was recorded.

    Args:
        reader: of the store.
        period: of what time; one day is shown by its hours.
        idle: count idle and locked time too.
    """
    found = make_report(reader, period, By.DAY, idle=idle)
    lengths = {date.fromisoformat(row.text): row.duration_ms for row in found.rows}
    if not lengths:
        return None
    first = min(lengths) if period.first_day is None else day_date(period.first_day)
    last = max(lengths) if period.last_day is None else day_date(period.last_day)
    count = (last - first).days + 1
    if count == 1:
        hours = make_report(reader, period, By.HOUR, idle=idle)
        unit, points = "hour", _hours(first, {row.text: row.duration_ms for row in hours.rows})
    elif count <= _MOST_DAYS:
        unit, points = "day", _days(first, last, lengths)
    elif count <= _MOST_WEEKS * 7:
        unit, points = "week", _weeks(first, last, lengths)
    else:
        unit, points = "month", _months(first, last, lengths)
    return Trend(unit, first, last, tuple(points), len(lengths))


def _hours(day: date, lengths: dict[str, int]) -> Iterator[Point]:
    for hour in range(24):
        length = lengths.get(f"{hour:02d}:00", 0)
        yield Point(day, f"{hour}:00 – {hour + 1}:00", f"{hour}:00", length)


def _days(first: date, last: date, lengths: dict[date, int]) -> Iterator[Point]:
    for day in _every_day(first, last):
        yield Point(day, f"{day:%A} {span_of_days(day, day)}", str(day.day), lengths.get(day, 0))


def _weeks(first: date, last: date, lengths: dict[date, int]) -> Iterator[Point]:
    """Weeks as ISO 8601 has them, from Monday on."""
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        days = _every_day(monday, monday + timedelta(days=6))
        length = sum(lengths.get(day, 0) for day in days)
        name = f"week {monday.isocalendar().week}, {span_of_days(monday, monday + timedelta(days=6))}"
        yield Point(monday, name, f"{monday.day} {monday:%b}", length)
        monday += timedelta(days=7)


def _months(first: date, last: date, lengths: dict[date, int]) -> Iterator[Point]:
    found: dict[date, int] = {}
    for day in _every_day(first, last):
        found.setdefault(day.replace(day=1), 0)
        found[day.replace(day=1)] += lengths.get(day, 0)
    for month, length in found.items():
        yield Point(month, month_words(month), f"{month:%b}", length)


def _every_day(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
