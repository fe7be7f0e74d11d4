"""Reading our own JSON lines: to restore, to move, or as another computer's record."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar, cast

from worktracker.errors import UsageError
from worktracker.interchange.incoming import LATEST_MS, BadRecordError, LeftOut, Seen, sample_of
from worktracker.model.explanation import Cut, SeenBy
from worktracker.model.instants import parse_instant
from worktracker.model.labels import NO_LABELS, SEPARATOR, Labels, checked_name, parse_tags
from worktracker.model.overlay import Piece
from worktracker.model.span import Activity, Content, Reason, State, Zone
from worktracker.model.text import clean
from worktracker.privacy.gate import Gate

_T = TypeVar("_T")

_STATES = {state.label: state for state in State}
_REASONS = {reason.label: reason for reason in Reason if reason.label}
_SEEN_BY = {seen_by.label: seen_by for seen_by in SeenBy if seen_by.label}
_TEXTS = ("app", "title", "url", "domain", "document")
_LONGEST_LINE = 1 << 20
_REMEMBERED = 32_768
_DEEPEST = 8
_decode = json.JSONDecoder().raw_decode

# A line as we write it: two instants of one form, then what the next line mostly says as well.
_OWN = re.compile(
    rb'\{"start": "([0-9T.:+-]{29})", "end": "([0-9T.:+-]{29})",'
    rb' "duration_seconds": (?:0|[1-9][0-9]*)(?:\.[0-9]+)?, (?=")'
)
_MINUTE = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}")
_SECONDS = {b":%02d." % second: second * 1000 for second in range(60)}
_MILLISECONDS = {b"%03d" % ms: ms for ms in range(1000)}


class BadLineError(BadRecordError):
    """A line of the file is not one of a span; says which, never what it holds."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"Line {number}", reason)
        self.reason = reason


def read_as_recorded(lines: Iterable[bytes]) -> Iterator[tuple[str, Piece[Content]]]:
    """The spans of our own export as they are, each with the name of its source.

    Raises:
        BadLineError: a line is not one of our export.
    """
    reader = _Reader(_as_recorded)
    for number, line in enumerate(lines, 1):
        found = reader.read(number, line)
        if found is not None:
            start, end, (source, content) = found
            yield source, (start, end, content)


def read_through(
    gate: Gate, lines: Iterable[bytes], left_out: LeftOut | None = None
) -> Iterator[Piece[Content]]:
    """The spans as levels and rules let them in; what they drop is left out.

    Raises:
        BadLineError: a line is not one of our export, and ``left_out`` is strict (it is by default).
    """
    left_out = left_out or LeftOut(strict=True)
    reader = _Reader(lambda number, record, offset: _judged(gate, _said(number, record, offset)))
    for number, line in enumerate(lines, 1):
        try:
            found = reader.read(number, line)
        except BadLineError as error:
            if left_out.strict:
                raise
            left_out.skip(f"Line {number}", error.reason)
            continue
        if found is None:
            continue
        start, end, content = found
        if content is None:
            left_out.excluded += 1
        else:
            yield start, end, content


def _as_recorded(number: int, record: dict[str, Any], offset: int) -> tuple[str, Content]:
    source = clean(_text(number, record, "source") or "recorded")
    if source is None:
        raise BadLineError(number, "its source is no name.")
    said = _said(number, record, offset)
    # What others saw is named by their source already.
    seen_by = _seen_by(number, record) if source == "recorded" else SeenBy.UNKNOWN
    labels = _labels(number, record)
    kept = labels if source == "manual" or labels != NO_LABELS else None
    return source, Content(said.state, said.zone, said.activity, said.reason, seen_by, said.cuts, kept)


def _judged(gate: Gate, said: Content) -> Content | None:
    kept = said.activity
    if kept is None:
        return said
    # Which page a browser shows its extension has told, and of private windows it tells none.
    vouched = kept.url is not None or kept.domain is not None
    seen = Seen(kept.app, kept.title, kept.url, kept.domain, kept.document, vouched=vouched)
    verdict = gate.judge(sample_of(seen, gate))
    if verdict.state is None:
        return None
    cuts = Cut.NONE
    if verdict.activity:
        cuts = said.cuts | verdict.cuts if said.cuts else verdict.cuts
    return Content(verdict.state, said.zone, verdict.activity, verdict.reason, cuts=cuts)


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


class _Reader(Generic[_T]):
    """Reads lines; most of them say what another has said, but at another time.

    Args:
        content_of: what is made of a record, given its number and its offset in seconds.
    """

    def __init__(self, content_of: Callable[[int, dict[str, Any], int], _T]) -> None:
        self._content_of = content_of
        self._known: dict[tuple[bytes, int], _T] = {}
        self._minutes: dict[bytes, tuple[int, int]] = {}
        self._last_end: tuple[bytes, tuple[int, int]] = b"", (0, 0)

    def read(self, number: int, line: bytes) -> Piece[_T] | None:
        """The span that a line says; None for an empty line.

        Raises:
            BadLineError: it says none.
        """
        own = _OWN.match(line)
        times = None if own is None else self._times(*own.groups())
        if own is None or times is None:
            return self._any(number, line)
        start, end, offset = times
        if end <= start:
            return self._any(number, line)
        rest = line[own.end() :]
        try:
            return start, end, self._known[rest, offset]
        except KeyError:
            pass
        record = _record(number, b"{" + rest)
        if record is None or "start" in record or "end" in record:
            return self._any(number, line)  # whichever comes last counts
        content = self._content_of(number, record, offset)
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[rest, offset] = content
        return start, end, content

    def _any(self, number: int, line: bytes) -> Piece[_T] | None:
        """As :meth:`read`, whatever the line looks like."""
        record = _record(number, line)
        if record is None:
            return None
        start, offset = _instant(number, record, "start")
        end, _ = _instant(number, record, "end")
        if end <= start:
            raise BadLineError(number, "it does not end after it starts.")
        return start, end, self._content_of(number, record, offset)

    def _times(self, start: bytes, end: bytes) -> tuple[int, int, int] | None:
        """Start, end and the start's offset of a line of ours; None if one is no such instant."""
        last, found = self._last_end
        try:
            at, offset = found if start == last else self._instant(start)
            self._last_end = end, (until := self._instant(end))
        except (KeyError, UsageError, OverflowError):
            return None
        return at, until[0], offset

    def _instant(self, text: bytes) -> tuple[int, int]:
        """``2026-11-21T09:00:00.000+01:00``: minutes are looked up, hundreds of instants share theirs."""
        minute = text[:16] + text[23:]
        known = self._minutes.get(minute)
        if known is None:
            if not _MINUTE.fullmatch(minute):
                raise KeyError
            at, offset = parse_instant(minute.decode())
            if not 0 <= at < LATEST_MS:
                raise KeyError
            if len(self._minutes) >= _REMEMBERED:
                self._minutes.clear()
            known = self._minutes[minute] = at, offset
        return known[0] + _SECONDS[text[16:20]] + _MILLISECONDS[text[20:23]], known[1]


def _said(number: int, record: dict[str, Any], offset: int) -> Content:
    """What a line says, as it may be kept at most."""
    state = _STATES.get(_text(number, record, "state") or "active")
    if state is None:
        raise BadLineError(number, "its state is none of active, idle, locked, private.")
    activity = None
    if state is State.ACTIVE:
        activity = Activity(*[clean(_text(number, record, name)) for name in _TEXTS])
    reason, cuts = _decided(number, record, state)
    zone = Zone(clean(_text(number, record, "zone")) or "", offset)
    return Content(state, zone, activity, reason, cuts=cuts)


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


def _seen_by(number: int, record: dict[str, Any]) -> SeenBy:
    word = _text(number, record, "seen_by")
    if word is None:
        return SeenBy.UNKNOWN
    if word not in _SEEN_BY:
        raise BadLineError(number, "its seen_by is not a source known here.")
    return _SEEN_BY[word]


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
    names = [] if category is None else category.split(SEPARATOR)
    try:
        for name in names:
            checked_name(name, "category")
        if project is not None:
            checked_name(project, "project")
    except UsageError:
        raise BadLineError(number, "its category or project is no name.") from None
    if len(names) > _DEEPEST:
        raise BadLineError(number, "its category lies too deep.")
    tags = cast("list[Any]", record.get("tags") or [])
    if type(tags) is not list or not all(isinstance(tag, str) for tag in tags):
        raise BadLineError(number, "its tags are no list of words.")
    try:
        found = parse_tags([clean(tag) or "" for tag in tags])
    except UsageError:
        raise BadLineError(number, "one of its tags is none.") from None
    return Labels(category, project, found, clean(_text(number, record, "note")))


def _text(number: int, record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise BadLineError(number, f"its {name} is not text.")
    return value
