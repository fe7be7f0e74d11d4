"""Where the time went: a bar, a duration and a share for each category, application or project."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QHelpEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip

from worktracker.desktop.day.card import Card
from worktracker.desktop.day.fills import Fills
from worktracker.desktop.day.lanes import Look as Filling
from worktracker.desktop.day.pieces import Kind
from worktracker.desktop.day.reading import Day
from worktracker.desktop.day.sums import By, Share
from worktracker.desktop.day.words import category_text, kind_text, project_text
from worktracker.desktop.durations import duration_words
from worktracker.desktop.look import CARD_PADDING, Look, scaled
from worktracker.desktop.window.segments import Segments
from worktracker.desktop.window.tips import plain_tip
from worktracker.model.labels import SEPARATOR

LEAST_ROWS = 4
"""Rows that always have room; where there are more than fit, the last one stands for the rest."""

_TOP_SPACE = 10
_LEAST_BAR = 24
"""Narrower ones say nothing: they give way to the names."""
_GAP = 12


class SharesCard(Card):
    """The rows, and a switch of what they are."""

    def __init__(self) -> None:
        super().__init__()
        self.day: Day | None = None
        self.empty = ""
        self._by = By.CATEGORY
        self._elided: list[tuple[QRectF, str]] = []
        names = {
            By.CATEGORY: self.tr("Category"),
            By.APP: self.tr("Application"),
            By.PROJECT: self.tr("Project"),
        }
        self._switch = Segments(self.tr("Where it went, by"), list(names.values()))
        self._switch.setParent(self)
        self._switch.setFont(scaled(self.font(), 0.89))
        self._switch.choose(0)
        self._switch.chosen.connect(self._turn)
        self.setAccessibleName(self.tr("Where it went"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_day(self, day: Day) -> None:
        """Show this day from now on, also to those who can't see it."""
        self.day = day
        self._describe()
        self.update()

    def show_by(self, by: By) -> None:
        """Show categories, applications or projects."""
        self._switch.choose(list(By).index(by))
        self._by = by
        self._describe()
        self.update()

    def _turn(self, number: int) -> None:
        self.show_by(list(By)[number])

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's hook."""
        return QSize(320, round(self._top() + LEAST_ROWS * self._row_height() + CARD_PADDING - 6))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's hook."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        super().resizeEvent(event)
        size = self._switch.sizeHint()
        place = QRectF(self.width() - CARD_PADDING - size.width() + 4, 10, size.width(), size.height())
        self._switch.setGeometry(self.mirrored(place).toRect())
        self._describe()

    def paint(self, painter: QPainter, colours: Look) -> None:
        """Draw the rows."""
        self.draw_heading(painter, colours, self.tr("Where it went"), self._switch.width() + 8)
        self._elided.clear()
        rows = self._rows()
        font = scaled(self.font(), 1.0)
        painter.setFont(font)
        if self.day is None or not rows:
            painter.setPen(colours.secondary)
            box = QRectF(CARD_PADDING, self._top(), self.width() - 2 * CARD_PADDING, self._row_height() * 4)
            flags = Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap
            painter.setLayoutDirection(self.layoutDirection())
            painter.drawText(box, int(flags), self.empty)
            return
        self._paint_rows(painter, colours, self.day, rows)

    def _paint_rows(
        self, painter: QPainter, colours: Look, day: Day, rows: list[tuple[str, Share | None, int, float]]
    ) -> None:
        metrics = QFontMetricsF(painter.font())
        fills = Fills(colours, day.categories)
        height, top = self._row_height(), self._top()
        share_width = max(metrics.horizontalAdvance(percent(part)) for _, _, _, part in rows) + 14
        time_width = _GAP + max(metrics.horizontalAdvance(duration_words(length)) for _, _, length, _ in rows)
        left, right = CARD_PADDING + 24.0, self.width() - CARD_PADDING
        room = right - left - share_width - time_width
        longest_name = max(metrics.horizontalAdvance(name) for name, _, _, _ in rows) + 1
        name_width = width_of_names(longest_name, room, metrics.averageCharWidth() * 12)
        bar = QRectF(left + name_width + _GAP, 0, max(0.0, room - name_width - _GAP), 8)
        longest = max(length for _, _, length, _ in rows)
        for place, (name, share, length, part) in enumerate(rows):
            line = QRectF(CARD_PADDING, top + height * place, right - CARD_PADDING, height)
            middle = line.center().y()
            brush = self._brush(fills, share)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(brush)
            painter.drawRoundedRect(self.mirrored(QRectF(CARD_PADDING, middle - 4.5, 9, 9)), 2.5, 2.5)
            named = QRectF(left, line.top(), name_width, height)
            short = metrics.elidedText(name, Qt.TextElideMode.ElideRight, name_width)
            if short != name:
                self._elided.append((self.mirrored(named), name))
            painter.setPen(colours.ink)
            self.write(painter, named, short)
            if bar.width() >= _LEAST_BAR:
                self._paint_bar(painter, colours, bar.translated(0, middle - 4), length / longest, brush)
            painter.setPen(colours.ink)
            self.write(painter, line.adjusted(0, 0, -share_width, 0), duration_words(length), at_end=True)
            painter.setPen(colours.secondary)
            self.write(painter, line, percent(part), at_end=True)

    def _paint_bar(self, painter: QPainter, colours: Look, bar: QRectF, part: float, brush: QBrush) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.track)
        painter.drawRoundedRect(self.mirrored(bar), 4, 4)
        bar.setWidth(max(8.0, bar.width() * part))
        painter.setBrush(brush)
        painter.drawRoundedRect(self.mirrored(bar), 4, 4)

    def event(self, event: QEvent) -> bool:
        """Qt's hook: say in full what is cut short."""
        if isinstance(event, QHelpEvent):
            at = QPointF(event.pos())
            name = next((name for box, name in self._elided if box.contains(at)), "")
            QToolTip.showText(event.globalPos(), plain_tip(name), self)
            return True
        return super().event(event)

    def _brush(self, fills: Fills, share: Share | None) -> QBrush:
        if share is None:
            return QBrush(fills.solid(0))
        if share.kind is Kind.PRIVATE:
            return fills.brush(Filling(Kind.PRIVATE, 0, is_entry=False), solid=True)
        return QBrush(fills.hue(share.number) if self._by is By.PROJECT else fills.solid(share.category))

    def _rows(self) -> list[tuple[str, Share | None, int, float]]:
        """Name, share, length and part; the last row may be for many, and has no share of its own."""
        if self.day is None:
            return []
        shares = self.day.counted.shares[self._by]
        room = max(LEAST_ROWS, int((self.height() - self._top() - CARD_PADDING + 6) / self._row_height()))
        shown = shares if len(shares) <= room else shares[: room - 1]
        rows: list[tuple[str, Share | None, int, float]] = [
            (self._name(self.day, share), share, share.duration_ms, share.part) for share in shown
        ]
        others = shares[len(shown) :]
        if others:
            name = self.tr("%1 more").replace("%1", str(len(others)))
            rows.append(
                (name, None, sum(each.duration_ms for each in others), sum(each.part for each in others))
            )
        return rows

    def _name(self, day: Day, share: Share) -> str:
        if share.kind is Kind.PRIVATE:
            return kind_text(Kind.PRIVATE)
        if self._by is By.CATEGORY:
            return self._leaf(day, share.number)
        if self._by is By.PROJECT:
            return project_text(day, share.number)
        if share.number:
            return QCoreApplication.translate("Day", "Entries")
        return share.name or kind_text(share.kind)

    def _leaf(self, day: Day, category: int) -> str:
        """A category's own name; its path where another one of the day has the same name."""
        path = category_text(day, category)
        leaf = path.rpartition(SEPARATOR)[2]
        others = (category_text(day, share.number) for share in day.counted.shares[By.CATEGORY])
        return leaf if sum(other.rpartition(SEPARATOR)[2] == leaf for other in others) < 2 else path

    def _describe(self) -> None:
        rows = "; ".join(f"{name} {duration_words(length)}" for name, _, length, _ in self._rows())
        self.setAccessibleDescription(rows or self.empty)

    def _top(self) -> float:
        return CARD_PADDING + QFontMetricsF(self.font()).height() + _TOP_SPACE

    def _row_height(self) -> float:
        return max(26.0, QFontMetricsF(self.font()).height() * 1.72)


def width_of_names(longest: float, room: float, least: float) -> float:
    """How much of the room names have; bars get the rest, and none where only then all names are whole.

    Args:
        longest: the width of the longest name.
        room: of names and bars together.
        least: what names have in any case.
    """
    beside_bars = room - _GAP - _LEAST_BAR
    return room if beside_bars < longest <= room else max(least, min(longest, beside_bars))


def percent(part: float) -> str:
    """``36 %``; ``<1 %`` where it would be none."""
    return "<1 %" if 0 < part < 0.005 else f"{round(part * 100)} %"
