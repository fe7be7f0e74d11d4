"""What the recorder asks of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from worktracker.model.span import Span


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch [start_ms, end_ms) of time, milliseconds since 1970 in UTC."""

    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the recorded spans, to be made as a whole.

    Attributes:
        take_back: if set, first undo what was recorded there: spans that begin in it go, one
            that begins before it and reaches into it ends where it starts.
        spans: then written in order; one that begins where a stored one begins replaces it.
    """

    spans: tuple[Span, ...] = ()
    take_back: Interval | None = None


class Journal(Protocol):
    """Where recorded spans go. It never raises for want of room: what can't be written waits."""

    def write(self, change: Change) -> None:
        """Make ``change``, durably before it returns where that is possible."""
        ...

    def waiting_spans(self) -> list[Span]:
        """What is not written yet, as it will be, in order of time."""
        ...

    def put_instead(self, spans: Sequence[Span]) -> None:
        """Let ``spans`` wait in place of all that waits; what of that was begun goes."""
        ...

    def block_after(self, wall_ms: int) -> Interval | None:
        """The first stretch recorded without a gap that ends after ``wall_ms``."""
        ...
