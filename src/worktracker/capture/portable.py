"""Any desktop that pywinctl can read: Windows, macOS, and as a last resort the others.

pywinctl tells nothing by itself, so it is asked once a second. A window's change is dated
to when it was seen, at most a second late.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from worktracker.capture.idle_port import IdleSource
from worktracker.capture.os_idle import os_idle
from worktracker.capture.polled_idle import PolledIdle
from worktracker.capture.port import FrontProgram, Listener
from worktracker.capture.program import program_name
from worktracker.capture.settle import NO_WINDOW, Settling
from worktracker.clock import Clock
from worktracker.errors import CaptureError
from worktracker.loop import Loop, Timer
from worktracker.model.explanation import SeenBy
from worktracker.model.sample import Sample

_INTERVAL_MS = 1000

_POLLED_LIMIT = "This desktop is asked once a second; what lasts less than a second may be missed."
_NO_IDLE_LIMIT = "This desktop does not tell how long nobody touched it; idle time is not recorded."


class PortableDesktop:
    """Watches through pywinctl, which is imported when :meth:`open` is called and not before."""

    def __init__(self, clock: Clock, loop: Loop) -> None:
        self._clock = clock
        self._loop = loop
        self._listener: Listener | None = None
        self._active_window: Callable[[], Any] | None = None
        self._idle: IdleSource | None = None
        self._settling = Settling()
        self._timer: Timer | None = None
        self._handle: Any = None
        self._app: str | None = None

    @property
    def sources(self) -> dict[str, str | None]:
        """See :class:`worktracker.capture.port.Desktop`."""
        return {
            "window": "pywinctl" if self._active_window else None,
            "idle": self._idle.name if self._idle else None,
            "session": None,
        }

    @property
    def limits(self) -> list[str]:
        """See :class:`worktracker.capture.port.Desktop`."""
        without_idle = [_NO_IDLE_LIMIT] if self._active_window and not self._idle else []
        return [_POLLED_LIMIT, *without_idle]

    def open(self, listener: Listener, idle_threshold_ms: int) -> None:
        """See :class:`worktracker.capture.port.Desktop`; the first sample comes before this returns.

        Raises:
            CaptureError: pywinctl can't read this desktop.
        """
        self._active_window = _find_pywinctl()
        self._listener = listener
        self._poll()
        self._idle = self._find_idle()
        if self._idle:
            self._idle.start(listener, idle_threshold_ms)

    def idle_ms(self) -> int:
        """See :class:`worktracker.capture.port.Desktop`.

        Raises:
            CaptureError: the desktop does not tell.
        """
        if self._idle is None:
            raise CaptureError(_NO_IDLE_LIMIT)
        return self._idle.idle_ms()

    def front_program(self) -> FrontProgram | None:
        """See :class:`worktracker.capture.port.Desktop`."""
        try:
            window = self._active_window() if self._active_window else None
            return None if window is None else FrontProgram(int(window.getPID()))
        except Exception:  # noqa: BLE001 - as in _look: a window that is gone
            return None

    def notify_input(self) -> None:
        """See :class:`worktracker.capture.port.Desktop`."""
        if self._idle:
            self._idle.notify_input()

    def set_idle_threshold(self, threshold_ms: int) -> None:
        """See :class:`worktracker.capture.port.Desktop`."""
        if self._idle:
            self._idle.set_threshold(threshold_ms)

    def close(self) -> None:
        """See :class:`worktracker.capture.port.Desktop`."""
        self._listener = None
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._idle:
            self._idle.close()
            self._idle = None
        self._active_window = None

    def _find_idle(self) -> IdleSource | None:
        found = os_idle()
        if found:
            name, ask = found
            return PolledIdle(name, ask, self._clock, self._loop, self._lost)
        from worktracker.capture.input_pynput import LastInput

        try:
            seen = LastInput(self._clock)
        except CaptureError:
            return None
        return PolledIdle("pynput", seen.idle_ms, self._clock, self._loop, self._lost, seen.close)

    def _poll(self) -> None:
        self._timer = self._loop.call_later(_INTERVAL_MS, self._poll)
        window, app, title = self._look()
        at = self._clock.now()
        passing = self._settling.offer(window, Sample(at, app=app, title=title, seen_by=SeenBy.PORTABLE))
        for sample in passing:
            if self._listener:
                self._listener.window_changed(sample)

    def _look(self) -> tuple[int, str | None, str | None]:
        """Number, application and title of the window in front; none of it if it vanishes meanwhile."""
        assert self._active_window is not None
        try:
            window = self._active_window()
            if window is None:
                return NO_WINDOW, None, None
            handle, title = window.getHandle(), window.title
            if handle != self._handle:
                self._handle, self._app = handle, _app_of(window, title)
        except Exception:  # noqa: BLE001 - pywinctl lets through whatever each system raises for a window that is gone
            return NO_WINDOW, None, None
        # A handle is a number on Windows and X11 and an object on macOS; 0 stands for no window.
        return hash(handle) or -1, self._app, title or None

    def _lost(self, problem: CaptureError) -> None:
        listener = self._listener
        self.close()
        if listener:
            listener.desktop_lost(str(problem))


def _find_pywinctl() -> Callable[[], Any]:
    """pywinctl's ``getActiveWindow``. Raises CaptureError."""
    if sys.platform == "linux":
        from worktracker.capture.x11.wire import forbid_tcp

        forbid_tcp()  # pywinctl and pynput connect to X servers by themselves
    try:
        import pywinctl
    except Exception as problem:  # without a display it raises what the library below it raises
        raise CaptureError(
            "This desktop can't be read.", "Start worktracker inside a desktop session."
        ) from problem
    return pywinctl.getActiveWindow


def _app_of(window: Any, title: str) -> str | None:
    if sys.platform == "linux":
        return program_name(window.getPID())  # getAppName starts a shell at each call there
    app = window.getAppName()
    if sys.platform == "win32" and app == title:
        return None  # what pywinctl says of a program it can't find; a title must not pass as an application
    return app or None
