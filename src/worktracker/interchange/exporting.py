"""Spans as lines of CSV and of JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from json.encoder import encode_basestring
from typing import TextIO

from worktracker.model.cells import csv_cell
from worktracker.model.instants import InstantText
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.store.reader import SpanRow
from worktracker.store.store import Store

COLUMNS = (
    "start", "end", "duration_seconds", "state", "app", "title", "url", "domain", "document",
    "category", "project", "tags", "note", "source", "zone",
)  # fmt: skip

Progress = Callable[[int], None]
"""Hears now and then how many spans are done; may raise to cancel."""

_STEP = 10_000
_STATES = {state.value: state.label for state in State}


class _Words:
    """Instants, zones and sources of one store as text."""

    def __init__(self, store: Store) -> None:
        zones = store.reader.zones()
        self.zones = {number: zone.name for number, zone in zones.items()}
        self.sources = {number: name for number, (_, name) in store.reader.sources().items()}
        self._instants = {number: InstantText(zone.offset_s) for number, zone in zones.items()}

    def instants(self, spans: Iterator[SpanRow]) -> Iterator[tuple[SpanRow, str, str]]:
        """Spans with their start and end as text; most begin where the one before ended."""
        before_ms = before_zone = -1
        before = ""
        for span in spans:
            zone = span[4]
            instant = self._instants[zone]
            start = before if span[0] == before_ms and zone == before_zone else instant(span[0])
            before_ms, before_zone = span[1], zone
            before = instant(before_ms)
            yield span, start, before


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
    words = _Words(store)
    target.write(",".join(COLUMNS) + "\r\n")
    tails = {
        (source, zone): f",,,,,{csv_cell(name)},{csv_cell(zone_name)}\r\n"
        for source, name in words.sources.items()
        for zone, zone_name in words.zones.items()
    }
    put = target.write
    count = 0
    spans = store.reader.spans(period, all_sources=all_sources)
    for span, start, end in words.instants(_counted(spans, progress)):
        start_ms, end_ms, state, _, zone, source, app, title, url, domain, document = span
        length = end_ms - start_ms
        line = f"{start},{end},{length // 1000}.{length % 1000:03d},{_STATES[state]},"
        if state == State.ACTIVE:
            line += (
                f"{csv_cell(app)},{csv_cell(title)},{csv_cell(url)},{csv_cell(domain)},{csv_cell(document)}"
            )
        else:
            line += ",,,,"
        put(line + tails[source, zone])
        count += 1
    return count


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
    words = _Words(store)
    quote: Callable[[str], str] = encode_basestring
    tails = {
        (source, zone): f', "source": {quote(name)}' + (f', "zone": {quote(zone_name)}' if zone_name else "")
        for source, name in words.sources.items()
        for zone, zone_name in words.zones.items()
    }
    states = {number: f', "state": "{label}"' for number, label in _STATES.items()}
    count = 0
    spans = store.reader.spans(period, all_sources=all_sources)
    for span, start, end in words.instants(_counted(spans, progress)):
        start_ms, end_ms, state, _, zone, source, app, title, url, domain, document = span
        line = f'{{"start": "{start}", "end": "{end}", "duration_seconds": {(end_ms - start_ms) / 1000}'
        line += states[state]
        if app is not None:
            line += f', "app": {quote(app)}'
        if title is not None:
            line += f', "title": {quote(title)}'
        if url is not None:
            line += f', "url": {quote(url)}'
        if domain is not None:
            line += f', "domain": {quote(domain)}'
        if document is not None:
            line += f', "document": {quote(document)}'
        target.write(line + tails[source, zone] + "}\n")
        count += 1
    return count


def _counted(spans: Iterator[SpanRow], progress: Progress | None) -> Iterator[SpanRow]:
    if progress is None:
        return spans
    return _telling(spans, progress)


def _telling(spans: Iterator[SpanRow], progress: Progress) -> Iterator[SpanRow]:
    for number, span in enumerate(spans):
        if number % _STEP == 0:
            progress(number)
        yield span
