"""How much of each detail the store holds, and how old it is.

Asked in two parts, because one is known much sooner: :func:`time_kept` looks at every span and at
nothing else, :func:`details_kept` at every activity too.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from worktracker.model.span import State
from worktracker.store.connection import Connection, snapshot, translated
from worktracker.store.span_id import LAST_MS, id_range

_BUCKETS = 64
"""In so many parts different texts are counted, so that a million of them need little memory."""

_STRETCH_SPANS = 100_000
"""So many spans are looked at by one question: their letters are put together in memory."""

_NOTHING = ord("@")
"""The letter of an activity that tells nothing; a bit for each detail is added to it."""


class Held(StrEnum):
    """What a span may tell; the values are the columns of an activity."""

    APPS = "app"
    TITLES = "title"
    DOCUMENTS = "document"
    SITES = "domain"
    ADDRESSES = "url"


@dataclass(frozen=True, slots=True)
class TimeKept:
    """How much time the store holds, of all sources together.

    Attributes:
        spans, length_ms, oldest_ms: all spans, their time, and where the first begins; None without any.
        private_spans, private_ms: those of private time, which tell nothing else.
    """

    spans: int
    length_ms: int
    oldest_ms: int | None
    private_spans: int
    private_ms: int


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of one detail there is.

    Attributes:
        different: how many different ones, those included of which no span is left.
        spans: how many spans tell one.
        oldest_ms: where the first of these begins, milliseconds UTC; None where there is none.
    """

    different: int
    spans: int
    oldest_ms: int | None


def time_kept(connection: Connection) -> TimeKept:
    """Count the spans: it reads each of them, less than a second's work for ten years."""
    with translated(), snapshot(connection):
        counted = connection.execute(
            "SELECT count(*), coalesce(sum(length_ms), 0), count(*) FILTER (WHERE state = ?1),"
            " coalesce(sum(length_ms) FILTER (WHERE state = ?1), 0) FROM span",
            (State.PRIVATE,),
        ).fetchone()
        first = "SELECT start_ms FROM span WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 1"
        begins = [connection.execute(first, id_range(s, 0, LAST_MS)).fetchone() for s in _sources(connection)]
    spans, length_ms, private_spans, private_ms = counted
    oldest_ms = min((row[0] for row in begins if row is not None), default=None)
    return TimeKept(spans, length_ms, oldest_ms, private_spans, private_ms)


def details_kept(connection: Connection) -> Mapping[Held, Amount]:
    """Count each detail: it reads all of the file, some seconds' work for ten years."""
    with translated(), snapshot(connection):
        told, different = _told(connection)
        spans: Counter[str] = Counter()
        oldest: dict[str, int] = {}
        for source in _sources(connection):
            seen: set[str] = set()
            for stretch in _stretches(connection, source):
                letters = _letters(connection, told, stretch)
                for letter in set(letters):
                    spans[letter] += letters.count(letter)
                    if letter not in seen:
                        begin = _first(connection, told, stretch, letter)
                        oldest[letter] = min(begin, oldest.get(letter, begin))
                seen.update(letters)
    amounts: dict[Held, Amount] = {}
    for place, held in enumerate(Held):
        telling = [letter for letter in spans if ord(letter) - _NOTHING & 1 << place]
        first = min((oldest[letter] for letter in telling), default=None)
        amounts[held] = Amount(different[held], sum(spans[letter] for letter in telling), first)
    return amounts


def _told(connection: Connection) -> tuple[bytes, dict[Held, int]]:
    """A letter for each activity that says what it tells, at the place of its number less one; and
    how many different values each column has, told apart by 64 bits of each.
    """
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM activity").fetchone()
    told = bytearray([_NOTHING]) * last
    marks = [[array("q") for _ in range(_BUCKETS)] for _ in Held]
    for number, *values in connection.execute(f"SELECT id, {', '.join(Held)} FROM activity"):
        bit = 1
        for buckets, value in zip(marks, values, strict=True):
            if value is not None:
                told[number - 1] |= bit
                mark = hash(value)
                buckets[mark % _BUCKETS].append(mark)
            bit <<= 1
    different = {
        held: sum(len(set(bucket)) for bucket in buckets) for held, buckets in zip(Held, marks, strict=True)
    }
    return bytes(told), different


def _sources(connection: Connection) -> list[int]:
    return [row[0] for row in connection.execute("SELECT id FROM source").fetchall()]


def _stretches(connection: Connection, source: int) -> Iterator[tuple[int, int]]:
    """All row numbers that a source's spans may have, in parts of so many spans."""
    begin, end = id_range(source, 0, LAST_MS)
    while begin <= end:
        row = connection.execute(
            "SELECT id FROM span WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 1 OFFSET ?",
            (begin, end, _STRETCH_SPANS - 1),
        ).fetchone()
        last = row[0] if row else end
        yield begin, last
        begin = last + 1


# A span's letter is found by its place in one long value: for millions of spans that takes a fifth of
# the time that looking them up in a table would.
_LETTER = "substr(?1, activity, 1)"


def _letters(connection: Connection, told: bytes, stretch: tuple[int, int]) -> str:
    """The letters of a stretch's spans, in no order; those without an activity have none."""
    query = f"SELECT group_concat({_LETTER}, '') FROM span WHERE id BETWEEN ?2 AND ?3"
    return connection.execute(query, (told, *stretch)).fetchone()[0] or ""


def _first(connection: Connection, told: bytes, stretch: tuple[int, int], letter: str) -> int:
    """Where the first span of a stretch with this letter begins."""
    query = f"SELECT min(start_ms) FROM span WHERE id BETWEEN ?2 AND ?3 AND {_LETTER} = ?4"
    return connection.execute(query, (told, *stretch, letter.encode())).fetchone()[0]
