"""Every setting, in groups; a word in the field at the top leaves those that it is about."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from worktracker.desktop.settings.applying import Applying
from worktracker.desktop.settings.browsers import BrowserList
from worktracker.desktop.settings.catalogue import groups
from worktracker.desktop.settings.entry import Group
from worktracker.desktop.settings.lists import DocumentList, KeepActiveList
from worktracker.desktop.settings.row import SettingRow
from worktracker.desktop.spoken import name_clear_button
from worktracker.desktop.window.card import Card
from worktracker.desktop.window.in_turns import InTurns
from worktracker.desktop.window.page import Around, Page

SEARCH_WIDTH = 15
"""In heights of a line."""


class _Part(Protocol):
    """What is found by words, and brought up to date."""

    def matches(self, words: list[str], group: str) -> bool: ...

    def refresh(self) -> None: ...


class SettingsPage(Page):
    """All settings; each holds from the moment on at which it is changed."""

    name = "settings"

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._applying = Applying(self)
        self.rows: dict[str, SettingRow] = {}
        self.left.connect(self._let_go)
        self._parts: list[tuple[_Part, QWidget, QFrame | None, Card]] = []
        self._cards: list[Card] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search settings"))
        self.search.setAccessibleName(self.tr("Search settings"))
        self.search.setClearButtonEnabled(True)
        name_clear_button(self.search)
        self.search.setFixedWidth(round(self.fontMetrics().height() * SEARCH_WIDTH))
        self.search.textChanged.connect(self._filter)
        self._commands.addWidget(self.search)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self.search.setFocus)
        self.head(self.tr("Settings"))
        self._nothing = QLabel()
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setProperty("secondary", True)
        self._nothing.setWordWrap(True)
        self._nothing.hide()
        self.body.addWidget(self._nothing)
        first, *others = groups()
        self._add_group(first)
        self.making = InTurns(self, [*(partial(self._add_group, group) for group in others), self._end])

    @property
    def window_title(self) -> str:
        """What the window's title says."""
        return self.tr("settings")

    def refresh(self) -> None:
        """Show every value as it is now; what is being written stays."""
        values = self.settings.all()
        for name, row in self.rows.items():
            row.show_value(values[name])
        for part, _, _, _ in self._parts:
            part.refresh()

    def go_on(self, before: Page) -> None:
        """See :meth:`Page.go_on`; the control that had the focus has it again."""
        self.making.finish()
        super().go_on(before)
        assert isinstance(before, SettingsPage)
        self.search.setText(before.search.text())
        for name, row in before.rows.items():
            if row.isAncestorOf(before.focusWidget() or before):
                self.rows[name].field.setFocus()

    def back(self) -> bool:
        """Escape: drop what is being written; then look for nothing any more."""
        for row in self.rows.values():
            if row.field.is_edited and row.isAncestorOf(self.focusWidget() or self):
                row.say("", wrong=False)
                return True
        if not self.search.text():
            return False
        self.search.clear()
        return True

    def _let_go(self) -> None:
        """What could not be is not there any more when the page is turned to again."""
        for row in self.rows.values():
            if row.field.is_edited:
                row.say("", wrong=False)

    def _add_group(self, group: Group) -> None:
        more: list[_Part] = []
        if group.key == "recording":
            more.append(DocumentList(self.recording, self.around.discreet))
        elif group.key == "idle":
            more.append(KeepActiveList(self.recording))
        self._add_card(group.title, self._rows_of(group), more)
        if group.key == "idle":
            self._add_card(self.tr("Browsers"), [], [BrowserList(self)])

    def _end(self) -> None:
        self.body.addStretch(1)

    def _rows_of(self, group: Group) -> list[SettingRow]:
        rows = [SettingRow(entry) for entry in group.entries]
        for row in rows:
            row.chosen.connect(self._chosen)
            self.rows[row.entry.name] = row
        return rows

    def _add_card(self, title: str, rows: list[SettingRow], parts: list[_Part]) -> None:
        card = Card(title)
        for part in [*rows, *parts]:
            assert isinstance(part, QWidget)
            line = card.add_row(part) if card.parts else None
            if line is None:
                card.add(part)
            self._parts.append((part, part, line, card))
            part.refresh()
        values = self.settings
        for row in rows:
            row.show_value(values.get(row.entry.name))
        self._cards.append(card)
        self.body.addWidget(card)

    def _chosen(self, name: str, text: str) -> None:
        row = self.rows[name]

        def answer(words: str, wrong: bool) -> None:
            row.say(words, wrong=wrong)
            if not wrong:
                row.show_value(self.settings.get(name))

        self._applying.apply(name, text, answer)

    def _filter(self, text: str) -> None:
        self.making.finish()
        words = text.casefold().split()
        seen: set[Card] = set()
        for part, widget, line, card in self._parts:
            matches = part.matches(words, card.heading.text())
            widget.setVisible(matches)
            if line is not None:
                line.setVisible(matches and card in seen)
            if matches:
                seen.add(card)
        for card in self._cards:
            card.setVisible(card in seen)
        self._nothing.setText(self.tr("No setting is about “%1”.").replace("%1", text.strip()))
        self._nothing.setVisible(not seen)
