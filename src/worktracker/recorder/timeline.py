"""The line of time that spans are drawn on."""

from __future__ import annotations

from dataclasses import dataclass

from worktracker.model.change import Journal
from worktracker.model.moment import Moment

TOLERANCE_MS = 1000
"""A smaller difference between two clocks is slewing, rounding or a leap second, no jump."""


@dataclass(frozen=True, slots=True)
class Step:
    """How the clocks moved since they were last read.

    Attributes:
        asleep_ms: how long the machine slept.
        jump_ms: by how much the wall clock was set, forward or back (negative).
    """

    asleep_ms: int = 0
    jump_ms: int = 0


def step_between(earlier: Moment, later: Moment) -> Step:
    """What happened to the clocks between two moments of one boot."""
    boot = later.boot_ms - earlier.boot_ms
    asleep = boot - (later.awake_ms - earlier.awake_ms)
    jump = later.wall_ms - earlier.wall_ms - boot
    return Step(
        asleep if asleep > TOLERANCE_MS else 0,
        jump if abs(jump) > TOLERANCE_MS else 0,
    )


class Timeline:
    """Wall time that never runs into what is recorded already.

    While the wall clock has been set back into a stretch that is recorded, the line stays
    ahead of it, so that no time is lost and no two spans overlap. It falls back in with the
    wall clock at the next gap, as soon as that is free.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._ahead_ms = 0
        self._limit_ms: int | None = None

    def anchor(self, now: Moment) -> int:
        """Begin anew at ``now``: the first free instant from there on, in milliseconds."""
        self._ahead_ms = 0
        return self._move_on(now.wall_ms)

    def free(self, at_ms: int) -> int:
        """The first free instant from ``at_ms`` on; where that is recorded already, the line moves on."""
        return at_ms if self._limit_ms is None or at_ms < self._limit_ms else self._move_on(at_ms)

    def _move_on(self, from_ms: int) -> int:
        at = from_ms
        block = self._journal.block_after(at)
        while block is not None and block.start_ms <= at:
            at = block.end_ms
            block = self._journal.block_after(at)
        self._ahead_ms += at - from_ms
        self._limit_ms = None if block is None else block.start_ms
        return at

    def at(self, moment: Moment) -> int:
        """Where ``moment`` lies on the line."""
        return moment.wall_ms + self._ahead_ms

    def before(self, moment: Moment, now: Moment) -> int:
        """Where ``moment`` lies, seen from ``now``: a clock that was set in between moves neither."""
        return self.at(now) - max(0, now.boot_ms - moment.boot_ms)

    @property
    def limit_ms(self) -> int | None:
        """Where the line runs into a recorded stretch; None if nothing lies ahead."""
        return self._limit_ms
