"""Tags and notes that came along with spans: theirs alone, below what the user says, and gone with them."""

from __future__ import annotations

import sqlite3
import tracemalloc
from contextlib import closing
from dataclasses import replace
from typing import Any, cast

import pytest

from tests.unit.store.slow_sums import slow_sums, stored_sums
from worktracker.labels.rules import LabelRule
from worktracker.model.change import Change
from worktracker.model.detail import Detail
from worktracker.model.labels import Labels
from worktracker.model.period import Period
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.privacy.rules import Action, Rule
from worktracker.reports.report import By, make_report
from worktracker.store import migrate
from worktracker.store.assigning import Wish
from worktracker.store.connection import Connection
from worktracker.store.contents import notes
from worktracker.store.erase import Eraser, Reach, Selection
from worktracker.store.importing import Importer
from worktracker.store.reader import Reader
from worktracker.store.retention import Retention
from worktracker.store.store import Store
from worktracker.store.tables import rows, tables

UTC = Zone("UTC", 0)
MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
NINE = 20_000 * DAY + 9 * HOUR


def span(hour: float, end: float, title: str, *tags: str, note: str | None = None) -> Span:
    labels = Labels(tags=tags, note=note) if tags or note else None
    at, until = (NINE + round((each - 9) * HOUR) for each in (hour, end))
    return Span(at, until, State.ACTIVE, UTC, Activity("tool", title), labels=labels)


def take(store: Store, *spans: Span, source: str = "other") -> None:
    Importer(store.connection, 0).take((source, one) for one in spans)
    check(store)


def check(store: Store) -> None:
    assert stored_sums(store) == slow_sums(store, 0)


def said(store: Store) -> list[tuple[float, float, tuple[str, ...], str | None]]:
    """Every labelled stretch: from hour to hour, its tags and its note."""
    found: list[tuple[float, float, tuple[str, ...], str | None]] = []
    for row in store.reader.rows(Period()):
        labels = store.reader.labels(row)
        if labels.tags or labels.note:
            hours = ((at - NINE) / HOUR + 9 for at in row[:2])
            found.append((*hours, labels.tags, labels.note))  # type: ignore[arg-type]
    return found


def texts(store: Store) -> str:
    return "\n".join(str(row) for table in tables(store.connection) for row in rows(store.connection, table))


@pytest.fixture
def taken(store: Store) -> Store:
    """Two hours from elsewhere; of the second a rule may ask."""
    take(
        store,
        span(9, 10, "walk", "outside", note="a round"),
        span(10, 11, "doctor", "doctor", "health", note="a call"),
    )
    return store


@pytest.mark.parametrize(("action", "left"), [(Action.DROP, 1), (Action.PRIVATE, 2), (Action.HIDE_TITLE, 2)])
@pytest.mark.parametrize("title", ["doctor", "health", "a call"])
def test_what_a_title_says_takes_its_labels_along(
    taken: Store, action: Action, left: int, title: str
) -> None:
    eraser = Eraser(taken.connection, 0)
    rule = Rule(action, title=title)
    assert eraser.touches(Selection(rule=rule))
    assert eraser.reach(rule) == Reach(1, HOUR, 1)
    eraser.purge(rule)
    found = texts(taken)
    assert "outside" in found, "a control: what is not asked for is found"
    assert "a round" in found
    assert not any(word in found for word in ("health", "a call"))
    assert ("doctor" in found) == (action is Action.HIDE_TITLE and title != "doctor")
    assert taken.reader.count() == left
    check(taken)


def test_labels_go_where_there_is_no_title_to_hide(taken: Store) -> None:
    take(taken, replace(span(12, 13, "", "nothing else"), activity=Activity("tool")))
    rule = Rule(Action.HIDE_TITLE, app="tool")
    Eraser(taken.connection, 0).purge(rule)
    assert said(taken) == []
    assert not Eraser(taken.connection, 0).touches(Selection(rule=rule))


def test_what_is_forgotten_in_the_middle_leaves_labels_on_both_sides(taken: Store) -> None:
    period = Period(from_ms=NINE + 15 * MINUTE, to_ms=NINE + 30 * MINUTE)
    Eraser(taken.connection, 0).forget(Selection(period))
    assert said(taken)[:2] == [
        (9, 9.25, ("outside",), "a round"),
        (9.5, 10, ("outside",), "a round"),
    ]
    Eraser(taken.connection, 0).forget(Selection(Period(to_ms=NINE + 5 * MINUTE)))
    starts = taken.connection.execute("SELECT span & ((1 << 44) - 1) FROM span_label ORDER BY span")
    assert [(at - NINE) / MINUTE for (at,) in starts] == [5, 30, 60]
    Eraser(taken.connection, 0).forget(Selection(Period(to_ms=NINE + HOUR)))
    assert "outside" not in texts(taken)
    check(taken)


def test_age_takes_labels_with_their_spans(taken: Store) -> None:
    keeping = {detail: HOUR if detail is Detail.SPANS else None for detail in Detail}
    work = Retention(taken.connection, keeping, 0)
    while work.step(NINE + 2 * HOUR):
        pass
    assert [each[3] for each in said(taken)] == ["a call"]
    assert "outside" not in texts(taken)
    check(taken)


def test_they_are_their_span_s_alone_and_below_what_the_user_says(store: Store) -> None:
    store.journal.write(Change((span(9, 10, "recorded"), span(10, 10.25, "recorded too"))))
    store.assigning.label(NINE, NINE + 4 * HOUR, Wish(note="mine"), 0)
    store.assigning.add_entry(NINE + 2 * HOUR, NINE + 3 * HOUR, Wish(note="entry"), lambda _: UTC, 0)
    take(store, span(9.5, 13.5, "elsewhere", "theirs", note="not mine"))
    assert said(store) == [
        (9, 10, (), "mine"),
        (10, 10.25, (), "mine"),
        (10.25, 11, ("theirs",), "mine"),
        (11, 12, (), "entry"),
        (12, 13, ("theirs",), "mine"),
        (13, 13.5, ("theirs",), "not mine"),
    ]
    store.assigning.label(NINE + 4 * HOUR, NINE + 5 * HOUR, Wish(tags=(), note=""), 0)
    assert said(store)[-1] == (12, 13, ("theirs",), "mine"), "to have none can be said too"
    for _ in range(3):
        store.assigning.undo()
        check(store)
    assert said(store) == [(10.25, 13.5, ("theirs",), "not mine")]
    assert store.assigning.newest_deed() is None


def test_reports_searches_and_lists_have_them(taken: Store) -> None:
    taken.assigning.label(NINE, NINE + 30 * MINUTE, Wish(tags=("mine",)), 0)
    found = {row.key: row.duration_ms / HOUR for row in make_report(taken.reader, Period(), By.TAG).rows}
    assert found == {"mine": 0.5, "outside": 0.5, "doctor": 1, "health": 1}
    assert make_report(taken.reader, Period(), By.TAG).total_ms == 2 * HOUR
    part = Period(from_ms=NINE + 45 * MINUTE, to_ms=NINE + 75 * MINUTE)
    found = {row.key: row.duration_ms / HOUR for row in make_report(taken.reader, part, By.TAG).rows}
    assert found == {"outside": 0.25, "doctor": 0.25, "health": 0.25}
    assert taken.reader.tags() == {"mine", "outside", "doctor", "health"}
    assert [row.start_ms for row in taken.reader.holding("A CALL", Period())] == [NINE + HOUR]
    assert [note.text for note in notes(taken.connection)] == ["a round", "a call"]


def test_an_entry_from_elsewhere_leaves_its_neighbours_alone(store: Store) -> None:
    number = store.assigning.add_entry(NINE + HOUR, NINE + 2 * HOUR, Wish(note="mine"), lambda _: UTC, 0)
    brought = replace(span(9, 12, "", "theirs", note="not mine"), activity=Activity())
    take(store, brought, source="manual")
    entries = [
        (one.start_ms, one.end_ms, [part.note for part in one.parts]) for one in store.assigning.entries()
    ]
    assert entries == [
        (NINE, NINE + HOUR, ["not mine"]),
        (NINE + HOUR, NINE + 2 * HOUR, ["mine"]),
        (NINE + 2 * HOUR, NINE + 3 * HOUR, ["not mine"]),
    ]
    spans = store.connection.execute("SELECT start_ms, start_ms + length_ms FROM span ORDER BY id").fetchall()
    assert [tuple(each) for each in spans] == [each[:2] for each in entries]
    store.assigning.remove_entry(number, 0)
    check(store)
    assert [each[:2] for each in said(store)] == [(9, 10), (11, 12)]
    store.assigning.undo()
    check(store)


def test_entries_that_say_the_same_stay_two(store: Store) -> None:
    store.assigning.add_entry(NINE, NINE + HOUR, Wish(), lambda _: UTC, 0)
    brought = Span(NINE, NINE + 2 * HOUR, State.ACTIVE, UTC, Activity(), labels=Labels())
    take(store, brought, source="manual")
    entries = store.assigning.entries()
    assert [(one.start_ms, one.end_ms) for one in entries] == [
        (NINE, NINE + HOUR),
        (NINE + HOUR, NINE + 2 * HOUR),
    ]
    store.assigning.remove_entry(entries[0].number, 0)
    check(store)
    assert store.reader.totals(Period()).states == {(NINE // DAY, 10, State.ACTIVE): HOUR}


def test_a_span_goes_on_only_where_its_labels_do(store: Store) -> None:
    take(store, span(9, 10, "one", "a"))
    take(store, span(9, 10.5, "one", "a"))
    assert said(store) == [(9, 10.5, ("a",), None)]
    take(store, span(9, 11, "one", "b"))
    assert said(store) == [(9, 10.5, ("a",), None), (10.5, 11, ("b",), None)]


def test_a_project_that_two_layers_have_is_removed_once(store: Store) -> None:
    store.journal.write(Change((span(9, 12, "recorded"), span(12, 12.25, "newest"))))
    project = store.projects.add("Acme").id
    store.assigning.label(NINE, NINE + 3 * HOUR, Wish(project=project), 0)
    store.assigning.add_entry(NINE + HOUR, NINE + 2 * HOUR, Wish(project=project), lambda _: UTC, 0)
    check(store)
    store.projects.remove(project)
    check(store)
    assert {row.key: row.duration_ms for row in make_report(store.reader, Period(), By.PROJECT).rows} == {
        None: 3.25 * HOUR
    }


def fill_days(store: Store, source: str, days: range, *, spans: int = 4) -> None:
    length = 8 * HOUR // spans
    Importer(store.connection, 0).take(
        (
            source,
            Span(at, at + length, State.ACTIVE, UTC, Activity(f"tool {number % 5}", f"title {number % 9}")),
        )
        for day in days
        for number in range(spans)
        for at in [NINE + day * DAY + number * length]
    )


def test_rules_follow_several_sources_on_the_same_days_and_on_others(store: Store) -> None:
    fill_days(store, "recorded", range(4, 10))
    fill_days(store, "laptop", range(8), spans=3)
    fill_days(store, "desk", range(7, 12), spans=5)
    long = Span(NINE + 12 * DAY, NINE + 16 * DAY, State.ACTIVE, UTC, Activity("tool 1", "long"))
    Importer(store.connection, 0).take([("laptop", long)])
    fill_days(store, "desk", range(14, 15))
    store.assigning.add_entry(NINE + 6 * DAY, NINE + 7 * DAY, Wish(), lambda _: UTC, 0)
    check(store)
    store.categories.add(("Work",), 0, rules=[LabelRule(0, app="tool 1")])
    check(store)
    store.assigning.label(NINE - HOUR, NINE + 90 * MINUTE, Wish(category=1), 0)
    store.projects.add_rule(store.projects.add("Acme").id, LabelRule(0, title="title*"), 0)
    check(store)
    store.categories.remove(1)
    check(store)


def test_rules_leave_what_the_user_said_where_one_source_has_all_the_time(store: Store) -> None:
    fill_days(store, "recorded", range(3))
    store.categories.add(("Play",), 0)
    store.assigning.label(NINE + HOUR, NINE + DAY + HOUR, Wish(category=1), 0)
    store.categories.add(("Work",), 0, rules=[LabelRule(0, app="tool*")])
    check(store)
    store.categories.remove(2)
    check(store)


def test_rules_need_memory_for_days_and_not_for_spans(store: Store) -> None:
    def peak(name: str) -> int:
        tracemalloc.start()
        store.categories.add((name,), 0, rules=[LabelRule(0, app="tool*", title=f"{name}*")])
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    fill_days(store, "laptop", range(60))
    few = peak("title 1")
    fill_days(store, "desk", range(60), spans=240)
    assert peak("title 2") < few + 1_000_000


def test_totals_answer_while_another_source_is_newer(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.journal.write(Change((span(9, 10, "one"), span(10, 11, "two"), span(11, 11.5, "newest"))))
    take(store, span(8, 9.5, "before"), span(11.25, 20, "to come"))
    store.assigning.add_entry(NINE + 9 * HOUR, NINE + 10 * HOUR, Wish(), lambda _: UTC, 0)
    day = NINE // DAY
    monkeypatch.delattr(Reader, "_counted")
    check(store)
    store.journal.write(Change((span(11, 11.75, "newest"),)))
    check(store)
    found = make_report(store.reader, Period(first_day=day, last_day=day), By.DAY)
    assert found.total_ms == 12 * HOUR


def test_what_stood_among_what_the_user_says_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    known = migrate.known_migrations()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as plain:
        store = cast(Connection, cast(Any, plain))
        monkeypatch.setattr(migrate, "known_migrations", lambda: known[:11])
        migrate.migrate(store, 0)
        plain.execute("INSERT INTO source VALUES (2, 'imported', 'toggl')")
        for source in (0, 2):
            plain.execute("INSERT INTO span VALUES (?, 60000, 0, 0, 1, NULL)", ((source << 44) + NINE,))
        for start, tags, entry, since in (
            (NINE, "theirs", None, 0),
            (NINE, "mine", 1, 0),
            (NINE, "too", None, 1),
        ):
            plain.execute(
                "INSERT INTO assignment (start_ms, end_ms, tags, entry, since) VALUES (?, ?, ?, ?, ?)",
                (start, start + MINUTE, tags, entry, since),
            )
        monkeypatch.setattr(migrate, "known_migrations", lambda: known)
        migrate.migrate(store, 1)
        assert plain.execute("SELECT * FROM span_label").fetchall() == [((2 << 44) + NINE, "theirs", None)]
        assert plain.execute("SELECT tags FROM assignment").fetchall() == [("mine",), ("too",)]
