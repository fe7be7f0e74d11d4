"""Where the record is, what copies there are, how its key is kept, and when it is recorded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QVBoxLayout

from worktracker.app.backups import Backups
from worktracker.app.opening import path_size
from worktracker.desktop.bidi import paths_words
from worktracker.desktop.dates import date_time_in_figures
from worktracker.desktop.direction import keep_side
from worktracker.desktop.numbers import counted_text, size_text
from worktracker.desktop.window.card import Card
from worktracker.desktop.window.elided import Elided
from worktracker.desktop.window.flow import Flow
from worktracker.desktop.window.page import Page, small
from worktracker.desktop.window.there import while_there
from worktracker.home import Home
from worktracker.model.hours import WEEKDAYS
from worktracker.store.store import Store

_LINE = 3
"""Rows of the grid that a line takes: what it is, more of it, and buttons or air."""


@dataclass(frozen=True, slots=True)
class Place:
    """What is on the disk.

    Attributes:
        size: of the record, its log included, in bytes.
        copies: how many there are that can be reached, and their bytes together.
        newest: when the newest was made, in local time.
        folders: where they are.
        missing: folders with copies that are not there now.
    """

    size: int
    copies: tuple[int, int]
    newest: datetime | None
    folders: tuple[Path, ...]
    missing: tuple[Path, ...]


def place(home: Home, store: Store) -> Place:
    """Look at the disk."""
    backups = Backups.of(home, store)
    copies = backups.all()
    made = [each.made for each in copies if not each.aside]
    return Place(
        path_size(store.path) + path_size(store.path.with_name(f"{store.path.name}-wal")),
        (len(copies), sum(path_size(each.path) for each in copies)),
        max(made, default=None),
        tuple(dict.fromkeys(each.path.parent for each in copies)),
        backups.missing,
    )


class PlaceCard(Card):
    """A line for the record, its copies, its key and its hours.

    Args:
        page: which asks.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(QCoreApplication.translate("PlaceCard", "Where it is"))
        self._page = page
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._record, self._record_more = self._line(self.tr("Record"))
        keep_side(self._record)
        self._record.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a path, wherever it stands
        self._copies, self._copies_more = self._line(self.tr("Copies"))
        self._key, self._key_more = self._line(self.tr("Key"))
        self._hours, self._hours_more = self._line(self.tr("Hours"))
        self._add_key_buttons()
        hours = QPushButton(self.tr("Chan&ge…"))
        hours.setAccessibleName(self.tr("Change the hours in the settings"))
        hours.clicked.connect(lambda: page.around.turn_to("settings"))
        self._button(hours, 3)
        self.body.addSpacing(6)
        self.add(self._grid)

    def refresh(self) -> None:
        """Look at the disk, the keys and the settings."""
        recording = self._page.recording
        store, home = recording.opened.store, recording.home
        self._record.setText(str(store.path))
        ways = recording.slots.current
        words = {
            (True, False): self.tr("In the desktop's keyring"),
            (False, True): self.tr("Sealed with your passphrase"),
            (True, True): self.tr("In the desktop's keyring, and sealed with your passphrase"),
        }.get((ways.keyring is not None, ways.passphrase is not None), "–")
        self._key.setText(words)
        self._key_more.setText(
            self.tr("Without it or the recovery phrase nobody can open the record.")
            if ways.keyring is None
            else self.tr("It opens with your login; nothing is asked.")
        )
        self.passphrase.setText(
            self.tr("Set a p&assphrase…") if ways.passphrase is None else self.tr("Change the p&assphrase…")
        )
        hours = self._page.settings.get("hours")
        always = hours == "always"
        self._hours.setText(self.tr("All hours of the week") if always else _week_words(hours))
        self._hours_more.setText(
            self.tr("Whenever it is started.") if always else self.tr("Outside them nothing is recorded.")
        )
        self._page.ask(lambda reader: place(home, reader), self._show, "place")

    def _show(self, found: Place) -> None:
        self._record_more.setText(
            self.tr("%1, encrypted with SQLCipher: AES-256").replace("%1", size_text(found.size))
        )
        count, size = found.copies
        if found.newest is None:
            self._copies.setText(self.tr("None yet"))
            daily = self._page.settings.switch("backup")
            self._copies_more.setText(
                self.tr("The first is made on the first day that worktracker runs for ten minutes.")
                if daily
                else self.tr("The daily copy is off in the settings; by command: worktracker backup create.")
            )
        else:
            made = QDateTime.fromString(f"{found.newest:%Y-%m-%dT%H:%M:%S}", Qt.DateFormat.ISODate)
            when = date_time_in_figures(made)
            words = counted_text(count, self.tr("%1 copy, of %2"), self.tr("%1 copies, the newest of %2"))
            self._copies.setText(words.replace("%2", when))
            self._copies_more.setText(
                self.tr("%1, encrypted, each read through when it was made; in %2")
                .replace("%1", size_text(size))
                .replace("%2", paths_words(found.folders))
            )
        if found.missing:
            away = self.tr("Not there now: %1").replace("%1", paths_words(found.missing))
            self._copies_more.setText(f"{self._copies_more.text()}\n{away}")

    def _line(self, name: str) -> tuple[QLabel, QLabel]:
        row = self._grid.rowCount()
        title = QLabel(name)
        title.setProperty("secondary", True)
        top = Qt.AlignmentFlag.AlignTop
        value = Elided()
        value.setAccessibleName(name)
        more = small(QLabel())
        more.setWordWrap(True)
        more.setTextFormat(Qt.TextFormat.PlainText)
        self._grid.addWidget(title, row, 0, top)
        self._grid.addWidget(value, row, 1, top)
        self._grid.addWidget(more, row + 1, 1, top)
        self._grid.setRowMinimumHeight(row + 2, 8)
        return value, more

    def _button(self, button: QPushButton, line: int) -> None:
        self._grid.addWidget(button, 1 + line * _LINE, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)

    def _add_key_buttons(self) -> None:
        self.passphrase = QPushButton(self.tr("Set a p&assphrase…"))
        self.passphrase.clicked.connect(self._change_passphrase)
        phrase = QPushButton(self.tr("Recover&y phrase…"))
        phrase.clicked.connect(self._show_phrase)
        self.new_key = QPushButton(self.tr("&New key…"))
        self.new_key.clicked.connect(self._replace_key)
        buttons = Flow()
        for button in (phrase, self.passphrase, self.new_key):
            buttons.addWidget(button)
        row = QVBoxLayout()
        row.setContentsMargins(0, 6, 0, 10)
        row.addLayout(buttons)
        self._grid.addLayout(row, 3 + 2 * _LINE, 1, 1, 2)

    def _show_phrase(self) -> None:
        from worktracker.desktop.privacy.phrase_dialog import PhraseDialog

        self._show_dialog(PhraseDialog(self.window(), self._page.recording.opened.store.key))

    def _change_passphrase(self) -> None:
        from worktracker.desktop.privacy.passphrase_change import PassphraseChange

        self._show_dialog(PassphraseChange(self._page, while_there(self, self.refresh)))

    def _replace_key(self) -> None:
        from worktracker.desktop.privacy.new_key import NewKey

        self._show_dialog(NewKey(self._page, while_there(self, self.refresh)))

    def _show_dialog(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.show()


def _week_words(hours: str) -> str:
    """The hours of the settings, with the days in the user's language."""
    locale = QLocale()

    def day(found: re.Match[str]) -> str:
        return locale.standaloneDayName(WEEKDAYS.index(found[0]) + 1, QLocale.FormatType.ShortFormat)

    return re.sub("|".join(WEEKDAYS), day, hours)
