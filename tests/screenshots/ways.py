"""A record whose key is kept as a picture needs it, whatever the record's own is."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from worktracker.app.recording import Recording
from worktracker.keys.slots import Argon2Cost, KeyringSlot, KeySlots, PassphraseSlot, SlotSet

if TYPE_CHECKING:
    from tests.screenshots.scenes import Stage

_SEALED = PassphraseSlot(bytes(16), bytes(12), bytes(48), Argon2Cost(131_072, 4, 4))


@contextmanager
def kept_in_keyring(stage: Stage, *, and_passphrase: bool = False) -> Generator[None]:
    """The key is in the keyring, or behind a passphrase too, for what is made meanwhile."""
    store_id = stage.app.recording.opened.store.store_id
    ways = SlotSet(KeyringSlot(store_id), _SEALED if and_passphrase else None)
    slots = KeySlots(store_id, ways)
    before, Recording.slots = Recording.slots, property(lambda _: slots)  # type: ignore[assignment]
    try:
        yield
    finally:
        Recording.slots = before  # type: ignore[method-assign]
