"""The rows as a table: sorted by its headings, copied as text, and opened one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView

from worktracker.desktop.bidi import figures, in_its_own_way
from worktracker.desktop.durations import duration_words, with_units
from worktracker.desktop.look import look, scaled
from worktracker.desktop.reports.place import Place
from worktracker.desktop.reports.shown import Line
from worktracker.desktop.reports.table_text import as_text, sorted_lines
from worktracker.desktop.reports.wording import percent, signed
from worktracker.desktop.window.tips import plain_tip

_DOT = 10
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Rest:
    """The rows that are too many to be listed: how many they are, their time, and what they are called."""

    words: str
    duration_ms: int
    share: float


class Rows(QAbstractTableModel):
    """The lines, in the order that was chosen; the rest stays at the end."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()
        self.order: tuple[int, bool] | None = None  # column, and whether downwards; None: as they came
        self._came: Sequence[Line] = ()
        self._rest: Rest | None = None
        self._head = ""
        self._compared = False
        self._dots: dict[object, QPixmap] = {}

    def show_lines(self, head: str, lines: Sequence[Line], rest: Rest | None, *, compared: bool) -> None:
        """Show these, named by ``head``, with columns for the other time if they are ``compared``."""
        self.beginResetModel()
        self._head, self._came, self._rest, self._compared = head, lines, rest, compared
        self._dots.clear()
        self._order_again()
        self.endResetModel()

    def heads(self) -> list[str]:
        """What stands above the columns."""
        heads = [self._head, self.tr("Time"), self.tr("Share")]
        return [*heads, self.tr("Before"), self.tr("Change")] if self._compared else heads

    def text_of(self, places: Sequence[int]) -> str:
        """Some lines as text to be pasted, with a heading."""
        return as_text(self.heads(), [self.lines[place] for place in places if place < len(self.lines)])

    # Qt's hooks

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Qt's hook."""
        return 0 if parent.isValid() else len(self.lines) + (self._rest is not None)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Qt's hook."""
        return 0 if parent.isValid() else len(self.heads())

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Qt's hook."""
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.heads()[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section else int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Qt's hook."""
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column else None
        if row >= len(self.lines):
            return self._rest_data(column, role)
        line = self.lines[row]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._texts(line)[column]
            case Qt.ItemDataRole.ToolTipRole if not column:
                return plain_tip(line.words)
            case Qt.ItemDataRole.DecorationRole if not column:
                return self._dot(line)
            case Qt.ItemDataRole.ForegroundRole if column > 1 or (not column and not line.plain):
                return look().secondary
            case _:
                return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Qt's hook; no column: as they came."""
        self.layoutAboutToBeChanged.emit()
        self.order = None if column < 0 else (column, order is Qt.SortOrder.DescendingOrder)
        self._order_again()
        self.layoutChanged.emit()

    def _order_again(self) -> None:
        if self.order is None:
            self.lines = self._came
        else:
            self.lines = sorted_lines(self._came, self.order[0], downwards=self.order[1])

    def _texts(self, line: Line) -> list[str]:
        texts = [in_its_own_way(line.words), duration_words(line.duration_ms), figures(percent(line.share))]
        if self._compared:
            texts += [duration_words(line.before_ms or 0), signed(line.change_ms)]
        return texts

    def _rest_data(self, column: int, role: int) -> object:
        if self._rest is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ForegroundRole):
            return None
        if role == Qt.ItemDataRole.ForegroundRole:
            return look().secondary
        share = figures(percent(self._rest.share))
        texts = [self._rest.words, duration_words(self._rest.duration_ms), share, "", ""]
        return texts[column]

    def _dot(self, line: Line) -> QPixmap:
        known = self._dots.get(line.fill)
        if known is None:
            known = QPixmap(_DOT * 2, _DOT * 2)
            known.setDevicePixelRatio(2)
            known.fill(Qt.GlobalColor.transparent)
            painter = QPainter(known)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(line.fill.brush(look()))
            painter.drawRoundedRect(QRectF(0, 0, _DOT, _DOT), 2.5, 2.5)
            painter.end()
            self._dots[line.fill] = known
        return known


class Table(QTableView):
    """The table, as high as its rows: the page scrolls, and it doesn't.

    Its names are links; a row is opened by Enter or a double click as well.
    """

    opened = Signal(object)
    """The place one step further in."""
    reached = Signal(object)
    """A row, as a QRect within the table, to which the keyboard has come."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = Rows(self)
        self.setModel(self.rows)
        self.setFont(scaled(self.font(), 1.0))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setIconSize(QSize(_DOT, _DOT))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The rows"))
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(round(self.fontMetrics().height() * 1.75))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        head.sortIndicatorChanged.connect(self.rows.sort)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._open)

    def show_lines(self, head: str, lines: Sequence[Line], rest: Rest | None, *, compared: bool) -> None:
        """Show these rows."""
        self.rows.show_lines(head, lines, rest, compared=compared)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        widths = ("", "0000000 h 00 m", "100 %00", "0000000 h 00 m", "+0000000 h 00 m")
        for column in range(1, self.rows.columnCount()):
            texts = (with_units(widths[column]), self.rows.heads()[column] + "   ▾")
            header.resizeSection(column, max(map(self.fontMetrics().horizontalAdvance, texts)) + 14)
        self.updateGeometry()

    def copy(self) -> None:
        """Copy the selected rows, or all where none is."""
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        places = chosen or range(len(self.rows.lines))
        QGuiApplication.clipboard().setText(self.rows.text_of(list(places)))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Qt's hook."""
        rows = self.rows.rowCount() * self.verticalHeader().defaultSectionSize()
        return QSize(super().sizeHint().width(), self.horizontalHeader().sizeHint().height() + rows)

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Qt's hook: the page is to show the row."""
        if index.isValid():
            row = self.visualRect(index)
            self.reached.emit(row.translated(self.viewport().pos()))

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Qt's hook: a page of rows is what is in sight of them."""
        actions = QAbstractItemView.CursorAction
        current = self.currentIndex()
        if action not in (actions.MovePageUp, actions.MovePageDown) or not current.isValid():
            return super().moveCursor(action, modifiers)
        seen = self.viewport().visibleRegion().boundingRect().height()
        step = max(1, seen // self.verticalHeader().defaultSectionSize() - 1)
        row = current.row() + (step if action is actions.MovePageDown else -step)
        return self.rows.index(min(max(0, row), self.rows.rowCount() - 1), current.column())

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:  # noqa: N802 - Qt's name
        """Qt's hook: what the page brings into sight when the table is left; without a row it stays there."""
        if query is Qt.InputMethodQuery.ImCursorRectangle and not self.currentIndex().isValid():
            return QRect(self.visibleRegion().boundingRect().center(), QSize(1, 1))
        return super().inputMethodQuery(query)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: who comes by the Tab key sees the row."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # it goes back
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: what can be opened looks so."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        link = index.isValid() and not index.column() and self._inside(index) is not None
        cursor = Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(cursor)

    def _clicked(self, index: QModelIndex) -> None:
        if not index.column() and QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        inside = self._inside(index)
        if inside is not None:
            self.opened.emit(inside)

    def _inside(self, index: QModelIndex) -> Place | None:
        return self.rows.lines[index.row()].inside if 0 <= index.row() < len(self.rows.lines) else None
