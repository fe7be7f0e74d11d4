"""Rows by their share: a bar each, and a second one for the time that they are compared with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from worktracker.desktop.durations import duration_words, with_units
from worktracker.desktop.look import Look, between, scaled
from worktracker.desktop.numbers import number_text
from worktracker.desktop.reports.chart import REST, Chart, Fill, Mark
from worktracker.desktop.reports.shown import Line
from worktracker.desktop.reports.wording import percent, signed

_THICK, _THIN, _APART = 9.0, 4.0, 2.0


class Bars(Chart):
    """As many rows as there is room for, the longest first; the last may stand for the rest."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self._others = 0
        self._others_ms = 0
        self._shown: list[Line] = []

    def show_lines(self, lines: Sequence[Line], others: int, others_ms: int) -> None:
        """Show these rows, and that there are so many others with so much time."""
        self._lines, self._others, self._others_ms = lines, others, others_ms
        self.current = -1
        self.place_again()

    def place(self) -> Sequence[Mark]:
        """A mark for each row that has room."""
        room = max(1, int(self.height() / self._row_height))
        height = min(self.height() / room, self._row_height * 1.25)
        lines = list(self._lines)
        rest = self._others
        if len(lines) + bool(rest) > room:
            kept = lines[: room - 1]
            rest += len(lines) - len(kept)
            rest_ms = self._others_ms + sum(line.duration_ms for line in lines[room - 1 :])
            before = [line.before_ms for line in lines[room - 1 :] if line.before_ms is not None]
            share = sum(line.share for line in lines[room - 1 :])
            lines = kept
        else:
            rest_ms, before, share = self._others_ms, [], 0.0
        if rest:
            words = self.tr("%1 more").replace("%1", number_text(rest))
            lines.append(
                Line(words, rest_ms, share, sum(before) if before else None, Fill(number=REST), None, False)
            )
        self._shown = lines
        return [
            Mark(QRectF(0, place * height, self.width(), height), self._text(line), line.inside)
            for place, line in enumerate(lines)
        ]

    def paint(self, painter: QPainter, colours: Look) -> None:
        """Draw the rows."""
        if not self._shown:
            return
        font = scaled(self.font(), 1.0)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        compared = any(line.before_ms is not None for line in self._shown)
        share_width = metrics.horizontalAdvance("100 %") + 16
        lengths = (with_units("0000 h 00 m"), *(duration_words(line.duration_ms) for line in self._shown))
        time_width = max(map(metrics.horizontalAdvance, lengths)) + 12
        changes = (with_units("+000 h 00 m"), *(signed(line.change_ms) for line in self._shown))
        change_width = max(map(metrics.horizontalAdvance, changes)) + 12 if compared else 0
        left, right = 26.0, self.width() - 6.0
        numbers = share_width + time_width + change_width
        widest = max(metrics.horizontalAdvance(line.words) for line in self._shown) + 2
        name_width = max(metrics.averageCharWidth() * 18, min(widest, (right - left - numbers) * 0.56))
        bar_left = left + name_width + 16
        bar_width = max(20.0, right - numbers - bar_left)
        # The rest is no row: it has no bar that others would look short beside.
        rows = [line for line, shown in zip(self._lines, self._shown, strict=False) if line is shown]
        longest = max([1, *(max(line.duration_ms, line.before_ms or 0) for line in rows)])
        apart = (_APART + _THIN) / 2 if any(line.before_ms for line in rows) else 0.0
        for place, (line, mark) in enumerate(zip(self._shown, self.marks, strict=True)):
            middle = mark.box.center().y()
            if place == self.hovered and mark.what is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(between(colours.track, colours.card))
                painter.drawRoundedRect(mark.box, 5, 5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(line.fill.brush(colours))
            painter.drawRoundedRect(self.mirrored(QRectF(7, middle - 5, 10, 10)), 2.5, 2.5)
            painter.setPen(colours.ink if line.plain else colours.secondary)
            words = metrics.elidedText(line.words, Qt.TextElideMode.ElideMiddle, name_width)
            self.write(painter, _part(mark.box, left, left + name_width + 8), words)
            if place < len(self._lines) and line is self._lines[place]:
                bars = QRectF(bar_left, middle - apart, bar_width, 0)
                self._paint_bars(painter, colours, line, bars, longest)
            painter.setPen(colours.ink)
            end = right - share_width - change_width
            length = duration_words(line.duration_ms)
            self.write(painter, _part(mark.box, bar_left, end), length, at_end=True)
            painter.setPen(colours.secondary)
            share = _part(mark.box, end, right - change_width)
            self.write(painter, share, percent(line.share), at_end=True)
            if compared and line.before_ms is not None:
                change = _part(mark.box, right - change_width, right)
                self.write(painter, change, signed(line.change_ms), at_end=True)

    def _paint_bars(self, painter: QPainter, colours: Look, line: Line, box: QRectF, longest: int) -> None:
        top = box.top() - _THICK / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.track)
        whole = QRectF(box.left(), top, box.width(), _THICK)
        painter.drawRoundedRect(self.mirrored(whole), _THICK / 2, _THICK / 2)
        if line.duration_ms:
            painter.setBrush(line.fill.brush(colours))
            width = max(_THICK, box.width() * line.duration_ms / longest)
            part = QRectF(box.left(), top, width, _THICK)
            painter.drawRoundedRect(self.mirrored(part), _THICK / 2, _THICK / 2)
        if line.before_ms:
            painter.setBrush(colours.secondary)
            width = max(_THIN, box.width() * line.before_ms / longest)
            below = QRectF(box.left(), top + _THICK + _APART, width, _THIN)
            painter.drawRoundedRect(self.mirrored(below), _THIN / 2, _THIN / 2)

    def _text(self, line: Line) -> str:
        words = f"{line.words}\n{duration_words(line.duration_ms)}"
        if line.share:
            words += f" · {percent(line.share)}"
        if line.before_ms is not None:
            before = self.tr("%1 before").replace("%1", duration_words(line.before_ms))
            words += f"\n{before} · {signed(line.change_ms)}"
        return words

    @property
    def _row_height(self) -> float:
        return max(26.0, self.line * 1.6)


def _part(row: QRectF, left: float, right: float) -> QRectF:
    return QRectF(left, row.top(), right - left, row.height())
