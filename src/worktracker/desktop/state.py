"""What the icon, the tooltip and the windows say of the recorder, in one place."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from worktracker.desktop.durations import duration_words
from worktracker.desktop.said import said_text
from worktracker.errors import StoreBusyError, StoreUnavailableError, WorkTrackerError
from worktracker.model.days import day_begin as begin_of_day
from worktracker.model.days import day_number
from worktracker.model.span import State

if TYPE_CHECKING:  # the icon is there before what records is loaded
    from worktracker.app.recording import Recording
    from worktracker.clock import Clock
    from worktracker.recorder.recorder import Pause

MINUTE_MS = 60_000


class Face(StrEnum):
    """One icon each; the values are the names of the drawings."""

    RECORDING = "recording"
    IDLE = "idle"
    PAUSED = "paused"
    STOPPED = "stopped"
    WAITING = "waiting"
    STARTING = "starting"


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to show.

    Attributes:
        face: which icon.
        since_ms: since when, in milliseconds UTC (recording: idle times included); None before any.
        resume_at_ms: when a timed pause ends, in milliseconds UTC; None otherwise.
        outside_hours: the pause is the user's hours; it ends when they begin.
        trouble: why nothing is written or seen at the moment; None if all is well.
        note: why nothing is recorded though nobody has stopped it; None where there is nothing to explain.
    """

    face: Face
    since_ms: int | None
    resume_at_ms: int | None = None
    trouble: str | None = None
    outside_hours: bool = False
    note: str | None = None

    @property
    def more(self) -> str:
        """What has to be said beside the state, a line each; empty if there is nothing."""
        return "\n".join(each for each in (self.note, self.trouble) if each)


def starting() -> Shown:
    """What there is to show before the record is open."""
    return Shown(Face.STARTING, None, note=QCoreApplication.translate("State", "Nothing is recorded yet."))


def shown(recording: Recording, lost: str | None) -> Shown:
    """What there is to show now; ``lost`` says why the desktop can't be seen, where it can't."""
    from worktracker.recorder.recorder import Mode

    recorder, blind = recording.recorder, recording.blind
    trouble = said_text((lost if blind else None) or recording.trouble or "") or None
    if blind:
        note = QCoreApplication.translate("State", "Nothing is recorded until the desktop can be seen again.")
        return Shown(Face.WAITING, None, None, trouble, note=note)
    since_ms = recording.since_ms
    if recorder.mode is Mode.PAUSED:
        # A pause by the boot clock ends a few ms off by the wall clock each time it is asked: whole seconds.
        ends = recorder.pause_ends_at(recording.clock.now())
        ends = None if ends is None else round(ends, -3)
        return Shown(Face.PAUSED, since_ms, ends, trouble, recorder.outside_hours)
    if recorder.mode is Mode.STOPPED:
        return Shown(Face.STOPPED, since_ms, None, trouble, note=_never_started(recording))
    return Shown(Face.IDLE if recording.idle else Face.RECORDING, since_ms, None, trouble)


def _never_started(recording: Recording) -> str | None:
    """Why it has not recorded since the program was started; None if it has, or that can't be known."""
    if recording.recorder.mode_since_ms is not None:
        return None
    translate = QCoreApplication.translate
    with suppress(WorkTrackerError):
        if not recording.agreed:
            return translate("State", "Nothing is recorded before you have agreed.")
        if not recording.opened.store.settings.switch("resume-on-launch"):
            return translate(
                "State", "Nothing is recorded until you start it: the setting “Record at once” is off."
            )
    return None


def state_words(state: Shown) -> str:
    """The state in a few words: ``Recording``, ``Paused until 15:40``."""
    translate = QCoreApplication.translate
    match state.face:
        case Face.RECORDING:
            return translate("State", "Recording")
        case Face.IDLE:
            return translate("State", "Idle since %1").replace("%1", time_text(state.since_ms or 0))
        case Face.PAUSED if state.outside_hours and state.resume_at_ms is not None:
            until = time_text(state.resume_at_ms)
            return translate("State", "Outside your hours until %1").replace("%1", until)
        case Face.PAUSED if state.resume_at_ms is not None:
            return translate("State", "Paused until %1").replace("%1", time_text(state.resume_at_ms))
        case Face.PAUSED:
            return translate("State", "Paused")
        case Face.STOPPED:
            return translate("State", "Stopped")
        case Face.WAITING:
            return translate("State", "Not recording")
        case Face.STARTING:
            return translate("State", "Starting")


def state_line(state: Shown, today_ms: int, project: str | None = None) -> str:
    """The state, today's total and what is worked on: ``Recording · 3 h 12 m today · Website``."""
    total = QCoreApplication.translate("State", "%1 today").replace("%1", duration_words(today_ms))
    return " · ".join([state_words(state), total, *([project] if project else [])])


def time_text(wall_ms: int) -> str:
    """A time of day as the user's locale writes it; with the weekday in front if it isn't today."""
    when = QDateTime.fromMSecsSinceEpoch(wall_ms)
    locale = QLocale()
    text = locale.toString(when.time(), QLocale.FormatType.ShortFormat)
    if when.date() == QDateTime.currentDateTime().date():
        return text
    return f"{locale.dayName(when.date().dayOfWeek(), QLocale.FormatType.ShortFormat)} {text}"


def until_tomorrow(clock: Clock, day_start_ms: int) -> Pause:
    """A pause until the next local day begins."""
    from worktracker.recorder.recorder import Pause

    return Pause(until_wall_ms=day_begin(clock, day_start_ms, days=1))


def day_begin(clock: Clock, day_start_ms: int, *, days: int = 0) -> int:
    """Where today begins, or the day so many ``days`` later, in milliseconds UTC."""
    return begin_of_day(clock.now().wall_ms, clock.zone_at, day_start_ms, days=days)


def pause_for(clock: Clock, length: timedelta) -> Pause:
    """A pause of this length, sleep of the machine included."""
    from worktracker.recorder.recorder import Pause

    return Pause(until_boot_ms=clock.now().boot_ms + length // timedelta(milliseconds=1))


class TodayTotal:
    """Today's active time; asks the store only when the state has changed.

    Attributes:
        trouble: why it can't be known at the moment; None when all is well.
    """

    def __init__(self, recording: Recording) -> None:
        self.trouble: str | None = None
        self._recording = recording
        self._key: object = None
        self._total_ms = 0
        self._at_ms = 0
        self._known_ms = 0

    def forget(self) -> None:
        """Ask the store again at the next time."""
        self._key = None

    def active_ms(self) -> int:
        """Milliseconds of today with somebody active, private time included; in trouble the last known."""
        try:
            self._known_ms = self._count()
            self.trouble = None
        except (StoreBusyError, StoreUnavailableError) as error:
            self.trouble = said_text(error.message)
        return self._known_ms

    def _count(self) -> int:
        recorder, clock = self._recording.recorder, self._recording.clock
        now_ms = clock.now().wall_ms
        store = self._recording.opened.store
        content = recorder.content
        counts = content is not None and content.state in (State.ACTIVE, State.PRIVATE)
        day_start_ms = store.settings.day_start_ms
        day = day_number(now_ms, clock.zone_at(now_ms).offset_s, day_start_ms)
        key = (counts, recorder.mode, recorder.since_ms, day)
        if key != self._key or not 0 <= now_ms - self._at_ms < 60 * MINUTE_MS:
            self._recording.settle()
            states = store.reader.day_states(day)
            self._total_ms = states[State.ACTIVE] + states[State.PRIVATE]
            self._key, self._at_ms = key, now_ms
        return self._total_ms + (now_ms - self._at_ms if counts else 0)
