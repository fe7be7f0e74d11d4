"""The page of rules: its three parts, a rule that is being written, and what is said of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from worktracker.desktop.window.window import Window

if TYPE_CHECKING:
    from tests.screenshots.scenes import Stage

CATEGORIES, PROJECTS, EXCLUSIONS = range(3)


def _page(stage: Stage, part: int) -> tuple[Window, Any]:
    window = stage.window("rules")
    page: Any = window.page
    page.turn_to(part)
    stage.settle()
    return window, page.part


def _wait(stage: Stage, seconds: float = 0.4) -> None:
    """Wait until what is written has stood for a moment, and what is asked then is known."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        stage.settle()
        time.sleep(0.02)  # not by QTest: it keeps other threads from running
    stage.settle()


def rules(stage: Stage) -> QWidget:
    """Categories, one of them chosen."""
    window, part = _page(stage, CATEGORIES)
    nodes = [node for node in part._found.nodes if node.own_ms]
    if nodes:
        part.tree.choose(max(nodes, key=lambda node: node.own_ms).category.id)
    part.trial.write("firefox", "Pull request 12", "github.com")
    _wait(stage)
    return window


def rules_form(stage: Stage) -> QWidget:
    """A rule that is being written, and what it matches."""
    window, part = _page(stage, CATEGORIES)
    nodes = [node for node in part._found.nodes if node.depth]
    if nodes:
        part.tree.choose(nodes[0].category.id)
    part.open_form(None)
    part._form.conditions.write((("title", "*a*"), ("app", "f*")), regex=False)
    _wait(stage)
    return window


def rules_form_wrong(stage: Stage) -> QWidget:
    """A pattern that can't be one."""
    window, part = _page(stage, CATEGORIES)
    part.open_form(None)
    part._form.conditions.write((("title", "(invoice"), ("app", "f")), regex=True)
    _wait(stage)
    return window


def rules_done(stage: Stage) -> QWidget:
    """Something was changed, and can be taken back."""
    window, part = _page(stage, CATEGORIES)
    page: Any = window.page
    page._bar.show_done("Removed Entertainment > Games with the 2 categories in it.", can_undo=True)
    part.tree.setFocus()
    _wait(stage)
    return window


def rules_busy(stage: Stage) -> QWidget:
    """History is being labelled anew."""
    window, _ = _page(stage, CATEGORIES)
    page: Any = window.page
    page._bar.show_busy("Labelling the history anew. Recording goes on.", can_stop=True)
    _wait(stage)
    return window


def rules_projects(stage: Stage) -> QWidget:
    """Projects."""
    store = stage.app.recording.opened.store
    if stage.record == "typical":
        for project in list(store.projects.all().values())[:2]:
            store.projects.edit(project.id, client="Acme Verkehrsbetriebe GmbH", rate="87.5", currency="EUR")
        last = list(store.projects.all().values())[-1]
        store.projects.edit(last.id, closed=True)
    return _page(stage, PROJECTS)[0]


def rules_exclusions(stage: Stage) -> QWidget:
    """Exclusions: a rule that came with the program, and a field to try."""
    window, part = _page(stage, EXCLUSIONS)
    part.trial.write("keepassxc", "Passwords")
    _wait(stage)
    return window


def rules_exclusion_new(stage: Stage) -> QWidget:
    """An exclusion that was added, with what it matches of the past."""
    from worktracker.privacy.rules import Action, Rule

    store = stage.app.recording.opened.store
    store.rules.add(Rule(Action.DROP, app="thunderbird"), 0)
    store.rules.add(Rule(Action.HIDE_TITLE, domain="example.org", title="*invoice*"), 0)
    window, part = _page(stage, EXCLUSIONS)
    part.list.choose(next(rule.id for rule in part._found.rules if rule.app == "thunderbird"))
    _wait(stage)
    return window


def rules_purge(stage: Stage) -> QWidget:
    """The question before the past of an exclusion is forgotten."""
    from worktracker.privacy.rules import Action, Rule

    stage.app.recording.opened.store.rules.add(Rule(Action.DROP, app="thunderbird"), 0)
    _, part = _page(stage, EXCLUSIONS)
    part.list.choose(next(rule.id for rule in part._found.rules if rule.app == "thunderbird"))
    _wait(stage)
    part._ask_purge()
    box = stage.app.newest_box
    assert box is not None
    return box


def rules_colours(stage: Stage) -> QWidget:
    """The colours that a category may have."""
    _, part = _page(stage, CATEGORIES)
    part._detail._offer_colours()
    part._detail._colours.popup(part._detail.mapToGlobal(part._detail.rect().topLeft()))
    return part._detail._colours


RULES: dict[str, Callable[[Stage], QWidget]] = {
    "rules": rules,
    "rules-form": rules_form,
    "rules-form-wrong": rules_form_wrong,
    "rules-done": rules_done,
    "rules-busy": rules_busy,
    "rules-projects": rules_projects,
    "rules-exclusions": rules_exclusions,
    "rules-exclusion-new": rules_exclusion_new,
    "rules-purge": rules_purge,
    "rules-colours": rules_colours,
}
