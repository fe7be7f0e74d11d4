"""Hears at once that the wall clock was set, which is also how Linux tells a program of a wake-up.

A timer of timerfd_create(2) on the wall clock that is never due, with TFD_TIMER_CANCEL_ON_SET: its descriptor
can be read when the clock was set, and the kernel sets it on every resume. It wakes nobody otherwise.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Callable
from contextlib import suppress

from worktracker.loop import Loop

_CLOCK_REALTIME = 0
_TFD_TIMER_ABSTIME, _TFD_TIMER_CANCEL_ON_SET = 1, 2
_NEVER_S = 2 ** (8 * struct.calcsize("l") - 1) - 1
"""The last second that a ``time_t`` can name."""


def timer_of_the_wall_clock() -> int:
    """A descriptor that can be read when the wall clock was set; the caller closes it.

    Raises:
        OSError: the system has no such timer.
    """
    library = ctypes.CDLL(None, use_errno=True)
    try:
        create, arm = library.timerfd_create, library.timerfd_settime
    except AttributeError as error:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from error
    descriptor = int(create(_CLOCK_REALTIME, os.O_NONBLOCK | os.O_CLOEXEC))
    if descriptor < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    due = struct.pack("@4l", 0, 0, _NEVER_S, 0)  # itimerspec: no interval, then seconds and nanoseconds
    if arm(descriptor, _TFD_TIMER_ABSTIME | _TFD_TIMER_CANCEL_ON_SET, due, None) < 0:
        os.close(descriptor)
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return descriptor


class ClockChanges:
    """Calls ``changed`` on the loop's thread when the wall clock was set or the machine woke up.

    Args:
        timer: makes the descriptor that tells of it; may raise OSError.
    """

    def __init__(
        self, loop: Loop, changed: Callable[[], None], timer: Callable[[], int] = timer_of_the_wall_clock
    ) -> None:
        self._loop = loop
        self._changed = changed
        self._timer = timer
        self._descriptor: int | None = None

    @property
    def heard(self) -> bool:
        """Whether it is told here; not on every system."""
        return self._descriptor is not None

    def open(self) -> None:
        """Begin to listen, where that can be done."""
        with suppress(OSError):
            self._descriptor = self._timer()
            self._loop.add_reader(self._descriptor, self._tell)

    def close(self) -> None:
        """Stop listening; may be called twice."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            self._loop.remove_reader(descriptor)
            os.close(descriptor)

    def _tell(self) -> None:
        if self._descriptor is not None:
            with suppress(OSError):  # ECANCELED is what it says
                os.read(self._descriptor, 8)
            self._changed()
