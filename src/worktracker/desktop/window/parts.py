"""What the window and its pages are made of, by name: it takes a tenth of a second to load all of it."""

from __future__ import annotations

import pkgutil
from pathlib import Path

_DESKTOP = Path(__file__).parents[1]


def modules(*parts: str) -> list[str]:
    """The names of all modules of these parts of the desktop: ``window``, ``day`` …"""
    return [
        f"worktracker.desktop.{part}.{module.name}"
        for part in parts
        for module in pkgutil.iter_modules([str(_DESKTOP / part)])
    ]
