"""What the lanes of the timeline show, at every scale."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from tests.unit.desktop.day.made import HOUR, MINUTE, active, other
from worktracker.desktop.day.lanes import (
    COARSEST,
    FINEST,
    LEAST_PIXELS,
    Lane,
    LaneKind,
    Look,
    Run,
    Segment,
    lane_of,
    level_for,
    merged,
)
from worktracker.desktop.day.pieces import Kind, Piece

A, B = Look(Kind.ACTIVE, 1, is_entry=False), Look(Kind.ACTIVE, 2, is_entry=False)
AWAY = Look(Kind.IDLE, 0, is_entry=False)


def many(seed: int = 5, count: int = 3_000) -> list[Piece]:
    chance = random.Random(seed)
    pieces: list[Piece] = []
    at = 0
    while len(pieces) < count:
        length = round(chance.lognormvariate(9, 1.6))
        category = chance.randrange(6)
        pieces.append(Piece(at, at + length, Kind.ACTIVE, f"app {category}", category=category))
        at += length + (chance.randrange(HOUR) if chance.random() < 0.01 else 0)
    return pieces


def test_a_lane_joins_what_looks_the_same_in_it() -> None:
    pieces = [
        active(0, 5, "code", category=1, document="/a/x.py"),
        active(5, 9, "code", category=1, document="/a/y.py"),
        active(9, 12, "mail", category=1),
        active(13, 15, "mail", category=1),
        other(15, 20, Kind.PRIVATE),
        active(20, 30, None, category=2, entry=1, note="Call"),
    ]
    of = {kind: lane_of(pieces, kind, lambda piece: "Project").segments for kind in LaneKind}
    minutes = {
        kind: [(one.start_ms // MINUTE, one.end_ms // MINUTE, one.label) for one in found]
        for kind, found in of.items()
    }
    assert minutes[LaneKind.CATEGORY] == [(0, 12, ""), (13, 15, ""), (15, 20, ""), (20, 30, "")]
    assert minutes[LaneKind.APPLICATION] == [
        (0, 9, "code"), (9, 12, "mail"), (13, 15, "mail"), (15, 20, ""), (20, 30, "Project"),
    ]  # fmt: skip
    assert minutes[LaneKind.DOCUMENT] == [
        (0, 5, "x.py"), (5, 9, "y.py"), (9, 12, ""), (13, 15, ""), (15, 20, ""), (20, 30, "Call"),
    ]  # fmt: skip
    assert of[LaneKind.CATEGORY][-1].look.is_entry


def test_a_site_is_no_title_and_documents_and_notes_are() -> None:
    pieces = [
        active(0, 1, domain="example.org", title="Secret"),
        active(1, 2, title="Secret"),
        active(2, 3, document="/home/u/secret.odt", domain="example.org"),
        active(3, 4, entry=1, note="Secret"),
    ]
    segments = lane_of(pieces, LaneKind.DOCUMENT).segments
    assert [segment.is_title for segment in segments] == [False, True, True, True]
    assert not any(segment.is_title for segment in lane_of(pieces, LaneKind.APPLICATION).segments)


def test_a_bin_shows_what_fills_most_of_it() -> None:
    segments = [Segment(0, 600, A), Segment(600, 3000, B), Segment(3000, 4000, AWAY)]
    assert merged(segments, 1000) == [Run(0, 1000, A, 0), Run(1000, 3000, B, 1), Run(3000, 4000, AWAY, 2)]


def test_many_short_stretches_count_together_in_a_bin() -> None:
    segments = [
        *(Segment(at * 100, at * 100 + 60, A) for at in range(10)),
        *(Segment(at * 100 + 60, at * 100 + 100, B) for at in range(10)),
    ]
    assert merged(sorted(segments), 1000) == [Run(0, 1000, A, 0)]


def test_a_stretch_shorter_than_a_bin_is_not_lost_in_an_empty_hour() -> None:
    assert merged([Segment(500, 510, A)], 1000) == [Run(0, 1000, A, 0)]


def test_a_short_gap_is_seen_between_stretches() -> None:
    segments = [Segment(0, 1100, A), Segment(1950, 4000, A)]
    assert [(run.start_ms, run.end_ms) for run in merged(segments, 1000)] == [(0, 1000), (2000, 4000)]


@pytest.mark.parametrize("ms_per_pixel", [3.0, 700, 4_000, 33_000, 86_400, 200_000])
def test_bins_are_wide_enough_and_no_wider_than_twice_that(ms_per_pixel: float) -> None:
    assert LEAST_PIXELS * 0.99 <= (1 << level_for(ms_per_pixel)) / ms_per_pixel <= 2.02 * LEAST_PIXELS


@pytest.mark.parametrize("ms_per_pixel", [500, 2_500, 20_000, 100_000])
def test_a_stretch_looks_the_same_whatever_part_of_the_day_is_in_sight(ms_per_pixel: float) -> None:
    lane = lane_of(many(), LaneKind.APPLICATION)
    lane.prepare()
    end = lane.segments[-1].end_ms
    whole = set(lane.runs(0, end, ms_per_pixel))
    chance = random.Random(1)
    for _ in range(40):
        first = chance.randrange(end)
        last = first + round(600 * ms_per_pixel)
        size = 1 << level_for(ms_per_pixel)
        inner = {
            run
            for run in lane.runs(first, last, ms_per_pixel)
            if first + size <= run.start_ms and run.end_ms <= last - size
        }
        assert inner <= whole, "it flickers while the day is moved"


def test_what_is_merged_in_advance_is_what_would_be_merged_now() -> None:
    pieces = many(count=500)
    prepared, fresh = lane_of(pieces, LaneKind.APPLICATION), lane_of(pieces, LaneKind.APPLICATION)
    prepared.prepare()
    end = prepared.segments[-1].end_ms
    for level in range(FINEST, COARSEST + 1):
        scale = (1 << level) / LEAST_PIXELS
        assert list(prepared.runs(0, end, scale)) == list(fresh.runs(0, end, scale))


def test_runs_never_overlap_and_keep_the_time_of_each_look() -> None:
    pieces = many()
    lane = lane_of(pieces, LaneKind.CATEGORY)
    for bin_ms in (1 << 12, 1 << 15, 1 << 18):
        runs = merged(lane.segments, bin_ms)
        assert all(one.end_ms <= other.start_ms for one, other in pairwise(runs))
        assert all(run.start_ms % bin_ms == run.end_ms % bin_ms == 0 for run in runs)
        for category in range(6):
            shown = sum(run.end_ms - run.start_ms for run in runs if run.look.category == category)
            true = sum(piece.duration_ms for piece in pieces if piece.category == category)
            assert shown == pytest.approx(true, rel=0.25)


def test_finds_what_lies_at_an_instant_and_beside_it() -> None:
    lane = Lane([Segment(10, 20, A), Segment(20, 30, B), Segment(50, 60, A)])
    assert [lane.at(at) for at in (9, 10, 19.9, 20, 30, 55, 60)] == [None, 0, 0, 1, None, 2, None]
    assert [lane.next_to(20, 1), lane.next_to(20, -1), lane.next_to(50, 1), lane.next_to(10, -1)] == [
        2,
        0,
        None,
        None,
    ]
