"""The file beside the store that names the ways to its key, and holds nothing private.

A way is a *slot*: an entry in the operating system's keyring, or the raw key wrapped under
a passphrase. While a key is being replaced the file names the slots of both keys, so that
the store opens whichever of them its file is under.
"""

from __future__ import annotations

import base64
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from worktracker.errors import StoreBusyError, WorkTrackerError
from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError

FORMAT = 1
_STORE_ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # a UUID (RFC 9562)
_MOST_BYTES = 65_536  # a sound file has about 600 bytes
_SALT_BYTES = 16
_NONCE_BYTES = 12
_WRAPPED_BYTES = 32 + 16  # the raw key and AES-GCM's tag
_MOST_MEMORY_KIB = 4 * 1024 * 1024  # a damaged file must not make us allocate more
_MOST_PASSES = 1_000
_MOST_LANES = 64


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What deriving a key from a passphrase costs (Argon2id, RFC 9106)."""

    memory_kib: int
    passes: int
    lanes: int


@dataclass(frozen=True, slots=True)
class KeyringSlot:
    """The key is in the keyring: service ``worktracker``, this account."""

    account: str


@dataclass(frozen=True, slots=True)
class PassphraseSlot:
    """The key is here, sealed with AES-256-GCM under a key that Argon2id makes of a passphrase."""

    salt: bytes
    nonce: bytes
    wrapped: bytes
    cost: Argon2Cost


@dataclass(frozen=True, slots=True)
class SlotSet:
    """The ways to one key; at least one of the two is there."""

    keyring: KeyringSlot | None = None
    passphrase: PassphraseSlot | None = None

    @property
    def kinds(self) -> str:
        """``keyring``, ``passphrase`` or ``keyring+passphrase``."""
        ways = (("keyring", self.keyring), ("passphrase", self.passphrase))
        return "+".join(name for name, slot in ways if slot is not None)


@dataclass(frozen=True, slots=True)
class KeySlots:
    """What the file holds: the store's random id, the ways to its key, and those to its next key.

    A pending set is there only while a key is being replaced, and has the same kinds of slots.
    """

    store_id: str
    current: SlotSet
    pending: SlotSet | None = None

    @property
    def sets(self) -> tuple[SlotSet, ...]:
        """The slot sets in the order in which their keys are tried."""
        return (self.current,) if self.pending is None else (self.current, self.pending)

    @property
    def binding(self) -> bytes:
        """What a passphrase's seal is bound to (AEAD's associated data), so that it opens nowhere else."""
        return f"worktracker.keys:{FORMAT}:{self.store_id}:passphrase".encode()


def key_kind(slots: KeySlots) -> str:
    """``keyring``, ``passphrase`` or ``keyring+passphrase``: how the key can be had, for ``status``."""
    return slots.current.kinds


def load(path: Path) -> KeySlots:
    """Read the file at ``path``; it is never changed.

    Raises:
        KeyUnavailableError: it is missing, can't be read, is damaged, or of a format not known here.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise KeyUnavailableError(
            KeyTrouble.SLOTS_MISSING,
            f"{path} is missing, which says where the store's key is.",
            "Bring it back from a backup, or use the recovery phrase: worktracker key restore.",
        ) from None
    except OSError as error:
        raise KeyUnavailableError(
            KeyTrouble.SLOTS_UNREADABLE, f"{path} can't be read: {error.strerror}.", "Check its permissions."
        ) from None
    try:
        document = json.loads(content if len(content) <= _MOST_BYTES else b"")
        version = document["format"]
        if type(version) is int and version > FORMAT:
            raise KeyUnavailableError(
                KeyTrouble.SLOTS_UNREADABLE,
                f"{path} has format {version}, which this version does not know.",
                "Use the version of worktracker that wrote it, or a newer one.",
            )
        return _slots_from(document)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise KeyUnavailableError(
            KeyTrouble.SLOTS_UNREADABLE,
            f"{path} is damaged.",
            "Bring it back from a backup, or use the recovery phrase: worktracker key restore.",
        ) from None


def save(path: Path, slots: KeySlots, *, new: bool = False) -> None:
    """Write the file at ``path`` (mode 0600): after a crash either the old or the new content is there.

    Args:
        path: where it lies; its folder must be there.
        slots: what to write.
        new: refuse if there is such a file already.

    Raises:
        WorkTrackerError: ``new``, and it is there already.
        StoreBusyError: it can't be written.
    """
    content = json.dumps(_document_of(slots), indent=2).encode() + b"\n"
    try:
        import tempfile  # only who changes the slots needs it

        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        written = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(handle)
            if new:
                _rename_if_free(written, path)
            else:
                written.replace(path)
        except BaseException:
            written.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except FileExistsError:
        raise WorkTrackerError(f"{path} exists already; nothing was changed.") from None
    except OSError as error:
        raise StoreBusyError(
            f"{path} can't be written: {error.strerror}.",
            "Check the disk and the folder's permissions.",
        ) from None


def _rename_if_free(written: Path, path: Path) -> None:
    # A hard link is the one portable rename that refuses to replace; some file systems have none.
    try:
        os.link(written, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError from None
        written.replace(path)
    else:
        written.unlink()


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows neither allows it nor needs it
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _document_of(slots: KeySlots) -> dict[str, object]:
    return {
        "format": FORMAT,
        "store": slots.store_id,
        "slots": _entries_of(slots.current),
        "pending": None if slots.pending is None else _entries_of(slots.pending),
    }


def _entries_of(ways: SlotSet) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = []
    if ways.keyring is not None:
        entries.append({"kind": "keyring", "account": ways.keyring.account})
    if ways.passphrase is not None:
        sealed = ways.passphrase
        entries.append(
            {
                "kind": "passphrase",
                "memory_kib": sealed.cost.memory_kib,
                "passes": sealed.cost.passes,
                "lanes": sealed.cost.lanes,
                "salt": base64.b64encode(sealed.salt).decode(),
                "nonce": base64.b64encode(sealed.nonce).decode(),
                "wrapped": base64.b64encode(sealed.wrapped).decode(),
            }
        )
    return entries


def _slots_from(document: dict[str, Any]) -> KeySlots:
    """The value that ``document`` stands for; ValueError, TypeError or LookupError if it stands for none."""
    if set(document) != {"format", "store", "slots", "pending"} or type(document["format"]) is not int:
        raise ValueError
    if document["format"] != FORMAT:
        raise ValueError
    store_id: str = document["store"]
    if not re.fullmatch(_STORE_ID, store_id):
        raise ValueError
    current = _set_from(document["slots"], store_id)
    pending = None if document["pending"] is None else _set_from(document["pending"], store_id)
    if pending is not None and pending.kinds != current.kinds:
        raise ValueError
    return KeySlots(store_id, current, pending)


def _set_from(entries: list[dict[str, Any]], store_id: str) -> SlotSet:
    by_kind = {entry["kind"]: entry for entry in entries}
    if not by_kind or len(by_kind) != len(entries) or not set(by_kind) <= {"keyring", "passphrase"}:
        raise ValueError
    keyring = by_kind.get("keyring")
    passphrase = by_kind.get("passphrase")
    return SlotSet(
        None if keyring is None else _keyring_from(keyring, store_id),
        None if passphrase is None else _passphrase_from(passphrase),
    )


def _keyring_from(entry: dict[str, Any], store_id: str) -> KeyringSlot:
    account: str = entry["account"]
    if set(entry) != {"kind", "account"} or not account.startswith(store_id) or len(account) > 64:
        raise ValueError
    return KeyringSlot(account)


def _passphrase_from(entry: dict[str, Any]) -> PassphraseSlot:
    if set(entry) != {"kind", "memory_kib", "passes", "lanes", "salt", "nonce", "wrapped"}:
        raise ValueError
    lanes = _number(entry["lanes"], 1, _MOST_LANES)
    return PassphraseSlot(
        _octets(entry["salt"], _SALT_BYTES),
        _octets(entry["nonce"], _NONCE_BYTES),
        _octets(entry["wrapped"], _WRAPPED_BYTES),
        Argon2Cost(
            _number(entry["memory_kib"], 8 * lanes, _MOST_MEMORY_KIB),  # RFC 9106, 3.1: at least 8 KiB a lane
            _number(entry["passes"], 1, _MOST_PASSES),
            lanes,
        ),
    )


def _number(value: object, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError
    return value


def _octets(text: str, size: int) -> bytes:
    octets = base64.b64decode(text, validate=True)
    if len(octets) != size:
        raise ValueError
    return octets
