"""The time of a day in pieces: what each was, and what it counts for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple, Protocol

from worktracker.model.explanation import Cut, SeenBy
from worktracker.model.labels import Category, Labels, Project, paths
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.store.explanation import explanation_of
from worktracker.store.reader import Reader


class Kind(IntEnum):
    """How a piece is drawn and counted."""

    ACTIVE = 0
    IDLE = 1
    PRIVATE = 2
    NO_WINDOW = 3
    """Somebody was there, and no window was in front."""
    LOCKED = 4

    @property
    def is_away(self) -> bool:
        """Whether nobody was there."""
        return self in (Kind.IDLE, Kind.LOCKED)


class Piece(NamedTuple):
    """A stretch in which nothing changes; milliseconds UTC.

    Attributes:
        app, title, url, domain, document: what was kept of it.
        category, project: their numbers; 0 for none.
        tags, note: what the user says of it.
        entry: the number of the manual entry that it is; None for what was recorded, or imported.
    """

    start_ms: int
    end_ms: int
    kind: Kind
    app: str | None = None
    title: str | None = None
    url: str | None = None
    domain: str | None = None
    document: str | None = None
    category: int = 0
    project: int = 0
    tags: tuple[str, ...] = ()
    note: str | None = None
    entry: int | None = None

    @property
    def duration_ms(self) -> int:
        """Its length in milliseconds."""
        return self.end_ms - self.start_ms

    @property
    def subject(self) -> str | None:
        """What it was about, as short as that is told: the document's name, the site, or the title."""
        if self.entry is not None:
            return self.note
        if self.document:
            return name_of_document(self.document)
        return self.domain or self.title


class SpanKind(Protocol):
    """What of a span tells its kind."""

    @property
    def state(self) -> int: ...
    @property
    def reason(self) -> int: ...


def kind_of(span: SpanKind, app: str | None, title: str | None, *, is_entry: bool = False) -> Kind:
    """The kind of a span with this application and title."""
    match span.state:
        case State.PRIVATE:
            return Kind.PRIVATE
        case State.LOCKED:
            return Kind.LOCKED
        case State.IDLE:
            return Kind.IDLE
        case _:
            pass
    if app is None and title is None and not is_entry:
        explanation = explanation_of(span.reason)
        # Nothing was seen, and not: nothing was kept.
        if explanation.seen_by is not SeenBy.UNKNOWN and explanation.cuts is Cut.NONE:
            return Kind.NO_WINDOW
    return Kind.ACTIVE


def name_of_document(document: str) -> str:
    """The last part of a path; what is none as it is."""
    return document.rstrip("/\\").replace("\\", "/").rpartition("/")[2] or document


def pieces_of(
    reader: Reader, period: Period, categories: Mapping[int, Category], projects: Mapping[int, Project]
) -> Iterator[Piece]:
    """The pieces of a period in order of time, overlaps between sources resolved."""
    numbers = {path: number for number, path in paths(categories).items()}
    named = {project.name: number for number, project in projects.items()}
    known: dict[tuple[int | None, int | None], tuple[tuple[str | None, ...], Labels]] = {}
    for row in reader.rows(period):
        given = row.assignment
        entry = None if given is None else given.entry
        if row.state != State.ACTIVE:
            yield Piece(row.start_ms, row.end_ms, kind_of(row, None, None))
            continue
        key = (row.activity, None if given is None else given.id)
        found = known.get(key)
        if found is None:
            found = known[key] = reader.read_labelled(row)
        (app, title, url, domain, document), labels = found
        yield Piece(
            row.start_ms,
            row.end_ms,
            kind_of(row, app, title, is_entry=entry is not None),
            app,
            title,
            url,
            domain,
            document,
            numbers.get(labels.category or "", 0),
            named.get(labels.project or "", 0),
            labels.tags,
            labels.note,
            entry,
        )
