"""The state machine that turns verdicts, idleness and the user's wishes into spans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from worktracker.model.change import Change, Interval, Journal
from worktracker.model.days import next_cut
from worktracker.model.explanation import Cut, SeenBy
from worktracker.model.hours import ALWAYS, Hours
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.model.span import Span, State, Zone
from worktracker.model.verdict import Verdict
from worktracker.recorder.content import Content, OpenSpan
from worktracker.recorder.schedule import Schedule
from worktracker.recorder.sights import JUDGED, Sights
from worktracker.recorder.timeline import Timeline, step_between

ASLEEP_AT_MOST_MS = 60_000
"""A sleep that was announced is over after so much waking time in one piece, whoever says nothing of it.

logind waits 5 s for others before it lets the machine sleep (InhibitDelayMaxSec, logind.conf(5)), and a
machine that sleeps in turns wakes for less between two of them.
"""

_NOBODY = frozenset({State.IDLE, State.LOCKED})
"""States in which nobody is there."""


class Mode(StrEnum):
    """What the user wants."""

    STOPPED = "stopped"
    RECORDING = "recording"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause and its end: by elapsed time, by the wall clock, or neither (until resumed by hand)."""

    until_boot_ms: int | None = None
    until_wall_ms: int | None = None

    def is_over(self, now: Moment) -> bool:
        """Whether recording resumes by itself at ``now``."""
        return (self.until_boot_ms is not None and now.boot_ms >= self.until_boot_ms) or (
            self.until_wall_ms is not None and now.wall_ms >= self.until_wall_ms
        )

    def ends_at(self, now: Moment) -> int | None:
        """The end by the wall clock as it stands at ``now``, in milliseconds; None if open."""
        if self.until_boot_ms is not None:
            return now.wall_ms + self.until_boot_ms - now.boot_ms
        return self.until_wall_ms


class Recorder:
    """Draws spans from what it is told; every call names the moment at which it happens.

    Whatever is told first lets the clocks catch up: sleep becomes a gap, a wall clock that
    was set is accounted for, spans are cut where the local day or the zone's offset changes,
    a pause that is over ends, and so does what the user's hours do not let be recorded.

    Args:
        journal: where changes of spans go.
        zone_at: the zone and offset at an instant.
        day_start_ms: local time of day at which a day begins, in milliseconds.
        hours: when recording is wanted at all.
    """

    def __init__(
        self,
        journal: Journal,
        zone_at: Callable[[int], Zone],
        day_start_ms: int = 0,
        hours: Hours = ALWAYS,
    ) -> None:
        self._journal = journal
        self._zone_at = zone_at
        self._day_start_ms = day_start_ms
        self._timeline = Timeline(journal)
        self._schedule = Schedule(zone_at, hours)
        self._mode = Mode.STOPPED
        self._pause: Pause | None = None
        self._verdict: Verdict | None = None
        self._sample: Sample | None = None
        self._sights: Sights | None = None
        self._away = False
        self._locked = False
        self._before_lock = Interval(0, 0)  # what may prove idle after all, if the lock is the last floor
        self._before_cut = Interval(0, 0)  # as well, if a cut is
        self._asleep = False
        self._asleep_until_ms = 0  # by the clock that stands still in sleep
        self._wakes_told = False
        self._kept = Cut.NONE
        self._kept_until_ms = 0  # by the clock that stands still in sleep
        self._open: OpenSpan | None = None
        self._last: Moment | None = None
        self._floor_ms = 0  # idleness is not dated back beyond this
        self._since_ms: int | None = None
        self._mode_since_ms: int | None = None
        self._cut_ms = 0

    # What is so

    @property
    def mode(self) -> Mode:
        """What the user wants: recording, paused (also by the hours) or stopped."""
        return Mode.PAUSED if self.outside_hours else self._mode

    @property
    def outside_hours(self) -> bool:
        """Whether only the hours keep it from recording."""
        return self._mode is Mode.RECORDING and not self._schedule.lets

    @property
    def against_hours(self) -> bool:
        """Whether it records although it is outside the hours, because the user said so."""
        return self._mode is Mode.RECORDING and self._schedule.lets and not self._schedule.inside

    def hours_let(self, now: Moment) -> bool:
        """Whether the hours let record at ``now``, or the user's word against them does."""
        self.advance(now)
        return self._schedule.lets

    @property
    def hours_turn_ms(self) -> int | None:
        """The next instant (wall, ms) at which the hours begin or end; None if they never do."""
        return self._schedule.turn_ms

    @property
    def content(self) -> Content | None:
        """What is being recorded now; None in a gap."""
        return self._open.content if self._open else None

    @property
    def absent(self) -> bool:
        """Whether nobody is at the machine while it records: idle, locked or asleep."""
        return self.mode is Mode.RECORDING and (self._away or self._locked or self._asleep)

    @property
    def kept(self) -> Cut:
        """What keeps the time active though nobody has touched the machine for long; NONE if nothing does."""
        return self._kept

    @property
    def since_ms(self) -> int | None:
        """Since when the present state holds, in wall milliseconds; None before anything happened.

        Idle time and a locked screen are one state: that nobody is there.
        """
        return self._since_ms

    @property
    def mode_since_ms(self) -> int | None:
        """Since when it records, pauses or rests, idle time or not, in wall milliseconds; None before."""
        return self._mode_since_ms

    @property
    def open_start_ms(self) -> int | None:
        """Where the open span begins; None in a gap."""
        return self._open.start_ms if self._open else None

    def pause_ends_at(self, now: Moment) -> int | None:
        """When a timed pause resumes by itself, or the hours begin, in wall milliseconds."""
        if self.outside_hours:
            return self._schedule.turn_ms
        return self._pause.ends_at(now) if self._pause else None

    def position(self, now: Moment, at: Moment | None = None) -> int:
        """The instant up to which the open span has come at ``now``, or had at ``at`` shortly before."""
        place = self._timeline.before(at or now, now)
        return max(place, self._open.start_ms) if self._open else place

    def due_in(self, now: Moment) -> int | None:
        """Milliseconds until :meth:`advance` has something to do by itself; None if never."""
        due: list[int] = []
        if self._open is not None:
            due.append(self._cut_ms - self._timeline.at(now))
            if self._timeline.limit_ms is not None:
                due.append(self._timeline.limit_ms - self._timeline.at(now))
        if self._kept:
            due.append(self._kept_until_ms - now.awake_ms)
        if self._asleep and self._mode is Mode.RECORDING:
            due.append(self._asleep_until_ms - now.awake_ms)
        ends = self._pause.ends_at(now) if self._pause else None
        if ends is not None:
            due.append(ends - now.wall_ms)
        if self._mode is Mode.RECORDING and self._schedule.turn_ms is not None:
            due.append(self._schedule.turn_ms - now.wall_ms)
        return max(0, min(due)) if due else None

    # What the user wants

    def start(self, now: Moment, *, anyway: bool = True) -> None:
        """Record from now on; does nothing while recording, ends a pause.

        Args:
            anyway: also outside the hours, until they would begin or :meth:`stop` is called;
                otherwise when they begin.
        """
        self.advance(now)
        needed = anyway and self._schedule.let()
        if self._mode is not Mode.RECORDING or needed:
            self._begin(now)

    def stop(self, now: Moment) -> None:
        """Record nothing from now on."""
        self.advance(now)
        self._schedule.take_back()
        self._end(now, Mode.STOPPED, None)

    def pause(self, now: Moment, pause: Pause) -> None:
        """Record nothing until the pause is over or :meth:`start` is called."""
        self.advance(now)
        self._end(now, Mode.PAUSED, pause)

    # What is seen

    def observe(self, verdict: Verdict, at: Moment, now: Moment, sample: Sample | None = None) -> None:
        """Another window, title or page is in front since ``at``, of which ``verdict`` may be kept.

        Args:
            sample: what it was judged from, where that may come to be judged anew.
        """
        self.advance(now)
        self._verdict, self._sample = verdict, sample
        self._switch(self._timeline.before(at, now))

    def remember(self, now: Moment) -> None:
        """Remember what is seen from now on; the journal has all that was before, and writes nothing."""
        self.advance(now)
        self._sights = Sights()
        if self._open is not None and self._open.content.state in JUDGED:
            self._sights.opened(self._open.start_ms, self._sample, self.position(now))

    def remember_no_longer(self) -> None:
        """Forget what was seen: it has been judged for good."""
        self._sights = None

    def redo(self, judge: Callable[[Sample], Verdict], now: Moment) -> None:
        """Let ``judge`` say what may be kept of what is in front, and of all that is remembered.

        Time that was idle, locked or not recorded stays so.
        """
        self.advance(now)
        if self._sights is not None:
            self._redo(self._sights, judge, now)
        if self._sample is not None:
            self._verdict = judge(self._sample)
            self._switch(self.position(now))

    def _redo(self, sights: Sights, judge: Callable[[Sample], Verdict], now: Moment) -> None:
        self.settle(now)
        at = self.position(now)
        spans, dropped = sights.judged(self._journal.waiting_spans(), judge, self._are_one)
        self._journal.put_instead(spans)
        for gap in dropped:  # idleness is not dated back into it
            if gap.end_ms <= at:
                self._floor_ms = max(self._floor_ms, gap.end_ms)
                since_ms, until_ms = self._before_lock.start_ms, self._before_lock.end_ms
                self._before_lock = Interval(min(max(since_ms, gap.end_ms), until_ms), until_ms)
        if self._open is not None and self._open.content.state in JUDGED:
            last = max((s for s in spans if s.end_ms == at), key=lambda span: span.start_ms, default=None)
            self._open = None
            if last is not None:
                self._open = OpenSpan(last.start_ms, Content.of(last), last.zone)

    def _are_one(self, one: Span, other: Span) -> bool:
        """Whether no day ends between two spans."""
        return next_cut(one.start_ms, self._zone_at, self._day_start_ms) > other.start_ms

    def went_idle(self, now: Moment, idle_ms: int) -> None:
        """Nobody is there; the last input was ``idle_ms`` milliseconds before ``now``.

        Everything recorded since then is taken back and becomes one idle span.
        """
        self.advance(now)
        self._go_idle(now, idle_ms)

    def keep_active(self, now: Moment, by: Cut, until_awake_ms: int) -> None:
        """The idle threshold has passed, but ``by`` keeps the time active.

        At the latest until ``until_awake_ms`` of the clock that stands still in sleep; idle begins
        where the keeping ends, and not at the last input.
        """
        self.advance(now)
        if self._away:
            return
        self._kept, self._kept_until_ms = by, until_awake_ms
        self._switch(self._timeline.at(now))

    def keep_no_longer(self, now: Moment) -> None:
        """What kept the time active does so no more: idle begins here."""
        self.advance(now)
        if self._kept:
            self._go_idle(now, 0)

    def _go_idle(self, now: Moment, idle_ms: int) -> None:
        """Let idle begin ``idle_ms`` before ``now``."""
        self._kept = Cut.NONE
        if self._away:
            return
        self._away = True
        at = self._timeline.at(now) - idle_ms
        if self._locked:
            self._idle_before_lock(at, now)
        elif self._open is not None and self._wanted() != self._open.content:
            since = max(at, self._beyond_cut(self._floor_ms))
            self._take_back(since, self._idle_across_cut(since, self._floor_ms), now)

    def _beyond_cut(self, floor_ms: int) -> int:
        """The floor that held before the last cut, where that is the floor."""
        return self._before_cut.start_ms if self._before_cut.end_ms == floor_ms else floor_ms

    def _idle_across_cut(self, at_ms: int, floor_ms: int) -> int:
        """Where idle begins whose last input, at ``at_ms``, may have been before the cut at the floor.

        What was forgotten stays a gap; while that is going on nobody knows what will be left.
        """
        if at_ms >= floor_ms:
            return at_ms
        if self._sights is None:
            block = self._journal.block_after(at_ms)
            if block is not None and block.end_ms >= floor_ms:
                return max(at_ms, block.start_ms)
        return floor_ms

    def _idle_before_lock(self, at_ms: int, now: Moment) -> None:
        """The screen locked itself after the last input, at ``at_ms``: the time between them was idle."""
        before, locked = self._before_lock, self._open
        if locked is None or at_ms >= before.end_ms or self._floor_ms != before.end_ms:
            return
        since = Interval(max(at_ms, self._beyond_cut(before.start_ms)), locked.start_ms + 1)
        begin_ms = self._idle_across_cut(since.start_ms, before.start_ms)
        self._open = None
        self._reopen(begin_ms, replace(locked.content, state=State.IDLE), since)
        self._cut(now.earlier(self._timeline.at(now) - before.end_ms))
        self._reopen(before.end_ms, locked.content)
        self._cut(now)

    def came_back(self, now: Moment) -> None:
        """Somebody is there again."""
        self.advance(now)
        self._away = False
        self._kept = Cut.NONE
        at = self._timeline.at(now)
        self._switch(at)
        self._floor_ms = max(self._floor_ms, at)

    def lock_changed(self, now: Moment, *, locked: bool) -> None:
        """The session was locked or unlocked."""
        self.advance(now)
        at = self._timeline.at(now)
        if locked and not self._locked:
            self._before_lock = Interval(self._floor_ms if self._open else at, at)
        self._locked = locked
        self._switch(at)
        self._floor_ms = max(self._floor_ms, at)

    def asleep_changed(self, now: Moment, *, asleep: bool) -> None:
        """The machine is about to sleep or to shut down, or goes on; nothing is recorded in between.

        A word that it goes on may get lost: see :data:`ASLEEP_AT_MOST_MS`.
        """
        self.advance(now)
        if asleep is not self._asleep:
            self._asleep_until_ms = now.awake_ms + ASLEEP_AT_MOST_MS
            self._set_asleep(now, asleep=asleep)

    def _set_asleep(self, now: Moment, *, asleep: bool) -> None:
        self._asleep = asleep
        at = self._timeline.at(now)
        self._switch(at)
        self._floor_ms = max(self._floor_ms, at)

    def rely_on_wake_ups(self, *, told: bool) -> None:
        """Whether :meth:`advance` is called at once from now on when the machine wakes up, whatever it slept.

        Then it was awake all the time that it was awake since the moment before. Else where the sleep lay
        between the two is not known, and none of the time between them is recorded.
        """
        self._wakes_told = told

    def lost_sight(self, now: Moment) -> None:
        """The desktop can't be seen any more: nothing is recorded until it is seen again."""
        self.advance(now)
        self._verdict = self._sample = None
        self._away = False
        self._locked = False
        self._asleep = False
        self._kept = Cut.NONE
        self._switch(self._timeline.at(now))

    # What time does

    def advance(self, now: Moment) -> None:
        """Let the clocks catch up with ``now``."""
        last, self._last = self._last, now
        if last is not None:
            step = step_between(last, now)
            if step.asleep_ms or step.jump_ms:
                self._step(last, now, step.asleep_ms)
            if step.asleep_ms:
                self._asleep_until_ms = now.awake_ms + ASLEEP_AT_MOST_MS
            elif self._asleep and self._asleep_until_ms <= now.awake_ms:
                self._set_asleep(now, asleep=False)
            if self._kept and step.asleep_ms:  # who wakes the machine touches it, or is not there
                self._go_idle(now, 0)
            elif self._kept and self._kept_until_ms <= now.awake_ms:
                self._go_idle(now, now.awake_ms - self._kept_until_ms)
        if self._schedule.is_due(now.wall_ms):
            self._turn(now)
        while self._schedule.turn_ms is not None and self._schedule.turn_ms <= now.wall_ms:
            self._turn(now.earlier(now.wall_ms - self._schedule.turn_ms))
        self._cut(now)
        if self._pause is not None and self._pause.is_over(now):
            self._begin(now)

    def settle(self, now: Moment) -> None:
        """Bring the journal up to ``now`` without ending the open span."""
        self.advance(now)
        if self._open is not None:
            self._journal.write(Change((self._open.until(self.position(now)),)))

    def cut(self, now: Moment) -> None:
        """End the open span and begin another of the same content, so that the first can be forgotten."""
        self.advance(now)
        if self._open is not None:
            self._reopen(self.position(now), self._open.content)
            since_ms = self._beyond_cut(self._floor_ms)
            self._floor_ms = max(self._floor_ms, self._open.start_ms)
            self._before_cut = Interval(since_ms, self._floor_ms)

    def set_day_start(self, now: Moment, day_start_ms: int) -> None:
        """Cut days at another time of day from now on."""
        self.advance(now)
        self._day_start_ms = day_start_ms
        if self._open is not None:
            self._cut_ms = next_cut(self.position(now), self._zone_at, day_start_ms)

    def set_hours(self, now: Moment, hours: Hours) -> None:
        """Record within other hours from now on."""
        self.advance(now)
        if self._schedule.change(hours, now.wall_ms):
            self._follow_hours(now)

    def _turn(self, at: Moment) -> None:
        """The hours may begin or end at ``at``."""
        self._cut(at)
        if self._schedule.follow(at.wall_ms):
            self._follow_hours(at)

    def _follow_hours(self, at: Moment) -> None:
        if self._mode is not Mode.RECORDING:
            return
        self._since_ms = self._mode_since_ms = at.wall_ms
        if self._schedule.lets:
            self._floor_ms = self._timeline.anchor(at)
        self._switch(self._timeline.at(at))

    def _begin(self, now: Moment) -> None:
        self._mode, self._pause = Mode.RECORDING, None
        self._floor_ms = self._timeline.anchor(now)
        self._since_ms = self._mode_since_ms = now.wall_ms
        self._switch(self._floor_ms)

    def _end(self, now: Moment, mode: Mode, pause: Pause | None) -> None:
        if self._mode is not mode:
            self._since_ms = self._mode_since_ms = now.wall_ms
        self._mode, self._pause = mode, pause
        self._switch(self._timeline.at(now))

    def _wanted(self) -> Content | None:
        """What should be recorded as things stand; None for a gap."""
        if self.mode is not Mode.RECORDING or self._asleep:
            return None
        verdict = self._verdict
        if self._locked:
            return Content(State.LOCKED, seen_by=verdict.seen_by if verdict else SeenBy.UNKNOWN)
        if verdict is None or verdict.state is None:
            return None
        if self._away:
            return Content(State.IDLE, seen_by=verdict.seen_by)
        kept = self._kept if verdict.state is State.ACTIVE else Cut.NONE  # private stays one whole
        return Content(verdict.state, verdict.activity, verdict.reason, verdict.seen_by, verdict.cuts, kept)

    def _switch(self, at_ms: int) -> None:
        """Record from ``at_ms`` on what should be recorded as things stand."""
        wanted = self._wanted()
        if self._open is not None:
            at_ms = max(at_ms, self._open.start_ms)
            if wanted == self._open.content:
                if self._sights is not None:
                    self._sights.goes_on(self._open.start_ms, at_ms, self._sample)
                return
        else:
            at_ms = max(at_ms, self._floor_ms)
            if wanted is not None:
                at_ms = self._timeline.free(at_ms)
        if wanted is None or self._open is None:
            self._floor_ms = max(self._floor_ms, at_ms)
        if wanted is None:
            self._close(at_ms)
        else:
            self._reopen(at_ms, wanted)

    def _reopen(self, at_ms: int, content: Content, take_back: Interval | None = None) -> None:
        spans: list[Span] = []
        if self._open is not None and at_ms > self._open.start_ms:
            spans.append(self._open.until(at_ms))
        before = self._open.content.state if self._open else None
        zone = self._zone_at(at_ms)
        if self._open is None or zone != self._open.zone or at_ms >= self._cut_ms:
            self._cut_ms = next_cut(at_ms, self._zone_at, self._day_start_ms)
        self._open = OpenSpan(at_ms, content, zone)
        if self._sights is not None and content.state in JUDGED:
            self._sights.opened(at_ms, self._sample)
        if (before in _NOBODY) is not (content.state in _NOBODY):
            self._since_ms = at_ms
        spans.append(self._open.until(at_ms))
        self._journal.write(Change(tuple(spans), take_back))

    def _close(self, at_ms: int) -> None:
        closed, self._open = self._open, None
        if closed is None:
            return
        if at_ms > closed.start_ms:
            self._journal.write(Change((closed.until(at_ms),)))
        else:
            self._journal.write(Change(take_back=Interval(closed.start_ms, closed.start_ms + 1)))

    def _take_back(self, since_ms: int, at_ms: int, now: Moment) -> None:
        """Undo everything since ``since_ms``, and record from ``at_ms`` on what should be as things stand."""
        wanted = self._wanted()
        if self._open is None or wanted is None:
            self._switch(self._timeline.at(now))
            return
        if at_ms > self._open.start_ms:
            self._reopen(at_ms, wanted)
        else:
            since = Interval(since_ms, self._open.start_ms + 1)
            self._open = None
            self._reopen(at_ms, wanted, since)
        self._cut(now)

    def _step(self, last: Moment, now: Moment, asleep_ms: int) -> None:
        """The machine slept, or the wall clock was set, between ``last`` and ``now``."""
        content = self.content
        lasted_ms = 0 if asleep_ms and not self._wakes_told else now.awake_ms - last.awake_ms
        if self._schedule.inside and self._schedule.turn_ms is not None:
            lasted_ms = min(lasted_ms, max(0, self._schedule.turn_ms - last.wall_ms))
        until = last.earlier(-lasted_ms)
        self._cut(until)
        seen_until = self.position(until)
        if self._open is not None:
            self._journal.write(Change((self._open.until(seen_until),)))
        begin = self._timeline.anchor(now)
        turned = self._schedule.follow(now.wall_ms)
        if turned and self._mode is Mode.RECORDING:
            self._since_ms = self._mode_since_ms = now.wall_ms
        if content is None or self._open is None:
            self._floor_ms = begin  # the one before may lie ahead of a clock that was set back
            if turned:
                self._switch(begin)
            return
        if self.outside_hours:
            self._close(seen_until)
            self._floor_ms = begin
            return
        if begin == seen_until:
            return  # the line stays ahead of a clock that was set back: the span just goes on
        self._close(seen_until)
        self._floor_ms = begin
        self._reopen(begin, content)

    def _cut(self, now: Moment) -> None:
        """End spans where the local day, the offset or the free stretch ends, up to ``now``."""
        while self._open is not None:
            at = self._timeline.at(now)
            limit = self._timeline.limit_ms
            content = self._open.content
            if limit is not None and limit <= min(at, self._cut_ms):
                self._close(max(limit, self._open.start_ms))
                self._reopen(self._timeline.anchor(now), content)
            elif self._cut_ms <= at:
                self._reopen(self._cut_ms, content)
            elif at > self._open.start_ms and self._zone_at(at) != self._open.zone:
                self._reopen(at, content)
            else:
                return
