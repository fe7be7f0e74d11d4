"""One word in the morning when recording is still paused or stopped since the day before."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QCoreApplication

from worktracker.app.recording import Recording
from worktracker.capture.x11.next_input import NextInput
from worktracker.desktop.state import day_begin, time_text
from worktracker.errors import CaptureError, WorkTrackerError
from worktracker.loop import Loop, Timer
from worktracker.recorder.recorder import Mode

SETTING = "remind-paused"

LOOK_MS = 600_000
"""How often it looks whether another day has begun: its timers stand still while the machine sleeps."""

_FIRST_MS = 2_000
"""From the start until the icon is there and can say something."""


class Reminding:
    """Waits for the first input of a day on which nothing is recorded yet, and says so; once a day.

    Args:
        recording: whether it records.
        loop: time and events.
        display: the X display on which somebody may be; empty where there is none.
        notify: tells a title and a text in passing.
    """

    def __init__(
        self, recording: Recording, loop: Loop, display: str, notify: Callable[[str, str], None]
    ) -> None:
        self._recording = recording
        self._loop = loop
        self._display = display
        self._notify = notify
        self._timer: Timer | None = None
        self._input: NextInput | None = None

    def begin(self) -> None:
        """Look for the first time, a moment later."""
        self._plan(_FIRST_MS)

    def follow(self) -> None:
        """Something has changed: the state, or the setting."""
        if not self._may_remind():
            self.close()
        elif self._timer is None and self._input is None:
            self._plan(LOOK_MS)

    def close(self) -> None:
        """Wait for nothing any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._input is not None:
            self._input.close()
            self._input = None

    def _plan(self, wait_ms: int) -> None:
        self._timer = self._loop.call_later(wait_ms, self._look)

    def _look(self) -> None:
        self._timer = None
        if not self._may_remind():
            return
        if self._since() is None:
            self._plan(LOOK_MS)
            return
        try:
            self._input = NextInput(self._recording.clock, self._loop, self._display, self._somebody_is_there)
        except CaptureError:
            self._plan(LOOK_MS)  # nobody can be there, or it can't be known

    def _somebody_is_there(self) -> None:
        self._input = None
        since_ms = self._since() if self._may_remind() else None
        if since_ms is not None:
            self._remind(since_ms)
        self.follow()

    def _remind(self, since_ms: int) -> None:
        try:
            self._recording.opened.store.settings.keep_reminded(self._today_ms())
        except WorkTrackerError:
            return  # it could not be kept, so it would come again and again
        translate = QCoreApplication.translate
        title = (
            translate("Remind", "Recording is still paused")
            if self._recording.recorder.mode is Mode.PAUSED
            else translate("Remind", "Recording is still stopped")
        )
        text = translate("Remind", "Nothing was recorded since %1.").replace("%1", time_text(since_ms))
        self._notify(title, text)

    def _may_remind(self) -> bool:
        """Whether it is wished, and recording rests until somebody lets it go on."""
        recorder = self._recording.recorder
        if recorder.mode is Mode.RECORDING or recorder.outside_hours:
            return False
        if recorder.pause_ends_at(self._recording.clock.now()) is not None:
            return False
        with suppress(WorkTrackerError):
            return self._recording.agreed and self._recording.opened.store.settings.switch(SETTING)
        return False

    def _since(self) -> int | None:
        """Since when nothing is recorded; None if that was today, or nothing ever was, or it was said."""
        store = self._recording.opened.store
        with suppress(WorkTrackerError):
            since_ms = self._recording.recorder.since_ms or store.reader.newest_end_ms()
            today_ms = self._today_ms()
            if since_ms is not None and since_ms < today_ms and store.settings.reminded != today_ms:
                return since_ms
        return None

    def _today_ms(self) -> int:
        return day_begin(self._recording.clock, self._recording.opened.store.settings.day_start_ms)
