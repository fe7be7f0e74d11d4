"""Cells of files that spreadsheets open."""

from __future__ import annotations

import re

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_BEHIND_SEMICOLON = re.compile(r";(?=[=+\-@\t\r\n])")
"""Where numbers have a comma, spreadsheets part lines at semicolons, whatever is quoted between commas."""


def defused(text: str | None) -> str | None:
    """``text`` with a ``'`` before what a spreadsheet would see as a formula (OWASP, CSV injection)."""
    if not text:
        return text
    if ";" in text:
        text = _BEHIND_SEMICOLON.sub(";'", text)
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def csv_cell(text: str | None) -> str:
    """``text`` as a cell of a CSV line (RFC 4180): defused, and quoted where it has to be.

    The standard library's writer looks at every character of every cell; for millions of
    rows that is most of the work.
    """
    if not text:
        return ""
    if ";" in text:
        text = _BEHIND_SEMICOLON.sub(";'", text)
    if text.startswith(_FORMULA_STARTS):
        text = "'" + text
    if '"' in text or "," in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text
