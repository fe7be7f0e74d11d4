"""A rule that would keep out what was found, and what becomes of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMessageBox, QPushButton, QWidget

from worktracker.app.erasing import exclude_reached
from worktracker.desktop.durations import duration_words
from worktracker.desktop.window.page import Page
from worktracker.desktop.window.there import while_there
from worktracker.errors import WorkTrackerError
from worktracker.privacy.leaks import Field, Kind
from worktracker.reports.leaks import Proposal
from worktracker.store.erase import Eraser, Forgotten, Reach
from worktracker.store.store import Store


class ProposedRule(QWidget):
    """A line with a button; what that does goes on, and is told, where another look has taken the line away.

    Args:
        page: which asks.
        proposal: the rule, and what it is for.
    """

    def __init__(self, page: Page, proposal: Proposal) -> None:
        super().__init__()
        self._page = page
        self._proposal = proposal
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        label = QLabel(self._deed())
        label.setWordWrap(True)
        self._add = QPushButton(self.tr("Add rule…"))
        self._add.setAccessibleName(f"{self._add.text()} {label.text()}")
        self._add.clicked.connect(self._preview)
        row.addWidget(label, 1)
        row.addWidget(self._add)

    def _deed(self) -> str:
        proposal = self._proposal
        shown = {
            Kind.E_MAIL: self.tr("e-mail addresses"),
            Kind.TOKEN: self.tr("keys and tokens"),
            Kind.CARD: self.tr("card numbers"),
            Kind.IBAN: self.tr("account numbers"),
        }[proposal.kind]
        words = (
            self.tr("Hide titles that show %1")
            if proposal.field is Field.TITLE
            else self.tr("Keep only the site of addresses that show %1")
        )
        return words.replace("%1", shown)

    def _preview(self) -> None:
        """Say how much the rule would change in what is stored, and ask."""
        rule = self._proposal.rule
        self._work(self.tr("Counting…"))

        def counted(store: Store) -> Reach:
            return Eraser(store.connection, store.settings.day_start_ms).reach(rule)

        self._page.ask(counted, self._ask, ("reach", rule), shower=self, takes_long=True, failed=self._failed)

    def _ask(self, reach: Reach) -> None:
        self._ready()
        box = QMessageBox(QMessageBox.Icon.Question, self.tr("Add a rule"), self._deed())
        words = self.tr(
            "From now on everything of this shape is left out. From %Ln spans (%1) that are stored it is"
            " erased for good, in the file and in its copies.",
            "",
            reach.spans,
        )
        box.setInformativeText(words.replace("%1", duration_words(reach.duration_ms)))
        wanted = box.addButton(
            self.tr("&Add and erase from %Ln spans", "", reach.spans), QMessageBox.ButtonRole.DestructiveRole
        )
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)

        def answered() -> None:
            if box.clickedButton() is wanted:
                self._erase()

        box.finished.connect(answered)
        self._page.around.open(box)

    def _erase(self) -> None:
        """Add the rule, and apply it; the line may have gone while the question stood."""
        around, recording = self._page.around, self._page.recording
        work = partial(exclude_reached, recording.home, self._proposal.rule, recording.clock.now().wall_ms)
        try:
            around.rewrite(self, work, self._done, cut=True, follow=True)
        except WorkTrackerError as error:
            around.tell(error)
            return
        while_there(self, self._work)(QCoreApplication.translate("ProposedRule", "Erasing…"))

    def _done(self, result: Forgotten | WorkTrackerError) -> None:
        if isinstance(result, WorkTrackerError):
            self._failed(result)
        else:
            self._add.setText(self.tr("Done"))

    def _failed(self, error: WorkTrackerError) -> None:
        self._ready()
        self._page.around.tell(error)

    def _work(self, words: str) -> None:
        self._add.setEnabled(False)
        self._add.setText(words)

    def _ready(self) -> None:
        self._add.setText(self.tr("Add rule…"))
        self._add.setEnabled(True)
