"""Exclusions: what is never recorded, or not in full, and what of it is in the record already."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMessageBox, QPushButton

from worktracker.app.dry_test import dry_test
from worktracker.app.rule_changes import Changed, keep_exclusion, remove_exclusion
from worktracker.app.rule_notes import Note, notes_of
from worktracker.desktop.rules.form import RuleForm
from worktracker.desktop.rules.part import Means, Part
from worktracker.desktop.rules.rows import Row, Rows
from worktracker.desktop.rules.tree import Exclusions, read_exclusions
from worktracker.desktop.rules.words import (
    action_name,
    broken_words,
    conditions,
    exclusion_line,
    field_name,
    note_words,
    patterns_of,
    purge_words,
    shown,
    verdict_words,
)
from worktracker.errors import UsageError
from worktracker.model.verdict import Verdict
from worktracker.privacy.deciding import deciding_rules
from worktracker.privacy.rules import Action, Rule, can_be_evaluated, check_rule
from worktracker.store.rule_preview import ReachPreview, preview_purge
from worktracker.store.store import Store

_FIELDS = ("app", "domain", "title", "url")


class ExclusionsPart(Part):
    """The rules of the gate."""

    def __init__(self, means: Means) -> None:
        super().__init__(means, self.tr("What is recorded of"))
        self._found = Exclusions()
        self._wanted: int | None = None
        self._editing: Rule | None = None  # the rule that the form shows; None for a new one
        self._rule: Rule | None = None  # as it is written, where that is one
        self._reach: ReachPreview | None = None  # of that
        self.list = Rows(self.tr("Exclusion rules"))
        self.finish_list(self.list)
        self.list_command(self.tr("&Add exclusion"), self.add)
        self._remove = self.list_command(self.tr("Re&move"), self._ask_removal)
        self.form = RuleForm(_FIELDS, means.around.discreet, with_action=True)
        self._purge = QPushButton()
        self._purge.setProperty("destructive", True)
        self._purge.clicked.connect(self._ask_purge)
        self._purge.hide()
        self.form.corner.addWidget(self._purge)
        self.detail.addWidget(self.form)
        self.detail.setCurrentWidget(self.form)
        self.list.chosen.connect(self._open)
        self.list.removal_asked.connect(self._ask_removal)
        self.list.edit_asked.connect(self.form.conditions.take_focus)
        self.form.written.connect(self._check)
        self.form.preview_asked.connect(self._preview)
        self.form.save_asked.connect(self._save)
        self.form.given_up.connect(self.back)
        self.trial.asked.connect(self._try)
        means.desk.changed.connect(self._preview)
        self._new = False

    def refresh(self) -> None:
        """Read the rules anew."""
        super().refresh()
        self.means.ask(read_exclusions, self._show, "exclusions")

    def back(self) -> bool:
        """Escape: leave the rule that is being written."""
        if self._new or (self._editing is not None and not self._is_as_kept(self._editing)):
            self._new = False
            first = next((rule.id for rule in self._found.rules), None)
            self.list.choose(first if self._editing is None else self._editing.id)
            return True
        return False

    def follow_discretion(self) -> None:
        """Show patterns, or hide them."""
        super().follow_discretion()
        self.form.conditions.follow_discretion()
        self.list.show_all([self._row(rule) for rule in self._found.rules])
        self.form.pane.nothing()
        self._preview()

    def save(self) -> None:
        """Keep what is written."""
        self.form.save()

    def add(self) -> None:
        """Write a new rule."""
        self._new = True
        self._editing = None
        self.list.choose(None)
        self.form.write(self.tr("New exclusion"), (), regex=False)
        self.form.offer_cancel(offered=True)
        self.detail.setCurrentWidget(self.form)
        self.form.conditions.take_focus()

    def _show(self, found: Exclusions) -> None:
        self.is_read()
        self._found = found
        self.list.show_all([self._row(rule) for rule in found.rules], choose_first=not self._new)
        if self._wanted is not None and found.rule(self._wanted) is not None:
            number, self._wanted = self._wanted, None
            self.list.choose(number)
        if not found.rules and not self._new:
            words = self.tr("No exclusions. Everything that the levels allow is recorded.")
            self.explain(words, self.tr("Add an exclusion"))
        self.trial.ask()

    def _row(self, rule: Rule) -> Row:
        hide = self.means.hide
        parts: list[tuple[str, bool]] = []
        for field, pattern in patterns_of(rule):
            if parts:
                parts.append(("   ·   ", True))
            parts += [(field_name(field) + "  ", True), (shown(field, pattern, hide), False)]
        second = action_name(rule.action)
        broken = not can_be_evaluated(rule)
        if broken:
            second += ", " + broken_words()
        if rule.program is not None:
            second += "  ·  " + self.tr("built in, for %1").replace("%1", rule.program)
        return Row(rule.id or 0, tuple(parts), second, "", exclusion_line(rule, hide), wrong=broken)

    def _open(self, number: int | None) -> None:
        rule = self._found.rule(number)
        self._remove.setEnabled(rule is not None)
        if rule is None:
            return
        if self._editing is not None and self._editing == rule and not self._new:
            return
        self._new = False
        self._editing = rule
        note = ""
        if rule.program is not None:
            note = self.tr("It came with the program, for %1. Changed, it is your own.")
            note = note.replace("%1", rule.program)
        self.form.write(
            self.tr("Exclusion"), patterns_of(rule), regex=bool(rule.regex), action=rule.action, note=note
        )
        self.detail.setCurrentWidget(self.form)

    # What is written

    def _is_as_kept(self, rule: Rule) -> bool:
        form = self.form
        return (form.conditions.patterns(), form.conditions.regex, form.action) == (
            dict(patterns_of(rule)),
            bool(rule.regex),
            rule.action,
        )

    def _check(self) -> None:
        form = self.form
        self._rule, self._reach = None, None
        self._purge.hide()
        form.remark("")
        number = None if self._editing is None else self._editing.id
        made = Rule(form.action, regex=form.conditions.regex, id=number)
        patterns: dict[str, Any] = form.conditions.patterns()
        made = replace(made, **patterns)
        changed = self._editing is None or not self._is_as_kept(self._editing)
        form.offer_cancel(offered=changed)
        try:
            check_rule(made)
        except UsageError as error:
            form.refuse(error)
            return
        if form.conditions.has_twice:
            form.refuse(None)
            return
        self._rule = made
        form.accept(can_save=changed)

    def _preview(self) -> None:
        rule = self._rule
        if rule is None:
            return

        def show(found: ReachPreview) -> None:
            if self._rule is rule:
                self._reach = found
                self.form.pane.show_reach(found, self.means.hide)
                self._offer_purge()

        def remark(notes: list[Note]) -> None:
            if self._rule is rule:
                self.form.remark("\n".join(note_words(note, rule) for note in notes))

        tells = self.means.around.recording.watching.sources.get("browser") is not None
        self.means.ask(partial(_noted, rule=rule, browser_tells=tells), remark, "notes")
        self.means.ask(partial(_previewed, rule=rule), show, "preview exclusion", takes_long=True)

    def _save(self) -> None:
        rule = self._rule
        if rule is None:
            return

        def then(done: Changed) -> None:
            self._new = False
            self._editing = None
            self._wanted = done.number
            self.list.setFocus()

        words = self.tr("Holds from now on: %1").replace("%1", exclusion_line(rule, self.means.hide))
        act = partial(keep_exclusion, rule=rule, now_ms=self.means.desk.now_ms())
        self.means.desk.change(self.tr("Saving the rule"), words, act, then)

    def _ask_removal(self) -> None:
        rule = self._found.rule(self.list.current)
        if rule is None or rule.id is None:
            return
        words = self.tr("Removed: %1").replace("%1", exclusion_line(rule, self.means.hide))
        act = partial(remove_exclusion, number=rule.id, now_ms=self.means.desk.now_ms())
        self.means.desk.change(self.tr("Removing the rule"), words, act)

    # What is stored already

    def _offer_purge(self) -> None:
        kept = self._editing is not None and self._is_as_kept(self._editing)
        reach = None if self._reach is None else self._reach.reach
        offered = kept and reach is not None and reach.spans > 0
        self._purge.setVisible(offered)
        if reach is not None:
            self._purge.setText(purge_words(self.form.action, reach))

    def _ask_purge(self) -> None:
        rule, found = self._rule, self._reach
        if rule is None or found is None:
            return
        amount = purge_words(rule.action, found.reach)
        box = QMessageBox(
            QMessageBox.Icon.Question, self.tr("Clear the past"), self.tr("%1?").replace("%1", amount)
        )
        text = self.tr(
            "It matches: %1. It goes from the file and from its copies, and nothing brings it back."
        )
        discreet = self.means.around.discreet

        def say() -> None:
            box.setInformativeText(text.replace("%1", conditions(patterns_of(rule), discreet.text)))

        say()
        discreet.changed.connect(say)
        erase = box.addButton(amount, QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)

        def answered() -> None:
            discreet.changed.disconnect(say)
            if box.clickedButton() is erase:
                words = self.tr("Done: %1").replace("%1", amount)
                self.means.desk.purge(replace(rule, id=None), words)
                self.form.pane.begin()

        box.finished.connect(answered)
        self.means.around.open(box)

    def _try(self, app: str | None, title: str | None, url: str | None) -> None:
        hide = self.means.hide
        question = partial(_tried, app=app, title=title, url=url)
        self.means.ask(question, lambda told: self.trial.answer(verdict_words(*told, hide)), "try")


def _tried(
    store: Store, app: str | None, title: str | None, url: str | None
) -> tuple[Verdict, dict[Action, Rule], Rule | None]:
    verdict, sample, rules = dry_test(store, app, title, url)
    return verdict, *deciding_rules(sample, rules)


def _noted(store: Store, rule: Rule, browser_tells: bool) -> list[Note]:
    return notes_of(rule, store.settings.levels().urls, lambda: browser_tells)


def _previewed(store: Store, rule: Rule) -> ReachPreview:
    return preview_purge(store.connection, store.settings.day_start_ms, rule)
