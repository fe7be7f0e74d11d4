"""The heartbeat of what goes on, and the one timer that everything which is due by the clock has."""

from __future__ import annotations

from collections.abc import Callable

from worktracker.clock import Clock
from worktracker.loop import Loop, Timer
from worktracker.recorder.recorder import Recorder
from worktracker.store.heartbeat import Heartbeat
from worktracker.store.journal import SpanJournal

BEAT_MS = 1_800
"""How often the heartbeat is written while there is input: less than 2 s may be lost by a kill."""

REST_BEAT_MS = 30_000
"""How often while there is none."""

LONGEST_WAIT_MS = 30_000
"""Timers stand still while the machine sleeps: what is due by the wall clock is looked at so often."""

RETRY_MS = 5_000
"""How often what could not be written is tried again."""


class Beating:
    """Says in the heartbeat how far the open span has come, and calls when there is something to do.

    Args:
        heartbeat: where it is said.
        recorder, journal: what goes on, and what is not written yet.
        clock, loop: time and events.
        due: called when it is time; it beats again.
    """

    def __init__(
        self,
        heartbeat: Heartbeat,
        recorder: Recorder,
        journal: SpanJournal,
        clock: Clock,
        loop: Loop,
        due: Callable[[], None],
    ) -> None:
        self._heartbeat = heartbeat
        self._heartbeat.rest()
        self._recorder = recorder
        self._journal = journal
        self._clock = clock
        self._loop = loop
        self._due = due
        self._timer: Timer | None = None
        self._timer_due_ms = 0

    def beat(self, *, quiet: bool) -> None:
        """Beat, and plan the next call; where it is ``quiet``, nobody is waited for every two seconds."""
        now = self._clock.now()
        self._recorder.advance(now)  # a beat must not reach over a sleep that nobody has noticed
        waits: list[int] = []
        start = self._recorder.open_start_ms
        if start is not None:
            self._heartbeat.beat(start, self._recorder.position(now), now.boot_ms, now.wall_ms)
            waits.append(REST_BEAT_MS if quiet else BEAT_MS)
        else:
            self._heartbeat.rest()
        due = self._recorder.due_in(now)
        if due is not None:
            waits.append(min(due, LONGEST_WAIT_MS))
        if self._journal.waiting:
            waits.append(RETRY_MS)
        self._plan(now.awake_ms, min(waits) if waits else None)

    def rest(self) -> None:
        """Say that no span is open."""
        self._heartbeat.rest()

    def end(self) -> None:
        """Call no more."""
        if self._timer is not None:
            self._timer.cancel()

    def close(self) -> None:
        """Let the file go; it stays as it is."""
        self._heartbeat.close()

    def _plan(self, awake_ms: int, wait_ms: int | None) -> None:
        """Wake in ``wait_ms`` at the latest. A timer that is due before stays: it plans anew then."""
        if self._timer is not None:
            if wait_ms is not None and self._timer_due_ms <= awake_ms + wait_ms:
                return
            self._timer.cancel()
            self._timer = None
        if wait_ms is not None:
            self._timer_due_ms = awake_ms + wait_ms
            self._timer = self._loop.call_later(wait_ms, self._ring)

    def _ring(self) -> None:
        self._timer = None
        self._due()
