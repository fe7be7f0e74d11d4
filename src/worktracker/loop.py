"""What the parts need of an event loop, whichever loop runs them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Timer(Protocol):
    """A call that is yet to come."""

    def cancel(self) -> None:
        """Take the call back; does nothing once it was made."""
        ...


class Loop(Protocol):
    """One thread's event loop: file descriptors and timers. Qt's in the app, ``select`` without it."""

    def add_reader(self, fd: int, callback: Callable[[], None]) -> None:
        """Call ``callback`` whenever ``fd`` can be read, until :meth:`remove_reader`."""
        ...

    def remove_reader(self, fd: int) -> None:
        """Forget ``fd``; does nothing if it isn't watched."""
        ...

    def call_later(self, delay_ms: int, callback: Callable[[], None]) -> Timer:
        """Call ``callback`` once, ``delay_ms`` milliseconds of waking time from now."""
        ...

    def call_soon_threadsafe(self, callback: Callable[[], None]) -> None:
        """Call ``callback`` on the loop's thread; may be called from any thread."""
        ...
