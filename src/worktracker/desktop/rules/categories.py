"""Categories: the tree, the chosen one, and its rules."""

from __future__ import annotations

from functools import partial
from typing import Literal

from PySide6.QtWidgets import QMessageBox

from worktracker.app.rule_changes import (
    Changed,
    add_category,
    edit_category,
    move_category,
    remove_category,
)
from worktracker.desktop.durations import duration_words
from worktracker.desktop.look import Look
from worktracker.desktop.rules.category_detail import CategoryDetail
from worktracker.desktop.rules.category_tree import CategoryTree
from worktracker.desktop.rules.label_rules import LabelForm, matching_rules
from worktracker.desktop.rules.part import Means, Part
from worktracker.desktop.rules.tree import DAYS, Categories, Node, read_categories, rules_of
from worktracker.desktop.rules.words import relabelling_words, winner_words
from worktracker.desktop.translation import filled
from worktracker.labels.labeller import facts_of
from worktracker.labels.rules import LabelRule, ground
from worktracker.model.labels import Mark
from worktracker.store.categories import Removed


class CategoriesPart(Part):
    """What time counts for."""

    def __init__(self, means: Means) -> None:
        super().__init__(means, self.tr("Which category has"))
        self._found = Categories()
        self._wanted: int | None = None  # to be chosen as soon as it is there
        self._is_new = False  # and to be named then
        self.tree = CategoryTree()
        self.finish_list(self.tree)
        self.list_command(self.tr("&Add category"), self.add)
        self._inside = self.list_command(self.tr("Add &inside"), self._add_inside)
        self._remove = self.list_command(self.tr("Re&move"), self._ask_removal)
        self._detail = CategoryDetail(means)
        self._form = LabelForm("category", means, self._name_of)
        self.detail.addWidget(self._detail)
        self.detail.addWidget(self._form)
        self.tree.chosen.connect(self._show_chosen)
        self.tree.moved.connect(self._move)
        self.tree.removal_asked.connect(self._ask_removal)
        self.tree.edit_asked.connect(self._detail.take_name)
        self._detail.renamed.connect(self._rename)
        self._detail.coloured.connect(self._give_colour)
        self._detail.marked.connect(self._give_mark)
        self._detail.moved.connect(self._move_chosen)
        self._detail.rules.form_asked.connect(self.open_form)
        self._form.left.connect(self._form_left)
        self.trial.asked.connect(self._try)

    def refresh(self) -> None:
        """Read the tree and its times anew."""
        super().refresh()
        self.means.ask(partial(read_categories, today=self.means.today()), self._show, "categories")

    def back(self) -> bool:
        """Escape: leave the rule that is being written."""
        if self.detail.currentWidget() is self._form:
            self._form_left(None)
            return True
        return False

    def follow_discretion(self) -> None:
        """Show titles, or hide them."""
        super().follow_discretion()
        self._form.follow_discretion()
        self._detail.rules.follow_discretion()

    def colour(self, colours: Look) -> None:
        """Follow the desktop from light to dark."""
        self.tree.viewport().update()
        self._detail.follow_colours()

    def add(self) -> None:
        """Make a category at the top, to be renamed."""
        self._add_below(None)

    def add_rule(self) -> None:
        """Write a rule of the chosen one."""
        self.open_form(None)

    def save(self) -> None:
        """Keep the rule that is being written."""
        if self.detail.currentWidget() is self._form:
            self._form.save()

    def open_form(self, rule: LabelRule | None) -> None:
        """Write a rule of the chosen category."""
        node = self._found.node(self.tree.current)
        if node is not None:
            self.detail.setCurrentWidget(self._form)
            self._form.open(node.category.id, node.depth + 1, node.path, rule)

    def _show(self, found: Categories) -> None:
        self.is_read()
        self._found = found
        words = self.tr("%1 of the last %2 days has no category").replace("%2", str(DAYS))
        self.remark(words.replace("%1", duration_words(found.without_ms)) if found.without_ms else "")
        self.tree.show_all(found)
        if self._wanted is not None and found.node(self._wanted) is not None:
            number, self._wanted = self._wanted, None
            self.tree.choose(number)
            if self._is_new:
                self._detail.take_name()
        self.trial.ask()

    def _show_chosen(self, number: int | None) -> None:
        node = self._found.node(number)
        self._inside.setEnabled(node is not None)
        self._remove.setEnabled(node is not None)
        if node is None:
            self.explain(
                self.tr(
                    "No categories yet. A category says what time counts for: add one, and rules that say"
                    " which applications, sites and titles belong to it."
                ),
                self.tr("Add a category"),
            )
            return
        rules = rules_of(self._found.rules, node.category.id)
        self._detail.show_node(node, self._found.places_for(node.category.id), rules)
        if self.detail.currentWidget() is not self._form or self._form.label != number:
            self.detail.setCurrentWidget(self._detail)

    # Changes

    def _add_inside(self) -> None:
        self._add_below(self.tree.current)

    def _add_below(self, parent: int | None) -> None:
        known = {
            each.category.name.casefold() for each in self._found.nodes if each.category.parent == parent
        }
        name = plain = self.tr("New category")
        number = 2
        while name.casefold() in known:
            name, number = f"{plain} {number}", number + 1
        self._change(
            self.tr("Added: %1").replace("%1", name),
            partial(add_category, parent=parent, name=name, now_ms=self.means.desk.now_ms()),
            is_new=True,
        )

    def _rename(self, name: str) -> None:
        self._edit(self.tr("Renamed to %1").replace("%1", name), name=name)

    def _give_colour(self, colour: str) -> None:
        self._edit(self.tr("Another colour for %1"), colour=colour)

    def _give_mark(self, mark: str) -> None:
        self._edit(self.tr("Another mark for %1"), mark=Mark(mark) if mark else "")

    def _move_chosen(self, parent: int | None) -> None:
        self._move(self.tree.current, parent)

    def _edit(
        self,
        words: str,
        *,
        name: str | None = None,
        colour: str | None = None,
        mark: Mark | Literal[""] | None = None,
    ) -> None:
        node = self._found.node(self.tree.current)
        if node is not None:
            act = partial(edit_category, number=node.category.id, name=name, colour=colour, mark=mark)
            words = words.replace("%1", node.category.name)
            self.means.desk.change(self.tr("Changing the category"), words, act)

    def _move(self, number: int | None, parent: int | None) -> None:
        node = self._found.node(number)
        if node is None or node.category.parent == parent:
            return
        above = self._found.node(parent)
        words = self.tr("Moved %1 to the top") if above is None else self.tr("Moved %1 into %2")
        words = filled(words, node.category.name, "" if above is None else above.path)
        self._change(words, partial(move_category, number=node.category.id, parent=parent))

    def _change(self, words: str, act: partial[Changed], *, is_new: bool = False) -> None:
        def then(done: Changed) -> None:
            self._wanted, self._is_new = done.number, is_new

        self.means.desk.change(relabelling_words(), words, act, then)

    def _ask_removal(self) -> None:
        node = self._found.node(self.tree.current)
        if node is not None:
            number = node.category.id
            self.means.ask(lambda store: store.categories.with_all_below(number), self._removal, "removal")

    def _removal(self, found: Removed) -> None:
        node = self._found.node(found.categories[0].id)
        if node is None:
            return
        if not found.said_by_hand:
            self._remove_now(node)
            return
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.tr("Remove a category"),
            self.tr("Remove %1?").replace("%1", node.path),
        )
        text = self.tr(
            "You have given it to stretches of time by hand. These lose it, and nothing brings that back."
            " What has it by its rules goes to other rules, or has no category then."
        )
        box.setInformativeText(text)
        name = node.category.name.replace("&", "&&")
        remove = box.addButton(
            self.tr("&Remove %1").replace("%1", name), QMessageBox.ButtonRole.DestructiveRole
        )
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.finished.connect(lambda: self._remove_now(node) if box.clickedButton() is remove else None)
        self.means.around.open(box)

    def _remove_now(self, node: Node) -> None:
        words = self.tr("Removed %1.").replace("%1", node.path)
        if node.below == 1:
            words = self.tr("Removed %1 with the category in it.").replace("%1", node.path)
        elif node.below:
            words = self.tr("Removed %1 with the %2 categories in it.")
            words = filled(words, node.path, str(node.below))
        if node.total_ms:
            more = self.tr("Its %1 of the last %2 days went to other rules, or have no category now.")
            words += " " + more.replace("%1", duration_words(node.total_ms)).replace("%2", str(DAYS))
        act = partial(remove_category, number=node.category.id, now_ms=self.means.desk.now_ms())
        self.means.desk.change(relabelling_words(), words, act)

    # Rules

    def _form_left(self, number: int | None) -> None:
        if self.detail.currentWidget() is self._form:
            self.detail.setCurrentWidget(self._detail)
        self._detail.rules.take_focus(number)

    def _name_of(self, number: int | None) -> str:
        node = self._found.node(number)
        return self.tr("no category") if node is None else node.path

    def _try(self, app: str | None, title: str | None, url: str | None) -> None:
        question = partial(matching_rules, self._found.rules, facts_of(app, title, url))
        self.means.ask(question, self._tried, "try category")

    def _tried(self, matching: list[LabelRule]) -> None:
        if not matching:
            self.trial.answer(self.tr("No category: no rule matches."))
            return
        grounds = [ground(matching[0], other) for other in matching[1:]]
        label = self._name_of(matching[0].label)
        self.trial.answer(winner_words(matching, grounds, label, self.means.hide))
