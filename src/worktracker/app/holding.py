"""While somebody rewrites the file: nothing is written, and what is seen meanwhile can be judged anew."""

from __future__ import annotations

from worktracker.errors import StoreBusyError
from worktracker.model.moment import Moment
from worktracker.recorder.recorder import Recorder
from worktracker.store.journal import SpanJournal


class Holding:
    """Those who have the file to themselves now; changes of spans wait in memory for the last of them.

    Rules that come with a hold hold from its beginning. So the recorder remembers what is seen meanwhile,
    until the last hold ends, and it never gets further.

    Attributes:
        since: when the first of those that go on began; None while there is none.
    """

    def __init__(self, recorder: Recorder, journal: SpanJournal) -> None:
        self._recorder = recorder
        self._journal = journal
        self._count = 0
        self.since: Moment | None = None

    def __bool__(self) -> bool:
        return self._count > 0

    def begin(self, now: Moment, *, cut: bool) -> None:
        """Let nothing be written from now on.

        Args:
            cut: end the open span here, so that it can be forgotten up to now.

        Raises:
            StoreBusyError: what is recorded so far can't be written; nothing is held then.
        """
        if cut:
            self._recorder.cut(now)
        else:
            self._recorder.settle(now)
        if not self._journal.flush():
            raise StoreBusyError(self._journal.trouble or "The record is being rewritten.", "Try again.")
        if not self:
            self._recorder.remember(now)
            self.since = now
        self._count += 1
        self._journal.hold()

    def end(self) -> bool:
        """One of them is done; whether it was the last, so that things are written again."""
        self._count -= 1
        if self:
            return False
        self.since = None
        self._recorder.remember_no_longer()
        self._journal.release()
        return True

    def end_all(self) -> None:
        """The program ends: write whatever waits, whoever is not done."""
        self._count = 0
        self.since = None
        self._journal.release()
