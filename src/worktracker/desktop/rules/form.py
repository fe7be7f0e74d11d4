"""A rule as it is written: its conditions, what it does, and what it would match in history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from worktracker.desktop.look import scaled
from worktracker.desktop.rules.conditions import Conditions
from worktracker.desktop.rules.preview import PreviewPane
from worktracker.desktop.rules.words import action_name, action_words
from worktracker.desktop.window.choice import Choice
from worktracker.desktop.window.discreet import Discreet
from worktracker.desktop.window.elided import Elided
from worktracker.desktop.window.page import small
from worktracker.errors import UsageError
from worktracker.privacy.pattern_error import PatternError
from worktracker.privacy.rules import Action

WAIT_MS = 250
"""How long nothing is to be written before history is asked."""


class RuleForm(QWidget):
    """The form; what is written in it is asked for by :meth:`patterns`, ``regex`` and ``action``.

    Args:
        fields: what conditions may ask for.
        discreet: whether titles are hidden.
        with_action: an exclusion's, which also says what it does.
    """

    written = Signal()
    """Something else is written; :meth:`accept` or :meth:`refuse` is to be said of it."""
    preview_asked = Signal()
    """What was accepted has stood for a moment."""
    save_asked = Signal()
    given_up = Signal()

    def __init__(self, fields: Sequence[str], discreet: Discreet, *, with_action: bool = False) -> None:
        super().__init__()
        self._heading = Elided()
        self._heading.setFont(scaled(self.font(), 1.1, bold=True))
        self._note = small(QLabel())
        self._note.setWordWrap(True)
        self.conditions = Conditions(fields, discreet)
        self._action = Choice()
        self._action.setAccessibleName(self.tr("What happens"))
        for action in Action:
            self._action.addItem(action_name(action), action)
        self._meaning = small(QLabel())
        self._meaning.setWordWrap(True)
        self._remarks = small(QLabel())
        self._remarks.setWordWrap(True)
        self._remarks.setTextFormat(Qt.TextFormat.PlainText)
        self._remarks.hide()
        self._help = small(QLabel())
        self._help.setWordWrap(True)
        self.pane = PreviewPane()
        self._save_button = QPushButton(self.tr("Sa&ve"))
        self._save_button.setProperty("primary", True)
        self._save_button.clicked.connect(self.save_asked)
        self._cancel_button = QPushButton(self.tr("Cancel"))
        self._cancel_button.clicked.connect(self.given_up)
        self.corner = QHBoxLayout()
        self.corner.setSpacing(8)
        self.foot = QVBoxLayout()
        self._arrange(with_action=with_action)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.preview_asked)
        self.conditions.changed.connect(self._changed)
        self._action.currentIndexChanged.connect(self._changed)
        self._silent = False

    def write(
        self,
        heading: str,
        patterns: Sequence[tuple[str, str]],
        *,
        regex: bool,
        action: Action = Action.DROP,
        note: str = "",
    ) -> None:
        """Show a rule, or an empty form."""
        self._silent = True
        self._heading.setText(heading)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.conditions.write(patterns, regex=regex)
        self._action.setCurrentIndex(list(Action).index(action))
        self._silent = False
        self._changed()

    @property
    def action(self) -> Action:
        """What the rule does."""
        return Action(self._action.currentData())  # Qt keeps it as mere text

    def accept(self, *, can_save: bool) -> None:
        """What is written is a rule; whether it differs from what is kept."""
        self.conditions.say(None)
        self._save_button.setEnabled(can_save)
        self.pane.begin()
        self._timer.start()

    def refuse(self, error: UsageError | None) -> None:
        """What is written is no rule, and why; None where the conditions say it themselves."""
        self._timer.stop()
        self._save_button.setEnabled(False)
        self.conditions.say(error if isinstance(error, PatternError) else None)
        self.pane.nothing()

    def remark(self, words: str) -> None:
        """Say what might not be expected of the rule."""
        self._remarks.setText(words)
        self._remarks.setVisible(bool(words))

    def save(self) -> None:
        """Keep what is written, if it can be kept and differs."""
        if self._save_button.isEnabled():
            self.save_asked.emit()

    def offer_cancel(self, *, offered: bool) -> None:
        """Whether there is something to go back to."""
        self._cancel_button.setVisible(offered)

    def _changed(self) -> None:
        if not self._silent:
            self._help.setText(
                self.tr("RE2: found anywhere in the text, ^ and $ are its ends; capitals make no difference.")
                if self.conditions.regex
                else self.tr("* is anything, capitals make no difference, a site covers its subdomains.")
            )
            self._meaning.setText(action_words(self.action))
            self.written.emit()

    def _arrange(self, *, with_action: bool) -> None:
        inner = QWidget()
        body = QVBoxLayout(inner)
        body.setContentsMargins(0, 0, 8, 0)
        body.setSpacing(10)
        body.addWidget(self._note)
        body.addWidget(self.conditions)
        if with_action:
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(self._action)
            line.addWidget(self._meaning, 1)
            body.addLayout(line)
        else:
            self._action.setParent(self)
            self._action.hide()
            self._meaning.setParent(self)
            self._meaning.hide()
        body.addWidget(self._help)
        body.addWidget(self._remarks)
        rule = QFrame()
        rule.setProperty("hairline", True)
        rule.setFixedHeight(1)
        body.addWidget(rule)
        body.addWidget(self.pane, 1)
        body.addLayout(self.foot)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addLayout(self.corner)
        buttons.addStretch()
        buttons.addWidget(self._cancel_button)
        buttons.addWidget(self._save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._heading)
        layout.addWidget(scroll, 1)
        layout.addLayout(buttons)
