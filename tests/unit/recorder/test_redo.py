"""Rules that come while what is seen waits: each stretch is judged by what was in front in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.unit.recorder.test_clocks_by_chance import let_pass
from tests.unit.recorder.test_recorder import HOUR, SECOND, Desk
from worktracker.model.explanation import Cut
from worktracker.model.sample import Sample
from worktracker.model.span import Activity, Reason, State
from worktracker.model.verdict import Verdict
from worktracker.recorder import sights
from worktracker.recorder.recorder import Pause

Judge = Callable[[Sample], Verdict]


def lax(sample: Sample) -> Verdict:
    """Everything is kept, but nothing of ``secret`` and no word of ``bank``."""
    if sample.app == "secret":
        return Verdict(None)
    if sample.app == "bank":
        return Verdict(State.PRIVATE, reason=Reason.RULE)
    return Verdict(State.ACTIVE, Activity(sample.app, sample.title))


def hidden(sample: Sample) -> Verdict:
    """As :func:`lax`, without the editor's titles."""
    if sample.app == "editor":
        return Verdict(State.ACTIVE, Activity("editor"), cuts=Cut.RULE_HIDE_TITLE)
    return lax(sample)


def private(sample: Sample) -> Verdict:
    """As :func:`lax`, the editor private."""
    return Verdict(State.PRIVATE, reason=Reason.RULE) if sample.app == "editor" else lax(sample)


def dropped(sample: Sample) -> Verdict:
    """As :func:`lax`, without the editor."""
    return Verdict(None) if sample.app == "editor" else lax(sample)


class Front(Desk):
    """A desk whose windows are judged, and that can be held."""

    def __init__(self, judge: Judge = lax) -> None:
        super().__init__(zone="UTC")
        self.judge = judge
        self.begin = self.clock.now().wall_ms

    def look(self, app: str, title: str = "a title") -> None:
        now = self.clock.now()
        sample = Sample(now, app, title)
        self.recorder.observe(self.judge(sample), now, now, sample)

    def wait(self, seconds: int) -> None:
        let_pass(self, seconds * SECOND)

    def hold(self, *, cut: bool = False) -> None:
        now = self.clock.now()
        if cut:
            self.recorder.cut(now)
        else:
            self.recorder.settle(now)
        self.recorder.remember(now)
        self.journal.hold()

    def redo(self, judge: Judge) -> None:
        self.judge = judge
        self.recorder.redo(judge, self.clock.now())

    def said(self) -> list[tuple[int, int, str | None]]:
        """As :meth:`drawn`, with the title where there is an app."""
        drawn = zip(self.drawn(), self.journal.spans, strict=True)
        return [(*each[:2], span.activity.title if span.activity else each[2]) for each, span in drawn]


@pytest.fixture
def front() -> Front:
    return Front()


def test_a_rule_holds_from_where_the_hold_began(front: Front) -> None:
    front.recorder.start(front.clock.now())
    front.look("editor")
    front.wait(10)
    front.hold()
    front.wait(5)
    front.look("other")
    front.wait(5)
    front.look("editor", "another")
    front.wait(5)
    front.redo(private)
    front.wait(5)
    front.recorder.stop(front.clock.now())
    assert front.said() == [
        (0, 10, "a title"),
        (10, 15, "private"),
        (15, 20, "a title"),
        (20, 30, "private"),
    ]


def test_without_a_hold_a_rule_holds_from_now_on(front: Front) -> None:
    front.recorder.start(front.clock.now())
    front.look("editor")
    front.wait(10)
    front.redo(dropped)
    front.wait(5)
    assert front.drawn() == [(0, 10, "editor")]


def locked(front: Front) -> None:
    front.recorder.lock_changed(front.clock.now(), locked=True)
    front.wait(60)
    front.recorder.lock_changed(front.clock.now(), locked=False)


def paused(front: Front) -> None:
    front.recorder.pause(front.clock.now(), Pause())
    front.wait(60)
    front.recorder.start(front.clock.now())


def asleep(front: Front) -> None:
    front.recorder.rely_on_wake_ups(told=True)
    front.clock.sleep(60 * SECOND)
    front.recorder.advance(front.clock.now())


def idle(front: Front) -> None:
    front.recorder.went_idle(front.clock.now(), 0)
    front.wait(60)
    front.recorder.came_back(front.clock.now())


def unseen(front: Front) -> None:
    front.look("secret")
    front.wait(60)
    front.look("editor")


@pytest.mark.parametrize(
    ("meanwhile", "between"),
    [(locked, ["locked"]), (paused, []), (asleep, []), (idle, ["idle"]), (unseen, [])],
)
@pytest.mark.parametrize("cut", [True, False])
def test_what_was_no_activity_stays_so(
    front: Front, meanwhile: Callable[[Front], None], between: list[str], cut: bool
) -> None:
    front.recorder.start(front.clock.now())
    front.look("editor")
    front.wait(10)
    front.hold(cut=cut)
    front.wait(10)
    meanwhile(front)
    front.wait(10)
    front.redo(hidden)
    front.recorder.stop(front.clock.now())
    assert front.said() == [
        (0, 10, "a title"),
        (10, 20, None),
        *((20, 80, state) for state in between),
        (80, 90, None),
    ]


@pytest.mark.parametrize("ends", ["pause", "stop", "lost_sight"])
def test_what_was_seen_before_recording_ended_is_judged_too(front: Front, ends: str) -> None:
    front.recorder.start(front.clock.now())
    front.look("editor")
    front.wait(10)
    front.hold(cut=True)
    front.wait(10)
    if ends == "pause":
        front.recorder.pause(front.clock.now(), Pause())
    elif ends == "stop":
        front.recorder.stop(front.clock.now())
    front.recorder.lost_sight(front.clock.now())
    front.redo(dropped)
    assert front.drawn() == [(0, 10, "editor")]


def test_idleness_is_not_dated_back_into_what_a_rule_dropped(front: Front) -> None:
    front.recorder.start(front.clock.now())
    front.look("other")
    front.hold()
    front.wait(10)
    front.look("editor")
    front.wait(10)
    front.look("other")
    front.wait(10)
    front.redo(dropped)
    front.recorder.went_idle(front.clock.now(), 30 * SECOND)
    front.wait(10)
    front.recorder.stop(front.clock.now())
    assert front.drawn() == [(0, 10, "other"), (20, 40, "idle")]


def test_titles_that_are_hidden_leave_no_cut(front: Front) -> None:
    front.recorder.start(front.clock.now())
    front.hold()
    for number in range(5):
        front.look("editor", f"title {number}")
        front.wait(10)
    front.redo(hidden)
    assert len(front.journal.spans) == 1
    front.look("editor", "one more")
    front.wait(10)
    front.redo(lax)
    assert [title for _, _, title in front.said()] == [
        *(f"title {number}" for number in range(5)),
        "one more",
    ]


def test_what_there_is_no_memory_for_is_private(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sights, "MOST_SIGHTS", 2)
    front.recorder.start(front.clock.now())
    front.look("editor", "0")
    front.hold()
    for number in range(1, 4):
        front.wait(10)
        front.look("editor", str(number))
    front.wait(10)
    front.redo(lax)
    assert front.said() == [(0, 10, "0"), (10, 20, "1"), (20, 40, "private")]


happenings = st.one_of(
    st.tuples(st.sampled_from(["editor", "other", "bank", "secret"]), st.sampled_from(["one", "two"])),
    st.tuples(st.just("wait"), st.integers(1, 90)),
    st.tuples(st.just("wait"), st.integers(HOUR // SECOND, 3 * HOUR // SECOND)),
    st.tuples(st.just("locked"), st.booleans()),
    st.tuples(st.just("idle"), st.integers(0, 120)),
    st.tuples(st.just("back"), st.none()),
    st.tuples(st.just("pause"), st.none()),
    st.tuples(st.just("start"), st.none()),
    st.tuples(st.just("asleep"), st.integers(2, 9000)),
)
some = st.lists(happenings, max_size=12)


def happen(front: Front, what: str, how: object) -> None:
    now = front.clock.now()
    match what, how:
        case "wait", int():
            front.wait(how)
        case "locked", bool():
            front.recorder.lock_changed(now, locked=how)
        case "idle", int():
            front.recorder.went_idle(now, how * SECOND)
        case "back", _:
            front.recorder.came_back(now)
        case "pause", _:
            front.recorder.pause(now, Pause())
        case "start", _:
            front.recorder.start(now)
        case "asleep", int():
            front.clock.sleep(how * SECOND)
            front.recorder.advance(front.clock.now())
        case _, str():
            front.look(what, how)
        case _:
            raise AssertionError


def judged(front: Front) -> list[tuple[int, int, State, Activity | None]]:
    """What was kept of which stretches; two that follow each other and keep the same are one."""
    found: list[tuple[int, int, State, Activity | None]] = []
    for span in front.journal.spans:
        if span.state not in sights.JUDGED:
            continue
        start_ms = span.start_ms
        if found and found[-1][1:] == (start_ms, span.state, span.activity):
            start_ms = found.pop()[0]
        found.append((start_ms, span.end_ms, span.state, span.activity))
    return found


@settings(deadline=None, max_examples=100, derandomize=True)
@given(some, some, some, st.sampled_from([hidden, private, dropped]), st.booleans())
@example([("editor", "one")], [("wait", 1)], [("wait", 9), ("idle", 30)], hidden, True)
def test_a_rule_that_comes_late_does_what_one_does_that_was_there(
    before: list[tuple[str, object]],
    meanwhile: list[tuple[str, object]],
    after: list[tuple[str, object]],
    rule: Judge,
    cut: bool,
) -> None:
    if rule is dropped:  # where nothing is recorded nobody goes idle, but what was idle stays so
        before, meanwhile, after = (
            [each for each in part if each[0] != "idle"] for part in (before, meanwhile, after)
        )
    late, early = Front(), Front()
    for front in (late, early):
        front.recorder.rely_on_wake_ups(told=True)
        front.recorder.start(front.clock.now())
        for what, how in before:
            happen(front, what, how)
        front.hold(cut=cut)
        if front is early:
            front.redo(rule)
            front.hold()
        for what, how in meanwhile:
            happen(front, what, how)
        if front is late:
            front.redo(rule)
            front.redo(rule)
        for what, how in after:
            happen(front, what, how)
        front.recorder.stop(front.clock.now())
    assert judged(late) == judged(early)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.lists(st.one_of(happenings, st.tuples(st.just("set"), st.integers(-9000, 9000))), max_size=15))
def test_whatever_clocks_do_no_stretch_gets_what_was_in_front_in_another(
    meanwhile: list[tuple[str, object]],
) -> None:
    front = Front()
    front.recorder.start(front.clock.now())
    front.hold()
    for number, (what, how) in enumerate(meanwhile):
        if what == "set":
            assert isinstance(how, int)
            front.clock.set_back(how * SECOND)
            front.recorder.advance(front.clock.now())
        elif isinstance(how, str):
            front.look(what, str(number))
        else:
            happen(front, what, how)
    front.recorder.settle(front.clock.now())
    before = front.journal.spans
    front.redo(lax)
    assert front.journal.spans == before
    front.redo(private)
    front.redo(lax)
    assert front.journal.spans == before
