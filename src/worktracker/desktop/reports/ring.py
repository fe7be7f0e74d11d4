"""Shares of the whole: a ring with the total in it, and beside it what its pieces are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from worktracker.desktop.durations import duration_words, with_units
from worktracker.desktop.look import KEY_NUMBER, Look, between, scaled
from worktracker.desktop.numbers import number_text
from worktracker.desktop.reports.chart import REST, Chart, Fill, Mark, hint_font
from worktracker.desktop.reports.shown import Line
from worktracker.desktop.reports.wording import percent

_MOST = 10
_THICKNESS = 0.15
"""Of the ring, in parts of its width."""

_SMALLEST = 0.01
"""Of the ring; what is less would not be seen, and goes to the rest."""


def pieces(lines: Sequence[Line], most: int = _MOST) -> tuple[list[Line], list[Line]]:
    """The rows that have a piece of their own, and those that share the last one."""
    counted = [line for line in lines if line.share]
    shown = [line for line in counted if line.share >= _SMALLEST]
    if len(shown) == len(counted) and len(shown) <= most:
        return shown, []
    kept = shown[: most - 1]
    return kept, [line for line in counted if line not in kept]


def told_apart(lines: list[Line]) -> list[Line]:
    """Rows of one colour, as hours and days are, with one for each; all others as they are."""
    if len(lines) > 1 and len({line.fill for line in lines}) == 1:
        return [replace(line, fill=Fill(number=number)) for number, line in enumerate(lines)]
    return lines


class Ring(Chart):
    """The ring and its list: each row of the list stands for a piece, and the piece for it."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[Line] = []
        self._total_ms = 0

    def show_lines(self, lines: Sequence[Line], others: int, others_ms: int, active_ms: int) -> None:
        """Show these rows and the rest, which make up ``active_ms``."""
        shown, rest = pieces(lines)
        shown = told_apart(shown)
        self._total_ms = active_ms
        count, length = others + len(rest), others_ms + sum(line.duration_ms for line in rest)
        if count and active_ms:
            words = self.tr("%1 more").replace("%1", number_text(count))
            shown.append(Line(words, length, length / active_ms, None, Fill(number=REST), None, plain=False))
        self._pieces = shown
        self.current = -1
        self.place_again()

    def place(self) -> Sequence[Mark]:
        """Two marks for each piece would be walked to twice: the row has the box, and the piece the shape."""
        found: list[Mark] = []
        share = sum(piece.share for piece in self._pieces) or 1.0
        angle = 90.0
        for place, piece in enumerate(self._pieces):
            sweep = 360 * piece.share / share
            path = self._arc(angle, sweep)
            path.addRoundedRect(self._row(place), 4, 4)
            text = f"{piece.words}\n{duration_words(piece.duration_ms)} · {percent(piece.share)}"
            found.append(Mark(self._row(place), text, piece.inside, path))
            angle -= sweep
        return found

    def paint(self, painter: QPainter, colours: Look) -> None:
        """Draw ring, total and list."""
        if not self._pieces:
            return
        share = sum(piece.share for piece in self._pieces) or 1.0
        angle = 90.0
        for place, piece in enumerate(self._pieces):
            sweep = 360 * piece.share / share
            painter.setPen(QPen(colours.card, 2) if len(self._pieces) > 1 else Qt.PenStyle.NoPen)
            arc = self._arc(angle, sweep)
            if piece.fill.state is not None:
                painter.setBrush(colours.track)
                painter.drawPath(arc)
            painter.setBrush(piece.fill.brush(colours))
            painter.drawPath(arc)
            if place in (self.hovered, self.current if self.hasFocus() else -1):
                painter.setPen(QPen(colours.ink, 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPath(arc)
            angle -= sweep
        self._paint_total(painter, colours)
        self._paint_list(painter, colours)

    def _paint_total(self, painter: QPainter, colours: Look) -> None:
        circle = self._circle()
        text = duration_words(self._total_ms)
        font = scaled(self.font(), KEY_NUMBER, bold=True)
        room = circle.width() * (1 - 2 * _THICKNESS) * 0.84
        font = scaled(font, min(1.0, room / QFontMetricsF(font).horizontalAdvance(text)), bold=True)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        painter.setPen(colours.ink)
        middle = circle.center()
        painter.drawText(QPointF(middle.x() - metrics.horizontalAdvance(text) / 2, middle.y() + 2), text)
        painter.setFont(hint_font(self))
        small = QFontMetricsF(painter.font())
        painter.setPen(colours.secondary)
        text = self.tr("active")
        x = middle.x() - small.horizontalAdvance(text) / 2
        painter.drawText(QPointF(x, middle.y() + 4 + small.height()), text)

    def _paint_list(self, painter: QPainter, colours: Look) -> None:
        painter.setFont(scaled(self.font(), 1.0))
        metrics = QFontMetricsF(painter.font())
        share_width = metrics.horizontalAdvance("100 %") + 16
        lengths = (with_units("0000 h 00 m"), *(duration_words(piece.duration_ms) for piece in self._pieces))
        time_width = max(map(metrics.horizontalAdvance, lengths)) + 12
        for place, piece in enumerate(self._pieces):
            row = self._laid_row(place)
            if place == self.hovered and piece.inside is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(between(colours.track, colours.card))
                painter.drawRoundedRect(self.mirrored(row), 5, 5)
            middle = row.center().y()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(piece.fill.brush(colours))
            painter.drawRoundedRect(self.mirrored(QRectF(row.left() + 6, middle - 5, 10, 10)), 2.5, 2.5)
            left = row.left() + 26
            width = row.right() - share_width - time_width - left
            painter.setPen(colours.ink if piece.plain else colours.secondary)
            words = metrics.elidedText(piece.words, Qt.TextElideMode.ElideMiddle, width)
            self.write(painter, QRectF(left, row.top(), width, row.height()), words)
            painter.setPen(colours.ink)
            for x, text in (
                (row.right() - share_width, duration_words(piece.duration_ms)),
                (row.right() - 6, percent(piece.share)),
            ):
                box = QRectF(row.left(), row.top(), x - row.left(), row.height())
                self.write(painter, box, text, at_end=True)
                painter.setPen(colours.secondary)

    def _circle(self) -> QRectF:
        return self.mirrored(self._laid_circle())

    def _laid_circle(self) -> QRectF:
        size = max(40.0, min(self.height() - 8.0, self.width() * 0.42))
        return QRectF(6, (self.height() - size) / 2, size, size)

    def _arc(self, start: float, sweep: float) -> QPainterPath:
        """A piece of the ring from ``start`` degrees on, clockwise."""
        circle = self._circle()
        thick = circle.width() * _THICKNESS
        inner = circle.adjusted(thick, thick, -thick, -thick)
        path = QPainterPath()
        sweep = min(sweep, 359.99)
        path.arcMoveTo(circle, start)
        path.arcTo(circle, start, -sweep)
        path.arcTo(inner, start - sweep, sweep)
        path.closeSubpath()
        return path

    def _row(self, place: int) -> QRectF:
        return self.mirrored(self._laid_row(place))

    def _laid_row(self, place: int) -> QRectF:
        height = min(max(24.0, self.line * 1.55), self.height() / max(1, len(self._pieces)))
        top = (self.height() - height * len(self._pieces)) / 2
        left = self._laid_circle().right() + 30
        return QRectF(left, top + place * height, max(10.0, self.width() - left - 2), height)
