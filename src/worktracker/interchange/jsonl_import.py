"""Reading our own JSON lines: to restore, to move, or as another computer's record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, cast

from worktracker.errors import UsageError, WorkTrackerError
from worktracker.model.instants import parse_instant
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.model.text import clean
from worktracker.privacy.gate import Gate

SOURCE = "jsonl"
"""The source of spans that are not taken as recorded."""

_STATES = {state.label: state for state in State}
_TEXTS = ("app", "title", "url", "domain", "document")
_LONGEST_LINE = 1 << 20
_LATEST_MS = 16_725_225_600_000  # 2500-01-01, well within what a row number holds


class BadLineError(WorkTrackerError):
    """A line of the file is not one of a span; says which, never what it holds."""

    title = "The file can't be read"

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"Line {number}: {reason}", "Nothing was imported.")


def read_as_recorded(lines: Iterable[bytes]) -> Iterator[tuple[str, Span]]:
    """The spans of our own export as they are, each with the name of its source.

    Raises:
        BadLineError: a line is not one of our export.
    """
    for number, record in _records(lines):
        yield _text(number, record, "source") or "recorded", _span(number, record)


def read_through(gate: Gate, lines: Iterable[bytes]) -> Iterator[tuple[str, Span]]:
    """The spans as levels and rules let them in; what they drop is left out.

    Raises:
        BadLineError: a line is not one of our export.
    """
    for number, record in _records(lines):
        span = _span(number, record)
        if span.activity is None:
            yield SOURCE, span
            continue
        kept = span.activity
        verdict = gate.judge(
            Sample(
                Moment(span.start_ms, 0, 0),
                kept.app,
                kept.title,
                kept.url,
                kept.domain,
                kept.document,
                vouched=True,  # what an own export holds has passed a gate already
            )
        )
        if verdict.state is not None:
            yield (
                SOURCE,
                Span(span.start_ms, span.end_ms, verdict.state, span.zone, verdict.activity, verdict.reason),
            )


def _records(lines: Iterable[bytes]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(lines, 1):
        if len(line) > _LONGEST_LINE:
            raise BadLineError(number, "it is longer than a megabyte.")
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            raise BadLineError(number, "it is not JSON.") from None
        if not isinstance(record, dict):
            raise BadLineError(number, "it is not an object.")
        yield number, cast("dict[str, Any]", record)


def _span(number: int, record: dict[str, Any]) -> Span:
    start, offset = _instant(number, record, "start")
    end, _ = _instant(number, record, "end")
    if end <= start:
        raise BadLineError(number, "it does not end after it starts.")
    state = _STATES.get(_text(number, record, "state") or "active")
    if state is None:
        raise BadLineError(number, "its state is none of active, idle, locked, private.")
    activity = None
    if state is State.ACTIVE:
        activity = Activity(*(clean(_text(number, record, name)) for name in _TEXTS))
    return Span(start, end, state, Zone(clean(_text(number, record, "zone")) or "", offset), activity)


def _instant(number: int, record: dict[str, Any], name: str) -> tuple[int, int]:
    try:
        at, offset = parse_instant(record.get(name, ""))
    except (UsageError, OverflowError):
        raise BadLineError(number, f"its {name} is not an instant with an offset (RFC 3339).") from None
    if not 0 <= at <= _LATEST_MS:
        raise BadLineError(number, f"its {name} lies before 1970 or after 2500.")
    return at, offset


def _text(number: int, record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise BadLineError(number, f"its {name} is not text.")
    return value
