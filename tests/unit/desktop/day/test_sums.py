"""A day counted."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.unit.desktop.day.made import MINUTE, active, other
from worktracker.desktop.day.pieces import Kind, kind_of, name_of_document
from worktracker.desktop.day.sums import MOST_LONGEST, By, count
from worktracker.model.explanation import Cut, SeenBy
from worktracker.model.span import State
from worktracker.store.explanation import number_of_cuts


def test_counts_active_and_private_as_active_and_the_rest_as_away() -> None:
    day = count(
        [
            active(0, 30, "a"),
            active(30, 40, "b"),
            other(40, 50, Kind.IDLE),
            other(50, 55, Kind.LOCKED),
            other(55, 65, Kind.PRIVATE),
            active(65, 75, None),
        ]
    )
    assert (day.active_ms, day.private_ms, day.away_ms) == (60 * MINUTE, 10 * MINUTE, 15 * MINUTE)
    shares = [(share.name, share.kind, share.duration_ms // MINUTE) for share in day.shares[By.APP]]
    assert shares[0] == ("a", Kind.ACTIVE, 30)
    assert sorted(shares[1:], key=str) == [
        ("b", Kind.ACTIVE, 10),
        (None, Kind.ACTIVE, 10),
        (None, Kind.PRIVATE, 10),
    ]
    for by in By:
        assert sum(share.part for share in day.shares[by]) == pytest.approx(1)
        assert sum(share.duration_ms for share in day.shares[by]) == day.active_ms


def test_private_time_is_a_row_of_its_own_whatever_the_rows_are() -> None:
    day = count([active(0, 10, category=0), other(10, 15, Kind.PRIVATE), active(15, 20, category=3)])
    for by in By:
        private = [share.duration_ms for share in day.shares[by] if share.kind is Kind.PRIVATE]
        assert private == [5 * MINUTE], by


def test_time_goes_to_its_category_and_its_project() -> None:
    day = count(
        [
            active(0, 10, "a", category=1, project=7),
            active(10, 40, "a", category=2),
            active(40, 45, "b", category=1, project=7),
        ]
    )
    categories = {share.number: share.duration_ms // MINUTE for share in day.shares[By.CATEGORY]}
    projects = {share.number: share.duration_ms // MINUTE for share in day.shares[By.PROJECT]}
    assert (categories, projects) == ({1: 15, 2: 30}, {7: 15, 0: 30})
    # An application has the colour of what it was mostly used for.
    assert {share.name: share.category for share in day.shares[By.APP]} == {"a": 2, "b": 1}


def test_entries_are_no_application() -> None:
    day = count([active(0, 10, None, entry=4), active(10, 15, None)])
    assert [(share.number, share.duration_ms // MINUTE) for share in day.shares[By.APP]] == [(1, 10), (0, 5)]


def test_focus_goes_on_over_titles_and_short_gaps_and_ends_with_another_application() -> None:
    pieces = [
        active(0, 10, "a", title="one"),
        active(10, 20, "a", title="two"),
        active(21, 30, "a"),
        active(30, 31, "b"),
        active(31, 50, "a"),
    ]
    assert count(pieces).focus_ms == 30 * MINUTE
    broken = [active(0, 10, "a"), other(10, 11, Kind.PRIVATE), active(11, 20, "a")]
    assert count(broken).focus_ms == 10 * MINUTE


def test_an_empty_day_is_all_zero() -> None:
    day = count([])
    assert (day.active_ms, day.focus_ms, day.away_ms, day.private_ms, day.longest) == (0, 0, 0, 0, ())
    assert not any(day.shares.values())


def test_the_longest_is_what_took_most_in_all_with_its_longest_stretch() -> None:
    day = count(
        [
            active(0, 10, "code", document="/home/u/src/recorder.py"),
            active(10, 12, "firefox", domain="docs.python.org", title="A page"),
            active(12, 40, "code", document="/home/u/src/recorder.py"),
            active(40, 50, "code", document="/home/u/src/recorder.py", title="recorder.py ●"),
            active(50, 80, "zoom"),
            active(80, 85, "mail", title="Inbox"),
        ]
    )
    told = [(each.subject, each.app, each.duration_ms // MINUTE, each.is_title) for each in day.longest]
    assert told == [
        ("recorder.py", "code", 48, True),
        (None, "zoom", 30, False),
        ("Inbox", "mail", 5, True),
        ("docs.python.org", "firefox", 2, False),
    ]
    assert (day.longest[0].start_ms, day.longest[0].end_ms) == (12 * MINUTE, 50 * MINUTE)
    many = count([active(at, at + 1, f"program {at}") for at in range(MOST_LONGEST + 5)])
    assert len(many.longest) == MOST_LONGEST


@dataclass
class Row:
    state: int
    reason: int


@pytest.mark.parametrize(
    ("seen_by", "cuts", "title", "kind"),
    [
        (SeenBy.X11, Cut.NONE, None, Kind.NO_WINDOW),
        (SeenBy.X11, Cut.APPS_OFF, None, Kind.ACTIVE),
        (SeenBy.X11, Cut.NONE, "a window of no program", Kind.ACTIVE),
        (SeenBy.UNKNOWN, Cut.NONE, None, Kind.ACTIVE),
    ],
)
def test_nothing_in_front_is_told_from_what_was_not_kept(
    seen_by: SeenBy, cuts: Cut, title: str | None, kind: Kind
) -> None:
    row = Row(State.ACTIVE, seen_by << 2 | number_of_cuts(cuts))
    assert kind_of(row, None, title) is kind
    assert kind_of(row, "an application", title) is Kind.ACTIVE
    assert kind_of(row, None, title, is_entry=True) is Kind.ACTIVE


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("/home/u/a.txt", "a.txt"),
        ("C:\\Users\\u\\b.odt", "b.odt"),
        ("c.py", "c.py"),
        ("~/src/", "src"),
        ("/", "/"),
    ],
)
def test_a_document_is_called_by_its_name(document: str, name: str) -> None:
    assert name_of_document(document) == name
