"""The running recorder: desktop, gate, recorder, journal and heartbeat, joined on one loop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TypeVar

from worktracker.app.ageing import Ageing
from worktracker.app.agreement import VERSION
from worktracker.app.beating import Beating
from worktracker.app.browsers import Browsers
from worktracker.app.daily_backup import DailyBackup
from worktracker.app.erasing import Deed, Erasing, forget_reached
from worktracker.app.followers import Followers
from worktracker.app.holding import Holding
from worktracker.app.opening import OpenStore
from worktracker.app.reading import Reading
from worktracker.app.until_closed import UntilClosed
from worktracker.app.watching import Watching
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
from worktracker.model.instants import InstantText
from worktracker.model.span import State
from worktracker.recorder.recorder import Mode, Pause, Recorder
from worktracker.store.erase import Forgotten, Selection
from worktracker.store.heartbeat import Heartbeat
from worktracker.store.rekey import opens, rekey
from worktracker.store.store import Store

JOURNAL_WAIT_MS = 40
"""How long the loop may stand still for another program that writes: changes can wait in memory."""

_DOUBTED = "Rules and settings can't be read; of what is in front only the time is kept."

READ_AGAIN_MS = 10_000
"""So long after settings and rules could not be read that is tried again."""

HELD_LONG_MS = 60_000
"""When a hold lasts longer the user is told."""

END_WAIT_MS = 20_000
"""How long the end waits for another program that writes (a whole rewriting): what waits goes with it."""

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
        watching: the desktop, and what it tells.
        reading, long_reading: answer questions to the record; what takes many seconds has its own thread.
        followers: called after settings, rules or much of the record were changed, by whomever.
        wished: changes that wait for another one; who begins one takes it out, the end makes what is left.
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
        self._changed = changed
        self._opened = opened
        self._store = opened.store
        self._store.close_span_left_open(home.heartbeat, opened.slots.store_id)
        self._store.wait_for_others(JOURNAL_WAIT_MS)
        self._journal = self._store.journal
        settings = self._store.settings
        self._recorder = Recorder(self._journal, clock.zone_at, settings.day_start_ms, settings.hours)
        self._holding = Holding(self._recorder, self._journal)
        self._read_again: Timer | None = None
        self.watching = Watching(
            lambda: self._store, self._recorder, clock, loop, open_desktop,
            self._after, self._beat, self._keep_on_disk, lost,
        )  # fmt: skip
        heartbeat = Heartbeat(home.heartbeat, opened.slots.store_id)
        self._beating = Beating(heartbeat, self._recorder, self._journal, clock, loop, self._tick)
        self._daily = DailyBackup(home, lambda: self._opened, clock, loop, changed)
        self._ageing = Ageing(self, loop)
        self._erasing = Erasing(lambda: self._store, loop)
        self.reading = Reading(lambda: self._store, loop)
        # Of their own, so that a page never waits for one that takes minutes.
        self.long_reading = Reading(lambda: self._store, loop)
        self.followers = Followers()
        self.wished: list[Callable[[Store], object]] = []

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
    def closed(self) -> bool:
        """Whether all of this has ended; may be asked from any thread."""
        return self._loop.closed

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
    def browsers(self) -> Browsers:
        """What browsers say of their pages."""
        return self.watching.browsers

    @property
    def trouble(self) -> str | None:
        """Why spans wait in memory, or what a copy found to be wrong; None when all is well."""
        doubted = _DOUBTED if self.watching.doubts else None
        return self._journal.trouble or doubted or self._held_long or self._daily.trouble

    @property
    def _held_long(self) -> str | None:
        """That somebody has held the record for over a minute."""
        now, since = self._clock.now(), self._holding.since
        if since is None or now.awake_ms - since.awake_ms <= HELD_LONG_MS:
            return None
        at = InstantText(self._clock.zone_at(since.wall_ms).offset_s)(since.wall_ms)
        return f"The record has been held by a change since {at[11:16]}; what is seen waits in memory."

    @property
    def blind(self) -> bool:
        """Whether it is to record and there is no desktop to see: nothing is recorded then."""
        return self._recorder.mode is Mode.RECORDING and not self.watching.sees

    @property
    def held(self) -> bool:
        """Whether somebody rewrites the file now."""
        return bool(self._holding)

    @property
    def since_ms(self) -> int | None:
        """Since when what is shown and said of it holds, milliseconds UTC; None before any, and while blind.

        Recording goes on through idle time, which is said as long as it lasts, with its own beginning.
        """
        if self.blind:
            return None
        recording = self._recorder.mode is Mode.RECORDING and not self.idle
        return self._recorder.mode_since_ms if recording else self._recorder.since_ms

    @property
    def idle(self) -> bool:
        """Whether it records that nobody is there: idle time, or a locked screen."""
        content = self._recorder.content
        return content is not None and content.state in (State.IDLE, State.LOCKED)

    @property
    def away(self) -> bool:
        """Whether nobody is at the machine, as far as is known, or nothing is recorded."""
        return self._recorder.content is None or self.idle

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
            self.watching.begin()
        except NoDisplayError as error:
            if not wait and not self.watching.blind:
                raise
            self._recorder.start(self._clock.now(), anyway=anyway)
            self.watching.desktop_lost(error.message)
            return
        self._recorder.start(self._clock.now(), anyway=anyway)
        self._after()

    def stop(self) -> None:
        """Record nothing from now on."""
        self._recorder.stop(self._clock.now())
        self.watching.end()
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
        self.watching.end()
        self._after()

    def watch_again(self) -> bool:
        """Try to see a desktop that was lost; whether it is seen."""
        try:
            self.watching.begin()
        except CaptureError:
            return False
        self._after()
        return True

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
        self._holding.begin(self._clock.now(), cut=cut)
        self._daily.give_up()
        # A beat of a span that is about to be cut would bring its end back after a kill.
        self._beat()

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

    def follow_and_release(self) -> None:
        """Who held has gone, maybe in the middle: what they changed holds, as far as it can be read."""
        try:
            with suppress(WorkTrackerError):
                self.reload()
        finally:
            self.release()

    def reload(self) -> None:
        """Follow settings and rules that were changed; they hold from this moment on.

        What can't be read may be anything: only the time is kept then, until it can.

        Raises:
            WorkTrackerError: it can't be read.
        """
        try:
            self._reload()
        except Exception as error:
            self.watching.doubt()
            if self._read_again is None:
                self._read_again = self._loop.call_later(READ_AGAIN_MS, self._try_to_read)
            if isinstance(error, WorkTrackerError):
                raise
            raise StoreUnavailableError("The rules can't be read.", "Run: worktracker doctor") from None

    def _try_to_read(self) -> None:
        self._read_again = None
        if self.watching.doubts:
            with suppress(WorkTrackerError):
                self.reload()

    def _reload(self) -> None:
        settings = self._store.settings
        now = self._clock.now()
        gate = self.watching.gate()
        self._journal.set_day_start(settings.day_start_ms)
        self._recorder.set_day_start(now, settings.day_start_ms)
        self._recorder.set_hours(now, settings.hours)
        self.watching.follow(gate, now)
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
        if self._read_again is not None:
            self._read_again.cancel()
        self._erasing.wait()  # what was seen meanwhile can be written only then
        if self._holding:  # nobody will say any more that rules have come
            self._judge_anew()
        for work in self.wished:
            self._make_at_last(work)
        self._recorder.stop(self._clock.now())
        self.watching.end()
        self._beating.end()
        self._holding.end_all()
        self._store.wait_for_others(END_WAIT_MS)
        written = self._journal.flush()
        self._store.wait_for_others(JOURNAL_WAIT_MS)
        if not written:
            _log.error("%d changes could not be written: %s", self._journal.waiting, self._journal.trouble)
        else:
            self._beating.rest()
            self._keep_on_disk()
        self._beating.close()
        self._store.close()
        self._loop.close()

    # Inside

    def _make_at_last(self, work: Callable[[Store], object]) -> None:
        """Make a change that waited for another, while nothing else happens any more."""

        def make(store: Store) -> None:
            try:
                work(store)
            except Exception as error:  # noqa: BLE001 - nobody else would hear of it; its words may quote a rule
                _log.error("A change that had to wait ended in a %s.", type(error).__name__)

        self._holding.end_all()  # what was seen so far is written, and can be changed too
        try:
            self._hold(cut=True)
        except StoreBusyError:
            _log.error("A change that had to wait could not be made: the record can't be written.")
            return
        self._erasing.begin(make, lambda _: None)
        self._erasing.wait()
        self._judge_anew()

    def _judge_anew(self) -> None:
        try:
            self.watching.follow(self.watching.gate(), self._clock.now())
        except Exception:  # noqa: BLE001 - whatever SQLite reports, the old rules must not have the last word
            self.watching.doubt()

    def _keep_on_disk(self) -> None:
        """Have the disk keep what is written: the machine may lose its power."""
        if self._holding or not self._journal.flush():
            return  # somebody else has the file
        try:
            self._store.checkpoint()
        except WorkTrackerError as error:
            _log.warning("No checkpoint: %s", error.message)

    def _after(self) -> None:
        """After everything that happened: beat, plan the next wake-up, tell who shows it."""
        self.watching.begin_if_wanted()
        self._beat()
        self._ageing.rewrite_if_away()
        self._tell()

    def _tick(self) -> None:
        before = self._recorder.mode, self._recorder.content, self.trouble
        now = self._clock.now()
        self._recorder.advance(now)
        if self._journal.waiting and not self._holding:
            self._journal.flush()
        try:
            self.watching.look_for_input(now)
        except CaptureError as error:
            self.watching.desktop_lost(error.message)
            return
        self.watching.begin_if_wanted()
        self._beat()
        if (self._recorder.mode, self._recorder.content, self.trouble) != before:
            self._tell()

    def _tell(self) -> None:
        self.browsers.tell(recording=self._recorder.mode is Mode.RECORDING and not self.blind)
        self._changed()

    def _beat(self) -> None:
        self._beating.beat(quiet=self.watching.quiet)
