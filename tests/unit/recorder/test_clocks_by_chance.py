"""Clocks that are set, machines that sleep without a word, and readings whenever they come.

A clock that is set while a window is held for its page or its title makes no overlap and loses nothing.
No time asleep is drawn, and where wake-ups are told all the time awake is.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.unit.recorder.test_recorder import DROPPED, HOUR, SECOND, Desk, kept
from worktracker.recorder.timeline import TOLERANCE_MS

HELD_MS = SECOND
"""So much of each window may lie beyond a clock that was set, or in what the line jumps over."""


def let_pass(desk: Desk, ms: int) -> None:
    """As the loop does: whenever something is due, the recorder hears of it."""
    while ms:
        desk.recorder.advance(desk.clock.now())
        due = desk.recorder.due_in(desk.clock.now())
        step = ms if due is None else min(ms, max(due, 1))
        desk.clock.pass_time(step)
        ms -= step
    desk.recorder.advance(desk.clock.now())


windows = st.tuples(
    st.sampled_from(["a", "b", "c", None]),  # None: dropped
    st.integers(0, 2 * HOUR),  # how long it stays
    st.integers(0, HELD_MS),  # how long it is held
    st.one_of(st.just(0), st.integers(-3 * HOUR, 3 * HOUR)),  # by how much the clock is set back meanwhile
    st.booleans(),  # whether that is noticed before the window is told
)


@settings(deadline=None, max_examples=200)
@given(st.lists(windows, min_size=1, max_size=12))
@example(
    [("a", 600 * SECOND, 0, 0, False), ("b", 99 * SECOND, 700, HOUR, True), ("c", 100 * SECOND, 0, 0, False)]
)
@example(
    [
        ("a", HOUR, 0, 0, False),
        (None, HOUR, 0, 0, False),
        (None, 0, 0, 3 * HOUR, True),
        ("b", HOUR, 0, 0, False),
    ]
)
@example(
    [("a", HOUR, 0, 0, False), (None, SECOND, 0, HOUR + SECOND, False), ("a", 600 * SECOND, 0, 0, False)]
)
@example([("a", 0, 456, 0, False), ("a", 0, 0, 1001, False), ("a", 0, 546, 1001, False)])
def test_a_clock_that_is_set_while_a_window_is_held(
    seen: list[tuple[str | None, int, int, int, bool]],
) -> None:
    desk = Desk(zone="UTC")
    desk.start()
    lasted: Counter[str | None] = Counter()
    for app, stays_ms, held_ms, back_ms, noticed in seen:
        at = desk.clock.now()
        desk.clock.pass_time(held_ms // 2)
        desk.clock.set_back(back_ms)
        if noticed:
            desk.recorder.advance(desk.clock.now())
        desk.clock.pass_time(held_ms - held_ms // 2)
        desk.recorder.observe(kept(app) if app else DROPPED, at, desk.clock.now())
        let_pass(desk, stays_ms)
        lasted[app] += held_ms + stays_ms
    desk.recorder.stop(desk.clock.now())
    spans = desk.journal.spans
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(spans))
    drawn: Counter[str | None] = Counter()
    for span in spans:
        assert span.activity is not None
        drawn[span.activity.app] += span.duration_ms
    held = len(seen) if any(back_ms for _, _, _, back_ms, _ in seen) else 0
    for app in "abc":
        assert abs(drawn[app] - lasted[app]) <= HELD_MS * held, app


turns = st.tuples(
    st.lists(
        st.integers(0, 40 * SECOND), max_size=3
    ),  # awake, with a reading of the clocks after each stretch
    st.integers(0, 40 * SECOND),  # awake, and nobody looks
    st.integers(TOLERANCE_MS + 1, 9 * HOUR),  # asleep, without a word
    st.integers(0, 40 * SECOND),  # awake until somebody looks, where the wake-up is not told
)


@settings(deadline=None, max_examples=200)
@given(st.lists(turns, min_size=1, max_size=8), st.booleans())
@example([([], 29 * SECOND, HOUR, SECOND)], False)
@example([([], 29 * SECOND, HOUR, 0)], True)
def test_no_second_asleep_is_drawn(slept: list[tuple[list[int], int, int, int]], told: bool) -> None:
    desk = Desk(zone="UTC")
    desk.recorder.rely_on_wake_ups(told=told)
    desk.start()
    desk.see(kept("a"))
    awake: list[tuple[int, int]] = []
    sure_ms = 0
    woke_ms = desk.clock.now().wall_ms
    for looked_at, more_ms, asleep_ms, late_ms in slept:
        for stretch_ms in looked_at:
            let_pass(desk, stretch_ms)
        sure_ms += sum(looked_at)
        awake.append((woke_ms, desk.clock.pass_time(more_ms).wall_ms))
        woke_ms = desk.clock.sleep(asleep_ms).wall_ms
        if not told:
            desk.clock.pass_time(late_ms)
        desk.recorder.advance(desk.clock.now())
    awake.append((woke_ms, desk.clock.now().wall_ms))
    desk.recorder.stop(desk.clock.now())
    drawn = [(span.start_ms, span.end_ms) for span in desk.journal.spans]
    for start_ms, end_ms in drawn:
        assert any(since_ms <= start_ms and end_ms <= until_ms for since_ms, until_ms in awake)
    drawn_ms = sum(end_ms - start_ms for start_ms, end_ms in drawn)
    assert drawn_ms >= sure_ms
    if told:
        assert drawn_ms == sum(until_ms - since_ms for since_ms, until_ms in awake)
