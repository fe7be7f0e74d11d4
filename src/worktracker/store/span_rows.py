"""The spans of a period, row by row: of one source after the other, or all of them with overlaps resolved."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from worktracker.model.overlay import Piece, overlay, split
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.store import assignments, span_labels
from worktracker.store.assignments import Assignment
from worktracker.store.connection import Connection, translated
from worktracker.store.span_id import LAST_MS, MANUAL, RECORDED, id_range, span_id

Progress = Callable[[float], None]
"""Hears now and then which part of the spans of a period is read, from 0 to 1; may raise to break off."""

_FAR = 1 << 62
_TOLD_EVERY = 4_000
_ROW = "start_ms, start_ms + length_ms, state, reason, zone, source, activity"
_BOUNDS = (
    "id < ?3 AND id >= coalesce((SELECT max(id) FROM span WHERE id BETWEEN ?1 AND ?2), ?2) AND length_ms > 0"
)
_BARE = f"SELECT {_ROW}, NULL FROM span WHERE {_BOUNDS} ORDER BY id"
_LABELLED = (
    f"SELECT {_ROW}, tags, note FROM span LEFT JOIN span_label ON span_label.span = span.id"
    f" WHERE {_BOUNDS} ORDER BY id"
)


class Row(NamedTuple):
    """A span as it lies in the store: numbers only, because there may be millions of them.

    Times are milliseconds UTC; ``zone``, ``source`` and ``activity`` are numbers of
    :meth:`Reader.zones`, :meth:`Reader.sources` and :meth:`Reader.activity`; ``reason`` is one of
    :func:`worktracker.store.explanation.explanation_of`. ``assignment``: what the user says of active
    time, or what came along with it from elsewhere; :meth:`Reader.labels` has it in words.
    """

    start_ms: int
    end_ms: int
    state: int
    reason: int
    zone: int
    source: int
    activity: int | None
    assignment: Assignment | None = None


class SpanRows:
    """The rows of one store.

    Args:
        connection: of this reader's thread.
        day_start_ms: local time of day at which days begin, in milliseconds.
        told: hears how far the spans of a period are read.
    """

    def __init__(self, connection: Connection, day_start_ms: int, told: Progress | None) -> None:
        self._connection = connection
        self._day_start_ms = day_start_ms
        self._told = told

    def between(self, period: Period, *, all_sources: bool) -> Iterator[Row]:
        """The spans of a period in order of time; ``all_sources``: of every source, overlaps and all."""
        with translated():
            imported = [
                number
                for (number,) in self._connection.execute(
                    "SELECT id FROM source WHERE kind = 'imported' ORDER BY id"
                )
            ]
        used = [number for number in (MANUAL, RECORDED, *imported) if self._has_spans(number)]
        found = self._rows_of(used, period, all_sources=all_sources)
        yield from found if self._told is None else self._telling(found, used, period, self._told)

    def windows(self, period: Period) -> dict[int, tuple[int, int]]:
        """First instant and end of a period for the spans of each zone."""
        with translated():
            rows = self._connection.execute("SELECT id, offset_s FROM zone").fetchall()
        return {number: period.window(offset, self._day_start_ms) for number, offset in rows}

    def _rows_of(self, used: list[int], period: Period, *, all_sources: bool) -> Iterator[Row]:
        if all_sources or len(used) < 2:
            yield from heapq.merge(*(self._source_rows(number, period) for number in used))
            return
        line: Iterator[Piece[Row]] = iter(())
        for number in used:
            line = overlay(line, _as_pieces(self._source_rows(number, period)))
        for start, end, row in line:
            whole = row.start_ms == start and row.end_ms == end
            yield row if whole else row._replace(start_ms=start, end_ms=end)

    def _source_rows(self, source: int, period: Period) -> Iterator[Row]:
        low, high = period.reach()
        windows = self.windows(period)
        with translated():
            labelled = span_labels.any_of(self._connection, source, low, high)
            rows: Iterable[tuple[Any, ...]] = self._connection.execute(
                _LABELLED if labelled else _BARE, (span_id(source, 0), *id_range(source, low, high))
            )
            if labelled:
                rows = map(_with_label, rows)
            if period == Period():
                yield from self._assigned(source, map(Row._make, rows), low, high)
                return
            yield from self._assigned(source, _cut(rows, windows), low, high)

    def _assigned(self, source: int, rows: Iterator[Row], low_ms: int, high_ms: int) -> Iterator[Row]:
        """The rows cut where what the user says of their time changes."""
        found = assignments.over(self._connection, source, low_ms, high_ms)
        if not found:
            return rows
        line = split(_as_pieces(rows), found, lambda row: row.state == State.ACTIVE)
        return (
            row
            if given is None and (start, end) == row[:2]
            else row._replace(start_ms=start, end_ms=end, assignment=_over(given, row.assignment))
            for start, end, row, given in line
        )

    def _telling(
        self, rows: Iterator[Row], sources: Iterable[int], period: Period, told: Progress
    ) -> Iterator[Row]:
        """The rows, while somebody hears how far they have come."""
        first, last = self._ends(sources, period)
        for number, row in enumerate(rows):
            if not number % _TOLD_EVERY:
                told(max(0.0, min(1.0, (row.start_ms - first) / max(1, last - first))))
            yield row

    def _ends(self, sources: Iterable[int], period: Period) -> tuple[int, int]:
        """Where the first and the last span of a period begin."""
        low, high = period.reach()
        first, last = _FAR, -_FAR
        for source in sources:
            begin, end = self._connection.execute(
                "SELECT (SELECT min(id) FROM span WHERE id >= ?1 AND id < ?2),"
                " (SELECT max(id) FROM span WHERE id >= ?1 AND id < ?2)",
                id_range(source, low, high),
            ).fetchone()
            if begin is not None:
                first, last = min(first, begin - span_id(source, 0)), max(last, end - span_id(source, 0))
        return first, last

    def _has_spans(self, source: int) -> bool:
        row = self._connection.execute(
            "SELECT 1 FROM span WHERE id >= ? AND id < ? LIMIT 1", id_range(source, 0, LAST_MS)
        ).fetchone()
        return row is not None


def _with_label(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row with what came along with it, as if it were said of its time."""
    *found, tags, note = row
    if (tags is None and note is None) or row[2] != State.ACTIVE:
        return *found, None
    return *found, _numbered(Assignment(0, row[0], row[1], tags=tags, note=note))


def _over(given: Assignment | None, own: Assignment | None) -> Assignment | None:
    """What the user says over what came along."""
    if given is None or own is None:
        return own if given is None else given
    tags = own.tags if given.tags is None else given.tags
    note = own.note if given.note is None else given.note
    return given if (tags, note) == given[5:7] else _numbered(given._replace(tags=tags, note=note))


def _numbered(one: Assignment) -> Assignment:
    """With a number of its own, the same for all that say the same; none of the store's is below 0."""
    return one._replace(id=-1 - (hash(one[3:9]) & (1 << 62) - 1))


def _cut(rows: Iterable[tuple[Any, ...]], windows: Mapping[int, tuple[int, int]]) -> Iterator[Row]:
    for row in rows:
        first, last = windows[row[4]]
        start, end = max(row[0], first), min(row[1], last)
        if start < end:
            yield Row(start, end, *row[2:])


def _as_pieces(rows: Iterator[Row]) -> Iterator[Piece[Row]]:
    return ((row.start_ms, row.end_ms, row) for row in rows)
