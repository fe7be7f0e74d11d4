"""What the readers of other tools' files share: what is let in, when it was, and what was left out."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import BinaryIO, NamedTuple

from worktracker.clock import offset_in
from worktracker.errors import WorkTrackerError
from worktracker.model.days import next_cut
from worktracker.model.explanation import Cut
from worktracker.model.labels import MAX_NAME, Labels, parse_tags, shown_name
from worktracker.model.moment import Moment
from worktracker.model.overlay import Piece
from worktracker.model.sample import Sample, Told
from worktracker.model.span import Content, State, Zone
from worktracker.model.text import clean
from worktracker.model.verdict import Verdict
from worktracker.privacy.gate import Gate
from worktracker.privacy.web import address_of

LATEST_MS = 16_725_225_600_000
"""2500-01-01, well within what a row number holds; in milliseconds."""

_TOLD = 10
_LONGEST_LINE = 1 << 20
_REMEMBERED = 32_768
_REMEMBERED_TEXTS = 4096
_NOWHEN = Moment(0, 0, 0)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


class BadRecordError(WorkTrackerError):
    """A record of the file can't be read; says which, never what it holds."""

    title = "The file can't be read"

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}", "Nothing was imported.")


@dataclass(slots=True)
class LeftOut:
    """What of a file was not taken in.

    Attributes:
        strict: refuse the file for the first record that can't be read.
        skipped: records that can't be read.
        empty: records that last no time, or have not ended.
        excluded: stretches that a rule lets go.
        reasons: where and why, of the first that were skipped.
    """

    strict: bool = False
    skipped: int = 0
    empty: int = 0
    excluded: int = 0
    reasons: list[str] = field(default_factory=list[str])

    def skip(self, where: str, reason: str) -> None:
        """Leave out a record that can't be read.

        Raises:
            BadRecordError: the whole file is to be refused for it.
        """
        if self.strict:
            raise BadRecordError(where, reason)
        self.skipped += 1
        if len(self.reasons) < _TOLD:
            self.reasons.append(f"{where}: {reason}")


class Seen(NamedTuple):
    """What another tool saw or was told; text as it stands in its file.

    Attributes:
        private_window: the tool says that it was a private window.
        vouched: the tool's browser extension says that it was none.
        labels: what the user had said of it.
        titled_by_tags: it has no other title than its tags.
    """

    app: str | None = None
    title: str | None = None
    url: str | None = None
    domain: str | None = None
    document: str | None = None
    private_window: bool = False
    vouched: bool = False
    labels: Labels | None = None
    titled_by_tags: bool = False

    def __repr__(self) -> str:
        """Say nothing of the content: reprs end up in logs and tracebacks."""
        return "Seen(…)"


def sample_of(seen: Seen, gate: Gate) -> Sample:
    """What was seen elsewhere, for the gate, which asks how much of a browser's page is told."""
    domain = seen.domain
    if domain and seen.url and address_of(seen.url).domain:
        domain = None  # an address says itself of which site it is
    told = Told.ALL
    if not seen.url:
        told = Told.SITE if domain else Told.NOTHING if gate.is_browser(seen.app) else Told.ALL
    return Sample(
        _NOWHEN,
        seen.app,
        seen.title,
        seen.url,
        domain,
        seen.document,
        private_window=seen.private_window,
        vouched=seen.vouched,
        told=told,
    )


class LocalTime:
    """The user's time zone, asked for millions of instants in order."""

    def __init__(self, zone: tzinfo) -> None:
        self._info = zone
        self._name = getattr(zone, "key", "")
        self._zone = Zone("", 0)
        self._from_ms = self._until_ms = 0

    def instant(self, when: datetime) -> int:
        """Milliseconds since 1970 in UTC at which clocks show this; a time with an offset is what it says.

        Of a time that clocks show twice the ``fold`` decides (PEP 495), the first as it is; one that
        they leave out is as much later as the clocks were put forward.
        """
        return instant_of(when if when.tzinfo else when.replace(tzinfo=self._info))

    def stretches(self, start_ms: int, end_ms: int) -> Iterator[tuple[int, int, Zone]]:
        """[start, end) cut where the zone's offset changes, each part with its zone."""
        if self._from_ms <= start_ms and end_ms <= self._until_ms:
            yield start_ms, end_ms, self._zone
            return
        while start_ms < end_ms:
            zone = self._at(start_ms)
            until = self._until_ms
            while until < end_ms and self._at(until) == zone:
                until = self._until_ms
            yield start_ms, min(until, end_ms), zone
            start_ms = until

    def _at(self, at_ms: int) -> Zone:
        if not self._from_ms <= at_ms < self._until_ms:
            self._zone = self._zone_at(at_ms)
            self._from_ms, self._until_ms = at_ms, next_cut(at_ms, self._zone_at, 0)
        return self._zone

    def _zone_at(self, at_ms: int) -> Zone:
        return Zone(self._name, offset_in(self._info, at_ms))


class _Judged:
    """What may be kept of something seen.

    Attributes:
        verdict: the gate's.
        content: the same as a span says it in the zone that was asked for last.
    """

    __slots__ = ("_labels", "content", "verdict")

    def __init__(self, verdict: Verdict, labels: Labels | None = None) -> None:
        self.verdict = verdict
        self.content: Content | None = None
        self._labels = labels if verdict.activity else None

    def in_zone(self, zone: Zone) -> Content:
        """The content of a span of it."""
        content = self.content
        if content is None or content.zone is not zone:
            said = self.verdict
            assert said.state is not None
            content = self.content = Content(
                said.state, zone, said.activity, said.reason, cuts=said.cuts, labels=self._labels
            )
        return content


class Entrance:
    """Levels and rules for what comes from a file: stretches of time in, spans out.

    Stretches come in order of time. Those that touch and of which the same is kept become one span.
    """

    def __init__(self, gate: Gate, local: LocalTime, left_out: LeftOut) -> None:
        self._gate = gate
        self._local = local
        self._left_out = left_out
        self._idle = _Judged(Verdict(State.IDLE))
        self._known: dict[Seen, _Judged] = {}
        self._verdicts: dict[Seen, Verdict] = {}

    def spans(self, stretches: Iterable[Piece[Seen | None]]) -> Iterator[Piece[Content]]:
        """The spans of stretches (start and end in milliseconds; None: nobody was there)."""
        open_start = open_end = 0
        last: _Judged | None = None
        for start, end, seen in stretches:
            judged = self._idle if seen is None else self._judge(seen)
            if last is not None:
                if open_end == start and (last is judged or last.verdict == judged.verdict):
                    open_end = end
                    continue
                yield from self._cut(open_start, open_end, last)
            last = judged
            if judged.verdict.state is None:
                self._left_out.excluded += 1
                last = None
            open_start, open_end = start, end
        if last is not None:
            yield from self._cut(open_start, open_end, last)

    def entries(self, stretches: Iterable[Piece[Seen | None]]) -> Iterator[Piece[Content]]:
        """The spans of stretches in any order, each by itself; one that lasts no time is left out."""
        for start, end, seen in stretches:
            if start >= end:
                self._left_out.empty += 1
                continue
            judged = self._idle if seen is None else self._judge(seen)
            if judged.verdict.state is None:
                self._left_out.excluded += 1
            else:
                yield from self._cut(start, end, judged)

    def _cut(self, start_ms: int, end_ms: int, judged: _Judged) -> Iterator[Piece[Content]]:
        for start, end, zone in self._local.stretches(start_ms, end_ms):
            yield start, end, judged.in_zone(zone)

    def _judge(self, seen: Seen) -> _Judged:
        judged = self._known.get(seen)
        if judged is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            judged = self._known[seen] = self._judged(seen)
        return judged

    def _judged(self, seen: Seen) -> _Judged:
        """What a title may not say, labels don't either: the strictest of the rules for any of them holds."""
        labels = seen.labels
        if labels is None:
            return _Judged(self._gate.judge(sample_of(seen, self._gate)))
        verdict = self._verdict(seen, seen.title)
        for text in (labels.project, labels.note, *labels.tags):
            if text is not None:
                verdict = max(verdict, self._verdict(seen, text), key=_strictness)
        if Cut.RULE_HIDE_TITLE in verdict.cuts:
            return _Judged(verdict)
        if Cut.TITLES_OFF in verdict.cuts and seen.titled_by_tags:
            labels = labels._replace(tags=())
        return _Judged(verdict, labels)

    def _verdict(self, seen: Seen, title: str | None) -> Verdict:
        """The gate's on what was seen, were that its title; the same tags come again and again."""
        asked = seen._replace(title=title, labels=None, titled_by_tags=False)
        found = self._verdicts.get(asked)
        if found is None:
            if len(self._verdicts) >= _REMEMBERED_TEXTS:
                self._verdicts.clear()
            found = self._verdicts[asked] = self._gate.judge(sample_of(asked, self._gate))
        return found


def _strictness(verdict: Verdict) -> int:
    if verdict.state is not State.ACTIVE:
        return 3 if verdict.state is None else 2
    return 1 if Cut.RULE_HIDE_TITLE in verdict.cuts else 0


def labels_of(project: str | None, tags: Iterable[str]) -> Labels | None:
    """A project and tags by their names, fit to be kept; a tag's comma becomes a blank."""
    name = _fit(project)
    kept = parse_tags([tag for tag in (_fit(tag.replace(",", " ")) for tag in tags) if tag])
    return Labels(project=name, tags=kept) if name or kept else None


def _fit(name: str | None) -> str | None:
    return clean(shown_name(clean(name) or "").strip()[:MAX_NAME])


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, a byte order mark left out.

    Raises:
        BadRecordError: a line is longer than a megabyte.
    """
    number = 0
    while line := file.readline(_LONGEST_LINE + 1):
        number += 1
        if len(line) > _LONGEST_LINE:
            raise BadRecordError(f"Line {number}", "it is longer than a megabyte.")
        yield line.removeprefix(BOM_UTF8) if number == 1 else line


def instant_of(when: datetime) -> int:
    """Milliseconds since 1970 in UTC of a time with an offset; one without is UTC."""
    return ((when if when.tzinfo else when.replace(tzinfo=UTC)) - _EPOCH) // _MS
