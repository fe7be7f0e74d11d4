"""Every change to rules, and what takes it back: the store is as it was, its totals too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.unit.store.slow_sums import slow_sums, stored_sums
from worktracker.app.rule_changes import (
    Changed,
    add_category,
    add_project,
    edit_category,
    edit_project,
    keep_exclusion,
    keep_label_rule,
    length_ms,
    move_category,
    remove_category,
    remove_exclusion,
    remove_label_rule,
    remove_project,
)
from worktracker.errors import UsageError
from worktracker.labels.rules import LabelRule
from worktracker.model.change import Change
from worktracker.model.labels import Mark
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.privacy.default_rules import DefaultRule
from worktracker.privacy.rules import Action, Rule
from worktracker.store.assigning import Wish
from worktracker.store.store import Store

HOUR = 3_600_000
START = 20_000 * 24 * HOUR
BERLIN = Zone("Europe/Berlin", 3600)
TABLES = (
    "category", "category_rule", "project", "project_rule", "project_rate", "rule", "day_category",
    "assignment",
)  # fmt: skip


@pytest.fixture
def filled(store: Store) -> Store:
    """Work with Code in it and a rule, Games, a project with a rule, rules of the gate, and three hours."""
    categories = store.categories
    categories.add(("Work", "Code"), 0, colour="#3b7dd8", rules=[LabelRule(0, app="code")])
    categories.add(("Games",), 0, mark=Mark.DISTRACTING)
    store.projects.add_rule(store.projects.add("Site").id, LabelRule(0, title="*site*"), 0)
    store.rules.add_defaults([DefaultRule(Rule(Action.PRIVATE, app="keepassxc", program="KeePassXC"), 1)], 0)
    store.rules.add(Rule(Action.DROP, app="mine"), 0)
    for hour, app in enumerate(("code", "chess", "mail")):
        at = START + hour * HOUR
        span = Span(at, at + HOUR, State.ACTIVE, BERLIN, Activity(app, f"{app} site"))
        store.journal.write(Change((span,)))
    return store


def rows(store: Store) -> dict[str, list[Any]]:
    """What there is, without when it was made."""
    found: dict[str, list[Any]] = {}
    for table in TABLES:
        names = [row[1] for row in store.connection.execute(f"PRAGMA table_info({table})")]
        kept = ", ".join(
            name for name in names if name != "created_ms" and not (table == "rule" and name == "id")
        )
        query = f"SELECT {kept} FROM {table}"  # noqa: S608 - names of our own
        found[table] = sorted(store.connection.execute(query).fetchall(), key=repr)
    return found


def number(store: Store, path: str) -> int:
    return next(each for each, name in store.categories.paths().items() if name == path)


def rule_of(store: Store, app: str) -> int:
    return next(rule.id or 0 for rule in store.rules.all() if rule.app == app)


ACTS: dict[str, Callable[[Store], Changed]] = {
    "add a category": lambda s: add_category(s, number(s, "Work"), "Mail", 0),
    "rename": lambda s: edit_category(s, number(s, "Work"), name="Job"),
    "colour": lambda s: edit_category(s, number(s, "Work > Code"), colour=""),
    "mark": lambda s: edit_category(s, number(s, "Games"), mark=""),
    "another mark": lambda s: edit_category(s, number(s, "Work"), mark=Mark.PRODUCTIVE),
    "move": lambda s: move_category(s, number(s, "Work > Code"), number(s, "Games")),
    "move to the top": lambda s: move_category(s, number(s, "Work > Code"), None),
    "remove": lambda s: remove_category(s, number(s, "Work"), 0),
    "add a rule": lambda s: keep_label_rule(s, "category", LabelRule(number(s, "Games"), app="chess"), 0),
    "change a rule": lambda s: keep_label_rule(
        s, "category", LabelRule(number(s, "Work > Code"), app="m*", id=1), 0
    ),
    "remove a rule": lambda s: remove_label_rule(s, "category", 1, 0),
    "add a project": lambda s: add_project(s, "Other"),
    "change a project": lambda s: edit_project(s, 1, name="Web", client="Acme", rate="90", currency="EUR"),
    "archive": lambda s: edit_project(s, 1, closed=True),
    "remove a project": lambda s: remove_project(s, 1, 0),
    "change a project's rule": lambda s: keep_label_rule(s, "project", LabelRule(1, app="mail", id=1), 0),
    "exclude": lambda s: keep_exclusion(s, Rule(Action.DROP, domain="example.org"), 0),
    "change an exclusion": lambda s: keep_exclusion(
        s, Rule(Action.PRIVATE, app="own", id=rule_of(s, "mine")), 0
    ),
    "change a given one": lambda s: keep_exclusion(
        s, Rule(Action.DROP, app="k*", id=rule_of(s, "keepassxc")), 0
    ),
    "remove an exclusion": lambda s: remove_exclusion(s, rule_of(s, "keepassxc"), 0),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_is_taken_back_was_never_done(filled: Store, name: str) -> None:
    before = rows(filled)
    done = ACTS[name](filled)
    assert rows(filled) != before
    assert stored_sums(filled) == slow_sums(filled, 0)
    assert done.undo is not None
    done.undo(filled)
    after = rows(filled)
    if name == "change a project":  # a rate goes, its currency stays for the next one
        after["project"] = [(*row[:4], None, *row[5:]) for row in after["project"]]
    assert after == before
    assert stored_sums(filled) == slow_sums(filled, 0)


def test_what_was_given_by_hand_goes_with_its_category_or_project_for_good(filled: Store) -> None:
    games, at = number(filled, "Games"), START + 2 * HOUR
    filled.assigning.label(at, at + HOUR, Wish(category=games), 0)
    filled.assigning.label(at - HOUR, at, Wish(project=1), 0)
    assert filled.categories.with_all_below(games).said_by_hand
    assert filled.projects.said_by_hand(1)
    assert remove_category(filled, games, 0).undo is None
    assert remove_project(filled, 1, 0).undo is None


def test_another_rate_prices_what_is_on_the_project_where_it_holds_for_all_of_it(filled: Store) -> None:
    at = START + 2 * HOUR
    filled.assigning.label(at, at + HOUR // 2, Wish(project=1), 0)
    on_it = length_ms(filled, 1)
    assert on_it >= HOUR // 2
    assert edit_project(filled, 1, currency="EUR").priced_ms == 0
    assert edit_project(filled, 1, rate="90").priced_ms == on_it
    assert edit_project(filled, 1, rate="90", client="Acme").priced_ms == 0
    assert edit_project(filled, 1, currency="USD").priced_ms == on_it
    filled.projects.set_rate(1, 30_000, "95", None)
    assert edit_project(filled, 1, rate="80", today=20_000).priced_ms == 0


def test_a_new_category_that_has_been_given_to_time_since_is_not_taken_back(filled: Store) -> None:
    done = add_category(filled, None, "New", 0)
    assert done.number is not None
    assert done.undo is not None
    filled.assigning.label(START, START + HOUR, Wish(category=done.number), 0)
    with pytest.raises(UsageError):
        done.undo(filled)
    assert done.number in filled.categories.all()


@pytest.mark.parametrize(
    "act",
    [
        lambda s: add_category(s, None, "work", 0),
        lambda s: edit_category(s, number(s, "Games"), name="Work"),
        lambda s: move_category(s, number(s, "Work"), number(s, "Work > Code")),
        lambda s: edit_project(s, 1, rate="90"),
        lambda s: keep_exclusion(s, Rule(Action.DROP, app="mine"), 0),
        lambda s: keep_exclusion(s, Rule(Action.DROP, app="mine", id=rule_of(s, "keepassxc")), 0),
        lambda s: keep_exclusion(s, Rule(Action.DROP, title="(", regex=True), 0),
        lambda s: keep_exclusion(s, Rule(Action.DROP, app="x", id=4711), 0),
        lambda s: keep_label_rule(s, "category", LabelRule(number(s, "Games"), app="x", id=1), 0),
        lambda s: remove_label_rule(s, "category", 4711, 0),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    filled: Store, act: Callable[[Store], Changed]
) -> None:
    before = rows(filled)
    with pytest.raises(UsageError):
        act(filled)
    assert rows(filled) == before


def test_a_given_rule_that_is_changed_is_the_users_own(filled: Store) -> None:
    keep_exclusion(
        filled, Rule(Action.DROP, app="keepass*", id=rule_of(filled, "keepassxc"), program="KeePassXC"), 0
    )
    assert next(rule for rule in filled.rules.all() if rule.app == "keepass*").program is None
