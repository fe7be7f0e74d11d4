"""Marks texts that windows show but that are written below them, where nothing knows Qt."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - lupdate looks for this name
    """The text itself: ``lupdate`` gathers it, and a window translates it in this context."""
    return text
