"""How ``span.reason`` says why a span holds what it holds.

Bits 0 and 1 are the kind of reason of a private span, bits 2 to 5 who saw it, bits 6 and up what
was cut out of an active one. A span of which nothing was cut takes one byte for all of it, one of
which something was cut mostly two. What stores held before, 0 to 3, means the same.
"""

from __future__ import annotations

from typing import NamedTuple

from worktracker.model.explanation import Cut, SeenBy
from worktracker.model.span import Content, Reason, Span

_REASON_BITS = 0b11
_SEEN_BY_SHIFT, _SEEN_BY_BITS = 2, 0b1111
_CUT_SHIFT = 6
_SEEN_BY = {seen_by.value: seen_by for seen_by in SeenBy}

SEEN_BY_MASK = _SEEN_BY_BITS << _SEEN_BY_SHIFT
"""The bits of the number that say who saw it."""


class Explanation(NamedTuple):
    """Why a span holds what it holds."""

    seen_by: SeenBy
    reason: Reason
    cuts: Cut

    @property
    def decided_by(self) -> str | None:
        """What decided what was kept, in words: the reason, or what was cut; None if nothing did."""
        return self.reason.label or self.cuts.label


def number_of(span: Span | Content) -> int:
    """The explanation of a span as the number in the store."""
    return span.reason | span.seen_by << _SEEN_BY_SHIFT | number_of_cuts(span.cuts)


def number_of_cuts(cuts: Cut) -> int:
    """The bits of the number that say what was cut."""
    return cuts << _CUT_SHIFT


def explanation_of(number: int) -> Explanation:
    """The opposite of :func:`number_of`."""
    return Explanation(
        _SEEN_BY.get(number >> _SEEN_BY_SHIFT & _SEEN_BY_BITS, SeenBy.UNKNOWN),
        Reason(number & _REASON_BITS),
        Cut(number >> _CUT_SHIFT),
    )
