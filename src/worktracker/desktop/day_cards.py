"""The cards of the report window, painted by hand: the hours, and where they went."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, QTime
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from worktracker.desktop.day import Day, Kind, Share, columns, hours_shown
from worktracker.desktop.look import (
    CARD_PADDING,
    CARD_RADIUS,
    SMALL,
    SPAN_RADIUS,
    Look,
    hatch,
    look,
    scaled,
)
from worktracker.desktop.state import duration_text, time_text

MOST_ROWS = 8
"""Rows of "where it went"; what comes after them is one row."""


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
        series = series_of(day)
        runs = columns(day.stretches, self._first_ms, self._last_ms, int(lane.width()), series)
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
                    length = duration_text(stretch.end_ms - stretch.start_ms)
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
        hour = 3_600_000
        count = (self._last_ms - self._first_ms) // hour
        wide = metrics.horizontalAdvance(_hour_text(20)) + 14
        step = next(
            each for each in (1, 2, 3, 6, 12, 24) if lane.width() * each / count >= wide or each == 24
        )
        for number in range(count + 1):
            x = round(lane.left() + lane.width() * number / count) + 0.5
            painter.setPen(QPen(colours.line, 1))
            painter.drawLine(QPointF(x, lane.top() - 4), QPointF(x, lane.bottom() + 4))
            if number % step == 0:
                text = _hour_text((self._first_ms + self._offset_ms) // hour + number)
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
        rows = len(self._rows(self.day)) if self.day else 1
        return QSize(480, round(2 * CARD_PADDING + self._line() + 8 + max(rows, 3) * self._row_height()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's hook."""
        return self.sizeHint()

    def show_day(self, day: Day) -> None:
        """Show this day from now on, also to those who can't see it."""
        super().show_day(day)
        self.setAccessibleName(self.tr("Where it went"))
        self.setAccessibleDescription(
            "; ".join(f"{name} {duration_text(share.duration_ms)}" for name, share, _ in self._rows(day))
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
        share_width = metrics.horizontalAdvance("100%") + 8
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
            text = duration_text(share.duration_ms)
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
        """Name, share and number of the series; the last row may stand for many."""
        series = series_of(day)
        rest = len(series)
        rows = [
            (_name(self, share.app, share.kind), share, series.get(share.app, rest))
            for share in day.shares[:MOST_ROWS]
        ]
        others = day.shares[MOST_ROWS:]
        if others:
            total = sum(share.duration_ms for share in others)
            name = self.tr("%n more", "", len(others))
            rows.append((name, Share(None, total, sum(share.part for share in others)), rest))
        return rows

    def _line(self) -> float:
        return QFontMetricsF(self.font()).height()

    def _row_height(self) -> float:
        return max(28.0, self._line() * 1.9)


def series_of(day: Day) -> dict[str | None, int]:
    """The applications with a colour of their own, by rank; all others share the last colour."""
    named = [share.app for share in day.shares if share.kind is Kind.ACTIVE and share.app is not None]
    return {app: number for number, app in enumerate(named[:5])}


def _fill(colours: Look, kind: Kind, number: int) -> QBrush:
    if kind is Kind.AWAY:
        return hatch(_between(colours.secondary, colours.card), dense=False)
    if kind is Kind.PRIVATE:
        return hatch(colours.secondary, dense=True)
    return QBrush(colours.series[min(number, len(colours.series) - 1)])


def _between(one: QColor, other: QColor) -> QColor:
    return QColor(
        (one.red() + other.red()) // 2, (one.green() + other.green()) // 2, (one.blue() + other.blue()) // 2
    )


def _name(widget: QWidget, app: str | None, kind: Kind) -> str:
    if kind is Kind.PRIVATE:
        return widget.tr("Private, nothing kept")
    if kind is Kind.AWAY:
        return widget.tr("Away")
    return app if app is not None else widget.tr("Application not kept")


def _percent(part: float) -> str:
    return "<1%" if 0 < part < 0.005 else f"{round(part * 100)}%"


def _hour_text(hour: int) -> str:
    return QLocale().toString(QTime(hour % 24, 0), QLocale.FormatType.ShortFormat)
