"""Labelling what is stored anew after a rule has changed.

Rules are asked once for each distinct activity, never for a span. Totals move by the difference:
only the spans of activities whose labels change are looked at, and these by one query a source. Only on
days on which several sources have some time, or the user has labelled some, and something changes, are
spans gone through one by one, so that memory is for sums by day and not for spans.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from worktracker.labels.labeller import NOTHING, Facts, Labeller, Lost, conditions
from worktracker.labels.rules import LabelRule
from worktracker.model.days import DAY_MS
from worktracker.store import assignments, label_rows, totals
from worktracker.store.connection import Connection, translated
from worktracker.store.label_rows import Kind
from worktracker.store.span_id import LAST_MS, MANUAL, RECORDED, id_range
from worktracker.store.totals import Share, Sums

_ACTIVITIES = "SELECT id, app, title, url, domain, document, lost, category, project FROM activity"
_FEW = 50
"""Rules that one query asks for at most."""

_BIAS_DAYS = 10
"""Local days before 1970 come out right although SQLite cuts toward zero."""

_DAY = f"((s.start_ms {{end}} + z.offset_s * 1000 - :day_start) / {DAY_MS} - {_BIAS_DAYS})"
_BEGIN_DAY = _DAY.format(end=f"+ {_BIAS_DAYS * DAY_MS}")
_END_DAY = _DAY.format(end=f"+ s.length_ms - 1 + {_BIAS_DAYS * DAY_MS}")
_MOVED = (
    # In this order: SQLite would rather make an index over all spans.
    "FROM span s CROSS JOIN temp.relabelled r ON r.id = s.activity CROSS JOIN zone z ON z.id = s.zone"
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
        _move(connection, day_start_ms)
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
    columns = ", ".join(f"{name} INTEGER" for name in _Change._fields[1:])
    connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS relabelled (id INTEGER PRIMARY KEY, {columns})")
    connection.execute("DELETE FROM temp.relabelled")
    changes = _changes(connection, kind, labeller, touched)
    connection.executemany("INSERT INTO temp.relabelled VALUES (?, ?, ?, ?, ?)", changes)
    return connection.execute("SELECT count(*) FROM temp.relabelled").fetchone()[0]


def _changes(
    connection: Connection, kind: Kind, labeller: Labeller, rules: Sequence[LabelRule] | None
) -> Iterator[_Change]:
    """What is to change of what ``rules`` may match; None: of everything."""
    for asked in asked_about(connection, kind, labeller, rules):
        if asked.before != asked.after:
            was, now, other = asked.before, asked.after, asked.other
            labels = (was, other, now, other) if kind == "category" else (other, was, other, now)
            yield _Change(asked.activity, *labels)


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


def _move(connection: Connection, day_start_ms: int) -> None:
    """Give activities their new labels, and move the totals with them."""
    shared = _shared(connection)
    with totals.following(connection, shared, day_start_ms):
        connection.execute(
            "UPDATE activity SET category = r.category, project = r.project"
            " FROM temp.relabelled r WHERE r.id = activity.id"
        )
    moved = _MOVED
    if shared:
        moved += _APART
        connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS shared (start_ms INTEGER PRIMARY KEY, end_ms INTEGER)"
        )
        connection.execute("DELETE FROM temp.shared")
        connection.executemany("INSERT INTO temp.shared VALUES (?, ?)", shared)
    sums = Sums()
    for source in _sources(connection):
        _count_apart(connection, sums, day_start_ms, source, moved)
    connection.execute("DELETE FROM temp.relabelled")
    totals.write(connection, sums)


def _count_apart(connection: Connection, sums: Sums, day_start_ms: int, source: int, moved: str) -> None:
    """The difference over the spans of a source that nothing else shares its time with."""
    until = totals.summed_until(connection) if source == RECORDED else LAST_MS
    first, last = id_range(source, 0, until)
    where = {"day_start": day_start_ms, "first": first, "last": last}
    labels = ", ".join(f"coalesce(r.{name}, 0)" for name in _Change._fields[1:])
    # Nearly all lie within one day; each of the others is a group of its own.
    for day, end_day, _, start, offset, *found, length in connection.execute(
        f"SELECT {_BEGIN_DAY}, {_END_DAY}, iif({_BEGIN_DAY} = {_END_DAY}, 0, s.id),"
        f" s.start_ms, z.offset_s, {labels}, sum(s.length_ms) {moved} GROUP BY 1, 2, 3, 6, 7, 8, 9",
        where,
    ):
        was_category, was_project, category, project = found
        if day == end_day:
            sums.labels[day, was_category, was_project] -= length
            sums.labels[day, category, project] += length
            continue
        before = Share(0, offset, category=was_category, project=was_project)
        after = Share(0, offset, category=category, project=project)
        sums.add((start, start + length, before), day_start_ms, -1)
        sums.add((start, start + length, after), day_start_ms)


def _shared(connection: Connection) -> list[tuple[int, int]]:
    """The days with spans that change on which several sources have time, or the user labelled some.

    As stretches in order, widened to whole spans.
    """
    sources = _sources(connection)
    changing = sorted({day for source in sources for day in _days(connection, source, changing=True)})
    days: set[int] = set()
    if len(sources) > 1:
        had = Counter(day for source in sources for day in set(_days(connection, source)))
        days.update(day for day in changing if had[day] > 1)
    for source in (RECORDED, MANUAL):
        for one in assignments.labelling(connection, source, 0):
            first, last = one.start_ms // DAY_MS, (one.end_ms - 1) // DAY_MS
            days.update(changing[bisect_left(changing, first) : bisect_right(changing, last)])
    whole = totals.joined((day * DAY_MS, (day + 1) * DAY_MS) for day in sorted(days))
    widened = [
        (
            totals.reaching_back(connection, start),
            max(_reaching_on(connection, source, end) for source in sources),
        )
        for start, end in whole
    ]
    return list(totals.joined(sorted(widened)))


def _days(connection: Connection, source: int, *, changing: bool = False) -> Iterator[int]:
    """The numbers of the days in UTC on which a source has time, or such as changes."""
    which = "s.id >= :first AND s.id < :last AND s.length_ms > 0"
    if changing:
        which += " AND s.state = 0 AND s.activity IN (SELECT id FROM temp.relabelled)"
    first, last = id_range(source, 0, LAST_MS)
    for (day,) in connection.execute(
        f"SELECT s.start_ms / {DAY_MS} FROM span s WHERE {which}"
        f" UNION SELECT (s.start_ms + s.length_ms - 1) / {DAY_MS} FROM span s WHERE {which}",
        {"first": first, "last": last},
    ):
        yield day
    long = (
        f"SELECT s.start_ms / {DAY_MS}, (s.start_ms + s.length_ms - 1) / {DAY_MS} FROM span s WHERE {which}"
    )
    for begin, end in connection.execute(
        f"{long} AND s.length_ms > {DAY_MS}", {"first": first, "last": last}
    ):
        yield from range(begin + 1, end)


def _sources(connection: Connection) -> list[int]:
    """The sources that have spans."""
    found = [source for (source,) in connection.execute("SELECT id FROM source ORDER BY id")]
    query = "SELECT 1 FROM span WHERE id >= ? AND id < ? LIMIT 1"
    return [each for each in found if connection.execute(query, id_range(each, 0, LAST_MS)).fetchone()]


def _reaching_on(connection: Connection, source: int, at_ms: int) -> int:
    """Where the span of a source ends that goes on at ``at_ms``; ``at_ms`` if none does."""
    row = connection.execute(
        "SELECT start_ms + length_ms FROM span WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1",
        id_range(source, 0, at_ms),
    ).fetchone()
    return at_ms if row is None else max(row[0], at_ms)
