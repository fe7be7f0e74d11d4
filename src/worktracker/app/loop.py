"""The event loop of the program where Qt isn't running."""

from __future__ import annotations

import heapq
import os
import selectors
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress

# epoll takes its timeout as an int of milliseconds; one wake-up a day is no burden.
_LONGEST_SLEEP_S = 86_400.0


class _Timer:
    """A call at ``due_ns`` of CLOCK_MONOTONIC; those due together come in the order they were asked for."""

    __slots__ = ("_loop_timers", "callback", "due_ns", "turn")

    def __init__(self, timers: list[_Timer], due_ns: int, turn: int, callback: Callable[[], None]) -> None:
        self._loop_timers = timers
        self.due_ns = due_ns
        self.turn = turn
        self.callback = callback

    def __lt__(self, other: _Timer) -> bool:
        return (self.due_ns, self.turn) < (other.due_ns, other.turn)

    def cancel(self) -> None:
        """Take the call back; does nothing once it was made."""
        if self in self._loop_timers:  # a handful at most: removing beats carrying dead ones along
            self._loop_timers.remove(self)
            heapq.heapify(self._loop_timers)


class SelectorLoop:
    """A :class:`worktracker.loop.Loop` on ``select``; sleeps until there is something to do.

    Timers run on CLOCK_MONOTONIC, which stands still while the machine sleeps.
    """

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._readers: dict[int, Callable[[], None]] = {}
        self._timers: list[_Timer] = []
        self._timers_made = 0
        self._soon: deque[Callable[[], None]] = deque()
        self._stopping = False
        self._woken, waker = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(waker, False)
        self._waker = open(waker, "wb", buffering=0)  # noqa: SIM115, PTH123 - open as long as the loop
        self.add_reader(self._woken, self._drain)

    def add_reader(self, fd: int, callback: Callable[[], None]) -> None:
        """Call ``callback`` whenever ``fd`` can be read, until :meth:`remove_reader`."""
        self.remove_reader(fd)
        self._selector.register(fd, selectors.EVENT_READ, callback)
        self._readers[fd] = callback

    def remove_reader(self, fd: int) -> None:
        """Forget ``fd``; does nothing if it isn't watched."""
        if self._readers.pop(fd, None) is not None:
            self._selector.unregister(fd)

    def call_later(self, delay_ms: int, callback: Callable[[], None]) -> _Timer:
        """Call ``callback`` once, ``delay_ms`` milliseconds of waking time from now."""
        self._timers_made += 1
        due_ns = time.monotonic_ns() + delay_ms * 1_000_000
        timer = _Timer(self._timers, due_ns, self._timers_made, callback)
        heapq.heappush(self._timers, timer)
        return timer

    def call_soon_threadsafe(self, callback: Callable[[], None]) -> None:
        """Call ``callback`` on the loop's thread; may be called from any thread. Nothing once closed."""
        self._soon.append(callback)
        if not self._waker.closed:
            self._waker.write(b"\0")  # a full pipe takes nothing more, and wakes the loop all the same

    def run(self) -> None:
        """Run until :meth:`stop`.

        What a callback raises comes out here: a bug must not be swallowed. The loop stays
        as it is then, and may be run again.
        """
        try:
            while not self._stopping:
                self._turn()
        finally:
            self._stopping = False

    def stop(self) -> None:
        """Let :meth:`run` return at the end of this turn; a run not yet begun returns at once."""
        self._stopping = True

    def close(self) -> None:
        """Free the loop's own file descriptors; what it watches stays open. May be called twice."""
        if not self._waker.closed:
            self._waker.close()
            os.close(self._woken)
            self._selector.close()

    def _turn(self) -> None:
        for key, _ in self._selector.select(self._sleep_s()):
            # An earlier callback of this turn may have removed the reader, or closed the
            # descriptor and given its number to something new.
            if self._readers.get(key.fd) is key.data:
                key.data()
        now_ns = time.monotonic_ns()
        while self._timers and self._timers[0].due_ns <= now_ns:
            heapq.heappop(self._timers).callback()
        for _ in range(len(self._soon)):  # what these ask for comes in the next turn
            self._soon.popleft()()

    def _sleep_s(self) -> float | None:
        if self._soon:
            return 0.0
        if not self._timers:
            return None
        wait_s = (self._timers[0].due_ns - time.monotonic_ns()) / 1e9
        return min(max(wait_s, 0.0), _LONGEST_SLEEP_S)

    def _drain(self) -> None:
        with suppress(BlockingIOError):
            os.read(self._woken, 4096)
