"""How what is drawn in a page is filled: by a class where the page has a colour each for light and dark."""

from __future__ import annotations

from collections.abc import Mapping

from worktracker.model.labels import Category, colour_of, paths
from worktracker.model.palette import DARK
from worktracker.model.span import State
from worktracker.reports.report import Row
from worktracker.reports.spread import Part

PLAIN = 'class="c1"'
"""Of what has no colour of its own."""

_NONE = 'class="none"'
_STATES = {State.PRIVATE: 'class="private"', State.IDLE: 'class="idle"', State.LOCKED: 'class="idle"'}
_PALETTE = {colour: f'class="c{number}"' for number, colour in enumerate(DARK, 1)}


class Looks:
    """Attributes that fill rows and parts of columns.

    Args:
        categories: whose colours they have; without any, all but states looks the same.
    """

    def __init__(self, categories: Mapping[int, Category] | None = None) -> None:
        self._of_paths: dict[str, str] = {}
        if categories is not None:
            for number, path in paths(categories).items():
                colour = colour_of(categories, number)
                self._of_paths[path] = _PALETTE.get(colour, f'fill="{colour}"') if colour else _NONE

    def of_row(self, row: Row) -> str:
        """A row's bar."""
        return self._look(row.key, row.state)

    def of_part(self, part: Part) -> str:
        """A part of a column."""
        return self._look(part.category, part.state)

    def _look(self, category: str | None, state: State | None) -> str:
        if state is not None:
            return _STATES.get(state, PLAIN)
        return self._of_paths.get(category or "", _NONE) if self._of_paths else PLAIN
