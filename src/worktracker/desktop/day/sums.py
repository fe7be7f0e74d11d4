"""A day counted: its key numbers, where it went, and what was longest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from worktracker.desktop.day.pieces import Kind, Piece
from worktracker.reports.focus import Piece as Labelled
from worktracker.reports.focus import focuses

MOST_LONGEST = 100
"""How many of the longest activities are listed."""


class By(StrEnum):
    """What "where it went" is about."""

    CATEGORY = "category"
    APP = "app"
    PROJECT = "project"


class Share(NamedTuple):
    """One row of "where it went".

    Attributes:
        name: an application's; None for one that was not kept, and where ``number`` tells.
        number: of the category or the project; 0: none.
        category: the category whose colour it has.
        part: of the active total, from 0 to 1.
    """

    kind: Kind
    name: str | None
    number: int
    category: int
    duration_ms: int
    part: float


class Activity(NamedTuple):
    """Time on one thing, wherever in the day.

    Attributes:
        subject: document, site or title; None where only the application was kept.
        is_title: ``subject`` was recorded as a title, document or note.
        is_entry: it was written by hand.
        category: that of most of it.
        start_ms, end_ms: its longest stretch.
        duration_ms: of all of it.
    """

    app: str | None
    subject: str | None
    is_title: bool
    is_entry: bool
    category: int
    start_ms: int
    end_ms: int
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The numbers of a day. All in milliseconds.

    Attributes:
        active_ms: active and private time, as reports count it.
        focus_ms: the longest time in one application.
        away_ms: idle and locked.
        private_ms: private.
        shares: where it went, longest first, by each thing.
        longest: the longest activities.
    """

    active_ms: int
    focus_ms: int
    away_ms: int
    private_ms: int
    shares: dict[By, tuple[Share, ...]]
    longest: tuple[Activity, ...]


def count(pieces: Sequence[Piece]) -> Counted:
    """Count the pieces of one day, which come in order of time."""
    sums = dict.fromkeys(Kind, 0)
    for piece in pieces:
        sums[piece.kind] += piece.duration_ms
    labelled: list[Labelled] = [
        (piece.start_ms, piece.end_ms, piece.app if piece.kind is Kind.ACTIVE else None)
        for piece in pieces
        if not piece.kind.is_away
    ]
    away_ms = sums[Kind.IDLE] + sums[Kind.LOCKED]
    return Counted(
        sum(sums.values()) - away_ms,
        max((focus.duration_ms for focus in focuses(labelled)), default=0),
        away_ms,
        sums[Kind.PRIVATE],
        {by: _shares(pieces, key) for by, key in _KEYS.items()},
        _longest(pieces),
    )


_Key = tuple[Kind, str | None, int]
_Thing = tuple[str | None, str | None, bool, bool]
_PRIVATE: _Key = (Kind.PRIVATE, None, 0)


def _by_category(piece: Piece) -> _Key:
    return Kind.ACTIVE, None, piece.category


def _by_app(piece: Piece) -> _Key:
    return (piece.kind, piece.app if piece.kind is Kind.ACTIVE else None, int(piece.entry is not None))


def _by_project(piece: Piece) -> _Key:
    return Kind.ACTIVE, None, piece.project


_KEYS: dict[By, Callable[[Piece], _Key]] = {
    By.CATEGORY: _by_category,
    By.APP: _by_app,
    By.PROJECT: _by_project,
}


def _shares(pieces: Iterable[Piece], key_of: Callable[[Piece], _Key]) -> tuple[Share, ...]:
    found: dict[_Key, dict[int, int]] = {}
    for piece in pieces:
        if piece.kind.is_away:
            continue
        key = _PRIVATE if piece.kind is Kind.PRIVATE else key_of(piece)
        lengths = found.setdefault(key, {})
        lengths[piece.category] = lengths.get(piece.category, 0) + piece.duration_ms
    total = sum(sum(lengths.values()) for lengths in found.values())
    shares = [
        Share(*key, _most(lengths), sum(lengths.values()), sum(lengths.values()) / total)
        for key, lengths in found.items()
        if total
    ]
    shares.sort(key=lambda share: (-share.duration_ms, share.name or "", share.number))
    return tuple(shares)


def _longest(pieces: Iterable[Piece]) -> tuple[Activity, ...]:
    found: dict[_Thing, dict[int, int]] = {}
    stretches: dict[_Thing, tuple[int, int]] = {}
    before: tuple[_Thing, int, int] | None = None
    for piece in pieces:
        if piece.kind is not Kind.ACTIVE:
            continue
        subject = piece.subject
        is_title = subject is not None and subject != piece.domain
        key = (piece.app, subject, is_title, piece.entry is not None)
        lengths = found.setdefault(key, {})
        lengths[piece.category] = lengths.get(piece.category, 0) + piece.duration_ms
        begin = before[1] if before is not None and before[0] == key and before[2] >= piece.start_ms else None
        start = piece.start_ms if begin is None else begin
        before = (key, start, piece.end_ms)
        known = stretches.get(key, (0, 0))
        if piece.end_ms - start > known[1] - known[0]:
            stretches[key] = start, piece.end_ms
    activities = [
        Activity(*key, _most(lengths), *stretches[key], sum(lengths.values()))
        for key, lengths in found.items()
    ]
    activities.sort(key=lambda each: (-each.duration_ms, each.subject or "", each.app or ""))
    return tuple(activities[:MOST_LONGEST])


def _most(lengths: dict[int, int]) -> int:
    return max(lengths, key=lambda category: lengths[category])
