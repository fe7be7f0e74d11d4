"""Categories, projects and their rules as they lie in the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from worktracker.errors import UsageError
from worktracker.labels.labeller import Facts, Finding, Labeller
from worktracker.labels.rules import LabelRule, check_label_rule
from worktracker.model.labels import Category, Mark, Project, Rate, checked_name
from worktracker.store.connection import Connection

Kind = Literal["category", "project"]
"""What a rule gives; also the name of its table, and of the column that keeps what it gave."""

DEEPEST = 8
"""How deep a category may lie."""

_RULES = "SELECT id, {kind}, app, title, url, domain, document, regex, given FROM {kind}_rule ORDER BY id"


def categories(connection: Connection) -> dict[int, Category]:
    """Every category by its number."""
    rows = connection.execute("SELECT id, parent, name, colour, mark, given FROM category ORDER BY id")
    return {
        number: Category(number, parent, name, colour, None if mark is None else Mark(mark), given)
        for number, parent, name, colour, mark, given in rows
    }


def projects(connection: Connection) -> dict[int, Project]:
    """Every project by its number."""
    later: dict[int, list[Rate]] = defaultdict(list)
    for number, *rate in connection.execute(
        "SELECT project, from_day, rate, currency FROM project_rate ORDER BY project, from_day"
    ):
        later[number].append(Rate(*rate))
    rows = connection.execute("SELECT id, name, client, rate, currency, closed FROM project ORDER BY id")
    return {
        number: Project(number, name, client, rate, currency, bool(closed), tuple(later[number]))
        for number, name, client, rate, currency, closed in rows
    }


def starting_set_had(connection: Connection) -> int:
    """The version of the starting set of categories that a store was given; 0 before the first."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'starting_categories'").fetchone()
    return int(row[0]) if row else 0


def rules(connection: Connection, kind: Kind) -> list[LabelRule]:
    """Every rule of a kind, oldest first."""
    depths = _depths(connection) if kind == "category" else {}
    return [
        LabelRule(
            label, app, title, url, domain, document, bool(regex), number, bool(given), depths.get(label, 1)
        )
        for number, label, app, title, url, domain, document, regex, given in connection.execute(
            _RULES.format(kind=kind)
        )
    ]


def _depths(connection: Connection) -> dict[int, int]:
    found = categories(connection)
    depths: dict[int, int] = {}
    for number in found:
        depth, at = 0, number
        while at is not None and at in found and depth <= len(found):
            depth, at = depth + 1, found[at].parent
        depths[number] = depth
    return depths


class RuleBook:
    """The rules of both kinds, read when they are first asked.

    Must be told to :meth:`forget` when rules may have changed.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._labellers: dict[Kind, Labeller] = {}

    def forget(self) -> None:
        """Read the rules anew before they are asked again."""
        self._labellers.clear()

    def find(self, kind: Kind, facts: Facts, lost: int = 0) -> Finding:
        """What the rules of a kind say of an activity."""
        labeller = self._labellers.get(kind)
        if labeller is None:
            labeller = self._labellers[kind] = Labeller(rules(self._connection, kind))
        return labeller.find(facts, lost)

    def labels(self, facts: Facts) -> tuple[int | None, int | None]:
        """Category and project of an activity that has lost nothing."""
        return _label(self.find("category", facts).rule), _label(self.find("project", facts).rule)


def _label(rule: LabelRule | None) -> int | None:
    return None if rule is None else rule.label


def add_rule(connection: Connection, kind: Kind, rule: LabelRule, now_ms: int) -> LabelRule:
    """Keep a rule, in the caller's transaction; it comes back with its id. The same again stays the only one.

    Raises:
        UsageError: it could not be evaluated.
    """
    check_label_rule(rule)
    patterns = (rule.app, rule.title, rule.url, rule.domain, rule.document)
    found = connection.execute(
        f"SELECT id FROM {kind}_rule WHERE {kind} = ? AND app IS ? AND title IS ? AND url IS ?"
        " AND domain IS ? AND document IS ? AND regex = ?",
        (rule.label, *patterns, int(rule.regex)),
    ).fetchone()
    if found is None:
        cursor = connection.execute(
            f"INSERT INTO {kind}_rule ({kind}, app, title, url, domain, document, regex, given, created_ms)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)",
            (rule.label, *patterns, int(rule.regex), now_ms),
        )
        found = (cursor.lastrowid,)
    return replace(rule, id=found[0])


def add_given_rules(connection: Connection, kind: Kind, given: list[LabelRule], now_ms: int) -> None:
    """Keep rules that come with the program, in the caller's transaction."""
    connection.executemany(
        f"INSERT INTO {kind}_rule ({kind}, app, title, url, domain, document, regex, given, created_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)",
        [(r.label, r.app, r.title, r.url, r.domain, r.document, int(r.regex), now_ms) for r in given],
    )


def remove_rule(connection: Connection, kind: Kind, number: int) -> None:
    """Drop a rule, in the caller's transaction.

    Raises:
        UsageError: there is none of this number.
    """
    if not connection.execute(f"DELETE FROM {kind}_rule WHERE id = ?", (number,)).rowcount:
        raise UsageError(f"There is no rule {number}.", f"See `worktracker {kind} list --rules`.")


def change_rule(connection: Connection, kind: Kind, number: int, rule: LabelRule) -> None:
    """Give a rule other conditions, in the caller's transaction; it is the user's own then.

    Raises:
        UsageError: there is none of this number, or the new one could not be evaluated.
    """
    check_label_rule(rule)
    changed = connection.execute(
        f"UPDATE {kind}_rule SET app = ?, title = ?, url = ?, domain = ?, document = ?, regex = ?, given = ?"
        " WHERE id = ?",
        (
            rule.app,
            rule.title,
            rule.url,
            rule.domain,
            rule.document,
            int(rule.regex),
            int(rule.given),
            number,
        ),
    )
    if not changed.rowcount:
        raise UsageError(f"There is no rule {number}.", f"See `worktracker {kind} list --rules`.")


def put_rules_back(connection: Connection, kind: Kind, removed: Sequence[LabelRule], now_ms: int) -> None:
    """Keep rules again that were removed, under their numbers, in the caller's transaction."""
    connection.executemany(
        f"INSERT OR IGNORE INTO {kind}_rule"
        f" (id, {kind}, app, title, url, domain, document, regex, given, created_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (r.id, r.label, r.app, r.title, r.url, r.domain, r.document, int(r.regex), int(r.given), now_ms)
            for r in removed
        ],
    )


def said_by_hand(connection: Connection, kind: Kind, numbers: Sequence[int]) -> bool:
    """Whether the user has given one of these labels to a stretch: that would go with it."""
    marks = ", ".join("?" * len(numbers))
    row = connection.execute(
        f"SELECT 1 FROM assignment WHERE {kind} IN ({marks}) LIMIT 1", numbers
    ).fetchone()
    return row is not None


def child(connection: Connection, parent: int | None, name: str) -> Category | None:
    """The category of a name, in whatever capitals, that hangs below another, or at the top."""
    wanted = name.casefold()
    found = categories(connection).values()
    return next((one for one in found if one.parent == parent and one.name.casefold() == wanted), None)


def made_category(connection: Connection, names: Sequence[str]) -> int:
    """The number of the category at a path; what there is not of it is made, in the caller's transaction.

    Raises:
        UsageError: a name can't be one, or it would lie too deep.
    """
    if not 1 <= len(names) <= DEEPEST:
        raise UsageError(f"A category lies at most {DEEPEST} deep.")
    parent: int | None = None
    for name in (checked_name(each, "category") for each in names):
        found = child(connection, parent, name)
        parent = insert_category(connection, parent, name) if found is None else found.id
    assert parent is not None
    return parent


def insert_category(connection: Connection, parent: int | None, name: str) -> int:
    """The number of a new category, in the caller's transaction."""
    cursor = connection.execute("INSERT INTO category (parent, name) VALUES (?, ?)", (parent, name))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def made_project(connection: Connection, name: str) -> int:
    """The number of the project of a name, made if there is none, in the caller's transaction.

    Raises:
        UsageError: the name can't be one.
    """
    wanted = checked_name(name, "project")
    for one in projects(connection).values():
        if one.name.casefold() == wanted.casefold():
            return one.id
    cursor = connection.execute("INSERT INTO project (name) VALUES (?)", (wanted,))
    assert cursor.lastrowid is not None
    return cursor.lastrowid
