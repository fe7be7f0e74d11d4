"""Spans as a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO
from uuid import UUID, uuid5

from worktracker.interchange.whole_seconds import Spent, compact_utc, spent
from worktracker.interchange.writing import OfActivities, Progress, write_lines
from worktracker.model.labels import Labels
from worktracker.model.period import Period
from worktracker.store.reader import Fields
from worktracker.store.store import Store

_HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//worktracker//worktracker//EN\r\nCALSCALE:GREGORIAN\r\n"
_TAIL = "END:VCALENDAR\r\n"
EMPTY = _HEAD + _TAIL
"""The file where there are no spans."""

_UIDS = UUID("6f1c2a4e-0b0f-5c0e-9d5b-3f5f6d3c1c57")

_LONGEST_LINE = 75
"""Octets (RFC 5545, 3.1)."""

_BUSY = "CLASS:PRIVATE\r\nTRANSP:OPAQUE\r\n"
"""Private time: busy, and no word why."""


def write_ical(
    store: Store,
    period: Period,
    target: TextIO,
    progress: Progress | None = None,
    *,
    all_sources: bool = False,
) -> None:
    """Write an event for each active and private span of a period, oldest first.

    ``target`` must not translate line ends. Every instant is UTC, which is right whatever the reader's zone.
    An event's UID comes from where and when its span begins and DTSTAMP is its end, so that the same
    spans give the same file, and a calendar that reads it twice holds each once.
    """
    target.write(_HEAD)
    write_lines(_events(store, period, all_sources=all_sources), target, progress)
    target.write(_TAIL)


def _events(store: Store, period: Period, *, all_sources: bool) -> Iterator[str]:
    texts = OfActivities(store.reader, _properties)
    sources = {number: name for number, (_, name) in store.reader.sources().items()}
    for one in spent(store, period, all_sources=all_sources):
        if one is None:
            yield ""
            continue
        app, properties = (None, _BUSY) if one.is_private else texts(one.row)
        end = compact_utc(one.end_s)
        yield (
            f"BEGIN:VEVENT\r\nUID:{_uid(one, sources[one.row.source], app)}\r\nDTSTAMP:{end}\r\n"
            f"DTSTART:{compact_utc(one.start_s)}\r\nDTEND:{end}\r\n{properties}END:VEVENT\r\n"
        )


def _uid(one: Spent, source: str, app: str | None) -> UUID:
    # The application keeps apart what two computers recorded from the same millisecond on.
    return uuid5(_UIDS, f"{source}\n{one.row.start_ms}\n{'private' if one.is_private else app}")


def _properties(fields: Fields, labels: Labels) -> tuple[str | None, str]:
    """An activity's application, and the lines that hold texts."""
    from icalendar.prop import vCategory, vText, vUri

    app, title, url, domain, document = fields
    counts_for = [each for each in (labels.category, labels.project, *labels.tags) if each]
    names = [each for each in (labels.note, title, app, domain, document, *counts_for) if each]
    more = [each for each in (title, app, None if url else domain, document) if each and each != names[0]]
    lines: list[str] = []
    if names:
        lines.append(_line("SUMMARY", vText(names[0]).to_ical()))
    if more:
        lines.append(_line("DESCRIPTION", vText("\n".join(more)).to_ical()))
    if url:
        lines.append(_line("URL", vUri(url).to_ical()))
    if counts_for:
        lines.append(_line("CATEGORIES", vCategory(counts_for).to_ical()))
    return app, "".join(lines)


def _line(name: str, escaped: bytes) -> str:
    """A content line, folded where it is too long. The library's components take five times as long."""
    from icalendar.parser import Contentline

    line = f"{name}:{escaped.decode()}"
    if len(name) + 1 + len(escaped) > _LONGEST_LINE:
        line = Contentline(line).to_ical().decode()
    return line + "\r\n"
