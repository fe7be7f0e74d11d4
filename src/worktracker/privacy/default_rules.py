"""The rules that every new store starts with, as ``resources/default-rules.json`` lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from worktracker.errors import WorkTrackerError
from worktracker.privacy.rules import Action, Rule


@dataclass(frozen=True, slots=True)
class DefaultRule:
    """A rule, and the version of the list that added it."""

    rule: Rule
    since: int


class DefaultRulesError(WorkTrackerError):
    """The list of default rules is damaged."""

    title = "The program's own files are damaged"


def read_default_rules(table: object) -> tuple[DefaultRule, ...]:
    """The rules of ``resources/default-rules.json``, parsed.

    Raises:
        DefaultRulesError: the table is not of its form.
    """
    try:
        rows = cast("list[dict[str, Any]]", cast("dict[str, object]", table)["rules"])
        return tuple(
            DefaultRule(
                Rule(Action(row["action"]), row["app"], row.get("title"), program=row["program"]),
                row["since"],
            )
            for row in rows
        )
    except (KeyError, TypeError, ValueError):
        raise DefaultRulesError(
            "The list of default rules can't be read.", "Install worktracker again."
        ) from None
