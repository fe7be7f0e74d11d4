"""Erasing by age while the app runs: once a day, in slices too short to be noticed."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from worktracker.errors import StoreBusyError, WorkTrackerError
from worktracker.loop import Loop, Timer
from worktracker.model.days import DAY_MS, day_number
from worktracker.model.moment import Moment

if TYPE_CHECKING:
    from worktracker.app.recording import Recording

FIRST_MS = 60_000
"""How long after its start the app looks first."""

AGAIN_MS = 3_600_000
"""How often it looks whether another day has begun. Its timers stand still while the machine sleeps."""

SLICE_MS = 20
"""How long the loop may be kept; then it is free for :data:`REST` times as long."""

REST = 9

TRUST_MS = 60 * DAY_MS
"""How long after what was recorded before it may be; later is believed on another day only."""

_SOON_MS = 1_000

_NOTHING_ERASED = "Nothing was erased by age: %s"

_log = logging.getLogger(__name__)


class ClockTrust:
    """How late it may be: a clock that is wrong for an hour must not age everything for good.

    Args:
        newest_ms: where the newest span ends that was recorded before this app began; None if
            there is none, and nothing to go by.
    """

    def __init__(self, newest_ms: int | None) -> None:
        self._latest_ms = None if newest_ms is None else newest_ms + TRUST_MS
        self._doubted: tuple[int, Moment] | None = None

    def limited(self, now: Moment, today: int) -> int:
        """The instant (milliseconds) to age by; ``today`` is the number of the local day at ``now``.

        That is now, unless it is later than can be believed: then it is the last that can, until
        the same clock has gone on to another day.
        """
        if self._doubted is not None and not _same_clock(self._doubted[1], now):
            self._doubted = None
        if self._latest_ms is not None and now.wall_ms > self._latest_ms:
            self._doubted = self._doubted or (today, now)
            if today <= self._doubted[0]:
                return self._latest_ms
        self._doubted = None
        self._latest_ms = now.wall_ms + TRUST_MS
        return now.wall_ms


def _same_clock(before: Moment, now: Moment) -> bool:
    """Whether the wall clock went on as time did; not all systems count the time asleep."""
    return abs(now.wall_ms - before.wall_ms - (now.boot_ms - before.boot_ms)) <= DAY_MS


class Ageing:
    """Has what is too old erased: on the loop's thread, with a connection of its own for each slice.

    The file is rewritten without the bytes when nobody is at the machine, or at the app's next
    start; recording waits in memory for these seconds.
    """

    def __init__(self, recording: Recording, loop: Loop, first_ms: int = FIRST_MS) -> None:
        self._recording = recording
        self._loop = loop
        self._day: int | None = None
        self._begun_ms: int | None = None  # since when a run is going on
        self._leftovers = False
        self._from_before = True  # what is left over may be an earlier app's
        self._thread: threading.Thread | None = None
        self._trust = ClockTrust(recording.opened.store.newest_end_ms)
        self._timer: Timer = loop.call_later(first_ms, self._look)

    def look_soon(self) -> None:
        """Settings were changed: begin anew in a moment."""
        self._from_before = False  # whoever changed them may be rewriting the file right after
        self._day = None
        if self._begun_ms is None:
            self._wait(_SOON_MS)

    def rewrite_if_away(self) -> None:
        """Rewrite the file if something was erased and nobody is at the machine."""
        if self._leftovers and self._recording.away and not self._recording.held:
            self._rewrite()

    def close(self) -> None:
        """End, together with a rewriting that is going on."""
        self._timer.cancel()
        self._leftovers = False
        if self._thread is not None:
            self._thread.join()

    def _wait(self, wait_ms: int) -> None:
        self._timer.cancel()
        self._timer = self._loop.call_later(wait_ms, self._look)

    def _look(self) -> None:
        self._wait(AGAIN_MS)
        try:
            self._wait(self._next())
        except WorkTrackerError as error:
            _log.warning(_NOTHING_ERASED, error.message)

    def _next(self) -> int:
        """Begin a run or go on with one; milliseconds to wait before the next look."""
        recording = self._recording
        now = recording.clock.now()
        offset_s = recording.clock.zone_at(now.wall_ms).offset_s
        today = day_number(now.wall_ms, offset_s, recording.opened.store.settings.day_start_ms)
        if self._begun_ms is None and today != self._day and recording.agreed:
            recording.settle()  # what goes on is as old as it is long
            self._day, self._begun_ms = today, self._trust.limited(now, today)
        return AGAIN_MS if self._begun_ms is None else self._slice(self._begun_ms)

    def _slice(self, now_ms: int) -> int:
        """Work a little; milliseconds to wait before the next."""
        if self._recording.held:
            return _SOON_MS
        from worktracker.store.retention import Retention  # at rest the app does without

        begun = time.perf_counter()
        try:
            store = self._recording.opened.store.again(busy_ms=0)
            try:
                work = Retention(store.connection, store.settings.keeping(), store.settings.day_start_ms)
                while more := work.step(now_ms):
                    if (time.perf_counter() - begun) * 1000 >= SLICE_MS:
                        break
                leftovers = not more and work.leftovers
            finally:
                store.close()
        except StoreBusyError:
            return _SOON_MS
        except WorkTrackerError as error:
            _log.warning(_NOTHING_ERASED, error.message)
            self._begun_ms = None
            return AGAIN_MS
        if more:
            return round((time.perf_counter() - begun) * 1000 * REST) + 1
        self._begun_ms = None
        self._leftovers = leftovers
        if leftovers and self._from_before:
            self._rewrite()
        self._from_before = False
        self.rewrite_if_away()
        return _SOON_MS if self._day is None else AGAIN_MS

    def _rewrite(self) -> None:
        self._leftovers = False  # if it fails, the next day's run finds them again
        try:
            self._recording.hold(cut=False)
        except StoreBusyError:
            return

        def rewrite() -> None:
            from worktracker.store.retention import Retention

            try:
                store = self._recording.opened.store.again()
                try:
                    Retention(
                        store.connection, store.settings.keeping(), store.settings.day_start_ms
                    ).finish()
                finally:
                    store.close()
            except WorkTrackerError as error:
                _log.warning("What was erased by age is in the file yet: %s", error.message)
            except Exception as error:  # noqa: BLE001 - whatever it is, the hold has to end
                _log.error("Rewriting the file ended in a %s.", type(error).__name__)
            self._loop.call_soon_threadsafe(self._rewritten)

        self._thread = threading.Thread(target=rewrite, name="ageing")
        self._thread.start()

    def _rewritten(self) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
            self._recording.release()
