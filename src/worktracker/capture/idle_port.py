"""The face that every source of idleness shows to its desktop."""

from __future__ import annotations

from typing import Protocol


class IdleListener(Protocol):
    """The part of :class:`worktracker.capture.port.Listener` that idleness concerns."""

    def went_idle(self, idle_ms: int) -> None:
        """The idle threshold has passed; the last input was ``idle_ms`` milliseconds ago."""
        ...

    def came_back(self) -> None:
        """The first input after :meth:`went_idle`."""
        ...

    def input_seen(self) -> None:
        """The input that :meth:`IdleSource.notify_input` waited for."""
        ...


class IdleSource(Protocol):
    """Something that knows how long ago the last input was."""

    @property
    def name(self) -> str:
        """What ``status`` calls it."""
        ...

    def start(self, listener: IdleListener, threshold_ms: int) -> None:
        """Begin to tell; at once, if the threshold has passed already."""
        ...

    def idle_ms(self) -> int:
        """Milliseconds since the last input, asked for now. Raises CaptureError if that can't be known."""
        ...

    def notify_input(self) -> None:
        """Ask for one ``input_seen`` at the next input; at most one is pending."""
        ...

    def set_threshold(self, threshold_ms: int) -> None:
        """Count as idle after ``threshold_ms`` milliseconds without input, from now on."""
        ...

    def close(self) -> None:
        """Tell nothing more; may be called twice."""
        ...
