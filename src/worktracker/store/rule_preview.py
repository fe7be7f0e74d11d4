"""What a rule matches of what is stored, and what it would change, before it is kept.

Rules are asked once for each distinct activity, as when they are kept; spans are then counted in
one query. Nothing but temporary tables is written, so that any reader may ask.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain, starmap

from worktracker.labels.labeller import Facts, Labeller
from worktracker.labels.rules import LabelRule, check_label_rule
from worktracker.privacy.rules import Rule
from worktracker.store import label_rows
from worktracker.store.activity_times import ActivityTimes
from worktracker.store.connection import Connection, translated
from worktracker.store.erase import Eraser, Reach
from worktracker.store.label_rows import Kind
from worktracker.store.labelling import asked_about

EXAMPLES = 6
"""The activities that are named, those with the most time first."""


@dataclass(frozen=True, slots=True)
class Example:
    """An activity that a rule matches, and its time in milliseconds."""

    facts: Facts
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Move:
    """Time that would go from one label to another (None: without one)."""

    before: int | None
    after: int | None
    activities: int
    duration_ms: int


@dataclass(frozen=True, slots=True)
class LabelPreview:
    """What a rule matches, and what changes with it.

    Attributes:
        activities, duration_ms: all that it matches, whatever label that has.
        examples: some of these.
        moves: what changes, the most time first.
    """

    activities: int
    duration_ms: int
    examples: tuple[Example, ...] = ()
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class ReachPreview:
    """What an exclusion rule would change of what is stored, with examples."""

    reach: Reach
    examples: tuple[Example, ...] = ()


def preview_label(connection: Connection, kind: Kind, rule: LabelRule) -> LabelPreview:
    """What ``rule`` matches, and what would change if it were kept; in place of the rule whose id it has.

    Of a rule that is changed, that also is what only the old one matches.

    Raises:
        UsageError: it could not be evaluated.
        StoreBusyError: the question was broken off.
    """
    check_label_rule(rule)
    with translated():
        rules = label_rows.rules(connection, kind)
        old = [each for each in rules if each.id == rule.id]
        newest = max((each.id or 0 for each in rules), default=0)
        new = rule if old else replace(rule, id=newest + 1)
        others = [each for each in rules if each.id != new.id]
        alone = Labeller([new])
        matched = array("q")
        moving: dict[tuple[int | None, int | None], array[int]] = defaultdict(lambda: array("q"))
        for asked in asked_about(connection, kind, Labeller([*others, new]), [new, *old]):
            if alone.find(asked.facts, asked.lost).rule is not None:
                matched.append(asked.activity)
            if asked.before != asked.after:
                moving[asked.before, asked.after].append(asked.activity)
        times = ActivityTimes(connection, {*matched, *chain.from_iterable(moving.values())})
        examples = times.longest(matched, EXAMPLES)
    moves = [Move(*labels, len(each), sum(map(times.of, each))) for labels, each in moving.items()]
    moves.sort(key=lambda move: (-move.duration_ms, move.before or 0, move.after or 0))
    length = sum(map(times.of, matched))
    return LabelPreview(len(matched), length, tuple(starmap(Example, examples)), tuple(moves))


def preview_purge(connection: Connection, day_start_ms: int, rule: Rule) -> ReachPreview:
    """What applying ``rule`` to what is stored would change.

    Raises:
        UsageError: it could not be evaluated.
        StoreBusyError: the question was broken off.
    """
    reach, times, chosen = Eraser(connection, day_start_ms).reached(rule)
    with translated():
        return ReachPreview(reach, tuple(starmap(Example, times.longest(chosen, EXAMPLES))))
