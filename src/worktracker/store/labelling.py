"""Labelling what is stored anew after a rule has changed.

Rules are asked once for each distinct activity, never for a span. Totals move by the difference:
only the spans of activities whose labels change are looked at, and these by one query. Only where
several sources have the same time, or the user has labelled it, are spans gone through one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from worktracker.labels.labeller import Facts, Labeller
from worktracker.labels.rules import LabelRule
from worktracker.model.days import DAY_MS
from worktracker.store import assignments, label_rows, totals
from worktracker.store.connection import Connection, translated
from worktracker.store.label_rows import Kind
from worktracker.store.span_id import LAST_MS, id_range, span_id
from worktracker.store.totals import MANUAL, RECORDED, Share, Sums

_ACTIVITIES = (
    "SELECT a.id, p.name, a.title, a.url, d.name, a.document, a.lost, a.category, a.project FROM activity a"
    " LEFT JOIN app p ON p.id = a.app LEFT JOIN domain d ON d.id = a.domain"
)
_BIAS_DAYS = 10
"""Local days before 1970 come out right although SQLite cuts toward zero."""

_DAY = f"((s.start_ms {{end}} + z.offset_s * 1000 - :day_start) / {DAY_MS} - {_BIAS_DAYS})"
_BEGIN_DAY = _DAY.format(end=f"+ {_BIAS_DAYS * DAY_MS}")
_END_DAY = _DAY.format(end=f"+ s.length_ms - 1 + {_BIAS_DAYS * DAY_MS}")
_MOVED = (
    "FROM span s JOIN temp.relabelled r ON r.id = s.activity JOIN zone z ON z.id = s.zone"
    " WHERE s.id >= :first AND s.id < :last AND s.state = 0 AND s.length_ms > 0"
)
_APART = (
    " AND coalesce((SELECT end_ms FROM temp.shared WHERE start_ms <= s.start_ms"
    " ORDER BY start_ms DESC LIMIT 1), 0) <= s.start_ms"
)


class _Change(NamedTuple):
    """An activity with its labels before and after."""

    activity: int
    was_category: int | None
    was_project: int | None
    category: int | None
    project: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule would label that has another label now: how much of what is stored."""

    activities: int
    spans: int
    duration_ms: int


def relabel(connection: Connection, day_start_ms: int, *kinds: Kind) -> int:
    """Ask the rules anew about every activity, in the caller's transaction; how many changed."""
    changed = _fill(connection, {kind: Labeller(label_rows.rules(connection, kind)) for kind in kinds})
    if changed:
        _move(connection, day_start_ms)
    return changed


def forget_label(connection: Connection, day_start_ms: int, kind: Kind, number: int) -> None:
    """Drop a label's rules, and take it from what the user gave it to, in the caller's transaction.

    What has it by its rules loses it when all is labelled anew.
    """
    connection.execute(f"DELETE FROM {kind}_rule WHERE {kind} = ?", (number,))
    stretches = connection.execute(
        f"SELECT start_ms, end_ms FROM assignment WHERE gone IS NULL AND {kind} = ?", (number,)
    ).fetchall()
    with totals.following(connection, stretches, day_start_ms):
        connection.execute(f"UPDATE assignment SET {kind} = NULL WHERE {kind} = ?", (number,))


def preview(connection: Connection, kind: Kind, rule: LabelRule) -> Preview:
    """How much a new rule would label anew, beside the rules that there are."""
    rules = label_rows.rules(connection, kind)
    newest = max((known.id or 0 for known in rules), default=0)
    with translated():
        changed = _fill(connection, {kind: Labeller([*rules, replace(rule, id=newest + 1)])})
        spans, length = connection.execute(
            "SELECT count(*), coalesce(sum(length_ms), 0) FROM span"
            " WHERE length_ms > 0 AND activity IN (SELECT id FROM temp.relabelled)"
        ).fetchone()
        connection.execute("DELETE FROM temp.relabelled")
    return Preview(changed, spans, length)


def _fill(connection: Connection, labellers: Mapping[Kind, Labeller]) -> int:
    """Put what is to change into the temporary table ``relabelled``; how many activities these are."""
    columns = ", ".join(f"{name} INTEGER" for name in _Change._fields[1:])
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS relabelled (id INTEGER PRIMARY KEY, {columns})")
    connection.execute("DELETE FROM temp.relabelled")
    changes = _changes(connection, labellers)
    connection.executemany("INSERT INTO temp.relabelled VALUES (?, ?, ?, ?, ?)", changes)
    return connection.execute("SELECT count(*) FROM temp.relabelled").fetchone()[0]


def _changes(connection: Connection, labellers: Mapping[Kind, Labeller]) -> Iterator[_Change]:
    ask = [_Asked(connection, kind, labellers.get(kind)) for kind in ("category", "project")]
    for number, *texts, lost, category, project in connection.execute(_ACTIVITIES):
        facts = Facts._make(texts)
        found = ask[0].label(facts, lost, category), ask[1].label(facts, lost, project)
        if found != (category, project):
            yield _Change(number, category, project, *found)


class _Asked:
    """The rules of one kind and the labels that there are; without rules labels stay."""

    def __init__(self, connection: Connection, kind: Kind, labeller: Labeller | None) -> None:
        self._labeller = labeller
        self._known = {row[0] for row in connection.execute(f"SELECT id FROM {kind}")}

    def label(self, facts: Facts, lost: int, label: int | None) -> int | None:
        """What an activity is to have that has ``label`` now."""
        if self._labeller is None:
            return label
        rule, sure = self._labeller.find(facts, lost)
        if sure:
            return None if rule is None else rule.label
        # What is lost may have matched: the label stays that was found by it, if it is still there.
        return label if label in self._known else None


def _move(connection: Connection, day_start_ms: int) -> None:
    """Give activities their new labels, and move the totals with them."""
    shared = list(_shared(connection))
    with totals.following(connection, shared, day_start_ms):
        connection.execute(
            "UPDATE activity SET category = r.category, project = r.project"
            " FROM temp.relabelled r WHERE r.id = activity.id"
        )
    sums = Sums()
    _count_apart(connection, sums, day_start_ms, shared)
    connection.execute("DELETE FROM temp.relabelled")
    totals.write(connection, sums)


def _count_apart(
    connection: Connection, sums: Sums, day_start_ms: int, shared: list[tuple[int, int]]
) -> None:
    """The difference over recorded spans that nothing else shares its time with."""
    first, last = id_range(RECORDED, 0, totals.summed_until(connection))
    where = {"day_start": day_start_ms, "first": first, "last": last}
    moved = _MOVED
    if shared:
        moved += _APART
        connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS shared (start_ms INTEGER PRIMARY KEY, end_ms INTEGER)"
        )
        connection.execute("DELETE FROM temp.shared")
        connection.executemany("INSERT INTO temp.shared VALUES (?, ?)", shared)
    labels = ", ".join(f"coalesce(r.{name}, 0)" for name in _Change._fields[1:])
    for day, was_category, was_project, category, project, length in connection.execute(
        f"SELECT {_BEGIN_DAY}, {labels}, sum(s.length_ms) {moved} AND {_BEGIN_DAY} = {_END_DAY}"
        " GROUP BY 1, 2, 3, 4, 5",
        where,
    ):
        sums.labels[day, was_category, was_project] -= length
        sums.labels[day, category, project] += length
    for start, length, offset, *found in connection.execute(
        f"SELECT s.start_ms, s.length_ms, z.offset_s, {labels} {moved} AND {_BEGIN_DAY} <> {_END_DAY}", where
    ):
        before, after = Share(0, offset, None, None, *found[:2]), Share(0, offset, None, None, *found[2:])
        sums.add((start, start + length, before), day_start_ms, -1)
        sums.add((start, start + length, after), day_start_ms)


def _shared(connection: Connection) -> Iterator[tuple[int, int]]:
    """Stretches that other sources have, or that the user has labelled, widened to whole spans; in order."""
    stretches = [(one.start_ms, one.end_ms) for one in assignments.labelling(connection, MANUAL, 0)]
    stretches += connection.execute(
        "SELECT start_ms, start_ms + length_ms FROM span WHERE id > ? AND length_ms > 0",
        (span_id(RECORDED, LAST_MS),),
    ).fetchall()
    joined = _joined(sorted(stretches))
    widened = [
        (totals.reaching_back(connection, start), _reaching_on(connection, end)) for start, end in joined
    ]
    return _joined(sorted(widened))


def _joined(stretches: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches that touch as one."""
    first = last = None
    for start, end in stretches:
        if first is None or last is None or start > last:
            if first is not None and last is not None:
                yield first, last
            first, last = start, end
        else:
            last = max(last, end)
    if first is not None and last is not None:
        yield first, last


def _reaching_on(connection: Connection, at_ms: int) -> int:
    """Where the recorded span ends that goes on at ``at_ms``; ``at_ms`` if none does."""
    row = connection.execute(
        "SELECT start_ms + length_ms FROM span WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1",
        id_range(RECORDED, 0, at_ms),
    ).fetchone()
    return at_ms if row is None else max(row[0], at_ms)
