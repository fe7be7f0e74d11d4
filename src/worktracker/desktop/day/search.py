"""The search: a field above the page, and below it what was found, day by day."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QLocale, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from worktracker.desktop.day.dates import date_text, qt_date
from worktracker.desktop.day.rows import Index, RowPainter, RowText, TextRows
from worktracker.desktop.day.searching import MOST, Found, Hit, look_further
from worktracker.desktop.day.words import time_of_day
from worktracker.desktop.durations import duration_words
from worktracker.desktop.look import CARD_PADDING
from worktracker.desktop.said import said_text
from worktracker.desktop.spoken import name_clear_button
from worktracker.desktop.window.discreet import Discreet
from worktracker.desktop.window.page import small
from worktracker.desktop.window.quiet_bar import QuietBar
from worktracker.errors import WorkTrackerError
from worktracker.store.store import Store

_WAIT_MS = 250
"""After the last key, before it is looked for."""

_WIDTH, _HEIGHT = 34, 30
"""Of what was found, in heights of a line."""

_BESIDE = 64
"""Pixels beside the field's text: its padding, and the button that clears it."""

Ask = Callable[[Callable[[Store], Found], Callable[[Found], None]], None]
"""Asks the record; the newest question counts."""


class Hits(TextRows):
    """What was found: under each day's date its stretches."""

    def __init__(self, discreet: Discreet) -> None:
        super().__init__()
        self._discreet = discreet

    def add(self, hits: tuple[Hit, ...]) -> None:
        """Show these below what is shown."""
        lines: list[Hit | int] = []
        last = self.items[-1] if self.items else None
        day = last.day if isinstance(last, Hit) else None
        for hit in hits:
            if hit.day != day:
                day = hit.day
                lines.append(day)
            lines.append(hit)
        if lines:
            self.beginInsertRows(QModelIndex(), len(self.items), len(self.items) + len(lines) - 1)
            self.items = [*self.items, *lines]
            self.endInsertRows()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.items = ()
        self.endResetModel()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt's hook: dates can't be chosen."""
        flags = Qt.ItemFlag.ItemIsEnabled
        return flags if isinstance(self.items[index.row()], int) else flags | Qt.ItemFlag.ItemIsSelectable

    def text(self, row: int) -> RowText:
        """What a row says."""
        item: Hit | int = self.items[row]
        if isinstance(item, int):
            return RowText(date_text(qt_date(item)), "", "", "", is_heading=True)
        length = duration_words(item.duration_ms)
        return RowText(self._discreet.text(item.text), item.app or "", length, time_of_day(item.start_ms))


class SearchField(QLineEdit):
    """Where the text is written."""

    down = Signal()
    """The keys are to go to what was found."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(self.tr("Search all days"))
        self.setAccessibleName(self.tr("Search all days"))
        self.setToolTip(self.tr("Titles, documents, addresses and notes of all days (Ctrl+F)"))
        self.setClearButtonEnabled(True)
        name_clear_button(self)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(self.placeholderText()) + _BESIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        else:
            super().keyPressEvent(event)


class Search(QFrame):
    """What was found for a field's text; over the page, while there is a text.

    Args:
        page: over which it lies.
        field: where the text is written.
        ask: asks the record.
        today: tells the number of the day that it is.
        discreet: whether titles may be shown.
    """

    chosen = Signal(int, object)
    """The number of a day, and the stretch of it that was chosen."""
    ended = Signal()
    """Nothing is looked for any more."""

    def __init__(
        self, page: QWidget, field: SearchField, ask: Ask, today: Callable[[], int], discreet: Discreet
    ) -> None:
        super().__init__(page)
        self.setProperty("card", True)
        self.setAccessibleName(self.tr("What was found"))
        self._page = page
        self._field = field
        self._ask = ask
        self._today = today
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._begin)
        self._bar = QuietBar()
        self._discreet = discreet
        self._rows = Hits(discreet)
        self._view = QListView()
        self._view.setModel(self._rows)
        self._view.setItemDelegate(RowPainter(self._view))
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setMinimumHeight(1)  # as high as its rows are, also where there are none
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setAccessibleName(self.tr("What was found"))
        self._view.clicked.connect(self._choose)
        self._view.activated.connect(self._choose)
        self._state = small(QLabel())
        self._state.setContentsMargins(CARD_PADDING, 4, CARD_PADDING, 4)
        self._state.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 4, 1, 6)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._state)
        self._follow_discretion()
        field.textChanged.connect(self._typed)
        field.down.connect(self._go_down)
        self.hide()

    def end(self) -> bool:
        """Look for nothing any more; whether something was looked for."""
        if not self._field.text() and self.isHidden():
            return False
        self._field.clear()
        self._stop()
        return True

    def break_off(self, error: WorkTrackerError) -> None:
        """It can't be looked any further: what was found stays."""
        self._text = ""
        self._bar.end()
        self._state.setText(said_text(error.message))

    def redraw(self) -> None:
        """Draw anew, in other colours or with other words."""
        self._follow_discretion()
        self._view.viewport().update()

    def place(self) -> None:
        """Lie below the field, as large as there is room."""
        line, page = self.fontMetrics().height(), self._page
        below: QPoint = self._field.mapTo(page, QPoint(self._field.width(), self._field.height() + 6))
        width = min(_WIDTH * line, page.width() - 32)
        left = min(max(16, below.x() - width), page.width() - width - 16)
        layout = self.layout()
        assert layout is not None
        edges = self.contentsMargins() + layout.contentsMargins()
        words = self._state.heightForWidth(width - edges.left() - edges.right())
        beside = edges.top() + edges.bottom() + self._bar.height() + words + 2
        rows = sum(self._view.sizeHintForRow(row) for row in range(min(20, self._rows.rowCount())))
        most = min(_HEIGHT * line, page.height() - below.y() - 16)
        self.setGeometry(left, below.y(), width, min(rows + beside, most))

    def _follow_discretion(self) -> None:
        """What is looked for is part of a title."""
        hidden = self._discreet.on
        self._field.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)

    def _typed(self, text: str) -> None:
        if text.strip():
            self._timer.start()
        else:
            self._stop()

    def _stop(self) -> None:
        self._timer.stop()
        self._text = ""
        self._bar.end()
        self._rows.clear()
        self.hide()
        self.ended.emit()

    def _begin(self) -> None:
        self._text = self._field.text().strip()
        self._rows.clear()
        self._state.setText(self.tr("Searching…"))
        self._bar.begin()
        self.show()
        self.raise_()
        self.place()
        self._further(self._text, Found())

    def _further(self, text: str, so_far: Found) -> None:
        today = self._today()
        self._ask(
            lambda store: look_further(store, text, so_far, today),
            partial(self._show, text, len(so_far.hits)),
        )

    def _show(self, text: str, known: int, found: Found) -> None:
        if text != self._text:
            return  # something else is looked for, or nothing
        self._rows.add(found.hits[known:])
        self._say(found)
        self.place()
        if found.is_all:
            self._bar.end()
        else:
            self._further(text, found)

    def _say(self, found: Found) -> None:
        count = QLocale().toString(len(found.hits))
        if len(found.hits) == MOST:
            words = self.tr("The newest %1 of them. A longer text finds fewer.").replace("%1", count)
        elif found.is_all:
            words = self.tr("%1 found in all days").replace("%1", count)
            words = words if found.hits else self.tr("Nothing holds this text.")
        else:
            since = date_text(qt_date(found.before_day or 0))
            words = self.tr("%1 found since %2, searching on…").replace("%1", count).replace("%2", since)
        self._state.setText(words)

    def _go_down(self) -> None:
        if self.isHidden() or len(self._rows.items) < 2:
            return
        self._view.setFocus()
        self._view.setCurrentIndex(self._rows.index(1))

    def _choose(self, index: QModelIndex) -> None:
        item: Hit | int = self._rows.items[index.row()]
        if isinstance(item, Hit):
            # After a click Qt goes on with the row; were it gone by then, that would end the program.
            QTimer.singleShot(0, self, partial(self._show_chosen, item))

    def _show_chosen(self, hit: Hit) -> None:
        if not self.isHidden():
            self.chosen.emit(hit.day, (hit.start_ms, hit.end_ms))
            self.end()
