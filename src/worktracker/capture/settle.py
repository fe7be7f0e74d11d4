"""Titles that change many times a second (spinners, players, clocks) are settled here.

Pure: it is told what is in front and what time it is, and answers with what to pass on.
"""

from __future__ import annotations

from worktracker.model.sample import Sample

INTERVAL_MS = 1000
"""Between two titles of one window that are passed on, milliseconds."""

WORTH_KEEPING_MS = 300
"""A title that waited is passed on before a window switch if it was up for so long, milliseconds."""


NO_WINDOW = 0
"""The number that stands for no window in front."""

GAP_MS = 100
"""While switching, window managers name no window for a moment; it passes if it lasts so long, ms."""


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
        self._waiting: Sample | None = None  # a title that came too soon
        self._gap: Sample | None = None  # no window in front, perhaps

    @property
    def due_ms(self) -> int | None:
        """When :meth:`pass_due` must be called; None while nothing waits."""
        if self._gap:
            return self._gap.at.awake_ms + GAP_MS
        return self._passed_at_ms + INTERVAL_MS if self._waiting else None

    def offer(self, window: int, sample: Sample, *, at_once: bool = False) -> list[Sample]:
        """Take the news that ``window`` shows ``sample`` since ``sample.at``; answer what to pass on now.

        ``window`` is any number that tells windows apart, or :data:`NO_WINDOW`. ``at_once`` is for titles
        that are settled elsewhere: they pass like a switch.
        """
        now_ms = sample.at.awake_ms
        passing = self.pass_due(now_ms)
        if window == NO_WINDOW and self._passed is not None:
            self._gap = self._gap or (sample if self._window != NO_WINDOW else None)
            return passing
        self._gap = None
        switches = at_once or window != self._window or self._passed is None
        if switches or self._passed is None or not _same_but_title(sample, self._passed):
            return [*passing, *self._switch(window, sample, now_ms)]
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
        """Answer what has waited long enough at ``now_ms``."""
        passing: list[Sample] = []
        waiting, gap = self._waiting, self._gap
        if waiting and now_ms - self._passed_at_ms >= INTERVAL_MS:
            self._waiting = None
            passing.append(self._pass(waiting, now_ms))
        if gap and now_ms - gap.at.awake_ms >= GAP_MS:
            self._gap = None
            passing += self._switch(NO_WINDOW, gap, now_ms)
        return passing

    def _switch(self, window: int, sample: Sample, now_ms: int) -> list[Sample]:
        waiting, self._waiting = self._waiting, None
        self._window = window
        passed = self._pass(sample, now_ms)
        if waiting and sample.at.awake_ms - waiting.at.awake_ms >= WORTH_KEEPING_MS:
            return [waiting, passed]
        return [passed]

    def _pass(self, sample: Sample, now_ms: int) -> Sample:
        self._passed, self._passed_at_ms = sample, now_ms
        return sample


def _same(one: Sample, other: Sample) -> bool:
    return (one.title, one.url, one.document) == (other.title, other.url, other.document)


def _same_but_title(one: Sample, other: Sample) -> bool:
    return (one.app, one.instance, one.private_window, one.vouched, one.told) == (
        other.app,
        other.instance,
        other.private_window,
        other.vouched,
        other.told,
    )
