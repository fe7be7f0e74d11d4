"""Spans as lines of CSV and of JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from typing import TextIO

from worktracker.model.cells import defused
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
        self.instants = {number: InstantText(zone.offset_s) for number, zone in zones.items()}
        self.sources = {number: name for number, (_, name) in store.reader.sources().items()}


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
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    instants, zones, sources = words.instants, words.zones, words.sources
    put = writer.writerow
    count = 0
    for start, end, state, _, zone, source, app, title, url, domain, document in _counted(
        store.reader.spans(period, all_sources=all_sources), progress
    ):
        instant = instants[zone]
        length = end - start
        put(
            (
                instant(start), instant(end), f"{length // 1000}.{length % 1000:03d}", _STATES[state],
                defused(app), defused(title), defused(url), defused(domain), defused(document),
                None, None, None, None, defused(sources[source]), zones[zone],
            )
        )  # fmt: skip
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
    encode = json.JSONEncoder(ensure_ascii=False).encode
    count = 0
    for span in _counted(store.reader.spans(period, all_sources=all_sources), progress):
        instant = words.instants[span.zone]
        line = {
            "start": instant(span.start_ms),
            "end": instant(span.end_ms),
            "duration_seconds": (span.end_ms - span.start_ms) / 1000,
            "state": _STATES[span.state],
            "app": span.app,
            "title": span.title,
            "url": span.url,
            "domain": span.domain,
            "document": span.document,
            "source": words.sources[span.source],
            "zone": words.zones[span.zone] or None,
        }
        target.write(encode({name: value for name, value in line.items() if value is not None}) + "\n")
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
