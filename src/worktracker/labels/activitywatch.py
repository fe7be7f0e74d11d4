"""ActivityWatch's file of categories, as its settings page exports it.

``{"categories": [{"name": ["Work", "Mail"], "rule": {"type": "regex", "regex": "…",
"ignore_case": true}, "data": {"color": "#…", "score": 2}}]}``. Its expressions look at an event's
application, title and address alike, and so does each rule that is made of one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from worktracker.errors import UsageError, WorkTrackerError
from worktracker.labels.rules import LabelRule, check_label_rule
from worktracker.model.labels import Mark, checked_name, shown_name

LARGEST = 16 * 2**20
"""The most bytes of such a file."""

_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}){1,2}", re.ASCII)


class BadCategoriesError(WorkTrackerError):
    """The file can't be taken as it is."""

    title = "The categories can't be read"

    def __init__(self, problem: str) -> None:
        super().__init__(problem, "Nothing was changed. ActivityWatch writes it in Settings, Export.")


@dataclass(frozen=True, slots=True)
class ForeignCategory:
    """One of the file's categories.

    Attributes:
        names: its path.
        rules: what it is found by; their label is to be filled in.
        refused: why its expression could not be taken; None if it was, or there was none.
    """

    names: tuple[str, ...]
    colour: str | None
    mark: Mark | None
    rules: tuple[LabelRule, ...]
    refused: str | None = None


def read_categories(content: bytes) -> list[ForeignCategory]:
    """The file's categories.

    Raises:
        BadCategoriesError: it is not such a file; the message names the place.
    """
    if len(content) > LARGEST:
        raise BadCategoriesError("The file is larger than 16 MiB.")
    try:
        whole: Any = json.loads(content)
    except (ValueError, RecursionError):
        raise BadCategoriesError("The file is not JSON.") from None
    rows: Any = cast("dict[str, Any]", whole).get("categories") if isinstance(whole, dict) else whole
    if not isinstance(rows, list):
        raise BadCategoriesError("The file holds no list of categories.")
    return list(_categories(cast("list[Any]", rows)))


def _categories(rows: list[Any]) -> Iterator[ForeignCategory]:
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise BadCategoriesError(f"Category {number} is not an object.")
        found = cast("dict[str, Any]", row)
        names = _names(number, found.get("name"))
        rule = _object(number, found.get("rule"), "rule")
        data = _object(number, found.get("data"), "data")
        rules, refused = _rules(number, rule)
        yield ForeignCategory(names, _colour(data.get("color")), _mark(data.get("score")), rules, refused)


def _names(number: int, names: Any) -> tuple[str, ...]:
    if not isinstance(names, list) or not names:
        raise BadCategoriesError(f"Category {number} has no list of names.")
    found = cast("list[Any]", names)
    try:
        # ">" stands between the names of a path here.
        return tuple(checked_name(shown_name(name).replace(">", "›"), "category") for name in found)
    except (AttributeError, UsageError):
        raise BadCategoriesError(f"Category {number} has a name that can't be one.") from None


def _object(number: int, value: Any, name: str) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadCategoriesError(f"Category {number}: its {name} is not an object.")
    return cast("dict[str, Any]", value)


def _rules(number: int, rule: dict[str, Any]) -> tuple[tuple[LabelRule, ...], str | None]:
    kind, regex = rule.get("type"), rule.get("regex")
    if kind in (None, "none"):
        return (), None
    if kind != "regex" or not isinstance(regex, str):
        raise BadCategoriesError(f"Category {number}: its rule is neither none nor an expression.")
    if not regex.strip():
        return (), None
    # Rules here mind no capitals unless they say so.
    expression = regex if rule.get("ignore_case") else f"(?-i:{regex})"
    found = (
        LabelRule(0, app=expression, regex=True),
        LabelRule(0, title=expression, regex=True),
        LabelRule(0, url=expression, regex=True),
    )
    try:
        for each in found:
            check_label_rule(each)
    except UsageError as error:
        return (), error.message
    return found, None


def _colour(value: Any) -> str | None:
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        return None
    digits = value[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def _mark(score: Any) -> Mark | None:
    if not isinstance(score, int | float) or isinstance(score, bool):
        return None
    return Mark.PRODUCTIVE if score > 0 else Mark.DISTRACTING if score < 0 else Mark.NEUTRAL
