"""A stretch that is selected: where it ends, and what is in it."""

from __future__ import annotations

from tests.unit.desktop.day.made import HOUR, MINUTE, active, other
from worktracker.desktop.day.lanes import LaneKind, lane_of
from worktracker.desktop.day.pieces import Kind
from worktracker.desktop.day.selecting import edges_of, free_around, held, piece_at, snapped
from worktracker.desktop.day.stepping import Stepping

PIECES = [
    active(0, 10, "a", category=1, project=5),
    active(10, 20, "b", category=1, domain="example.org"),
    other(20, 25, Kind.IDLE),
    active(30, 40, None, category=2, entry=3, note="Call", tags=("x",)),
    other(40, 42, Kind.PRIVATE),
    active(50, 60, "a", category=1),
]


def minutes(start: float, end: float) -> tuple[int, int]:
    return round(start * MINUTE), round(end * MINUTE)


def test_an_edge_that_is_near_draws_the_end_to_itself() -> None:
    edges = edges_of(PIECES)
    assert edges == [minute * MINUTE for minute in (0, 10, 20, 25, 30, 40, 42, 50, 60)]
    near = 30_000
    assert snapped(10.4 * MINUTE, edges, near, 0, HOUR) == 10 * MINUTE
    assert snapped(9.6 * MINUTE, edges, near, 0, HOUR) == 10 * MINUTE
    assert snapped(12 * MINUTE + 7_000, edges, near, 0, HOUR) == 12 * MINUTE


def test_a_time_is_as_round_as_the_scale_lets_it_be_and_within_the_day() -> None:
    for near, step in (
        (1_000_000, 900_000),
        (400_000, 300_000),
        (70_000, 60_000),
        (2_000, 1_000),
        (10, 1_000),
    ):
        at = 5 * HOUR + 1_234_567
        found = snapped(at, [], near, 0, 24 * HOUR)
        assert found % step == 0
        assert abs(found - at) <= step
    assert snapped(-5, [], 1_000_000, 60_000, 24 * HOUR) == 60_000


def test_a_stretch_holds_what_lies_in_it_cut_where_it_ends() -> None:
    found = held(PIECES, *minutes(5, 22))
    assert [(piece.start_ms, piece.end_ms) for piece in found.pieces] == [
        minutes(5, 10), minutes(10, 20), minutes(20, 22),
    ]  # fmt: skip
    assert found.recorded_ms == 15 * MINUTE
    assert (found.category, found.project) == (1, None)
    assert found.apps == ("b", "a")
    assert found.sites == ("example.org",)
    assert not found.is_free


def test_a_gap_is_where_nothing_was_recorded_or_nobody_was_there() -> None:
    assert held(PIECES, *minutes(5, 35)).gap == minutes(20, 30)
    assert held(PIECES, *minutes(0, 20)).gap is None
    free = held(PIECES, *minutes(21, 29))
    assert free.is_free
    assert free.gap == minutes(21, 29)
    assert held(PIECES, *minutes(42, 50)).is_free
    assert free_around(PIECES, 45 * MINUTE, 0, HOUR) == minutes(42, 50)
    assert free_around(PIECES, 65 * MINUTE, 0, 70 * MINUTE) == minutes(60, 70)


def test_an_entry_is_known_from_end_to_end_only() -> None:
    whole = held(PIECES, *minutes(30, 40))
    assert (whole.entry, whole.entries, whole.note, whole.tags) == (3, (3,), "Call", ("x",))
    assert held(PIECES, *minutes(30, 39)).entry is None
    assert held(PIECES, *minutes(30, 39)).entries == (3,)
    assert held(PIECES, *minutes(25, 45)).entry is None


def test_private_time_is_nothing_to_label() -> None:
    assert held(PIECES, *minutes(40, 42)).is_free
    assert held(PIECES, *minutes(40, 42)).recorded_ms == 2 * MINUTE


def test_finds_the_piece_at_an_instant() -> None:
    assert piece_at(PIECES, 15 * MINUTE) == PIECES[1]
    assert piece_at(PIECES, 27 * MINUTE) is None
    assert piece_at(PIECES, 60 * MINUTE) is None


def test_keys_go_from_stretch_to_stretch_and_shift_extends() -> None:
    lanes = [lane_of(PIECES, kind) for kind in LaneKind]
    steps = Stepping()
    assert steps.step(lanes, 1, extend=False) == minutes(0, 10)
    assert steps.step(lanes, 1, extend=False) == minutes(10, 20)
    assert steps.step(lanes, 1, extend=True) == minutes(10, 25)
    assert steps.step(lanes, 1, extend=True) == minutes(10, 40)
    assert steps.step(lanes, -1, extend=True) == minutes(10, 25)
    assert steps.step(lanes, -1, extend=False) == minutes(10, 20)
    assert steps.turn(lanes, -1) == minutes(0, 20), "the category's lane, at the same time"
    assert steps.step(lanes, -1, extend=False) is None
    assert Stepping().step(lanes, -1, extend=False) == minutes(50, 60), "from the end of the day"
    assert Stepping().step([lane_of([], kind) for kind in LaneKind], 1, extend=False) is None
