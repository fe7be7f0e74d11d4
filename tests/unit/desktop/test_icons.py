"""The drawings, and the part of SVG that they are written in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF

from worktracker.desktop.icons import path
from worktracker.desktop.state import Face
from worktracker.resource import resource_path


def test_a_quarter_of_a_disc_is_where_it_should_be() -> None:
    quarter = path("M8 8 V3 A5 5 0 0 1 13 8 Z")
    assert quarter.contains(QPointF(10, 6))
    assert not quarter.contains(QPointF(6, 6))
    assert not quarter.contains(QPointF(12.5, 3.5))


@pytest.mark.parametrize("start", ["M8 1", "M15 8", "M8 15", "M1 8"])
def test_four_quarters_make_a_circle_wherever_they_begin(start: str) -> None:
    corners = ["8 1", "15 8", "8 15", "1 8"]
    at = corners.index(start[1:])
    arcs = " ".join(f"A7 7 0 0 1 {corners[(at + step) % 4]}" for step in (1, 2, 3, 4))
    box = path(f"{start} {arcs} Z").boundingRect()
    assert (round(box.left()), round(box.top()), round(box.width()), round(box.height())) == (1, 1, 14, 14)


def test_the_programs_icon_is_none_of_a_state() -> None:
    drawings = [resource_path(f"icons/{name}.svg").read_text() for name in ("worktracker", *Face)]
    assert len(set(drawings)) == len(drawings)


def test_what_it_can_not_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown command"):
        path("M0 0 C1 1 2 2 3 3")
