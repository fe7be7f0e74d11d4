"""Forgetting beside the recording: on a thread of its own, with a connection of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from worktracker.clock import Clock
from worktracker.errors import WorkTrackerError
from worktracker.home import Home
from worktracker.loop import Loop
from worktracker.store.erase import Forgotten, Selection
from worktracker.store.store import Store

_log = logging.getLogger(__name__)


class Erasing:
    """Erases from the store and from its copies; who asks for it holds the file meanwhile.

    Args:
        home: where the copies lie.
        store: brings the store as it is open at the moment.
        clock, loop: time and events.
    """

    def __init__(self, home: Home, store: Callable[[], Store], clock: Clock, loop: Loop) -> None:
        self._home = home
        self._store = store
        self._clock = clock
        self._loop = loop
        self._thread: threading.Thread | None = None

    def begin(self, selection: Selection, done: Callable[[Forgotten | WorkTrackerError], None]) -> None:
        """Erase in the background; ``done`` hears of it on the loop's thread."""
        now_ms = self._clock.now().wall_ms

        def run() -> None:
            result: Forgotten | WorkTrackerError
            try:
                result = self._erase(selection, now_ms)
            except WorkTrackerError as error:
                result = error
            except Exception as error:  # noqa: BLE001 - whatever it is, the hold has to end
                _log.error("Forgetting ended in a %s.", type(error).__name__)
                result = WorkTrackerError("Forgetting broke off; something may be left.", "Do it again.")
            self._loop.call_soon_threadsafe(lambda: done(result))

        self._thread = threading.Thread(target=run, name="forget")
        self._thread.start()

    def wait(self) -> None:
        """Wait for its end."""
        if self._thread is not None:
            self._thread.join()

    def _erase(self, selection: Selection, now_ms: int) -> Forgotten:
        from worktracker.app.backups import forget, require_reached  # nothing needs them at rest
        from worktracker.app.forget_command import forget_command

        store = self._store().again()
        try:
            erased = forget(self._home, store, replace(selection, now_ms=now_ms))
        finally:
            store.close()
        offset_s = self._clock.zone_at(now_ms).offset_s
        require_reached(erased.copies, forget_command(selection.period, now_ms, offset_s))
        return erased.forgotten
