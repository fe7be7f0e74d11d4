"""The rules of one category or project: a list, and a form for one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from worktracker.app.rule_changes import keep_label_rule, remove_label_rule
from worktracker.desktop.look import scaled
from worktracker.desktop.rules.form import RuleForm
from worktracker.desktop.rules.part import Means
from worktracker.desktop.rules.rows import Row, Rows
from worktracker.desktop.rules.words import conditions, field_name, relabelling_words, shown
from worktracker.desktop.window.flow import Flow
from worktracker.errors import UsageError
from worktracker.labels.labeller import Facts, Labeller
from worktracker.labels.rules import FIELDS, LabelRule, check_label_rule
from worktracker.store.label_rows import Kind
from worktracker.store.rule_preview import LabelPreview, preview_label
from worktracker.store.store import Store


class LabelRules(QWidget):
    """The list, and what is done with it.

    Args:
        kind: of what the rules are.
        means: what the page gives.
    """

    form_asked = Signal(object)
    """A rule is to be written: the one that is to be changed, or None for a new one."""

    def __init__(self, kind: Kind, means: Means) -> None:
        super().__init__()
        self._kind: Kind = kind
        self._means = means
        self._rules: Sequence[LabelRule] = ()
        self._wanted: int | None = None
        heading = QLabel(self.tr("Rules"))
        heading.setFont(scaled(self.font(), 0.96, bold=True))
        heading.setProperty("secondary", True)
        self._add = self._button(self.tr("Add r&ule…"), lambda: self.form_asked.emit(None))
        self._add.setToolTip(self.tr("Ctrl+Shift+N"))
        self._edit = self._button(self.tr("Chan&ge…"), self._edit_current)
        self._remove = self._button(self.tr("Remove"), self._remove_current)
        self._list = Rows(self.tr("Rules"))
        self._list.chosen.connect(self._follow_choice)
        self._list.edit_asked.connect(self._edit_current)
        self._list.removal_asked.connect(self._remove_current)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self._remove, self._edit, self._add):
            buttons.addWidget(button)
        head = Flow(gap=6, apart=True)
        head.addWidget(heading)
        head.add_layout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._list, 1)
        self._follow_choice()

    def show_rules(self, rules: Sequence[LabelRule]) -> None:
        """Show these rules from now on."""
        self._rules = rules
        self._list.show_all([self._row(rule) for rule in rules])
        if self._wanted is not None and any(rule.id == self._wanted for rule in rules):
            number, self._wanted = self._wanted, None
            self._list.choose(number)
        self._follow_choice()

    def follow_discretion(self) -> None:
        """Show patterns, or hide them."""
        self._list.show_all([self._row(rule) for rule in self._rules])

    def take_focus(self, number: int | None) -> None:
        """Have the keyboard in the list, on a rule if one is named; as soon as it is there."""
        self._wanted = number
        self._list.setFocus()
        if number is not None:
            self._list.choose(number)

    def _row(self, rule: LabelRule) -> Row:
        hide = self._means.hide
        parts: list[tuple[str, bool]] = []
        for field, pattern in rule.patterns:
            if parts:
                parts.append(("   ·   ", True))
            parts += [(field_name(field) + "  ", True), (shown(field, pattern, hide), False)]
        right = [self.tr("expression")] if rule.regex else []
        spoken = conditions(rule.patterns, hide)
        if rule.given:
            spoken += ", " + self.tr("came with the program")
            right.append(self.tr("built in"))
        return Row(rule.id or 0, tuple(parts), right=", ".join(right), spoken=spoken)

    def _current(self) -> LabelRule | None:
        number = self._list.current
        return next((rule for rule in self._rules if rule.id == number), None)

    def _follow_choice(self) -> None:
        some = self._current() is not None
        self._edit.setEnabled(some)
        self._remove.setEnabled(some)

    def _edit_current(self) -> None:
        rule = self._current()
        if rule is not None:
            self.form_asked.emit(rule)

    def _remove_current(self) -> None:
        rule = self._current()
        if rule is None or rule.id is None:
            return
        desk = self._means.desk
        act = partial(remove_label_rule, kind=self._kind, number=rule.id, now_ms=desk.now_ms())
        words = self.tr("Removed the rule: %1").replace("%1", conditions(rule.patterns, self._means.hide))
        desk.change(relabelling_words(), words, act)

    def _button(self, text: str, asked: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("flat", True)
        button.clicked.connect(lambda: asked())  # noqa: PLW0108 - without "checked"
        return button


class LabelForm(RuleForm):
    """The form for a rule of a category or project, which keeps what is written in it.

    Args:
        kind: of what the rule is.
        means: what the page gives.
        name_of: what a number stands for.
    """

    left = Signal(object)
    """It is done with; the rule's number where one was kept."""

    def __init__(self, kind: Kind, means: Means, name_of: Callable[[int | None], str]) -> None:
        super().__init__(FIELDS, means.around.discreet)
        self._kind: Kind = kind
        self._means = means
        self._name_of = name_of
        self._before: LabelRule | None = None
        self.label = 0
        self._depth = 1
        self._rule: LabelRule | None = None
        self.written.connect(self._check)
        self.preview_asked.connect(self._preview)
        self.save_asked.connect(self._save)
        self.given_up.connect(lambda: self.left.emit(None))

    def open(self, label: int, depth: int, name: str, rule: LabelRule | None) -> None:
        """Write a rule, or a new one where there is none, for a category or project of this name."""
        self._before, self.label, self._depth = rule, label, depth
        heading = self.tr("New rule for %1") if rule is None else self.tr("Rule of %1")
        note = ""
        if rule is not None and rule.given:
            note = self.tr("It came with the program; changed, it is your own.")
        patterns = () if rule is None else rule.patterns
        regex = rule is not None and rule.regex
        self.write(heading.replace("%1", name), patterns, regex=regex, note=note)
        self.conditions.take_focus()

    def follow_discretion(self) -> None:
        """Show titles, or hide them: what was shown as it was goes at once."""
        self.conditions.follow_discretion()
        self.pane.nothing()
        self._preview()

    def _check(self) -> None:
        form = self.conditions
        number = None if self._before is None else self._before.id
        made = LabelRule(self.label, regex=form.regex, id=number, depth=self._depth)
        patterns: dict[str, Any] = form.patterns()
        made = replace(made, **patterns)
        self._rule = None
        try:
            check_label_rule(made)
        except UsageError as error:
            self.refuse(error)
            return
        if form.has_twice:
            self.refuse(None)
            return
        self._rule = made
        before = self._before
        changed = before is None or (made.patterns, made.regex) != (before.patterns, before.regex)
        self.accept(can_save=changed)

    def _preview(self) -> None:
        rule = self._rule
        if rule is None:
            return

        def show(found: LabelPreview) -> None:
            if self._rule is rule:
                self.pane.show_labels(found, rule.label, self._name_of, self._means.hide)

        kind: Kind = self._kind
        self._means.ask(lambda store: _previewed(store, kind, rule), show, f"preview {kind}", takes_long=True)

    def _save(self) -> None:
        rule = self._rule
        if rule is None:
            return
        desk = self._means.desk
        words = self.tr("Saved the rule: %1").replace("%1", conditions(rule.patterns, self._means.hide))
        act = partial(keep_label_rule, kind=self._kind, rule=rule, now_ms=desk.now_ms())
        desk.change(relabelling_words(), words, act, lambda done: self.left.emit(done.number))


def matching_rules(rules: Sequence[LabelRule], facts: Facts, _: Store) -> list[LabelRule]:
    """The rules that match such an activity, first the one that decides; it takes a while."""
    return Labeller(rules).matching(facts)


def _previewed(store: Store, kind: Kind, rule: LabelRule) -> LabelPreview:
    return preview_label(store.connection, kind, rule)
