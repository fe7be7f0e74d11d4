"""A list of rules or projects: two lines at the left, a remark at the right; the same for all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from worktracker.desktop.look import BUTTON_RADIUS, SMALL, look, scaled
from worktracker.desktop.window.tips import plain_tip

_NUMBER = Qt.ItemDataRole.UserRole
_ROW = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        number: what is told when it is chosen.
        parts: what the first line says, in turn plain and as a remark (``Application`` ``code*``).
        second: the second line; empty for none.
        right: what stands at the right.
        spoken: all of it, for those who hear it.
        dim: it does not count now: a closed project.
        wrong: the second line says what is wrong.
    """

    number: int
    parts: tuple[tuple[str, bool], ...]
    second: str = ""
    right: str = ""
    spoken: str = ""
    dim: bool = False
    wrong: bool = False


class Rows(QListWidget):
    """The list; what is chosen stays when it is shown anew."""

    chosen = Signal(object)
    """The number of the row that is chosen; None for none."""
    removal_asked = Signal()
    edit_asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(_Painted(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.currentItemChanged.connect(self._current_changed)
        self.itemDoubleClicked.connect(self.edit_asked)
        self._shown: tuple[Row, ...] | None = None

    def show_all(self, rows: Sequence[Row], *, choose_first: bool = False) -> None:
        """Show these rows from now on."""
        if tuple(rows) == self._shown:
            return
        current, place = self.current, self.verticalScrollBar().value()
        before = [row.number for row in self._shown or ()]
        self._shown = tuple(rows)
        self.blockSignals(True)
        self.clear()
        for row in rows:
            item = QListWidgetItem("".join(text for text, _ in row.parts))
            item.setData(_NUMBER, row.number)
            item.setData(_ROW, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
            item.setToolTip(plain_tip(row.spoken))
            self.addItem(item)
        self.blockSignals(False)
        numbers = [row.number for row in rows]
        wanted = next_to(current, before, numbers)
        self.choose(numbers[0] if wanted is None and choose_first and numbers else wanted)
        self.verticalScrollBar().setValue(place)

    @property
    def current(self) -> int | None:
        """The number of the row that is chosen."""
        return self._number(self.currentItem())

    def choose(self, number: int | None) -> None:
        """Choose a row, as the program."""
        before = self.current
        for place in range(self.count()):
            if self._number(self.item(place)) == number:
                self.setCurrentRow(place)
                self.scrollToItem(self.item(place))
        if number is None:
            self.setCurrentRow(-1)
        if self.current == before:
            self.chosen.emit(before)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: Delete removes, Return changes."""
        if event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_asked.emit()
        else:
            super().keyPressEvent(event)

    def _current_changed(self, item: QListWidgetItem | None, _: QListWidgetItem | None = None) -> None:
        self.chosen.emit(self._number(item))

    @staticmethod
    def _number(item: QListWidgetItem | None) -> int | None:
        return None if item is None else item.data(_NUMBER)


class _Painted(QStyledItemDelegate):
    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Qt's hook."""
        lines = 2.9 if index.data(_ROW).second else 2.0
        return QSize(0, round(self._view.fontMetrics().height() * lines))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt's hook."""
        row: Row = index.data(_ROW)
        colours = look()
        font, small = scaled(self._view.font(), 1.0), scaled(self._view.font(), SMALL)
        metrics, small_metrics = QFontMetricsF(font), QFontMetricsF(small)
        painter.save()
        box = paint_back(painter, option).adjusted(10, 0, -10, 0)
        gap = 2.0
        height = metrics.height() + (gap + small_metrics.height() if row.second else 0)
        top = box.center().y() - height / 2
        right = box.right()
        if row.right:
            painter.setFont(small)
            painter.setPen(colours.secondary)
            right -= small_metrics.horizontalAdvance(row.right)
            at = in_script(option, right, small_metrics.horizontalAdvance(row.right))
            painter.drawText(QPointF(at, top + metrics.ascent()), row.right)
            right -= 14
        x = box.left()
        painter.setFont(font)
        for text, remark in row.parts:
            painter.setPen(colours.secondary if remark or row.dim else colours.ink)
            x = _put(painter, option, metrics, text, x, right, top + metrics.ascent())
        if row.second:
            painter.setFont(small)
            painter.setPen(QColor(colours.recording) if row.wrong else colours.secondary)
            base = top + metrics.height() + gap + small_metrics.ascent()
            _put(painter, option, small_metrics, row.second, box.left(), box.right(), base)
        painter.restore()


def paint_back(painter: QPainter, option: QStyleOptionViewItem) -> QRectF:
    """Draw what lies below a row that is chosen or has the keyboard; the row's place."""
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text's own
    state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
    box = QRectF(option.rect)  # type: ignore[attr-defined]
    colours = look()
    if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = state & QStyle.StateFlag.State_HasFocus
        painter.setPen(QPen(colours.now, 1) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(colours.track if state & QStyle.StateFlag.State_Selected else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), BUTTON_RADIUS, BUTTON_RADIUS)
    return box


def in_script(option: QStyleOptionViewItem, left: float, width: float) -> float:
    """Where something begins in the user's script that is laid out from left to right."""
    if option.direction != Qt.LayoutDirection.RightToLeft:  # type: ignore[attr-defined]
        return left
    box = QRectF(option.rect)  # type: ignore[attr-defined]
    return box.left() + box.right() - left - width


def next_to(gone: int | None, before: Sequence[int], left: Collection[int]) -> int | None:
    """What is chosen where ``gone`` was, if it is gone: what came after it, or else before it."""
    if gone in left or gone not in before:
        return gone if gone in left else None
    place = before.index(gone)
    return next((each for each in (*before[place:], *before[:place][::-1]) if each in left), None)


def _put(
    painter: QPainter,
    option: QStyleOptionViewItem,
    metrics: QFontMetricsF,
    text: str,
    left: float,
    right: float,
    base: float,
) -> float:
    """Write a text as far as there is room; where it ends."""
    if left >= right:
        return left
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - left)
    width = metrics.horizontalAdvance(cut)
    painter.drawText(QPointF(in_script(option, left, width), base), cut)
    return left + width
