"""Taking everything along, and leaving nothing behind."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import BinaryIO

from PySide6.QtCore import QCoreApplication, QDate, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from worktracker.app.collecting import holdings
from worktracker.app.recording import Recording
from worktracker.desktop.export import Paper
from worktracker.desktop.reports.export_bar import ExportBar
from worktracker.desktop.window.card import Card
from worktracker.desktop.window.page import Page, small
from worktracker.store.store import Store


class LeavingCard(Card):
    """Two lines: an archive of everything, and the end of everything.

    Args:
        page: which asks.

    Attributes:
        bar: how far the archive has come; it is written to its end though the window is closed.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(QCoreApplication.translate("LeavingCard", "Your data"))
        self._page = page
        around = page.around
        self.export = QPushButton(self.tr("E&xport everything…"))
        self.export.clicked.connect(self._choose)
        self.bar = ExportBar(page.recording, around.notify, around.tell)
        self.bar.setContentsMargins(0, 0, 0, 8)  # from the line below
        self.erase = QPushButton(self.tr("&Erase everything…"))
        self.erase.setProperty("destructive", True)
        self.erase.clicked.connect(self._ask_end)
        self.add(
            _line(
                self.tr("One archive of open formats"),
                self.tr("Everything that is held about you, explained, as a ZIP file. It is not encrypted."),
                self.export,
            )
        )
        self.add(self.bar)
        self.add_row(
            _line(
                self.tr("Leave nothing"),
                self.tr("The key, the record, its copies, settings and logs. Then worktracker ends."),
                self.erase,
            )
        )

    def _choose(self) -> None:
        self.bar.ask(my_data_paper(self._page.recording))

    def _ask_end(self) -> None:
        from worktracker.desktop.privacy.end_dialog import EndDialog

        dialog = EndDialog(self.window(), self._page.around.erase_everything)
        dialog.show()


def my_data_paper(recording: Recording) -> Paper:
    """Everything that is held, as one archive."""
    translate = QCoreApplication.translate
    home, slots, clock = recording.home, recording.slots, recording.clock

    def write(store: Store, file: BinaryIO) -> str:
        from worktracker.interchange.my_data import write as write_archive

        told = store.tell_progress(None)  # it is more than the spans of which that would be told
        held = holdings(home, store, slots)
        count = max(1, held.count())
        now_ms = clock.now().wall_ms
        zone = timezone(timedelta(seconds=clock.zone_at(now_ms).offset_s))

        def progress(done: int) -> None:
            if told is not None:
                told(min(1.0, done / count))

        write_archive(held, file, datetime.fromtimestamp(now_ms / 1000, zone), progress)
        return translate("LeavingCard", "Exported: everything")

    return Paper(
        translate("LeavingCard", "Export everything, not encrypted"),
        f"worktracker-my-data-{QDate.currentDate().toString(Qt.DateFormat.ISODate)}.zip",
        translate("LeavingCard", "ZIP (*.zip)"),
        write,
    )


def _line(title: str, meaning: str, *buttons: QPushButton) -> QWidget:
    line = QWidget()
    words = QVBoxLayout()
    words.setSpacing(1)
    more = small(QLabel(meaning))
    more.setWordWrap(True)
    words.addWidget(QLabel(title))
    words.addWidget(more)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 8, 0, 8)
    row.setSpacing(12)
    row.addLayout(words, 1)
    for button in buttons:
        row.addWidget(button)
    return line
