"""What is kept, where it is, whether it could leave, and how to be rid of it."""

from __future__ import annotations

from worktracker.desktop.privacy.forget_card import ForgetCard
from worktracker.desktop.privacy.kept_card import KeptCard
from worktracker.desktop.privacy.leaks_card import LeaksCard
from worktracker.desktop.privacy.leaving_card import LeavingCard
from worktracker.desktop.privacy.place_card import PlaceCard
from worktracker.desktop.window.network_card import NetworkCard
from worktracker.desktop.window.page import Around, Page


class PrivacyPage(Page):
    """Six cards, from what there is to the end of it."""

    name = "privacy"

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self.head(self.tr("Privacy"))
        self.kept = KeptCard(self)
        self.place = PlaceCard(self)
        self.network = NetworkCard(around.network)
        self.leaks = LeaksCard(self)
        self.forget = ForgetCard(self, self.kept.count)
        self.leaving = LeavingCard(self)
        for card in (self.kept, self.place, self.network, self.leaks, self.forget, self.leaving):
            self.body.addWidget(card)
        self.body.addStretch(1)

    @property
    def window_title(self) -> str:
        """What the window's title says."""
        return self.tr("privacy")

    def refresh(self) -> None:
        """Bring everything up to this moment; what takes long is counted once."""
        self.kept.refresh()
        self.place.refresh()
