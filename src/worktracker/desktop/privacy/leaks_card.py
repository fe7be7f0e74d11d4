"""Looking for private things in what is stored, and the rules that keep them out."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from worktracker.desktop.durations import duration_words
from worktracker.desktop.numbers import counted_text, number_text
from worktracker.desktop.privacy.proposed_rule import ProposedRule
from worktracker.desktop.translation import filled
from worktracker.desktop.window.card import Card
from worktracker.desktop.window.page import Page, small
from worktracker.desktop.window.there import told_there
from worktracker.privacy.leaks import Field, Kind
from worktracker.reports.leaks import Leak, Scan, activities_of, scan
from worktracker.store.store import Store

_MOST_APPS = 3


class LeaksCard(Card):
    """A button that looks; then what was found, by kind, and a line for each rule that would help.

    Args:
        page: which asks.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(QCoreApplication.translate("LeaksCard", "Private things in titles and addresses"))
        self._page = page
        self._intro = small(
            QLabel(
                self.tr(
                    "Looks for e-mail addresses, keys and tokens, card and account numbers in everything that"
                    " is stored. Nothing is sent anywhere, and no text is shown."
                )
            )
        )
        self._intro.setWordWrap(True)
        self.look = QPushButton(self.tr("&Look now"))
        self.look.clicked.connect(self._look)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Stop looking"))
        self._cancel.clicked.connect(self._end)
        self._cancel.hide()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How far it has looked"))
        self._bar.hide()
        self._found = QVBoxLayout()
        self._found.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._intro, 1)
        row.addWidget(self.look)
        row.addWidget(self._cancel)
        self.add(row)
        self.body.addSpacing(6)
        self.add(self._bar)
        self.add(self._found)

    def _look(self) -> None:
        self._clear()
        self.look.hide()
        self._cancel.show()
        self._cancel.setFocus()
        self._bar.setRange(0, 0)
        self._bar.show()
        tell = told_there(self._page.recording.loop, self, self._show_progress)

        def looked(store: Store) -> Scan:
            count = activities_of(store)
            return scan(store, lambda done: tell(done, count))

        self._page.ask(looked, self.show_found, "leaks", takes_long=True, failed=lambda _: self._end())

    def _show_progress(self, done: int, count: int) -> None:
        self._bar.setRange(0, max(count, 1))
        self._bar.setValue(done)

    def _end(self) -> None:
        self._page.ask_no_more("leaks")
        had_focus = self._cancel.hasFocus()
        self._bar.hide()
        self._cancel.hide()
        self.look.show()
        if had_focus:
            self.look.setFocus()

    def show_found(self, found: Scan) -> None:
        """Show what was found."""
        self._end()
        self._clear()
        if not found.leaks:
            words = self.tr("Nothing of the kind in %1 different windows.")
            self._say(words.replace("%1", number_text(found.activities)))
            return
        for leak in found.leaks:
            self._say(self._leak_words(leak))
        for proposal in found.proposals:
            self._found.addWidget(ProposedRule(self._page, proposal))
        if any(leak.fields[Field.DOCUMENT] for leak in found.leaks):
            self._say(self.tr("Documents go with the titles that name them."), remark=True)

    def _leak_words(self, leak: Leak) -> str:
        places = {
            Field.TITLE: (self.tr("%1 title"), self.tr("%1 titles")),
            Field.URL: (self.tr("%1 address"), self.tr("%1 addresses")),
            Field.DOCUMENT: (self.tr("%1 document"), self.tr("%1 documents")),
        }
        where = ", ".join(
            counted_text(leak.fields[field], *words) for field, words in places.items() if leak.fields[field]
        )
        names = sorted(app for app in leak.apps if app is not None)
        shown = ", ".join(names[:_MOST_APPS])
        if len(names) > _MOST_APPS:
            more = number_text(len(names) - _MOST_APPS)
            shown = filled(self.tr("%1 and %2 more"), shown, more)
        shown = shown or self.tr("windows without an application")
        length = duration_words(leak.length_ms)
        return filled(self.tr("%1: %2; %3 in %4"), self._kind(leak.kind), where, length, shown)

    def _kind(self, kind: Kind) -> str:
        return {
            Kind.E_MAIL: self.tr("E-mail addresses"),
            Kind.TOKEN: self.tr("Keys and tokens"),
            Kind.CARD: self.tr("Card numbers"),
            Kind.IBAN: self.tr("Account numbers"),
        }[kind]

    def _say(self, words: str, *, remark: bool = False) -> None:
        label = QLabel(words)
        label.setWordWrap(True)
        self._found.addWidget(small(label) if remark else label)

    def _clear(self) -> None:
        while (item := self._found.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.deleteLater()
