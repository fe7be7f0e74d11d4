"""What the window and its pages are made of, by name: it takes a tenth of a second to load all of it."""

from __future__ import annotations

import pkgutil
from pathlib import Path

_DESKTOP = Path(__file__).parents[1]

_LATE = {"worktracker.desktop.sharing.grant_card"}
"""What checks signatures weighs as much as all the rest; it comes where there is a grant."""


def modules(*parts: str) -> list[str]:
    """The names of the modules of these parts of the desktop: ``window``, ``day`` …"""
    names = [
        f"worktracker.desktop.{part}.{module.name}"
        for part in parts
        for module in pkgutil.iter_modules([str(_DESKTOP / part)])
    ]
    return [name for name in names if name not in _LATE]
