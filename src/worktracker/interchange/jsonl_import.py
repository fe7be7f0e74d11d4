"""Reading our own JSON lines: to restore, to move, or as another computer's record."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple, cast

from worktracker.errors import UsageError
from worktracker.interchange.incoming import LATEST_MS, BadRecordError, LeftOut
from worktracker.model.explanation import Cut, SeenBy
from worktracker.model.instants import parse_instant
from worktracker.model.labels import MAX_NAME, NO_LABELS, SEPARATOR, Labels, parse_tags
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.model.span import Activity, Reason, Span, State, Zone
from worktracker.model.text import clean
from worktracker.privacy.gate import Gate

_STATES = {state.label: state for state in State}
_REASONS = {reason.label: reason for reason in Reason if reason.label}
_SEEN_BY = {seen_by.label: seen_by for seen_by in SeenBy if seen_by.label}
_TEXTS = ("app", "title", "url", "domain", "document")
_SAID = (*_TEXTS, "state", "zone", "decided_by")
_LONGEST_LINE = 1 << 20
_REMEMBERED = 32_768
_DEEPEST = 8
_decode = json.JSONDecoder().raw_decode


class BadLineError(BadRecordError):
    """A line of the file is not one of a span; says which, never what it holds."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"Line {number}", reason)
        self.reason = reason


class _Said(NamedTuple):
    """What a line says but for its times, as it may be kept."""

    state: State
    zone: Zone
    activity: Activity | None
    reason: Reason
    cuts: Cut


def read_as_recorded(lines: Iterable[bytes]) -> Iterator[tuple[str, Span]]:
    """The spans of our own export as they are, each with the name of its source.

    Raises:
        BadLineError: a line is not one of our export.
    """
    reader = _Reader(lambda said: said)
    for number, line in enumerate(lines, 1):
        record = _record(number, line)
        if record is None:
            continue
        source = _text(number, record, "source") or "recorded"
        span = reader.span(number, record)
        assert span is not None
        # What others saw is named by their source already.
        span = _seen(number, record, span) if source == "recorded" else span
        labels = _labels(number, record)
        if source == "manual" or labels != NO_LABELS:
            span = replace(span, labels=labels)
        yield source, span


def read_through(gate: Gate, lines: Iterable[bytes], left_out: LeftOut | None = None) -> Iterator[Span]:
    """The spans as levels and rules let them in; what they drop is left out.

    Raises:
        BadLineError: a line is not one of our export, and ``left_out`` is strict (it is by default).
    """
    left_out = left_out or LeftOut(strict=True)
    reader = _Reader(lambda said: _judged(gate, said))
    for number, line in enumerate(lines, 1):
        try:
            record = _record(number, line)
            span = None if record is None else reader.span(number, record)
        except BadLineError as error:
            if left_out.strict:
                raise
            left_out.skip(f"Line {number}", error.reason)
            continue
        if span is not None:
            yield span
        elif record is not None:
            left_out.excluded += 1


def _judged(gate: Gate, said: _Said) -> _Said | None:
    kept = said.activity
    if kept is None:
        return said
    verdict = gate.judge(
        Sample(
            Moment(0, 0, 0),
            kept.app,
            kept.title,
            kept.url,
            kept.domain,
            kept.document,
            vouched=True,  # what an own export holds has passed a gate already
        )
    )
    if verdict.state is None:
        return None
    cuts = said.cuts | verdict.cuts if verdict.activity else Cut.NONE
    return _Said(verdict.state, said.zone, verdict.activity, verdict.reason, cuts)


def _record(number: int, line: bytes) -> dict[str, Any] | None:
    if len(line) > _LONGEST_LINE:
        raise BadLineError(number, "it is longer than a megabyte.")
    try:
        text = line.removeprefix(BOM_UTF8).decode().strip()
        if not text:
            return None
        record, end = _decode(text)
    except (ValueError, RecursionError):
        raise BadLineError(number, "it is not JSON.") from None
    if end != len(text):
        raise BadLineError(number, "it is not JSON.")
    if not isinstance(record, dict):
        raise BadLineError(number, "it is not an object.")
    return cast("dict[str, Any]", record)


class _Reader:
    """Makes spans of records; most of them say what another has said.

    Args:
        judge: what may be kept of what a line says; None for nothing.
    """

    def __init__(self, judge: Callable[[_Said], _Said | None]) -> None:
        self._judge = judge
        self._known: dict[tuple[object, ...], _Said | None] = {}
        self._last_end: tuple[object, tuple[int, int]] = None, (0, 0)

    def span(self, number: int, record: dict[str, Any]) -> Span | None:
        """The span that a line says; None if nothing of it may be kept.

        Raises:
            BadLineError: it says none.
        """
        known = self._last_end
        start, offset = known[1] if record.get("start") == known[0] else _instant(number, record, "start")
        end, _ = ended = _instant(number, record, "end")
        self._last_end = record["end"], ended
        if end <= start:
            raise BadLineError(number, "it does not end after it starts.")
        key = offset, *map(record.get, _SAID)
        try:
            said = self._known[key]
        except (KeyError, TypeError):  # not known, or one is an array or an object
            said = self._judge(_said(number, record, offset))
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = said
        if said is None:
            return None
        return Span(start, end, said.state, said.zone, said.activity, said.reason, cuts=said.cuts)


def _said(number: int, record: dict[str, Any], offset: int) -> _Said:
    state = _STATES.get(_text(number, record, "state") or "active")
    if state is None:
        raise BadLineError(number, "its state is none of active, idle, locked, private.")
    activity = None
    if state is State.ACTIVE:
        activity = Activity(*(clean(_text(number, record, name)) for name in _TEXTS))
    reason, cuts = _decided(number, record, state)
    return _Said(state, Zone(clean(_text(number, record, "zone")) or "", offset), activity, reason, cuts)


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
    if not 0 <= at <= LATEST_MS:
        raise BadLineError(number, f"its {name} lies before 1970 or after 2500.")
    return at, offset


def _labels(number: int, record: dict[str, Any]) -> Labels:
    """What a span counts for, as whoever wrote the line knew it."""
    if not ("category" in record or "project" in record or "tags" in record or "note" in record):
        return NO_LABELS
    category, project = (clean(_text(number, record, name)) for name in ("category", "project"))
    names = [*(category or "-").split(SEPARATOR), project or "-"]
    if any(not name.strip() or len(name) > MAX_NAME for name in names) or len(names) > _DEEPEST + 1:
        raise BadLineError(number, "its category or project is no name.")
    tags: Any = record.get("tags") or []
    if not isinstance(tags, list):
        raise BadLineError(number, "its tags are no list.")
    try:
        found = parse_tags([clean(tag) or "" for tag in cast("list[Any]", tags)])
    except (TypeError, UsageError):
        raise BadLineError(number, "one of its tags is none.") from None
    return Labels(category, project, found, clean(_text(number, record, "note")))


def _text(number: int, record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise BadLineError(number, f"its {name} is not text.")
    return value
