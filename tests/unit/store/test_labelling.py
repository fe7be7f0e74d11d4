"""What rules do to a whole history, and what is left to them of what was aged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.store.slow_sums import slow_sums, stored_sums
from worktracker.app.starting_categories import add_starting_categories
from worktracker.errors import UsageError
from worktracker.labels.labeller import Facts
from worktracker.labels.rules import LabelRule
from worktracker.model.change import Change
from worktracker.model.detail import Detail
from worktracker.model.labels import Mark
from worktracker.model.period import Period
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.privacy.rules import Action, Rule
from worktracker.reports.report import By, at_depth, in_tree, make_report
from worktracker.store.assigning import Wish
from worktracker.store.erase import Eraser, Selection
from worktracker.store.importing import Importer
from worktracker.store.retention import Retention
from worktracker.store.store import Store

BERLIN = Zone("Europe/Berlin", 3600)
MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
START = 20_000 * DAY - HOUR  # midnight in Berlin


def active(start: int, length: int, activity: Activity, zone: Zone = BERLIN) -> Span:
    return Span(start, start + length, State.ACTIVE, zone, activity)


CODE = Activity("code", "main.py - site")
MAIL = Activity("mail", "Re: site")
PAGE = Activity("firefox", "A page", domain="docs.example.org")


@pytest.fixture
def filled(store: Store) -> Store:
    """Three days, an hour of each activity a day, all of it in the totals but the last span."""
    at = START + 8 * HOUR
    for _ in range(3):
        for activity in (CODE, MAIL, PAGE):
            store.journal.write(Change((active(at, HOUR, activity),)))
            at += HOUR
        at += 21 * HOUR
    return store


def by(store: Store, what: By, **more: str) -> dict[str | None, int]:
    found = make_report(store.reader, Period(), what)
    return {row.key: row.duration_ms // HOUR for row in found.rows}


def check(store: Store) -> None:
    """Totals equal a slow sum, also where they are made of the tables alone."""
    assert stored_sums(store) == slow_sums(store, store.settings.day_start_ms)


def test_a_rule_labels_the_past_and_what_comes(filled: Store) -> None:
    assert by(filled, By.CATEGORY) == {None: 9}
    rule = LabelRule(0, app="code")
    preview = filled.categories.preview(rule)
    assert (preview.activities, preview.spans, preview.duration_ms) == (1, 3, 3 * HOUR)
    filled.categories.add(("Work", "Code"), 0, rules=[rule])
    assert by(filled, By.CATEGORY) == {"Work > Code": 3, None: 6}
    table = "SELECT sum(length_ms) FROM day_category WHERE category <> 0"
    assert filled.connection.execute(table).fetchone()[0] == 3 * HOUR
    check(filled)
    filled.journal.write(Change((active(START + 5 * DAY, HOUR, Activity("code", "new")),)))
    assert by(filled, By.CATEGORY)["Work > Code"] == 4
    check(filled)


def test_the_day_start_and_spans_across_it_are_followed(filled: Store) -> None:
    filled.settings.set("day-start", "09:30")
    check(filled)
    filled.categories.add(("Work",), 0, rules=[LabelRule(0, title="*site*")])
    check(filled)
    days = filled.connection.execute("SELECT day, length_ms FROM day_category WHERE category = 1").fetchall()
    assert days == [
        (19_999, 90 * MINUTE),
        (20_000, 120 * MINUTE),
        (20_001, 120 * MINUTE),
        (20_002, 30 * MINUTE),
    ]


def test_only_what_differs_is_moved_where_an_import_has_the_same_time(filled: Store) -> None:
    spans = [("other", active(START + 7 * HOUR, 3 * HOUR, Activity("game")))]
    Importer(filled.connection, 0).take(spans)
    filled.categories.add(("Play",), 0, rules=[LabelRule(0, app="game")])
    filled.categories.add(("Work",), 0, rules=[LabelRule(0, app="code"), LabelRule(0, app="mail")])
    assert by(filled, By.CATEGORY) == {"Work": 6, None: 3, "Play": 1}
    check(filled)


SPECIFIC = [
    ("more conditions", LabelRule(0, app="code", title="*site*"), LabelRule(0, title="main.py - site")),
    ("a finer field", LabelRule(0, title="main*"), LabelRule(0, app="code")),
    ("a site before an application", LabelRule(0, domain="example.org"), LabelRule(0, app="firefox")),
    ("exact before a glob", LabelRule(0, app="code"), LabelRule(0, app="cod*")),
    ("a glob before an expression", LabelRule(0, app="cod*"), LabelRule(0, app="^code$", regex=True)),
    ("more letters", LabelRule(0, title="*main.py*"), LabelRule(0, title="*main*")),
    ("a longer site", LabelRule(0, domain="docs.example.org"), LabelRule(0, domain="example.org")),
]


@pytest.mark.parametrize(("why", "winner", "other"), SPECIFIC, ids=[each[0] for each in SPECIFIC])
@pytest.mark.parametrize("turned", [False, True])
def test_the_most_specific_wins_whichever_was_first(
    filled: Store, why: str, winner: LabelRule, other: LabelRule, turned: bool
) -> None:
    pairs = [(("Winner",), winner), (("Other",), other)]
    for names, rule in reversed(pairs) if turned else pairs:
        filled.categories.add(names, 0, rules=[rule])
    found = by(filled, By.CATEGORY)
    assert found["Winner"] == 3, why
    check(filled)


def test_among_equals_the_deeper_and_then_the_newer_wins(filled: Store) -> None:
    same = LabelRule(0, app="code")
    filled.categories.add(("A", "Deep"), 0, rules=[same])
    filled.categories.add(("B",), 0, rules=[same])
    assert by(filled, By.CATEGORY)["A > Deep"] == 3
    filled.categories.add(("C", "Deep"), 0, rules=[same])
    assert by(filled, By.CATEGORY)["C > Deep"] == 3
    check(filled)


def test_what_ageing_took_is_no_reason_to_guess(filled: Store) -> None:
    filled.categories.add(("Site",), 0, rules=[LabelRule(0, title="*site*")])
    keeping: dict[Detail, int | None] = dict.fromkeys(Detail)
    work = Retention(filled.connection, keeping | {Detail.TITLES: DAY}, 0)
    while work.step(START + 10 * DAY):
        pass
    assert by(filled, By.CATEGORY) == {"Site": 6, None: 3}, "what was found by a title stays"
    # By application it could be said, but a rule that goes before asks for what is gone.
    filled.categories.add(("Code",), 0, rules=[LabelRule(0, app="code")])
    assert by(filled, By.CATEGORY) == {"Site": 6, None: 3}
    check(filled)
    # Without such a rule the application alone decides, for all of the past.
    (rule,) = [each for each in filled.categories.rules() if each.title]
    filled.categories.remove_rule(rule.id or 0)
    assert by(filled, By.CATEGORY) == {"Code": 3, None: 6}
    check(filled)


def test_a_category_that_goes_takes_its_label_from_what_was_aged_too(filled: Store) -> None:
    filled.categories.add(("Site",), 0, rules=[LabelRule(0, title="*site*")])
    keeping: dict[Detail, int | None] = dict.fromkeys(Detail)
    work = Retention(filled.connection, keeping | {Detail.TITLES: DAY}, 0)
    while work.step(START + 10 * DAY):
        pass
    filled.categories.add(("Other",), 0, rules=[LabelRule(0, app="nothing", title="x*")])
    filled.assigning.label(START, START + DAY, Wish(category=1, note="mine"), 0)
    assert filled.categories.remove(1) == 1
    assert by(filled, By.CATEGORY) == {None: 9}
    check(filled)


def test_a_purged_title_takes_along_the_category_that_told_it(filled: Store) -> None:
    filled.categories.add(("Secret",), 0, rules=[LabelRule(0, title="*site*")])
    Eraser(filled.connection, 0).purge(Rule(Action.HIDE_TITLE, title="*site*"))
    assert by(filled, By.CATEGORY) == {None: 9}
    check(filled)


def test_the_starting_set_comes_once_and_what_was_removed_stays_away(filled: Store) -> None:
    add_starting_categories(filled, 0)
    assert by(filled, By.CATEGORY)["Work > Development"] == 3
    check(filled)
    games = filled.categories.at(("games",))
    filled.categories.remove(games.id)
    known = len(filled.categories.rules())
    add_starting_categories(filled, 0)
    assert len(filled.categories.rules()) == known
    # A later version adds what is new, and nothing to what was removed.
    from worktracker.labels.starting_set import GivenCategory, StartingSet

    later = (
        GivenCategory("games", None, "Games", "#000000", None, 1, ((2, LabelRule(0, app="new game")),)),
        GivenCategory("new", None, "New", "#000000", Mark.NEUTRAL, 2, ((2, LabelRule(0, app="new")),)),
    )
    filled.categories.add_starting_set(StartingSet(2, later), 0)
    assert filled.categories.matching(Facts("new game")) is None
    assert filled.categories.matching(Facts("new")) is not None
    assert filled.starting_set_had == 2


def test_one_of_the_users_own_goes_before_one_that_came_with_the_program(filled: Store) -> None:
    add_starting_categories(filled, 0)
    filled.categories.add(("Mine",), 0, rules=[LabelRule(0, app="co*")])
    assert by(filled, By.CATEGORY)["Mine"] == 3


def test_a_category_can_move_but_not_into_itself(filled: Store) -> None:
    filled.categories.add(("A", "B", "C"), 0, rules=[LabelRule(0, app="code")])
    a = filled.categories.at(("A",))
    with pytest.raises(UsageError):
        filled.categories.edit(a.id, parent=("a", "b"))
    filled.categories.edit(filled.categories.at(("A", "B")).id, parent=(), name="Top")
    assert by(filled, By.CATEGORY) == {"Top > C": 3, None: 6}
    found = make_report(filled.reader, Period(), By.CATEGORY)
    assert [(depth, row.key, row.duration_ms // HOUR) for depth, row in in_tree(found)] == [
        (0, "Top", 3), (1, "Top > C", 3), (0, None, 6),
    ]  # fmt: skip
    assert {row.key: row.duration_ms // HOUR for row in at_depth(found, 1).rows} == {"Top": 3, None: 6}
    assert at_depth(found, 1).total_ms == found.total_ms


def test_what_is_forgotten_takes_along_what_was_said_of_it(filled: Store) -> None:
    filled.projects.add("P")
    filled.assigning.label(START, START + 3 * DAY, Wish(project=1, note="of three days"), 0)
    first = 20_000
    filled.assigning.label(START + DAY, START + 2 * DAY, Wish(note="of the second"), 0)
    Eraser(filled.connection, 0).forget(Selection(Period(first_day=first + 1, last_day=first + 1)))
    notes = {row[0] for row in filled.connection.execute("SELECT note FROM assignment")}
    assert notes == {"of three days"}
    assert by(filled, By.PROJECT) == {"P": 6}
    check(filled)
    filled.assigning.undo()
    check(filled)
    found = filled.reader.assignments(Period(from_ms=START + DAY, to_ms=START + 2 * DAY))
    assert found == [], "undoing brings back nothing that was forgotten"
    Eraser(filled.connection, 0).forget(Selection())
    assert filled.connection.execute("SELECT count(*) FROM assignment").fetchone()[0] == 0


def test_labels_that_came_with_an_import_stay(filled: Store) -> None:
    from worktracker.model.labels import Labels

    labels = Labels("Work > Old", "Old project", ("a",), "a note")
    old = replace(active(START + 20 * DAY, HOUR, CODE), labels=labels)
    same = replace(active(START + 21 * DAY, HOUR, CODE), labels=Labels())
    filled.categories.add(("New",), 0, rules=[LabelRule(0, app="code")])
    Importer(filled.connection, 0).take([("recorded", old), ("recorded", same)])
    assert by(filled, By.CATEGORY) == {"New": 4, "Work > Old": 1, None: 6}
    assert by(filled, By.PROJECT) == {"Old project": 1, None: 10}
    check(filled)
    (row,) = [row for row in filled.reader.rows(Period()) if row.start_ms == old.start_ms]
    assert filled.reader.labels(row) == labels
    filled.categories.add(("Newer",), 0, rules=[LabelRule(0, title="main.py - site")])
    assert by(filled, By.CATEGORY) == {"Newer": 4, "Work > Old": 1, None: 6}
