"""The face of what knows about the session."""

from __future__ import annotations

from typing import Protocol

from worktracker.capture.session.holder import Holder


class SessionListener(Protocol):
    """Who hears of the session. Every call comes on the loop's thread."""

    def session_changed(self) -> None:
        """It was locked or unlocked, or it is not known any more."""
        ...

    def asleep_changed(self, asleep: bool) -> None:
        """The machine is about to sleep or to shut down, or goes on.

        The machine waits for this call: what must be written has to be when it returns.
        """
        ...

    def clock_set(self) -> None:
        """The wall clock was set, or the machine woke up; told where :attr:`Session.tells_wake_ups`."""
        ...

    def idle_inhibitors_changed(self) -> None:
        """Some program asks the session not to go idle, or does so no more."""
        ...


class Session(Protocol):
    """What tells whether somebody can be at work in this session."""

    @property
    def name(self) -> str | None:
        """What ``status`` calls the source in use; None where there is none."""
        ...

    @property
    def locked(self) -> bool:
        """Whether nobody can be at work here: locked, another user's turn, or no longer known."""
        ...

    @property
    def limits(self) -> list[str]:
        """What does not work, one plain sentence each, for ``doctor``."""
        ...

    @property
    def tells_wake_ups(self) -> bool:
        """Whether every wake-up of the machine is told at once, also where no word of its sleep came."""
        ...

    def open(self, listener: SessionListener) -> None:
        """Begin to listen. What can be heard is known when this returns."""
        ...

    def idle_inhibitors(self) -> frozenset[Holder]:
        """Who asks the session not to go idle, asked for now."""
        ...

    def watch_idle_inhibitors(self, *, watch: bool) -> None:
        """Tell of changes of :meth:`idle_inhibitors`, or no more."""
        ...

    def close(self) -> None:
        """Stop listening and let go of what is held; may be called twice."""
        ...
