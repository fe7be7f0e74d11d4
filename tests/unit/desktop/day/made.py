"""Pieces of a made-up day, in minutes."""

from __future__ import annotations

from worktracker.desktop.day.pieces import Kind, Piece

MINUTE = 60_000
HOUR = 60 * MINUTE


def active(start: float, end: float, app: str | None = "a", **more: object) -> Piece:
    return Piece(round(start * MINUTE), round(end * MINUTE), Kind.ACTIVE, app, **more)  # type: ignore[arg-type]


def other(start: float, end: float, kind: Kind) -> Piece:
    return Piece(round(start * MINUTE), round(end * MINUTE), kind)
