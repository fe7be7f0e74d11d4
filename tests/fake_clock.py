"""A clock that tests move by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from worktracker.clock import offset_in
from worktracker.model.moment import Moment
from worktracker.model.span import Zone


def wall(text: str) -> int:
    """Milliseconds UTC of ``2026-11-21T09:00Z`` or with an offset."""
    when = datetime.fromisoformat(text)
    return round((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() * 1000)


class FakeClock:
    """Three clocks and a zone; nothing moves unless it is told to."""

    def __init__(self, start: str = "2026-11-21T09:00Z", zone: str = "Europe/Berlin") -> None:
        self._now = Moment(wall(start), 5_000_000, 5_000_000)
        self._zone = ZoneInfo(zone)

    def now(self) -> Moment:
        return self._now

    def zone_at(self, wall_ms: int) -> Zone:
        return Zone(self._zone.key, offset_in(self._zone, wall_ms))

    def pass_time(self, ms: int) -> Moment:
        now = self._now
        self._now = Moment(now.wall_ms + ms, now.awake_ms + ms, now.boot_ms + ms)
        return self._now

    def sleep(self, ms: int) -> Moment:
        """The machine sleeps."""
        now = self._now
        self._now = Moment(now.wall_ms + ms, now.awake_ms, now.boot_ms + ms)
        return self._now

    def set_back(self, ms: int) -> Moment:
        """Somebody sets the wall clock back, or forward with a negative number."""
        now = self._now
        self._now = Moment(now.wall_ms - ms, now.awake_ms, now.boot_ms)
        return self._now

    def travel(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)
