"""Amounts of what is stored, in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from worktracker.desktop.durations import duration_words
from worktracker.store.erase import Forgotten


def span_words(count: int) -> str:
    """``1 span``, ``1,204 spans``."""
    return QCoreApplication.translate("Amounts", "%Ln spans", None, count)


def amount_text(found: Forgotten) -> str:
    """``12 spans, 14 m``."""
    return f"{span_words(found.spans)}, {duration_words(found.duration_ms)}"
