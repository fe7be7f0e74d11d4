"""One grant: what it lets out, how far it has come, its receipt, and the way back."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMessageBox, QPushButton

from worktracker.desktop.dates import date_in_figures
from worktracker.desktop.direction import keep_side
from worktracker.desktop.look import scaled
from worktracker.desktop.sharing.reading import Grant
from worktracker.desktop.sharing.text_box import TextBox
from worktracker.desktop.window.card import Card
from worktracker.desktop.window.page import Page, small
from worktracker.errors import StoreBusyError, WorkTrackerError
from worktracker.sync.standing import Standing
from worktracker.sync.summary import OTHER, Kind


class GrantCard(Card):
    """A grant that is not over yet.

    Args:
        page: which asks.
        grant: what is shown.
    """

    def __init__(self, page: Page, grant: Grant) -> None:
        super().__init__(grant.url)
        self._page = page
        self._grant = grant
        line = QLabel(standing_words(grant))
        line.setFont(scaled(self.font(), 1.1, bold=True))
        line.setWordWrap(True)
        self.add(line)
        self.body.addSpacing(6)
        self.add(self._fields())
        self.body.addSpacing(8)
        self._box = TextBox("")
        self._box.hide()
        self.bytes = QPushButton(self.tr("Show the next bytes"))
        self.receipt = QPushButton(self.tr("Show the receipt"))
        self.revoke = QPushButton(self.tr("Take it back…"))
        self.revoke.setProperty("destructive", True)
        self.bytes.setVisible(grant.standing is Standing.HOLDS or grant.due > 0)
        self.revoke.setVisible(grant.standing not in (Standing.REVOKED, Standing.REPLACED))
        nothing = self.tr("Nothing is due: no request would be sent.")
        self.bytes.clicked.connect(lambda: self._show(self.bytes.text(), grant.next_body or nothing))
        self.receipt.clicked.connect(lambda: self._show(self.receipt.text(), grant.receipt))
        self.revoke.clicked.connect(self._ask)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.bytes, self.receipt):
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.revoke)
        self.add(buttons)
        self.body.addSpacing(8)
        self.add(self._box)

    @property
    def shown(self) -> str:
        """The exact text in sight; empty without."""
        return self._box.toPlainText() if not self._box.isHidden() else ""

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(self._values()):
            grid.addWidget(small(QLabel(name)), row, 0, Qt.AlignmentFlag.AlignTop)
            words = QLabel(value)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            keep_side(words)
            grid.addWidget(words, row, 1)
        return grid

    def _values(self) -> list[tuple[str, str]]:
        grant, terms = self._grant, self._grant.terms
        found = [(self.tr("Its key"), grant.key)]
        if terms is None:
            return found
        of = self.tr("categories") if terms.of is Kind.CATEGORIES else self.tr("applications")
        rounded = self.tr("to %1 minutes").replace("%1", str(terms.coarseness_minutes))
        if terms.shortest_minutes:
            below = self.tr("what is below %1 minutes stays here").replace("%1", str(terms.shortest_minutes))
            rounded = f"{rounded}; {below}"
        days = self.tr("from %1 to %2").replace("%1", _day_text(terms.first_day))
        return [
            *found,
            (self.tr("Purpose"), terms.purpose),
            (self.tr("What leaves"), self.tr("Seconds of each day, by %1").replace("%1", of)),
            (self.tr("Names"), ", ".join([*terms.names, OTHER])),
            (self.tr("Rounded"), rounded),
            (self.tr("Days"), days.replace("%2", _day_text(terms.end_date))),
            (self.tr("Pseudonym"), terms.pseudonym),
            (
                self.tr("So far"),
                self.tr("%Ln days there", "", grant.there) + ", " + self.tr("%Ln due", "", grant.due),
            ),
        ]

    def _show(self, name: str, text: str) -> None:
        """Show a text, or hide it where it is in sight."""
        if self.shown == text:
            self._box.hide()
            return
        self._box.setAccessibleName(name)
        self._box.setPlainText(text)
        self._box.show()

    def _ask(self) -> None:
        box = QMessageBox(
            QMessageBox.Icon.Question, self.tr("Sharing"), self.tr("Take this permission back?")
        )
        box.setInformativeText(
            self.tr(
                "Nothing more is sent, from this moment on. At the next sync the recipient is told to delete"
                " what it was sent under it, until it says that it did."
            )
        )
        take = box.addButton(self.tr("Take it back"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)

        def answered() -> None:  # not the card's own method: Qt would not call it once the card is made anew
            if box.clickedButton() is take:
                self._take_back()

        box.finished.connect(answered)
        self._page.around.open(box)

    def _take_back(self) -> None:
        recording = self._page.recording
        try:
            if recording.held:
                raise StoreBusyError("The record is being rewritten.", "Try again.")
            recording.opened.store.sharing.revoke(self._grant.recipient, recording.clock.now().wall_ms)
        except WorkTrackerError as error:
            self._page.around.tell(error)
        self._page.refresh()


def _day_text(day: date) -> str:
    return date_in_figures(QDate(day.year, day.month, day.day))


def standing_words(grant: Grant) -> str:
    """What a grant is worth today."""
    translate = QCoreApplication.translate
    if grant.standing is Standing.HOLDS:
        if grant.ends_soon:
            return translate("Sharing", "Holds, and ends within a week")
        if not grant.received:
            return translate("Sharing", "Holds; the recipient does not have its receipt yet")
        return translate("Sharing", "Holds")
    if grant.standing in (Standing.REVOKED, Standing.REPLACED):
        taken = (
            translate("Sharing", "Taken back")
            if grant.standing is Standing.REVOKED
            else translate("Sharing", "Replaced by a newer one")
        )
        rest = (
            translate("Sharing", "what came under it is deleted")
            if grant.deleted
            else translate("Sharing", "the recipient has yet to say that it deleted what came under it")
        )
        return f"{taken}; {rest}"
    return {
        Standing.ENDED: translate("Sharing", "Has ended: no totals are sent"),
        Standing.RESTORED: translate("Sharing", "Has ended, because a copy of the record was restored"),
        Standing.OTHER_SCHEMA: translate(
            "Sharing", "Was made for another version of what is sent: nothing is sent"
        ),
    }.get(grant.standing, translate("Sharing", "Its receipt is not that of this recipient: nothing is sent"))
