"""What the page of rules makes of what it reads: trees, words, and what can be taken back."""

from __future__ import annotations

from worktracker.desktop.rules.rows import next_to
from worktracker.desktop.rules.tree import (
    Categories,
    grown,
    read_categories,
    read_exclusions,
    read_projects,
    rules_of,
)
from worktracker.desktop.rules.undoing import MOST, Step, Undoing
from worktracker.desktop.rules.words import (
    conditions,
    exclusion_line,
    fault_words,
    patterns_of,
    purge_words,
    verdict_words,
    winner_words,
)
from worktracker.labels.rules import Ground, LabelRule
from worktracker.model.change import Change
from worktracker.model.labels import Category, Mark
from worktracker.model.span import Activity, Reason, Span, State, Zone
from worktracker.model.verdict import Verdict
from worktracker.privacy.pattern_error import Fault, PatternError
from worktracker.privacy.rules import Action, Rule
from worktracker.store.erase import Forgotten
from worktracker.store.store import Store

HOUR = 3_600_000
DAY = 24 * HOUR
TODAY = 20_000
UTC = Zone("UTC", 0)


def open_text(text: str) -> str:
    return text


def hidden(text: str) -> str:
    return "•••••"


def test_a_tree_adds_up_and_hands_down_colours_and_marks() -> None:
    found = {
        1: Category(1, None, "Work", "#112233", Mark.PRODUCTIVE),
        2: Category(2, 1, "mail", mark=Mark.NEUTRAL),
        3: Category(3, 1, "Code"),
        4: Category(4, 3, "Reviews", "#445566"),
        5: Category(5, None, "Fun"),
        6: Category(6, 99, "Lost"),
    }
    nodes = grown(found, {1: 1, 2: 10, 4: 100, 5: 1000})
    assert [(node.path, node.depth, node.own_ms, node.total_ms, node.below) for node in nodes] == [
        ("Fun", 0, 1000, 1000, 0),
        ("Lost", 0, 0, 0, 0),
        ("Work", 0, 1, 111, 3),
        ("Work > Code", 1, 0, 100, 1),
        ("Work > Code > Reviews", 2, 100, 100, 0),
        ("Work > mail", 1, 10, 10, 0),
    ]
    by = {node.category.name: (node.colour, node.mark) for node in nodes}
    assert by["Reviews"] == ("#445566", Mark.PRODUCTIVE)
    assert by["mail"] == ("#112233", Mark.NEUTRAL)
    assert by["Fun"] == (None, None)


def test_a_category_can_lie_in_every_one_but_itself_and_what_lies_in_it() -> None:
    found = {
        number: Category(number, parent, name)
        for number, parent, name in ((1, None, "A"), (2, 1, "B"), (3, None, "C"))
    }
    tree = Categories(grown(found, {}))
    assert [node.path for node in tree.places_for(1)] == ["C"]
    assert [node.path for node in tree.places_for(2)] == ["A", "C"]


def test_own_rules_stand_before_those_that_came_along() -> None:
    rules = [
        LabelRule(1, app="a", given=True),
        LabelRule(2, app="x"),
        LabelRule(1, app="z"),
        LabelRule(1, app="B"),
    ]
    assert [rule.app for rule in rules_of(rules, 1)] == ["B", "z", "a"]


def test_times_are_those_of_the_last_thirty_days_and_of_this_month(store: Store) -> None:
    """Day 20,000 is the 4th of October 2024."""
    work = store.categories.add(("Work", "Code"), 0, rules=[LabelRule(0, app="code")])
    project = store.projects.add("Site")
    store.projects.add_rule(project.id, LabelRule(0, app="code"), 0)
    for back, hours in ((0, 1), (3, 2), (4, 4), (29, 8), (30, 16)):
        at = (TODAY - back) * DAY
        store.journal.write(Change((Span(at, at + hours * HOUR, State.ACTIVE, UTC, Activity("code")),)))
        at += hours * HOUR
        store.journal.write(Change((Span(at, at + HOUR, State.ACTIVE, UTC, Activity("other")),)))
    found = read_categories(store, TODAY)
    node = found.node(work.id)
    assert node is not None
    assert (node.own_ms, found.without_ms) == (15 * HOUR, 4 * HOUR)
    assert read_projects(store, TODAY).projects == ((project, 3 * HOUR),)
    assert read_projects(store, TODAY).running is None


def test_rules_are_read_as_they_are(store: Store) -> None:
    store.rules.add(Rule(Action.DROP, app="x"), 0)
    found = read_exclusions(store)
    assert found.rule(1) == Rule(Action.DROP, app="x", id=1)
    assert found.rule(2) is None


def test_changes_are_taken_back_in_turn() -> None:
    undoing = Undoing()
    assert undoing.newest is None
    steps = [Step(str(number), lambda _: None) for number in range(MOST + 2)]
    for step in steps:
        undoing.add(step)
    assert undoing.newest is steps[-1]
    undoing.taken_back(steps[-1])
    assert undoing.newest is steps[-2]
    for step in reversed(steps):
        undoing.taken_back(step)
    assert undoing.newest is None


def test_where_titles_are_hidden_so_are_patterns_but_for_applications_and_sites() -> None:
    rule = Rule(Action.DROP, app="firefox", title="*secret*", url="*/secret", domain="example.org")
    shown = conditions(patterns_of(rule), open_text)
    assert shown == "Application firefox  ·  Site example.org  ·  Title *secret*  ·  Address */secret"
    for words in (
        conditions(patterns_of(rule), hidden),
        exclusion_line(rule, hidden),
        winner_words([LabelRule(1, title="*secret*")], [], "Work", hidden),
        verdict_words(Verdict(None), {Action.DROP: rule}, None, hidden),
    ):
        assert "secret" not in words
        assert "•••••" in words


def test_every_fault_is_said_in_words_that_know_no_option() -> None:
    for fault in Fault:
        words = fault_words(PatternError("title", fault, "--title"))
        assert words
        assert "--" not in words


def test_a_rule_says_what_it_does_where_it_is_from_and_that_it_is_broken() -> None:
    assert exclusion_line(Rule(Action.PRIVATE, app="x", program="X"), open_text) == (
        "Time only: Application x, came with the program, for X"
    )
    assert "private" in exclusion_line(Rule(Action.DROP, title="(", regex=True), open_text)


def test_a_button_names_its_act_and_its_amount() -> None:
    found = Forgotten(214, 3 * HOUR + 12 * 60_000)
    assert purge_words(Action.DROP, found) == "Forget 3 h 12 m in 214 spans"
    assert purge_words(Action.DROP, Forgotten(1, HOUR)) == "Forget 1 h 00 m in one span"
    assert purge_words(Action.PRIVATE, found) == "Keep only the time of 3 h 12 m"
    assert purge_words(Action.HIDE_TITLE, found) == "Erase the titles of 214 spans"


def test_who_wins_and_why_is_one_sentence() -> None:
    winner, other = LabelRule(1, title="*site*"), LabelRule(2, app="code", given=True)
    assert winner_words([winner, other], [Ground.FIELD], "Work", open_text) == (
        "Work: Title *site*. It goes before another rule: it asks for something finer."
    )
    assert winner_words([other], [], "Work", open_text) == "Work: Application code (came with the program)"


def test_a_verdict_says_what_is_kept_and_which_rule_decides() -> None:
    rule = Rule(Action.HIDE_TITLE, app="mail")
    kept = Verdict(State.ACTIVE, Activity("mail"))
    words = verdict_words(kept, {Action.HIDE_TITLE: rule}, None, open_text)
    assert words == "Recorded would be: Application, Time. Title hidden by: Application mail"
    private = Verdict(State.PRIVATE, reason=Reason.RULE)
    drop = Rule(Action.PRIVATE, app="mail")
    assert verdict_words(private, {Action.PRIVATE: drop}, None, open_text).endswith(
        "Decided by: Application mail"
    )
    assert "can't be read" in verdict_words(Verdict(State.PRIVATE, reason=Reason.UNSURE), {}, rule, open_text)


def test_where_what_was_chosen_is_gone_its_neighbour_is_chosen() -> None:
    assert next_to(2, [1, 2, 3], {1, 2, 3}) == 2
    assert next_to(2, [1, 2, 3], {1, 3}) == 3
    assert next_to(3, [1, 2, 3], {1, 2}) == 2
    assert next_to(2, [1, 2, 3], {9}) is None
    assert next_to(None, [1], {1}) is None
