"""The session on Linux: what logind and the screen savers say, as one word."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from worktracker.capture.session.bus import CALL_MS, BusGoneError
from worktracker.capture.session.clock_changes import ClockChanges
from worktracker.capture.session.holder import Holder
from worktracker.capture.session.inhibitors import SessionInhibitors
from worktracker.capture.session.logind import Logind
from worktracker.capture.session.port import SessionListener
from worktracker.capture.session.screensaver import ScreenSavers
from worktracker.loop import Loop, Timer

_SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"
FIRST_RETRY_MS, LAST_RETRY_MS = 500, 30_000
"""A bus that was lost is looked for so soon, and then at doubling distances up to the second."""

_LEAST_MS = 200
"""How long logind is waited for at least, however long the services of the session took."""

_SAVERS_LOST_LIMIT = (
    "The screen lockers can't be heard any more; until they can, the session counts as locked."
)


class BusSession:
    """logind on the system bus, screen savers on the session bus.

    A bus that is not there when this is opened is no source. One that falls silent afterwards
    leaves the session unknown, which counts as locked, until it is heard again; the savers'
    only where logind does not know the session, or where one of them covered the screen.
    """

    def __init__(self, environ: Mapping[str, str], loop: Loop) -> None:
        self._loop = loop
        self._listener: SessionListener | None = None
        system = environ.get("DBUS_SYSTEM_BUS_ADDRESS") or _SYSTEM_BUS
        self._logind = Logind(system, environ.get("XDG_SESSION_ID", ""), loop)
        session_bus = _session_bus(environ)
        self._savers = ScreenSavers(
            session_bus,
            loop,
            self.session_changed,
            lambda: self._retry("savers", self._savers.open, FIRST_RETRY_MS),
        )
        self._inhibitors = SessionInhibitors(session_bus, loop, self.idle_inhibitors_changed)
        self._clock_changes = ClockChanges(loop, self._clock_set)
        self._retries: dict[str, Timer] = {}

    @property
    def name(self) -> str | None:
        """See :class:`worktracker.capture.session.port.Session`."""
        if self._logind.present:
            return "logind"
        return "screensaver" if self._savers.present else None

    @property
    def locked(self) -> bool:
        """See :class:`worktracker.capture.session.port.Session`."""
        unknown = self._savers.unknown and not self._logind.present
        return self._logind.locked or self._savers.active or unknown

    @property
    def limits(self) -> list[str]:
        """See :class:`worktracker.capture.session.port.Session`."""
        lost = self._savers.unknown and (self._savers.active or not self._logind.present)
        return [*self._logind.limits, *([_SAVERS_LOST_LIMIT] if lost else [])]

    @property
    def tells_wake_ups(self) -> bool:
        """See :class:`worktracker.capture.session.port.Session`."""
        return self._clock_changes.heard

    def open(self, listener: SessionListener) -> None:
        """See :class:`worktracker.capture.session.port.Session`."""
        self._listener = listener
        self._clock_changes.open()
        for begin in (self._listen_to_logind, self._savers.open):
            try:
                begin()
            except BusGoneError:
                continue  # a machine without it: there is nothing to wait for

    def idle_inhibitors(self) -> frozenset[Holder]:
        """See :class:`worktracker.capture.session.port.Session`."""
        until = time.monotonic() + CALL_MS / 1000
        holders = self._inhibitors.holders()
        left_ms = round((until - time.monotonic()) * 1000)
        processes = self._logind.idle_inhibitors(max(left_ms, _LEAST_MS))
        return holders.union(Holder(process=process) for process in processes)

    def watch_idle_inhibitors(self, *, watch: bool) -> None:
        """See :class:`worktracker.capture.session.port.Session`."""
        self._logind.watch_idle_inhibitors(watch=watch)
        self._inhibitors.watch(watch=watch)

    def close(self) -> None:
        """See :class:`worktracker.capture.session.port.Session`."""
        self._listener = None
        for timer in self._retries.values():
            timer.cancel()
        self._retries.clear()
        self._clock_changes.close()
        self._logind.close()
        self._savers.close()
        self._inhibitors.watch(watch=False)

    # What the two say

    def session_changed(self) -> None:
        """One of them said something."""
        if self._listener:
            self._listener.session_changed()

    def asleep_changed(self, asleep: bool) -> None:
        """logind is about to let the machine sleep, or it goes on."""
        if self._listener:
            self._listener.asleep_changed(asleep)

    def idle_inhibitors_changed(self) -> None:
        """Inhibitors of logind's, or on the session bus, changed."""
        if self._listener:
            self._listener.idle_inhibitors_changed()

    def lost(self) -> None:
        """The system bus is gone."""
        self._retry("logind", self._listen_to_logind, FIRST_RETRY_MS)

    def _clock_set(self) -> None:
        if self._listener:
            self._listener.clock_set()

    def _listen_to_logind(self) -> None:
        self._logind.open(self)

    def _retry(self, name: str, begin: Callable[[], None], wait_ms: int) -> None:
        def again() -> None:
            del self._retries[name]
            try:
                begin()
            except BusGoneError:
                self._retry(name, begin, min(2 * wait_ms, LAST_RETRY_MS))
            else:
                self.session_changed()

        if self._listener:
            self._retries[name] = self._loop.call_later(wait_ms, again)


def _session_bus(environ: Mapping[str, str]) -> str:
    """Where the session bus is: as the environment says, else at systemd's place for it."""
    address = environ.get("DBUS_SESSION_BUS_ADDRESS")
    if address:
        return address
    runtime = environ.get("XDG_RUNTIME_DIR")
    return f"unix:path={runtime}/bus" if runtime else "none:"
