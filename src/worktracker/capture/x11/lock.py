"""What X11 itself shows of locking: xscreensaver's ``_SCREENSAVER_STATUS`` on the root window.

Its first item is the atom LOCK while the screen is locked, BLANK while it is only blank,
else 0 (``store_saver_status`` in xscreensaver's ``driver/xscreensaver.c``). Lockers that
tell only the session are not seen here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from Xlib import X

from worktracker.capture.x11.connection import Connection


class ScreenLock:
    """Tells ``changed`` when xscreensaver locks and unlocks the screen.

    The root window's PropertyNotify events must have been selected already.
    """

    def __init__(self, connection: Connection, changed: Callable[[bool], None]) -> None:
        self._connection = connection
        self._changed = changed
        self._status, self._lock = connection.atoms("_SCREENSAVER_STATUS", "LOCK")
        self._locked = False
        self._stale = True
        self.present = False

    def note(self, event: Any) -> None:
        """Take note of what ``event`` may have changed; :meth:`refresh` then reads it."""
        if (
            event.type == X.PropertyNotify
            and event.atom == self._status
            and event.window == self._connection.root
        ):
            self._stale = True

    def refresh(self) -> None:
        """Read the state if it may have changed, and tell of it if it has.

        Raises:
            DisplayLostError: the server ended.
        """
        if not self._stale:
            return
        self._stale = False
        state = self._connection.number(self._connection.root, self._status)
        self.present = state is not None
        locked = state == self._lock
        if locked != self._locked:
            self._locked = locked
            self._changed(locked)
