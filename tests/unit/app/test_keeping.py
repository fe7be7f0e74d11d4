"""When the program in front is asked about, and for how long its wish is heard."""

from __future__ import annotations

from typing import cast

import pytest

from tests.fake_clock import FakeClock
from worktracker.app.keeping import Keeping
from worktracker.capture.session.desktop import SessionDesktop
from worktracker.model.explanation import Cut
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.recorder.recorder import Recorder

MINUTE = 60_000


class Recorded:
    """A recorder that only notes what keeps the time active."""

    kept = Cut.NONE

    def went_idle(self, now: Moment, idle_ms: int) -> None:
        self.kept = Cut.NONE

    def keep_active(self, now: Moment, by: Cut, until_awake_ms: int) -> None:
        self.kept = by

    def keep_no_longer(self, now: Moment) -> None:
        self.kept = Cut.NONE


class Screen:
    """A desktop with a program in front, which asks the session not to go idle, or does not."""

    def __init__(self) -> None:
        self.inhibits = False
        self.watched = False
        self.asked: list[bool] = []  # whether changes would have been told by then

    def front_inhibits_idle(self) -> bool:
        self.asked.append(self.watched)
        return self.inhibits

    def watch_idle_inhibitors(self, *, watch: bool) -> None:
        self.watched = watch


class Desk:
    def __init__(self) -> None:
        self.now = FakeClock("2026-03-02T12:00Z", "UTC").now()
        self.recorder, self.screen = Recorded(), Screen()
        screen = cast("SessionDesktop", self.screen)
        self.keeping = Keeping(cast("Recorder", self.recorder), lambda: screen)
        self.keeping.follow(["listed"], 10 * MINUTE)

    def go_idle(self, app: str = "player", idle_ms: int = MINUTE) -> None:
        self.keeping.went_idle(Sample(self.now, app), self.now, idle_ms)

    def look(self, app: str = "player") -> None:
        self.keeping.look_again(Sample(self.now, app), self.now)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_changes_are_told_from_before_the_question_until_nobody_waits(desk: Desk) -> None:
    desk.screen.inhibits = True
    desk.go_idle()
    assert (desk.recorder.kept, desk.screen.asked, desk.screen.watched) == (
        Cut.KEEP_ACTIVE_INHIBITOR,
        [True],
        True,
    )
    desk.screen.inhibits = False
    desk.look()
    assert (desk.recorder.kept, desk.screen.asked, desk.screen.watched) == (Cut.NONE, [True, True], False)


def test_nothing_is_heard_where_nothing_keeps_it(desk: Desk) -> None:
    desk.go_idle()
    assert (desk.recorder.kept, desk.screen.asked, desk.screen.watched) == (Cut.NONE, [True], False)


def test_nobody_is_asked_where_the_list_or_the_cap_decides(desk: Desk) -> None:
    desk.go_idle("listed")
    assert (desk.recorder.kept, desk.screen.watched) == (Cut.KEEP_ACTIVE_LIST, False)
    desk.go_idle("player", 10 * MINUTE)
    assert desk.recorder.kept is Cut.NONE
    assert desk.screen.asked == []


def test_nobody_listens_on_after_the_cap(desk: Desk) -> None:
    desk.screen.inhibits = True
    desk.go_idle()
    desk.recorder.kept = Cut.NONE
    desk.look()
    assert (desk.screen.asked, desk.screen.watched) == ([True], False)
