"""Today's report as the app has it: a window that comes when it is asked for, and who may see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from worktracker.app.recording import Recording
from worktracker.desktop.state import Shown
from worktracker.model.settings import parse_lock

if TYPE_CHECKING:
    from worktracker.desktop.report_window import ReportWindow


class Report:
    """The report's window, made when it is asked for and freed when it is closed.

    Args:
        recording: what is shown.
        start, toggle: what its button asks for.
    """

    def __init__(self, recording: Recording, start: Callable[[], None], toggle: Callable[[], None]) -> None:
        self._recording = recording
        self._start = start
        self._toggle = toggle
        self._window: ReportWindow | None = None
        self._seen_ms: int | None = None  # when its user closed it, by the boot clock

    def show(self, state: Shown) -> None:
        """Show it, in front.

        Raises:
            WorkTrackerError: the settings can't be read.
        """
        if self._window is None:
            from worktracker.desktop.report_window import ReportWindow

            window = ReportWindow(self._recording)
            window.closed.connect(self._closed)
            window.start_asked.connect(self._start)
            window.toggle_asked.connect(self._toggle)
            self._hide_if_wished(window)
            window.show_state(state)
            self._window = window
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def show_state(self, state: Shown) -> None:
        """Say in it what is so now, if it is there."""
        if self._window is not None:
            self._window.show_state(state)

    def _hide_if_wished(self, window: ReportWindow) -> None:
        """Have it hide what it shows when nobody uses it, if that is wished."""
        wait_ms = parse_lock(self._recording.opened.store.settings.get("lock-window"))
        if wait_ms is None:
            return
        unused = self._seen_ms is None or self._recording.clock.now().boot_ms - self._seen_ms >= wait_ms
        # To close it and open it again is no way around the passphrase; without one there is none to ask.
        asks = self._recording.slots.current.passphrase is not None
        window.hide_when_unused(wait_ms, now=asks and unused)

    def _closed(self) -> None:
        window, self._window = self._window, None
        if window is not None:
            self._seen_ms = None if window.is_covered else self._recording.clock.now().boot_ms
            window.deleteLater()
