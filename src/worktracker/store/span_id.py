"""A span's row number: its source and its start in one integer.

Rows in the order in which they are recorded are what SQLite appends with the fewest pages
written; a key of two columns costs a third more writes and bytes (docs/decisions/0003).
The table shows both parts as generated columns, which take no room.
"""

from __future__ import annotations

RECORDED = 0
"""The source of what this computer recorded."""

MANUAL = 1
"""The source of what the user wrote by hand."""

_SHIFT = 44
LAST_MS = (1 << _SHIFT) - 1
"""The last instant that a span may begin at: in the year 2527."""


def span_id(source: int, start_ms: int) -> int:
    """The row number of a span; an instant out of range counts as the nearest in it."""
    return source << _SHIFT | min(max(start_ms, 0), LAST_MS)


def id_range(source: int, from_ms: int, to_ms: int) -> tuple[int, int]:
    """First row number, and the one after the last, of a source's spans that begin in [from_ms, to_ms)."""
    return span_id(source, from_ms), span_id(source, to_ms)
