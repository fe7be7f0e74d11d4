"""What a rule that is being written matches in history."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from worktracker.desktop.durations import duration_words
from worktracker.desktop.look import scaled
from worktracker.desktop.rules.words import Hide
from worktracker.desktop.translation import filled
from worktracker.desktop.window.elided import Elided
from worktracker.desktop.window.page import small
from worktracker.desktop.window.quiet_bar import QuietBar
from worktracker.store.rule_preview import Example, LabelPreview, ReachPreview

_MOST_MOVES = 4


class PreviewPane(QWidget):
    """How much it is, what of it changes, and the first activities."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = QuietBar()
        self._amount = QLabel()
        self._amount.setFont(scaled(self.font(), 1.3, bold=True))
        self._amount.setWordWrap(True)
        self._more = QLabel()
        self._more.setWordWrap(True)
        self._more.setTextFormat(Qt.TextFormat.PlainText)
        self._examples = QGridLayout()
        self._examples.setHorizontalSpacing(14)
        self._examples.setVerticalSpacing(4)
        self._examples.setColumnStretch(0, 3)
        self._examples.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._bar)
        layout.addWidget(self._amount)
        layout.addWidget(self._more)
        layout.addSpacing(6)
        layout.addLayout(self._examples)
        layout.addStretch()

    def begin(self) -> None:
        """It is being found out; what was known stays until then."""
        self._bar.begin()

    def nothing(self, why: str = "") -> None:
        """There is no rule yet that could match anything."""
        self._show("", why, (), str)

    def show_labels(
        self, found: LabelPreview, label: int, name_of: Callable[[int | None], str], hide: Hide
    ) -> None:
        """Show what a rule of a category or project matches, and from where its time comes.

        Args:
            found: what was found.
            label: what the rule gives.
            name_of: names what a number stands for (None: nothing).
            hide: what may be shown of titles.
        """
        if not found.activities and not found.moves:
            self._show("", self.tr("Nothing that is recorded so far matches."), (), hide)
            return
        text = self.tr("%1 in one activity") if found.activities == 1 else self.tr("%1 in %2 activities")
        count = QLocale().toString(found.activities)
        amount = text.replace("%1", duration_words(found.duration_ms)).replace("%2", count)
        moves = [
            filled(
                self.tr("%1 from %2") if move.after == label else self.tr("%1 from %2 to %3"),
                duration_words(move.duration_ms),
                name_of(move.before),
                name_of(move.after),
            )
            for move in found.moves[:_MOST_MOVES]
        ]
        others = found.moves[_MOST_MOVES:]
        if others:
            length = duration_words(sum(move.duration_ms for move in others))
            moves.append(self.tr("%1 from others").replace("%1", length))
        words = "\n".join(moves) or self.tr(
            "Nothing changes: it all is there already, or a finer rule decides."
        )
        self._show(amount, words, found.examples, hide)

    def show_reach(self, found: ReachPreview, hide: Hide) -> None:
        """Show what an exclusion rule would change of what is stored."""
        reach = found.reach
        if not reach.spans:
            self._show("", self.tr("Nothing that is stored already matches."), (), hide)
            return
        text = self.tr("%1 in one span") if reach.spans == 1 else self.tr("%1 in %2 spans")
        amount = text.replace("%1", duration_words(reach.duration_ms))
        words = self.tr(
            "This is stored already, and stays until it is forgotten. The rule holds for what comes."
        )
        self._show(amount.replace("%2", QLocale().toString(reach.spans)), words, found.examples, hide)

    def _show(self, amount: str, more: str, examples: Sequence[Example], hide: Hide) -> None:
        self._bar.end()
        self._amount.setText(amount)
        self._amount.setVisible(bool(amount))
        self._more.setText(more)
        self._more.setVisible(bool(more))
        while self._examples.count():
            item = self._examples.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, example in enumerate(examples):
            facts = example.facts
            what = facts.title or facts.document or facts.url
            what = hide(what) if what else facts.domain or facts.app or self.tr("Nothing but time")
            title = Elided(what, Qt.TextElideMode.ElideRight)
            app = small(Elided(facts.app or ""))
            length = QLabel(duration_words(example.duration_ms))
            length.setFont(scaled(self.font(), 1.0))
            length.setAlignment(Qt.AlignmentFlag.AlignRight)
            for column, widget in enumerate((title, app, length)):
                self._examples.addWidget(widget, row, column)
