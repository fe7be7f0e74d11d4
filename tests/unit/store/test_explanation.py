"""Why a span holds what it holds, as one small number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worktracker.model.explanation import Cut, SeenBy
from worktracker.model.period import Period
from worktracker.model.span import Activity, Reason, Span, State, Zone
from worktracker.privacy.rules import Action, Rule
from worktracker.store.erase import Eraser
from worktracker.store.explanation import Explanation, explanation_of, number_of
from worktracker.store.importing import Importer
from worktracker.store.store import Store

UTC = Zone("Etc/UTC", 0)
cuts = st.builds(Cut, st.integers(0, sum(Cut)))


def active(at: int, activity: Activity, seen_by: SeenBy = SeenBy.X11, cuts: Cut = Cut.NONE) -> Span:
    return Span(at, at + 10, State.ACTIVE, UTC, activity, seen_by=seen_by, cuts=cuts)


@given(seen_by=st.sampled_from(SeenBy), reason=st.sampled_from(Reason), cuts=cuts)
def test_the_number_says_all_of_it(seen_by: SeenBy, reason: Reason, cuts: Cut) -> None:
    span = Span(0, 1, State.ACTIVE, UTC, None, reason, seen_by, cuts)
    assert explanation_of(number_of(span)) == Explanation(seen_by, reason, cuts)
    assert Cut.from_label(cuts.label) == cuts if cuts.label else cuts == Cut.NONE


def test_the_commonest_take_one_byte_the_rest_two_and_the_rarest_three() -> None:
    """SQLite's record format: a byte up to 127, two up to 32,767, three up to 8,388,607.

    Source: sqlite.org/fileformat2.html.
    """
    rare = Cut.DOCUMENTS_OFF | Cut.PAGE_UNKNOWN
    for seen_by in SeenBy:
        for common in (Cut.NONE, Cut.URLS_DOMAIN):
            assert number_of(active(0, Activity(), seen_by, common)) <= 127
        for reason in Reason:
            assert number_of(Span(0, 1, State.PRIVATE, UTC, None, reason, seen_by)) <= 127
        assert number_of(active(0, Activity(), seen_by, Cut(sum(Cut)))) <= 8_388_607
        assert number_of(active(0, Activity(), seen_by, Cut(sum(Cut)) & ~rare)) <= 32_767


@pytest.mark.parametrize("reason", list(Reason))
def test_what_stores_held_before_means_the_same(reason: Reason) -> None:
    assert explanation_of(int(reason)) == Explanation(SeenBy.UNKNOWN, reason, Cut.NONE)


def test_a_number_that_was_never_written_is_read_too() -> None:
    assert explanation_of(0b1111 << 2).seen_by is SeenBy.UNKNOWN
    assert explanation_of(1 << 30).decided_by is None


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (Action.PRIVATE, ["rule", "rule", None]),
        (Action.HIDE_TITLE, ["rule-hide-title", "titles-off", None]),
        (Action.DOMAIN_ONLY, ["rule-domain-only", "titles-off", None]),
    ],
)
def test_a_rule_for_the_past_is_said_where_it_took_something(
    store: Store, action: Action, said: list[str | None]
) -> None:
    spans = [
        active(0, Activity("a", "title", "https://x.example/", "x.example")),
        active(10, Activity("a"), cuts=Cut.TITLES_OFF),
        active(20, Activity("b", "title")),
    ]
    Importer(store.connection, 0).take(("recorded", span) for span in spans)
    Eraser(store.connection, 0).purge(Rule(action, app="a"))
    found = [explanation_of(row.reason) for row in store.reader.rows(Period())]
    assert [each.decided_by for each in found] == said
    assert {each.seen_by for each in found} == {SeenBy.X11}


def test_what_is_left_of_a_span_keeps_its_explanation(store: Store) -> None:
    from worktracker.store.erase import Selection

    span = Span(0, 100, State.ACTIVE, UTC, Activity("a"), seen_by=SeenBy.X11, cuts=Cut.TITLES_OFF)
    Importer(store.connection, 0).take([("recorded", span)])
    Eraser(store.connection, 0).forget(Selection(Period(from_ms=40, to_ms=60)))
    rows = list(store.reader.rows(Period()))
    assert [(row.start_ms, row.end_ms, row.reason) for row in rows] == [
        (0, 40, number_of(span)),
        (60, 100, number_of(span)),
    ]
