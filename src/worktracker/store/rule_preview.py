"""What a rule matches of what is stored, and what it would change, before it is kept.

Rules are asked once for each distinct activity, as when they are kept; spans are then counted in
one query. Nothing but temporary tables is written, so that any reader may ask.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from worktracker.labels.labeller import Facts, Labeller
from worktracker.labels.rules import LabelRule, check_label_rule
from worktracker.privacy.rules import Rule
from worktracker.store import label_rows
from worktracker.store.connection import Connection, translated
from worktracker.store.erase import Eraser, Reach
from worktracker.store.label_rows import Kind
from worktracker.store.labelling import asked_about

EXAMPLES = 6
"""The activities that are named, those with the most time first."""

_SHOWN = (
    "SELECT p.name, a.title, a.url, d.name, a.document, sum(s.length_ms)"
    " FROM span s JOIN activity a ON a.id = s.activity"
    " LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain"
)


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
        execute = connection.execute
        execute(
            "CREATE TEMP TABLE IF NOT EXISTS previewed (id INTEGER PRIMARY KEY,"
            " matches INTEGER, was INTEGER, now INTEGER, length_ms INTEGER NOT NULL DEFAULT 0)"
        )
        execute("DELETE FROM temp.previewed")
        asked = asked_about(connection, kind, Labeller([*others, new]), [new, *old])
        connection.executemany(
            "INSERT INTO temp.previewed (id, matches, was, now) VALUES (?, ?, ?, ?)",
            (
                (
                    each.activity,
                    int(alone.find(each.facts, each.lost).rule is not None),
                    each.before,
                    each.after,
                )
                for each in asked
            ),
        )
        execute("DELETE FROM temp.previewed WHERE NOT matches AND was IS now")
        execute(
            "INSERT INTO temp.previewed (id, length_ms) SELECT activity, sum(length_ms) FROM span"
            " WHERE activity IN (SELECT id FROM temp.previewed) GROUP BY 1"
            " ON CONFLICT (id) DO UPDATE SET length_ms = excluded.length_ms"
        )
        activities, length = execute(
            "SELECT count(*), coalesce(sum(length_ms), 0) FROM temp.previewed WHERE matches"
        ).fetchone()
        moves = execute(
            "SELECT was, now, count(*), sum(length_ms) FROM temp.previewed WHERE was IS NOT now"
            " GROUP BY 1, 2 ORDER BY 4 DESC, 1, 2"
        ).fetchall()
        examples = execute(
            "SELECT p.name, a.title, a.url, d.name, a.document, r.length_ms"
            " FROM temp.previewed r JOIN activity a ON a.id = r.id"
            " LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain"
            " WHERE r.matches ORDER BY r.length_ms DESC, r.id LIMIT ?",
            (EXAMPLES,),
        ).fetchall()
        execute("DELETE FROM temp.previewed")
    return LabelPreview(
        activities, length, tuple(map(_example, examples)), tuple(Move(*move) for move in moves)
    )


def preview_purge(connection: Connection, day_start_ms: int, rule: Rule) -> ReachPreview:
    """What applying ``rule`` to what is stored would change.

    Raises:
        UsageError: it could not be evaluated.
        StoreBusyError: the question was broken off.
    """
    reach = Eraser(connection, day_start_ms).reach(rule)
    if not reach.spans:
        return ReachPreview(reach)
    with translated():
        # What the eraser has chosen is still in its table.
        examples = connection.execute(
            f"{_SHOWN} WHERE s.activity IN (SELECT id FROM temp.chosen)"
            " GROUP BY s.activity ORDER BY 6 DESC, s.activity LIMIT ?",
            (EXAMPLES,),
        ).fetchall()
    return ReachPreview(reach, tuple(map(_example, examples)))


def _example(row: tuple[str | None, str | None, str | None, str | None, str | None, int]) -> Example:
    return Example(Facts(*row[:5]), row[5])
