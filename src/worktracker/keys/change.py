"""Making a store's key, and changing the ways to it."""

from __future__ import annotations

import hmac
import os
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from worktracker.errors import StoreBusyError, WorkTrackerError
from worktracker.keys.exchange import TIME_LIMIT_S, Step, exchange
from worktracker.keys.fetch import unwrap_step
from worktracker.keys.passphrase import FILE_VARIABLE, VARIABLE, Ask, supplied_passphrase, usable
from worktracker.keys.slots import Argon2Cost, KeyringSlot, KeySlots, PassphraseSlot, SlotSet, load, save
from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError

COST = Argon2Cost(memory_kib=131_072, passes=4, lanes=4)
"""What a passphrase costs: 0.4 s on one core; measured in docs/decisions/0004-key-slots.md."""


class SlotFile:
    """The slot file of one store, with the session whose keyring is meant.

    Every change writes the file after all that its new ways need is in place, and takes an old
    keyring entry away only after the file no longer names it: whatever interrupts a change, the
    file names ways that work. A keyring entry is never overwritten. Every method may raise
    KeyUnavailableError (a way does not work; nothing has changed) and StoreBusyError (the file
    can't be written).

    Args:
        path: where the file lies; its folder must be there.
        environ: for the passphrase's variables and the session's addresses.
        time_limit_s: seconds until a keyring that does not answer is given up.
    """

    def __init__(
        self,
        path: Path,
        *,
        environ: Mapping[str, str] = os.environ,
        time_limit_s: float = TIME_LIMIT_S,
    ) -> None:
        self._path = path
        self._environ = environ
        self._time_limit_s = time_limit_s

    def create(self, ask: Ask | None = None) -> tuple[KeySlots, bytes]:
        """Make a new store's id and its random raw key (32 bytes), and put the key into a first slot.

        That is a passphrase slot if the environment supplies a passphrase, else the keyring, else
        a passphrase slot with the passphrase that ``ask`` brings. Where none of these can be,
        nothing is written.

        Raises:
            WorkTrackerError: there is a slot file already.
        """
        if self._path.exists():
            raise WorkTrackerError(f"{self._path} exists already; nothing was changed.")
        key = secrets.token_bytes(32)
        return self._placed(str(uuid.uuid4()), key, ask, new=True), key

    def restore(self, store_id: str, key: bytes, ask: Ask | None = None) -> KeySlots:
        """Put ``key`` into a first slot as :meth:`create` does, in place of a slot file that is lost.

        The caller has made sure that ``key`` opens the store.
        """
        return self._placed(store_id, key, ask, new=False)

    def set_passphrase(self, slots: KeySlots, key: bytes, passphrase: str) -> KeySlots:
        """Add the passphrase slot, or replace it: the passphrase is now ``passphrase``."""
        self._require_settled(slots)
        return self._saved(
            replace(slots, current=self._with_passphrase(slots, slots.current, key, passphrase))
        )

    def remove_passphrase(self, slots: KeySlots, key: bytes) -> KeySlots:
        """Remove the passphrase slot, after making sure that the keyring really holds ``key``.

        Raises:
            WorkTrackerError: it is the only slot, or the keyring holds another key.
        """
        self._require_settled(slots)
        if slots.current.keyring is None:
            raise WorkTrackerError(
                "The passphrase is the only way to the store.", "Put the key into the keyring first."
            )
        (answer,) = self._asked({"do": "get", "account": slots.current.keyring.account})
        _require_same(answer["key"], key)
        return self._saved(replace(slots, current=replace(slots.current, passphrase=None)))

    def add_keyring(self, slots: KeySlots, key: bytes) -> KeySlots:
        """Put ``key`` into the keyring; does nothing if it is there."""
        self._require_settled(slots)
        return self._saved(replace(slots, current=self._with_keyring(slots, slots.current, key)))

    def remove_keyring(self, slots: KeySlots) -> KeySlots:
        """Take the key out of the keyring.

        Raises:
            WorkTrackerError: it is the only slot.
            KeyUnavailableError: the file no longer names the entry, but the keyring still holds it.
        """
        self._require_settled(slots)
        if slots.current.passphrase is None:
            raise WorkTrackerError("The keyring is the only way to the store.", "Set a passphrase first.")
        kept = self._saved(replace(slots, current=replace(slots.current, keyring=None)))
        self._delete_entries(slots, kept)
        return kept

    def begin_rotation(
        self, slots: KeySlots, key: bytes, passphrase: str | None = None
    ) -> tuple[KeySlots, bytes]:
        """Make a new raw key and a pending slot for it beside each slot that ``key`` has.

        The caller then rewrites the store under the new key and calls :meth:`settle_rotation`.
        After an interruption the store opens with the one or the other of the keys fetched.

        Args:
            slots: as they are.
            key: the raw key that opens the store now.
            passphrase: needed if there is a passphrase slot; it must be the one that opens it.
        """
        self._require_settled(slots)
        new_key = secrets.token_bytes(32)
        pending = SlotSet()
        if slots.current.passphrase is not None:
            if passphrase is None:
                raise KeyUnavailableError(KeyTrouble.PASSPHRASE_NEEDED)
            (answer,) = self._asked(unwrap_step(slots, slots.current.passphrase, usable(passphrase)))
            _require_same(answer["key"], key)
            pending = self._with_passphrase(slots, pending, new_key, passphrase)
        if slots.current.keyring is not None:
            pending = self._with_keyring(slots, pending, new_key)
        return self._saved(replace(slots, pending=pending)), new_key

    def settle_rotation(self, slots: KeySlots, *, new: bool) -> KeySlots:
        """End a rotation: keep the pending slots if the store is under the new key, else the current ones.

        Raises:
            KeyUnavailableError: the rotation is settled, but the keyring still holds the entry
                that is no longer needed.
        """
        if slots.pending is None:
            return slots
        kept = self._saved(KeySlots(slots.store_id, slots.pending if new else slots.current))
        self._delete_entries(slots, kept)
        return kept

    def destroy(self, slots: KeySlots) -> None:
        """Take the key out of the keyring and remove the slot file; only the recovery phrase is left."""
        self._delete_entries(slots, None)
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreBusyError(f"{self._path} can't be removed: {error.strerror}.") from None

    def _placed(self, store_id: str, key: bytes, ask: Ask | None, *, new: bool) -> KeySlots:
        slots = KeySlots(store_id, SlotSet())
        supplied = supplied_passphrase(self._environ)
        if supplied is not None:
            current = self._with_passphrase(slots, slots.current, key, supplied)
        else:
            try:
                current = self._with_keyring(slots, slots.current, key)
            except KeyUnavailableError as error:
                if ask is None or error.trouble is not KeyTrouble.NO_SERVICE:
                    raise KeyUnavailableError(error.trouble, hint=_instead(error)) from None
                current = self._with_passphrase(slots, slots.current, key, ask())
        slots = replace(slots, current=current)
        try:
            save(self._path, slots, new=new)
        except WorkTrackerError:
            if new:
                self._delete_entries(slots, None)
            raise
        return slots

    def _with_passphrase(self, slots: KeySlots, ways: SlotSet, key: bytes, passphrase: str) -> SlotSet:
        (answer,) = self._asked(
            {
                "do": "wrap",
                "passphrase": usable(passphrase),
                "key": key.hex(),
                "binding": slots.binding.hex(),
                "memory_kib": COST.memory_kib,
                "passes": COST.passes,
                "lanes": COST.lanes,
            }
        )
        salt, nonce, wrapped = (bytes.fromhex(answer[name]) for name in ("salt", "nonce", "wrapped"))
        return replace(ways, passphrase=PassphraseSlot(salt, nonce, wrapped, COST))

    def _with_keyring(self, slots: KeySlots, ways: SlotSet, key: bytes) -> SlotSet:
        (answer,) = self._asked({"do": "add", "account": slots.store_id, "key": key.hex()})
        return replace(ways, keyring=KeyringSlot(answer["account"]))

    def _delete_entries(self, slots: KeySlots, kept: KeySlots | None) -> None:
        still = set[str]() if kept is None else {ways.keyring.account for ways in kept.sets if ways.keyring}
        gone = [ways.keyring.account for ways in slots.sets if ways.keyring]
        steps: list[Step] = [{"do": "delete", "account": name} for name in gone if name not in still]
        if steps:
            self._asked(*steps)

    def _require_settled(self, slots: KeySlots) -> None:
        """See that the file holds ``slots``, and one key: what another changed must not be undone."""
        if slots.pending is not None:
            raise WorkTrackerError(
                "The store's key is still being replaced.", "Finish it: worktracker key rotate."
            )
        if load(self._path) != slots:
            raise StoreBusyError("Another command has changed the ways to the key meanwhile.", "Try again.")

    def _saved(self, slots: KeySlots) -> KeySlots:
        save(self._path, slots)
        return slots

    def _asked(self, *steps: Step) -> list[dict[str, Any]]:
        """The child's answers; the first trouble among them is raised."""
        answers = exchange(list(steps), self._environ, self._time_limit_s)
        for answer in answers:
            if "trouble" in answer:
                raise KeyUnavailableError(KeyTrouble(answer["trouble"]))
        return answers


def _instead(error: KeyUnavailableError) -> str:
    if error.trouble is KeyTrouble.NO_SERVICE:
        return f"Set a passphrase with {FILE_VARIABLE} or {VARIABLE}, or run on a terminal."
    return f"{error.hint} Or set a passphrase with {FILE_VARIABLE} or {VARIABLE}."


def _require_same(held: str, key: bytes) -> None:
    if not hmac.compare_digest(bytes.fromhex(held), key):
        raise WorkTrackerError("That way leads to another key than the store's; nothing was changed.")
