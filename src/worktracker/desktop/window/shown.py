"""The window as the app has it: it comes when it is asked for, and who may see it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from worktracker.desktop.state import Shown
from worktracker.errors import WorkTrackerError
from worktracker.model.settings import parse_lock

if TYPE_CHECKING:
    from worktracker.desktop.app import App
    from worktracker.desktop.window.in_turns import InTurns
    from worktracker.desktop.window.window import Window


GIVEN_BACK_MS = (1_000, 2_000)
"""From the window's end until what it needed is given back: what is found to be of no use holds the rest."""

FILES_MS = 3_000
"""From the window's end until what it mapped of files is let go of."""

_FIRST = "day"
"""The page that the window begins with."""


class ShownWindow:
    """The window, made when it is asked for and freed when it is closed.

    Args:
        app: whose window it is.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._recording = app.recording
        self._window: Window | None = None
        self._made: Window | None = None  # not in sight yet
        self._coming: InTurns | None = None
        self._wanted: str | None = None
        self._seen_ms: int | None = None  # when its user closed it, by the boot clock
        self._then: Callable[[], None] | None = None  # when it is uncovered

    def show_soon(self, page: str | None = None) -> None:
        """As ``app.show_page``; where it is not there yet, a part at a time, so that nothing waits for it."""
        self._wanted = page
        if self._window is not None:
            self._appear()
        elif self._coming is None:
            from worktracker.desktop.window.in_turns import InTurns
            from worktracker.desktop.window.parts import modules

            names = modules("window", page or _FIRST)
            load = [partial(import_module, name) for name in names if name not in sys.modules]
            self._coming = InTurns(self._app, [*load, self._prepare, self._turn, self._appear])

    def show(self, state: Shown, page: str | None = None) -> Window:
        """Show it, in front, with a page if one is named; with the first where it was not there.

        Raises:
            WorkTrackerError: the settings can't be read.
        """
        if self._window is None:
            window = self._made or self._make()
            self._comes_no_more()
            self._hide_if_wished(window)
            window.show_state(state)
            window.turn_to(page or _FIRST)
            self._window = window
        elif page is not None:
            self._window.turn_to(page)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        if not self._window.is_covered:
            self._uncovered()
        return self._window

    def when_uncovered(self, deed: Callable[[], None]) -> None:
        """Do what whoever sits there may do only if the window would show them what it shows.

        Where it hides that, it comes to the front first, and the deed is done once it is uncovered.

        Raises:
            WorkTrackerError: the settings can't be read.
        """
        hidden = self._window.is_covered if self._window is not None else self._asks_first()
        if hidden:
            self._then = deed
            self.show_soon()
        else:
            deed()

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
        """Close it, if it is there, or coming."""
        self._comes_no_more()
        if self._window is not None:
            self._window.close()

    def follow(self) -> None:
        """Follow settings that were changed, if it is there."""
        if self._window is not None:
            self._window.follow()

    def _make(self) -> Window:
        from worktracker.desktop.window.window import Window

        app = self._app
        window = Window(self._recording, app.notify, app.tell, app.open, first=None)
        window.closed.connect(self._closed)
        window.start_asked.connect(app.start)
        window.pause_asked.connect(app.pause)
        window.menu_asked.connect(app.show_menu)
        window.end_asked.connect(app.erase_everything)
        window.uncovered.connect(self._uncovered)
        return window

    def _prepare(self) -> None:
        try:
            self._made = self._make()
        except WorkTrackerError as error:
            self._comes_no_more()
            self._app.tell(error)

    def _turn(self) -> None:
        if self._made is not None:
            with suppress(WorkTrackerError):  # told where it is to appear
                self._made.turn_to(self._wanted or _FIRST)

    def _appear(self) -> None:
        try:
            self._app.show_page(self._wanted)
        except WorkTrackerError as error:
            self._comes_no_more()
            self._app.tell(error)

    def _comes_no_more(self) -> None:
        if self._coming is not None:
            self._coming.end()
        self._coming = self._made = None

    def _hide_if_wished(self, window: Window) -> None:
        """Have it hide what it shows when nobody uses it, if that is wished."""
        wait_ms = self._wait_ms()
        if wait_ms is not None:
            window.hide_when_unused(wait_ms, now=self._asks_first())

    def _wait_ms(self) -> int | None:
        return parse_lock(self._recording.opened.store.settings.get("lock-window"))

    def _asks_first(self) -> bool:
        """Whether it asks for the passphrase where it is opened now.

        To close it and open it again is no way around that; without a passphrase there is none to ask.
        """
        wait_ms = self._wait_ms()
        if wait_ms is None or self._recording.slots.current.passphrase is None:
            return False
        return self._seen_ms is None or self._recording.clock.now().boot_ms - self._seen_ms >= wait_ms

    def _uncovered(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _closed(self) -> None:
        window, self._window = self._window, None
        self._then = None
        if window is not None:
            self._seen_ms = None if window.is_covered else self._recording.clock.now().boot_ms
            window.deleteLater()
            for after_ms in GIVEN_BACK_MS:
                self._app.loop.call_later(after_ms, self._give_back)
            self._app.loop.call_later(FILES_MS, self._let_go_of_files)

    def _give_back(self) -> None:
        from worktracker.desktop.memory import give_back_memory

        if self._window is None:
            give_back_memory()

    def _let_go_of_files(self) -> None:
        from worktracker.desktop.memory import let_go_of_files

        if self._window is None:
            let_go_of_files()
