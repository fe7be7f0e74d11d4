"""A loop whose calls end before the loop does: what is closed hears nothing any more."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from worktracker.loop import Loop, Timer


class UntilClosed:
    """A :class:`worktracker.loop.Loop`, whose callbacks are left out once it is closed.

    Threads tell their end by a call that may be on its way when what would hear it is gone.

    Args:
        loop: makes the calls.
    """

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether nothing is called any more; may be asked from any thread."""
        return self._closed

    def close(self) -> None:
        """Make no call from now on, whenever it was asked for."""
        self._closed = True

    def add_reader(self, fd: int, callback: Callable[[], None]) -> None:
        """See :meth:`worktracker.loop.Loop.add_reader`."""
        self._loop.add_reader(fd, partial(self._call, callback))

    def remove_reader(self, fd: int) -> None:
        """See :meth:`worktracker.loop.Loop.remove_reader`."""
        self._loop.remove_reader(fd)

    def call_later(self, delay_ms: int, callback: Callable[[], None]) -> Timer:
        """See :meth:`worktracker.loop.Loop.call_later`."""
        return self._loop.call_later(delay_ms, partial(self._call, callback))

    def call_soon_threadsafe(self, callback: Callable[[], None]) -> None:
        """See :meth:`worktracker.loop.Loop.call_soon_threadsafe`."""
        self._loop.call_soon_threadsafe(partial(self._call, callback))

    def _call(self, callback: Callable[[], None]) -> None:
        if not self._closed:
            callback()
