"""When the last input was, seen by pynput: for desktops that have no idle counter to ask.

pynput's listeners see keys. The callbacks here throw away everything they are given on
their first line and keep nothing but the time.
"""

from __future__ import annotations

import contextlib
from typing import Any

from worktracker.clock import Clock
from worktracker.errors import CaptureError

_PATIENCE_S = 1.0


class LastInput:
    """Listens to mouse and keyboard, in pynput's threads, for the time of the last input alone.

    Raises:
        CaptureError: pynput can't listen on this desktop.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._at_ms = clock.now().awake_ms
        try:
            from pynput import keyboard, mouse

            self._listeners: list[Any] = [
                mouse.Listener(on_move=self._seen, on_click=self._seen, on_scroll=self._seen),
                keyboard.Listener(on_press=self._seen, on_release=self._seen),
            ]
            for listener in self._listeners:
                listener.start()
            for listener in self._listeners:
                listener.wait()
        except Exception as problem:  # whatever the platform below pynput raises: import, display, permission
            raise CaptureError(
                "Mouse and keyboard can't be watched here, so idle time can't be told.",
                "Allow worktracker to monitor input in the system's privacy settings.",
            ) from problem

    def idle_ms(self) -> int:
        """Milliseconds since the last input, or since this began to listen."""
        return self._clock.now().awake_ms - self._at_ms

    def close(self) -> None:
        """Stop listening."""
        for listener in self._listeners:
            listener.stop()
            # On X11 pynput only queues the request that ends its thread, until the next input sends it.
            display = getattr(listener, "_display_stop", None)
            if display is not None:
                with contextlib.suppress(Exception):  # the server may be gone, and the thread with it
                    display.record_disable_context(listener._context)  # noqa: SLF001
                    display.flush()
            listener.join(_PATIENCE_S)

    def _seen(self, *what: object) -> None:
        del what
        self._at_ms = self._clock.now().awake_ms
