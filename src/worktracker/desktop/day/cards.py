"""The cards of the report window, painted by hand: the hours, and where they went."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, QTime
from PySide6.QtGui import QBrush, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from worktracker.desktop.day.counted import Day, Kind, Share, colours_of, columns, hours_shown
from worktracker.desktop.look import (
    CARD_PADDING,
    CARD_RADIUS,
    HUES,
    SMALL,
    SPAN_RADIUS,
    Look,
    between,
    hatch,
    look,
    scaled,
)
from worktracker.desktop.state import time_text
from worktracker.reports.words import duration_words

MOST_ROWS = 9
"""Rows of "where it went"; where there is more, the last one stands for the rest."""

_STEPS = (15, 30, 60, 120, 180, 360, 720, 1440)
"""Minutes between two times that are written."""


class Card(QWidget):
    """A surface with a hairline border and round corners."""

    def __init__(self) -> None:
        super().__init__()
        self.day: Day | None = None

    def show_day(self, day: Day) -> None:
        """Show this day from now on."""
        self.day = day
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = look()
        painter.setPen(QPen(colours.line, 1))
        painter.setBrush(colours.card)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, CARD_RADIUS, CARD_RADIUS)
        if self.day is not None:
            self.paint(painter, colours, self.day)
        painter.end()

    def paint(self, painter: QPainter, colours: Look, day: Day) -> None:
        """Draw the day; for the cards that derive from this one."""
        raise NotImplementedError

    def _head(self, painter: QPainter, colours: Look, text: str) -> float:
        """The card's heading; where it ends, from the top."""
        font = scaled(self.font(), 0.96, bold=True)
        painter.setFont(font)
        painter.setPen(colours.secondary)
        height = QFontMetricsF(font).height()
        painter.drawText(QPointF(CARD_PADDING, CARD_PADDING + QFontMetricsF(font).ascent()), text)
        return CARD_PADDING + height


class HoursCard(Card):
    """The day along its hours, with a line for now."""

    def __init__(self) -> None:
        super().__init__()
        self._now_ms = 0
        self._offset_ms = 0
        self._first_ms = self._last_ms = 0
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("The day along its hours"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_time(self, now_ms: int, offset_s: int) -> None:
        """Say what time it is, and how far east of UTC that is."""
        self._now_ms, self._offset_ms = now_ms, offset_s * 1000

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's hook."""
        line = QFontMetricsF(self.font()).height()
        return QSize(480, round(2 * CARD_PADDING + 36 + 8 + line))

    def paint(self, painter: QPainter, colours: Look, day: Day) -> None:
        """Draw hours, stretches and now."""
        self._first_ms, self._last_ms = hours_shown(day.stretches, self._now_ms, self._offset_ms)
        lane = self._lane()
        self._paint_hours(painter, colours, lane)
        numbers = colours_of(day.stretches, HUES)
        runs = columns(day.stretches, self._first_ms, self._last_ms, int(lane.width()), numbers)
        for place, (first, last, kind, number) in enumerate(runs):
            joined = place + 1 < len(runs) and runs[place + 1][0] == last
            # A pixel of card between neighbours, where there is room for it.
            width = last - first - (1 if joined and last - first > 3 else 0)
            box = QRectF(lane.left() + first, lane.top(), width, lane.height())
            radius = min(SPAN_RADIUS, width / 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_fill(colours, kind, number))
            painter.drawRoundedRect(box, radius, radius)
        if self._first_ms <= self._now_ms <= self._last_ms:
            x = lane.left() + lane.width() * (self._now_ms - self._first_ms) / (
                self._last_ms - self._first_ms
            )
            painter.setPen(QPen(colours.now, 2))
            painter.drawLine(QPointF(x, lane.top() - 4), QPointF(x, lane.bottom() + 4))

    def event(self, event: QEvent) -> bool:
        """Qt's hook: say what is under the pointer."""
        if isinstance(event, QHelpEvent) and self.day is not None:
            lane = self._lane()
            part = (event.pos().x() - lane.left()) / max(1.0, lane.width())
            at_ms = self._first_ms + part * (self._last_ms - self._first_ms)
            for stretch in self.day.stretches:
                if stretch.start_ms <= at_ms < stretch.end_ms and lane.contains(QPointF(event.pos())):
                    times = f"{time_text(stretch.start_ms)}–{time_text(stretch.end_ms)}"
                    length = duration_words(stretch.end_ms - stretch.start_ms)
                    text = f"{_name(self, stretch.app, stretch.kind)}\n{times} · {length}"
                    QToolTip.showText(event.globalPos(), text, self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)

    def _lane(self) -> QRectF:
        # Half an hour's label stands out at both ends.
        return QRectF(CARD_PADDING + 12, CARD_PADDING, self.width() - 2 * CARD_PADDING - 24, 36)

    def _paint_hours(self, painter: QPainter, colours: Look, lane: QRectF) -> None:
        font = scaled(self.font(), SMALL)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        minutes = (self._last_ms - self._first_ms) // 60_000
        wide = metrics.horizontalAdvance(_time_text(20 * 60)) + 14
        step = next(each for each in _STEPS if lane.width() * each / minutes >= wide or each == _STEPS[-1])
        first = (self._first_ms + self._offset_ms) // 60_000
        for minute in range(0, minutes + 1, min(step, 60)):
            x = round(lane.left() + lane.width() * minute / minutes) + 0.5
            painter.setPen(QPen(colours.line, 1))
            painter.drawLine(QPointF(x, lane.top() - 4), QPointF(x, lane.bottom() + 4))
            if minute % step == 0:
                text = _time_text(first + minute)
                painter.setPen(colours.secondary)
                left = x - metrics.horizontalAdvance(text) / 2
                painter.drawText(QPointF(left, lane.bottom() + 10 + metrics.ascent()), text)


class SharesCard(Card):
    """Where the time went: a bar, a duration and a share for each application."""

    def __init__(self) -> None:
        super().__init__()
        self._elided: list[tuple[QRectF, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's hook."""
        return QSize(480, round(2 * CARD_PADDING + self._line() + 8 + self._places() * self._row_height()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's hook."""
        return self.sizeHint()

    @property
    def growth(self) -> int:
        """How much higher it may become when there are more rows, in pixels."""
        return round((MOST_ROWS - self._places()) * self._row_height())

    def _places(self) -> int:
        """How many rows it has room for."""
        return max(3, len(self._rows(self.day)) if self.day else 0)

    def show_day(self, day: Day) -> None:
        """Show this day from now on, also to those who can't see it."""
        super().show_day(day)
        self.setAccessibleName(self.tr("Where it went"))
        self.setAccessibleDescription(
            "; ".join(f"{name} {duration_words(share.duration_ms)}" for name, share, _ in self._rows(day))
        )

    def paint(self, painter: QPainter, colours: Look, day: Day) -> None:
        """Draw the rows."""
        top = self._head(painter, colours, self.tr("Where it went")) + 8
        self._elided.clear()
        rows = self._rows(day)
        font = scaled(self.font(), 1.0)
        metrics = QFontMetricsF(font)
        height = self._row_height()
        if not rows:
            painter.setFont(font)
            painter.setPen(colours.secondary)
            box = QRectF(CARD_PADDING, top, self.width() - 2 * CARD_PADDING, height * 3)
            text = self.tr("Nothing recorded yet today. Applications and their time will be listed here.")
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap), text)
            return
        share_width = metrics.horizontalAdvance("100 %") + 8
        time_width = metrics.horizontalAdvance("00 h 00 m") + 16
        left = CARD_PADDING + 24.0
        right = self.width() - CARD_PADDING
        name_width = max(120.0, (right - left - share_width - time_width) * 0.42)
        bar = QRectF(left + name_width + 16, 0, right - share_width - time_width - left - name_width - 16, 8)
        longest = max(share.duration_ms for _, share, _ in rows)
        for place, (name, share, number) in enumerate(rows):
            middle = top + height * place + height / 2
            baseline = middle + (metrics.ascent() - metrics.descent()) / 2
            brush = _fill(colours, share.kind, number)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(brush)
            painter.drawRoundedRect(QRectF(CARD_PADDING, middle - 4.5, 9, 9), 2.5, 2.5)
            painter.setFont(font)
            painter.setPen(colours.ink)
            short = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, name_width)
            if short != name:
                self._elided.append((QRectF(left, middle - height / 2, name_width, height), name))
            painter.drawText(QPointF(left, baseline), short)
            self._paint_bar(
                painter, colours, bar.translated(0, middle - 4), share.duration_ms / longest, brush
            )
            text = duration_words(share.duration_ms)
            x = right - share_width - metrics.horizontalAdvance(text)
            painter.setPen(colours.ink)
            painter.drawText(QPointF(x, baseline), text)
            painter.setPen(colours.secondary)
            text = _percent(share.part)
            painter.drawText(QPointF(right - metrics.horizontalAdvance(text), baseline), text)

    def event(self, event: QEvent) -> bool:
        """Qt's hook: say in full what is cut short."""
        if isinstance(event, QHelpEvent):
            for box, name in self._elided:
                if box.contains(QPointF(event.pos())):
                    QToolTip.showText(event.globalPos(), name, self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)

    def _paint_bar(self, painter: QPainter, colours: Look, bar: QRectF, part: float, brush: QBrush) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.track)
        painter.drawRoundedRect(bar, 4, 4)
        bar.setWidth(max(8.0, bar.width() * part))
        painter.setBrush(brush)
        painter.drawRoundedRect(bar, 4, 4)

    def _rows(self, day: Day) -> list[tuple[str, Share, int]]:
        """Name, share and number of the colour (-1: the one for the rest); the last row may be for many."""
        numbers = colours_of(day.stretches, HUES)
        shown = day.shares if len(day.shares) <= MOST_ROWS else day.shares[: MOST_ROWS - 1]
        rows = [(_name(self, share.app, share.kind), share, numbers.get(share.app, -1)) for share in shown]
        others = day.shares[len(shown) :]
        if others:
            total = sum(share.duration_ms for share in others)
            name = self.tr("%1 more").replace("%1", str(len(others)))
            rows.append((name, Share(None, total, sum(share.part for share in others)), -1))
        return rows

    def _line(self) -> float:
        return QFontMetricsF(self.font()).height()

    def _row_height(self) -> float:
        return max(26.0, self._line() * 1.65)


def _fill(colours: Look, kind: Kind, number: int) -> QBrush:
    if kind is Kind.IDLE:
        return hatch(between(colours.secondary, colours.card), dense=False)
    if kind is Kind.PRIVATE:
        return hatch(colours.secondary, dense=True)
    return QBrush(colours.series[number])


def _name(widget: QWidget, app: str | None, kind: Kind) -> str:
    match kind:
        case Kind.PRIVATE:
            return widget.tr("Private")
        case Kind.IDLE:
            return widget.tr("Idle")
        case Kind.NO_WINDOW:
            return widget.tr("No window in front")
        case Kind.ACTIVE:
            return app if app is not None else widget.tr("Application not kept")


def _percent(part: float) -> str:
    return "<1 %" if 0 < part < 0.005 else f"{round(part * 100)} %"


def _time_text(minute: int) -> str:
    """The local time so many minutes after a midnight."""
    return QLocale().toString(QTime(minute // 60 % 24, minute % 60), QLocale.FormatType.ShortFormat)
