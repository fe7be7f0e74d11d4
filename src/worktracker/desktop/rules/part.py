"""What the parts of the page have in common: a list, the chosen one beside it, a field to try below."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from worktracker.desktop.look import CARD_GAP, CARD_PADDING, Look
from worktracker.desktop.rules.desk import Desk
from worktracker.desktop.rules.trying import TryCard
from worktracker.desktop.rules.words import Hide
from worktracker.desktop.window.flow import Flow
from worktracker.desktop.window.page import Around, small
from worktracker.desktop.window.quiet_bar import QuietBar
from worktracker.store.store import Store

_T = TypeVar("_T")


class Ask(Protocol):
    """How the record is asked: :meth:`worktracker.desktop.window.page.Page.ask`."""

    def __call__(
        self,
        question: Callable[[Store], _T],
        answered: Callable[[_T], None],
        asker: Hashable = None,
        *,
        takes_long: bool = False,
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Means:
    """What the page gives its parts.

    Attributes:
        around: the window.
        ask: asks the record.
        desk: changes it.
        today: the number of the local day that it is.
    """

    around: Around
    ask: Ask
    desk: Desk
    today: Callable[[], int]

    @property
    def hide(self) -> Hide:
        """What may be shown of a private text."""
        return self.around.discreet.text


class Part(QWidget):
    """One of the page's parts.

    Args:
        means: what the page gives.
        trial: what the field below answers; None for a part without one.
    """

    def __init__(self, means: Means, trial: str) -> None:
        super().__init__()
        self.means = means
        self.list_body, left = _card()
        self._bar = QuietBar()
        self.list_body.addWidget(self._bar)
        self._remark = small(QLabel())
        self._remark.setContentsMargins(13, 2, 10, 0)
        self._remark.setWordWrap(True)
        self._remark.hide()
        self.list_commands = Flow()
        self.detail = QStackedWidget()
        detail_body, right = _card()
        detail_body.setContentsMargins(CARD_PADDING, 14, CARD_PADDING, CARD_PADDING - 4)
        detail_body.addWidget(self.detail)
        self._empty = _Empty()
        self._empty.button.clicked.connect(self.add)
        self.detail.addWidget(self._empty)
        self.trial = TryCard(trial, means.around.discreet)
        columns = QHBoxLayout()
        columns.setSpacing(CARD_GAP)
        columns.addWidget(left, 1)
        columns.addWidget(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(CARD_GAP)
        layout.addLayout(columns, 1)
        layout.addWidget(self.trial)
        means.around.discreet.changed.connect(self.follow_discretion)

    def finish_list(self, view: QWidget) -> None:
        """Put the list where it belongs, with its commands below."""
        self.list_body.addWidget(view, 1)
        self.list_body.addWidget(self._remark)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 10, 4)
        foot.addLayout(self.list_commands, 1)
        self.list_body.addLayout(foot)

    def remark(self, words: str) -> None:
        """Say something below the list; nothing for an empty text."""
        self._remark.setText(words)
        self._remark.setVisible(bool(words))

    def list_command(self, text: str, asked: Callable[[], object]) -> QPushButton:
        """Add a button below the list."""
        button = QPushButton(text)
        button.setProperty("flat", True)
        button.clicked.connect(lambda: asked())  # noqa: PLW0108 - without "checked"
        self.list_commands.addWidget(button)
        return button

    def explain(self, words: str, offer: str) -> None:
        """Say in place of a detail what would be there, and offer to make it."""
        self._empty.text.setText(words)
        self._empty.button.setText(offer)
        self.detail.setCurrentWidget(self._empty)

    def refresh(self) -> None:
        """Read anew what is shown."""
        self._bar.begin()

    def is_read(self) -> None:
        """It is known."""
        self._bar.end()

    def add(self) -> None:
        """Ctrl+N: make another one."""

    def add_rule(self) -> None:
        """Ctrl+Shift+N: write a rule of the chosen one."""

    def save(self) -> None:
        """Ctrl+S: keep what is being written."""

    def back(self) -> bool:
        """Escape: leave what is being written; whether something was."""
        return False

    def follow_discretion(self) -> None:
        """Show titles, or hide them."""
        self.trial.follow_discretion()

    def colour(self, colours: Look) -> None:
        """Follow the desktop from light to dark."""


class _Empty(QWidget):
    """What stands where nothing is yet."""

    def __init__(self) -> None:
        super().__init__()
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setProperty("secondary", True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton()
        self.button.setProperty("primary", True)
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        layout.addStretch()
        layout.addWidget(self.text)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch()


def _card() -> tuple[QVBoxLayout, QFrame]:
    card = QFrame()
    card.setProperty("card", True)
    body = QVBoxLayout(card)
    body.setContentsMargins(6, 8, 6, 6)
    body.setSpacing(4)
    return body, card
