"""The chosen category: its name, colour, mark and place, its time, and its rules."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from worktracker.desktop.durations import duration_words
from worktracker.desktop.look import LIGHT, look, scaled, themed
from worktracker.desktop.rules.label_rules import LabelRules
from worktracker.desktop.rules.marks import dot, sign
from worktracker.desktop.rules.part import Means
from worktracker.desktop.rules.tree import DAYS, Node
from worktracker.desktop.rules.words import mark_name
from worktracker.desktop.window.choice import Choice
from worktracker.desktop.window.page import small
from worktracker.labels.rules import LabelRule
from worktracker.model.labels import MAX_NAME, Mark

_MARKS = tuple(Mark)


class CategoryDetail(QWidget):
    """What of a category can be seen and changed."""

    renamed = Signal(str)
    coloured = Signal(str)
    """``#rrggbb``; an empty text: its parent's."""
    marked = Signal(str)
    """A mark; an empty text: its parent's."""
    moved = Signal(object)
    """The number of the category that it is to lie in; None for the top."""

    def __init__(self, means: Means) -> None:
        super().__init__()
        self._node: Node | None = None
        self._colour = QPushButton()
        self._colour.setAccessibleName(self.tr("Colour"))
        self._colour.setToolTip(self.tr("Colour"))
        self._colours = QMenu(self)
        self._colours.aboutToShow.connect(self._offer_colours)
        self._colour.setMenu(self._colours)
        self._name = QLineEdit()
        self._name.setFont(scaled(self.font(), 1.2, bold=True))
        self._name.setMaxLength(MAX_NAME)
        self._name.setAccessibleName(self.tr("Name"))
        self._name.editingFinished.connect(self._name_written)
        self._time = small(QLabel())
        self._time.setWordWrap(True)
        self._marks = Choice()
        self._marks.setAccessibleName(self.tr("Mark"))
        for name in (self.tr("As above"), *map(mark_name, _MARKS)):
            self._marks.addItem(name)
        self._marks.activated.connect(self._mark_chosen)
        self._place = Choice()
        self._place.setAccessibleName(self.tr("Lies in"))
        self._place.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._place.setMinimumContentsLength(8)
        self._place.activated.connect(lambda: self.moved.emit(self._place.currentData()))
        self.rules = LabelRules("category", means)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._colour)
        line.addWidget(self._name, 1)
        form = QGridLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        form.setColumnStretch(1, 1)
        for row, (name, field) in enumerate(
            ((self.tr("Lies in"), self._place), (self.tr("Mark"), self._marks))
        ):
            form.addWidget(small(QLabel(name)), row, 0)
            form.addWidget(field, row, 1)
        rule = QFrame()
        rule.setProperty("hairline", True)
        rule.setFixedHeight(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(line)
        layout.addWidget(self._time)
        layout.addLayout(form)
        layout.addWidget(rule)
        layout.addWidget(self.rules, 1)

    def show_node(self, node: Node, places: Sequence[Node], rules: Sequence[LabelRule]) -> None:
        """Show a category; ``places``: what it could lie in."""
        other = self._node is None or self._node.category.id != node.category.id
        self._node = node
        if other or not self._name.hasFocus():
            self._name.setText(node.category.name)
            self._name.setCursorPosition(0)  # a long one is read from its beginning
        self._time.setText(self._time_words(node))
        mark = node.category.mark
        self._marks.setCurrentIndex(0 if mark is None else 1 + _MARKS.index(mark))
        above = self.tr("As above") if node.category.parent is not None else self.tr("None")
        self._marks.setItemText(0, above)
        self._place.clear()
        self._place.addItem(self.tr("Nothing: it is at the top"), None)
        for place in places:
            self._place.addItem(place.path, place.category.id)
        self._place.setCurrentIndex(max(0, self._place.findData(node.category.parent)))
        self.rules.show_rules(rules)
        self.follow_colours()

    def take_name(self) -> None:
        """Have the keyboard write the name."""
        self._name.setFocus()
        self._name.selectAll()

    def follow_colours(self) -> None:
        """Draw the colour anew."""
        if self._node is not None:
            size = round(self.fontMetrics().height())
            colour = None if self._node.colour is None else themed(self._node.colour, look())
            self._colour.setIcon(dot(colour, look().secondary, size, self.devicePixelRatioF()))
            self._colour.setIconSize(QSize(size, size))
            self._colour.setAccessibleDescription(self._node.colour or self.tr("None"))
            for number, mark in enumerate(_MARKS, 1):
                picture = sign(mark, look().secondary, size, self.devicePixelRatioF())
                self._marks.setItemIcon(number, picture)

    def _time_words(self, node: Node) -> str:
        days = str(DAYS)
        if not node.total_ms:
            return self.tr("Nothing in the last %1 days").replace("%1", days)
        words = self.tr("%1 in the last %2 days").replace("%2", days)
        words = words.replace("%1", duration_words(node.total_ms))
        if node.below and node.own_ms != node.total_ms:
            more = self.tr("%1 of it not in a category below")
            words += ", " + more.replace("%1", duration_words(node.own_ms))
        return words

    def _name_written(self) -> None:
        name = self._name.text().strip()
        if self._node is None or name == self._node.category.name:
            return
        if name:
            self.renamed.emit(name)
        else:
            self._name.setText(self._node.category.name)

    def _offer_colours(self) -> None:
        self._colours.clear()
        size = round(self.fontMetrics().height())
        ratio = self.devicePixelRatioF()
        names = (
            self.tr("Blue"),
            self.tr("Green"),
            self.tr("Amber"),
            self.tr("Violet"),
            self.tr("Red"),
        )
        hues = (*LIGHT.series[: len(names)], LIGHT.series[-1])
        for name, colour in zip((*names, self.tr("Slate")), hues, strict=True):
            action = self._colours.addAction(dot(colour, colour, size, ratio), name)
            action.triggered.connect(partial(self._choose_colour, colour.name()))
        self._colours.addSeparator()
        self._colours.addAction(self.tr("As above")).triggered.connect(lambda: self.coloured.emit(""))
        self._colours.addAction(self.tr("Another…")).triggered.connect(self._ask_colour)

    def _choose_colour(self, text: str, _: bool = False) -> None:
        self.coloured.emit(text)

    def _colour_chosen(self, colour: QColor) -> None:
        self.coloured.emit(colour.name())

    def _mark_chosen(self, number: int) -> None:
        self.marked.emit(_MARKS[number - 1] if number else "")

    def _ask_colour(self) -> None:
        if self._node is None:
            return
        dialog = QColorDialog(QColor(self._node.colour or LIGHT.series[0].name()), self.window())
        dialog.setWindowTitle(self.tr("Colour of %1").replace("%1", self._node.category.name))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(self._colour_chosen)
        dialog.open()
