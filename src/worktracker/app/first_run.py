"""What the user chooses with the agreement, kept in one go or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from worktracker.app.agreement import VERSION
from worktracker.app.autostart import entry_path, kept_entry, serves, set_autostart
from worktracker.app.browser_manifests import Browser, Reach, install, look, remove
from worktracker.app.starting_categories import name_starting_categories
from worktracker.errors import WorkTrackerError
from worktracker.home import Home
from worktracker.keys.slots import KeySlots, save
from worktracker.store.settings import Agreement
from worktracker.store.store import Store


@dataclass(frozen=True, slots=True)
class Choices:
    """What is kept together with the agreement.

    Attributes:
        settings: by their names.
        browsers: those that shall find this program's host.
        passphrase: a new way to the key; None for none.
        passphrase_alone: take the key out of the keyring then.
        category_names: what the starting categories are called in the user's language.
    """

    settings: Mapping[str, str] = field(default_factory=dict[str, str])
    browsers: tuple[Browser, ...] = ()
    passphrase: str | None = field(default=None, repr=False)
    passphrase_alone: bool = False
    category_names: Mapping[str, str] = field(default_factory=dict[str, str])


def found_browsers(home: Home) -> list[Browser]:
    """The browsers that are here and do not know the way to this home's host yet."""
    from worktracker.app.browser_manifests import BROWSERS

    looked = [look(home, each) for each in BROWSERS]
    return [each.browser for each in looked if each.installed and each.reach is Reach.MISSING]


def agree(home: Home, slots: KeySlots, choices: Choices, now_ms: int, store: Store) -> str:
    """Keep the agreement and all that was chosen with it.

    What lies outside the store comes first and is taken back if anything fails; the agreement comes last.

    Args:
        home: whose.
        slots: the ways to the key as they are.
        choices: what was chosen.
        now_ms: milliseconds UTC.
        store: a connection of one's own.

    Returns:
        What could not be done afterwards, for the user; empty if all is well.

    Raises:
        WorkTrackerError: something can't be kept; nothing was.
    """
    undo: list[Callable[[], object]] = []
    changed = slots
    try:
        if choices.passphrase is not None:
            changed = _with_passphrase(home, slots, choices.passphrase, store)
            undo.append(lambda: save(home.keys, slots))
        wanted = choices.settings.get("autostart")
        # Another's entry of that name is let alone unless the user wants ours in its place.
        if wanted is not None and (wanted == "on") is not serves(entry_path(home), home):
            undo.append(kept_entry(home))
            set_autostart(home, enabled=wanted == "on")
        for browser in choices.browsers:
            undo.append(lambda browser=browser: remove(home, [browser]))
            install(home, browser, replace=False)
        store.agreements.add(Agreement(VERSION, now_ms), choices.settings)
        with suppress(WorkTrackerError):  # English names do, too
            name_starting_categories(store, choices.category_names)
    except BaseException:
        for take_back in reversed(undo):
            with suppress(WorkTrackerError, OSError):  # the rest of it is taken back, and why is told
                take_back()
        raise
    return _after(home, slots, changed, choices, store)


def _with_passphrase(home: Home, slots: KeySlots, passphrase: str, store: Store) -> KeySlots:
    from worktracker.keys.change import SlotFile
    from worktracker.keys.passphrase import long_enough

    return SlotFile(home.keys).set_passphrase(slots, store.key, long_enough(passphrase))


def _after(home: Home, before: KeySlots, slots: KeySlots, choices: Choices, store: Store) -> str:
    """What can't be taken back: the keyring lets the key go, and copies learn of its new ways."""
    if slots is before:
        return ""
    from worktracker.app.backups import Backups, copies_locked
    from worktracker.keys.change import SlotFile

    try:
        if choices.passphrase_alone and slots.current.keyring is not None:
            slots = SlotFile(home.keys).remove_keyring(slots)
        with copies_locked(home):
            Backups.of(home, store).renew_slots(slots)
    except WorkTrackerError as error:
        return str(error)
    return ""
