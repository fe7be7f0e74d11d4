"""Forgetting, and other long changes, beside the recording: on a thread and a connection of their own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from worktracker.clock import Clock
from worktracker.errors import StoreBusyError, WorkTrackerError
from worktracker.home import Home
from worktracker.loop import Loop
from worktracker.privacy.rules import Rule
from worktracker.store.connection import translated
from worktracker.store.erase import Forgotten, Selection
from worktracker.store.store import Store

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


class BrokenOffError(WorkTrackerError):
    """The user has broken a change off; the record is as it was."""

    title = "Nothing was changed"


class Deed:
    """One change that was begun."""

    def __init__(self) -> None:
        self.given_up = False

    def break_off(self) -> None:
        """Give it up, unless it is done already: the transaction in which it is, is taken back."""
        self.given_up = True


class Erasing:
    """Changes the store, one change after the other; who asks for one holds the file meanwhile.

    Args:
        store: brings the store as it is open at the moment.
        loop: where the end is told.
    """

    def __init__(self, store: Callable[[], Store], loop: Loop) -> None:
        self._store = store
        self._loop = loop
        self._turn = threading.Lock()
        self._threads: list[threading.Thread] = []

    def begin(self, work: Callable[[Store], _T], done: Callable[[_T | WorkTrackerError], None]) -> Deed:
        """Do ``work`` in the background; ``done`` hears of it on the loop's thread."""
        deed = Deed()
        thread = threading.Thread(target=self._run, args=(deed, work, done), name="erase")
        self._threads = [each for each in self._threads if each.is_alive()]
        self._threads.append(thread)
        thread.start()
        return deed

    def wait(self) -> None:
        """Wait for the end of all that was begun."""
        for thread in self._threads:
            thread.join()

    def _run(
        self, deed: Deed, work: Callable[[Store], _T], done: Callable[[_T | WorkTrackerError], None]
    ) -> None:
        result: _T | WorkTrackerError
        try:
            with self._turn:
                result = self._carry_out(deed, work)
        except WorkTrackerError as error:
            result = error
        except Exception as error:  # noqa: BLE001 - whatever it is, the hold has to end
            _log.error("A change of the record ended in a %s.", type(error).__name__)
            result = WorkTrackerError("It broke off; something may be left to do.", "Do it again.")
        if deed.given_up and isinstance(result, StoreBusyError):
            result = BrokenOffError("It was broken off, and the record is as it was.")
        self._loop.call_soon_threadsafe(partial(done, result))

    def _carry_out(self, deed: Deed, work: Callable[[Store], _T]) -> _T:
        store = self._store().again()
        try:
            store.read_while(lambda: not deed.given_up)
            with translated():
                return work(store)
        finally:
            store.close()


def forget_reached(home: Home, selection: Selection, clock: Clock, store: Store) -> Forgotten:
    """Erase from the store and from its copies.

    Raises:
        CopiesAwayError: it is gone but from copies in folders that are not there now.
        WorkTrackerError: something may be left.
    """
    from worktracker.app.backups import forget, require_reached  # nothing needs them at rest
    from worktracker.app.forget_command import forget_command

    now_ms = clock.now().wall_ms
    erased = forget(home, store, replace(selection, now_ms=now_ms))
    offset_s = clock.zone_at(now_ms).offset_s
    require_reached(erased.copies, forget_command(selection.period, now_ms, offset_s))
    return erased.forgotten


def purge_reached(home: Home, rule: Rule, store: Store) -> Forgotten:
    """Apply an exclusion rule to what the store and its copies hold; raises as :func:`forget_reached`."""
    from worktracker.app.backups import purge, require_reached

    erased = purge(home, store, rule)
    require_reached(erased.copies, "the same again.")
    return erased.forgotten


def exclude_reached(home: Home, rule: Rule, now_ms: int, store: Store) -> Forgotten:
    """Add an exclusion rule, and apply it as :func:`purge_reached` does."""
    return purge_reached(home, store.rules.add(rule, now_ms), store)
