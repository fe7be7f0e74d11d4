"""While somebody rewrites the file: nothing is written, and what is seen meanwhile can be judged anew."""

from __future__ import annotations

from worktracker.errors import StoreBusyError
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.recorder.recorder import Recorder
from worktracker.store.journal import SpanJournal


class Holding:
    """Those who have the file to themselves now; changes of spans wait in memory for the last of them.

    Rules that come with a hold hold from its beginning. So what is seen meanwhile is remembered with the
    instant from which it counts, until the last hold ends, and never gets further.
    """

    def __init__(self, recorder: Recorder, journal: SpanJournal) -> None:
        self._recorder = recorder
        self._journal = journal
        self._count = 0
        self._seen: list[tuple[Sample, int]] = []

    def __bool__(self) -> bool:
        return self._count > 0

    def begin(self, sample: Sample | None, now: Moment, *, cut: bool) -> None:
        """Let nothing be written from now on.

        Args:
            sample: what is in front.
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
        if not self and sample is not None:
            self._seen = [(sample, self._recorder.position(now))]
        self._count += 1
        self._journal.hold()

    def note(self, sample: Sample, now: Moment) -> None:
        """Something else is in front."""
        if self:
            self._seen.append((sample, self._recorder.position(now, sample.at)))

    def seen_since(self, sample: Sample, now: Moment) -> list[tuple[Sample, int]]:
        """What was seen since a hold began, and from when it counts; else what is in front now."""
        return self._seen or [(sample, self._recorder.position(now))]

    def end(self) -> bool:
        """One of them is done; whether it was the last, so that things are written again."""
        self._count -= 1
        if self:
            return False
        self._seen.clear()
        self._journal.release()
        return True

    def end_all(self) -> None:
        """The program ends: write whatever waits, whoever is not done."""
        self._count = 0
        self._journal.release()
