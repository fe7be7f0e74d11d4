"""The tree of categories: colours, marks and times; dragged, a category lies elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from worktracker.desktop.durations import duration_words
from worktracker.desktop.look import look, scaled, themed
from worktracker.desktop.rules.marks import paint_dot, paint_mark
from worktracker.desktop.rules.rows import in_script, next_to, paint_back
from worktracker.desktop.rules.tree import Categories, Node
from worktracker.desktop.rules.words import mark_name

_NUMBER = Qt.ItemDataRole.UserRole
_NODE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


class CategoryTree(QTreeWidget):
    """The tree; what is open and what is chosen stays when it is shown anew."""

    chosen = Signal(object)
    """The number of the category that is chosen; None for none."""
    moved = Signal(int, object)
    """A category is to hang below another one, or (None) at the top."""
    removal_asked = Signal()
    edit_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Categories"))
        self.setHeaderHidden(True)
        self.setColumnCount(1)
        self.setIndentation(round(self.fontMetrics().height() * 1.1))
        self.setItemDelegate(_Rows(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(True)
        self.setStyleSheet("QTreeView { show-decoration-selected: 0; }")  # a row is drawn by ourselves
        self.currentItemChanged.connect(self._current_changed)
        self.itemDoubleClicked.connect(self.edit_asked)
        self._shown: Categories | None = None
        self.longest_time = ""
        self._closed: set[int] = set()
        self.itemCollapsed.connect(self._close)
        self.itemExpanded.connect(self._open)

    def show_all(self, found: Categories) -> None:
        """Show these categories from now on."""
        if found == self._shown:
            return
        times = (duration_words(node.total_ms) for node in found.nodes if node.total_ms)
        self.longest_time = max(times, key=self.fontMetrics().horizontalAdvance, default="")
        current = self.current
        place = self.verticalScrollBar().value()
        before = [] if self._shown is None else [node.category.id for node in self._shown.nodes]
        self._shown = found
        self.blockSignals(True)
        self.clear()
        items: dict[int | None, QTreeWidgetItem] = {}
        for node in found.nodes:
            above = items.get(node.category.parent)
            item = QTreeWidgetItem(self.invisibleRootItem() if above is None else above, [node.category.name])
            item.setData(0, _NUMBER, node.category.id)
            item.setData(0, _NODE, node)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, _in_words(node))
            items[node.category.id] = item
        for number, item in items.items():
            item.setExpanded(number not in self._closed)
        self.blockSignals(False)
        numbers = [node.category.id for node in found.nodes]
        self.choose(next_to(current, before, numbers) or next(iter(numbers), None))
        self.verticalScrollBar().setValue(place)

    @property
    def current(self) -> int | None:
        """The number of the category that is chosen."""
        item = self.currentItem()
        return None if item is None else item.data(0, _NUMBER)

    def choose(self, number: int | None) -> None:
        """Choose a category, as the program."""
        item = self._item(number)
        if item is None or item is self.currentItem():
            self._current_changed(item)
        else:
            self.setCurrentItem(item)
            self.scrollToItem(item)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: the record moves the category, and the tree follows it."""
        moving = self.current
        target = self.itemAt(event.position().toPoint())
        if target is not None and self.dropIndicatorPosition() is not (
            QAbstractItemView.DropIndicatorPosition.OnItem
        ):
            target = target.parent()
        parent = None if target is None else target.data(0, _NUMBER)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        node = None if self._shown is None else self._shown.node(moving)
        if node is None or self._shown is None or parent == node.category.parent:
            return
        if parent is None or any(
            each.category.id == parent for each in self._shown.places_for(node.category.id)
        ):
            self.moved.emit(node.category.id, parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: Delete removes, Return and F2 rename."""
        if event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_asked.emit()
        else:
            super().keyPressEvent(event)

    def _close(self, item: QTreeWidgetItem) -> None:
        self._closed.add(item.data(0, _NUMBER))

    def _open(self, item: QTreeWidgetItem) -> None:
        self._closed.discard(item.data(0, _NUMBER))

    def _item(self, number: int | None) -> QTreeWidgetItem | None:
        waiting = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is None:
                continue
            if item.data(0, _NUMBER) == number:
                return item
            waiting += [item.child(row) for row in range(item.childCount())]
        return None

    def _current_changed(self, item: QTreeWidgetItem | None, _: QTreeWidgetItem | None = None) -> None:
        self.chosen.emit(None if item is None else item.data(0, _NUMBER))


class _Rows(QStyledItemDelegate):
    """A row: the colour, the name, the mark, the time with what lies in it."""

    def __init__(self, tree: CategoryTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Qt's hook."""
        return QSize(0, round(self._tree.fontMetrics().height() * 1.9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Qt's hook."""
        node: Node = index.data(_NODE)
        colours = look()
        font = scaled(self._tree.font(), 1.0)
        metrics = QFontMetricsF(font)
        painter.save()
        box = paint_back(painter, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = metrics.height() * 0.62
        middle = box.center().y()
        dot = QRectF(box.left() + 6, middle - size / 2, size, size)
        dot.moveLeft(in_script(option, dot.left(), size))
        paint_dot(
            painter, dot, None if node.colour is None else themed(node.colour, colours), colours.secondary
        )
        base = middle + (metrics.ascent() - metrics.descent()) / 2
        painter.setFont(font)
        right = box.right() - 8
        if node.total_ms:
            text = duration_words(node.total_ms)
            painter.setPen(colours.secondary)
            width = metrics.horizontalAdvance(text)
            painter.drawText(QPointF(in_script(option, right - width, width), base), text)
        if self._tree.longest_time:  # the marks stand below each other
            right -= metrics.horizontalAdvance(self._tree.longest_time) + 6
        if node.mark is not None:
            sign = QRectF(in_script(option, right - size, size), middle - size / 2, size, size)
            paint_mark(painter, sign, node.mark, colours.secondary)
            right -= size + 8
        painter.setPen(colours.ink)
        left = box.left() + 6 + size + 8
        name = metrics.elidedText(node.category.name, Qt.TextElideMode.ElideRight, right - left)
        at = in_script(option, left, metrics.horizontalAdvance(name))
        painter.drawText(QPointF(at, base), name)
        painter.restore()


def _in_words(node: Node) -> str:
    words = [node.path, "" if node.mark is None else mark_name(node.mark), duration_words(node.total_ms)]
    return ", ".join(word for word in words if word)
