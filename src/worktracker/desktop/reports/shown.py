"""An answer as it is drawn and listed: each row with its words, its colour, and what it opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from worktracker.desktop.look import HUES
from worktracker.desktop.reports.answers import Answer
from worktracker.desktop.reports.chart import REST, Fill
from worktracker.desktop.reports.place import Place, further_in
from worktracker.desktop.reports.ranges import Range
from worktracker.desktop.reports.wording import row_words
from worktracker.model.span import State
from worktracker.reports.comparison import Compared
from worktracker.reports.report import By

_NOBODY = (State.IDLE, State.LOCKED)


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is shown.

    Attributes:
        words: its label.
        duration_ms: its time.
        share: its part of the active total, from 0 to 1.
        before_ms: what it had in the other time; None where nothing is compared.
        fill: what it is painted with.
        inside: one step further in; None where there is none.
        plain: whether it is a label's row, and not one of a state or of what has no label.
    """

    words: str
    duration_ms: int
    share: float
    before_ms: int | None
    fill: Fill
    inside: Place | None
    plain: bool = True

    @property
    def change_ms(self) -> int:
        """How much more it is now, in milliseconds."""
        return self.duration_ms - (self.before_ms or 0)


def lines_of(place: Place, answer: Answer, days: Range, quiet: Callable[[str], str]) -> list[Line]:
    """The rows of an answer as they are shown.

    Args:
        place: where the user is.
        answer: to what is asked there.
        days: the days that it is about.
        quiet: makes what may be shown of a title.
    """
    by = place.by
    compared = place.other_range(days) is not None and place.compares_rows
    fills = _fills(by, answer)
    return [
        Line(
            row_words(by, row, quiet, place.only.category),
            row.duration_ms,
            0.0 if row.state in _NOBODY or not answer.active_ms else row.duration_ms / answer.active_ms,
            each.before_ms if compared else None,
            fill,
            further_in(place, row, days, answer.parents) if row.duration_ms else None,
            row.state is None and row.key is not None,
        )
        for each, fill in zip(answer.rows, fills, strict=True)
        for row in (each.row,)
    ]


def _fills(by: By, answer: Answer) -> Sequence[Fill]:
    """Of categories their own colours; of what is in order of time one; else one after the other."""
    fills: list[Fill] = []
    number = 0
    for each in answer.rows:
        row = each.row
        if row.state is not None:
            fills.append(Fill(state=row.state))
        elif by.is_time:
            fills.append(Fill())
        elif row.key is None:
            fills.append(Fill(number=REST))
        elif by is By.CATEGORY:
            fills.append(fill_of(answer, row.key))
        else:
            fills.append(Fill(number=number if number < 2 * HUES else REST))
            number += 1
    return _told_apart(fills, answer.rows) if by is By.CATEGORY else fills


def fill_of(answer: Answer, path: str | None) -> Fill:
    """What a category is painted with; the colour of all the rest for none."""
    colour = REST if path is None else answer.colours.get(path, REST)
    return Fill(colour) if isinstance(colour, str) else Fill(number=colour)


def _told_apart(fills: list[Fill], rows: Sequence[Compared]) -> list[Fill]:
    """Where all categories have one colour, as those within one category do, others take its place."""
    named = [place for place, each in enumerate(rows) if each.row.key is not None]
    if len({fills[place] for place in named}) != 1 or len(named) < 2:
        return fills
    for number, place in enumerate(named):
        fills[place] = Fill(number=number if number < 2 * HUES else REST)
    return fills
