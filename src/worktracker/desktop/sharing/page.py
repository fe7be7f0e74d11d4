"""What is shared, with whom, under which permission, and every byte that left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from worktracker.desktop.look import scaled
from worktracker.desktop.sharing.commands_card import CommandsCard
from worktracker.desktop.window.card import Card
from worktracker.desktop.window.network_card import NetworkCard
from worktracker.desktop.window.page import Around, Page, small
from worktracker.store.store import Store

if TYPE_CHECKING:  # what reads receipts comes with the first answer
    from worktracker.desktop.sharing.reading import Grant, Sharing


class SharingPage(Page):
    """A sentence; then the grants and what was sent, or the conditions; the commands, and the proof."""

    name = "sharing"

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self.head(self.tr("Sharing"))
        self._headline = QLabel(self.tr("Nothing is shared"))
        self._headline.setFont(scaled(self.font(), 1.2, bold=True))
        self._headline.setWordWrap(True)
        self._meaning = small(QLabel())
        self._meaning.setFont(self.font())
        self._meaning.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._headline)
        words.addWidget(self._meaning)
        self.body.addLayout(words)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(self.body.spacing())
        self.body.addLayout(self._parts)
        self.body.addWidget(NetworkCard(around.network))
        self.body.addStretch(1)
        self._known: Sharing | None = None
        self.shown: list[QWidget] = []

    @property
    def window_title(self) -> str:
        """What the window's title says."""
        return self.tr("sharing")

    def refresh(self) -> None:
        """Read the grants and the ledger anew."""
        clock = self.recording.clock

        def read(store: Store) -> Sharing:
            from worktracker.desktop.sharing.reading import reader  # with a grant, what checks signatures

            return reader(clock)(store)

        self.ask(read, self._show)

    def _show(self, found: Sharing) -> None:
        if found == self._known:
            return
        self._known = found
        self.around.network.look()  # the foot says whether something is shared
        for part in self.shown:
            self._parts.removeWidget(part)
            part.deleteLater()
        self.shown = self._made(found)
        for part in self.shown:
            self._parts.addWidget(part)

    def _made(self, found: Sharing) -> list[QWidget]:
        from worktracker.desktop.sharing.ledger_card import LedgerCard

        holding: list[Grant] = []
        parts: list[QWidget] = []
        if found.grants:
            from worktracker.desktop.sharing.grant_card import GrantCard
            from worktracker.sync.standing import Standing

            holding = [each for each in found.grants if each.standing is Standing.HOLDS]
            parts += [GrantCard(self, each) for each in found.grants if not each.deleted]
        self._say(holding)
        if not parts:
            parts.append(self._conditions())
        if found.rows:
            parts.append(LedgerCard(self, found.rows))
        parts.append(CommandsCard(granted=bool(holding)))
        return parts

    def _say(self, holding: list[Grant]) -> None:
        if not holding:
            self._headline.setText(self.tr("Nothing is shared"))
            self._meaning.setText(self.tr("Without your permission nothing leaves this computer."))
            return
        urls = {each.url for each in holding}
        self._headline.setText(self.tr("Shared with %Ln recipients", "", len(urls)))
        self._meaning.setText(
            self.tr("Totals of days that have ended, as you allowed it below, and nothing else.")
        )

    def _conditions(self) -> Card:
        card = Card(self.tr("Before anything could leave this computer"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        conditions = (
            (
                self.tr("Your permission"),
                self.tr(
                    "For one recipient, with the fields that it may have, whether names are in them, and a"
                    " day on which it ends."
                ),
            ),
            (
                self.tr("The exact bytes"),
                self.tr("Shown to you first, as they would be sent; nothing else goes with them."),
            ),
            (
                self.tr("A receipt"),
                self.tr("Of everything that was sent: to whom, when and what, kept here for you."),
            ),
            (
                self.tr("A way back"),
                self.tr("You can take a permission back at any time; from then on nothing is sent."),
            ),
        )
        for place, (title, meaning) in enumerate(conditions):
            number = QLabel(str(place + 1))
            number.setFont(scaled(self.font(), 1.1, bold=True))
            number.setProperty("secondary", True)
            name = QLabel(title)
            more = small(QLabel(meaning))
            more.setWordWrap(True)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(number, 3 * place, 0, 2, 1, top)
            grid.addWidget(name, 3 * place, 1)
            grid.addWidget(more, 3 * place + 1, 1, top)
            grid.setRowMinimumHeight(3 * place + 2, 10)
        card.body.addSpacing(6)
        card.add(grid)
        return card
