"""Cells of files that spreadsheets open."""

from __future__ import annotations

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def defused(text: str | None) -> str | None:
    """``text`` with a leading ``'`` where a spreadsheet would see a formula (OWASP, CSV injection)."""
    return "'" + text if text and text.startswith(_FORMULA_STARTS) else text
