"""What is kept, where it is, whether it could leave, and how to be rid of it."""

from __future__ import annotations

from worktracker.desktop.privacy.kept_card import KeptCard
from worktracker.desktop.privacy.place_card import PlaceCard
from worktracker.desktop.window.in_turns import InTurns
from worktracker.desktop.window.network_card import NetworkCard
from worktracker.desktop.window.page import Around, Page


class PrivacyPage(Page):
    """Six cards, from what there is to the end of it."""

    name = "privacy"

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self.head(self.tr("Privacy"))
        self.kept = KeptCard(self)
        self.place: PlaceCard | None = None
        self.body.addWidget(self.kept)
        steps = (self._add_place, self._add_network, self._add_leaks, self._add_forget, self._add_leaving)
        self.making = InTurns(self, steps)

    @property
    def window_title(self) -> str:
        """What the window's title says."""
        return self.tr("privacy")

    def refresh(self) -> None:
        """Bring everything up to this moment; what takes long is counted once."""
        self.kept.refresh()
        if self.place is not None:
            self.place.refresh()

    def fit(self, *, narrow: bool) -> None:
        """Lie in a window that is, or isn't, narrow."""
        super().fit(narrow=narrow)
        self.kept.fit(narrow=narrow)

    def _add_place(self) -> None:
        self.place = PlaceCard(self)
        self.body.addWidget(self.place)
        self.place.refresh()

    def _add_network(self) -> None:
        self.body.addWidget(NetworkCard(self.around.network))

    def _add_leaks(self) -> None:
        from worktracker.desktop.privacy.leaks_card import LeaksCard

        self.leaks = LeaksCard(self)
        self.body.addWidget(self.leaks)

    def _add_forget(self) -> None:
        from worktracker.desktop.privacy.forget_card import ForgetCard

        self.forget = ForgetCard(self, self.kept.count)
        self.body.addWidget(self.forget)

    def _add_leaving(self) -> None:
        from worktracker.desktop.privacy.leaving_card import LeavingCard

        self.leaving = LeavingCard(self)
        self.body.addWidget(self.leaving)
        self.body.addStretch(1)
