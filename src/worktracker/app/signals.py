"""Signals as events of a loop."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable
from types import FrameType

from worktracker.loop import Loop


class SignalWatch:
    """Calls back on the loop's thread when one of some signals comes; ends with :meth:`close`.

    Python runs a signal's handler between two of its own instructions, and a loop that
    sleeps in C (``epoll_wait``, Qt's) executes none. So the number goes through
    ``signal.set_wakeup_fd``, which writes from the handler in C and wakes any loop at once.
    A process has one such descriptor, so there is one watch at a time, made on the main thread.
    """

    def __init__(self, loop: Loop, signals: Iterable[signal.Signals], callback: Callable[[], None]) -> None:
        self._loop = loop
        self._callback = callback
        self._closed = False
        self._woken, self._waker = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(self._waker, False)
        loop.add_reader(self._woken, self._hear)
        self._wakeup_before = signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, _leave_to_the_loop) for number in signals}

    def _hear(self) -> None:
        try:
            numbers = os.read(self._woken, 4096)
        except BlockingIOError:
            return
        if any(number in self._before for number in numbers):
            self._callback()

    def close(self) -> None:
        """Give the signals back to whom they belonged; may be called twice."""
        if self._closed:
            return
        self._closed = True
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup_before)
        self._loop.remove_reader(self._woken)
        os.close(self._waker)
        os.close(self._woken)


def on_signals(loop: Loop, signals: Iterable[signal.Signals], callback: Callable[[], None]) -> SignalWatch:
    """Call ``callback`` on the loop's thread whenever one of ``signals`` comes.

    Several that come close together may be told as one.
    """
    return SignalWatch(loop, signals, callback)


def _leave_to_the_loop(_number: int, _frame: FrameType | None) -> None:
    """Stands in place of the default, which would end the program."""
