"""The only place that asks what time it is, and in which zone.

Everything else is handed a :class:`Clock`; tests hand over one that they move themselves.
"""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Protocol

from worktracker.model.moment import Moment
from worktracker.model.span import Zone

_LOCALTIME = Path("/etc/localtime")
_NAME = re.compile(r"[\w+-]+(?:/[\w+-]+)*", re.ASCII)
_ZONES = ("/usr/share/zoneinfo", "/etc/zoneinfo", "/usr/share/lib/zoneinfo", "/usr/lib/zoneinfo")
"""Where systems keep their zones; the first is glibc's, musl's and the BSDs'."""


class Clock(Protocol):
    """Tells the moment, and the zone that holds at an instant."""

    def now(self) -> Moment:
        """All three clocks, read together."""
        ...

    def zone_at(self, wall_ms: int) -> Zone:
        """The local zone with its offset at ``wall_ms`` (milliseconds since 1970 in UTC)."""
        ...


class SystemClock:
    """The computer's own clocks and its local zone, which is looked up again when it changes."""

    def __init__(self) -> None:
        self._stamp: object = None
        self._name = ""
        self._zone: tzinfo | None = None
        self._minute = -1
        self._at_minute = Zone("", 0)

    def now(self) -> Moment:
        awake = time.monotonic_ns()
        boot = time.clock_gettime_ns(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else awake
        return Moment(time.time_ns() // 1_000_000, awake // 1_000_000, boot // 1_000_000)

    def zone_at(self, wall_ms: int) -> Zone:
        # Offsets change on full minutes, and a journey may be noticed a minute late.
        minute = wall_ms // 60_000
        if minute != self._minute:
            self._look_up()
            self._minute, self._at_minute = minute, self._zone_at(wall_ms)
        return self._at_minute

    def _zone_at(self, wall_ms: int) -> Zone:
        if self._zone is None:
            return Zone(self._name, time.localtime(wall_ms / 1000).tm_gmtoff)
        return Zone(self._name, offset_in(self._zone, wall_ms))

    def _look_up(self) -> None:
        stamp = (os.environ.get("TZ"), _modified(_LOCALTIME))
        if stamp == self._stamp:
            return
        self._stamp = stamp
        self._name = _zone_name()
        self._zone = None
        if hasattr(time, "tzset"):
            time.tzset()
        # Where the C library knows the zone, zoneinfo is not needed: 0.9 MB.
        if self._name and not _has_file(self._name):
            from zoneinfo import ZoneInfo

            try:
                self._zone = ZoneInfo(self._name)
            except (OSError, ValueError, KeyError):  # no name of a zone, or one that is not known here
                self._name = ""


def offset_in(zone: tzinfo, wall_ms: int) -> int:
    """Seconds east of UTC that ``zone`` has at ``wall_ms``."""
    offset = datetime.fromtimestamp(wall_ms / 1000, UTC).astimezone(zone).utcoffset()
    return int((offset or timedelta()).total_seconds())


def _modified(path: Path) -> object:
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns)


def _has_file(name: str) -> bool:
    """Whether the C library finds the zone called ``name``; UTC it finds without a file."""
    if name in ("UTC", "Etc/UTC"):
        return hasattr(time, "tzset")
    return _NAME.fullmatch(name) is not None and any(Path(folder, name).is_file() for folder in _ZONES)


def _zone_name() -> str:
    """The local zone's IANA name, or "" where only its offset can be known (``TZ=EST5EDT4,…``)."""
    named = os.environ.get("TZ")
    if named is not None:
        return named.removeprefix(":").rpartition("zoneinfo/")[2] or "UTC"  # tzset(3): empty means UTC
    # A link on every Linux in use today (localtime(5)); tzlocal knows the others, at 2 MB.
    with suppress(OSError):
        linked = os.readlink(_LOCALTIME).rpartition("zoneinfo/")
        if linked[1]:
            return linked[2]
    from tzlocal import reload_localzone

    try:
        return str(getattr(reload_localzone(), "key", ""))
    except (OSError, ValueError, LookupError):
        return ""
