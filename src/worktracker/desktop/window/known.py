"""Settings that a page can always show: those of a record that can't be read now are as they were last."""

from __future__ import annotations

from collections.abc import Callable

from worktracker.app.recording import Recording
from worktracker.desktop.said import said_text
from worktracker.errors import StoreBusyError, StoreUnavailableError
from worktracker.store.settings import Values


class KnownSettings(Values):
    """The settings as they are, or were when they could last be read.

    Args:
        recording: whose.
        told: hears why they can't be read, each time.

    Attributes:
        trouble: why they could not be read the last time; None if they could.

    Raises:
        StoreBusyError, StoreUnavailableError: they can't be read even once.
    """

    def __init__(self, recording: Recording, told: Callable[[str], None]) -> None:
        self._recording = recording
        self._told = told
        self._known = recording.opened.store.settings.all()
        self.trouble: str | None = None

    def get(self, name: str) -> str:
        """See :meth:`Values.get`."""
        try:
            self._known[name] = self._recording.opened.store.settings.get(name)
            self.trouble = None
        except (StoreBusyError, StoreUnavailableError) as error:
            self.trouble = said_text(error.message)
            self._told(self.trouble)
        return self._known[name]
