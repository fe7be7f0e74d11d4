"""Rules that say what an activity counts for, and which of two goes first.

The most specific rule wins. Compared are, in this order: how many conditions it has; the finest
thing that it asks for (an application, a site, a title, a document, an address); whether the user
wrote it or it came with the program; whether its conditions are exact, globs or expressions; how
many letters they name; how deep its category lies; and which was made last (docs/decisions/0014).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from worktracker.errors import UsageError
from worktracker.privacy.rules import check_pattern, is_plain

FIELDS: Final = ("app", "domain", "title", "document", "url")
"""What a rule may ask for, from the coarsest to the finest."""

_WILDCARDS = re.compile(r"\[[^\]]*\]|[*?]")
_OPERATORS = re.compile(r"\\[A-Za-z]|\[[^\]]*\]|\{[^}]*\}|\(\?[a-zA-Z:^-]*|[\\^$.|?*+()]")


@dataclass(frozen=True, slots=True)
class LabelRule:
    """One rule: all its conditions must match; patterns are those of exclusion rules.

    Attributes:
        label: the number of the category or project that it gives.
        given: it came with the program.
        depth: how deep its category lies in the tree, from 1.
    """

    label: int
    app: str | None = None
    title: str | None = None
    url: str | None = None
    domain: str | None = None
    document: str | None = None
    regex: bool = False
    id: int | None = None
    given: bool = False
    depth: int = 1

    def __repr__(self) -> str:
        """Say nothing of the patterns: reprs end up in logs and tracebacks."""
        return f"LabelRule(id={self.id}, label={self.label})"

    @property
    def patterns(self) -> tuple[tuple[str, str], ...]:
        """Its conditions: name and pattern, from the coarsest field to the finest."""
        found = ((name, getattr(self, name)) for name in FIELDS)
        return tuple((name, pattern) for name, pattern in found if pattern is not None)


def check_label_rule(rule: LabelRule) -> None:
    """Refuse a rule that could not be evaluated.

    Raises:
        UsageError: no condition at all, an empty or over-long pattern, or a broken expression.
    """
    if not rule.patterns:
        raise UsageError("A rule needs a condition.", "Give --app, --title, --url, --domain or --document.")
    for name, pattern in rule.patterns:
        check_pattern(name, pattern, regex=rule.regex)


def specificity(rule: LabelRule) -> tuple[int, ...]:
    """What rules are ordered by: of two that match, the one with the greater wins."""
    patterns = rule.patterns
    finest = max((FIELDS.index(name) for name, _ in patterns), default=-1)
    exactness = 0 if rule.regex else min((1 + is_plain(pattern) for _, pattern in patterns), default=0)
    without = _OPERATORS if rule.regex else _WILDCARDS
    literal = sum(len(without.sub("", pattern)) for _, pattern in patterns)
    return (len(patterns), finest, not rule.given, exactness, literal, rule.depth, rule.id or 0)


class Ground(IntEnum):
    """Why one rule goes before another: the first place of :func:`specificity` in which they differ."""

    CONDITIONS = 0
    FIELD = 1
    OWN = 2
    EXACTNESS = 3
    LETTERS = 4
    DEPTH = 5
    NEWER = 6


def ground(winner: LabelRule, other: LabelRule) -> Ground:
    """Why ``winner`` goes before another rule that matches too."""
    pairs = zip(Ground, specificity(winner), specificity(other), strict=True)
    return next((place for place, one, two in pairs if one != two), Ground.NEWER)
