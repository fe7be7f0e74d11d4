"""When time is spent in a week: a square for each hour of each day, the more the darker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from worktracker.desktop.durations import duration_words
from worktracker.desktop.look import Look
from worktracker.desktop.reports.chart import Chart, Mark, hint_font
from worktracker.desktop.reports.wording import hour_tick, hour_words
from worktracker.model.weeks import WeekStart

STEPS = 5
"""Shades that are told apart, beside nothing at all."""


@dataclass(frozen=True, slots=True)
class Square:
    """One hour of one day of the week.

    Attributes:
        weekday: 0 for Monday. hour: of the local clock.
        row, column: where it lies.
        duration_ms: its time.
        shade: 0 for none, to :data:`STEPS` for the most.
    """

    weekday: int
    hour: int
    row: int
    column: int
    duration_ms: int
    shade: int


def squares(hours: Mapping[tuple[int, int], int], week_start: WeekStart) -> list[Square]:
    """Seven days of 24 hours, whatever there is of them.

    Args:
        hours: milliseconds by day of the week (0 for Monday) and hour.
        week_start: which day comes first.
    """
    most = max(hours.values(), default=0)
    first = 6 if week_start is WeekStart.SUNDAY else 0
    found: list[Square] = []
    for row in range(7):
        weekday = (first + row) % 7
        for hour in range(24):
            length = hours.get((weekday, hour), 0)
            shade = 0 if not length else max(1, -(-length * STEPS // most))
            found.append(Square(weekday, hour, row, hour, length, shade))
    return found


class HeatMap(Chart):
    """Days below each other, hours beside each other."""

    def __init__(self) -> None:
        super().__init__()
        self._squares: Sequence[Square] = ()

    def show_hours(self, hours: Mapping[tuple[int, int], int], week_start: WeekStart) -> None:
        """Show how much time lies in each hour."""
        self._squares = squares(hours, week_start)
        self.current = -1
        self.place_again()

    def place(self) -> Sequence[Mark]:
        """A mark for each square."""
        return [
            Mark(
                self._box(square),
                f"{QLocale().standaloneDayName(square.weekday + 1)}, {hour_words(square.hour)}\n"
                f"{duration_words(square.duration_ms)}",
                square if square.duration_ms else None,
            )
            for square in self._squares
        ]

    def paint(self, painter: QPainter, colours: Look) -> None:
        """Draw the squares with their days and hours."""
        if not self._squares:
            return
        painter.setFont(hint_font(self))
        metrics = QFontMetricsF(painter.font())
        locale = QLocale()
        for place, (square, mark) in enumerate(zip(self._squares, self.marks, strict=True)):
            box = mark.box.adjusted(1.5, 1.5, -1.5, -1.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shade_colour(colours, square.shade))
            painter.drawRoundedRect(box, 3, 3)
            if place == self.hovered and mark.what is not None:
                painter.setPen(QPen(colours.ink, 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box, 3, 3)
            painter.setPen(colours.secondary)
            if not square.column:
                text = locale.standaloneDayName(square.weekday + 1, QLocale.FormatType.ShortFormat)
                y = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
                painter.drawText(QPointF(mark.box.left() - 10 - metrics.horizontalAdvance(text), y), text)
            if not square.row and not square.hour % self._every(metrics):
                text = hour_tick(square.hour)
                x = max(0.0, box.center().x() - metrics.horizontalAdvance(text) / 2)
                painter.drawText(QPointF(x, self._area().bottom() + 6 + metrics.ascent()), text)
        self._paint_key(painter, colours, metrics)

    def step_of(self, key: Qt.Key) -> int:
        """Up and down go a day, left and right an hour."""
        return {
            Qt.Key.Key_Down: 24,
            Qt.Key.Key_Up: -24,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
        }.get(key, 0)

    def describe(self, name: str) -> None:
        """Say the hours with most time to those who can't see them."""
        self.setAccessibleName(name)
        most = sorted(zip(self._squares, self.marks, strict=True), key=lambda each: -each[0].duration_ms)[:6]
        texts = [mark.text.replace("\n", ", ") for square, mark in most if square.duration_ms]
        self.setAccessibleDescription("; ".join(texts))

    def _paint_key(self, painter: QPainter, colours: Look, metrics: QFontMetricsF) -> None:
        """What the shades are, at the right below."""
        less, more = self.tr("less"), self.tr("more")
        size = 11.0
        y = self.height() - size - 2
        baseline = y + size - 1.5
        x = self.width() - 6 - metrics.horizontalAdvance(more)
        painter.setPen(colours.secondary)
        painter.drawText(QPointF(x, baseline), more)
        x -= 8
        for shade in range(STEPS, -1, -1):
            x -= size + 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shade_colour(colours, shade))
            painter.drawRoundedRect(QRectF(x, y, size, size), 2.5, 2.5)
        painter.setPen(colours.secondary)
        painter.drawText(QPointF(x - 8 - metrics.horizontalAdvance(less), baseline), less)

    def _every(self, metrics: QFontMetricsF) -> int:
        """Hours between two that are written."""
        wide = metrics.horizontalAdvance(hour_tick(20)) + 10
        slot = self._area().width() / 24
        return next((each for each in (1, 2, 3, 4, 6) if slot * each >= wide), 12)

    def _area(self) -> QRectF:
        metrics = QFontMetricsF(hint_font(self))
        names = (QLocale().standaloneDayName(each, QLocale.FormatType.ShortFormat) for each in range(1, 8))
        left = max(map(metrics.horizontalAdvance, names)) + 14
        bottom = metrics.height() * 2 + 14
        return QRectF(left, 0, max(24.0, self.width() - left - 4), max(7.0, self.height() - bottom))

    def _box(self, square: Square) -> QRectF:
        area = self._area()
        width, height = area.width() / 24, area.height() / 7
        return QRectF(area.left() + width * square.column, height * square.row, width, height)


def shade_colour(colours: Look, shade: int) -> QColor:
    """The colour of a shade: from the track's to the first hue's."""
    low, high = colours.track, colours.series[0]
    part = 0.0 if not shade else 0.16 + 0.84 * shade / STEPS
    return QColor.fromRgbF(
        *(
            one + (other - one) * part
            for one, other in (
                (low.redF(), high.redF()),
                (low.greenF(), high.greenF()),
                (low.blueF(), high.blueF()),
            )
        )
    )
