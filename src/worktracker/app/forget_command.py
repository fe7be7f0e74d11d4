"""The command that erases the same time whenever it is run."""

from __future__ import annotations

from worktracker.model.days import day_date
from worktracker.model.instants import InstantText
from worktracker.model.period import Period


def forget_command(period: Period, now_ms: int, offset_s: int) -> str:
    """``worktracker forget --from … --to …`` with dates and instants instead of words like ``today``.

    Args:
        period: what was forgotten; it has a beginning, and where it has no end it ended at ``now_ms``.
        now_ms: milliseconds since 1970 in UTC.
        offset_s: seconds east of UTC, for how instants are shown.
    """
    instant = InstantText(offset_s)
    first, last = period.first_day, period.last_day
    start = day_date(first).isoformat() if first is not None else instant(period.from_ms or 0)
    to_ms = now_ms if period.to_ms is None else period.to_ms
    end = day_date(last).isoformat() if last is not None else instant(to_ms)
    return f"worktracker forget --from {start} --to {end}"
