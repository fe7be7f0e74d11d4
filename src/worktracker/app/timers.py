"""Calls that are yet to come, for a loop that has one alarm for all of them."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable


class QueuedTimer:
    """A call at ``due_ns`` of CLOCK_MONOTONIC; those due together come in the order they were asked for."""

    __slots__ = ("_queue", "callback", "due_ns", "turn")

    def __init__(
        self, queue: list[QueuedTimer], due_ns: int, turn: int, callback: Callable[[], None]
    ) -> None:
        self._queue = queue
        self.due_ns = due_ns
        self.turn = turn
        self.callback = callback

    def __lt__(self, other: QueuedTimer) -> bool:
        return (self.due_ns, self.turn) < (other.due_ns, other.turn)

    def cancel(self) -> None:
        """Take the call back; does nothing once it was made."""
        if self in self._queue:  # a handful at most: removing beats carrying dead ones along
            self._queue.remove(self)
            heapq.heapify(self._queue)


class TimerQueue:
    """The calls in order. CLOCK_MONOTONIC stands still while the machine sleeps, and so do they."""

    def __init__(self) -> None:
        self._timers: list[QueuedTimer] = []
        self._made = 0

    def add(self, delay_ms: int, callback: Callable[[], None]) -> QueuedTimer:
        """Call ``callback`` once, ``delay_ms`` milliseconds of waking time from now."""
        self._made += 1
        timer = QueuedTimer(self._timers, time.monotonic_ns() + delay_ms * 1_000_000, self._made, callback)
        heapq.heappush(self._timers, timer)
        return timer

    def wait_ns(self) -> int | None:
        """Nanoseconds until the next call is due, 0 if it is; None if there is none."""
        return max(self._timers[0].due_ns - time.monotonic_ns(), 0) if self._timers else None

    def run_due(self) -> None:
        """Make every call that is due now; what these ask for is due later."""
        now_ns = time.monotonic_ns()
        while self._timers and self._timers[0].due_ns <= now_ns:
            heapq.heappop(self._timers).callback()
