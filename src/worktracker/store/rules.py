"""The exclusion rules of one store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worktracker.errors import UsageError
from worktracker.privacy.default_rules import DefaultRule
from worktracker.privacy.rules import Action, Rule, check_rule
from worktracker.store.connection import Connection, transaction, translated

_ADD = (
    "INSERT INTO rule (action, app, title, url, domain, regex, created_ms, program)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)

_FIND = (
    "SELECT id FROM rule WHERE action = ? AND app IS ? AND title IS ? AND url IS ? AND domain IS ?"
    " AND regex = ? ORDER BY program IS NOT NULL, id"
)


class Rules:
    """The exclusion rules of one store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Rule]:
        """Every rule: the user's own, oldest first, then the default ones."""
        with translated():
            rows = self._connection.execute(
                "SELECT action, app, title, url, domain, regex, id, program FROM rule"
                " ORDER BY program IS NOT NULL, id"
            ).fetchall()
        return [_rule(*row) for row in rows]

    def add(self, rule: Rule, now_ms: int) -> Rule:
        """Keep a rule; it comes back with its id. One that is there already stays the only one.

        Raises:
            UsageError: it could not be evaluated.
            StoreBusyError: it could not be written.
        """
        check_rule(rule)
        row = _row(rule, now_ms)
        with transaction(self._connection):
            number = self.find(rule) or self._connection.execute(_ADD, row).lastrowid
        return replace(rule, id=number)

    def find(self, rule: Rule) -> int | None:
        """The id of the rule that does the same, an own one or a default one; None if there is none."""
        with translated():
            found = self._connection.execute(_FIND, _row(rule, 0)[:6]).fetchone()
        return found[0] if found else None

    def add_defaults(self, defaults: Sequence[DefaultRule], now_ms: int) -> None:
        """Keep the default rules that this store has never had; those once removed stay away.

        Raises:
            StoreBusyError: they could not be written.
        """
        newest = max((default.since for default in defaults), default=0)
        if self._defaults_had() >= newest:
            return
        with transaction(self._connection):
            had = self._defaults_had()  # somebody else may have been quicker
            new = [_row(default.rule, now_ms) for default in defaults if default.since > had]
            self._connection.executemany(_ADD, new)
            self._connection.execute(
                "INSERT OR REPLACE INTO meta VALUES ('default_rules', ?)", (str(max(newest, had)),)
            )

    def change(self, rule_id: int, rule: Rule) -> None:
        """Give a rule another action or other conditions; it is the user's own then.

        Raises:
            UsageError: there is none with this id, another one does the same, or it could not be evaluated.
        """
        check_rule(rule)
        with transaction(self._connection):
            if self.find(rule) not in (None, rule_id):
                raise UsageError("There is a rule already that does the same.")
            cursor = self._connection.execute(
                "UPDATE rule SET action = ?, app = ?, title = ?, url = ?, domain = ?, regex = ?, program = ?"
                " WHERE id = ?",
                (*_row(rule, 0)[:6], rule.program, rule_id),
            )
        if not cursor.rowcount:
            raise UsageError(f"There is no rule {rule_id}.", "See `worktracker exclude list`.")

    def put_back(self, rule: Rule, now_ms: int) -> None:
        """Keep a rule again that was removed, as it was.

        Raises:
            StoreBusyError: it could not be written.
        """
        with transaction(self._connection):
            self._connection.execute(_ADD, _row(rule, now_ms))

    def remove(self, rule_id: int) -> None:
        """Drop a rule.

        Raises:
            UsageError: there is none with this id.
        """
        with transaction(self._connection):
            cursor = self._connection.execute("DELETE FROM rule WHERE id = ?", (rule_id,))
        if not cursor.rowcount:
            raise UsageError(f"There is no rule {rule_id}.", "See `worktracker exclude list`.")

    def _defaults_had(self) -> int:
        """The newest version of the default rules that this store was given; 0 before the first."""
        with translated():
            row = self._connection.execute("SELECT value FROM meta WHERE name = 'default_rules'").fetchone()
        return int(row[0]) if row else 0


def _row(rule: Rule, now_ms: int) -> tuple[str | int | None, ...]:
    patterns = (rule.app, rule.title, rule.url, rule.domain)
    return (rule.action, *patterns, int(bool(rule.regex)), now_ms, rule.program)


def _rule(
    action: str,
    app: str | None,
    title: str | None,
    url: str | None,
    domain: str | None,
    regex: int,
    rule_id: int,
    program: str | None,
) -> Rule:
    """A row as a rule: one of which this version does not know everything is damaged, not left out."""
    known_action, known_syntax = action in tuple(Action), regex in (0, 1)
    return Rule(
        Action(action) if known_action else Action.PRIVATE,
        app,
        title,
        url,
        domain,
        regex=bool(regex) if known_syntax else None,
        id=rule_id,
        program=program,
        damaged=not (known_action and known_syntax),
    )
