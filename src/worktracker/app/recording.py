"""The running recorder: desktop, gate, recorder, journal and heartbeat, joined on one loop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import dropwhile
from typing import TypeVar

from worktracker.app.ageing import Ageing
from worktracker.app.agreement import VERSION
from worktracker.app.browsers import Browsers
from worktracker.app.browsing import load_browsing
from worktracker.app.daily_backup import DailyBackup
from worktracker.app.documents import load_documents
from worktracker.app.erasing import Deed, Erasing, forget_reached
from worktracker.app.followers import Followers
from worktracker.app.holding import Holding
from worktracker.app.keeping import Keeping
from worktracker.app.opening import OpenStore
from worktracker.app.reading import Reading
from worktracker.app.until_closed import UntilClosed
from worktracker.capture.session.desktop import SessionDesktop
from worktracker.clock import Clock
from worktracker.errors import (
    CaptureError,
    NoDisplayError,
    PermissionMissingError,
    StoreBusyError,
    StoreUnavailableError,
    WorkTrackerError,
)
from worktracker.home import Home
from worktracker.keys.slots import KeySlots, load
from worktracker.loop import Loop, Timer
from worktracker.model.sample import Sample
from worktracker.model.span import State
from worktracker.privacy.gate import Gate
from worktracker.recorder.recorder import Mode, Pause, Recorder
from worktracker.store.erase import Forgotten, Selection
from worktracker.store.heartbeat import Heartbeat
from worktracker.store.rekey import opens, rekey
from worktracker.store.store import Store

BEAT_MS = 1_800
"""How often the heartbeat is written while there is input: less than 2 s may be lost by a kill."""

REST_BEAT_MS = 30_000
"""How often while there is none."""

QUIET_AFTER_MS = 5_000
"""After this time without input nobody is waited for every two seconds any more."""

LONGEST_WAIT_MS = 30_000
"""Timers stand still while the machine sleeps: what is due by the wall clock is looked at so often."""

JOURNAL_WAIT_MS = 200
"""How long the loop may stand still for another program that writes: changes can wait in memory."""

RETRY_MS = 5_000
"""How often what could not be written is tried again."""

_OTHERS_MS = 3_000
"""How long the loop stands still for programs that are reading while the key is replaced."""

_T = TypeVar("_T")

_log = logging.getLogger(__name__)


class Recording:
    """Everything that runs while the app runs. All calls come on the loop's thread.

    Args:
        home: where the heartbeat and the copies lie.
        opened: the store, open for this object alone.
        clock, loop: time and events.
        open_desktop: makes a desktop to watch; may raise CaptureError.
        changed: called after anything that a window or an icon would show has changed.
        lost: called when the desktop is gone, with a message for the user.

    Attributes:
        reading, long_reading: answer questions to the record; what takes many seconds has its own thread.
        followers: called after settings, rules or much of the record were changed, by whomever.
    """

    def __init__(
        self,
        home: Home,
        opened: OpenStore,
        clock: Clock,
        loop: Loop,
        open_desktop: Callable[[], SessionDesktop],
        changed: Callable[[], None],
        lost: Callable[[str], None],
    ) -> None:
        self._home = home
        self._clock = clock
        self._loop = loop = UntilClosed(loop)
        self._open_desktop = open_desktop
        self._changed = changed
        self._lost = lost
        self._opened = opened
        self._store = opened.store
        self._store.close_span_left_open(home.heartbeat, opened.slots.store_id)
        self._store.wait_for_others(JOURNAL_WAIT_MS)
        self._heartbeat = Heartbeat(home.heartbeat, opened.slots.store_id)
        self._heartbeat.rest()
        self._journal = self._store.journal
        settings = self._store.settings
        self._recorder = Recorder(self._journal, clock.zone_at, settings.day_start_ms, settings.hours)
        self._keeping = Keeping(self._recorder, lambda: self._desktop)
        self._keeping.follow(self._store.keep_active.all(), settings.keep_active_cap_ms)
        self._browsing = load_browsing()
        self._gate = self._make_gate()
        self.browsers = Browsers(clock, loop, self._seen)
        self.browsers.tell(urls=settings.levels().urls)
        self._desktop: SessionDesktop | None = None
        self._sample: Sample | None = None
        self._timer: Timer | None = None
        self._timer_due_ms = 0
        self._sign_of_life_ms = 0
        self._quiet = False
        self._blind = False  # the desktop is gone, and nobody has found it again
        self._mode_seen = Mode.STOPPED
        self._daily = DailyBackup(home, lambda: self._opened, clock, loop, changed)
        self._ageing = Ageing(self, loop)
        self._erasing = Erasing(lambda: self._store, loop)
        self._holding = Holding(self._recorder, self._journal)
        self.reading = Reading(lambda: self._store, loop)
        # Of their own, so that a page never waits for one that takes minutes.
        self.long_reading = Reading(lambda: self._store, loop)
        self.followers = Followers()

    # For whoever shows or answers

    @property
    def home(self) -> Home:
        """Where its files lie."""
        return self._home

    @property
    def loop(self) -> Loop:
        """Where what happens is told, until all of this is closed."""
        return self._loop

    @property
    def opened(self) -> OpenStore:
        """The store and its slots."""
        return self._opened

    @property
    def slots(self) -> KeySlots:
        """The ways to the store's key as they are now: a command may have changed them."""
        try:
            return load(self._home.keys)
        except StoreUnavailableError:
            return self._opened.slots

    @property
    def recorder(self) -> Recorder:
        """The state machine, to be read."""
        return self._recorder

    @property
    def clock(self) -> Clock:
        """The clock that all of this runs on."""
        return self._clock

    @property
    def sources(self) -> dict[str, str | None]:
        """Names of the sources in use; None where there is none."""
        found = self._desktop.sources if self._desktop else {}
        names = {name: found.get(name) for name in ("window", "idle", "session")}
        return names | {"browser": self.browsers.source}

    @property
    def limits(self) -> list[str]:
        """What does not work on this desktop, for ``doctor``."""
        return list(self._desktop.limits) if self._desktop else []

    @property
    def trouble(self) -> str | None:
        """Why spans wait in memory, or what a copy found to be wrong; None when all is well."""
        return self._journal.trouble or self._daily.trouble

    @property
    def held(self) -> bool:
        """Whether somebody rewrites the file now."""
        return bool(self._holding)

    @property
    def away(self) -> bool:
        """Whether nobody is at the machine, as far as is known, or nothing is recorded."""
        content = self._recorder.content
        return content is None or content.state in (State.IDLE, State.LOCKED)

    @property
    def agreed(self) -> bool:
        """Whether the user has agreed to what this program records."""
        newest = self._store.agreements.newest()
        return newest is not None and newest.version >= VERSION

    # What the user wants

    def start(self, *, wait: bool = False, anyway: bool = True) -> None:
        """Record from now on, or resume.

        Args:
            anyway: also outside the user's hours, until these begin; otherwise within them only.
            wait: where the display is not there now, record from when it comes. It is waited
                for in any case where it was lost before.

        Raises:
            PermissionMissingError: the user has not agreed.
            CaptureError: there is no desktop to watch.
        """
        if not self.agreed:
            raise PermissionMissingError(
                "Nothing is recorded before you have agreed to it.", "Run: worktracker agree"
            )
        if not anyway and not self._recorder.hours_let(self._clock.now()):
            self._recorder.start(self._clock.now(), anyway=False)
            self._after()
            return
        try:
            self._watch()
        except NoDisplayError as error:
            if not wait and not self._blind:
                raise
            self._recorder.start(self._clock.now(), anyway=anyway)
            self.desktop_lost(error.message)
            return
        self._recorder.start(self._clock.now(), anyway=anyway)
        self._after()

    def stop(self) -> None:
        """Record nothing from now on."""
        self._recorder.stop(self._clock.now())
        self._unwatch()
        self._after()

    def pause(self, pause: Pause) -> None:
        """Record nothing until the pause is over.

        Raises:
            WorkTrackerError: nothing is being recorded.
        """
        if self._recorder.mode is Mode.STOPPED:
            raise WorkTrackerError(
                "Recording is stopped, so there is nothing to pause.", "Run: worktracker start"
            )
        self._recorder.pause(self._clock.now(), pause)
        self._unwatch()
        self._after()

    def settle(self) -> None:
        """Bring the store up to this moment."""
        self._recorder.settle(self._clock.now())
        self._journal.flush()

    def hold(self, *, cut: bool) -> None:
        """Let nothing be written until :meth:`release`, so that others may rewrite the file.

        Args:
            cut: end the open span here, so that it can be forgotten up to now.

        Raises:
            StoreBusyError: what is recorded so far can't be written.
        """
        self._hold(cut=cut)
        self.reading.hold()
        self.long_reading.hold()

    def _hold(self, *, cut: bool) -> None:
        self._holding.begin(self._sample, self._clock.now(), cut=cut)
        self._daily.give_up()
        # A beat of a span that is about to be cut would bring its end back after a kill.
        self._beat_and_plan()

    def rekey(self, key: bytes) -> None:
        """Put the store under another raw key and go on with it.

        The loop stands still meanwhile (about 3 s for ten years), so that nobody reads with the old one.

        Raises:
            StoreBusyError: somebody else is rewriting or reading the file, or there is no room.
            StoreUnavailableError: a page is damaged.
            WorkTrackerError: no way to another key is known, so nobody could open the store.
        """
        self._recorder.settle(self._clock.now())
        if self._holding or not self._journal.flush():
            raise StoreBusyError(self._journal.trouble or "The record is being rewritten.", "Try again.")
        if load(self._home.keys).pending is None:
            raise WorkTrackerError("No other key is about to come in; nothing was changed.")
        before = self._store
        self.reading.hold()
        self.long_reading.hold()
        try:
            rekey(before.path, before.key, key, busy_ms=_OTHERS_MS)
        finally:
            # Whatever it ended with, one of the two keys opens the file; what is seen waits until one does.
            try:
                if not opens(before.path, before.key):
                    self._store = Store.open(before.path, [key, before.key], self._clock.now().wall_ms)
                    self._opened = replace(self._opened, store=self._store)
                    self._journal.follow(self._store.connection)
                    before.close()
            finally:
                self.reading.release()
                self.long_reading.release()

    def release(self) -> None:
        """Write again."""
        self.reading.release()
        self.long_reading.release()
        self._release()

    def _release(self) -> None:
        if self._holding.end():
            self._after()

    def reload(self) -> None:
        """Follow settings and rules that were changed; they hold from this moment on."""
        settings = self._store.settings
        now = self._clock.now()
        before, self._gate = self._gate, self._make_gate()
        self.browsers.tell(urls=settings.levels().urls)
        self._journal.set_day_start(settings.day_start_ms)
        self._recorder.set_day_start(now, settings.day_start_ms)
        self._recorder.set_hours(now, settings.hours)
        self._keeping.follow(self._store.keep_active.all(), settings.keep_active_cap_ms)
        if self._desktop is not None:
            self._desktop.set_idle_threshold(settings.idle_threshold_ms)
        if self._sample is not None:
            seen = self._holding.seen_since(self._sample, now)
            verdicts = [(self._gate.judge(sample), before.judge(sample), since) for sample, since in seen]
            for verdict, _, since in dropwhile(lambda judged: judged[0] == judged[1], verdicts):
                self._recorder.redo(verdict, since, now)
        self._ageing.look_soon()
        self._after()
        self.followers.tell()

    def forget(self, selection: Selection, done: Callable[[Forgotten | WorkTrackerError], None]) -> None:
        """Erase in the background, from the copies too; ``done`` hears of it on the loop's thread.

        Raises:
            StoreBusyError: somebody else is rewriting the file.
        """
        self.rewrite(partial(forget_reached, self._home, selection, self._clock), done, cut=True)

    def rewrite(
        self,
        work: Callable[[Store], _T],
        done: Callable[[_T | WorkTrackerError], None],
        *,
        cut: bool = False,
        follow: bool = False,
        beside_readers: bool = False,
    ) -> Deed:
        """Change much at once, on another thread, while nothing else is written into the file.

        Args:
            work: changes; it runs on the other thread, with a connection of its own.
            done: hears what came of it, on the loop's thread.
            cut: end the open span here, so that it can be forgotten up to now.
            follow: settings or rules are changed by it, and hold from the beginning on.
            beside_readers: only rows are changed, so that whoever reads can go on.

        Raises:
            StoreBusyError: somebody else is rewriting the file.
        """
        if beside_readers:
            self._hold(cut=cut)
        else:
            self.hold(cut=cut)

        def finish(result: _T | WorkTrackerError) -> None:
            try:
                if follow:
                    self.reload()
            except WorkTrackerError as error:
                result = error  # it is done, and does not hold yet: whoever asked for it must know
            finally:
                if beside_readers:
                    self._release()
                else:
                    self.release()
            if not follow:
                self.followers.tell()
            done(result)

        return self._erasing.begin(work, finish)

    def close(self) -> None:
        """End the open span where it stands, write everything, and let the store go.

        Nothing comes after it, also of what was begun before.
        """
        self.reading.close()
        self.long_reading.close()
        self._daily.close()
        self._ageing.close()
        self._erasing.wait()  # what was seen meanwhile can be written only then
        self._recorder.stop(self._clock.now())
        self._unwatch()
        if self._timer is not None:
            self._timer.cancel()
        self._holding.end_all()
        if not self._journal.flush():
            _log.error("%d changes could not be written: %s", self._journal.waiting, self._journal.trouble)
        else:
            self._heartbeat.rest()
            self._keep_on_disk()
        self._heartbeat.close()
        self._store.close()
        self._loop.close()

    # What the desktop tells

    def window_changed(self, sample: Sample) -> None:
        """Another window or title is in front; which page it shows, a browser may tell."""
        self.browsers.window_changed(sample)

    def _seen(self, sample: Sample) -> None:
        """Another window, title or page is in front."""
        now = self._clock.now()
        if self._sample is None or self._sample.app != sample.app:
            self._sign_of_life_ms = now.awake_ms  # a title may change by itself, a program hardly
        self._sample = sample
        self._keeping.look_again(sample, now)
        self._recorder.observe(self._gate.judge(sample), sample.at, now)
        self._holding.note(sample, now)
        self._after()

    def went_idle(self, idle_ms: int) -> None:
        """The idle threshold has passed."""
        self._keeping.went_idle(self._sample, self._clock.now(), idle_ms)
        self._after()

    def came_back(self) -> None:
        """Somebody is there again."""
        self._quiet = False
        self._keeping.ended()
        self._recorder.came_back(self._clock.now())
        self._after()

    def input_seen(self) -> None:
        """The first input after a quiet time."""
        self._quiet = False
        self._sign_of_life_ms = self._clock.now().awake_ms
        self._beat_and_plan()

    def lock_changed(self, locked: bool) -> None:
        """The session was locked or unlocked."""
        self._recorder.lock_changed(self._clock.now(), locked=locked)
        self._after()

    def asleep_changed(self, asleep: bool) -> None:
        """The machine is about to sleep, and waits for this call; or it goes on."""
        self._recorder.asleep_changed(self._clock.now(), asleep=asleep)
        self._after()
        if asleep:
            self._keep_on_disk()

    def clock_set(self) -> None:
        """The wall clock was set, or the machine woke up."""
        self._recorder.advance(self._clock.now())
        self._after()

    def idle_inhibitors_changed(self) -> None:
        """Some program asks the session not to go idle, or does so no more."""
        self._keeping.look_again(self._sample, self._clock.now())
        self._after()

    def desktop_lost(self, message: str) -> None:
        """The desktop is gone: what was recorded ends here."""
        self._blind = True
        self._unwatch()
        self._after()
        self._lost(message)

    def _keep_on_disk(self) -> None:
        """Have the disk keep what is written: the machine may lose its power."""
        if self._holding or not self._journal.flush():
            return  # somebody else has the file
        try:
            self._store.checkpoint()
        except WorkTrackerError as error:
            _log.warning("No checkpoint: %s", error.message)

    # Time

    def watch_again(self) -> bool:
        """Try to see a desktop that was lost; whether it is seen."""
        try:
            self._watch()
        except CaptureError:
            return False
        self._after()
        return True

    def _watch_if_wanted(self) -> None:
        """A pause has ended by itself, or the hours have begun: look again. They have ended: look no more."""
        if self._recorder.outside_hours:
            self._unwatch()
        before, self._mode_seen = self._mode_seen, self._recorder.mode
        if before is not Mode.RECORDING:
            self._blind = False  # nobody has looked since, so the desktop may be back
        if self._recorder.mode is Mode.RECORDING and self._desktop is None and not self._blind:
            try:
                self._watch()
            except CaptureError as error:
                self.desktop_lost(error.message)

    def _watch(self) -> None:
        if self._desktop is not None:
            return
        desktop = self._open_desktop()
        self._desktop = desktop
        self._quiet = False
        try:
            desktop.open(self, self._store.settings.idle_threshold_ms)
        except CaptureError:
            self._unwatch()
            raise
        self._recorder.rely_on_wake_ups(told=desktop.tells_wake_ups)
        self._blind = False

    def _unwatch(self) -> None:
        if self._desktop is not None:
            self._desktop.close()
            self._desktop = None
            self.browsers.lost_sight()
            self._recorder.lost_sight(self._clock.now())
            self._sample = None

    def _after(self) -> None:
        """After everything that happened: beat, plan the next wake-up, tell who shows it."""
        self._watch_if_wanted()
        self._beat_and_plan()
        self._ageing.rewrite_if_away()
        self._tell()

    def _tick(self) -> None:
        self._timer = None
        before = self._recorder.mode, self._recorder.content
        now = self._clock.now()
        self._recorder.advance(now)
        if self._journal.waiting and not self._holding:
            self._journal.flush()
        # Whoever switches windows is there; the desktop is asked only when that was a while ago.
        if not self._quiet and self._desktop and now.awake_ms - self._sign_of_life_ms >= QUIET_AFTER_MS:
            try:
                if self._desktop.sources["idle"] is None or self._desktop.idle_ms() >= QUIET_AFTER_MS:
                    self._quiet = True
                    self._desktop.notify_input()
            except CaptureError as error:
                self.desktop_lost(error.message)
                return
        self._watch_if_wanted()
        self._beat_and_plan()
        if (self._recorder.mode, self._recorder.content) != before:
            self._tell()

    def _tell(self) -> None:
        self.browsers.tell(recording=self._recorder.mode is Mode.RECORDING)
        self._changed()

    def _beat_and_plan(self) -> None:
        now = self._clock.now()
        self._recorder.advance(now)  # a beat must not reach over a sleep that nobody has noticed
        waits: list[int] = []
        start = self._recorder.open_start_ms
        if start is not None:
            self._heartbeat.beat(start, self._recorder.position(now), now.boot_ms, now.wall_ms)
            waits.append(REST_BEAT_MS if self._quiet else BEAT_MS)
        else:
            self._heartbeat.rest()
        due = self._recorder.due_in(now)
        if due is not None:
            waits.append(min(due, LONGEST_WAIT_MS))
        if self._journal.waiting:
            waits.append(RETRY_MS)
        self._plan(now.awake_ms, min(waits) if waits else None)

    def _plan(self, awake_ms: int, wait_ms: int | None) -> None:
        """Wake in ``wait_ms`` at the latest. A timer that is due before stays: it plans anew then."""
        if self._timer is not None:
            if wait_ms is not None and self._timer_due_ms <= awake_ms + wait_ms:
                return
            self._timer.cancel()
            self._timer = None
        if wait_ms is not None:
            self._timer_due_ms = awake_ms + wait_ms
            self._timer = self._loop.call_later(wait_ms, self._tick)

    def _make_gate(self) -> Gate:
        documents = load_documents(self._store.document_patterns.all())
        return Gate(self._store.settings.levels(), self._store.rules.all(), self._browsing, documents)
