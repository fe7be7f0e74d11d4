"""Every setting in the user's words, in groups."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from worktracker.desktop.settings.entry import Entry, Group
from worktracker.desktop.settings.fields import ChoiceField, Field, Option, SwitchField, TextField
from worktracker.desktop.settings.of_keeping import copies, keeping
from worktracker.desktop.settings.of_program import hotkeys, hours, start, window
from worktracker.desktop.settings.of_recording import idle, recording
from worktracker.model.settings import SETTINGS


def groups() -> list[Group]:
    """All of them; a setting that nobody has described yet comes last, as the shell shows it."""
    found = [recording(), idle(), hours(), keeping(), copies(), start(), hotkeys(), window()]
    described = {entry.name for group in found for entry in group.entries}
    left = [
        Entry(name, name, setting.meaning, _plain(setting.values))
        for name, setting in SETTINGS.items()
        if name not in described
    ]
    if left:
        found.append(Group("more", QCoreApplication.translate("Settings", "More"), tuple(left)))
    return found


def entry_of(name: str) -> Entry:
    """One setting."""
    return next(entry for group in groups() for entry in group.entries if entry.name == name)


def _plain(values: str) -> Callable[[], Field]:
    """The control for a setting of which only its values' words are known."""
    if values == "on|off":
        return SwitchField
    words = values.split("|")
    if len(words) > 1:
        return lambda: ChoiceField([Option(word, word) for word in words])
    return TextField
