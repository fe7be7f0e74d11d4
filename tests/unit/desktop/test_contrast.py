"""Text can be read on what it stands on, in both looks (WCAG 2.2, 1.4.3 and 1.4.11, level AA)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor

from worktracker.desktop.look import DARK, LIGHT, Look
from worktracker.desktop.window.style import window_style

LOOKS = {"light": LIGHT, "dark": DARK}
TEXT, SIGN = 4.5, 3.0
"""The least contrast of text, and of what else has to be seen: a ring around what has the keys."""

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_HEX = re.compile(r"#[0-9a-f]{6}")


def luminance(colour: QColor) -> float:
    """The relative luminance, from 0 to 1."""
    parts = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: QColor, other: QColor) -> float:
    """From 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("white")) == pytest.approx(4.54, abs=0.01)
    assert contrast(QColor("#777777"), QColor("white")) < TEXT


def surfaces(colours: Look) -> dict[str, QColor]:
    """What text without a ground of its own stands on."""
    return {name: getattr(colours, name) for name in ("page", "card", "sidebar")}


def styled(colours: Look) -> Iterator[tuple[str, QColor, QColor]]:
    """Every pair of text and ground that the style sheet makes: the rule, the text's colour, the ground's."""
    for selector, body in _RULE.findall(window_style(colours)):
        properties = dict(
            part.split(":", 1) for part in (each.strip() for each in body.split(";")) if ":" in part
        )
        found = {name: _HEX.search(value) for name, value in properties.items()}
        colour = {name: QColor(value[0]) for name, value in found.items() if value}
        grounds = [colour["background"]] if "background" in colour else list(surfaces(colours).values())
        for text in ("color", "placeholder-text-color"):
            if text in colour:
                yield from ((f"{selector.strip()} {text}", colour[text], ground) for ground in grounds)
        if "selection-color" in colour:
            yield (
                f"{selector.strip()} selection",
                colour["selection-color"],
                colour["selection-background-color"],
            )


@pytest.mark.parametrize("name", LOOKS)
def test_the_style_sheet_has_no_text_that_is_hard_to_read(name: str) -> None:
    pairs = list(styled(LOOKS[name]))
    assert len(pairs) > 30
    weak = {
        f"{rule}: {text.name()} on {ground.name()}": round(contrast(text, ground), 2)
        for rule, text, ground in pairs
        # What can't be used may be pale, says the standard; but it is to be seen.
        if contrast(text, ground) < (SIGN if ":disabled" in rule else TEXT)
    }
    assert weak == {}


@pytest.mark.parametrize("name", LOOKS)
def test_what_is_painted_can_be_read(name: str) -> None:
    colours = LOOKS[name]
    pairs = {
        f"{text} on {ground}": contrast(getattr(colours, text), getattr(colours, ground))
        for text in ("ink", "secondary")
        for ground in ("page", "card", "sidebar", "track")
    }
    pairs |= {
        f"recording on {ground}": contrast(colours.recording, getattr(colours, ground))
        for ground in ("page", "card")
    }
    pairs["ink on field"] = contrast(colours.ink, colours.field)
    pairs["card on now"] = contrast(colours.card, colours.now)
    assert {pair: round(found, 2) for pair, found in pairs.items() if found < TEXT} == {}


@pytest.mark.parametrize("name", LOOKS)
def test_what_has_the_keys_is_seen(name: str) -> None:
    colours = LOOKS[name]
    rings = {ground: contrast(colours.now, surface) for ground, surface in surfaces(colours).items()}
    assert {ground: round(found, 2) for ground, found in rings.items() if found < SIGN} == {}
