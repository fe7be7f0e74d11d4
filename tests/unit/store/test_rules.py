"""Rules in the store: default ones come once, and a row that can't be read is private, not gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from worktracker.app.default_rules import add_default_rules
from worktracker.errors import UsageError
from worktracker.privacy.default_rules import DefaultRule, DefaultRulesError, read_default_rules
from worktracker.privacy.rules import Action, Rule, can_be_evaluated, check_rule
from worktracker.resource import resource_path
from worktracker.store.store import Store

_KEY = bytes(range(32))
_TABLE: dict[str, Any] = json.loads(resource_path("default-rules.json").read_text("utf-8"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.create(tmp_path / "worktracker.db", _KEY, "an id", 0)
    yield store
    store.close()


def _default(app: str, since: int) -> DefaultRule:
    return DefaultRule(Rule(Action.PRIVATE, app, program=app.title()), since)


def _apps(store: Store) -> list[str | None]:
    return [rule.app for rule in store.rules.all()]


def test_a_removed_default_rule_never_comes_back_and_an_addition_comes_once(store: Store) -> None:
    first = [_default("one", 1), _default("two", 1)]
    store.rules.add_defaults(first, 0)
    store.rules.add_defaults(first, 0)
    assert _apps(store) == ["one", "two"]
    [one, _] = store.rules.all()
    assert one.id is not None
    store.rules.remove(one.id)
    store.rules.add_defaults(first, 0)
    assert _apps(store) == ["two"]
    later = [*first, _default("three", 2)]
    store.rules.add_defaults(later, 0)
    store.rules.add_defaults(later, 0)
    assert _apps(store) == ["two", "three"]
    for rule in store.rules.all():
        assert rule.id is not None
        store.rules.remove(rule.id)
    # Neither the newer program nor the older one brings any of them again.
    store.rules.add_defaults(later, 0)
    store.rules.add_defaults(first, 0)
    store.rules.add_defaults(later, 0)
    assert _apps(store) == []


def test_a_store_remembers_its_default_rules_when_it_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "worktracker.db"
    store = Store.create(path, _KEY, "an id", 0)
    add_default_rules(store, 0)
    count = len(store.rules.all())
    assert count == len(_TABLE["rules"])
    for rule in store.rules.all()[:-1]:
        assert rule.id is not None
        store.rules.remove(rule.id)
    store.close()
    store = Store.open(path, [_KEY], 0)
    add_default_rules(store, 0)
    assert len(store.rules.all()) == 1
    store.close()


def test_the_users_own_rules_are_listed_first(store: Store) -> None:
    add_default_rules(store, 0)
    added = store.rules.add(Rule(Action.DROP, "mine"), 0)
    listed = store.rules.all()
    assert listed[0] == added
    assert {rule.program is None for rule in listed[1:]} == {False}


def test_every_default_rule_can_be_evaluated_and_says_where_its_name_was_seen() -> None:
    rules = read_default_rules(_TABLE)
    for default, row in zip(rules, _TABLE["rules"], strict=True):
        check_rule(default.rule)
        assert default.since >= 1
        assert row["seen"]
        assert isinstance(row["verified"], bool)
        # Only what shows no work at all leaves a gap.
        assert (row["action"] == "drop") == (row["kind"] == "lock screen or greeter")
    assert len({default.rule for default in rules}) == len(rules)


def test_a_damaged_list_is_refused() -> None:
    for damage in (None, [], {}, {"rules": [{}]}, {"rules": [{**_TABLE["rules"][0], "action": "burn"}]}):
        with pytest.raises(DefaultRulesError):
            read_default_rules(damage)


@pytest.mark.parametrize(
    "damage",
    ["action = 'mask'", "regex = 7", "regex = 1, title = '('"],
    ids=["unknown action", "unknown syntax", "broken expression"],
)
def test_a_row_that_can_not_be_read_is_kept_and_marked(store: Store, damage: str) -> None:
    added = store.rules.add(Rule(Action.DOMAIN_ONLY, title="*bank*"), 0)
    store.connection.execute("PRAGMA ignore_check_constraints = ON")
    store.connection.execute(f"UPDATE rule SET {damage}")  # noqa: S608 - the words above
    [rule] = store.rules.all()
    assert rule.id == added.id
    assert not can_be_evaluated(rule)
    store.rules.remove(rule.id or 0)
    assert store.rules.all() == []


@pytest.mark.parametrize("domain", ["https://example.org/", "example.org/path", ".", ":80", "[]"])
def test_a_rule_on_no_site_is_refused(store: Store, domain: str) -> None:
    with pytest.raises(UsageError):
        store.rules.add(Rule(Action.DROP, domain=domain), 0)
    assert store.rules.all() == []


def test_the_same_rule_again_is_the_same_rule(store: Store) -> None:
    first = store.rules.add(Rule(Action.DROP, title="Bank*"), 0)
    assert store.rules.add(Rule(Action.DROP, title="Bank*"), 1000) == first
    others = [
        Rule(Action.PRIVATE, title="Bank*"),
        Rule(Action.DROP, app="Bank*"),
        Rule(Action.DROP, title="Bank*", regex=True),
        Rule(Action.DROP, title="Bank*", app="x"),
    ]
    for rule in others:
        store.rules.add(rule, 0)
    assert len(store.rules.all()) == 5
