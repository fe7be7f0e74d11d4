"""The list beside where it went: the longest activities, or all that there was, in step with the timeline."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from worktracker.desktop.day.card import Card
from worktracker.desktop.day.pieces import Piece
from worktracker.desktop.day.reading import Day
from worktracker.desktop.day.rows import RowPainter, Rows
from worktracker.desktop.day.selecting import Stretch
from worktracker.desktop.day.sums import Activity
from worktracker.desktop.look import CARD_PADDING, Look, scaled
from worktracker.desktop.window.discreet import Discreet
from worktracker.desktop.window.segments import Segments

LONGEST, ALL = range(2)


class DayList(Card):
    """One list with two views.

    Args:
        discreet: whether titles may be shown.
        foot: stands below it.
    """

    chosen = Signal(object)
    """The :data:`Stretch` of the rows that the user has selected."""

    def __init__(self, discreet: Discreet, foot: QWidget) -> None:
        super().__init__()
        self.empty = ""
        self._day: Day | None = None
        self._selection: Stretch | None = None
        self._busy = False
        self._switch = Segments(self.tr("What is listed"), [self.tr("Longest activities"), self.tr("All")])
        self._switch.setFont(scaled(self.font(), 0.89))
        self._switch.choose(LONGEST)
        self._switch.chosen.connect(self._turn)
        self._rows = Rows(discreet)
        self.view = QListView()
        self.view.setModel(self._rows)
        self.view.setItemDelegate(RowPainter(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.selectionModel().selectionChanged.connect(self._chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 10, 1, 10)
        layout.setSpacing(6)
        layout.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self.view, 1)
        layout.addWidget(foot)
        self._switch.setContentsMargins(CARD_PADDING - 4, 0, CARD_PADDING - 4, 0)
        self._name()

    def show_day(self, day: Day) -> None:
        """Show this day from now on; where it was scrolled to stays, if it is the same one."""
        again = self._day is not None and self._day.number == day.number
        at = self.view.verticalScrollBar().value()
        self._day = day
        if not again:
            self._selection = None
        self._fill()
        if again:
            self.view.verticalScrollBar().setValue(at)

    def paint(self, painter: QPainter, colours: Look) -> None:
        """Say what will be listed, where nothing is yet."""
        if self.empty and not self._rows.items:
            painter.setFont(scaled(self.font(), 1.0))
            painter.setPen(colours.secondary)
            left, top = CARD_PADDING, self.view.y() + 4
            box = QRectF(left, top, self.width() - 2 * left, self.height() - top)
            painter.setLayoutDirection(self.layoutDirection())
            painter.drawText(box, int(Qt.TextFlag.TextWordWrap), self.empty)

    def redraw(self) -> None:
        """Draw anew, in other colours or with other words."""
        self.view.viewport().update()

    def select(self, stretch: Stretch | None) -> None:
        """Mark what lies in a stretch that was selected elsewhere."""
        self._selection = stretch
        self._mark(show=True)

    def show_all(self) -> None:
        """Turn to the list of all that there was."""
        self._switch.choose(ALL)
        self._turn(ALL)

    def _turn(self, number: int) -> None:
        self._switch.choose(number)
        self._fill()
        self._mark(show=True)

    def _name(self) -> None:
        longest = self._switch.current == LONGEST
        self.view.setAccessibleName(self.tr("Longest activities") if longest else self.tr("All of the day"))

    def _fill(self) -> None:
        self._name()
        self._busy = True
        modes = QAbstractItemView.SelectionMode
        longest = self._switch.current == LONGEST
        self.view.setSelectionMode(modes.SingleSelection if longest else modes.ContiguousSelection)
        if self._day is None:
            self._rows.show(None, ())
        else:
            self._rows.show(self._day, self._day.counted.longest if longest else self._day.rows)
        self._busy = False
        self._mark(show=False)

    def _mark(self, *, show: bool) -> None:
        model = self.view.selectionModel()
        found = self._rows_of(self._selection)
        self._busy = True
        if found is None:
            model.clear()
        else:
            begin, end = self._rows.index(found[0]), self._rows.index(found[1])
            flags = QItemSelectionModel.SelectionFlag
            model.select(QItemSelection(begin, end), flags.ClearAndSelect)
            model.setCurrentIndex(begin, flags.NoUpdate)
            if show:
                self.view.scrollTo(begin, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._busy = False

    def _rows_of(self, stretch: Stretch | None) -> tuple[int, int] | None:
        """The first and the last row with time in a stretch."""
        if self._day is None or stretch is None:
            return None
        if self._switch.current == LONGEST:
            found = (row for row, item in enumerate(self._rows.items) if _stretch(item) == stretch)
            number = next(found, None)
            return None if number is None else (number, number)
        rows = self._day.rows
        first = bisect_right(rows, stretch[0], key=lambda row: row.end_ms)
        last = bisect_left(rows, stretch[1], key=lambda row: row.start_ms) - 1
        return (first, last) if first <= last else None

    def _chosen(self) -> None:
        rows = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        if self._busy or not rows:
            return
        self._selection = self._rows.items[rows[0]].start_ms, self._rows.items[rows[-1]].end_ms
        self.chosen.emit(self._selection)


def _stretch(item: Piece | Activity) -> Stretch:
    return item.start_ms, item.end_ms
