"""What leaves is what the report says, rounded as granted: no more names, no more days, nothing private."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fake_clock import FakeClock, wall
from worktracker.labels.rules import LabelRule
from worktracker.model.days import DAY_MS, date_number, day_date
from worktracker.model.detail import Detail
from worktracker.model.period import Period
from worktracker.model.span import Activity, Reason, Span, State, Zone
from worktracker.privacy.rules import Action, Rule
from worktracker.reports.report import By, make_report
from worktracker.store.assigning import Wish
from worktracker.store.erase import Eraser, Selection
from worktracker.store.importing import Importer
from worktracker.store.retention import Retention
from worktracker.store.store import Store
from worktracker.sync.building import digests, due, now_of
from worktracker.sync.grant import Terms
from worktracker.sync.rounding import granted_seconds
from worktracker.sync.summary import LONGEST_DAY_S, OTHER, Day, Kind, Summary

MINUTE, HOUR = 60_000, 3_600_000
FIRST = date(2026, 11, 2)
NINE = wall("2026-11-02T09:00Z")
UTC, BERLIN, APIA, HONOLULU = (
    Zone("UTC", 0),
    Zone("Europe/Berlin", 3600),
    Zone("Pacific/Apia", 46_800),
    Zone("Pacific/Honolulu", -36_000),
)
TREE = {"Work": "office", "Work > Code": "editor", "Work > Code > Deep": "kernel", "Play": "game"}
TERMS = Terms(Kind.CATEGORIES, ("Work",), 15, 0, FIRST, date(2027, 11, 1), "why", "me")


@contextmanager
def made() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "w.db", bytes(32), "00000000-0000-4000-8000-000000000000", 0)
        for path, app in TREE.items():
            store.categories.add(path.split(" > "), 0, rules=[LabelRule(0, app=app)])
        yield store
        store.close()


@pytest.fixture
def filled() -> Iterator[Store]:
    with made() as store:
        yield store


def put(store: Store, *spans: Span) -> None:
    Importer(store.connection, store.settings.day_start_ms).take([("recorded", span) for span in spans])


def active(start_ms: int, length_ms: int, app: str | None = "editor", zone: Zone = UTC) -> Span:
    return Span(start_ms, start_ms + length_ms, State.ACTIVE, zone, Activity(app, "a title"), Reason.NONE)


def clock(text: str = "2026-12-01T12:00Z", zone: str = "UTC") -> FakeClock:
    return FakeClock(text, zone)


def days(
    store: Store, terms: Terms = TERMS, at: FakeClock | None = None, **acknowledged: object
) -> list[Day]:
    now = now_of(store, at or clock())
    return [day for body in due(store, terms, {}, now) for day in body.days]


def names(store: Store, terms: Terms) -> dict[str, int]:
    return {total.name: total.seconds for day in days(store, terms) for total in day.totals}


# -- rounding -------------------------------------------------------------------------------------


@given(
    duration=st.integers(0, 200_000_000),
    coarseness=st.sampled_from((5, 10, 15, 30, 60)),
    shortest=st.integers(0, 90),
)
def test_rounded_to_the_nearest_multiple_halves_up(duration: int, coarseness: int, shortest: int) -> None:
    found = granted_seconds(duration, coarseness, shortest)
    step = coarseness * 60
    assert found % step == 0
    if duration < shortest * MINUTE:
        assert found == 0
    else:
        whole, rest = divmod(Fraction(duration, 1000), step)
        assert found == min(step * (whole + (rest * 2 >= step)), LONGEST_DAY_S)


# -- totals ---------------------------------------------------------------------------------------

apps = st.sampled_from(("office", "editor", "kernel", "game", "firefox", None))
stretches = st.lists(
    st.tuples(
        st.integers(0, 9 * 60),
        st.integers(1, 200),
        st.sampled_from((State.ACTIVE,) * 6 + (State.PRIVATE, State.IDLE, State.LOCKED)),
        apps,
    ),
    max_size=40,
)
listed = {
    Kind.CATEGORIES: st.sets(st.sampled_from((*TREE, OTHER, "Gone"))),
    Kind.APPLICATIONS: st.sets(st.sampled_from(("office", "editor", "game", "vi", OTHER))),
}


@settings(max_examples=60, deadline=None)
@given(
    stretches=stretches,
    data=st.data(),
    of=st.sampled_from(Kind),
    coarseness=st.sampled_from((5, 15, 60)),
    shortest=st.sampled_from((0, 7, 60)),
    day_start=st.sampled_from(("00:00", "04:00")),
)
def test_what_leaves_is_the_report_rounded(
    stretches: list[tuple[int, int, State, str | None]],
    data: st.DataObject,
    of: Kind,
    coarseness: int,
    shortest: int,
    day_start: str,
) -> None:
    wanted = tuple(sorted(data.draw(listed[of]) - {OTHER}))
    terms = replace(TERMS, of=of, names=wanted, coarseness_minutes=coarseness, shortest_minutes=shortest)
    with made() as store:
        store.settings.set("day-start", day_start)
        at = NINE
        spans: list[Span] = []
        for gap, length, state, app in stretches:
            at += gap * MINUTE
            activity = Activity(app, "a title") if state is State.ACTIVE else None
            reason = Reason.RULE if state is State.PRIVATE else Reason.NONE
            spans.append(
                Span(
                    at,
                    at + length * MINUTE + 1,
                    state,
                    UTC,
                    activity,
                    reason,
                )
            )
            at += length * MINUTE + 1
        put(store, *_cut_at_days(spans, store.settings.day_start_ms))
        now = now_of(store, clock())
        found = {
            (day.date, total.name): total.seconds
            for body in due(store, terms, {}, now)
            for day in body.days
            for total in day.totals
        }
        expected: dict[tuple[date, str], int] = {}
        for number in range(date_number(FIRST), now.ended + 1):
            exact: dict[str, int] = {}
            by = By.CATEGORY if of is Kind.CATEGORIES else By.APP
            report = make_report(store.reader, Period(first_day=number, last_day=number), by)
            for row in report.rows:
                if row.state is None:
                    name = _leaves_as(row.key, wanted, tree=of is Kind.CATEGORIES)
                    exact[name] = exact.get(name, 0) + row.duration_ms
            for name, length in exact.items():
                seconds = granted_seconds(length, coarseness, shortest)
                if seconds:
                    expected[day_date(number), name] = seconds
        assert found == expected


def _leaves_as(key: str | None, wanted: tuple[str, ...], *, tree: bool) -> str:
    parts = [] if key is None else key.split(" > ") if tree else [key]
    for length in range(len(parts), 0, -1):
        if " > ".join(parts[:length]) in wanted:
            return " > ".join(parts[:length])
    return OTHER


def _cut_at_days(spans: list[Span], day_start_ms: int) -> Iterator[Span]:
    """A span lies within one day."""
    for span in spans:
        begin = span.start_ms
        while begin < span.end_ms:
            end = min(span.end_ms, ((begin - day_start_ms) // DAY_MS + 1) * DAY_MS + day_start_ms)
            yield replace(span, start_ms=begin, end_ms=end)
            begin = end


def test_a_category_that_is_not_listed_is_its_nearest_ancestor_that_is(filled: Store) -> None:
    put(
        filled,
        *(active(NINE + n * HOUR, HOUR, app) for n, app in enumerate(("office", "editor", "kernel", "game"))),
    )
    assert names(filled, TERMS) == {"Work": 3 * 3600, OTHER: 3600}
    assert names(filled, replace(TERMS, names=("Work", "Work > Code"))) == {
        "Work": 3600,
        "Work > Code": 7200,
        OTHER: 3600,
    }
    assert names(filled, replace(TERMS, names=())) == {OTHER: 4 * 3600}


def test_the_name_of_a_new_application_leaves_as_other(filled: Store) -> None:
    terms = replace(TERMS, of=Kind.APPLICATIONS, names=("editor",))
    put(
        filled,
        active(NINE, HOUR),
        active(NINE + HOUR, HOUR, "secret-app"),
        active(NINE + 2 * HOUR, HOUR, None),
    )
    assert names(filled, terms) == {"editor": 3600, OTHER: 7200}


def test_what_the_user_says_of_a_stretch_counts(filled: Store) -> None:
    put(filled, active(NINE, HOUR, "firefox"))
    play = filled.categories.at(["Play"]).id
    filled.assigning.label(NINE, NINE + HOUR, Wish(category=play), NINE)
    assert names(filled, replace(TERMS, names=("Play",))) == {"Play": 3600}


# -- days -----------------------------------------------------------------------------------------


def test_a_day_leaves_when_it_has_ended_here(filled: Store) -> None:
    put(filled, active(NINE, HOUR, zone=BERLIN))
    assert days(filled, at=clock("2026-11-02T22:59:59Z", "Europe/Berlin")) == []
    assert [day.date for day in days(filled, at=clock("2026-11-02T23:00Z", "Europe/Berlin"))] == [FIRST]
    filled.settings.set("day-start", "04:00")
    assert days(filled, at=clock("2026-11-03T02:59:59Z", "Europe/Berlin")) == []
    assert len(days(filled, at=clock("2026-11-03T03:00Z", "Europe/Berlin"))) == 1


def test_a_day_leaves_when_it_has_ended_wherever_the_user_was(filled: Store) -> None:
    """In Honolulu in the morning of 2 November, back in Apia, where 3 November has begun long before."""
    put(filled, active(wall("2026-11-02T18:00Z"), HOUR, zone=HONOLULU))
    assert days(filled, at=clock("2026-11-03T09:59Z", "Pacific/Apia")) == []
    assert len(days(filled, at=clock("2026-11-03T10:00Z", "Pacific/Apia"))) == 1
    # It is the local zone too, although nothing was recorded in it.
    assert days(filled, at=clock("2026-11-03T10:30Z", "Etc/GMT+12")) == []


def test_only_days_of_the_grant_leave_and_none_after_its_end(filled: Store) -> None:
    put(filled, *(active(NINE + n * DAY_MS, HOUR) for n in range(-2, 6)))
    terms = replace(TERMS, end_date=FIRST + timedelta(days=2))
    seen = [day.date for day in days(filled, terms, clock("2026-11-04T23:59Z"))]
    assert seen == [FIRST, FIRST + timedelta(days=1)]
    assert days(filled, terms, clock("2026-11-05T00:00Z")) == []


def test_what_was_acknowledged_is_not_due_until_it_is_something_else(filled: Store) -> None:
    put(filled, *(active(NINE + n * DAY_MS, HOUR) for n in range(3)))
    now = now_of(filled, clock())
    (body,) = due(filled, TERMS, {}, now)
    known: dict[int, bytes | None] = dict(digests(body))
    assert due(filled, TERMS, known, now) == []
    put(filled, active(NINE + DAY_MS + HOUR, HOUR))
    assert [day.date for day in _only(due(filled, TERMS, known, now))] == [FIRST + timedelta(days=1)]


def test_a_day_of_which_nothing_is_left_is_withdrawn(filled: Store) -> None:
    put(filled, active(NINE, HOUR), active(NINE + DAY_MS, HOUR))
    now = now_of(filled, clock())
    (body,) = due(filled, TERMS, {}, now)
    known: dict[int, bytes | None] = dict(digests(body))
    Eraser(filled.connection, 0).forget(Selection(Period(last_day=date_number(FIRST))))
    (again,) = _only(due(filled, TERMS, known, now))
    assert (again.date, again.totals) == (FIRST, [])
    assert due(filled, TERMS, known | digests(Summary.made(TERMS.of, 15, [again])), now) == []


def test_a_body_has_four_hundred_days_at_most_oldest_first(filled: Store) -> None:
    put(filled, *(active(NINE + n * DAY_MS, HOUR) for n in range(450)))
    now = now_of(filled, clock("2028-03-01T12:00Z"))
    bodies = due(filled, replace(TERMS, end_date=date(2028, 4, 1)), {}, now)
    assert [len(body.days) for body in bodies] == [400, 50]
    assert bodies[0].days[-1].date < bodies[1].days[0].date


def _only(bodies: list[Summary]) -> list[Day]:
    (body,) = bodies
    return body.days


# -- forgetting and ageing ------------------------------------------------------------------------

FORGETTING = {
    "a period": Selection(Period(from_ms=NINE, to_ms=NINE + HOUR)),
    "a day": Selection(Period(date_number(FIRST), date_number(FIRST))),
    "everything": Selection(),
    "an application": Selection(rule=Rule(Action.DROP, app="game")),
    "a title": Selection(rule=Rule(Action.DROP, title="a game")),
    "a site": Selection(rule=Rule(Action.DROP, domain="game.example")),
}


@pytest.mark.parametrize("what", FORGETTING)
def test_what_is_forgotten_is_blanked_and_due_again_smaller(filled: Store, what: str) -> None:
    game = Span(
        NINE, NINE + HOUR, State.ACTIVE, UTC, Activity("game", "a game", None, "game.example"), Reason.NONE
    )
    put(filled, game, active(NINE + 2 * HOUR, HOUR), active(NINE + DAY_MS, HOUR))
    body = _sent(filled)
    Eraser(filled.connection, 0).forget(FORGETTING[what])
    later = [entry.body for entry in filled.ledger.entries()]
    assert later == [None]
    assert filled.ledger.verify() == (1, None)
    now = now_of(filled, clock())
    again = _only(due(filled, TERMS, filled.sharing.acknowledged("g"), now))
    first = again[0]
    assert first.date == FIRST
    before = {total.name: total.seconds for total in body.days[0].totals}
    after = {total.name: total.seconds for total in first.totals}
    assert sum(after.values()) < sum(before.values())
    assert len(again) == (2 if what == "everything" else 1)


def test_what_becomes_private_is_due_again_without_it(filled: Store) -> None:
    put(filled, active(NINE, HOUR, "game"))
    _sent(filled)
    Eraser(filled.connection, 0).purge(Rule(Action.PRIVATE, app="game"))
    assert [entry.body for entry in filled.ledger.entries()] == [None]
    (day,) = _only(due(filled, TERMS, filled.sharing.acknowledged("g"), now_of(filled, clock())))
    assert day.totals == []


def test_another_day_keeps_its_body(filled: Store) -> None:
    put(filled, active(NINE, HOUR), active(NINE + 5 * DAY_MS, HOUR))
    _sent(filled)
    Eraser(filled.connection, 0).forget(Selection(Period(date_number(FIRST) + 1, date_number(FIRST) + 3)))
    assert [entry.body is None for entry in filled.ledger.entries()] == [False]
    assert due(filled, TERMS, filled.sharing.acknowledged("g"), now_of(filled, clock())) == []


@pytest.mark.parametrize("of", Kind)
def test_a_day_that_has_aged_keeps_its_totals_there_until_it_is_forgotten(filled: Store, of: Kind) -> None:
    terms = replace(TERMS, of=of, names=("Work",) if of is Kind.CATEGORIES else ("editor",))
    put(filled, active(NINE, HOUR), active(NINE + 20 * DAY_MS, HOUR))
    _sent(filled, terms)
    filled.settings.set("keep-spans" if of is Kind.CATEGORIES else "keep-apps", "15d")
    retention = Retention(filled.connection, filled.settings.keeping(), 0)
    while retention.step(clock().now().wall_ms):
        pass
    now = now_of(filled, clock())
    (anew,) = due(filled, terms, {}, now)
    assert anew.days != _sent_days(filled), "ageing has taken something"
    assert due(filled, terms, filled.sharing.acknowledged("g"), now) == []
    # The record does not have the time any more, and yet it is forgotten where it was sent.
    Eraser(filled.connection, 0).forget(Selection(Period(date_number(FIRST), date_number(FIRST))))
    (day,) = _only(due(filled, terms, filled.sharing.acknowledged("g"), now))
    assert (day.date, day.totals) == (FIRST, [])
    assert [entry.body for entry in filled.ledger.entries()] == [None]


def test_an_application_whose_name_has_aged_is_forgotten_by_the_name_that_was_sent(filled: Store) -> None:
    terms = replace(TERMS, of=Kind.APPLICATIONS, names=("editor", "game"))
    put(filled, active(NINE, HOUR, "game"), active(NINE + DAY_MS, HOUR), active(NINE + 20 * DAY_MS, HOUR))
    _sent(filled, terms)
    filled.settings.set("keep-apps", "15d")
    retention = Retention(filled.connection, filled.settings.keeping(), 0)
    while retention.step(clock().now().wall_ms):
        pass
    Eraser(filled.connection, 0).forget(Selection(rule=Rule(Action.DROP, app="game")))
    assert [entry.body for entry in filled.ledger.entries()] == [None]
    (day,) = _only(due(filled, terms, filled.sharing.acknowledged("g"), now_of(filled, clock())))
    assert day.date == FIRST
    assert all(total.name != "game" for total in day.totals)


def _sent(store: Store, terms: Terms = TERMS):
    """Let the server have all that is due."""
    (body,) = due(store, terms, {}, now_of(store, clock()))
    store.ledger.sent(1, "https://summary.example", "POST /v1/summaries", body.to_bytes())
    store.sharing.acknowledge("g", digests(body))
    _SENT[store.path] = body.days
    return body


_SENT: dict[Path, list[Day]] = {}


def _sent_days(store: Store) -> list[Day]:
    return _SENT[store.path]


def test_every_detail_that_totals_are_made_of_is_watched_for_age() -> None:
    assert {detail for detail in Detail if detail.fields & {"app"} or not detail.fields} == {
        Detail.APPS,
        Detail.SPANS,
    }
