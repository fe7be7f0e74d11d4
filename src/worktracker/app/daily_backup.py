"""One copy of the store a day, made by the running app."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from worktracker.app.opening import OpenStore
from worktracker.clock import Clock
from worktracker.errors import StoreUnavailableError, WorkTrackerError
from worktracker.home import Home
from worktracker.keys.slots import load
from worktracker.loop import Loop, Timer
from worktracker.model.days import local_datetime

FIRST_MS = 600_000
"""How long after its start the app looks first: a start is never slower for a copy."""

AGAIN_MS = 3_600_000
"""How often it looks whether today has a copy. Its timers stand still while the machine sleeps."""

_NOT_MADE = "No copy of the record was made: %s"

_log = logging.getLogger(__name__)


class DailyBackup:
    """Copies the store into the home once a local day, on a thread with a connection of its own.

    Args:
        home: whose store.
        opened: brings the store as it is open at the moment.
        clock, loop: time and events.
        ended: called on the loop's thread when an attempt has ended.
    """

    def __init__(
        self,
        home: Home,
        opened: Callable[[], OpenStore],
        clock: Clock,
        loop: Loop,
        ended: Callable[[], None],
    ) -> None:
        self._home = home
        self._opened = opened
        self._clock = clock
        self._loop = loop
        self._ended = ended
        self._thread: threading.Thread | None = None
        self._given_up = threading.Event()
        self._trouble: str | None = None
        self._timer: Timer = loop.call_later(FIRST_MS, self._look)

    @property
    def trouble(self) -> str | None:
        """What a copy has found to be wrong with the store, for the user; None if nothing."""
        return self._trouble

    def give_up(self) -> None:
        """Let the store go: something more urgent needs it. The copy is tried again in an hour."""
        self._given_up.set()

    def close(self) -> None:
        """End, together with a copy that is being made."""
        self._timer.cancel()
        self.give_up()
        if self._thread is not None:
            self._thread.join()

    def _look(self) -> None:
        self._timer = self._loop.call_later(AGAIN_MS, self._look)
        try:
            self._begin()
        except WorkTrackerError as error:
            _log.warning(_NOT_MADE, error.message)

    def _begin(self) -> None:
        store = self._opened().store
        if self._thread is not None or not store.settings.switch("backup"):
            return
        from worktracker.app.backups import Backups  # at rest the app does without

        now_ms = self._clock.now().wall_ms
        now = local_datetime(now_ms, self._clock.zone_at(now_ms).offset_s)
        backups = Backups.of(self._home, store)
        if any(each.made.date() == now.date() for each in backups.in_home()):
            return
        keep = int(store.settings.get("backup-keep"))
        self._given_up.clear()

        def make() -> None:
            from worktracker.app.backups import copies_locked

            trouble: str | None = None
            try:
                with copies_locked(self._home, wait_s=0):
                    # As they are now: a command may have changed the passphrase since the app began.
                    backups.create(load(self._home.keys), now, given_up=self._given_up.is_set)
                    backups.prune(keep, now)
            except StoreUnavailableError as error:
                trouble = str(error)
            except WorkTrackerError as error:
                _log.warning(_NOT_MADE, error.message)
            except Exception as error:  # noqa: BLE001 - whatever it is, there is another day
                _log.error("Copying the record ended in a %s.", type(error).__name__)
            self._loop.call_soon_threadsafe(lambda: self._done(trouble))

        self._thread = threading.Thread(target=make, name="backup")
        self._thread.start()

    def _done(self, trouble: str | None) -> None:
        assert self._thread is not None
        self._thread.join()
        self._thread = None
        self._trouble = trouble
        self._ended()
