"""Idleness from a source that can only be asked, asked as rarely as can be."""

from __future__ import annotations

from collections.abc import Callable

from worktracker.capture.idle_port import IdleListener
from worktracker.clock import Clock
from worktracker.errors import CaptureError
from worktracker.loop import Loop, Timer

RETURN_INTERVAL_MS = 1000
"""How often is asked while a return is waited for, milliseconds."""

_SAME_INPUT_MS = 60
"""Two readings whose last inputs lie so close mean the same input: idle counters tick in 16 ms (Windows)."""


class PolledIdle:
    """Asks ``ask`` (milliseconds since the last input) only when the answer can matter.

    That is when the threshold can next be reached, and once a second while somebody is away
    or :meth:`notify_input` is pending. ``failed`` is told when ``ask`` raises in a timer.
    """

    def __init__(
        self,
        name: str,
        ask: Callable[[], int],
        clock: Clock,
        loop: Loop,
        failed: Callable[[CaptureError], None],
        stop: Callable[[], None] = lambda: None,
    ) -> None:
        self._name = name
        self._ask = ask
        self._clock = clock
        self._loop = loop
        self._failed = failed
        self._stop = stop
        self._listener: IdleListener | None = None
        self._threshold_ms = 0
        self._last_input_ms = 0
        self._away = False
        self._pending = False
        self._timer: Timer | None = None

    @property
    def name(self) -> str:
        """What ``status`` calls this source."""
        return self._name

    def start(self, listener: IdleListener, threshold_ms: int) -> None:
        """Begin to tell; at once, if the threshold has passed already. Raises what ``ask`` raises."""
        self._listener = listener
        self._threshold_ms = threshold_ms
        self._look()

    def idle_ms(self) -> int:
        """Milliseconds since the last input; raises what ``ask`` raises."""
        return self._ask()

    def notify_input(self) -> None:
        """Ask for one ``input_seen`` at the next input; raises what ``ask`` raises."""
        if self._pending:
            return
        self._look()
        self._pending = True
        self._wait(RETURN_INTERVAL_MS)

    def set_threshold(self, threshold_ms: int) -> None:
        """Count as idle after ``threshold_ms`` milliseconds without input; raises what ``ask`` raises."""
        self._threshold_ms = threshold_ms
        self._look()

    def close(self) -> None:
        """Tell nothing more, and end what measures."""
        self._listener = None
        if self._timer:
            self._timer.cancel()
            self._timer = None
        self._stop()

    def _wait(self, delay_ms: int) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = self._loop.call_later(delay_ms, self._time_to_look)

    def _time_to_look(self) -> None:
        self._timer = None
        try:
            self._look()
        except CaptureError as problem:
            self._failed(problem)

    def _look(self) -> None:
        if self._listener is None:
            return
        idle_ms = self._ask()
        last_input_ms = self._clock.now().awake_ms - idle_ms
        touched = last_input_ms > self._last_input_ms + _SAME_INPUT_MS
        self._last_input_ms = last_input_ms
        waits_for_input = self._pending and not touched
        waits_for_return = idle_ms >= self._threshold_ms or (self._away and not touched)
        until_idle_ms = self._threshold_ms - idle_ms
        # The timer stands before anybody is told: a listener may close this source, or ask for more.
        self._wait(RETURN_INTERVAL_MS if waits_for_input or waits_for_return else max(1, until_idle_ms))
        self._tell(idle_ms, touched)

    def _tell(self, idle_ms: int, touched: bool) -> None:
        listener = self._listener
        if listener and touched and self._pending:
            self._pending = False
            listener.input_seen()
        if listener and touched and self._away:
            self._away = False
            listener.came_back()
        if self._listener and not self._away and idle_ms >= self._threshold_ms:
            self._away = True
            self._listener.went_idle(idle_ms)
