"""The X11 desktop: windows, idleness and lock over one connection and one file descriptor."""

from __future__ import annotations

from collections.abc import Callable

from worktracker.capture.idle_port import IdleSource
from worktracker.capture.polled_idle import PolledIdle
from worktracker.capture.port import FrontProgram, Listener
from worktracker.capture.settle import Settling
from worktracker.capture.x11.connection import Connection, DisplayLostError
from worktracker.capture.x11.idle import AlarmIdle, alarm_idle, saver_idle
from worktracker.capture.x11.lock import ScreenLock
from worktracker.capture.x11.windows import Windows
from worktracker.clock import Clock
from worktracker.errors import CaptureError
from worktracker.loop import Loop, Timer
from worktracker.model.sample import Sample

SWITCH_MS = 3
"""While switching, window managers name no window for a moment; both news are read as one if the second
comes within this time, milliseconds. To wait costs nothing, to read twice a third of a switch."""

_NO_IDLE_LIMIT = "This X server does not tell how long nobody touched it; idle time is not recorded."
_XWAYLAND_LIMIT = "In a Wayland session only the windows of X11 programs can be seen through X11."


class X11Desktop:
    """Watches the X server that ``display_name`` means; nothing is read before :meth:`open`."""

    def __init__(self, clock: Clock, loop: Loop, display_name: str, *, inside_wayland: bool = False) -> None:
        self._clock = clock
        self._loop = loop
        self._display_name = display_name
        self._inside_wayland = inside_wayland
        self._connection: Connection | None = None
        self._listener: Listener | None = None
        self._windows: Windows | None = None
        self._alarms: AlarmIdle | None = None
        self._idle: IdleSource | None = None
        self._lock: ScreenLock | None = None
        self._settling = Settling()
        self._settle_timer: Timer | None = None
        self._fd = -1
        self._draining = False
        self._drain_asked = False

    @property
    def sources(self) -> dict[str, str | None]:
        """See :class:`worktracker.capture.port.Desktop`."""
        return {
            "window": "x11" if self._windows else None,
            "idle": self._idle.name if self._idle else None,
            "session": "x11" if self._lock and self._lock.present else None,
        }

    @property
    def limits(self) -> list[str]:
        """See :class:`worktracker.capture.port.Desktop`."""
        limits = [_XWAYLAND_LIMIT] if self._inside_wayland else []
        if self._windows:
            limits += self._windows.limits
            limits += [] if self._idle else [_NO_IDLE_LIMIT]
        return limits

    def open(self, listener: Listener, idle_threshold_ms: int) -> None:
        """See :class:`worktracker.capture.port.Desktop`; the first sample comes before this returns.

        Raises:
            CaptureError: the X server can't be reached, or is on another machine.
        """
        self._connection = Connection(self._display_name)
        self._listener = listener
        try:
            self._fd = self._connection.fileno()
            self._windows = Windows(self._connection, self._window_changed)
            self._lock = ScreenLock(self._connection, listener.lock_changed)
            self._idle = self._find_idle(self._connection)
            self._loop.add_reader(self._fd, self._drain)
            self._refresh()
            if self._idle:
                self._idle.start(listener, idle_threshold_ms)
            self._after_request()
        except BaseException:
            self.close()
            raise

    def idle_ms(self) -> int:
        """See :class:`worktracker.capture.port.Desktop`.

        Raises:
            CaptureError: the desktop is gone, or does not tell.
        """
        if self._idle is None:
            if self._connection is None:
                raise DisplayLostError("The X server is not being watched.")
            raise CaptureError(_NO_IDLE_LIMIT)
        try:
            return self._idle.idle_ms()
        finally:
            self._after_request()

    def front_program(self) -> FrontProgram | None:
        """See :class:`worktracker.capture.port.Desktop`.

        Raises:
            CaptureError: the desktop is gone.
        """
        if self._windows is None:
            return None
        try:
            return self._windows.front_program()
        finally:
            self._after_request()

    def notify_input(self) -> None:
        """See :class:`worktracker.capture.port.Desktop`."""
        if self._idle:
            self._guarded(self._idle.notify_input)

    def set_idle_threshold(self, threshold_ms: int) -> None:
        """See :class:`worktracker.capture.port.Desktop`."""
        idle = self._idle
        if idle:
            self._guarded(lambda: idle.set_threshold(threshold_ms))

    def close(self) -> None:
        """See :class:`worktracker.capture.port.Desktop`."""
        self._listener = None
        if self._fd >= 0:
            self._loop.remove_reader(self._fd)
            self._fd = -1
        if self._settle_timer:
            self._settle_timer.cancel()
            self._settle_timer = None
        if self._idle:
            self._idle.close()
        if self._connection:
            self._connection.close()
        self._connection = self._windows = self._lock = self._idle = self._alarms = None

    def _find_idle(self, connection: Connection) -> IdleSource | None:
        self._alarms = alarm_idle(connection, self._clock)
        if self._alarms:
            return self._alarms
        ask = saver_idle(connection)
        if ask:
            return PolledIdle("xscreensaver", self._asking(ask), self._clock, self._loop, self._lost)
        from worktracker.capture.input_pynput import LastInput

        try:
            seen = LastInput(self._clock)
        except CaptureError:
            return None
        return PolledIdle("pynput", seen.idle_ms, self._clock, self._loop, self._lost, seen.close)

    def _asking(self, ask: Callable[[], int]) -> Callable[[], int]:
        def and_drain() -> int:
            try:
                return ask()
            finally:
                self._after_request()

        return and_drain

    def _drain(self) -> None:
        """Handle all that the server has sent, and what comes along with answers while doing so."""
        self._drain_asked = False
        self._guarded(self._handle_events)

    def _handle_events(self) -> None:
        connection, windows, lock, alarms = self._connection, self._windows, self._lock, self._alarms
        if connection is None or windows is None or lock is None or self._draining:
            return
        self._draining = True
        try:
            events, may_wait = connection.events(), True
            while events:
                for event in events:
                    windows.note(event)
                    lock.note(event)
                    if alarms:
                        alarms.note(event)
                if may_wait and windows.switching and connection.has_news_within(SWITCH_MS):
                    may_wait = False
                    events = connection.events()
                    if events:
                        continue  # what came may also have been half an event: then what is known is read
                self._refresh()
                events = connection.queued() if self._connection else []
        finally:
            self._draining = False

    def _refresh(self) -> None:
        if self._windows:
            self._windows.refresh(self._clock.now())
        if self._lock:
            self._lock.refresh()
        if self._alarms:
            self._alarms.refresh()

    def _after_request(self) -> None:
        """Have events handled that came along with an answer: the socket will not tell of them again."""
        waiting = self._connection is not None and self._connection.has_queued()
        if waiting and not self._draining and not self._drain_asked:
            self._drain_asked = True
            self._loop.call_soon_threadsafe(self._drain)

    def _guarded(self, call: Callable[[], None]) -> None:
        try:
            call()
        except CaptureError as problem:
            self._lost(problem)
        self._after_request()

    def _lost(self, problem: CaptureError) -> None:
        listener = self._listener
        self.close()
        if listener:
            listener.desktop_lost(str(problem))

    def _window_changed(self, window: int, sample: Sample) -> None:
        # A browser's titles are settled when its page is known.
        self._pass_on(self._settling.offer(window, sample, at_once=sample.window is not None))

    def _settle(self) -> None:
        self._settle_timer = None
        self._pass_on(self._settling.pass_due(self._clock.now().awake_ms))

    def _pass_on(self, samples: list[Sample]) -> None:
        due_ms = self._settling.due_ms
        if due_ms is None:
            if self._settle_timer:
                self._settle_timer.cancel()
                self._settle_timer = None
        elif self._settle_timer is None:
            delay_ms = max(1, due_ms - self._clock.now().awake_ms)
            self._settle_timer = self._loop.call_later(delay_ms, self._settle)
        for sample in samples:
            if self._listener:
                self._listener.window_changed(sample)
