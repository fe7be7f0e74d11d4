"""What is kept of each detail, in numbers, and how much of it will be."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from worktracker.desktop.durations import duration_words
from worktracker.desktop.numbers import date_text, number_text
from worktracker.desktop.settings.applying import Applying
from worktracker.desktop.settings.catalogue import entry_of
from worktracker.desktop.settings.fields import Field
from worktracker.desktop.window.card import Card
from worktracker.desktop.window.page import Page, small
from worktracker.desktop.window.quiet_bar import QuietBar
from worktracker.errors import WorkTrackerError
from worktracker.store.kept import Amount, Held, TimeKept, details_kept, time_kept
from worktracker.store.store import Store

QUICK_S = 0.3
"""What is counted sooner is counted anew whenever the page is brought up to date."""

_FIELD_WIDTH = 10.5
_NO_FIELD = ""
_NUMBERS = (1, 2, 3)
"""The columns with numbers."""

# A detail, and the settings that say whether it is recorded and how long it is kept.
_SETTINGS = (
    (Held.APPS, "record-apps", "keep-apps"),
    (Held.TITLES, "record-titles", "keep-titles"),
    (Held.DOCUMENTS, "record-documents", _NO_FIELD),
    (Held.SITES, "record-urls", "keep-domains"),
    (Held.ADDRESSES, _NO_FIELD, "keep-urls"),
)


class KeptCard(Card):
    """A row for each detail: how many, how old, whether there will be more, and for how long.

    Args:
        page: whose numbers they are.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(QCoreApplication.translate("KeptCard", "What is kept"))
        self._page = page
        self._applying = Applying(page)
        self._begun: float | None = None
        self._slow = False
        self.fields: dict[str, Field] = {}
        self._cells: dict[tuple[Held | None, int], QLabel] = {}
        self._heads: list[QLabel] = []
        self._summaries: dict[Held | None, QLabel] = {}  # the same, where columns have no room
        self._again = QPushButton(self.tr("Count again"))
        self._again.setProperty("flat", True)
        self._again.clicked.connect(self.count)
        self._again.hide()
        self.corner.addWidget(self._again)
        self._bar = QuietBar()
        self.add(self._bar)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(0, 1)
        self._columns = (
            "",
            self.tr("Different"),
            self.tr("In spans"),
            self.tr("Oldest"),
            self.tr("Recorded"),
            self.tr("Kept for"),
        )
        self._names: dict[Held | None, str] = {None: self.tr("Time")}
        for column, words in enumerate(self._columns):
            head = small(QLabel(words))
            head.setAlignment(_side(column))
            self._grid.addWidget(head, 0, column)
            if column in _NUMBERS:
                self._heads.append(head)
        self._time = self._add_row(1, None, self.tr("Time"), _NO_FIELD, "keep-spans")
        self._names |= {
            Held.APPS: self.tr("Applications"),
            Held.TITLES: self.tr("Window titles"),
            Held.DOCUMENTS: self.tr("Documents"),
            Held.SITES: self.tr("Sites"),
            Held.ADDRESSES: self.tr("Full addresses"),
        }
        place = 2
        for held, recorded, kept_for in _SETTINGS:
            self._add_row(place, held, self._names[held], recorded, kept_for)
            place += 1
            if held is Held.TITLES:
                self._add_level(place, self.tr("… of browsers"), "browser-titles")
                place += 1
        self.add(self._grid)
        self._remark = small(QLabel())
        self._remark.setWordWrap(True)
        self._remark.hide()
        self._private = small(QLabel())
        self._private.setWordWrap(True)
        self.body.addSpacing(8)
        self.add(self._remark)
        self.add(self._private)

    def fit(self, *, narrow: bool) -> None:
        """Put the numbers beside their names or, in a narrow window, below them."""
        for cell in (*self._heads, *self._cells.values()):
            cell.setVisible(not narrow)
        for summary in self._summaries.values():
            summary.setVisible(narrow)

    def refresh(self) -> None:
        """Show the settings as they are now, and the numbers if they are quickly had."""
        settings = self._page.settings
        for name, field in self.fields.items():
            field.show_value(settings.get(name))
        # A count that takes long goes on: begun again and again it would come to no end.
        takes_long = self._begun is not None and time.perf_counter() - self._begun > QUICK_S
        if not (takes_long or (self._slow and self._begun is None)):
            self.count()

    def count(self) -> None:
        """Count anew: the time, which is soon known, and then the rest."""
        self._bar.begin()
        self._begun = time.perf_counter()
        self._page.ask_no_more("details")
        self._page.ask(_time_kept, self._show_time, "time", failed=self._failed)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Qt's hook: nothing is counted that nobody waits for."""
        super().hideEvent(event)
        if self._begun is not None:
            self._page.ask_no_more("details")
            self._end()

    def _end(self) -> None:
        self._begun = None
        self._bar.end()

    def _failed(self, _: WorkTrackerError) -> None:
        self._end()

    def _show_time(self, known: TimeKept) -> None:
        self._set(None, 1, "")
        self._time.setText(
            self.tr("Time: %1").replace("%1", duration_words(known.length_ms))
            if known.spans
            else self.tr("Time")
        )
        self._set(None, 2, number_text(known.spans))
        self._set(None, 3, "–" if known.oldest_ms is None else date_text(known.oldest_ms))
        if not known.spans:
            words = self.tr("Nothing is recorded yet. What is kept will be counted here.")
        elif known.private_spans:
            words = self.tr("Private: %1, of which nothing is kept but when it was.")
            words = words.replace("%1", duration_words(known.private_ms))
        else:
            words = self.tr("No time was private so far. Of private time nothing is kept but when it was.")
        self._private.setText(words)
        if self._begun is not None:
            self._page.ask(_counted, self._show_details, "details", takes_long=True, failed=self._failed)

    def _show_details(self, answer: tuple[Mapping[Held, Amount], float]) -> None:
        details, took_s = answer
        self._end()
        self._slow = took_s > QUICK_S
        self._again.setVisible(self._slow)
        for held, amount in details.items():
            self._set(held, 1, number_text(amount.different))
            self._set(held, 2, number_text(amount.spans))
            self._set(held, 3, "–" if amount.oldest_ms is None else date_text(amount.oldest_ms))

    def _set(self, held: Held | None, column: int, text: str) -> None:
        cell = self._cells[held, column]
        cell.setText(text)
        cell.setAccessibleName(f"{self._names[held]}, {self._columns[column]}: {text}")
        known = [(self._columns[each], self._cells[held, each].text()) for each in _NUMBERS]
        parts = (f"{head}: {words}" for head, words in known if words not in ("", "–"))
        self._summaries[held].setText(" · ".join(part.replace(" ", "\u00a0") for part in parts))

    def _add_row(self, place: int, held: Held | None, name: str, recorded: str, kept_for: str) -> QLabel:
        title = QLabel(name)
        summary = self._summaries[held] = small(QLabel())
        summary.setWordWrap(True)
        summary.hide()
        named = QVBoxLayout()
        named.setSpacing(1)
        named.addWidget(title)
        named.addWidget(summary)
        self._grid.addLayout(named, place, 0)
        for column in _NUMBERS:
            cell = QLabel("…")
            cell.setAlignment(_side(column))
            self._cells[held, column] = cell
            self._grid.addWidget(cell, place, column)
        for column, setting in ((4, recorded), (5, kept_for)):
            if setting:
                self._grid.addWidget(self._field(setting), place, column)
            elif held is not None:
                words = self.tr("with titles") if held is Held.DOCUMENTS else self.tr("with sites")
                note = small(QLabel(words))
                self._grid.addWidget(note, place, column, _side(column))
        return title

    def _add_level(self, place: int, name: str, setting: str) -> None:
        """A row of which there are no numbers of its own."""
        title = QLabel(name)
        title.setProperty("secondary", True)
        self._grid.addWidget(title, place, 0)
        self._grid.addWidget(self._field(setting), place, 4)

    def _field(self, name: str) -> QWidget:
        entry = entry_of(name)
        field = entry.field()
        field.name(entry.title)
        field.setToolTip(entry.meaning)
        field.setMinimumWidth(round(self.fontMetrics().height() * _FIELD_WIDTH))  # longer words get more
        field.chosen.connect(partial(self._chosen, name))
        self.fields[name] = field
        return field

    def _chosen(self, name: str, text: str) -> None:
        def answer(words: str, wrong: bool) -> None:
            self._remark.setText(words)
            self._remark.setProperty("wrong", wrong)
            self._remark.setProperty("secondary", not wrong)
            self._remark.style().polish(self._remark)
            self._remark.setVisible(bool(words))
            if not wrong:
                self.fields[name].drop_edit()
                self.fields[name].show_value(self._page.settings.get(name))

        self._applying.apply(name, text, answer)


def _side(column: int) -> Qt.AlignmentFlag:
    """Numbers stand under each other; everything else begins at the same edge."""
    side = Qt.AlignmentFlag.AlignRight if column in (1, 2, 3, 4, 5) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _time_kept(store: Store) -> TimeKept:
    return time_kept(store.connection)


def _counted(store: Store) -> tuple[Mapping[Held, Amount], float]:
    begun = time.perf_counter()
    return details_kept(store.connection), time.perf_counter() - begun
