"""Taking everything along, and leaving nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from worktracker.app.collecting import holdings
from worktracker.clock import Clock
from worktracker.desktop.said import said
from worktracker.desktop.window.card import Card
from worktracker.desktop.window.page import Page, small
from worktracker.home import Home
from worktracker.keys.slots import KeySlots
from worktracker.store.store import Store


class LeavingCard(Card):
    """Two lines: an archive of everything, and the end of everything.

    Args:
        page: which asks.
    """

    _told = Signal(int, int)

    def __init__(self, page: Page) -> None:
        super().__init__(QCoreApplication.translate("LeavingCard", "Your data"))
        self._page = page
        self._export = QPushButton(self.tr("E&xport everything…"))
        self._export.clicked.connect(self._choose)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Stop the export"))
        self._cancel.clicked.connect(lambda: self._end(self.tr("Nothing was written.")))
        self._cancel.hide()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How much is written"))
        self._bar.hide()
        self._remark = small(QLabel())
        self._remark.setWordWrap(True)
        self._remark.hide()
        erase = QPushButton(self.tr("&Erase everything…"))
        erase.setProperty("destructive", True)
        erase.clicked.connect(self._ask_end)
        self.add(
            _line(
                self.tr("One archive of open formats"),
                self.tr("Everything that is held about you, explained, as a ZIP file. It is not encrypted."),
                self._export,
                self._cancel,
            )
        )
        self.add(self._bar)
        self.add(self._remark)
        self.add_row(
            _line(
                self.tr("Leave nothing"),
                self.tr("The key, the record, its copies, settings and logs. Then worktracker ends."),
                erase,
            )
        )
        self._told.connect(self._show_progress)

    def write(self, target: Path) -> None:
        """Write the archive into ``target``, beside the recording, whole or not at all."""
        recording = self._page.recording
        home, slots, clock = recording.home, recording.slots, recording.clock
        self._export.hide()
        self._cancel.show()
        self._bar.setRange(0, 0)
        self._bar.show()
        self._say("")
        told = self._told

        def written(store: Store) -> None:
            _write(home, store, slots, clock, target, told.emit)

        self._page.ask(
            written,
            lambda _: self._end(
                self.tr("%1 is written. It is not encrypted: whoever has it can read all of it.").replace(
                    "%1", str(target)
                )
            ),
            "my data",
            takes_long=True,
            failed=lambda error: self._end(said(error)),
        )

    def _choose(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = documents if Path(documents).is_dir() else str(Path.home())
        name = f"worktracker-my-data-{QDate.currentDate().toString(Qt.DateFormat.ISODate)}.zip"
        dialog = QFileDialog(
            self.window(), self.tr("Export everything, not encrypted"), folder, self.tr("ZIP (*.zip)")
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        dialog.show()

    def _chosen(self, name: str) -> None:
        self.write(Path(name))

    def _show_progress(self, done: int, count: int) -> None:
        self._bar.setRange(0, max(count, 1))
        self._bar.setValue(min(done, count))

    def _end(self, words: str) -> None:
        self._page.ask_no_more("my data")
        self._bar.hide()
        self._cancel.hide()
        self._export.show()
        self._say(words)

    def _say(self, words: str) -> None:
        self._remark.setText(words)
        self._remark.setVisible(bool(words))

    def _ask_end(self) -> None:
        from worktracker.desktop.privacy.end_dialog import EndDialog

        dialog = EndDialog(self.window(), self._page.around.erase_everything)
        dialog.show()


def _write(
    home: Home, store: Store, slots: KeySlots, clock: Clock, target: Path, told: Callable[[int, int], None]
) -> None:
    """Write the archive; ``told`` hears how many rows of how many."""
    from worktracker.interchange.my_data import write
    from worktracker.interchange.new_file import new_file

    held = holdings(home, store, slots)
    count = held.count()
    now_ms = clock.now().wall_ms
    offset = timezone(timedelta(seconds=clock.zone_at(now_ms).offset_s))
    with new_file(target) as file:
        write(held, file, datetime.fromtimestamp(now_ms / 1000, offset), lambda done: told(done, count))


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
