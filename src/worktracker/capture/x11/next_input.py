"""The next input of any device, and nothing else: for what waits until somebody is there."""

from __future__ import annotations

from collections.abc import Callable

from worktracker.capture.x11.connection import Connection
from worktracker.capture.x11.idle import AlarmIdle, alarm_idle
from worktracker.clock import Clock
from worktracker.errors import CaptureError
from worktracker.loop import Loop

_NEVER_MS = 1 << 40


class NextInput:
    """Tells ``seen`` once; no window is looked at, and the connection is gone afterwards.

    Args:
        clock, loop: time and events.
        display: the X display's name.
        seen: called at the next input.

    Raises:
        CaptureError: the server can't be reached, or does not tell of input.
    """

    def __init__(self, clock: Clock, loop: Loop, display: str, seen: Callable[[], None]) -> None:
        self._loop = loop
        self._seen = seen
        self._connection: Connection | None = Connection(display)
        try:
            self._fd = self._connection.fileno()
            self._alarms = self._found(self._connection, clock)
            self._loop.add_reader(self._fd, self._drain)
            self._alarms.start(self, _NEVER_MS)
            self._alarms.notify_input()
            self._drain()  # what came along with an answer, the socket does not tell of again
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Wait no more; may be called twice."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._loop.remove_reader(self._fd)
            connection.close()

    def went_idle(self, idle_ms: int) -> None:
        """See :class:`worktracker.capture.idle_port.IdleListener`; of no interest here."""

    def came_back(self) -> None:
        """See :class:`worktracker.capture.idle_port.IdleListener`; of no interest here."""

    def input_seen(self) -> None:
        """See :class:`worktracker.capture.idle_port.IdleListener`."""
        if self._connection is not None:
            self._alarms.close()
            # Not here: whoever tells of it still uses the connection.
            self._loop.call_later(0, self._end)

    def _end(self) -> None:
        if self._connection is not None:
            self.close()
            self._seen()

    def _drain(self) -> None:
        try:
            events = self._connection.events() if self._connection else []
            while events:
                for event in events:
                    self._alarms.note(event)
                events = self._connection.queued() if self._connection else []
        except CaptureError:  # the display is gone, and with it everything else
            self.close()

    @staticmethod
    def _found(connection: Connection, clock: Clock) -> AlarmIdle:
        found = alarm_idle(connection, clock)
        if found is None:
            raise CaptureError("The X server does not tell of input.")
        return found
