"""The event loop of the program where Qt isn't running."""

from __future__ import annotations

import os
import selectors
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from worktracker.app.timers import QueuedTimer, TimerQueue

# epoll takes its timeout as an int of milliseconds; one wake-up a day is no burden.
_LONGEST_SLEEP_S = 86_400.0


class SelectorLoop:
    """A :class:`worktracker.loop.Loop` on ``select``; sleeps until there is something to do.

    Timers run on CLOCK_MONOTONIC, which stands still while the machine sleeps.
    """

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._readers: dict[int, Callable[[], None]] = {}
        self._timers = TimerQueue()
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

    def call_later(self, delay_ms: int, callback: Callable[[], None]) -> QueuedTimer:
        """Call ``callback`` once, ``delay_ms`` milliseconds of waking time from now."""
        return self._timers.add(delay_ms, callback)

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
        self._timers.run_due()
        for _ in range(len(self._soon)):  # what these ask for comes in the next turn
            self._soon.popleft()()

    def _sleep_s(self) -> float | None:
        if self._soon:
            return 0.0
        wait_ns = self._timers.wait_ns()
        return None if wait_ns is None else min(wait_ns / 1e9, _LONGEST_SLEEP_S)

    def _drain(self) -> None:
        with suppress(BlockingIOError):
            os.read(self._woken, 4096)
