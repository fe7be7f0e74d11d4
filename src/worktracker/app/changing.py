"""Changing a setting: what else goes with it, the same for the shell and the window."""

from __future__ import annotations

from collections.abc import Iterator

from worktracker.app.untold_pages import note_of_level
from worktracker.errors import WorkTrackerError
from worktracker.home import Home
from worktracker.model.detail import Detail
from worktracker.model.durations import parse_keeping
from worktracker.model.hours import parse_hours
from worktracker.model.settings import setting_named
from worktracker.privacy.levels import UrlLevel
from worktracker.store.erase import Forgotten
from worktracker.store.store import Store
from worktracker.translatable import QT_TRANSLATE_NOOP

RECOUNTING = frozenset({"day-start"})
"""The settings whose change counts every total anew, which takes seconds for ten years."""


def change(home: Home, store: Store, name: str, text: str) -> str:
    """Keep a setting, and do what goes with it outside the record; the value as it was kept.

    Raises:
        UsageError: no such setting or value.
        StoreBusyError: it could not be written.
        WorkTrackerError: what goes with it could not be done; the old value holds.
    """
    before = store.settings.get(name)
    value = store.settings.set(name, text)
    if setting_named(name).name == "autostart":
        from worktracker.app.autostart import set_autostart

        try:
            set_autostart(home, enabled=value == "on")
        except WorkTrackerError:
            store.settings.set(name, before)
            raise
    return value


def detail_of(name: str) -> Detail | None:
    """The detail whose time a setting says; None for all other settings."""
    known = setting_named(name).name
    return next((detail for detail in Detail if detail.setting == known), None)


def too_old(store: Store, name: str, value: str, now_ms: int) -> Forgotten:
    """What would be erased at once if a setting had this value."""
    detail = detail_of(name)
    if detail is None:
        return Forgotten(0, 0)
    from worktracker.store.retention import Retention

    keeping = store.settings.keeping() | {detail: parse_keeping(value)}
    return Retention(store.connection, keeping, store.settings.day_start_ms).preview(detail, now_ms)


def remarks(store: Store, name: str, value: str) -> Iterator[str]:
    """What the user should know who has given a setting this value."""
    if name == "hours" and not parse_hours(value).always:
        yield QT_TRANSLATE_NOOP("Errors", "Outside these hours nothing is recorded.")
    if name == "record-urls" and (note := note_of_level(store.rules.all(), UrlLevel(value))):
        yield note
    if (name, value) == ("browser-titles", "always"):
        yield QT_TRANSLATE_NOOP(
            "Errors",
            "Titles of private windows of Chromium, Chrome, Edge, Brave and their kin are recorded"
            " from now on too: nothing in them says that they are private.",
        )
