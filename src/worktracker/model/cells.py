"""Cells of files that spreadsheets open."""

from __future__ import annotations

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def defused(text: str | None) -> str | None:
    """``text`` with a leading ``'`` where a spreadsheet would see a formula (OWASP, CSV injection)."""
    return "'" + text if text and text.startswith(_FORMULA_STARTS) else text


def csv_cell(text: str | None) -> str:
    """``text`` as a cell of a CSV line (RFC 4180): defused, and quoted where it has to be.

    The standard library's writer looks at every character of every cell; for millions of
    rows that is most of the work.
    """
    if not text:
        return ""
    if text.startswith(_FORMULA_STARTS):
        text = "'" + text
    if '"' in text or "," in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text
