"""What the window says of one setting, and the control that fits it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from worktracker.desktop.settings.fields import ChoiceField, Field, Option, TextField
from worktracker.model.settings import SETTINGS


@dataclass(frozen=True, slots=True)
class Entry:
    """One setting as the window shows it.

    Attributes:
        name: the setting's name, the same everywhere.
        title, meaning: what it is, in the user's language.
        field: makes its control.
        more: other words by which it is found.
    """

    name: str
    title: str
    meaning: str
    field: Callable[[], Field]
    more: str = ""

    def matches(self, words: list[str], group: str) -> bool:
        """Whether it is meant by these words, in small letters."""
        known = f"{self.name} {self.title} {self.meaning} {self.more} {group} {SETTINGS[self.name].values}"
        return all(word in known.casefold() for word in words)


@dataclass(frozen=True, slots=True)
class Group:
    """Settings under one heading; ``key`` is its name in the code."""

    key: str
    title: str
    entries: tuple[Entry, ...]


def choice(*options: tuple[str, str]) -> Callable[[], Field]:
    """Makes a box with these values and their names."""
    return lambda: ChoiceField([Option(*option) for option in options])


def text(*options: tuple[str, str]) -> Callable[[], Field]:
    """Makes a field to write in, with these values to choose from."""
    return lambda: TextField([Option(*option) for option in options])
