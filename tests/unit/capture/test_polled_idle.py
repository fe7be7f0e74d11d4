from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count

import pytest

from worktracker.capture.polled_idle import RETURN_INTERVAL_MS, PolledIdle
from worktracker.errors import CaptureError
from worktracker.model.moment import Moment
from worktracker.model.span import Zone


class HandMoved:
    """A clock and a loop in one, moved by hand; also the idle counter and its listener."""

    def __init__(self) -> None:
        self.now_ms = 1_000_000
        self.last_input_ms = self.now_ms
        self.heard: list[tuple[str, int]] = []
        self.asked = 0
        self.broken = False
        self._numbers = count()
        self._timers: list[tuple[int, int, Callable[[], None]]] = []
        self._taken_back: set[int] = set()

    def now(self) -> Moment:
        return Moment(self.now_ms, self.now_ms, self.now_ms)

    def zone_at(self, wall_ms: int) -> Zone:
        raise NotImplementedError

    def call_later(self, delay_ms: int, callback: Callable[[], None]) -> _Timer:
        number = next(self._numbers)
        heapq.heappush(self._timers, (self.now_ms + delay_ms, number, callback))
        return _Timer(self._taken_back, number)

    def add_reader(self, fd: int, callback: Callable[[], None]) -> None:
        raise NotImplementedError

    def remove_reader(self, fd: int) -> None:
        raise NotImplementedError

    def call_soon_threadsafe(self, callback: Callable[[], None]) -> None:
        raise NotImplementedError

    def ask(self) -> int:
        self.asked += 1
        if self.broken:
            raise CaptureError("gone")
        return self.now_ms - self.last_input_ms

    def went_idle(self, idle_ms: int) -> None:
        self.heard.append(("went_idle", idle_ms))

    def came_back(self) -> None:
        self.heard.append(("came_back", self.now_ms - self.last_input_ms))

    def input_seen(self) -> None:
        self.heard.append(("input_seen", self.now_ms - self.last_input_ms))

    def touch(self) -> None:
        self.last_input_ms = self.now_ms

    def pass_ms(self, duration_ms: int) -> None:
        until = self.now_ms + duration_ms
        while self._timers and self._timers[0][0] <= until:
            self.now_ms, number, callback = heapq.heappop(self._timers)
            if number not in self._taken_back:
                callback()
        self.now_ms = until


class _Timer:
    def __init__(self, taken_back: set[int], number: int) -> None:
        self._taken_back = taken_back
        self._number = number

    def cancel(self) -> None:
        self._taken_back.add(self._number)


@pytest.fixture
def world() -> HandMoved:
    return HandMoved()


@pytest.fixture
def idle(world: HandMoved) -> PolledIdle:
    def failed(problem: CaptureError) -> None:
        world.heard.append((problem.message, 0))

    source = PolledIdle("test", world.ask, world, world, failed)
    source.start(world, 180_000)
    return source


def test_it_is_asked_only_when_the_threshold_can_be_reached(world: HandMoved, idle: PolledIdle) -> None:
    world.pass_ms(100_000)
    world.touch()
    world.pass_ms(179_999)
    assert world.asked == 2
    assert world.heard == []
    world.pass_ms(1)
    assert world.heard == [("went_idle", 180_000)]


def test_the_return_is_seen_within_a_second(world: HandMoved, idle: PolledIdle) -> None:
    world.pass_ms(200_300)
    world.touch()
    world.pass_ms(RETURN_INTERVAL_MS)
    assert [name for name, _ in world.heard] == ["went_idle", "came_back"]
    assert world.heard[1][1] <= RETURN_INTERVAL_MS
    asked = world.asked
    world.pass_ms(170_000)
    assert world.asked == asked


def test_the_next_input_is_told_once(world: HandMoved, idle: PolledIdle) -> None:
    world.pass_ms(5_000)
    idle.notify_input()
    idle.notify_input()
    world.pass_ms(3_000)
    assert world.heard == []
    world.touch()
    world.pass_ms(30_000)
    world.touch()
    world.pass_ms(30_000)
    assert [name for name, _ in world.heard] == ["input_seen"]


def test_another_threshold(world: HandMoved, idle: PolledIdle) -> None:
    world.pass_ms(10_000)
    idle.set_threshold(5_000)
    assert world.heard == [("went_idle", 10_000)]
    idle.set_threshold(60_000)
    world.pass_ms(10_000)
    assert len(world.heard) == 1
    world.touch()
    world.pass_ms(1_000)
    assert [name for name, _ in world.heard] == ["went_idle", "came_back"]


def test_a_counter_that_fails_is_told(world: HandMoved, idle: PolledIdle) -> None:
    world.broken = True
    world.pass_ms(180_000)
    assert world.heard == [("gone", 0)]


def test_a_closed_source_is_silent(world: HandMoved, idle: PolledIdle) -> None:
    idle.close()
    idle.close()
    world.pass_ms(400_000)
    assert world.heard == []
    assert world.asked == 1
