"""Projects: for whom, at which rate, and which time is on them."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QMessageBox

from worktracker.app.rule_changes import Changed, add_project, edit_project, remove_project
from worktracker.desktop.durations import duration_words
from worktracker.desktop.rules.label_rules import LabelForm, matching_rules
from worktracker.desktop.rules.part import Means, Part
from worktracker.desktop.rules.project_detail import ProjectDetail
from worktracker.desktop.rules.rows import Row, Rows
from worktracker.desktop.rules.tree import Projects, read_projects, rules_of
from worktracker.desktop.rules.words import rate_words, relabelling_words, winner_words
from worktracker.labels.labeller import facts_of
from worktracker.labels.rules import LabelRule, ground
from worktracker.model.labels import Project


class ProjectsPart(Part):
    """What somebody works on."""

    def __init__(self, means: Means) -> None:
        super().__init__(means, self.tr("Which project has"))
        self._found = Projects()
        self._wanted: int | None = None
        self.list = Rows(self.tr("Projects"))
        self.finish_list(self.list)
        self.list_command(self.tr("&Add project"), self.add)
        self._remove = self.list_command(self.tr("Re&move"), self._ask_removal)
        self._detail = ProjectDetail(means)
        self._form = LabelForm("project", means, self._name_of)
        self.detail.addWidget(self._detail)
        self.detail.addWidget(self._form)
        self.list.chosen.connect(self._show_chosen)
        self.list.removal_asked.connect(self._ask_removal)
        self.list.edit_asked.connect(self._detail.take_name)
        self._detail.edited.connect(self._edit)
        self._detail.rules.form_asked.connect(self.open_form)
        self._form.left.connect(self._form_left)
        self.trial.asked.connect(self._try)

    def refresh(self) -> None:
        """Read the projects and their times anew."""
        super().refresh()
        self.means.ask(partial(read_projects, today=self.means.today()), self._show, "projects")

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

    def add_rule(self) -> None:
        """Write a rule of the chosen one."""
        self.open_form(None)

    def save(self) -> None:
        """Keep the rule that is being written."""
        if self.detail.currentWidget() is self._form:
            self._form.save()

    def open_form(self, rule: LabelRule | None) -> None:
        """Write a rule of the chosen project."""
        found = self._found.project(self.list.current)
        if found is not None:
            self.detail.setCurrentWidget(self._form)
            self._form.open(found[0].id, 1, found[0].name, rule)

    def _show(self, found: Projects) -> None:
        self.is_read()
        self._found = found
        self.list.show_all([self._row(*each) for each in found.projects], choose_first=True)
        if self._wanted is not None and found.project(self._wanted) is not None:
            number, self._wanted = self._wanted, None
            self.list.choose(number)
            self._detail.take_name()
        self._show_chosen(self.list.current)
        self.trial.ask()

    def _row(self, project: Project, length_ms: int) -> Row:
        second = project.client or self.tr("no client")
        if project.rate is not None:
            rate = self.tr("%1 %2 an hour").replace("%1", rate_words(project.rate))
            second += f"  ·  {rate.replace('%2', project.currency or '')}"
        if project.closed:
            second = self.tr("archived") + f"  ·  {second}"
        right = duration_words(length_ms) if length_ms else ""
        spoken = ", ".join(text for text in (project.name, second.replace("  ·  ", ", "), right) if text)
        return Row(project.id, ((project.name, False),), second, right, spoken, dim=project.closed)

    def _show_chosen(self, number: int | None) -> None:
        found = self._found.project(number)
        self._remove.setEnabled(found is not None)
        if found is None:
            self.explain(
                self.tr(
                    "No projects yet. A project has a client and a rate. Time is put on it by rules, by the"
                    " timer, and by hand."
                ),
                self.tr("Add a project"),
            )
            return
        project, length_ms = found
        rules = rules_of(self._found.rules, project.id)
        self._detail.show_project(project, length_ms, rules, running=self._found.running == project.id)
        if self.detail.currentWidget() is not self._form or self._form.label != number:
            self.detail.setCurrentWidget(self._detail)

    # Changes

    def add(self) -> None:
        """Make a project, to be renamed."""
        known = {project.name.casefold() for project, _ in self._found.projects}
        name = plain = self.tr("New project")
        number = 2
        while name.casefold() in known:
            name, number = f"{plain} {number}", number + 1

        def then(done: Changed) -> None:
            self._wanted = done.number

        words = self.tr("Added: %1").replace("%1", name)
        self.means.desk.change(self.tr("Adding a project"), words, partial(add_project, name=name), then)

    def _edit(self, changes: dict[str, Any]) -> None:
        found = self._found.project(self.list.current)
        if found is None:
            return
        name = str(changes.get("name", found[0].name))
        words = self.tr("Changed: %1")
        if "closed" in changes:
            words = self.tr("Archived: %1") if changes["closed"] else self.tr("No longer archived: %1")
        act = partial(edit_project, number=found[0].id, today=self.means.today(), **changes)
        desk = self.means.desk
        desk.change(
            self.tr("Changing the project"),
            words.replace("%1", name),
            act,
            failed=lambda _: self._detail.show_kept(),
            more=self._priced_words,
        )

    def _priced_words(self, done: Changed) -> str:
        """What another rate means for the time that there is, and how to have it begin on a day."""
        if not done.priced_ms:
            return ""
        words = self.tr(
            "Priced anew: %1, all that is on it already. From a day on instead: worktracker project rate"
        )
        return words.replace("%1", duration_words(done.priced_ms))

    def _ask_removal(self) -> None:
        found = self._found.project(self.list.current)
        if found is not None:
            number = found[0].id
            self.means.ask(
                lambda store: (number, store.projects.said_by_hand(number)), self._removal, "removal"
            )

    def _removal(self, answer: tuple[int, bool]) -> None:
        number, said = answer
        found = self._found.project(number)
        if found is None:
            return
        project = found[0]
        if not said:
            self._remove_now(project)
            return
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.tr("Remove a project"),
            self.tr("Remove %1?").replace("%1", project.name),
        )
        text = self.tr(
            "Time was put on it by hand or by the timer. It loses that, and nothing brings it back."
            " Archived, a project keeps its time."
        )
        box.setInformativeText(text)
        name = project.name.replace("&", "&&")
        remove = box.addButton(
            self.tr("&Remove %1").replace("%1", name), QMessageBox.ButtonRole.DestructiveRole
        )
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.finished.connect(lambda: self._remove_now(project) if box.clickedButton() is remove else None)
        self.means.around.open(box)

    def _remove_now(self, project: Project) -> None:
        words = self.tr("Removed %1. Its time is on no project now, or on another one by its rules.")
        act = partial(remove_project, number=project.id, now_ms=self.means.desk.now_ms())
        self.means.desk.change(relabelling_words(), words.replace("%1", project.name), act)

    # Rules

    def _form_left(self, number: int | None) -> None:
        if self.detail.currentWidget() is self._form:
            self.detail.setCurrentWidget(self._detail)
        self._detail.rules.take_focus(number)

    def _name_of(self, number: int | None) -> str:
        found = self._found.project(number)
        return self.tr("no project") if found is None else found[0].name

    def _try(self, app: str | None, title: str | None, url: str | None) -> None:
        question = partial(matching_rules, self._found.rules, facts_of(app, title, url))
        self.means.ask(question, self._tried, "try project")

    def _tried(self, matching: list[LabelRule]) -> None:
        if not matching:
            self.trial.answer(self.tr("No project: no rule matches."))
            return
        grounds = [ground(matching[0], other) for other in matching[1:]]
        label = self._name_of(matching[0].label)
        self.trial.answer(winner_words(matching, grounds, label, self.means.hide))
