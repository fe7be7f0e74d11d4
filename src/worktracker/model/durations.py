"""Durations and instants as people write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TypeVar

from worktracker.errors import UsageError
from worktracker.model.days import date_number
from worktracker.model.period import Period
from worktracker.model.weeks import WeekStart

_UNITS_MS = {"s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)([smhd])", re.ASCII)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
LONGEST_MS = 3660 * 86_400_000
_FIRST_YEAR, _AFTER_YEAR = 1970, 2500
_UNTIL = {"today": "today", "yesterday": "today", "week": "week", "month": "month", "year": "year"}
"""Where a start without an end goes on to."""


def parse_duration(text: str) -> int:
    """Milliseconds of ``90s``, ``15m``, ``2h``, ``1d`` or ``1h30m``.

    Raises:
        UsageError: it is none, it is zero, or it is longer than ten years.
    """
    bare = text.strip().lower().replace(" ", "")
    total = 0
    if bare and re.fullmatch(f"({_DURATION.pattern})+", bare, re.ASCII):
        total = round(sum(float(number) * _UNITS_MS[unit] for number, unit in _DURATION.findall(bare)))
    if total > LONGEST_MS:
        raise UsageError(f"{text!r} is too long: ten years (3660d) is the most.")
    if not total:
        raise UsageError(f"{text!r} is not a duration.", "Write it like 90s, 15m, 2h or 1d.")
    return total


def duration_text(duration_ms: int) -> str:
    """``3m``, ``1h30m`` or ``90d``: what :func:`parse_duration` reads as these milliseconds."""
    parts: list[str] = []
    left = duration_ms
    for unit in ("d", "h", "m"):
        count, left = divmod(left, _UNITS_MS[unit])
        parts += [f"{count}{unit}"] if count else []
    return "".join([*parts, *([f"{left / 1000:g}s"] if left or not parts else [])])


def parse_keeping(text: str) -> int | None:
    """How long something is kept: milliseconds of a duration from a day up, or None for ``forever``.

    Raises:
        UsageError: it is neither.
    """
    if text.strip().lower() == "forever":
        return None
    try:
        duration = parse_duration(text)
    except UsageError:
        duration = 0
    if duration < _UNITS_MS["d"]:
        raise UsageError(f"{text!r} is no time to keep something.", "Write it in days, like 90d, or forever.")
    return duration


def parse_time_of_day(text: str) -> int:
    """Milliseconds since midnight of ``HH:MM``.

    Raises:
        UsageError: it is no time of day.
    """
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", text.strip(), re.ASCII)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise UsageError(f"{text!r} is not a time of day.", "Write it like 08:30.")
    return (int(found[1]) * 60 + int(found[2])) * 60_000


def instant(when: datetime, zone: tzinfo) -> int:
    """Milliseconds UTC of a date and time; a naive one is local time in ``zone``.

    Raises:
        UsageError: the clocks skip that local time, or show it twice.
    """
    if when.tzinfo is None:
        early, late = (when.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
        if early.utcoffset() != late.utcoffset():
            what = "twice" if _exists(early) else "not at all"
            first, second = (_rfc3339_offset(each.utcoffset()) for each in (early, late))
            raise UsageError(
                f"{when.isoformat(timespec='minutes')} comes {what} here, because the clocks change.",
                f"Add the offset you mean: {first} or {second}.",
            )
        when = early
    return round(when.timestamp() * 1000)


_Day = TypeVar("_Day", date, datetime)


def _within(day: _Day, text: str) -> _Day:
    """``day``, if there can have been a computer.

    Raises:
        UsageError: it lies in another time.
    """
    if not _FIRST_YEAR <= day.year < _AFTER_YEAR:
        raise UsageError(f"{text!r} is out of range.")
    return day


def _missing_day(text: str) -> str | None:
    """``30 February 2026`` for text that begins with such a date, of a day that no month has; else None."""
    found = re.match(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", text, re.ASCII)
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    if not (year >= 1 and 1 <= month <= 12 and 29 <= day <= 31):
        return None
    try:
        date(year, month, day)
    except ValueError:
        return f"{day} {_MONTHS[month - 1]} {year}"
    return None


def _exists(when: datetime) -> bool:
    return when.astimezone(UTC).astimezone(when.tzinfo).replace(tzinfo=None) == when.replace(tzinfo=None)


def _rfc3339_offset(offset: timedelta | None) -> str:
    minutes = round((offset or timedelta()).total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


class Times:
    """What ``T`` means on a command line, at one moment in one zone.

    Args:
        today: number of the local day that it is.
        zone: for local times without an offset.
        week_start: where weeks begin.
    """

    def __init__(self, today: int, zone: tzinfo, week_start: WeekStart = WeekStart.MONDAY) -> None:
        self._today = today
        self._zone = zone
        self._week_start = week_start

    def period(self, start: str | None, end: str | None) -> Period:
        """The period from ``start`` to ``end``, each a ``T`` or None for open.

        A date as ``end`` includes that whole day; a date and time excludes that instant. A word as ``start``
        without an ``end`` means its own time, so that nothing planned beyond it is in it: ``week`` ends with
        the week; ``yesterday`` goes on to the end of today. Another start stays open.

        Raises:
            UsageError: a text means no time, or the end comes before the start.
        """
        if start is not None and end is None:
            end = _UNTIL.get(start.strip().lower())
        first = self._bound(start, at_end=False) if start is not None else (None, None)
        last = self._bound(end, at_end=True) if end is not None else (None, None)
        period = Period(first[0], last[0], first[1], last[1])
        within = next((ms for ms in (period.from_ms, period.to_ms) if ms is not None), 0)
        try:
            offset = datetime.fromtimestamp(within / 1000, self._zone).utcoffset() or timedelta()
        except (OverflowError, OSError, ValueError):
            raise UsageError("That time is out of range.") from None
        low, high = period.window(round(offset.total_seconds()), 0)
        if high <= low:
            raise UsageError(
                f"--to {end} does not come after --from {start}.", "Swap them, or name a later end."
            )
        return period

    def before(self, start: str, period: Period) -> Period:
        """The time before a period: the week, month or year before if ``start`` names all of one, else as
        many whole days as it has up to now.

        Raises:
            UsageError: the period is not of whole days, or has no beginning.
        """
        word = start.strip().lower()
        whole = period.last_day in (None, self._named(word, at_end=True))
        if word in ("week", "month", "year") and whole:
            first = self._named(word, at_end=False)
            assert first is not None
            of_then = Times(first - 1, self._zone, self._week_start)
            return of_then.period(word, word)
        first, last = period.first_day, period.last_day
        if not period.whole_days or first is None:
            raise UsageError(
                "What is previous to this time can't be told.",
                "Name the days: --compare 2026-10-01..2026-10-31",
            )
        last = max(first, self._today) if last is None else last
        return Period(first_day=first - (last - first + 1), last_day=first - 1)

    def _bound(self, text: str, *, at_end: bool) -> tuple[int | None, int | None]:
        day = self._named(text.strip().lower(), at_end=at_end)
        if day is not None:
            return day, None
        bare = text.strip()
        try:
            day = date.fromisoformat(bare)
        except ValueError:
            pass
        else:
            return date_number(_within(day, text)), None
        try:
            when = datetime.fromisoformat(bare)
        except ValueError:
            if missing := _missing_day(bare):
                raise UsageError(f"There is no {missing}.") from None
            raise UsageError(
                f"{text!r} is not a time.",
                "Write today, yesterday, week, month, year, 2026-11-21 or 2026-11-21T17:30.",
            ) from None
        try:
            return None, instant(_within(when, text), self._zone)
        except (OverflowError, OSError, ValueError):
            raise UsageError(f"{text!r} is out of range.") from None

    def _named(self, word: str, *, at_end: bool) -> int | None:
        """First day of a named stretch, or its last as an end."""
        today = date(1970, 1, 1) + timedelta(days=self._today)
        match word:
            case "today":
                return self._today
            case "yesterday":
                return self._today - 1
            case "week":
                first = self._week_start.first_day(today)
                after = first + timedelta(days=7)
            case "month":
                first = today.replace(day=1)
                after = (first + timedelta(days=31)).replace(day=1)
            case "year":
                first = today.replace(month=1, day=1)
                after = first.replace(year=first.year + 1)
            case _:
                return None
        return date_number(after) - 1 if at_end else date_number(first)
