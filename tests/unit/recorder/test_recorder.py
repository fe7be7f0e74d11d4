"""What the recorder makes of what it is told."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.fake_clock import FakeClock, wall
from tests.unit.recorder.memory_journal import MemoryJournal
from worktracker.model.explanation import Cut, SeenBy
from worktracker.model.span import Activity, Reason, State
from worktracker.model.verdict import Verdict
from worktracker.recorder.recorder import ASLEEP_AT_MOST_MS, Mode, Pause, Recorder

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE


def kept(app: str, title: str | None = None) -> Verdict:
    return Verdict(State.ACTIVE, Activity(app=app, title=title))


DROPPED = Verdict(None)
PRIVATE = Verdict(State.PRIVATE, reason=Reason.RULE)


class Desk:
    """A recorder with its clock and journal, told of things as they happen."""

    def __init__(self, **clock: str) -> None:
        self.clock = FakeClock(**clock)
        self.journal = MemoryJournal()
        self.recorder = Recorder(self.journal, self.clock.zone_at)
        self.begin = self.clock.now().wall_ms

    def start(self) -> None:
        self.recorder.start(self.clock.now())

    def see(self, verdict: Verdict) -> None:
        now = self.clock.now()
        self.recorder.observe(verdict, now, now)

    def drawn(self) -> list[tuple[int, int, str]]:
        """Spans as (start, end) in seconds since the beginning, with their state or app."""
        return [
            (
                (span.start_ms - self.begin) // SECOND,
                (span.end_ms - self.begin) // SECOND,
                span.activity.app or "" if span.activity else span.state.label,
            )
            for span in self.journal.spans
        ]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_windows_follow_each_other_without_gap_or_overlap(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(10 * SECOND)
    desk.see(kept("b"))
    desk.clock.pass_time(5 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 10, "a"), (10, 15, "b")]


def test_another_explanation_of_the_same_content_begins_no_span(desk: Desk) -> None:
    desk.start()
    for seen_by, cuts in ((SeenBy.X11, Cut.NONE), (SeenBy.BROWSER, Cut.URLS_DOMAIN), (SeenBy.X11, Cut.NONE)):
        desk.see(Verdict(State.ACTIVE, Activity("a"), seen_by=seen_by, cuts=cuts))
        desk.clock.pass_time(10 * SECOND)
    desk.see(Verdict(State.ACTIVE, Activity("b"), seen_by=SeenBy.BROWSER, cuts=Cut.TITLES_OFF))
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.went_idle(desk.clock.now(), 5 * SECOND)
    desk.see(Verdict(None, seen_by=SeenBy.X11))
    desk.recorder.lock_changed(desk.clock.now(), locked=True)
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 30, "a"), (30, 35, "b"), (35, 40, "idle"), (40, 50, "locked")]
    assert [(span.seen_by, span.cuts) for span in desk.journal.spans] == [
        (SeenBy.X11, Cut.NONE),
        (SeenBy.BROWSER, Cut.TITLES_OFF),
        (SeenBy.BROWSER, Cut.NONE),
        (SeenBy.X11, Cut.NONE),
    ]


def test_nothing_is_recorded_before_start_and_after_stop(desk: Desk) -> None:
    desk.see(kept("a"))
    desk.clock.pass_time(MINUTE)
    assert desk.drawn() == []
    desk.start()
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.stop(desk.clock.now())
    desk.see(kept("b"))
    desk.clock.pass_time(MINUTE)
    desk.recorder.settle(desk.clock.now())
    assert desk.drawn() == [(60, 70, "a")]


def test_a_change_is_dated_to_when_it_was_seen_not_told(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    seen = desk.clock.pass_time(10 * SECOND)
    told = desk.clock.pass_time(SECOND)
    desk.recorder.observe(kept("b"), seen, told)
    desk.recorder.stop(told)
    assert desk.drawn() == [(0, 10, "a"), (10, 11, "b")]


def test_a_dropped_window_leaves_a_gap(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(10 * SECOND)
    desk.see(DROPPED)
    desk.clock.pass_time(10 * SECOND)
    desk.see(kept("b"))
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 10, "a"), (20, 30, "b")]


def test_a_private_window_counts_without_activity(desk: Desk) -> None:
    desk.start()
    desk.see(PRIVATE)
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.stop(desk.clock.now())
    (span,) = desk.journal.spans
    assert (span.state, span.reason, span.activity) == (State.PRIVATE, Reason.RULE, None)


def test_idle_begins_at_the_last_input_and_takes_back_what_began_since(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(100 * SECOND)  # the last input
    for number in range(18):
        desk.clock.pass_time(10 * SECOND)
        desk.see(kept("spinner", f"{number}"))
    desk.recorder.went_idle(desk.clock.now(), 180 * SECOND)
    desk.clock.pass_time(60 * SECOND)
    desk.recorder.came_back(desk.clock.now())
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 100, "a"), (100, 340, "idle"), (340, 350, "spinner")]


def test_windows_that_change_while_nobody_is_there_stay_idle(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(200 * SECOND)
    desk.recorder.went_idle(desk.clock.now(), 180 * SECOND)
    desk.clock.pass_time(10 * SECOND)
    desk.see(kept("b"))
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.came_back(desk.clock.now())
    desk.clock.pass_time(5 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 20, "a"), (20, 220, "idle"), (220, 225, "b")]


def test_idle_is_not_dated_back_beyond_the_start(desk: Desk) -> None:
    desk.clock.pass_time(100 * SECOND)
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(50 * SECOND)
    desk.recorder.went_idle(desk.clock.now(), 180 * SECOND)
    desk.clock.pass_time(50 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(100, 200, "idle")]


def test_idle_does_not_fill_the_gap_that_a_dropped_window_left(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(10 * SECOND)
    desk.see(DROPPED)
    desk.clock.pass_time(200 * SECOND)
    desk.recorder.went_idle(desk.clock.now(), 180 * SECOND)
    desk.clock.pass_time(20 * SECOND)
    desk.recorder.came_back(desk.clock.now())
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 10, "a")]


def test_a_locked_session_is_locked_not_idle(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.lock_changed(desk.clock.now(), locked=True)
    desk.clock.pass_time(300 * SECOND)
    desk.recorder.went_idle(desk.clock.now(), 180 * SECOND)
    desk.clock.pass_time(300 * SECOND)
    desk.recorder.came_back(desk.clock.now())
    desk.recorder.lock_changed(desk.clock.now(), locked=False)
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 10, "a"), (10, 610, "locked"), (610, 620, "a")]


def test_a_screen_that_locks_itself_was_idle_since_the_last_input(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(60 * SECOND)
    desk.see(kept("b"))  # by itself
    desk.clock.pass_time(90 * SECOND)
    desk.recorder.lock_changed(desk.clock.now(), locked=True)
    assert desk.recorder.since_ms == desk.begin + 150 * SECOND
    desk.clock.pass_time(80 * SECOND)
    desk.recorder.went_idle(desk.clock.now(), 180 * SECOND)
    assert desk.recorder.since_ms == desk.begin + 50 * SECOND
    assert desk.drawn() == [(0, 50, "a"), (50, 150, "idle")]
    desk.clock.pass_time(300 * SECOND)
    desk.recorder.came_back(desk.clock.now())
    desk.recorder.lock_changed(desk.clock.now(), locked=False)
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 50, "a"), (50, 150, "idle"), (150, 530, "locked"), (530, 540, "b")]


@pytest.mark.parametrize("how", ["stopped", "asleep", "dropped", "input", "cut", "unlocked", "started"])
def test_idle_before_a_lock_fills_no_gap_and_is_not_dated_back_beyond_what_came_between(
    desk: Desk, how: str
) -> None:
    recorder, clock = desk.recorder, desk.clock
    if how != "started":
        desk.start()
        desk.see(kept("a"))
    clock.pass_time(100 * SECOND)
    match how:
        case "stopped":
            recorder.stop(clock.now())
            recorder.lock_changed(clock.now(), locked=True)
            clock.pass_time(50 * SECOND)
            desk.start()
        case "asleep":
            recorder.lock_changed(clock.now(), locked=True)
            clock.sleep(50 * SECOND)
        case "dropped":
            desk.see(DROPPED)
            clock.pass_time(50 * SECOND)
            recorder.lock_changed(clock.now(), locked=True)
        case "input":
            recorder.lock_changed(clock.now(), locked=True)
            recorder.came_back(clock.pass_time(50 * SECOND))
        case "cut":
            recorder.lock_changed(clock.now(), locked=True)
            recorder.cut(clock.pass_time(50 * SECOND))
        case "unlocked":
            recorder.lock_changed(clock.now(), locked=True)
            recorder.lock_changed(clock.pass_time(50 * SECOND), locked=False)
            recorder.lock_changed(clock.now(), locked=True)
        case _:
            recorder.lock_changed(clock.now(), locked=True)
            desk.see(kept("a"))
            desk.start()
    recorder.settle(clock.pass_time(100 * SECOND))
    before = desk.drawn()
    recorder.went_idle(clock.now(), 220 * SECOND)
    recorder.settle(clock.now())
    assert desk.drawn() == before
    assert "idle" not in {word for _, _, word in before}


def test_a_timed_pause_resumes_by_itself(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    now = desk.clock.pass_time(10 * SECOND)
    desk.recorder.pause(now, Pause(until_boot_ms=now.boot_ms + 900 * SECOND))
    assert desk.recorder.mode is Mode.PAUSED
    assert desk.recorder.due_in(now) == 900 * SECOND
    assert desk.recorder.pause_ends_at(now) == now.wall_ms + 900 * SECOND
    desk.clock.pass_time(900 * SECOND)
    desk.recorder.advance(desk.clock.now())
    assert desk.recorder.mode is Mode.RECORDING
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 10, "a"), (910, 920, "a")]


def test_a_pause_until_a_time_of_day_follows_the_wall_clock(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    now = desk.clock.now()
    desk.recorder.pause(now, Pause(until_wall_ms=now.wall_ms + HOUR))
    desk.clock.pass_time(10 * MINUTE)
    desk.clock.set_back(-50 * MINUTE)
    desk.recorder.advance(desk.clock.now())
    assert desk.recorder.mode is Mode.RECORDING


def test_sleep_is_a_gap_of_exactly_its_length(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.recorder.rely_on_wake_ups(told=True)
    desk.clock.pass_time(29 * SECOND)  # nobody looks at the clocks before it sleeps
    desk.clock.sleep(8 * HOUR)
    desk.recorder.advance(desk.clock.now())
    desk.clock.pass_time(15 * SECOND)
    desk.recorder.stop(desk.clock.now())
    hours = 8 * 3600
    assert desk.drawn() == [(0, 29, "a"), (29 + hours, 44 + hours, "a")]


def test_where_no_wake_up_is_told_no_time_is_recorded_that_may_have_been_sleep(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.advance(desk.clock.now())
    desk.clock.pass_time(19 * SECOND)
    desk.clock.sleep(HOUR)
    desk.clock.pass_time(5 * SECOND)
    desk.recorder.advance(desk.clock.now())
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 10, "a"), (3634, 3644, "a")]


def test_idle_is_not_dated_back_into_sleep(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(100 * SECOND)
    desk.recorder.advance(desk.clock.now())
    desk.clock.sleep(HOUR)
    desk.recorder.advance(desk.clock.now())
    desk.clock.pass_time(80 * SECOND)
    desk.recorder.went_idle(desk.clock.now(), 180 * SECOND)
    desk.clock.pass_time(20 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 100, "a"), (3700, 3800, "idle")]


def test_a_clock_set_forward_leaves_a_gap_and_adds_no_time(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(10 * SECOND)
    desk.clock.set_back(-HOUR)
    desk.recorder.advance(desk.clock.now())
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 10, "a"), (3610, 3620, "a")]


def test_a_clock_set_back_loses_no_time_and_overlaps_nothing(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(HOUR)
    desk.see(kept("b"))
    desk.clock.set_back(30 * MINUTE)
    desk.clock.pass_time(10 * MINUTE)
    desk.see(kept("c"))
    desk.clock.pass_time(10 * MINUTE)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 3600, "a"), (3600, 4200, "b"), (4200, 4800, "c")]


def test_a_clock_set_back_before_everything_recorded_is_followed(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(10 * SECOND)
    desk.clock.set_back(24 * HOUR)
    desk.recorder.advance(desk.clock.now())
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.stop(desk.clock.now())
    day = 24 * 3600
    assert desk.drawn() == [(-day + 10, -day + 20, "a"), (0, 10, "a")]


def test_a_clock_set_back_while_nothing_is_recorded_is_followed(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(10 * SECOND)
    desk.see(DROPPED)
    desk.clock.pass_time(HOUR)
    desk.clock.set_back(24 * HOUR)
    desk.see(kept("b"))
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.stop(desk.clock.now())
    since = 10 + 3600 - 24 * 3600
    assert desk.drawn() == [(since, since + 10, "b"), (0, 10, "a")]


def test_a_line_that_runs_into_the_recorded_past_jumps_over_it(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(100 * SECOND)
    desk.recorder.stop(desk.clock.now())
    desk.clock.set_back(110 * SECOND)
    desk.start()
    desk.clock.pass_time(50 * SECOND)
    desk.recorder.advance(desk.clock.now())
    desk.recorder.stop(desk.clock.now())
    spans = desk.drawn()
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert spans[0] == (-10, 0, "a")


def test_spans_are_cut_where_the_local_day_begins() -> None:
    desk = Desk(start="2026-11-21T22:30Z")
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(HOUR)
    desk.recorder.stop(desk.clock.now())
    assert [span.end_ms for span in desk.journal.spans] == [
        wall("2026-11-21T23:00Z"),
        wall("2026-11-21T23:30Z"),
    ]


@pytest.mark.parametrize(
    ("start", "change"),
    [("2026-03-29T00:30Z", "2026-03-29T01:00Z"), ("2026-10-25T00:30Z", "2026-10-25T01:00Z")],
)
def test_spans_are_cut_where_the_offset_changes(start: str, change: str) -> None:
    desk = Desk(start=start)
    desk.start()
    desk.see(kept("a"))
    assert desk.recorder.due_in(desk.clock.now()) == 30 * MINUTE
    desk.clock.pass_time(HOUR)
    desk.recorder.stop(desk.clock.now())
    first, second = desk.journal.spans
    assert first.end_ms == second.start_ms == wall(change)
    assert first.zone.offset_s != second.zone.offset_s


def test_spans_are_cut_where_the_zone_changes(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(10 * SECOND)
    desk.clock.travel("Asia/Kathmandu")
    desk.recorder.advance(desk.clock.now())
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert [span.zone.name for span in desk.journal.spans] == ["Europe/Berlin", "Asia/Kathmandu"]


def test_an_idle_night_is_cut_at_midnight_when_it_is_dated_back() -> None:
    desk = Desk(start="2026-11-21T22:58Z")
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(240 * SECOND)
    desk.recorder.went_idle(desk.clock.now(), 180 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 60, "a"), (60, 120, "idle"), (120, 240, "idle")]


def test_idle_before_a_lock_is_cut_at_midnight_too() -> None:
    desk = Desk(start="2026-11-21T22:58Z")
    desk.start()
    desk.see(kept("a"))
    desk.recorder.lock_changed(desk.clock.pass_time(180 * SECOND), locked=True)
    desk.recorder.went_idle(desk.clock.pass_time(60 * SECOND), 180 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 60, "a"), (60, 120, "idle"), (120, 180, "idle"), (180, 240, "locked")]


def test_settling_writes_without_cutting(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    for _ in range(5):
        desk.clock.pass_time(10 * SECOND)
        desk.recorder.settle(desk.clock.now())
    assert desk.drawn() == [(0, 50, "a")]


def cut_and_go_idle(desk: Desk, forgotten: tuple[int, int], *, held: bool = False) -> None:
    """20 s of a window, of which seconds are forgotten at the end, and idle since the fifth."""
    desk.start()
    desk.see(kept("a"))
    desk.recorder.cut(desk.clock.pass_time(10 * SECOND))  # another forgetting, of something else
    desk.see(kept("b"))
    desk.recorder.cut(desk.clock.pass_time(10 * SECOND))
    start_ms, end_ms = (desk.begin + second * SECOND for second in forgotten)
    for span in desk.journal.spans:
        if start_ms <= span.start_ms and span.end_ms <= end_ms:
            del desk.journal.by_start[span.start_ms]
    if held:
        desk.recorder.remember(desk.clock.now())
    desk.recorder.went_idle(desk.clock.pass_time(10 * SECOND), 25 * SECOND)
    desk.recorder.stop(desk.clock.pass_time(SECOND))


def test_idle_is_dated_back_beyond_a_cut_to_the_last_input(desk: Desk) -> None:
    cut_and_go_idle(desk, (0, 0))
    assert desk.drawn() == [(0, 5, "a"), (5, 31, "idle")]


def test_idle_leaves_what_was_forgotten_a_gap(desk: Desk) -> None:
    cut_and_go_idle(desk, (0, 20))
    assert desk.drawn() == [(20, 31, "idle")]


def test_nothing_since_the_last_input_counts_where_the_time_after_it_was_forgotten(desk: Desk) -> None:
    cut_and_go_idle(desk, (10, 20))
    assert desk.drawn() == [(0, 5, "a"), (20, 31, "idle")]


def test_idle_begins_where_what_was_forgotten_ends(desk: Desk) -> None:
    cut_and_go_idle(desk, (0, 10))
    assert desk.drawn() == [(10, 31, "idle")]


def test_idle_fills_nothing_that_is_being_forgotten(desk: Desk) -> None:
    cut_and_go_idle(desk, (0, 0), held=True)
    assert desk.drawn() == [(0, 5, "a"), (20, 31, "idle")]


def test_idle_beyond_a_cut_goes_no_further_than_the_last_return(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.recorder.came_back(desk.clock.pass_time(5 * SECOND))
    desk.recorder.cut(desk.clock.pass_time(5 * SECOND))
    desk.recorder.went_idle(desk.clock.pass_time(10 * SECOND), 18 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 5, "a"), (5, 20, "idle")]


@pytest.mark.parametrize(
    ("forgotten", "held", "drawn"),
    [
        ((0, 0), False, [(0, 5, "a"), (5, 15, "idle")]),
        ((0, 10), False, [(10, 15, "idle")]),
        ((0, 0), True, [(0, 5, "a"), (10, 15, "idle")]),
    ],
)
def test_idle_before_a_lock_is_dated_back_beyond_a_cut_as_well(
    desk: Desk, forgotten: tuple[int, int], held: bool, drawn: list[tuple[int, int, str]]
) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.recorder.cut(desk.clock.pass_time(10 * SECOND))
    start_ms, end_ms = (desk.begin + second * SECOND for second in forgotten)
    for span in desk.journal.spans:
        if start_ms <= span.start_ms and span.end_ms <= end_ms:
            del desk.journal.by_start[span.start_ms]
    if held:
        desk.recorder.remember(desk.clock.now())
    desk.recorder.lock_changed(desk.clock.pass_time(5 * SECOND), locked=True)
    desk.recorder.went_idle(desk.clock.pass_time(10 * SECOND), 20 * SECOND)
    desk.recorder.stop(desk.clock.pass_time(SECOND))
    assert desk.drawn() == [*drawn, (15, 26, "locked")]


def test_losing_sight_of_the_desktop_is_a_gap(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.lost_sight(desk.clock.now())
    desk.clock.pass_time(MINUTE)
    desk.see(kept("a"))
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.stop(desk.clock.now())
    assert desk.drawn() == [(0, 10, "a"), (70, 80, "a")]


def test_sleep_that_is_told_leaves_a_gap_from_the_word_on(desk: Desk) -> None:
    desk.start()
    desk.see(kept("editor"))
    desk.recorder.asleep_changed(desk.clock.pass_time(10 * SECOND), asleep=True)
    assert desk.drawn() == [(0, 10, "editor")]  # written before the machine sleeps
    desk.recorder.settle(desk.clock.pass_time(2 * SECOND))  # it takes a moment to fall asleep
    desk.recorder.settle(desk.clock.sleep(HOUR))
    desk.recorder.settle(desk.clock.pass_time(SECOND))  # and to say that it woke up
    desk.recorder.asleep_changed(desk.clock.pass_time(SECOND), asleep=False)
    desk.recorder.stop(desk.clock.pass_time(5 * SECOND))
    assert desk.drawn() == [(0, 10, "editor"), (HOUR // SECOND + 14, HOUR // SECOND + 19, "editor")]


def test_sleep_that_is_told_too_late_counts_from_when_it_was_seen_by_the_clocks(desk: Desk) -> None:
    desk.start()
    desk.see(kept("editor"))
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.settle(desk.clock.now())
    desk.recorder.asleep_changed(desk.clock.sleep(HOUR), asleep=True)
    desk.recorder.asleep_changed(desk.clock.now(), asleep=False)
    desk.recorder.stop(desk.clock.pass_time(5 * SECOND))
    assert desk.drawn() == [(0, 10, "editor"), (HOUR // SECOND + 10, HOUR // SECOND + 15, "editor")]


def test_nothing_that_is_seen_while_asleep_is_recorded(desk: Desk) -> None:
    desk.start()
    desk.see(kept("editor"))
    desk.recorder.asleep_changed(desk.clock.pass_time(SECOND), asleep=True)
    desk.clock.pass_time(SECOND)
    desk.see(kept("popped up"))
    desk.recorder.lock_changed(desk.clock.pass_time(SECOND), locked=True)
    desk.recorder.went_idle(desk.clock.pass_time(SECOND), 3 * SECOND)
    desk.recorder.asleep_changed(desk.clock.pass_time(SECOND), asleep=False)
    desk.recorder.stop(desk.clock.pass_time(SECOND))
    assert desk.drawn() == [(0, 1, "editor"), (5, 6, "locked")]


def test_a_sleep_whose_end_nobody_tells_of_is_over_after_a_minute_awake(desk: Desk) -> None:
    desk.start()
    desk.see(kept("editor"))
    desk.recorder.asleep_changed(desk.clock.pass_time(10 * SECOND), asleep=True)
    desk.recorder.settle(desk.clock.pass_time(5 * SECOND))
    desk.recorder.settle(desk.clock.sleep(HOUR))
    desk.recorder.settle(desk.clock.pass_time(10 * SECOND))  # awake for a moment, and asleep again
    desk.recorder.settle(desk.clock.sleep(HOUR))
    desk.see(kept("browser"))
    assert desk.recorder.due_in(desk.clock.now()) == ASLEEP_AT_MOST_MS
    desk.recorder.settle(desk.clock.pass_time(ASLEEP_AT_MOST_MS - 1))
    assert desk.recorder.content is None
    desk.recorder.settle(desk.clock.pass_time(1))
    desk.recorder.stop(desk.clock.pass_time(MINUTE))
    awake = 2 * HOUR // SECOND + 25 + 60
    assert desk.drawn() == [(0, 10, "editor"), (awake, awake + 60, "browser")]


def test_nobody_is_there_since_idle_time_or_the_lock_began_whichever_came_first(desk: Desk) -> None:
    desk.start()
    desk.see(kept("a"))
    locked = desk.clock.pass_time(60 * SECOND)
    desk.recorder.lock_changed(locked, locked=True)
    assert desk.recorder.since_ms == locked.wall_ms
    unlocked = desk.clock.pass_time(60 * SECOND)
    desk.recorder.lock_changed(unlocked, locked=False)
    assert desk.recorder.since_ms == unlocked.wall_ms
    desk.recorder.went_idle(desk.clock.pass_time(200 * SECOND), 180 * SECOND)
    idle = desk.recorder.since_ms
    desk.recorder.lock_changed(desk.clock.pass_time(60 * SECOND), locked=True)
    assert desk.recorder.since_ms == idle == unlocked.wall_ms + 20 * SECOND


def test_recording_goes_on_since_it_began_though_somebody_was_away(desk: Desk) -> None:
    desk.start()
    began = desk.recorder.since_ms
    desk.see(kept("a"))
    desk.clock.pass_time(200 * SECOND)
    desk.recorder.went_idle(desk.clock.now(), 180 * SECOND)
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.came_back(desk.clock.now())
    assert desk.recorder.mode_since_ms == began
    assert desk.recorder.since_ms != began
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.pause(desk.clock.now(), Pause())
    assert desk.recorder.mode_since_ms == desk.recorder.since_ms == desk.clock.now().wall_ms
