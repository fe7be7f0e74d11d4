"""What a span says of its time, and the one that goes on."""

from __future__ import annotations

from dataclasses import dataclass, field

from worktracker.model.explanation import Cut, SeenBy
from worktracker.model.span import Activity, Reason, Span, State, Zone

KEPT = Cut.KEEP_ACTIVE_LIST | Cut.KEEP_ACTIVE_INHIBITOR
"""What says of a span that it was kept active."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a span says of its time.

    Two that keep the same are equal, whatever saw or cut them: a new span begins only where
    what is kept differs, and the explanation of the first holds for all of it.
    """

    state: State
    activity: Activity | None = None
    reason: Reason = Reason.NONE
    seen_by: SeenBy = field(default=SeenBy.UNKNOWN, compare=False)
    cuts: Cut = field(default=Cut.NONE, compare=False)
    kept: Cut = Cut.NONE  # what keeps it active; a span of its own, so that it is known how long

    @classmethod
    def of(cls, span: Span) -> Content:
        """What a span says that was drawn."""
        cuts, kept = span.cuts & ~KEPT, span.cuts & KEPT
        return cls(span.state, span.activity, span.reason, span.seen_by, cuts, kept)


@dataclass(frozen=True, slots=True)
class OpenSpan:
    """The span that goes on."""

    start_ms: int
    content: Content
    zone: Zone

    def until(self, end_ms: int) -> Span:
        """It as it would be if it ended at ``end_ms``."""
        content = self.content
        return Span(
            self.start_ms,
            end_ms,
            content.state,
            self.zone,
            content.activity,
            content.reason,
            content.seen_by,
            content.cuts | content.kept,
        )
