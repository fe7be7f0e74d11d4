"""Categories, projects and their rules as they lie in the store."""

from __future__ import annotations

from typing import Any, Literal

from worktracker.labels.labeller import Facts, Finding, Labeller
from worktracker.labels.rules import LabelRule
from worktracker.model.labels import Category, Mark, Project
from worktracker.store.connection import Connection

Kind = Literal["category", "project"]
"""What a rule gives; also the name of its table, and of the column that keeps what it gave."""

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
    rows = connection.execute("SELECT id, name, client, rate, currency, closed FROM project ORDER BY id")
    return {
        number: Project(number, name, client, rate, currency, bool(closed))
        for number, name, client, rate, currency, closed in rows
    }


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
        category, project = (self.find(kind, facts).rule for kind in ("category", "project"))
        return _label(category), _label(project)


def _label(rule: LabelRule | None) -> int | None:
    return None if rule is None else rule.label


def rule_columns(rule: LabelRule, now_ms: int) -> tuple[Any, ...]:
    """The columns of a new rule's row after its id, in the order of the table."""
    patterns = (rule.app, rule.title, rule.url, rule.domain, rule.document)
    return (rule.label, *patterns, int(rule.regex), int(rule.given), now_ms)
