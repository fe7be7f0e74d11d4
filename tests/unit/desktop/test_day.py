"""A day as the window counts and draws it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from worktracker.desktop.day.counted import Kind, Stretch, colours_of, columns, count_day, hours_shown
from worktracker.model.explanation import Cut, SeenBy
from worktracker.model.span import State
from worktracker.store.explanation import number_of_cuts

MINUTE = 60_000
HOUR = 60 * MINUTE


@dataclass
class Row:
    start_ms: int
    end_ms: int
    state: int
    app: str | None = None
    reason: int = 0
    title: str | None = None


def active(start: int, end: int, app: str | None) -> Row:
    return Row(start * MINUTE, end * MINUTE, State.ACTIVE, app)


def other(start: int, end: int, state: State) -> Row:
    return Row(start * MINUTE, end * MINUTE, state)


def test_counts_active_and_private_as_active_and_the_rest_as_idle() -> None:
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
    assert (day.active_ms, day.private_ms, day.idle_ms) == (60 * MINUTE, 10 * MINUTE, 15 * MINUTE)
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
    assert (day.active_ms, day.focus_ms, day.idle_ms, day.shares, day.stretches) == (0, 0, 0, (), ())


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
    number = seen_by << 2 | number_of_cuts(cuts)
    day = count_day([Row(0, MINUTE, State.ACTIVE, None, number, title), active(1, 2, "a")])
    assert day.active_ms == 2 * MINUTE
    assert [share.kind for share in day.shares if share.app is None] == [kind]


@pytest.mark.parametrize(("ends", "hours"), [(10, 1), (61, 2), (170, 4), (250, 8), (9 * 60, 9)])
def test_shows_full_hours_and_few_where_there_is_little(ends: int, hours: int) -> None:
    stretches = [Stretch(9 * HOUR + 5, 9 * HOUR + ends * MINUTE, Kind.ACTIVE, "a")]
    assert hours_shown(stretches, 0, 0) == (9 * HOUR, (9 + hours) * HOUR)


def test_hours_are_those_of_the_zone() -> None:
    stretches = [Stretch(9 * HOUR + 5, 9 * HOUR + 10, Kind.ACTIVE, "a")]
    assert hours_shown(stretches, 0, HOUR // 2) == (9 * HOUR - HOUR // 2, 9 * HOUR + HOUR // 2)
    assert hours_shown([], 9 * HOUR + 5, 0) == (9 * HOUR, 10 * HOUR)


def test_an_application_keeps_its_colour_whatever_comes_after_it() -> None:
    names = [f"program {number}" for number in range(12)]
    stretches = [Stretch(at, at + 1, Kind.ACTIVE, name) for at, name in enumerate(names)]
    all_of_them = colours_of(stretches, 5)
    for count in range(len(names)):
        earlier = colours_of(stretches[:count], 5)
        assert earlier == {name: all_of_them[name] for name in names[:count]}
    assert len(set(all_of_them.values())) == 10, "a colour twice while others were free"
    assert all(all_of_them[name] < 5 for name in names[:5])
    again = [*stretches, *(Stretch(20 + at, 80, Kind.ACTIVE, name) for at, name in enumerate(names[::-1]))]
    assert colours_of(again, 5) == all_of_them


def test_alone_an_application_has_the_same_colour_on_every_day() -> None:
    assert [colours_of([Stretch(0, 1, Kind.ACTIVE, name)], 5)[name] for name in ("code", "firefox")] == [
        colours_of([Stretch(7, 9, Kind.IDLE), Stretch(9, 30, Kind.ACTIVE, name)], 5)[name]
        for name in ("code", "firefox")
    ]


def test_a_column_shows_what_fills_most_of_it() -> None:
    stretches = [
        Stretch(0, 600, Kind.ACTIVE, "a"),
        Stretch(600, 1000, Kind.ACTIVE, "b"),
        Stretch(1000, 3000, Kind.ACTIVE, "b"),
        Stretch(3000, 4000, Kind.IDLE),
    ]
    series: dict[str | None, int] = {"a": 0, "b": 1}
    assert columns(stretches, 0, 4000, 4, series) == [
        (0, 1, Kind.ACTIVE, 0),
        (1, 3, Kind.ACTIVE, 1),
        (3, 4, Kind.IDLE, -1),
    ]


def test_a_stretch_shorter_than_a_pixel_is_not_lost_in_an_empty_hour() -> None:
    assert columns([Stretch(500, 510, Kind.ACTIVE, "a")], 0, 4000, 4, {"a": 0}) == [(0, 1, Kind.ACTIVE, 0)]


def test_nothing_is_drawn_without_room() -> None:
    assert columns([Stretch(0, 10, Kind.ACTIVE, "a")], 0, 10, 0, {}) == []
