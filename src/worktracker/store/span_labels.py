"""Tags and notes that came along with spans from elsewhere.

They are their span's alone, whatever its source, and go with it. What the user says of the time goes
before them, and is never written over by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from typing import NamedTuple

from worktracker.model.labels import TAG_SEPARATOR, Labels, parse_tags
from worktracker.model.text import clean
from worktracker.privacy.rules import CompiledRule
from worktracker.store.connection import Connection
from worktracker.store.span_id import id_range, span_id
from worktracker.store.totals import joined

_NEAR_MS = 3_600_000
"""Stretches with no more than this between them are read as one."""


_REACHING = (
    "l.span < :until AND l.span >= coalesce((SELECT max(id) FROM span WHERE id BETWEEN :first AND :at), :at)"
    " AND s.start_ms + s.length_ms > :from"
)


class SpanLabel(NamedTuple):
    """What came along with a span: tags as one text, and a note; None: none."""

    tags: str | None = None
    note: str | None = None


NOTHING = SpanLabel()


def label_of(labels: Labels | None) -> SpanLabel:
    """What of labels a span keeps by itself: category and project are its activity's.

    Raises:
        UsageError: a tag is none.
    """
    if labels is None:
        return NOTHING
    return SpanLabel(TAG_SEPARATOR.join(parse_tags(labels.tags)) or None, clean(labels.note or "") or None)


def put(connection: Connection, span: int, label: SpanLabel) -> None:
    """Keep what came along with a span, in the caller's transaction."""
    if label != NOTHING:
        connection.execute("INSERT OR REPLACE INTO span_label VALUES (?, ?, ?)", (span, *label))


def read(connection: Connection, span: int) -> SpanLabel:
    """What came along with a span."""
    row = connection.execute("SELECT tags, note FROM span_label WHERE span = ?", (span,)).fetchone()
    return SpanLabel(*row) if row else NOTHING


def drop(connection: Connection, spans: Iterable[int]) -> None:
    """Erase what came along with some spans, in the caller's transaction."""
    connection.executemany("DELETE FROM span_label WHERE span = ?", ((span,) for span in spans))


def any_of(connection: Connection, source: int, from_ms: int, to_ms: int) -> bool:
    """Whether anything came along with a span of a source that has time in [from_ms, to_ms)."""
    query = f"SELECT 1 FROM span_label l JOIN span s ON s.id = l.span WHERE {_REACHING} LIMIT 1"
    return connection.execute(query, _reach(source, from_ms, to_ms)).fetchone() is not None


def any_between(connection: Connection, from_ms: int, to_ms: int) -> bool:
    """The same of all sources."""
    return any(any_of(connection, source, from_ms, to_ms) for source in _sources(connection))


def texts(connection: Connection) -> tuple[set[str], set[str]]:
    """Every tag and every note that counts: what the user says, and what came along."""
    said = connection.execute(
        "SELECT tags, note FROM assignment WHERE gone IS NULL UNION SELECT tags, note FROM span_label"
    ).fetchall()
    tags = {tag for tags, _ in said if tags for tag in tags.split(TAG_SEPARATOR)}
    return tags, {note for _, note in said if note}


def tagged(connection: Connection, from_ms: int, to_ms: int) -> Iterator[tuple[int, int]]:
    """The stretches of [from_ms, to_ms) in which any time has tags, in order and none twice."""
    said = (
        "SELECT start_ms, end_ms FROM assignment"
        " WHERE gone IS NULL AND tags <> '' AND start_ms < ? AND end_ms > ? ORDER BY 1"
    )
    came = (
        "SELECT s.start_ms, s.start_ms + s.length_ms FROM span_label l CROSS JOIN span s ON s.id = l.span"
        f" WHERE {_REACHING} AND l.tags NOT NULL ORDER BY l.span"
    )
    rows = merge(
        connection.execute(said, (to_ms, from_ms)),
        *(connection.execute(came, _reach(source, from_ms, to_ms)) for source in _sources(connection)),
    )
    for start, end in joined(rows, _NEAR_MS):
        if max(start, from_ms) < min(end, to_ms):
            yield max(start, from_ms), min(end, to_ms)


def matching(connection: Connection, rule: CompiledRule) -> set[int]:
    """The spans of which a tag or the note is what a rule asks of a title, and all else as it asks."""
    if all(name != "title" for name, _ in rule.conditions):
        return set()
    rows = connection.execute(
        "SELECT l.span, l.tags, l.note, p.name, a.url, d.name FROM span_label l JOIN span s ON s.id = l.span"
        " LEFT JOIN activity a ON a.id = s.activity LEFT JOIN app p ON p.id = a.app"
        " LEFT JOIN domain d ON d.id = a.domain"
    )
    found: set[int] = set()
    for span, tags, note, app, url, domain in rows:
        for text in (*(tags or "").split(TAG_SEPARATOR), note):
            facts = {"app": app, "title": text or None, "url": url, "domain": domain}
            if all((value := facts[name]) is not None and holds(value) for name, holds in rule.conditions):
                found.add(span)
                break
    return found


def _reach(source: int, from_ms: int, to_ms: int) -> dict[str, int]:
    at, until = id_range(source, from_ms, to_ms)
    return {"first": span_id(source, 0), "at": at, "until": until, "from": from_ms}


def _sources(connection: Connection) -> list[int]:
    return [row[0] for row in connection.execute("SELECT id FROM source").fetchall()]
