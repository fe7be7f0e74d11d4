"""What was in front while each span was drawn, so that it can be judged by rules that come later."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from worktracker.model.change import Interval
from worktracker.model.explanation import Cut
from worktracker.model.sample import Sample
from worktracker.model.span import Reason, Span, State
from worktracker.model.verdict import Verdict
from worktracker.recorder.content import KEPT

JUDGED = (State.ACTIVE, State.PRIVATE)
"""The states that come of what is in front; what is idle or locked says nothing of it."""

MOST_SIGHTS = 10_000
"""So many samples are remembered; of what is seen after them is not known any more what it was."""

_UNKNOWN = Verdict(State.PRIVATE, reason=Reason.UNSURE)


class Sights:
    """Of each span that may be judged anew: what was in front, and from which instant of the line on.

    What was in front while nothing was recorded is not remembered. An instant of the line is recorded
    once at most, so that the spans' beginnings tell them apart, whatever clocks do.
    """

    def __init__(self) -> None:
        self._of: dict[int, list[tuple[int, Sample | None]]] = {}
        self._count = 0

    def opened(self, start_ms: int, sample: Sample | None, since_ms: int | None = None) -> None:
        """A span begins with ``sample``; where it has begun before, that is known of ``since_ms`` on."""
        if self._count >= MOST_SIGHTS:
            self._of.pop(start_ms, None)
            return
        self._of[start_ms] = [(start_ms if since_ms is None else since_ms, sample)]
        self._count += 1

    def goes_on(self, start_ms: int, at_ms: int, sample: Sample | None) -> None:
        """The span goes on with another sample, of which the same is kept."""
        seen = self._of.get(start_ms)
        if seen is None or seen[-1][1] is sample:
            return
        if self._count < MOST_SIGHTS:
            seen.append((max(at_ms, seen[-1][0]), sample))
            self._count += 1
        elif seen[-1][1] is not None:
            seen.append((max(at_ms, seen[-1][0]), None))

    def judged(
        self,
        spans: Sequence[Span],
        judge: Callable[[Sample], Verdict],
        are_one: Callable[[Span, Span], bool],
    ) -> tuple[list[Span], list[Interval]]:
        """What ``judge`` makes of ``spans``, in order of time; it is what is remembered from now on.

        Args:
            spans: all that were drawn since the first sight, in order of time.
            judge: says what may be kept of a sample.
            are_one: whether two that touch and keep the same need no cut between them.

        Returns:
            The spans, and the stretches of which nothing is kept any more.
        """
        anew: list[Span] = []
        dropped: list[Interval] = []
        before, self._of, self._count = self._of, {}, 0
        for span in spans:
            seen = before.get(span.start_ms)
            for start_ms, end_ms, sample, known in _pieces(span, seen):
                piece = replace(span, start_ms=start_ms, end_ms=end_ms)
                if known:
                    verdict = _UNKNOWN if sample is None else judge(sample)
                    if verdict.state is None:
                        dropped.append(Interval(start_ms, end_ms))
                        continue
                    piece = _as_judged(piece, verdict)
                if anew and _keep_the_same(anew[-1], piece) and are_one(anew[-1], piece):
                    anew[-1] = replace(anew[-1], end_ms=end_ms)
                else:
                    anew.append(piece)
                if known:
                    self._keep(anew[-1], start_ms, sample)
                elif seen:
                    self._keep(anew[-1], end_ms, seen[0][1])
            if seen and seen[-1][0] >= span.end_ms and anew and anew[-1].end_ms == span.end_ms:
                self._keep(anew[-1], *seen[-1])  # the span may go on with it
        return anew, dropped

    def _keep(self, span: Span, at_ms: int, sample: Sample | None) -> None:
        seen = self._of.setdefault(span.start_ms, [])
        if not seen or seen[-1][1] is not sample:
            seen.append((at_ms, sample))
            self._count += 1


def _pieces(
    span: Span, seen: list[tuple[int, Sample | None]] | None
) -> Iterator[tuple[int, int, Sample | None, bool]]:
    """The span cut where the sample changed: begin, end, sample, and whether it is to be judged."""
    if span.state not in JUDGED:
        yield span.start_ms, span.end_ms, None, False
        return
    seen = seen or [(span.start_ms, None)]  # no more than that it was seen is known
    first_ms = min(seen[0][0], span.end_ms)
    if first_ms > span.start_ms:
        yield span.start_ms, first_ms, None, False
    ends = [at_ms for at_ms, _ in seen[1:]] + [span.end_ms]
    for (at_ms, sample), until_ms in zip(seen, ends, strict=True):
        end_ms = min(until_ms, span.end_ms)
        if at_ms < end_ms or (at_ms == span.start_ms == span.end_ms and (at_ms, sample) == seen[-1]):
            yield at_ms, end_ms, sample, True


def _as_judged(span: Span, verdict: Verdict) -> Span:
    state = span.state if verdict.state is None else verdict.state
    kept = span.cuts & KEPT if state is State.ACTIVE else Cut.NONE  # private stays one whole
    return replace(
        span,
        state=state,
        activity=verdict.activity,
        reason=verdict.reason,
        seen_by=verdict.seen_by,
        cuts=verdict.cuts | kept,
    )


def _keep_the_same(one: Span, other: Span) -> bool:
    return (
        one.end_ms == other.start_ms
        and one.state in JUDGED
        and one.state is other.state
        and one.activity == other.activity
        and one.reason is other.reason
        and one.zone == other.zone
        and one.cuts & KEPT == other.cuts & KEPT
    )
