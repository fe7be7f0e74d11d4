"""How time is spread: over days by their parts, and over the hours of the week."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from worktracker.model.days import day_date
from worktracker.model.labels import SEPARATOR, paths
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Part:
    """What time is shown apart: a category at the top of the tree, or a state; neither: all other time."""

    category: str | None = None
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds.

    Attributes:
        days: of each part of each local day that has any.
        hours: by day of the week (0 for Monday) and hour of the local clock.
    """

    days: dict[date, Counter[Part]]
    hours: dict[tuple[int, int], int]


def categories_by_day(reader: Reader, period: Period, *, idle: bool = False) -> dict[date, Counter[Part]]:
    """The time of each day by the categories at the top of the tree, and of states beside active.

    Args:
        reader: of the store.
        period: of what time.
        idle: count idle and locked time too.
    """
    beside = {State.IDLE, State.LOCKED, State.PRIVATE} if idle else {State.PRIVATE}
    labels, states = reader.labels_by_day(period, beside)
    tops = {number: top_part(path) for number, path in paths(reader.categories()).items()}
    nothing = Part()
    days: dict[int, Counter[Part]] = {}
    for (day, category), length in labels.items():
        days.setdefault(day, Counter())[tops.get(category, nothing)] += length
    for (day, state), length in states.items():
        days.setdefault(day, Counter())[Part(state=state)] += length
    return {day_date(day): parts for day, parts in days.items()}


def top_part(path: str | None) -> Part:
    """The part that a category's time belongs to."""
    return Part(path.partition(SEPARATOR)[0] if path else None)
