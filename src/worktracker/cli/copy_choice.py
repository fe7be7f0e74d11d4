"""Which copy is to be restored, and what opens it: the home's key, what lies beside it, or the phrase."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typer

from worktracker.app.backups import slots_beside
from worktracker.app.opening import path_size
from worktracker.app.restoring import Place, newest_good
from worktracker.cli import context
from worktracker.cli.terminal import new_passphrase_prompt, on_terminal, passphrase_prompt
from worktracker.errors import StoreUnavailableError, UsageError, WorkTrackerError
from worktracker.keys.change import SlotFile
from worktracker.keys.fetch import fetch_keys
from worktracker.keys.phrase import key_from
from worktracker.keys.slots import KeySlots, SlotSet, load, save
from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError
from worktracker.store.backup import Backup
from worktracker.store.rekey import opens

_PAGE_BYTES = 4096
"""SQLCipher 4's page: every record is a number of them."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be restored.

    Attributes:
        copy: its file.
        key: what opens it.
        own: the keys that the home's slots lead to.
        place: puts ``key`` into the home's slots where they lack it.
    """

    copy: Path
    key: bytes
    own: tuple[bytes, ...] = ()
    place: Place | None = None


def slots_of_home() -> KeySlots | None:
    """The ways to the key of the home's record; None where they are not there, or damaged."""
    home = context.home()
    try:
        return load(home.keys) if home.keys.exists() else None
    except StoreUnavailableError:
        return None


def newest(slots: KeySlots | None, folders: Sequence[Path], now: datetime) -> Chosen:
    """The newest good copy in ``folders``; ``now`` is local time.

    Raises:
        UsageError: the home has no slots, so that a copy has to be named.
        WorkTrackerError: there is none that opens.
    """
    if slots is None:
        raise UsageError("Which copy?", "Name it: worktracker backup restore FILE")
    own = tuple(key.raw for key in fetch_keys(slots, passphrase_prompt()))
    found = newest_good(folders, slots.store_id, own, now)
    if found is None:
        raise WorkTrackerError("There is no copy that opens.", "Name one: worktracker backup restore FILE")
    return Chosen(*found, own)


def named(copy: Path, slots: KeySlots | None) -> Chosen:
    """The copy that was named, and its key: by the home's slots, by those beside it, or by the phrase.

    Raises:
        UsageError: there is no such file.
        StoreUnavailableError: nothing opens it.
    """
    if not path_size(copy):
        raise UsageError(f"{copy} is not there, or empty.")
    if Backup.at(copy) is None and path_size(copy) % _PAGE_BYTES:
        raise UsageError(f"{copy} is not a copy of a worktracker record.", "See: worktracker backup list")
    trouble: KeyUnavailableError | None = None
    own: tuple[bytes, ...] = ()
    for ways in (slots, _slots_beside(copy)):
        if ways is None:
            continue
        try:
            keys = tuple(key.raw for key in fetch_keys(ways, passphrase_prompt()))
        except KeyUnavailableError as error:
            if error.trouble is KeyTrouble.WRONG_PASSPHRASE:
                raise
            trouble = trouble or error
            continue
        if ways is slots:
            own = keys
        for key in keys:
            if opens(copy, key):
                return Chosen(copy, key, own, None if ways is slots else _keep_slots(ways))
    key = key_from(_phrase(trouble))
    if not opens(copy, key):
        raise StoreUnavailableError(
            f"{copy} does not open with this phrase: it is damaged, or another record's.",
            "Nothing was changed.",
        )
    return Chosen(copy, key, own, _new_slots(key))


def _slots_beside(copy: Path) -> KeySlots | None:
    known = Backup.at(copy)
    paths = [] if known is None else [slots_beside(copy.parent, known.tag), copy.with_suffix(".keys")]
    for path in paths:
        if path.exists():
            try:
                return load(path)
            except StoreUnavailableError:
                continue
    return None


def _phrase(trouble: KeyUnavailableError | None) -> str:
    if on_terminal():
        return typer.prompt("The 24 words of the recovery phrase", err=True, hide_input=True)
    text = sys.stdin.read()
    if not text.strip() and trouble is not None:
        raise trouble
    return text


def _keep_slots(ways: KeySlots) -> Place:
    """The slots that came with the copy, without a keyring's entry that this computer does not have."""

    def place(store_id: str) -> KeySlots:
        kept = KeySlots(store_id, ways.current)
        if ways.current.passphrase is not None and ways.current.keyring is not None:
            try:
                fetch_keys(KeySlots(store_id, SlotSet(keyring=ways.current.keyring)))
            except KeyUnavailableError:
                kept = KeySlots(store_id, SlotSet(passphrase=ways.current.passphrase))
        save(context.home().keys, kept)
        return kept

    return place


def _new_slots(key: bytes) -> Place:
    ask: Callable[[], str] | None = new_passphrase_prompt()
    return lambda store_id: SlotFile(context.home().keys, environ=os.environ).restore(store_id, key, ask)
