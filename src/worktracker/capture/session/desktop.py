"""A desktop together with the session around it."""

from __future__ import annotations

from worktracker.capture.port import Desktop, SessionDesktopListener
from worktracker.capture.session.holder import Holder
from worktracker.capture.session.port import Session
from worktracker.errors import CaptureError
from worktracker.model.sample import Sample

LOCK_LIMIT = (
    "Neither logind nor a screen locker can be heard here:"
    " a locked screen counts as active until the idle threshold."
)


class SessionDesktop:
    """One face for both: locked is what either of them calls so.

    Args:
        desktop: windows and idleness, and the lock that X11 itself knows.
        session: lock, user switch and sleep; None on systems without such a source.
    """

    def __init__(self, desktop: Desktop, session: Session | None) -> None:
        self._desktop = desktop
        self._session = session
        self._listener: SessionDesktopListener | None = None
        self._desktop_locked = False
        self._locked = False

    @property
    def sources(self) -> dict[str, str | None]:
        """See :class:`worktracker.capture.port.Desktop`."""
        found = self._desktop.sources
        heard = self._session.name if self._session else None
        return found | {"session": heard or found["session"]}

    @property
    def limits(self) -> list[str]:
        """See :class:`worktracker.capture.port.Desktop`."""
        limits = [*self._desktop.limits, *(self._session.limits if self._session else ())]
        return limits if self.sources["session"] else [*limits, LOCK_LIMIT]

    @property
    def tells_wake_ups(self) -> bool:
        """See :class:`worktracker.capture.session.port.Session`."""
        return self._session is not None and self._session.tells_wake_ups

    def open(self, listener: SessionDesktopListener, idle_threshold_ms: int) -> None:
        """See :class:`worktracker.capture.port.Desktop`; a lock is told of before the first sample.

        Raises:
            CaptureError: the desktop can't be read.
        """
        self._listener = listener
        if self._session:
            self._session.open(self)
        self.session_changed()
        try:
            self._desktop.open(self, idle_threshold_ms)
        except BaseException:
            self.close()
            raise

    def idle_ms(self) -> int:
        """See :class:`worktracker.capture.port.Desktop`. Raises CaptureError."""
        return self._desktop.idle_ms()

    def front_inhibits_idle(self) -> bool:
        """Whether the program in front asks the session not to go idle, asked for now."""
        holders = self._session.idle_inhibitors() if self._session else frozenset[Holder]()
        if not holders:
            return False
        try:
            front = self._desktop.front_program()
        except CaptureError:
            return False
        return front is not None and any(holder.is_in(front) for holder in holders)

    def watch_idle_inhibitors(self, *, watch: bool) -> None:
        """Tell when the answer to :meth:`front_inhibits_idle` may have changed, or no more."""
        if self._session:
            self._session.watch_idle_inhibitors(watch=watch)

    def notify_input(self) -> None:
        """See :class:`worktracker.capture.port.Desktop`."""
        self._desktop.notify_input()

    def set_idle_threshold(self, threshold_ms: int) -> None:
        """See :class:`worktracker.capture.port.Desktop`."""
        self._desktop.set_idle_threshold(threshold_ms)

    def close(self) -> None:
        """See :class:`worktracker.capture.port.Desktop`."""
        self._listener = None
        self._desktop.close()
        if self._session:
            self._session.close()

    # What the session tells

    def session_changed(self) -> None:
        """See :class:`worktracker.capture.session.port.SessionListener`."""
        locked = self._desktop_locked or (self._session is not None and self._session.locked)
        if self._listener and locked != self._locked:
            self._locked = locked
            self._listener.lock_changed(locked)

    def asleep_changed(self, asleep: bool) -> None:
        """See :class:`worktracker.capture.session.port.SessionListener`."""
        if self._listener:
            self._listener.asleep_changed(asleep)

    def clock_set(self) -> None:
        """See :class:`worktracker.capture.session.port.SessionListener`."""
        if self._listener:
            self._listener.clock_set()

    def idle_inhibitors_changed(self) -> None:
        """See :class:`worktracker.capture.session.port.SessionListener`."""
        if self._listener:
            self._listener.idle_inhibitors_changed()

    # What the desktop tells

    def lock_changed(self, locked: bool) -> None:
        """See :class:`worktracker.capture.port.Listener`."""
        self._desktop_locked = locked
        self.session_changed()

    def window_changed(self, sample: Sample) -> None:
        """See :class:`worktracker.capture.port.Listener`."""
        if self._listener:
            self._listener.window_changed(sample)

    def went_idle(self, idle_ms: int) -> None:
        """See :class:`worktracker.capture.port.Listener`."""
        if self._listener:
            self._listener.went_idle(idle_ms)

    def came_back(self) -> None:
        """See :class:`worktracker.capture.port.Listener`."""
        if self._listener:
            self._listener.came_back()

    def input_seen(self) -> None:
        """See :class:`worktracker.capture.port.Listener`."""
        if self._listener:
            self._listener.input_seen()

    def desktop_lost(self, message: str) -> None:
        """See :class:`worktracker.capture.port.Listener`."""
        if self._listener:
            self._listener.desktop_lost(message)
