"""The program keeps to the user's hours, and to the user's word against them."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import WAYS, Worktracker, gaps_between, ms_of
from tests.waiting import wait_until

MINUTE_MS = 60_000
BEGIN_MS = 250
"""How long after the hours have begun the first window may be seen."""

pytestmark = [pytest.mark.desktop, pytest.mark.exact]


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2", keyring=True) as desktop:
        desktop.open_window("hours", ("hours", "Hours"))
        yield desktop


class LocalMinutes:
    """A zone in which a minute begins in a few seconds, at noon."""

    def __init__(self, in_s: int) -> None:
        self.turn_ms = (time.time_ns() // 1_000_000_000 + in_s) * 1000
        east_s = 43_200 - self.turn_ms // 1000 % 86_400
        self.offset_s = east_s - (self.turn_ms // 1000 + east_s) % 60
        hours, rest = divmod(abs(self.offset_s), 3600)
        sign = "-" if self.offset_s >= 0 else "+"  # POSIX counts west of Greenwich
        self.zone = f"<here>{sign}{hours}:{rest // 60:02d}:{rest % 60:02d}"

    def clock(self, minutes: int) -> str:
        """What the clock on the wall shows so many minutes after the turn."""
        local = time.gmtime(self.turn_ms // 1000 + self.offset_s + minutes * 60)
        return time.strftime("%H:%M", local)


def test_recording_ends_with_the_hours_to_the_millisecond(desktop: VirtualDesktop) -> None:
    local = LocalMinutes(in_s=8)
    program = Worktracker(desktop, TZ=local.zone)
    program.agree()
    program.set("hours", f"mon-sun {local.clock(-2)}-{local.clock(0)},{local.clock(5)}-{local.clock(7)}")
    program.start(WAYS[-1])
    assert program.status()["state"] == "recording"
    assert time.time_ns() // 1_000_000 < local.turn_ms, "the machine is too slow for this test"
    program.wait_for_state("paused")
    status = program.status()
    assert (status["activity"], status["sources"]["window"]) == (None, None)
    assert ms_of(status["since"]) == local.turn_ms
    assert ms_of(status["resume_at"]) == local.turn_ms + 5 * MINUTE_MS
    assert "outside your hours" in program.run("status").out

    said = program.run("start")
    assert "outside your hours" in said.out
    program.wait_for_state("recording")
    program.run("stop")
    (gap,) = gaps_between(program.spans())
    assert gap[0] == local.turn_ms
    assert said.took.before_ms <= gap[1] <= said.took.after_ms + BEGIN_MS
    program.quit()


def test_recording_begins_with_the_hours(desktop: VirtualDesktop) -> None:
    local = LocalMinutes(in_s=6)
    program = Worktracker(desktop, TZ=local.zone)
    program.agree()
    program.set("hours", f"mon-sun {local.clock(0)}-{local.clock(2)}")
    process = program.launch_record()
    wait_until(lambda: "outside your hours" in program.said(), 10.0, "the recorder")
    assert time.time_ns() // 1_000_000 < local.turn_ms, "the machine is too slow for this test"
    program.wait_for_state("recording")
    program.quit()
    assert process.wait(10) == 0
    spans = program.spans()
    assert local.turn_ms <= spans[0].start_ms <= local.turn_ms + BEGIN_MS
    assert spans[0].title == "hours"
