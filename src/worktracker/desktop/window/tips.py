"""Tooltips of what was recorded: whatever it holds is no markup."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """``text`` for a tooltip, which would take a title like ``The <img> element`` for a page of its own."""
    if not Qt.mightBeRichText(text):
        return text
    return f"<span>{escape(text)}</span>".replace("\n", "<br>")
