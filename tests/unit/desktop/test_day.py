"""A day as the window counts and draws it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from worktracker.desktop.day import Kind, Stretch, columns, count_day, hours_shown
from worktracker.model.span import State

MINUTE = 60_000
HOUR = 60 * MINUTE


@dataclass
class Row:
    start_ms: int
    end_ms: int
    state: int
    app: str | None = None


def active(start: int, end: int, app: str | None) -> Row:
    return Row(start * MINUTE, end * MINUTE, State.ACTIVE, app)


def other(start: int, end: int, state: State) -> Row:
    return Row(start * MINUTE, end * MINUTE, state)


def test_counts_active_and_private_as_active_and_the_rest_as_away() -> None:
    day = count_day(
        [
            active(0, 30, "a"),
            active(30, 40, "b"),
            other(40, 50, State.IDLE),
            other(50, 55, State.LOCKED),
            other(55, 65, State.PRIVATE),
            active(65, 75, None),
        ]
    )
    assert (day.active_ms, day.private_ms, day.away_ms) == (60 * MINUTE, 10 * MINUTE, 15 * MINUTE)
    shares = [(share.app, share.kind, share.duration_ms // MINUTE) for share in day.shares]
    assert shares[0] == ("a", Kind.ACTIVE, 30)
    assert sorted(shares[1:], key=str) == [
        ("b", Kind.ACTIVE, 10),
        (None, Kind.ACTIVE, 10),
        (None, Kind.PRIVATE, 10),
    ]
    assert sum(share.part for share in day.shares) == pytest.approx(1)


def test_focus_goes_on_over_titles_and_short_gaps_and_ends_with_another_application() -> None:
    rows = [
        active(0, 10, "a"),
        active(10, 20, "a"),
        active(21, 30, "a"),
        active(30, 31, "b"),
        active(31, 50, "a"),
    ]
    assert count_day(rows).focus_ms == 30 * MINUTE
    assert (
        count_day([active(0, 10, "a"), other(10, 11, State.IDLE), active(11, 20, "a")]).focus_ms
        == 10 * MINUTE
    )


def test_an_empty_day_is_all_zero() -> None:
    day = count_day([])
    assert (day.active_ms, day.focus_ms, day.away_ms, day.shares, day.stretches) == (0, 0, 0, (), ())


def test_shows_full_hours_and_at_least_eight() -> None:
    stretches = [Stretch(9 * HOUR + 5, 10 * HOUR, Kind.ACTIVE, "a")]
    assert hours_shown(stretches, 0, 0) == (9 * HOUR, 17 * HOUR)
    assert hours_shown(stretches, 0, HOUR // 2) == (9 * HOUR - HOUR // 2, 17 * HOUR - HOUR // 2)
    long = [Stretch(HOUR, 20 * HOUR + 1, Kind.ACTIVE, "a")]
    assert hours_shown(long, 0, 0) == (HOUR, 21 * HOUR)


def test_a_column_shows_what_fills_most_of_it() -> None:
    stretches = [
        Stretch(0, 600, Kind.ACTIVE, "a"),
        Stretch(600, 1000, Kind.ACTIVE, "b"),
        Stretch(1000, 3000, Kind.ACTIVE, "b"),
        Stretch(3000, 4000, Kind.AWAY),
    ]
    series: dict[str | None, int] = {"a": 0, "b": 1}
    assert columns(stretches, 0, 4000, 4, series) == [
        (0, 1, Kind.ACTIVE, 0),
        (1, 3, Kind.ACTIVE, 1),
        (3, 4, Kind.AWAY, 0),
    ]


def test_a_stretch_shorter_than_a_pixel_is_not_lost_in_an_empty_hour() -> None:
    assert columns([Stretch(500, 510, Kind.ACTIVE, "a")], 0, 4000, 4, {"a": 0}) == [(0, 1, Kind.ACTIVE, 0)]


def test_nothing_is_drawn_without_room() -> None:
    assert columns([Stretch(0, 10, Kind.ACTIVE, "a")], 0, 10, 0, {}) == []
