"""Notices that somebody has come back, and asks if that is wished."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from worktracker.app.coming_back import Absence, Watch, asked_after_ms, is_asked_after
from worktracker.app.recording import Recording
from worktracker.errors import WorkTrackerError
from worktracker.recorder.recorder import Mode

if TYPE_CHECKING:
    from worktracker.desktop.idle_return.question import Question


class Returns:
    """Looks after each change, and shows the question; at rest there is none.

    Args:
        recording: what is looked at.
        changed: called after something was written down.
    """

    def __init__(self, recording: Recording, changed: Callable[[], None]) -> None:
        self._recording = recording
        self._changed = changed
        self._watch = Watch()
        self._question: Question | None = None
        self._next: Absence | None = None  # asked when what is being written about another one is done

    def look(self) -> None:
        """Something has changed: perhaps somebody is back."""
        recording = self._recording
        absence = self._watch.look(recording.recorder, recording.clock.now().wall_ms)
        if absence is None:
            if recording.recorder.mode is not Mode.RECORDING:
                self._next = None
                if not self._is_written_in:
                    self.close()
            return
        try:
            least_ms = asked_after_ms(recording)
            wanted = least_ms is not None and absence.length_ms >= least_ms
            if wanted and is_asked_after(recording, absence.after):
                if self._is_written_in:
                    self._next = absence
                else:
                    self.ask(absence)
        except WorkTrackerError:
            return  # it can't be read: nobody is asked then

    def ask(self, absence: Absence) -> Question:
        """Show the question, in place of one that is still there."""
        from worktracker.desktop.idle_return.question import Question

        self.close()
        question = Question(self._recording, absence, self._changed)
        question.closed.connect(self._closed)
        self._question = question
        question.appear()
        return question

    def close(self) -> None:
        """Take the question away, and ask nothing after it."""
        self._next = None
        if self._question is not None:
            self._question.close()

    @property
    def _is_written_in(self) -> bool:
        return self._question is not None and self._question.is_written_in

    def _closed(self) -> None:
        question, self._question = self._question, None
        if question is not None:
            question.deleteLater()
        absence, self._next = self._next, None
        if absence is not None:
            self.ask(absence)
