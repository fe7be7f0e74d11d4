"""Nothing outside the hours, to the millisecond; and the user's word against them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fake_clock import FakeClock, wall
from tests.unit.recorder.memory_journal import MemoryJournal
from worktracker.model.hours import ALWAYS, parse_hours
from worktracker.model.span import Activity, State
from worktracker.model.verdict import Verdict
from worktracker.recorder.recorder import Mode, Pause, Recorder

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = "2026-11-23T"  # a Monday
WORK = "mon-fri 09:00-12:00,13:00-18:00"


class Desk:
    """A recorder with hours, in UTC; times of day are minutes of that Monday."""

    def __init__(self, start: str, hours: str = WORK, zone: str = "UTC") -> None:
        self.clock = FakeClock(f"{DAY}{start}Z", zone)
        self.journal = MemoryJournal()
        self.recorder = Recorder(self.journal, self.clock.zone_at, hours=parse_hours(hours))
        self.see("a")

    def see(self, app: str) -> None:
        now = self.clock.now()
        self.recorder.observe(Verdict(State.ACTIVE, Activity(app=app)), now, now)

    def until(self, time: str) -> None:
        """Let the time pass as the loop does: whenever something is due the recorder hears of it."""
        end = wall(f"{DAY}{time}Z")
        while (now := self.clock.now()).wall_ms < end:
            due = self.recorder.due_in(now)
            step = end - now.wall_ms if due is None else min(max(due, 1), end - now.wall_ms)
            self.recorder.advance(self.clock.pass_time(step))

    def drawn(self) -> list[tuple[str, str]]:
        self.recorder.settle(self.clock.now())
        begin = wall(f"{DAY}00:00Z")

        def text(at: int) -> str:
            ms = at - begin
            return f"{ms // HOUR:02d}:{ms // MINUTE % 60:02d}" + (f"+{ms % MINUTE}" if ms % MINUTE else "")

        return [(text(span.start_ms), text(span.end_ms)) for span in self.journal.spans]


def test_nothing_is_recorded_outside_the_hours_to_the_millisecond() -> None:
    desk = Desk("08:00")
    desk.recorder.start(desk.clock.now(), anyway=False)
    desk.until("23:00")
    assert desk.drawn() == [("09:00", "12:00"), ("13:00", "18:00")]


def test_a_boundary_that_is_noticed_late_is_where_it_was() -> None:
    desk = Desk("11:50")
    desk.recorder.start(desk.clock.now())
    desk.recorder.advance(desk.clock.pass_time(10 * MINUTE + 417))
    assert desk.drawn() == [("11:50", "12:00")]
    desk.recorder.advance(desk.clock.pass_time(HOUR))
    assert desk.drawn() == [("11:50", "12:00"), ("13:00", "13:00+417")]


def test_what_it_says_outside_the_hours() -> None:
    desk = Desk("11:00")
    recorder = desk.recorder
    recorder.start(desk.clock.now())
    assert (recorder.mode, recorder.pause_ends_at(desk.clock.now())) == (Mode.RECORDING, None)
    assert recorder.due_in(desk.clock.now()) == HOUR
    desk.until("12:10")
    now = desk.clock.now()
    assert (recorder.mode, recorder.outside_hours) == (Mode.PAUSED, True)
    assert recorder.pause_ends_at(now) == wall(f"{DAY}13:00Z")
    assert recorder.since_ms == wall(f"{DAY}12:00Z")
    assert recorder.due_in(now) == 50 * MINUTE
    desk.until("13:10")
    assert (recorder.mode, recorder.outside_hours) == (Mode.RECORDING, False)
    assert recorder.since_ms == wall(f"{DAY}13:00Z")


def test_nothing_is_due_while_stopped() -> None:
    desk = Desk("10:00")
    assert desk.recorder.due_in(desk.clock.now()) is None


def test_start_records_outside_the_hours_until_they_begin() -> None:
    desk = Desk("20:00", "mon-sun 09:00-18:00,21:00-22:00")
    desk.recorder.start(desk.clock.now())
    assert desk.recorder.against_hours
    desk.until("20:30")
    assert desk.drawn() == [("20:00", "20:30")]
    desk.until("23:00")  # the hours hold again from 21:00, where they begin
    assert desk.drawn() == [("20:00", "22:00")]


def test_start_while_the_hours_keep_it_from_recording() -> None:
    desk = Desk("11:00")
    desk.recorder.start(desk.clock.now())
    desk.until("12:10")
    desk.recorder.start(desk.clock.now())
    assert desk.recorder.mode is Mode.RECORDING
    desk.until("19:00")
    assert desk.drawn() == [("11:00", "12:00"), ("12:10", "18:00")]


def test_the_users_word_ends_with_a_stop() -> None:
    desk = Desk("12:10")
    desk.recorder.start(desk.clock.now())
    desk.until("12:20")
    desk.recorder.stop(desk.clock.now())
    desk.recorder.start(desk.clock.now(), anyway=False)
    desk.until("12:40")
    assert desk.drawn() == [("12:10", "12:20")]
    assert desk.recorder.mode is Mode.PAUSED


def test_the_users_word_ends_where_the_hours_began_asleep() -> None:
    desk = Desk("08:00")
    desk.recorder.start(desk.clock.now())
    desk.until("08:10")
    desk.recorder.advance(desk.clock.sleep(4 * HOUR + 20 * MINUTE))  # over the whole morning
    desk.until("12:40")
    assert desk.drawn() == [("08:00", "08:10")]


@pytest.mark.parametrize(
    ("slept_at", "woke_at", "drawn"),
    [
        ("11:00", "11:30", [("10:00", "11:00"), ("11:30", "11:40")]),
        ("11:00", "12:30", [("10:00", "11:00")]),
        ("11:00", "14:00", [("10:00", "11:00"), ("14:00", "14:10")]),
        ("12:30", "12:40", [("10:00", "12:00")]),
        ("12:30", "14:00", [("10:00", "12:00"), ("14:00", "14:10")]),
        ("12:30", "20:00", [("10:00", "12:00")]),
    ],
)
def test_sleep_over_a_boundary(slept_at: str, woke_at: str, drawn: list[tuple[str, str]]) -> None:
    desk = Desk("10:00")
    desk.recorder.start(desk.clock.now())
    desk.until(slept_at)
    desk.recorder.advance(desk.clock.sleep(wall(f"{DAY}{woke_at}Z") - desk.clock.now().wall_ms))
    hour, minute = woke_at.split(":")
    desk.until(f"{hour}:{int(minute) + 10}")
    assert desk.drawn() == drawn


def test_the_clock_is_set_out_of_the_hours_and_back() -> None:
    desk = Desk("11:00")
    desk.recorder.start(desk.clock.now())
    desk.until("11:30")
    desk.recorder.advance(desk.clock.set_back(-HOUR))  # 12:30
    assert desk.recorder.outside_hours
    desk.recorder.advance(desk.clock.set_back(HOUR))
    desk.until("11:40")
    assert desk.drawn() == [("11:00", "11:30"), ("11:30", "11:40")]


def test_the_hours_end_and_the_clock_is_set_before_anybody_looks() -> None:
    desk = Desk("11:00")
    desk.recorder.start(desk.clock.now())
    desk.until("11:55")
    desk.clock.pass_time(10 * MINUTE)
    desk.recorder.advance(desk.clock.set_back(-2 * HOUR))  # 14:05
    desk.until("14:10")
    assert desk.drawn() == [("11:00", "12:00"), ("14:05", "14:10")]


def test_the_users_word_is_not_needed_within_other_hours() -> None:
    desk = Desk("12:10")
    desk.recorder.start(desk.clock.now())
    desk.recorder.set_hours(desk.clock.now(), parse_hours("mon 12:00-12:30"))
    desk.until("12:50")
    assert desk.drawn() == [("12:10", "12:30")]


def test_a_journey_out_of_the_hours() -> None:
    desk = Desk("11:00")
    desk.recorder.start(desk.clock.now())
    desk.until("11:30")
    desk.clock.travel("America/New_York")  # 06:30 there
    desk.recorder.advance(desk.clock.now())
    desk.until("15:00")
    assert desk.drawn() == [("11:00", "11:30"), ("14:00", "15:00")]


def test_a_pause_goes_before_the_hours() -> None:
    desk = Desk("11:30")
    desk.recorder.start(desk.clock.now())
    desk.until("11:50")
    now = desk.clock.now()
    desk.recorder.pause(now, Pause(until_boot_ms=now.boot_ms + 20 * MINUTE))
    desk.until("11:55")
    assert (desk.recorder.mode, desk.recorder.outside_hours) == (Mode.PAUSED, False)
    desk.until("12:20")  # over at 12:10, which is outside
    assert desk.recorder.outside_hours
    desk.until("13:30")
    assert desk.drawn() == [("11:30", "11:50"), ("13:00", "13:30")]


def test_other_hours_hold_at_once() -> None:
    desk = Desk("10:00")
    desk.recorder.start(desk.clock.now())
    desk.until("10:30")
    desk.recorder.set_hours(desk.clock.now(), parse_hours("mon 11:00-12:00"))
    desk.until("11:30")
    desk.recorder.set_hours(desk.clock.now(), ALWAYS)
    desk.until("12:30")
    desk.recorder.set_hours(desk.clock.now(), parse_hours("tue 11:00-12:00"))
    desk.until("13:00")
    assert desk.drawn() == [("10:00", "10:30"), ("11:00", "12:30")]


def test_idleness_is_not_dated_back_before_the_hours_began() -> None:
    desk = Desk("12:30")
    desk.recorder.start(desk.clock.now(), anyway=False)
    desk.until("13:01")
    desk.recorder.went_idle(desk.clock.now(), 20 * MINUTE)
    desk.until("13:10")
    assert desk.drawn() == [("13:00", "13:10")]
    assert [span.state for span in desk.journal.spans] == [State.IDLE]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(("pass", "sleep", "see", "stop", "start", "idle", "back")),
                       st.integers(0, 5 * HOUR)), max_size=25)
)  # fmt: skip
def test_whatever_happens_no_span_lies_outside(events: list[tuple[str, int]]) -> None:
    desk = Desk("07:30", "mon-sun 09:00-12:00,13:00-18:00,23:00-01:00")
    hours, recorder = parse_hours("mon-sun 09:00-12:00,13:00-18:00,23:00-01:00"), desk.recorder
    recorder.start(desk.clock.now(), anyway=False)
    for event, length in events:
        match event:
            case "pass":
                recorder.advance(desk.clock.pass_time(length))
            case "sleep":
                recorder.advance(desk.clock.sleep(length))
            case "see":
                desk.see(str(length))
            case "stop":
                recorder.stop(desk.clock.now())
            case "start":
                recorder.start(desk.clock.now(), anyway=False)
            case "idle":
                recorder.went_idle(desk.clock.now(), length)
            case _:
                recorder.came_back(desk.clock.now())
    recorder.stop(desk.clock.now())
    for span in desk.journal.spans:
        for at in (span.start_ms, span.end_ms - 1):
            assert hours.hold_at(at, 0)
        change = hours.next_change(span.start_ms, desk.clock.zone_at)
        assert change is None or span.end_ms <= change
