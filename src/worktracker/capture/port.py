"""The one face that every desktop shows to the program."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from worktracker.model.sample import Sample


@dataclass(frozen=True, slots=True)
class FrontProgram:
    """What tells which program is in front.

    Attributes:
        process: the process of the window in front, as it says; None if it does not, or runs elsewhere.
        window: the X window; None elsewhere.
        names: what the window calls its program; see ``Sample.app`` and ``Sample.instance``.
    """

    process: int | None = None
    window: int | None = None
    names: frozenset[str] = field(default=frozenset(), repr=False)


class Listener(Protocol):
    """Who hears of the desktop. Every call comes on the loop's thread."""

    def window_changed(self, sample: Sample) -> None:
        """Another window, title or page is in front since ``sample.at``; settled already."""
        ...

    def went_idle(self, idle_ms: int) -> None:
        """The idle threshold has passed; the last input was ``idle_ms`` milliseconds ago."""
        ...

    def came_back(self) -> None:
        """The first input after :meth:`went_idle`."""
        ...

    def input_seen(self) -> None:
        """The input that :meth:`Desktop.notify_input` waited for."""
        ...

    def lock_changed(self, locked: bool) -> None:
        """The session was locked or unlocked."""
        ...

    def desktop_lost(self, message: str) -> None:
        """The desktop is gone (the X server ended); nothing more will come. ``message`` is for the user."""
        ...


class SessionDesktopListener(Listener, Protocol):
    """Who hears of the desktop and of the session around it."""

    def asleep_changed(self, asleep: bool) -> None:
        """The machine is about to sleep or to shut down, or goes on.

        The machine waits for this call: what must be written has to be when it returns.
        """
        ...

    def clock_set(self) -> None:
        """The wall clock was set, or the machine woke up."""
        ...

    def idle_inhibitors_changed(self) -> None:
        """The answer to ``front_inhibits_idle`` may be another now."""
        ...


class Desktop(Protocol):
    """A desktop that can be watched: windows, idleness and its own lock behind one interface."""

    @property
    def sources(self) -> dict[str, str | None]:
        """Name of the source in use for ``window``, ``idle`` and ``session``; None where there is none."""
        ...

    @property
    def limits(self) -> list[str]:
        """What does not work on this desktop, one plain sentence each, for ``doctor``."""
        ...

    def open(self, listener: Listener, idle_threshold_ms: int) -> None:
        """Begin to watch; a first sample comes at once.

        Raises:
            CaptureError: the desktop can't be read, with the reason and what to do.
        """
        ...

    def idle_ms(self) -> int:
        """Milliseconds since the last input, asked for now.

        Raises:
            CaptureError: the desktop is gone.
        """
        ...

    def front_program(self) -> FrontProgram | None:
        """What tells which program is in front, asked for now; None where there is no window.

        Raises:
            CaptureError: the desktop is gone.
        """
        ...

    def notify_input(self) -> None:
        """Ask for one :meth:`Listener.input_seen` at the next input; at most one is pending."""
        ...

    def set_idle_threshold(self, threshold_ms: int) -> None:
        """Count as idle after ``threshold_ms`` milliseconds without input, from now on."""
        ...

    def close(self) -> None:
        """Stop watching and free what is held; may be called twice."""
        ...
