"""How stretches of a day are filled: by their category's colour, solid or as a tint."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QBrush, QColor

from worktracker.desktop.day import lanes
from worktracker.desktop.day.pieces import Kind
from worktracker.desktop.look import HUES, Look, between, hatch, themed
from worktracker.model.labels import Category, colour_of

_TINT_LIGHT, _TINT_DARK = 0.3, 0.42
"""How much of a category's colour is in the tint of the lanes below its own."""


class Fills:
    """The fills of one look.

    Args:
        colours: light or dark.
        categories: whose colours they are.
    """

    def __init__(self, colours: Look, categories: Mapping[int, Category]) -> None:
        self._colours = colours
        self._categories = categories
        self._solid: dict[int, QColor] = {}
        self._brushes: dict[tuple[lanes.Look, bool], QBrush] = {}
        self._tint = _TINT_LIGHT if colours.page.lightnessF() > 0.5 else _TINT_DARK

    def solid(self, category: int) -> QColor:
        """A category's own colour; that of all the rest for none."""
        known = self._solid.get(category)
        if known is None:
            known = self._solid[category] = self._colour(category)
        return known

    def tint(self, category: int) -> QColor:
        """As much of it as text can stand on."""
        return _mixed(self.solid(category), self._colours.card, self._tint)

    def hue(self, number: int) -> QColor:
        """One of the hues, for what has no colour of its own; that of all the rest for 0."""
        return self._colours.series[(number - 1) % HUES] if number else self._colours.series[-1]

    def brush(self, look: lanes.Look, *, solid: bool) -> QBrush:
        """What a stretch is filled with."""
        key = (look, solid)
        known = self._brushes.get(key)
        if known is None:
            known = self._brushes[key] = self._brush(look, solid=solid)
        return known

    def _brush(self, look: lanes.Look, *, solid: bool) -> QBrush:
        colours = self._colours
        match look.kind:
            case Kind.IDLE | Kind.LOCKED:
                return hatch(between(colours.secondary, colours.card), dense=False)
            case Kind.PRIVATE:
                return hatch(colours.secondary, dense=True)
            case _ if solid and not look.is_entry:
                return QBrush(self.solid(look.category))
            case _:
                return QBrush(self.tint(look.category))

    def _colour(self, category: int) -> QColor:
        """The colour that is kept, in its counterpart for this look where it is one of ours."""
        own = colour_of(self._categories, category)
        return self.hue(self._top(category)) if own is None else themed(own, self._colours)

    def _top(self, category: int) -> int:
        """What a category lies in at the top: it has a hue with all in it."""
        at = self._categories.get(category)
        seen = 0
        while at is not None and at.parent is not None and seen < len(self._categories):
            at, seen = self._categories.get(at.parent), seen + 1
        return 0 if at is None else at.id


def _mixed(colour: QColor, ground: QColor, part: float) -> QColor:
    pairs = (
        (colour.red(), ground.red()),
        (colour.green(), ground.green()),
        (colour.blue(), ground.blue()),
    )
    return QColor(*(round(ours * part + theirs * (1 - part)) for ours, theirs in pairs))
