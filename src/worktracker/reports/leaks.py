"""Private things in what is stored: how much of it, where, and which rules would keep it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from worktracker.privacy.leaks import Field, Kind, find, rule_for
from worktracker.privacy.rules import Rule
from worktracker.store.contents import Texts, count_activities, texts, uses
from worktracker.store.store import Store

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
    fields: dict[Field, int] = field(default_factory=lambda: dict.fromkeys(Field, 0))
    apps: set[str | None] = field(default_factory=set[str | None])
    spans: int = 0
    length_ms: int = 0


class Proposal(NamedTuple):
    """A rule that would keep a kind out of a field, and how many stored ``texts`` show it there."""

    kind: Kind
    field: Field
    texts: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found: kinds that there are, and the rules that would keep them out."""

    activities: int
    leaks: list[Leak]
    proposals: list[Proposal]


def scan(
    store: Store,
    progress: Callable[[int], None] | None = None,
    see: Callable[[Sight], None] | None = None,
) -> Scan:
    """Look through every stored title, address and document.

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
    return Scan(done, found, proposals)


def activities_of(store: Store) -> int:
    """How many activities :func:`scan` will look through."""
    return count_activities(store.connection)


def _batches(rows: Iterator[Texts]) -> Iterator[list[Texts]]:
    while batch := list(islice(rows, _AT_ONCE)):
        yield batch


def _found(batch: list[Texts]) -> Iterator[tuple[Texts, Field, Kind]]:
    """Each kind once for each text that has it."""
    fields = list(Field)
    flat = [getattr(one, where.value) for one in batch for where in fields]
    for number, kind in dict.fromkeys((each.text, each.kind) for each in find(flat)):
        yield batch[number // len(fields)], fields[number % len(fields)], kind
