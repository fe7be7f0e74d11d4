"""Titles that change many times a second (spinners, players, clocks) are settled here.

Pure: it is told what is in front and what time it is, and answers with what to pass on.
"""

from __future__ import annotations

from worktracker.model.sample import Sample

INTERVAL_MS = 1000
"""Between two titles of one window that are passed on, milliseconds."""

WORTH_KEEPING_MS = 300
"""A title that waited is passed on before a window switch if it was up for so long, milliseconds."""


class Settling:
    """Lets through every window switch, and at most one title a second of the same window.

    A title that comes too soon waits, with the time at which it appeared, until the second
    is over or a later title takes its place. So no time is lost, every boundary is true,
    and the last title is always passed on.

    All times are ``Moment.awake_ms``: milliseconds of waking time.
    """

    def __init__(self) -> None:
        self._window: int | None = None
        self._passed: Sample | None = None
        self._passed_at_ms = 0
        self._waiting: Sample | None = None

    @property
    def due_ms(self) -> int | None:
        """When :meth:`pass_due` must be called; None while nothing waits."""
        return None if self._waiting is None else self._passed_at_ms + INTERVAL_MS

    def offer(self, window: int, sample: Sample) -> list[Sample]:
        """Take the news that ``window`` shows ``sample`` since ``sample.at``; answer what to pass on now.

        ``window`` is any number that tells windows apart.
        """
        now_ms = sample.at.awake_ms
        passing = self.pass_due(now_ms)
        if window != self._window or self._passed is None or not _same_but_title(sample, self._passed):
            waiting, self._waiting = self._waiting, None
            if waiting and now_ms - waiting.at.awake_ms >= WORTH_KEEPING_MS:
                passing.append(waiting)
            self._window = window
            return [*passing, self._pass(sample, now_ms)]
        if _same(sample, self._waiting or self._passed):
            return passing
        if _same(sample, self._passed):
            self._waiting = None  # back at what was passed on: what came between was too short
        elif now_ms - self._passed_at_ms >= INTERVAL_MS:
            passing.append(self._pass(sample, now_ms))
        else:
            self._waiting = sample
        return passing

    def pass_due(self, now_ms: int) -> list[Sample]:
        """Answer the title that has waited long enough at ``now_ms``, if there is one."""
        waiting = self._waiting
        if waiting is None or now_ms - self._passed_at_ms < INTERVAL_MS:
            return []
        self._waiting = None
        return [self._pass(waiting, now_ms)]

    def _pass(self, sample: Sample, now_ms: int) -> Sample:
        self._passed, self._passed_at_ms = sample, now_ms
        return sample


def _same(one: Sample, other: Sample) -> bool:
    return (one.title, one.url, one.document) == (other.title, other.url, other.document)


def _same_but_title(one: Sample, other: Sample) -> bool:
    return (one.app, one.private_window, one.vouched) == (other.app, other.private_window, other.vouched)
