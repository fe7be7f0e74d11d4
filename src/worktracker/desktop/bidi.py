"""Words that run one way among words that run the other (Unicode's UAX #9).

None of the languages that the program speaks today runs from right to left; the pseudo-language of the
pictures does.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtGui import QGuiApplication


def in_its_own_way(text: str) -> str:
    """What was recorded, and paths, as their first letters run, also where lines run from right to left."""
    return f"\u2068{text}\u2069" if text and QGuiApplication.isRightToLeft() else text  # an isolate


def paths_words(paths: Iterable[Path]) -> str:
    """Paths one after the other, each read from the left, wherever it stands."""
    return ", ".join(in_its_own_way(str(path)) for path in paths)


def figures(text: str) -> str:
    """Figures and signs in their own order, also where lines run from right to left: ``<1 %``."""
    return f"\u200e{text}\u200e" if text and QGuiApplication.isRightToLeft() else text
