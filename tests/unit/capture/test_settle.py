from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from worktracker.capture.settle import GAP_MS, INTERVAL_MS, NO_WINDOW, Settling
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample


def sample(at_ms: int, title: str | None, app: str | None = "App", *, private: bool = False) -> Sample:
    return Sample(Moment(10**12 + at_ms, at_ms, at_ms), app=app, title=title, private_window=private)


def titles(samples: list[Sample]) -> list[tuple[int, str | None]]:
    return [(passed.at.awake_ms, passed.title) for passed in samples]


def test_the_first_window_passes_at_once() -> None:
    settling = Settling()
    assert titles(settling.offer(1, sample(0, "a"))) == [(0, "a")]
    assert settling.due_ms is None


def test_a_title_that_comes_too_soon_waits_with_its_own_time() -> None:
    settling = Settling()
    settling.offer(1, sample(0, "a"))
    assert settling.offer(1, sample(200, "b")) == []
    assert settling.due_ms == 1000
    assert settling.pass_due(999) == []
    assert titles(settling.pass_due(1000)) == [(200, "b")]
    assert settling.due_ms is None


def test_a_title_after_a_second_passes_at_once() -> None:
    settling = Settling()
    settling.offer(1, sample(0, "a"))
    assert titles(settling.offer(1, sample(1000, "b"))) == [(1000, "b")]


def test_later_titles_take_the_place_of_the_waiting_one() -> None:
    settling = Settling()
    settling.offer(1, sample(0, "a"))
    settling.offer(1, sample(200, "b"))
    settling.offer(1, sample(900, "c"))
    assert titles(settling.pass_due(1000)) == [(900, "c")]


def test_back_at_the_same_title_nothing_waits() -> None:
    settling = Settling()
    settling.offer(1, sample(0, "a"))
    settling.offer(1, sample(200, "b"))
    assert settling.offer(1, sample(300, "a")) == []
    assert settling.due_ms is None


def test_a_late_timer_loses_nothing() -> None:
    settling = Settling()
    settling.offer(1, sample(0, "a"))
    settling.offer(1, sample(200, "b"))
    assert titles(settling.offer(1, sample(1400, "c"))) == [(200, "b")]
    assert titles(settling.pass_due(2400)) == [(1400, "c")]


def test_a_window_switch_passes_at_once_and_first_what_was_up_long_enough() -> None:
    for up_ms, kept in ((299, []), (300, [(100, "b")])):
        settling = Settling()
        settling.offer(1, sample(0, "a"))
        settling.offer(1, sample(100, "b"))
        assert titles(settling.offer(2, sample(100 + up_ms, "x"))) == [*kept, (100 + up_ms, "x")]
        assert settling.due_ms is None


def test_another_application_or_privacy_is_no_mere_title() -> None:
    settling = Settling()
    settling.offer(1, sample(0, "a"))
    assert titles(settling.offer(1, sample(10, "a", "Other"))) == [(10, "a")]
    assert titles(settling.offer(1, sample(20, "a", "Other", private=True))) == [(20, "a")]


def test_a_moment_without_a_window_while_switching_is_no_news() -> None:
    settling = Settling()
    settling.offer(1, sample(0, "a"))
    assert settling.offer(NO_WINDOW, sample(500, None, None)) == []
    assert settling.due_ms == 500 + GAP_MS
    assert titles(settling.offer(2, sample(505, "x"))) == [(505, "x")]
    assert settling.due_ms is None


def test_no_window_that_lasts_is_news_with_its_own_time() -> None:
    settling = Settling()
    settling.offer(1, sample(0, "a"))
    settling.offer(NO_WINDOW, sample(500, None, None))
    assert titles(settling.pass_due(600)) == [(500, None)]
    assert settling.offer(NO_WINDOW, sample(700, None, None)) == []
    assert settling.due_ms is None
    assert titles(settling.offer(1, sample(800, "a"))) == [(800, "a")]


EVENTS = st.lists(
    st.tuples(st.integers(0, 700), st.integers(0, 3), st.sampled_from("abc")), min_size=1, max_size=60
)


def played(
    events: list[tuple[int, int, str]],
) -> tuple[list[tuple[int, int, str | None]], list[tuple[int, Sample]]]:
    """What was offered (time, window, title) and what passed (when, sample); the timer is on time."""
    settling, now, offered, passed = Settling(), 0, [], []
    for pause, window, title in events:
        until = now + pause
        while settling.due_ms is not None and settling.due_ms <= until:
            at = max(now, settling.due_ms)
            passed += [(at, one) for one in settling.pass_due(at)]
        now = until
        shown = title if window else None
        offered.append((now, window, shown))
        passed += [(now, one) for one in settling.offer(window, sample(now, shown, f"App {window}"))]
    while settling.due_ms is not None:
        at = max(now, settling.due_ms)
        passed += [(at, one) for one in settling.pass_due(at)]
    return offered, passed


@given(EVENTS)
def test_what_passes_is_true_and_in_order(events: list[tuple[int, int, str]]) -> None:
    offered, passed = played(events)
    times = [one.at.awake_ms for _, one in passed]
    assert times == sorted(times)
    for when, one in passed:
        assert one.at.awake_ms <= when
        app = one.app
        assert any(
            (at, title, f"App {window}") == (one.at.awake_ms, one.title, app) for at, window, title in offered
        )


@given(EVENTS)
def test_what_is_in_front_at_the_end_always_passes(events: list[tuple[int, int, str]]) -> None:
    offered, passed = played(events)
    _, window, title = offered[-1]
    assert (passed[-1][1].app, passed[-1][1].title) == (f"App {window}", title)


@given(
    st.lists(st.tuples(st.integers(0, 700), st.just(1), st.sampled_from("abcdef")), min_size=1, max_size=60)
)
def test_titles_of_one_window_pass_at_most_once_a_second(events: list[tuple[int, int, str]]) -> None:
    _, passed = played(events)
    when = [at for at, _ in passed]
    assert all(later - earlier >= INTERVAL_MS for earlier, later in pairwise(when))
