"""The times that the user had forgotten: when, and nothing of what there was.

An import that would bring some of it back asks first. They never overlap or touch.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from worktracker.model.overlay import Piece
from worktracker.model.span import Content
from worktracker.store.connection import Connection, transaction, translated


def note(connection: Connection, from_ms: int, to_ms: int) -> None:
    """Remember that [from_ms, to_ms) was forgotten, as one with those that it meets."""
    if from_ms >= to_ms:
        return
    met = "FROM forgotten WHERE from_ms <= ? AND to_ms >= ?"
    first, last = connection.execute(f"SELECT min(from_ms), max(to_ms) {met}", (to_ms, from_ms)).fetchone()
    if first is not None:
        connection.execute(f"DELETE {met}", (to_ms, from_ms))
        from_ms, to_ms = min(from_ms, first), max(to_ms, last)
    connection.execute("INSERT INTO forgotten VALUES (?, ?)", (from_ms, to_ms))


def times(connection: Connection) -> list[tuple[int, int]]:
    """Every time that was forgotten, in order; milliseconds."""
    with translated():
        return [
            (first, last) for first, last in connection.execute("SELECT * FROM forgotten ORDER BY from_ms")
        ]


def count_within(spans: Iterable[tuple[str, Piece[Content]]], gone: list[tuple[int, int]]) -> int:
    """How many of the spans share time with one of :func:`times`."""
    starts = [first for first, _ in gone]
    count = 0
    for _, (start, end, _) in spans:
        # The last that begins before the span ends is the one that reaches furthest into it.
        at = bisect_right(starts, end - 1) - 1
        count += at >= 0 and gone[at][1] > start
    return count


def drop(connection: Connection) -> None:
    """Forget when something was forgotten; the bytes go with the next rewriting of the file."""
    with transaction(connection):
        connection.execute("DELETE FROM forgotten")
