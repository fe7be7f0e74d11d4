"""What is said of a rule before it is kept is what comes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from worktracker.errors import StoreBusyError, UsageError
from worktracker.labels.rules import LabelRule
from worktracker.model.change import Change
from worktracker.model.period import Period
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.privacy.rules import Action, Rule
from worktracker.store.erase import Eraser
from worktracker.store.label_rows import Kind
from worktracker.store.rule_preview import Move, preview_label, preview_purge
from worktracker.store.store import Store

BERLIN = Zone("Europe/Berlin", 3600)
HOUR = 3_600_000
DAY = 24 * HOUR
START = 20_000 * DAY + 7 * HOUR

CODE = Activity("code", "main.py - site", document="main.py")
MAIL = Activity("mail", "Re: site")
BANK = Activity("firefox", "My bank", "https://bank.example/account", "bank.example")
PAGE = Activity("firefox", "A page", domain="docs.example.org")


@pytest.fixture
def filled(store: Store) -> Store:
    """Three days: of CODE an hour a day, of MAIL two, of BANK three, of PAGE four."""
    for day in range(3):
        at = START + day * DAY
        for hours, activity in enumerate((CODE, MAIL, BANK, PAGE), 1):
            span = Span(at, at + hours * HOUR, State.ACTIVE, BERLIN, activity)
            store.journal.write(Change((span,)))
            at = span.end_ms
    return store


def by(store: Store, kind: Kind) -> dict[int | None, int]:
    """Hours by category or project."""
    found: dict[int | None, int] = {}
    for labels, length in store.reader.by_labels(Period(), ())[0].items():
        number = labels[0 if kind == "category" else 1] or None
        found[number] = found.get(number, 0) + length // HOUR
    return {number: hours for number, hours in found.items() if hours}


def moved(before: dict[int | None, int], moves: tuple[Move, ...]) -> dict[int | None, int]:
    """What a report says after some moves."""
    found = dict(before)
    for move in moves:
        found[move.before] = found.get(move.before, 0) - move.duration_ms // HOUR
        found[move.after] = found.get(move.after, 0) + move.duration_ms // HOUR
    return {number: hours for number, hours in found.items() if hours}


@pytest.mark.parametrize("kind", ["category", "project"])
def test_a_new_rule_moves_what_its_preview_says(filled: Store, kind: Kind) -> None:
    if kind == "category":
        one, other = (filled.categories.add((name,), 0).id for name in ("One", "Other"))
        filled.categories.add_rule(one, LabelRule(0, app="mail"), 0)
    else:
        one, other = (filled.projects.add(name).id for name in ("One", "Other"))
        filled.projects.add_rule(one, LabelRule(0, app="mail"), 0)
    rule = LabelRule(other, title="*site*")
    before = by(filled, kind)
    assert before == {one: 6, None: 24}
    found = preview_label(filled.connection, kind, rule)
    assert (found.activities, found.duration_ms) == (2, 9 * HOUR)
    assert found.moves == (Move(one, other, 1, 6 * HOUR), Move(None, other, 1, 3 * HOUR))
    assert [(each.facts.app, each.facts.document, each.duration_ms) for each in found.examples] == [
        ("mail", None, 6 * HOUR),
        ("code", "main.py", 3 * HOUR),
    ]
    assert by(filled, kind) == before  # nothing was changed
    (filled.categories if kind == "category" else filled.projects).add_rule(other, rule, 0)
    assert by(filled, kind) == moved(before, found.moves) == {other: 9, None: 21}


def test_what_a_finer_rule_has_is_matched_and_does_not_move(filled: Store) -> None:
    mail, all_of_it = (filled.categories.add((name,), 0).id for name in ("Mail", "All"))
    filled.categories.add_rule(mail, LabelRule(0, title="re: site"), 0)
    found = preview_label(filled.connection, "category", LabelRule(all_of_it, app="*"))
    assert (found.activities, found.duration_ms) == (4, 30 * HOUR)
    assert found.moves == (Move(None, all_of_it, 3, 24 * HOUR),)


def test_a_changed_rule_also_gives_back_what_only_the_old_one_matches(filled: Store) -> None:
    label = filled.categories.add(("Work",), 0).id
    old = filled.categories.add_rule(label, LabelRule(0, app="firefox"), 0)
    before = by(filled, "category")
    new = LabelRule(label, domain="docs.example.org", id=old.id)
    found = preview_label(filled.connection, "category", new)
    assert (found.activities, found.duration_ms) == (1, 12 * HOUR)
    assert found.moves == (Move(label, None, 1, 9 * HOUR),)
    assert [each.facts.domain for each in found.examples] == ["docs.example.org"]
    assert old.id is not None
    filled.categories.change_rule(old.id, new)
    assert by(filled, "category") == moved(before, found.moves) == {label: 12, None: 18}


def test_a_rule_that_matches_nothing_says_so_and_a_broken_one_is_refused(filled: Store) -> None:
    found = preview_label(filled.connection, "category", LabelRule(0, app="gimp"))
    assert (found.activities, found.duration_ms, found.examples, found.moves) == (0, 0, (), ())
    with pytest.raises(UsageError):
        preview_label(filled.connection, "category", LabelRule(0, title="(", regex=True))


@pytest.mark.parametrize("action", list(Action))
def test_a_purge_reaches_what_its_preview_says(filled: Store, action: Action) -> None:
    rule = Rule(action, domain="bank.example")
    found = preview_purge(filled.connection, 0, rule)
    assert (found.reach.spans, found.reach.duration_ms) == (3, 9 * HOUR)
    assert [each.facts.title for each in found.examples] == ["My bank"]
    purged = Eraser(filled.connection, 0).purge(rule)
    assert (purged.spans, purged.duration_ms) == (found.reach.spans, found.reach.duration_ms)
    assert not preview_purge(filled.connection, 0, rule).reach.spans or action is Action.PRIVATE


def test_a_preview_can_be_broken_off_and_asked_again(filled: Store) -> None:
    rule = LabelRule(filled.categories.add(("Work",), 0).id, title="*site*")
    filled.connection.set_progress_handler(lambda: True, 1)
    with pytest.raises(StoreBusyError):
        preview_label(filled.connection, "category", rule)
    filled.connection.set_progress_handler(None, 0)
    assert preview_label(filled.connection, "category", replace(rule)).activities == 2
