"""Combinations of keys, as people write them: ``ctrl+alt+f``."""

from __future__ import annotations

import re
from typing import NamedTuple

from worktracker.errors import UsageError

MODIFIERS = ("ctrl", "alt", "super", "shift")

_KEY = re.compile(r"[a-z0-9]|f([1-9]|1[0-2])|pause")


class Hotkey(NamedTuple):
    """One key held together with others.

    Attributes:
        modifiers: some of :data:`MODIFIERS`, in that order.
        key: a small letter, a figure, ``f1`` to ``f12``, or ``pause``.
    """

    modifiers: tuple[str, ...]
    key: str

    def __str__(self) -> str:
        """As :func:`parse_hotkey` reads it."""
        return "+".join((*self.modifiers, self.key))


def parse_hotkey(text: str) -> Hotkey | None:
    """The combination that ``text`` names, None for ``off``.

    Raises:
        UsageError: it is none, or one that typing needs.
    """
    words = [word.strip() for word in text.strip().lower().split("+")]
    if words == ["off"]:
        return None
    *held, key = words
    if not _KEY.fullmatch(key) or len(set(held)) != len(held) or not set(held) <= set(MODIFIERS):
        raise UsageError(f"{text!r} is no combination of keys.", "Write it like ctrl+alt+f, or off.")
    if not set(held) - {"shift"}:
        raise UsageError(
            "With shift alone it would be lost to typing.", "Add ctrl, alt or super: ctrl+alt+f."
        )
    return Hotkey(tuple(each for each in MODIFIERS if each in held), key)
