"""Reading our own JSON lines: to restore, to move, or as another computer's record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, cast

from worktracker.errors import UsageError, WorkTrackerError
from worktracker.model.explanation import Cut, SeenBy
from worktracker.model.instants import parse_instant
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.model.span import Activity, Reason, Span, State, Zone
from worktracker.model.text import clean
from worktracker.privacy.gate import Gate

SOURCE = "jsonl"
"""The source of spans that are not taken as recorded."""

_STATES = {state.label: state for state in State}
_REASONS = {reason.label: reason for reason in Reason if reason.label}
_SEEN_BY = {seen_by.label: seen_by for seen_by in SeenBy if seen_by.label}
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
        source = _text(number, record, "source") or "recorded"
        span = _span(number, record)
        # What others saw is named by their source already.
        yield source, _seen(number, record, span) if source == "recorded" else span


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
            kept_out = span.cuts | verdict.cuts if verdict.activity else Cut.NONE
            yield (
                SOURCE,
                replace(
                    span,
                    state=verdict.state,
                    activity=verdict.activity,
                    reason=verdict.reason,
                    cuts=kept_out,
                ),
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
    reason, cuts = _decided(number, record, state)
    zone = Zone(clean(_text(number, record, "zone")) or "", offset)
    return Span(start, end, state, zone, activity, reason, cuts=cuts)


def _decided(number: int, record: dict[str, Any], state: State) -> tuple[Reason, Cut]:
    words = _text(number, record, "decided_by")
    if words is None:
        return Reason.NONE, Cut.NONE
    try:
        if state is State.PRIVATE:
            return _REASONS[words], Cut.NONE
        if state is State.ACTIVE:
            return Reason.NONE, Cut.from_label(words)
    except (KeyError, ValueError):
        pass
    raise BadLineError(number, "its decided_by holds a word that is not known for its state.")


def _seen(number: int, record: dict[str, Any], span: Span) -> Span:
    word = _text(number, record, "seen_by")
    if word is None:
        return span
    if word not in _SEEN_BY:
        raise BadLineError(number, "its seen_by is not a source known here.")
    return replace(span, seen_by=_SEEN_BY[word])


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
