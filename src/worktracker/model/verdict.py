"""What the privacy gate lets through."""

from __future__ import annotations

from dataclasses import dataclass

from worktracker.model.explanation import Cut, SeenBy
from worktracker.model.span import Activity, Reason, State


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be kept of a sample.

    Attributes:
        state: ``ACTIVE``, ``PRIVATE``, or None where nothing at all may be recorded.
        activity: what is kept, only for ``ACTIVE``.
        reason: why it is private, only for ``PRIVATE``.
        seen_by: what saw the sample.
        cuts: what kept something of the sample out of ``activity``.
    """

    state: State | None
    activity: Activity | None = None
    reason: Reason = Reason.NONE
    seen_by: SeenBy = SeenBy.UNKNOWN
    cuts: Cut = Cut.NONE
