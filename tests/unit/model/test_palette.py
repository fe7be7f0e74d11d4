"""The colours that come with the program: any two are told apart, on a light ground and on a dark one."""

from __future__ import annotations

import json
import re
from itertools import combinations

import pytest

from worktracker.labels.starting_set import GivenCategory, read_starting_set
from worktracker.model.palette import DARK
from worktracker.resource import resource_path

APART = 0.07
"""The least distance in Oklab (https://bottosson.github.io/posts/oklab/); 0.02 is just seen side by side."""


def _oklab(colour: str) -> tuple[float, float, float]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _distance(one: str, other: str) -> float:
    return sum((a - b) ** 2 for a, b in zip(_oklab(one), _oklab(other), strict=True)) ** 0.5


def _given() -> tuple[GivenCategory, ...]:
    return read_starting_set(json.loads(resource_path("categories.json").read_text("utf-8"))).categories


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_any_two_are_told_apart(ground: str) -> None:
    colours = DARK.keys() if ground == "light" else DARK.values()
    close = {pair: _distance(*pair) for pair in combinations(colours, 2) if _distance(*pair) < APART}
    assert not close


def test_the_distance_is_one() -> None:
    assert _distance("#000000", "#ffffff") == pytest.approx(1, abs=0.001)
    assert _distance("#5c97e8", "#5b93e0") < 0.02, "what looked the same by night"


def test_every_category_that_comes_with_the_program_has_one_of_them_for_itself() -> None:
    given = _given()
    groups = {each.parent for each in given}  # these have the colour of one that lies in them
    leaves = [each.colour for each in given if each.key not in groups]
    assert len(leaves) == len(set(leaves))
    assert {each.colour for each in given} == set(DARK)


def test_a_reports_page_has_the_same() -> None:
    page = resource_path("report/page.html").read_text("utf-8")
    for number, (light, dark) in enumerate(DARK.items(), 1):
        assert re.findall(rf"--c{number}: (#[0-9a-f]{{6}});", page) == [light, dark]
        assert f".c{number} {{ fill: var(--c{number}); }}" in page
