"""One line of the table of figures."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, beside its reference, its goal and what another program needs.

    Attributes:
        what: a few words.
        unit: of all numbers.
        runs: what was measured, run by run; the figure is their median.
        goal: at most this; None where there is no goal.
        reference: the least that could do it, measured in the same run; None where there is none.
        reference_is: what the reference is, in words.
        activity_watch: ActivityWatch's figure as its measurement was quoted to us: not measured here.
        note: what else belongs to it.
    """

    what: str
    unit: str
    runs: tuple[float, ...]
    goal: float | None = None
    reference: float | None = None
    reference_is: str = ""
    activity_watch: str = ""
    note: str = ""

    @property
    def value(self) -> float:
        """The median of the runs."""
        return statistics.median(self.runs)

    @property
    def missed_by(self) -> float | None:
        """How many times the goal it is, if that is more than once."""
        if self.goal is None or self.value <= self.goal:
            return None
        return self.value / self.goal if self.goal else float("inf")

    @property
    def verdict(self) -> str:
        """``met``, ``MISSED 1.20 ×``, or nothing where there is no goal."""
        if self.goal is None:
            return ""
        return "met" if self.missed_by is None else f"MISSED {self.missed_by:.2f} ×"


def median(values: Sequence[float]) -> float:
    """The median; the middle of the two in the middle of an even number."""
    return statistics.median(values)
