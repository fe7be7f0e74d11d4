"""What is shared: nothing, and what there would have to be before anything could be."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout

from worktracker.desktop.look import KEY_NUMBER, scaled
from worktracker.desktop.window.card import Card
from worktracker.desktop.window.network_card import NetworkCard
from worktracker.desktop.window.page import Around, Page, small


class SharingPage(Page):
    """A sentence, the conditions, and the proof."""

    name = "sharing"

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self.head(self.tr("Sharing"))
        headline = QLabel(self.tr("Nothing is shared"))
        headline.setFont(scaled(self.font(), KEY_NUMBER, bold=True))
        meaning = small(QLabel(self.tr("This version of worktracker cannot send anything.")))
        meaning.setFont(self.font())
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(headline)
        words.addWidget(meaning)
        self.body.addLayout(words)
        self.body.addWidget(self._conditions())
        self.body.addWidget(NetworkCard(around.network))
        self.body.addStretch(1)

    @property
    def window_title(self) -> str:
        """What the window's title says."""
        return self.tr("sharing")

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
