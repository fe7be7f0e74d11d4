"""The local zone, by the C library where it has the zone's file, else by Python's own; and time asleep."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from worktracker.clock import SystemClock, offset_in


@pytest.fixture(autouse=True)
def _own_zone() -> Iterator[None]:
    before = os.environ.get("TZ")
    yield
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    time.tzset()


def instant(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia"])
@pytest.mark.parametrize(
    "when", ["2026-01-15T12:00Z", "2026-07-15T12:00Z", "2026-03-29T00:59Z", "2026-03-29T01:00Z"]
)
def test_the_offset_is_that_of_the_zone_then(name: str, when: str) -> None:
    os.environ["TZ"] = name
    zone = SystemClock().zone_at(instant(when))
    assert (zone.name, zone.offset_s) == (name, offset_in(ZoneInfo(name), instant(when)))


def test_a_journey_is_noticed() -> None:
    clock = SystemClock()
    os.environ["TZ"] = "Europe/Berlin"
    assert clock.zone_at(instant("2026-01-15T12:00Z")).offset_s == 3_600
    os.environ["TZ"] = "Asia/Tokyo"
    assert clock.zone_at(instant("2026-01-15T12:01Z")).offset_s == 32_400


@pytest.mark.parametrize(
    ("value", "name", "offset_s"),
    [
        ("", "UTC", 0),
        (":Europe/Berlin", "Europe/Berlin", 3_600),
        ("/usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin", 3_600),
        ("XYZ-5:30", "", 19_800),
        ("No/Such_Zone", "", 0),
    ],
)
def test_what_tz_may_hold(value: str, name: str, offset_s: int) -> None:
    os.environ["TZ"] = value
    zone = SystemClock().zone_at(instant("2026-01-15T12:00Z"))
    assert (zone.name, zone.offset_s) == (name, offset_s)


def test_an_hour_asleep_is_the_difference_of_two_clocks() -> None:
    """In a time namespace, where the clock that runs on in sleep (CLOCK_BOOTTIME) is an hour ahead."""
    asleep = ["unshare", "--user", "--map-root-user", "--time", "--fork", "--boottime", "3600"]
    if (
        not shutil.which("unshare")
        or subprocess.run([*asleep, "true"], check=False, capture_output=True).returncode
    ):
        pytest.skip("this system has no time namespaces")
    program = (
        "from worktracker.clock import SystemClock as C; now = C().now(); print(now.boot_ms - now.awake_ms)"
    )
    ours, theirs = (
        int(subprocess.run([*way, sys.executable, "-c", program], check=True, capture_output=True).stdout)
        for way in ([], asleep)
    )
    assert abs(theirs - ours - 3_600_000) <= 1
