"""Instants written as RFC 3339 text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from worktracker.errors import UsageError

_DAY_MS = 86_400_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def offset_text(offset_s: int) -> str:
    """``+01:00``. Seconds of an offset (before 1972 some zones had them) are cut, as RFC 3339 has none."""
    minutes = abs(offset_s) // 60
    return f"{'-' if offset_s < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


_MINUTES = tuple(f"{minute // 60:02d}:{minute % 60:02d}:" for minute in range(24 * 60))
_SECONDS = tuple(f"{second:02d}." for second in range(60))
_MILLISECONDS = tuple(f"{ms:03d}" for ms in range(1000))


class InstantText:
    """Writes instants like ``2026-11-21T09:00:00.000+01:00``; quick for millions in order.

    Args:
        offset_s: seconds east of UTC that hold.
    """

    def __init__(self, offset_s: int) -> None:
        self._shift_ms = int(offset_s / 60) * 60_000  # cut as in the text: toward Greenwich
        self._tail = offset_text(offset_s)
        self._day = -1
        self._day_text = ""

    def __call__(self, wall_ms: int) -> str:
        """The instant ``wall_ms`` (milliseconds since 1970 in UTC) as text."""
        day, rest = divmod(wall_ms + self._shift_ms, _DAY_MS)
        if day != self._day:
            self._day = day
            self._day_text = (date(1970, 1, 1) + timedelta(days=day)).isoformat() + "T"
        minute, rest = divmod(rest, 60_000)
        second, ms = divmod(rest, 1000)
        return self._day_text + _MINUTES[minute] + _SECONDS[second] + _MILLISECONDS[ms] + self._tail


def parse_instant(text: str) -> tuple[int, int]:
    """Milliseconds UTC and the offset in seconds of RFC 3339 text.

    Raises:
        UsageError: it is no instant, or it has no offset.
    """
    try:
        when = datetime.fromisoformat(text)
    except (ValueError, TypeError):
        raise UsageError("That is not an RFC 3339 instant.") from None
    offset = when.utcoffset()
    if offset is None:
        raise UsageError("That instant has no UTC offset.")
    since = when - _EPOCH
    # By its parts: to divide one timedelta by another takes as long as all the rest.
    wall_ms = (since.days * 86_400 + since.seconds) * 1000 + since.microseconds // 1000
    return wall_ms, offset.days * 86_400 + offset.seconds
