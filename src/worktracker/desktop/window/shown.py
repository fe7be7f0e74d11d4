"""The window as the app has it: it comes when it is asked for, and who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worktracker.desktop.state import Shown
from worktracker.model.settings import parse_lock

if TYPE_CHECKING:
    from worktracker.desktop.app import App
    from worktracker.desktop.window.window import Window


class ShownWindow:
    """The window, made when it is asked for and freed when it is closed.

    Args:
        app: whose window it is.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._recording = app.recording
        self._window: Window | None = None
        self._seen_ms: int | None = None  # when its user closed it, by the boot clock

    def show(self, state: Shown, page: str | None = None) -> Window:
        """Show it, in front, with a page if one is named.

        Raises:
            WorkTrackerError: the settings can't be read.
        """
        if self._window is None:
            from worktracker.desktop.window.window import Window

            app = self._app
            window = Window(self._recording, app.notify, app.tell, app.open)
            window.closed.connect(self._closed)
            window.start_asked.connect(app.start)
            window.pause_asked.connect(app.pause)
            window.menu_asked.connect(app.show_menu)
            window.end_asked.connect(app.erase_everything)
            self._hide_if_wished(window)
            window.show_state(state)
            self._window = window
        if page is not None:
            self._window.turn_to(page)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        return self._window

    def refresh(self) -> None:
        """Bring what it shows up to this moment, if it is there."""
        if self._window is not None:
            self._window.refresh()

    def let_readers_rest(self) -> None:
        """Let go of threads and files that only the window needs, if it is not there."""
        if self._window is None:
            self._recording.reading.rest()
            self._recording.long_reading.rest()

    def show_state(self, state: Shown) -> None:
        """Say in it what is so now, if it is there."""
        if self._window is not None:
            self._window.show_state(state)

    def close(self) -> None:
        """Close it, if it is there."""
        if self._window is not None:
            self._window.close()

    def follow(self) -> None:
        """Follow settings that were changed, if it is there."""
        if self._window is not None:
            self._window.follow()

    def _hide_if_wished(self, window: Window) -> None:
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
