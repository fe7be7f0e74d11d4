"""Labelling what is stored anew after a rule has changed.

Rules are asked once for each distinct activity, never for a span; totals follow by the difference
(:mod:`worktracker.store.label_totals`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from worktracker.labels.labeller import NOTHING, Facts, Labeller, Lost, conditions
from worktracker.labels.rules import LabelRule
from worktracker.store import assignments, label_rows, totals
from worktracker.store.connection import Connection, translated
from worktracker.store.label_rows import Kind
from worktracker.store.label_totals import Change, move

_ACTIVITIES = "SELECT id, app, title, url, domain, document, lost, category, project FROM activity"
_FEW = 50
"""Rules that one query asks for at most."""


class Asked(NamedTuple):
    """An activity that some rules may match, with what there is and would be of one kind of label."""

    activity: int
    facts: Facts
    lost: int
    before: int | None
    after: int | None
    other: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule would label that has another label now: how much of what is stored."""

    activities: int
    spans: int
    duration_ms: int


def relabel(
    connection: Connection, day_start_ms: int, kind: Kind, touched: Sequence[LabelRule] | None = None
) -> int:
    """Ask the rules anew about every activity, in the caller's transaction; how many changed.

    Args:
        connection: in a transaction.
        day_start_ms: local time of day at which days begin, in milliseconds.
        kind: of which rules.
        touched: the rules that have come or gone, where it is only these: what none of them can match
            has the label that it had. None: any may have changed.
    """
    changed = _fill(connection, kind, Labeller(label_rows.rules(connection, kind)), touched)
    if changed:
        move(connection, day_start_ms)
    return changed


def follow(connection: Connection, day_start_ms: int, kind: Kind, before: Iterable[LabelRule]) -> None:
    """Label anew what a change of rules may touch, in its transaction; ``before``: the rules before it."""
    # A rule is itself with all that decides how specific it is: its category's depth too.
    touched = [*set(before).symmetric_difference(label_rows.rules(connection, kind))]
    orphans = connection.execute(
        f"SELECT EXISTS (SELECT 1 FROM activity WHERE lost <> 0 AND {kind} NOT NULL"
        f" AND {kind} NOT IN (SELECT id FROM {kind}))"
    ).fetchone()[0]
    if touched or orphans:
        relabel(connection, day_start_ms, kind, None if orphans else touched)


def forget_label(connection: Connection, day_start_ms: int, kind: Kind, number: int) -> None:
    """Drop a label's rules, and take it from what the user gave it to, in the caller's transaction.

    A timer that runs on it ends, and no undoing brings it back. What has it by its rules loses it
    when all is labelled anew.
    """
    connection.execute(f"DELETE FROM {kind}_rule WHERE {kind} = ?", (number,))
    stretches = connection.execute(
        f"SELECT start_ms, end_ms FROM assignment WHERE gone IS NULL AND {kind} = ?", (number,)
    ).fetchall()
    with totals.following(connection, stretches, day_start_ms):
        connection.execute(f"UPDATE assignment SET {kind} = NULL WHERE {kind} = ?", (number,))
        connection.execute("UPDATE assignment SET timer = 0 WHERE timer = 1 AND project IS NULL")
        assignments.drop_what_says_nothing(connection)


def preview(connection: Connection, kind: Kind, rule: LabelRule) -> Preview:
    """How much a new rule would label anew, beside the rules that there are."""
    rules = label_rows.rules(connection, kind)
    newest = max((known.id or 0 for known in rules), default=0)
    with translated():
        added = replace(rule, id=newest + 1)
        changed = _fill(connection, kind, Labeller([*rules, added]), [added])
        spans, length = connection.execute(
            "SELECT count(*), coalesce(sum(length_ms), 0) FROM span"
            " WHERE length_ms > 0 AND activity IN (SELECT id FROM temp.relabelled)"
        ).fetchone()
        connection.execute("DELETE FROM temp.relabelled")
    return Preview(changed, spans, length)


def _fill(connection: Connection, kind: Kind, labeller: Labeller, touched: Sequence[LabelRule] | None) -> int:
    """Put what is to change into the temporary table ``relabelled``; how many activities these are."""
    columns = ", ".join(f"{name} INTEGER" for name in Change._fields[1:])
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS relabelled (id INTEGER PRIMARY KEY, {columns})")
    connection.execute("DELETE FROM temp.relabelled")
    changes = _changes(connection, kind, labeller, touched)
    connection.executemany("INSERT INTO temp.relabelled VALUES (?, ?, ?, ?, ?)", changes)
    return connection.execute("SELECT count(*) FROM temp.relabelled").fetchone()[0]


def _changes(
    connection: Connection, kind: Kind, labeller: Labeller, rules: Sequence[LabelRule] | None
) -> Iterator[Change]:
    """What is to change of what ``rules`` may match; None: of everything."""
    for asked in asked_about(connection, kind, labeller, rules):
        if asked.before != asked.after:
            was, now, other = asked.before, asked.after, asked.other
            labels = (was, other, now, other) if kind == "category" else (other, was, other, now)
            yield Change(asked.activity, *labels)


def asked_about(
    connection: Connection, kind: Kind, labeller: Labeller, rules: Sequence[LabelRule] | None
) -> Iterator[Asked]:
    """What ``rules`` may match (None: everything), each with the label that ``labeller`` gives to it."""
    touched = None if rules is None else Labeller(rules)
    known = {row[0] for row in connection.execute(f"SELECT id FROM {kind}")}
    other_kept = Lost.KEPT_PROJECT if kind == "category" else Lost.KEPT_CATEGORY
    apps: dict[int | None, str] = dict(connection.execute("SELECT id, name FROM app").fetchall())
    domains: dict[int | None, str] = dict(connection.execute("SELECT id, name FROM domain").fetchall())
    query = _ACTIVITIES
    few = rules is not None and len(rules) <= _FEW
    if rules is not None and few:
        query += f" WHERE lost <> 0 OR {_plausible(connection, rules, apps, domains)}"
    for number, app, title, url, domain, document, given, category, project in connection.execute(query):
        facts = Facts(apps.get(app), title, url, domains.get(domain), document)
        asked = few and not given  # the query has asked the same already
        lost = given & ~other_kept
        if touched is not None and not asked and touched.find(facts, lost) is NOTHING:
            continue
        before, other = (category, project) if kind == "category" else (project, category)
        rule, sure = labeller.find(facts, lost)
        after = None if rule is None else rule.label
        if not sure and before in known:  # what is lost may have matched: what was found by it stays
            after = before
        yield Asked(number, facts, lost, before, after, other)


def _plausible(
    connection: Connection,
    rules: Sequence[LabelRule],
    apps: Mapping[int | None, str],
    domains: Mapping[int | None, str],
) -> str:
    """The condition on an activity that one of the rules matches it.

    Texts are asked within the query: most don't match, and never become rows of ours.
    """
    ways: list[str] = []
    for number, rule in enumerate(rules):
        parts: list[str] = []
        for name, matcher in conditions(rule):
            names = {"app": apps, "domain": domains}.get(name)
            if names is None:
                fits = f"fits_{number}_{name}"
                connection.create_function(fits, 1, matcher, deterministic=True)
                parts.append(f"{name} NOT NULL AND {fits}({name})")
            else:
                among = ", ".join(str(key) for key, text in names.items() if matcher(text))
                parts.append(f"{name} IN ({among})")
        if parts:
            ways.append(" AND ".join(parts))
    return " OR ".join(ways) or "0"
