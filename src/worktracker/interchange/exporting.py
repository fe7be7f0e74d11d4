"""Spans as lines of CSV and of JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from json.encoder import encode_basestring
from typing import TextIO

from worktracker.model.cells import csv_cell
from worktracker.model.instants import InstantText
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.store.reader import Fields, Row
from worktracker.store.store import Store

COLUMNS = (
    "start", "end", "duration_seconds", "state", "app", "title", "url", "domain", "document",
    "category", "project", "tags", "note", "source", "zone",
)  # fmt: skip

Progress = Callable[[int], None]
"""Hears now and then how many spans are done; may raise to cancel."""

_STEP = 1_000
_REMEMBERED = 50_000
_STATES = {state.value: state.label for state in State}


class _Words:
    """Instants, zones, sources and activities of one store as text.

    Args:
        store: the store.
        activity: makes the text of an activity's fields; most activities come more than once,
            so what it made is remembered.
    """

    def __init__(self, store: Store, activity: Callable[[Fields], str]) -> None:
        self._reader = store.reader
        zones = self._reader.zones()
        self.zones = {number: zone.name for number, zone in zones.items()}
        self.sources = {number: name for number, (_, name) in self._reader.sources().items()}
        self._instants = {number: InstantText(zone.offset_s) for number, zone in zones.items()}
        self._activity = activity

    def lines(self, period: Period, *, all_sources: bool) -> Iterator[tuple[Row, str, str, str]]:
        """Spans with start, end and activity as text; most begin where the one before ended."""
        known: dict[int | None, str] = {}
        before_ms = before_zone = -1
        before = ""
        for span in self._reader.rows(period, all_sources=all_sources):
            start_ms, end_ms, _, _, zone, _, activity = span
            text = known.get(activity)
            if text is None:
                if len(known) >= _REMEMBERED:
                    known.clear()
                text = known[activity] = self._activity(self._reader.read_activity(activity))
            instant = self._instants[zone]
            start = before if start_ms == before_ms and zone == before_zone else instant(start_ms)
            before_ms, before_zone, before = end_ms, zone, instant(end_ms)
            yield span, start, before, text


def write_csv(
    store: Store,
    period: Period,
    target: TextIO,
    progress: Progress | None = None,
    *,
    all_sources: bool = False,
) -> int:
    """Write the spans of a period as CSV (RFC 4180, UTF-8, header row), oldest first; how many.

    ``target`` must not translate line ends (``newline=""``). A cell that a spreadsheet would
    read as a formula is defused with a leading ``'``.
    """
    words = _Words(store, lambda fields: ",".join(map(csv_cell, fields)))
    target.write(",".join(COLUMNS) + "\r\n")
    tails = {
        (source, zone): f",,,,,{csv_cell(name)},{csv_cell(zone_name)}\r\n"
        for source, name in words.sources.items()
        for zone, zone_name in words.zones.items()
    }
    lines = (
        f"{start},{end},{(span[1] - span[0]) // 1000}.{(span[1] - span[0]) % 1000:03d},"
        f"{_STATES[span[2]]},{text}{tails[span[5], span[4]]}"
        for span, start, end, text in words.lines(period, all_sources=all_sources)
    )
    return _write(lines, target, progress)


def write_jsonl(
    store: Store,
    period: Period,
    target: TextIO,
    progress: Progress | None = None,
    *,
    all_sources: bool = False,
) -> int:
    """Write the spans of a period as one JSON object a line, oldest first; how many.

    The names are those of the CSV's columns; what is empty is left out.
    """
    words = _Words(store, _json_fields)
    quote: Callable[[str], str] = encode_basestring
    tails = {
        (source, zone): f', "source": {quote(name)}'
        + (f', "zone": {quote(zone_name)}' if zone_name else "")
        + "}\n"
        for source, name in words.sources.items()
        for zone, zone_name in words.zones.items()
    }
    lines = (
        f'{{"start": "{start}", "end": "{end}", "duration_seconds": {(span[1] - span[0]) / 1000}, '
        f'"state": "{_STATES[span[2]]}"{text}{tails[span[5], span[4]]}'
        for span, start, end, text in words.lines(period, all_sources=all_sources)
    )
    return _write(lines, target, progress)


def _json_fields(fields: Fields) -> str:
    quote: Callable[[str], str] = encode_basestring
    named = zip(("app", "title", "url", "domain", "document"), fields, strict=True)
    return "".join(f', "{name}": {quote(value)}' for name, value in named if value is not None)


def _write(lines: Iterator[str], target: TextIO, progress: Progress | None) -> int:
    """Write the lines, a good many at a time; how many."""
    count = 0
    while chunk := list(islice(lines, _STEP)):
        target.write("".join(chunk))
        count += len(chunk)
        if progress is not None:
            progress(count)
    return count
