"""Every request that left, with its exact body, and whether the ledger is as it was written."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
)

from worktracker.desktop.dates import date_time_in_figures
from worktracker.desktop.sharing.text_box import TextBox
from worktracker.desktop.window.card import Card
from worktracker.desktop.window.page import Page, small
from worktracker.errors import WorkTrackerError
from worktracker.store.ledger import Entry
from worktracker.store.store import Store

_ROWS = 6


class LedgerCard(Card):
    """The newest requests and answers; the body of the one that is chosen.

    Args:
        page: which asks.
        rows: the newest first.
    """

    def __init__(self, page: Page, rows: tuple[Entry, ...]) -> None:
        super().__init__(QCoreApplication.translate("LedgerCard", "What was sent"))
        self._page = page
        self._rows = rows
        self.verify = QPushButton(self.tr("&Verify"))
        self.verify.setProperty("flat", True)
        self.verify.setAccessibleDescription(self.tr("See that nothing of it was changed afterwards"))
        self.verify.clicked.connect(self._verify)
        self.corner.addWidget(self.verify)
        self.remark = small(QLabel())
        self.remark.setWordWrap(True)
        self.remark.hide()
        self.add(self.remark)
        self.table = QTableWidget(len(rows), 3)
        self.table.setHorizontalHeaderLabels(
            [self.tr("When"), self.tr("Recipient"), self.tr("Request or answer")]
        )
        self.table.setAccessibleName(self.tr("Requests and answers, the newest first"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        for place, entry in enumerate(rows):
            for column, text in enumerate(self._cells(entry)):
                self.table.setItem(place, column, QTableWidgetItem(text))
        height = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(height * (min(len(rows), _ROWS) + 1) + 4)
        self.body.addSpacing(4)
        self.add(self.table)
        self.box = TextBox(self.tr("The exact body"))
        self.box.hide()
        self.body.addSpacing(6)
        self.add(self.box)
        self.table.itemSelectionChanged.connect(self._show)

    def _cells(self, entry: Entry) -> tuple[str, str, str]:
        when = date_time_in_figures(QDateTime.fromMSecsSinceEpoch(entry.at_ms))
        head = _plain(entry.head.partition("\n")[0])
        if entry.answers is not None:
            head = self.tr("answer: %1").replace("%1", head)
        return when, entry.recipient, head

    def _show(self) -> None:
        chosen = self.table.selectionModel().selectedRows()
        if not chosen:
            self.box.hide()
            return
        body = self._rows[chosen[0].row()].body
        if body is None:
            text = self.tr(
                "Not kept: a day of it was forgotten, it held a token, or no summary server sent it."
                " Its checksum is."
            )
        else:
            text = _plain(body.decode("utf-8", "backslashreplace")) or self.tr("Without a body.")
        self.box.setPlainText(text)
        self.box.show()

    def _verify(self) -> None:
        def ask(store: Store) -> tuple[int, str | None]:
            return store.ledger.verify()

        self._page.ask(ask, self._tell, "verify", shower=self, failed=self._failed)

    def _tell(self, found: tuple[int, str | None]) -> None:
        count, wrong = found
        if wrong is None:
            words = self.tr("%Ln rows, as they were written.", "", count)
        else:
            words = self.tr("It was changed: %Ln rows hold, and what comes after them does not.", "", count)
        self._say(words, wrong=wrong is not None)

    def _failed(self, _: WorkTrackerError) -> None:
        self._say(self.tr("It can't be read for the moment."), wrong=True)

    def _say(self, words: str, *, wrong: bool) -> None:
        self.remark.setText(words)
        self.remark.setProperty("wrong", wrong)
        self.remark.setProperty("secondary", not wrong)
        self.remark.style().polish(self.remark)
        self.remark.show()


def _plain(text: str) -> str:
    """A server's words on one line, with nothing in them that moves others."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
