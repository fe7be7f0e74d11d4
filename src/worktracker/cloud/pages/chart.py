"""Days as columns: where each part lies in the picture. The picture itself is templates/chart.html."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from worktracker.sync.summary import OTHER

TOP, BASE = 8, 136
"""Pixels from the picture's upper side; columns keep their size, only the room between them changes."""

_LINES = 4
_STEPS_S = tuple(round(hours * 3600) for hours in (0.25, 0.5, 1, 2, 3, 4, 6, 8, 12, 24, 48))
_COLOURS = 6
_SHADES = 3
_SEPARATOR = " > "


@dataclass(frozen=True, slots=True)
class Part:
    """A name's part of a column: from ``y`` down, in pixels."""

    name: str
    look: str
    seconds: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """A day: its middle in percent of the width, its parts from the base up, its amount above them."""

    day: date
    middle: float
    seconds: int
    parts: tuple[Part, ...]
    head: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid, and what stands beside it."""

    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """All of it."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def looks(names: Sequence[str]) -> dict[str, str]:
    """The classes that fill each name, in the order of ``names``: branches by colour, shaded within."""
    colours: dict[str, str] = {}
    members: dict[str, int] = {}
    found: dict[str, str] = {}
    for name in names:
        branch = name.partition(_SEPARATOR)[0]
        if branch == OTHER:
            found[name] = "none"
            continue
        colour = colours.setdefault(branch, f"c{len(colours) % _COLOURS + 1}")
        shade = members.setdefault(branch, 0) % _SHADES
        members[branch] += 1
        found[name] = f"{colour} s{shade}" if shade else colour
    return found


def chart_of(days: Mapping[date, Mapping[str, int]], looks_of: Mapping[str, str]) -> Chart:
    """The columns of days.

    Args:
        days: seconds by name of each day, in order.
        looks_of: what fills each name; parts lie on each other in its order.
    """
    most = max((sum(totals.values()) for totals in days.values()), default=0)
    step = next((step for step in _STEPS_S if most <= _LINES * step), _STEPS_S[-1])
    lines = max(1, -(-most // step))
    per_second = (BASE - TOP) / (lines * step)
    columns: list[Column] = []
    for number, (day, totals) in enumerate(days.items()):
        parts: list[Part] = []
        low = float(BASE)
        for name, look in looks_of.items():
            seconds = totals.get(name, 0)
            if seconds:
                tall = max(1.0, seconds * per_second)
                parts.append(Part(name, look, seconds, low - tall, tall))
                low -= tall
        middle = 100 * (number + 0.5) / len(days)
        columns.append(Column(day, middle, sum(totals.values()), tuple(parts), low))
    grid = [
        Line(BASE - number * step * per_second, _grid_words(number * step)) for number in range(lines + 1)
    ]
    return Chart(tuple(columns), tuple(grid))


def _grid_words(seconds: int) -> str:
    if not seconds:
        return "0"
    return f"{seconds / 3600:g} h" if seconds >= 3600 else f"{seconds // 60} m"
