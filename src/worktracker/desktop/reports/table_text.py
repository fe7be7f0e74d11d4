"""Rows in an order, and as text that a spreadsheet takes when it is pasted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from worktracker.model.cells import defused

if TYPE_CHECKING:
    from worktracker.desktop.reports.shown import Line

_BREAKS = str.maketrans("\t\r\n", "   ")


def sorted_lines(lines: Sequence[Line], column: int, *, downwards: bool) -> list[Line]:
    """Lines by what stands in a column: words, time, share, time before, change."""

    def key(line: Line) -> str | float:
        return (
            line.words.casefold(),
            line.duration_ms,
            line.share,
            line.before_ms or 0,
            line.change_ms,
        )[column]

    return sorted(lines, key=key, reverse=downwards)  # type: ignore[arg-type,return-value]


def as_text(heads: Sequence[str], lines: Sequence[Line]) -> str:
    """Tab-separated lines with a heading; times as ``h:mm:ss``, shares in hundredths."""
    rows = [heads]
    for line in lines:
        cells = [_cell(line.words), clock_text(line.duration_ms), f"{line.share * 100:.1f} %"]
        rows.append([*cells, clock_text(line.before_ms or 0), clock_text(line.change_ms)][: len(heads)])
    return "".join("\t".join(row) + "\n" for row in rows)


def clock_text(length_ms: int) -> str:
    """``1:24:05``, ``-0:10:00``: as a spreadsheet reads a duration; to the nearest second."""
    seconds = (abs(length_ms) + 500) // 1000
    minutes, seconds = divmod(seconds, 60)
    sign = "-" if length_ms <= -500 else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"


def _cell(text: str) -> str:
    return defused(text.translate(_BREAKS).strip()) or ""
