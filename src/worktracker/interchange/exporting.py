"""Spans as lines of CSV and of JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from json.encoder import encode_basestring
from typing import TextIO

from worktracker.interchange.writing import Progress, write_lines
from worktracker.model.cells import csv_cell
from worktracker.model.instants import InstantText
from worktracker.model.labels import TAG_SEPARATOR, Labels
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.store.explanation import explanation_of
from worktracker.store.reader import Fields, Row
from worktracker.store.store import Store

COLUMNS = (
    "start", "end", "duration_seconds", "state", "app", "title", "url", "domain", "document",
    "category", "project", "tags", "note", "source", "zone",
)  # fmt: skip

EXPLAINING = ("seen_by", "decided_by")
"""The columns that are added on request: what saw a span, and what decided what was kept of it."""

_REMEMBERED = 50_000
_STATES = {state.value: state.label for state in State}


class _Words:
    """Instants, zones, sources and activities of one store as text.

    Args:
        store: the store.
        activity: makes the text of an activity's fields and labels; most activities come more than
            once, so what it made is remembered.
    """

    def __init__(self, store: Store, activity: Callable[[Fields, Labels], str]) -> None:
        self._reader = store.reader
        zones = self._reader.zones()
        self.zones = {number: zone.name for number, zone in zones.items()}
        self.sources = self._reader.sources()
        self._instants = {number: InstantText(zone.offset_s) for number, zone in zones.items()}
        self._activity = activity

    def lines(self, period: Period, *, all_sources: bool) -> Iterator[tuple[Row, str, str, str]]:
        """Spans with start, end and activity as text; most begin where the one before ended."""
        known: dict[int | tuple[int | None, int] | None, str] = {}
        before_ms = before_zone = -1
        before = ""
        for span in self._reader.rows(period, all_sources=all_sources):
            start_ms, end_ms, _, _, zone, _, activity, given = span
            key = activity if given is None else (activity, given.id)
            text = known.get(key)
            if text is None:
                if len(known) >= _REMEMBERED:
                    known.clear()
                text = known[key] = self._activity(*self._reader.read_labelled(span))
            instant = self._instants[zone]
            start = before if start_ms == before_ms and zone == before_zone else instant(start_ms)
            before_ms, before_zone, before = end_ms, zone, instant(end_ms)
            yield span, start, before, text

    def explained(self, source: int, number: int) -> tuple[str | None, str | None]:
        """Who saw a span of a source, and what decided what was kept of it."""
        kind, name = self.sources[source]
        explanation = explanation_of(number)
        seen_by = {"recorded": explanation.seen_by.label, "imported": f"imported {name}"}.get(kind, kind)
        return seen_by, explanation.decided_by


class _Tails(dict[tuple[int, int, int], str]):
    """How lines end, by the numbers of source, zone and explanation: few, made when first needed."""

    def __init__(self, make: Callable[[int, int, int], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: tuple[int, int, int]) -> str:
        tail = self[key] = self._make(*key)
        return tail


def columns(*, explain: bool = False) -> tuple[str, ...]:
    """The names of the columns, in order."""
    return COLUMNS + EXPLAINING if explain else COLUMNS


def write_csv(
    store: Store,
    period: Period,
    target: TextIO,
    progress: Progress | None = None,
    *,
    all_sources: bool = False,
    explain: bool = False,
) -> int:
    """Write the spans of a period as CSV (RFC 4180, UTF-8, header row), oldest first; how many.

    ``target`` must not translate line ends (``newline=""``). A cell that a spreadsheet would
    read as a formula is defused with a leading ``'``.

    Args:
        store: whose spans.
        period: of this time.
        target: what is written to.
        progress: hears how many are done.
        all_sources: every span of every source, overlaps and all.
        explain: add who saw each span, and what decided what was kept of it.
    """
    words = _Words(store, _csv_fields)
    target.write(",".join(columns(explain=explain)) + "\r\n")

    def tail(source: int, zone: int, number: int) -> str:
        cells = (words.sources[source][1], words.zones[zone])
        if explain:
            cells += words.explained(source, number)
        return "," + ",".join(map(csv_cell, cells)) + "\r\n"

    tails = _Tails(tail)
    mask = -1 if explain else 0
    lines = (
        f"{start},{end},{(span[1] - span[0]) // 1000}.{(span[1] - span[0]) % 1000:03d},"
        f"{_STATES[span[2]]},{text}{tails[span[5], span[4], span[3] & mask]}"
        for span, start, end, text in words.lines(period, all_sources=all_sources)
    )
    return write_lines(lines, target, progress)


def write_jsonl(
    store: Store,
    period: Period,
    target: TextIO,
    progress: Progress | None = None,
    *,
    all_sources: bool = False,
    explain: bool = False,
) -> int:
    """Write the spans of a period as one JSON object a line, oldest first; how many.

    The names are those of the CSV's columns; what is empty is left out. Arguments as
    :func:`write_csv`.
    """
    words = _Words(store, _json_fields)
    quote: Callable[[str], str] = encode_basestring

    def tail(source: int, zone: int, number: int) -> str:
        values = [("zone", words.zones[zone] or None)]
        if explain:
            values += zip(EXPLAINING, words.explained(source, number), strict=True)
        more = (f', "{name}": {quote(value)}' for name, value in values if value is not None)
        return f', "source": {quote(words.sources[source][1])}{"".join(more)}}}\n'

    tails = _Tails(tail)
    mask = -1 if explain else 0
    lines = (
        f'{{"start": "{start}", "end": "{end}", "duration_seconds": {(span[1] - span[0]) / 1000}, '
        f'"state": "{_STATES[span[2]]}"{text}{tails[span[5], span[4], span[3] & mask]}'
        for span, start, end, text in words.lines(period, all_sources=all_sources)
    )
    return write_lines(lines, target, progress)


def _csv_fields(fields: Fields, labels: Labels) -> str:
    category, project, tags, note = labels
    cells = (*fields, category, project, TAG_SEPARATOR.join(tags), note)
    return ",".join(map(csv_cell, cells))


def _json_fields(fields: Fields, labels: Labels) -> str:
    quote: Callable[[str], str] = encode_basestring
    category, project, tags, note = labels
    values = (*fields, category, project, f"[{', '.join(map(quote, tags))}]" if tags else None, note)
    return "".join(
        f', "{name}": {value if name == "tags" else quote(value)}'
        for name, value in zip(COLUMNS[4:13], values, strict=True)
        if value is not None
    )
