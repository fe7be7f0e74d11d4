"""Private things in what is stored: how much of it, where, and which rules would keep it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from worktracker.privacy.leaks import Field, Kind, find, rule_for
from worktracker.privacy.rules import Rule
from worktracker.store.contents import Note, Texts, count_activities, notes, texts, uses
from worktracker.store.store import Store

_OF_WINDOWS = (Field.TITLE, Field.URL, Field.DOCUMENT)

_AT_ONCE = 2_000
"""Activities that are looked through together, so that one call of the expression serves all."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One text with something private in it, for whoever asks to see it."""

    kind: Kind
    field: Field
    app: str | None
    text: str


@dataclass(slots=True)
class Leak:
    """How much of one kind there is.

    Attributes:
        fields: in how many titles, addresses and documents.
        apps: of which applications; None for windows without one.
        spans, length_ms: how many spans show it, and their time in milliseconds.
    """

    kind: Kind
    fields: dict[Field, int] = field(default_factory=lambda: dict.fromkeys(_OF_WINDOWS, 0))
    apps: set[str | None] = field(default_factory=set[str | None])
    spans: int = 0
    length_ms: int = 0


class Noted(NamedTuple):
    """A note with something private in it, but for its text.

    Attributes:
        entry: the number of its manual entry; None: it is said of recorded time.
        start_ms, end_ms: of the time that it is about.
        counts: it is what is said now; otherwise a change that can be undone has kept it.
    """

    kind: Kind
    entry: int | None
    start_ms: int
    end_ms: int
    counts: bool


class Proposal(NamedTuple):
    """A rule that would keep a kind out of a field, and how many stored ``texts`` show it there."""

    kind: Kind
    field: Field
    texts: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found: kinds that there are, the rules that would keep them out, and the user's own notes."""

    activities: int
    leaks: list[Leak]
    proposals: list[Proposal]
    notes: list[Noted]


def scan(
    store: Store,
    progress: Callable[[int], None] | None = None,
    see: Callable[[Sight], None] | None = None,
) -> Scan:
    """Look through every stored title, address and document, and every note.

    Args:
        store: is only read.
        progress: told how many activities have been looked through.
        see: shown each text with something in it; without, nothing of the texts is kept.
    """
    leaks = {kind: Leak(kind) for kind in Kind}
    having: dict[Kind, set[int]] = {kind: set() for kind in Kind}
    done = 0
    for batch in _batches(texts(store.connection)):
        for one, where, kind in _found(batch):
            leak = leaks[kind]
            leak.fields[where] += 1
            leak.apps.add(one.app)
            having[kind].add(one.activity)
            if see is not None:
                see(Sight(kind, where, one.app, getattr(one, where.value)))
        done += len(batch)
        if progress is not None:
            progress(done)
    used = uses(store.connection, set[int]().union(*having.values()))
    for kind, activities in having.items():
        shown = [used[number] for number in activities if number in used]
        leaks[kind].spans = sum(use.spans for use in shown)
        leaks[kind].length_ms = sum(use.length_ms for use in shown)
    found = [leak for leak in leaks.values() if any(leak.fields.values())]
    proposals = [
        Proposal(leak.kind, where, count, rule)
        for leak in found
        for where, count in leak.fields.items()
        if count and (rule := rule_for(leak.kind, where)) is not None
    ]
    return Scan(done, found, proposals, list(_noted(notes(store.connection), see)))


def activities_of(store: Store) -> int:
    """How many activities :func:`scan` will look through."""
    return count_activities(store.connection)


def _batches(rows: Iterator[Texts]) -> Iterator[list[Texts]]:
    while batch := list(islice(rows, _AT_ONCE)):
        yield batch


def _found(batch: list[Texts]) -> Iterator[tuple[Texts, Field, Kind]]:
    """Each kind once for each text that has it."""
    flat = [getattr(one, where.value) for one in batch for where in _OF_WINDOWS]
    for number, kind in dict.fromkeys((each.text, each.kind) for each in find(flat)):
        yield batch[number // len(_OF_WINDOWS)], _OF_WINDOWS[number % len(_OF_WINDOWS)], kind


def _noted(written: list[Note], see: Callable[[Sight], None] | None) -> Iterator[Noted]:
    """Each kind once for each note that has it."""
    for number, kind in sorted({(each.text, each.kind) for each in find([note.text for note in written])}):
        note = written[number]
        if see is not None:
            see(Sight(kind, Field.NOTE, None, note.text))
        yield Noted(kind, note.entry, note.start_ms, note.end_ms, note.counts)
