"""Time that is kept active without input: until its cap, marked, and idle from where it ends."""

from __future__ import annotations

import pytest

from tests.unit.recorder.test_recorder import HOUR, MINUTE, PRIVATE, SECOND, Desk, kept
from worktracker.model.explanation import Cut

LIST, INHIBITOR = Cut.KEEP_ACTIVE_LIST, Cut.KEEP_ACTIVE_INHIBITOR


@pytest.fixture
def desk() -> Desk:
    """A film that was started ten seconds after the beginning; a minute later the threshold passes."""
    desk = Desk()
    desk.start()
    desk.see(kept("player"))
    desk.clock.pass_time(10 * SECOND)
    desk.recorder.came_back(desk.clock.now())
    keep(desk, MINUTE, cap_ms=HOUR)
    return desk


def keep(desk: Desk, idle_ms: int, cap_ms: int, by: Cut = INHIBITOR) -> None:
    now = desk.clock.pass_time(idle_ms)
    desk.recorder.keep_active(now, by, now.awake_ms - idle_ms + cap_ms)


def marked(desk: Desk) -> list[tuple[int, int, str, Cut]]:
    """What was drawn, with what kept it."""
    return [(*drawn, span.cuts) for drawn, span in zip(desk.drawn(), desk.journal.spans, strict=True)]


def test_it_stays_active_until_the_cap_and_no_longer(desk: Desk) -> None:
    assert desk.recorder.due_in(desk.clock.now()) == 59 * MINUTE
    desk.recorder.advance(desk.clock.pass_time(59 * MINUTE + 7 * SECOND))  # the timer is late
    assert desk.recorder.kept is Cut.NONE
    desk.recorder.stop(desk.clock.pass_time(53 * SECOND))
    cap = 10 + 3600
    assert marked(desk) == [
        (0, 70, "player", Cut.NONE),
        (70, cap, "player", INHIBITOR),
        (cap, cap + 60, "idle", Cut.NONE),
    ]


def test_input_ends_it_and_the_next_stretch_begins_anew(desk: Desk) -> None:
    desk.recorder.came_back(desk.clock.pass_time(MINUTE))
    keep(desk, MINUTE, cap_ms=2 * MINUTE, by=LIST)
    desk.recorder.stop(desk.clock.pass_time(5 * MINUTE))
    assert marked(desk) == [
        (0, 70, "player", Cut.NONE),
        (70, 130, "player", INHIBITOR),
        (130, 190, "player", Cut.NONE),
        (190, 250, "player", LIST),
        (250, 490, "idle", Cut.NONE),
    ]


def test_idle_begins_where_the_film_ends(desk: Desk) -> None:
    desk.recorder.keep_no_longer(desk.clock.pass_time(MINUTE))
    desk.see(kept("credits"))
    desk.recorder.stop(desk.clock.pass_time(MINUTE))
    assert marked(desk)[1:] == [(70, 130, "player", INHIBITOR), (130, 190, "idle", Cut.NONE)]


def test_other_titles_meanwhile_are_kept_too(desk: Desk) -> None:
    desk.clock.pass_time(MINUTE)
    desk.see(kept("player", "part two"))
    desk.recorder.keep_no_longer(desk.clock.pass_time(MINUTE))
    desk.recorder.stop(desk.clock.now())
    assert [span.cuts for span in desk.journal.spans if span.start_ms < span.end_ms][1:] == [INHIBITOR] * 2


def test_a_locked_screen_is_locked_whatever_plays(desk: Desk) -> None:
    desk.recorder.lock_changed(desk.clock.pass_time(MINUTE), locked=True)
    desk.recorder.stop(desk.clock.pass_time(MINUTE))
    assert desk.drawn()[-1] == (130, 190, "locked")


@pytest.mark.parametrize("told", [False, True])
def test_sleep_ends_it(desk: Desk, told: bool) -> None:
    now = desk.clock.pass_time(MINUTE)
    if told:
        desk.recorder.asleep_changed(now, asleep=True)
    else:
        desk.recorder.settle(now)
    desk.clock.sleep(HOUR)
    if told:
        desk.recorder.asleep_changed(desk.clock.now(), asleep=False)
    else:
        desk.recorder.advance(desk.clock.now())
    desk.recorder.stop(desk.clock.pass_time(10 * SECOND))
    assert desk.drawn()[1:] == [(70, 130, "player"), (3730, 3740, "idle")]


def test_private_time_goes_on_in_one_piece_and_says_nothing_of_it() -> None:
    desk = Desk()
    desk.start()
    desk.see(PRIVATE)
    keep(desk, MINUTE, cap_ms=HOUR, by=LIST)
    desk.recorder.keep_no_longer(desk.clock.pass_time(MINUTE))
    desk.recorder.stop(desk.clock.pass_time(MINUTE))
    assert marked(desk) == [(0, 120, "private", Cut.NONE), (120, 180, "idle", Cut.NONE)]
