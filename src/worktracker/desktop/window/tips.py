"""Tooltips of what was recorded: whatever it holds is no markup."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QWidget


def plain_tip(text: str) -> str:
    """``text`` for a tooltip, which would take a title like ``The <img> element`` for a page of its own."""
    if not Qt.mightBeRichText(text):
        return text
    return f"<span>{escape(text)}</span>".replace("\n", "<br>")


def set_plain_tip(widget: QWidget, text: str) -> None:
    """Give ``widget`` such a tooltip; who has it read aloud hears the text."""
    widget.setToolTip(plain_tip(text))
    widget.setAccessibleDescription(text)  # Qt would take the tooltip for it
