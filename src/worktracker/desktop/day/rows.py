"""The rows of the lists: what each says, and how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from worktracker.desktop.day.fills import Fills
from worktracker.desktop.day.lanes import Look as Filling
from worktracker.desktop.day.pieces import Kind, Piece
from worktracker.desktop.day.reading import Day
from worktracker.desktop.day.sums import Activity
from worktracker.desktop.day.words import app_text, labels_text, rich, subject_text, time_of_day
from worktracker.desktop.direction import mirrored, write
from worktracker.desktop.durations import duration_words
from worktracker.desktop.look import CARD_PADDING, SMALL, look, scaled
from worktracker.desktop.window.discreet import Discreet
from worktracker.model.labels import Category

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole
"""The :class:`RowText` of a row."""


class RowText(NamedTuple):
    """What a row says."""

    first: str
    second: str
    right: str
    below: str
    filling: Filling | None = None
    is_heading: bool = False

    @property
    def spoken(self) -> str:
        """All of it in one line."""
        return ", ".join(part for part in self[:4] if part)


class TextRows(QAbstractListModel):
    """Rows that :class:`RowPainter` draws.

    Attributes:
        categories: whose colours the marks have.
        items: a row each.
    """

    def __init__(self) -> None:
        super().__init__()
        self.categories: Mapping[int, Category] = {}
        self.items: Sequence[Any] = ()

    def text(self, row: int) -> RowText:
        """What a row says."""
        raise NotImplementedError

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Qt's hook."""
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's hook."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(index.row()).spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return rich([part for part in self.text(index.row())[:4] if part])
        return self.text(index.row()) if role == ROW else None


class Rows(TextRows):
    """The longest activities of a day, or all that there was in it, as it is asked for."""

    def __init__(self, discreet: Discreet) -> None:
        super().__init__()
        self._discreet = discreet
        self.day: Day | None = None

    def show(self, day: Day | None, items: Sequence[Piece] | Sequence[Activity]) -> None:
        """Show these from now on; what is the same stays as it is, with what is marked in it."""
        if day is not None and self.day is not None and items == self.items:
            self.day, self.categories = day, day.categories
            return
        self.beginResetModel()
        self.day, self.items = day, items
        self.categories = {} if day is None else day.categories
        self.endResetModel()

    def text(self, row: int) -> RowText:
        """What a row says."""
        item: Piece | Activity = self.items[row]
        length = duration_words(item.end_ms - item.start_ms)
        if isinstance(item, Activity):
            subject = item.subject or ""
            subject = self._discreet.text(subject) if item.is_title else subject
            app = app_text(Piece(0, 0, Kind.ACTIVE, item.app, entry=0 if item.is_entry else None))
            filling = Filling(Kind.ACTIVE, item.category, item.is_entry)
            first, second = (subject, app) if subject else (app, "")
            return RowText(first, second, duration_words(item.duration_ms), "", filling)
        subject, app = subject_text(item, self._discreet), app_text(item)
        assert self.day is not None
        said = labels_text(item, self.day) if item.entry is not None or item.project or item.tags else ""
        second = " · ".join(part for part in (app if subject else "", said) if part)
        filling = Filling(item.kind, item.category, item.entry is not None)
        return RowText(subject or app, second, length, time_of_day(item.start_ms), filling)


class RowPainter(QStyledItemDelegate):
    """Draws a row: a mark in its category's colour, two lines at the left, two at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's hook."""
        row, model = index.data(ROW), index.model()
        if not isinstance(row, RowText) or not isinstance(model, TextRows):
            return
        colours = look()
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.track)
            painter.drawRoundedRect(box.adjusted(8, 1, -8, -1), 7, 7)
        elif index.row() and not row.is_heading:
            painter.setPen(QPen(colours.line, 1))
            y = box.top() + 0.5
            painter.drawLine(QPointF(box.left() + CARD_PADDING, y), QPointF(box.right() - CARD_PADDING, y))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colours.now, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(8.5, 1.5, -8.5, -1.5), 7, 7)
        box.adjust(CARD_PADDING, 0, -CARD_PADDING, 0)
        font: QFont = option.font  # type: ignore[attr-defined]
        reverse = option.direction == Qt.LayoutDirection.RightToLeft  # type: ignore[attr-defined]
        if row.is_heading:
            painter.setFont(scaled(font, 0.93, bold=True))
            painter.setPen(colours.secondary)
            write(painter, box.adjusted(0, box.height() * 0.3, 0, 0), row.first, at_end=reverse)
        else:
            texts = box
            if row.filling is not None:
                mark = mirrored(QRectF(box.left(), box.center().y() - 4.5, 9, 9), box, right_to_left=reverse)
                _paint_mark(painter, Fills(colours, model.categories), row.filling, mark)
                texts = box.adjusted(0, 0, -24, 0) if reverse else box.adjusted(24, 0, 0, 0)
            _paint_texts(painter, font, row, texts, right_to_left=reverse)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Qt's hook."""
        metrics = QFontMetricsF(option.font)  # type: ignore[attr-defined]
        row = index.data(ROW)
        lines = 2.2 if isinstance(row, RowText) and row.is_heading else 2.8
        return QSize(100, round(metrics.height() * lines))


def _paint_mark(painter: QPainter, fills: Fills, filling: Filling, mark: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fills.brush(filling, solid=True))
    if filling.is_entry:
        painter.setPen(QPen(fills.solid(filling.category), 1.5))
    elif filling.kind not in (Kind.ACTIVE, Kind.NO_WINDOW):
        painter.setPen(QPen(look().secondary, 1))
    painter.drawRoundedRect(mark, 2.5, 2.5)


def _paint_texts(painter: QPainter, font: QFont, row: RowText, box: QRectF, *, right_to_left: bool) -> None:
    colours = look()
    large, little = scaled(font, 1.0), scaled(font, SMALL)
    upper, lower = QFontMetricsF(large), QFontMetricsF(little)
    room = box.width() - max(upper.horizontalAdvance(row.right), lower.horizontalAdvance(row.below)) - 16
    both = QRectF(box.left(), 0, box.width(), upper.height() + lower.height())
    both.moveCenter(box.center())
    above = QRectF(both.left(), both.top(), both.width(), upper.height())
    under = QRectF(both.left(), above.bottom(), both.width(), lower.height())
    begin, end = {"at_end": right_to_left}, {"at_end": not right_to_left}
    cut = Qt.TextElideMode.ElideRight
    painter.setFont(large)
    painter.setPen(colours.ink)
    write(painter, above if row.second else box, upper.elidedText(row.first, cut, room), **begin)
    write(painter, above if row.below else box, row.right, **end)
    painter.setFont(little)
    painter.setPen(colours.secondary)
    write(painter, under, lower.elidedText(row.second, cut, room), **begin)
    write(painter, under, row.below, **end)
