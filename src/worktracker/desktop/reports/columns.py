"""Columns along time: hours, days, weeks or months, in parts, with those of another time beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from worktracker.desktop.durations import duration_words, with_units
from worktracker.desktop.look import Look, between
from worktracker.desktop.reports.chart import Chart, Fill, Mark, hint_font

_HOUR_MS = 3_600_000
_STEPS_MS = tuple(
    60_000 * minutes
    for minutes in (1, 5, 10, 15, 30, 60, 120, 180, 240, 360, 480, 720, 1440, 2400, 4800, 9600, 24_000)
) + tuple(_HOUR_MS * hours for hours in (1000, 2500, 5000, 10_000, 25_000, 50_000))
"""Between two lines of the scale."""

_WIDEST = 46.0
_MOST_LINES = 8
_GAPPED = 3.0
"""Pixels from column to column: closer ones touch, or the gaps alone would be seen."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        words: what it stands for.
        tick: the same in few characters, for the axis.
        parts: milliseconds and fill of each part, from below.
        before_ms: the other time's, in milliseconds; None where nothing is compared.
        what: what it opens.
        named: milliseconds of each part by its name, for the tooltip; empty where there is but one.
    """

    words: str
    tick: str
    parts: tuple[tuple[int, Fill], ...]
    before_ms: int | None = None
    what: object = None
    named: tuple[tuple[str, int], ...] = ()

    @property
    def duration_ms(self) -> int:
        """Its whole time in milliseconds."""
        return sum(length for length, _ in self.parts)


def scale_of(longest_ms: int, room: int) -> tuple[int, int]:
    """The step between the lines of a scale, and its top; milliseconds.

    Args:
        longest_ms: what has to have room below the top.
        room: how many lines there may be.
    """
    step = next((each for each in _STEPS_MS if longest_ms <= each * max(1, room)), _STEPS_MS[-1])
    return step, max(step, -(-longest_ms // step) * step)


def columns_between(widest: float, slot: float) -> int:
    """Every how many columns one can be named, by the widest name and a column's room in pixels."""
    return max(1, math.ceil(widest / slot))


def ticks(texts: Sequence[str], least: int) -> tuple[int, int]:
    """Which of the columns are named: from which on, and every how many, ``least`` or more.

    Months are named so that each year is.
    """
    years = [place for place, text in enumerate(texts) if text.isdigit()]
    if not years or len(years) == len(texts) or least == 1:
        return 0, least
    every = next((each for each in (2, 3, 4, 6, 12, 24, 36, 60, 120) if each >= least), least)
    return years[0] % every, every


class Columns(Chart):
    """A scale in hours, and the columns."""

    def __init__(self) -> None:
        super().__init__()
        self._columns: Sequence[Column] = ()

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these, in their order."""
        self._columns = columns
        self.current = -1
        self.place_again()

    def place(self) -> Sequence[Mark]:
        """A mark for each column, as high as the drawing."""
        area = self._area()
        count = max(1, len(self._columns))
        slot = area.width() / count
        return [
            Mark(
                QRectF(area.left() + slot * place, area.top(), slot, area.height()),
                self._text(column),
                column.what,
            )
            for place, column in enumerate(self._columns)
        ]

    def paint(self, painter: QPainter, colours: Look) -> None:
        """Draw the scale and the columns."""
        if not self._columns:
            return
        area = self._area()
        painter.setFont(hint_font(self))
        metrics = QFontMetricsF(painter.font())
        step, top = self._scale(area, metrics)
        for height in range(0, top + 1, step):
            y = round(area.bottom() - area.height() * height / top) + 0.5
            painter.setPen(QPen(colours.line, 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            text = _scale_words(height, step)
            painter.setPen(colours.secondary)
            x = area.left() - 8 - metrics.horizontalAdvance(text)
            painter.drawText(QPointF(x, y + metrics.ascent() / 2 - 1), text)
        for place, (column, mark) in enumerate(zip(self._columns, self.marks, strict=True)):
            if place == self.hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(between(colours.track, colours.card))
                painter.drawRect(mark.box)
            self._paint_column(painter, colours, column, mark.box, top)
        self._paint_ticks(painter, colours, area, metrics)

    def _paint_column(self, painter: QPainter, colours: Look, column: Column, slot: QRectF, top: int) -> None:
        gap = min(6.0, slot.width() * 0.2) if slot.width() >= _GAPPED else 0.0
        width = min(_WIDEST, slot.width() - gap)
        left = slot.center().x() - width / 2
        painter.setPen(Qt.PenStyle.NoPen)
        if column.before_ms is not None:
            width = (width - 1) / 2
            height = slot.height() * column.before_ms / top
            painter.setBrush(colours.secondary)
            painter.drawPath(_rounded(QRectF(left, slot.bottom() - height, width, height)))
            left += width + 1
        if not column.duration_ms:
            return
        height = slot.height() * column.duration_ms / top
        painter.save()
        outline = _rounded(QRectF(left, slot.bottom() - height, width, height))
        painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
        y = slot.bottom()
        for length, fill in column.parts:
            part = slot.height() * length / top
            painter.setBrush(fill.brush(colours))
            painter.drawRect(QRectF(left, y - part, width, part))
            y -= part
            if len(column.parts) > 1 and part > 3 and y > slot.bottom() - height + 2:
                painter.fillRect(QRectF(left, y, width, 1), colours.card)
        painter.restore()

    def _paint_ticks(self, painter: QPainter, colours: Look, area: QRectF, metrics: QFontMetricsF) -> None:
        widest = max(metrics.horizontalAdvance(column.tick) for column in self._columns) + 10
        slot = area.width() / len(self._columns)
        first, every = ticks([column.tick for column in self._columns], columns_between(widest, slot))
        painter.setPen(colours.secondary)
        for place in range(first, len(self._columns), every):
            text = self._columns[place].tick
            x = area.left() + slot * (place + 0.5) - metrics.horizontalAdvance(text) / 2
            x = min(max(0.0, x), self.width() - metrics.horizontalAdvance(text))
            painter.drawText(QPointF(x, area.bottom() + 6 + metrics.ascent()), text)

    def _area(self) -> QRectF:
        metrics = QFontMetricsF(hint_font(self))
        texts = (with_units("0000 h"), _scale_words(self._longest(), _HOUR_MS))
        left = max(map(metrics.horizontalAdvance, texts)) + 10
        top, bottom = metrics.height() / 2 + 2, metrics.height() + 8
        return QRectF(left, top, max(10.0, self.width() - left - 4), max(10.0, self.height() - top - bottom))

    def _scale(self, area: QRectF, metrics: QFontMetricsF) -> tuple[int, int]:
        return scale_of(self._longest(), min(_MOST_LINES, int(area.height() / (metrics.height() * 2))))

    def _longest(self) -> int:
        return max((max(column.duration_ms, column.before_ms or 0) for column in self._columns), default=0)

    def _text(self, column: Column) -> str:
        lines = [column.words, duration_words(column.duration_ms)]
        if column.before_ms is not None:
            lines.append(self.tr("%1 before").replace("%1", duration_words(column.before_ms)))
        lines += [f"{name} {duration_words(length)}" for name, length in column.named]
        return "\n".join(lines)


def _scale_words(length_ms: int, step_ms: int) -> str:
    if step_ms % _HOUR_MS:
        minutes = length_ms // 60_000
        return with_units(f"{minutes // 60} h {minutes % 60:02d}" if minutes >= 60 else f"{minutes} m")
    return with_units(f"{length_ms // _HOUR_MS} h")


def _rounded(box: QRectF) -> QPainterPath:
    """A box with its upper corners rounded."""
    path = QPainterPath()
    radius = min(4.0, box.width() / 2, box.height())
    path.moveTo(box.bottomLeft())
    path.lineTo(box.left(), box.top() + radius)
    path.quadTo(box.topLeft(), QPointF(box.left() + radius, box.top()))
    path.lineTo(box.right() - radius, box.top())
    path.quadTo(box.topRight(), QPointF(box.right(), box.top() + radius))
    path.lineTo(box.bottomRight())
    path.closeSubpath()
    return path
