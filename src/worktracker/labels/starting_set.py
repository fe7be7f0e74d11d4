"""The categories that every store starts with, as ``resources/categories.json`` lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from worktracker.errors import WorkTrackerError
from worktracker.labels.rules import LabelRule
from worktracker.model.labels import Mark

VERSION = 1
"""The version of the set that this program has; the file says the same."""


@dataclass(frozen=True, slots=True)
class GivenCategory:
    """A category that comes with the program.

    Attributes:
        key: what it is called from version to version, whatever its name.
        parent: the key of what it lies in; None at the top.
        since: the version of the set that added it.
        rules: each with the version that added it; their label is to be filled in.
    """

    key: str
    parent: str | None
    name: str
    colour: str
    mark: Mark | None
    since: int
    rules: tuple[tuple[int, LabelRule], ...]


@dataclass(frozen=True, slots=True)
class StartingSet:
    """All of it, each category after what it lies in."""

    version: int
    categories: tuple[GivenCategory, ...]


class StartingSetError(WorkTrackerError):
    """The list of categories is damaged."""

    title = "The program's own files are damaged"


def read_starting_set(table: object) -> StartingSet:
    """The set in ``resources/categories.json``, parsed.

    Raises:
        StartingSetError: the table is not of its form.
    """
    try:
        whole = cast("dict[str, Any]", table)
        found = tuple(_categories(whole["categories"], None))
        return StartingSet(int(whole["version"]), found)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise StartingSetError(
            "The list of categories can't be read.", "Install worktracker again."
        ) from None


def _categories(rows: list[dict[str, Any]], parent: str | None) -> Iterator[GivenCategory]:
    for row in rows:
        mark = row.get("mark")
        yield GivenCategory(
            row["key"],
            parent,
            row["name"],
            row["colour"],
            None if mark is None else Mark(mark),
            row["since"],
            tuple(_rules(row)),
        )
        yield from _categories(row.get("children", []), row["key"])


def _rules(row: dict[str, Any]) -> Iterator[tuple[int, LabelRule]]:
    for name in ("app", "domain"):
        for since, patterns in row.get(f"{name}s", {}).items():
            for pattern in patterns:
                yield int(since), LabelRule(0, **{name: pattern})
