"""Spans: stretches of time in which nothing recorded changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from worktracker.model.explanation import Cut, SeenBy
from worktracker.model.labels import Labels


class State(IntEnum):
    """What a span says of its time; the numbers are those in the store."""

    ACTIVE = 0
    IDLE = 1
    LOCKED = 2
    PRIVATE = 3

    @property
    def label(self) -> str:
        """The word of the public interface: ``active``, ``idle``, ``locked``, ``private``."""
        return self.name.lower()


class Reason(IntEnum):
    """Why a span is private: the kind of reason, never which rule."""

    NONE = 0
    RULE = 1
    PRIVATE_WINDOW = 2
    UNSURE = 3

    @property
    def label(self) -> str | None:
        """``rule``, ``private window``, ``unsure``; None where there is no reason to give."""
        return None if self is Reason.NONE else self.name.lower().replace("_", " ")


@dataclass(frozen=True, slots=True)
class Zone:
    """The time zone that held: its IANA name ("" if unknown) and its offset in seconds."""

    name: str
    offset_s: int


@dataclass(frozen=True, slots=True)
class Activity:
    """A distinct (app, title, url, domain, document); None is what was not kept."""

    app: str | None = None
    title: str | None = None
    url: str | None = None
    domain: str | None = None
    document: str | None = None

    def __repr__(self) -> str:
        """Say nothing of the content: reprs end up in logs and tracebacks."""
        return "Activity(…)"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch [start, end) of one state and one activity.

    Attributes:
        start_ms, end_ms: milliseconds since 1970-01-01T00:00Z.
        state: what the time was.
        activity: only for ``State.ACTIVE``.
        zone: the zone and offset that held for all of the span.
        reason: only for ``State.PRIVATE``.
        seen_by: what saw it; where its content is seen by several, the first of them.
        cuts: what kept something out of ``activity``.
        labels: what it counts for, where somebody said so who was not here; None: as the rules say.
    """

    start_ms: int
    end_ms: int
    state: State
    zone: Zone
    activity: Activity | None = None
    reason: Reason = Reason.NONE
    seen_by: SeenBy = SeenBy.UNKNOWN
    cuts: Cut = Cut.NONE
    labels: Labels | None = None

    @property
    def duration_ms(self) -> int:
        """The span's length in milliseconds."""
        return self.end_ms - self.start_ms


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """What a :class:`Span` says but for its times.

    Where the same recurs the same object may stand for it, so that millions of spans are told apart
    without a look at their text: it equals itself alone.
    """

    state: State
    zone: Zone
    activity: Activity | None = None
    reason: Reason = Reason.NONE
    seen_by: SeenBy = SeenBy.UNKNOWN
    cuts: Cut = Cut.NONE
    labels: Labels | None = None

    @classmethod
    def of(cls, span: Span) -> Content:
        """That of a span."""
        return cls(span.state, span.zone, span.activity, span.reason, span.seen_by, span.cuts, span.labels)

    def span(self, start_ms: int, end_ms: int) -> Span:
        """The span that says this of [start, end)."""
        return Span(
            start_ms,
            end_ms,
            self.state,
            self.zone,
            self.activity,
            self.reason,
            self.seen_by,
            self.cuts,
            self.labels,
        )
