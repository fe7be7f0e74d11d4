"""What time counts for: categories in a tree, projects, and what a person writes about a stretch."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from worktracker.errors import UsageError

SEPARATOR = " > "
"""Stands between the names of a category's path: ``Work > Development``."""

MAX_NAME = 100
"""The most characters of the name of a category, project, client or tag."""

TAG_SEPARATOR = ", "
"""Stands between tags where they are one text."""


class Mark(StrEnum):
    """Whether time in a category is what the user means to do."""

    PRODUCTIVE = "productive"
    NEUTRAL = "neutral"
    DISTRACTING = "distracting"


@dataclass(frozen=True, slots=True)
class Category:
    """A place in the tree of categories.

    Attributes:
        id: its number in the store.
        parent: its parent's number; None at the top.
        name: unique among those of the same parent.
        colour: ``#rrggbb``; None: its parent's.
        mark: None: its parent's.
        given: its name in the set that comes with the program; None for the user's own.
    """

    id: int
    parent: int | None
    name: str
    colour: str | None = None
    mark: Mark | None = None
    given: str | None = None


class Rate(NamedTuple):
    """An hour's price from a day on.

    Attributes:
        from_day: the local day, days since 1970-01-01.
        rate, currency: as of a :class:`Project`.
    """

    from_day: int
    rate: str | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class Project:
    """What somebody works on.

    Attributes:
        id: its number in the store.
        name: unique, whatever its capitals.
        client: for whom; None for nobody.
        rate: an hour's price, a decimal number as text; None: none is asked. It holds before ``later`` does.
        currency: of the rate, ISO 4217.
        closed: no time is to be put on it any more.
        later: the rates that begin on a day, in order.
    """

    id: int
    name: str
    client: str | None = None
    rate: str | None = None
    currency: str | None = None
    closed: bool = False
    later: tuple[Rate, ...] = ()

    def on(self, day: int) -> Project:
        """The project with the rate that holds on a local day."""
        held = next((one for one in reversed(self.later) if one.from_day <= day), None)
        return self if held is None else replace(self, rate=held.rate, currency=held.currency)


class Labels(NamedTuple):
    """What a stretch of active time counts for, in words; a category is its path."""

    category: str | None = None
    project: str | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None


NO_LABELS = Labels()


def paths(categories: Mapping[int, Category]) -> dict[int, str]:
    """The path of each category by its number."""
    found: dict[int, str] = {}
    for number in categories:
        names: list[str] = []
        at: int | None = number
        while at is not None and at in categories and len(names) < len(categories):
            names.append(categories[at].name)
            at = categories[at].parent
        found[number] = SEPARATOR.join(reversed(names))
    return found


def colour_of(categories: Mapping[int, Category], number: int) -> str | None:
    """The colour of a category, ``#rrggbb``: its own, or that of what it lies in; None for none."""
    at: int | None = number
    for _ in range(len(categories)):
        category = categories.get(at or 0)
        if category is None or category.colour:
            return category and category.colour
        at = category.parent
    return None


def parse_path(text: str) -> tuple[str, ...]:
    """The names of a path like ``Work > Development``.

    Raises:
        UsageError: a name is empty, too long, or holds what can't be shown.
    """
    return tuple(checked_name(name, "category") for name in text.split(">"))


def shown_name(text: str) -> str:
    """``text`` with a plain blank for each of another kind, and without what can't be seen.

    Control characters and line breaks stay: no text that is meant as a name has them.
    """
    if text.isprintable():
        return text
    kept = (
        each for each in text if each.isprintable() or each.isspace() or unicodedata.category(each) == "Cc"
    )
    return "".join(" " if each.isspace() and unicodedata.category(each) != "Cc" else each for each in kept)


def checked_name(text: str, what: str) -> str:
    """``text`` as a name, without the blanks around it.

    Raises:
        UsageError: it is empty, too long, or holds what can't be shown, or what parts names of a path.
    """
    name = text.strip()
    if not name:
        raise UsageError(f"The name of a {what} can't be empty.")
    if len(name) > MAX_NAME or not name.isprintable():
        raise UsageError(
            f"The name of a {what} has at most {MAX_NAME} characters, and no line breaks among them."
        )
    if what == "category" and ">" in name:
        raise UsageError("The name of a category holds no >: that parts the names of a path.")
    return name


def parse_tags(texts: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Tags as they are kept: each once, whatever its capitals, in order.

    Raises:
        UsageError: one is no name, or holds a comma.
    """
    found: dict[str, str] = {}
    for text in texts:
        if "," in text:
            raise UsageError("A tag holds no comma.", "Give --tag more than once.")
        name = checked_name(text, "tag")
        found.setdefault(name.casefold(), name)
    return tuple(sorted(found.values(), key=str.casefold))
