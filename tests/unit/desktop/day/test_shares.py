"""How the room of a row is shared by its name and its bar."""

from __future__ import annotations

from worktracker.desktop.day.shares import width_of_names


def test_bars_give_way_to_names() -> None:
    assert width_of_names(100, 300, 80) == 100
    assert width_of_names(40, 300, 80) == 80, "where there is room, bars begin below each other"
    assert width_of_names(264, 300, 80) == 264, "the shortest bar"
    assert width_of_names(280, 300, 80) == 300, "no bar, and the whole name"
    assert width_of_names(900, 300, 80) == 264, "a bar, and what there is room for of the name"
