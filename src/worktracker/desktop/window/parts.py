"""What the window and its pages are made of, by name: it takes a tenth of a second to load all of it."""

from __future__ import annotations

import pkgutil
from pathlib import Path

_DESKTOP = Path(__file__).parents[1]

_EARLY = {
    "rules": (
        "worktracker.app.rule_changes",
        "worktracker.desktop.rules.form",
        "worktracker.desktop.rules.part",
        "worktracker.desktop.rules.label_rules",
    )
}
"""What the first module of a part rests on, where all of it at once would hold the window up."""

_LATE = {"worktracker.desktop.sharing.grant_card"}
"""What checks signatures weighs as much as all the rest; it comes where there is a grant."""


def modules(*parts: str) -> list[str]:
    """The modules of these parts of the desktop (``window``, ``day`` …), as they are to be loaded."""
    names = [
        name
        for part in parts
        for name in (
            *_EARLY.get(part, ()),
            *(f"worktracker.desktop.{part}.{each.name}" for each in pkgutil.iter_modules([_DESKTOP / part])),
        )
    ]
    return [name for name in names if name not in _LATE]
