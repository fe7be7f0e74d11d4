"""The passphrase's way to the key, through the real child, where there is no keyring."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from worktracker.errors import StoreBusyError, WorkTrackerError
from worktracker.keys import change
from worktracker.keys.change import SlotFile
from worktracker.keys.fetch import KeyRequest, StoreKey, fetch_keys
from worktracker.keys.phrase import key_from, phrase_of
from worktracker.keys.slots import Argon2Cost, KeySlots, PassphraseSlot, SlotSet, key_kind, load
from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError

NO_SESSION = {"PATH": "/usr/bin:/bin", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus"}
WITH_WORDS = NO_SESSION | {"WORKTRACKER_PASSPHRASE": "words"}


@pytest.fixture(autouse=True)
def _cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change, "COST", Argon2Cost(memory_kib=64, passes=1, lanes=1))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "worktracker.keys"


def _trouble(call: Callable[[], object]) -> KeyTrouble:
    with pytest.raises(KeyUnavailableError) as caught:
        call()
    assert "\n" not in str(caught.value)
    assert "words" not in str(caught.value)
    return caught.value.trouble


def _sealed(slots: KeySlots) -> PassphraseSlot:
    assert slots.current.passphrase is not None
    return slots.current.passphrase


def test_a_supplied_passphrase_makes_and_opens_a_store(path: Path) -> None:
    slots, key = SlotFile(path, environ=WITH_WORDS).create()
    assert load(path) == slots
    assert key_kind(slots) == "passphrase"
    assert fetch_keys(slots, environ=WITH_WORDS) == (StoreKey(key),)
    content = path.read_text()
    assert key.hex() not in content
    assert "words" not in content


def test_a_passphrase_that_is_typed_makes_and_opens_a_store(path: Path) -> None:
    slots, key = SlotFile(path, environ=NO_SESSION).create(lambda: "a\u0308")
    assert fetch_keys(slots, lambda: "\u00e4", environ=NO_SESSION) == (StoreKey(key),)


def test_an_empty_passphrase_makes_no_store(path: Path) -> None:
    environ = NO_SESSION | {"WORKTRACKER_PASSPHRASE": ""}
    assert _trouble(SlotFile(path, environ=environ).create) is KeyTrouble.PASSPHRASE_UNUSABLE
    assert (
        _trouble(lambda: SlotFile(path, environ=NO_SESSION).create(lambda: ""))
        is KeyTrouble.PASSPHRASE_UNUSABLE
    )
    assert not path.exists()


def test_a_key_that_came_in_meanwhile_is_not_forgotten(path: Path) -> None:
    file = SlotFile(path, environ=WITH_WORDS)
    before, key = file.create()
    pending, newer = file.begin_rotation(before, key, "words")
    for change_it in (
        lambda: file.set_passphrase(before, key, "others"),
        lambda: file.begin_rotation(before, key, "words"),
    ):
        with pytest.raises(StoreBusyError):
            change_it()
        assert load(path) == pending
    after = file.settle_rotation(pending, new=True)
    with pytest.raises(StoreBusyError):
        file.set_passphrase(before, key, "others")
    assert fetch_keys(load(path), environ=WITH_WORDS) == (StoreKey(newer),)
    file.set_passphrase(after, newer, "others")


def test_without_a_passphrase_the_store_stays_closed(path: Path) -> None:
    slots, _ = SlotFile(path, environ=WITH_WORDS).create()
    assert _trouble(lambda: fetch_keys(slots, environ=NO_SESSION)) is KeyTrouble.PASSPHRASE_NEEDED


@pytest.mark.parametrize("wrong", ["word", "Words", "words ", "x" * 4096])
def test_a_wrong_passphrase(path: Path, wrong: str) -> None:
    slots, _ = SlotFile(path, environ=WITH_WORDS).create()
    before = path.read_bytes()
    environ = NO_SESSION | {"WORKTRACKER_PASSPHRASE": wrong}
    assert _trouble(lambda: fetch_keys(slots, environ=environ)) is KeyTrouble.WRONG_PASSPHRASE
    assert (
        _trouble(lambda: fetch_keys(slots, lambda: wrong, environ=NO_SESSION)) is KeyTrouble.WRONG_PASSPHRASE
    )
    assert path.read_bytes() == before


def test_a_seal_opens_nowhere_else(path: Path) -> None:
    slots, _ = SlotFile(path, environ=WITH_WORDS).create()
    elsewhere = replace(slots, store_id=str(UUID(int=1)))
    assert _trouble(lambda: fetch_keys(elsewhere, environ=WITH_WORDS)) is KeyTrouble.WRONG_PASSPHRASE


@pytest.mark.parametrize("part", ["salt", "nonce", "wrapped"])
def test_a_seal_that_was_tampered_with_does_not_open(path: Path, part: str) -> None:
    slots, _ = SlotFile(path, environ=WITH_WORDS).create()
    sealed = _sealed(slots)
    octets: bytes = getattr(sealed, part)
    tampered = replace(sealed, **{part: bytes([octets[0] ^ 1]) + octets[1:]})
    changed = replace(slots, current=SlotSet(passphrase=tampered))
    assert _trouble(lambda: fetch_keys(changed, environ=WITH_WORDS)) is KeyTrouble.WRONG_PASSPHRASE


def test_another_passphrase_is_another_seal_of_the_same_key(path: Path) -> None:
    slot_file = SlotFile(path, environ=WITH_WORDS)
    slots, key = slot_file.create()
    changed = slot_file.set_passphrase(slots, key, "other")
    assert load(path) == changed
    assert not {_sealed(slots).salt, _sealed(slots).nonce} & {_sealed(changed).salt, _sealed(changed).nonce}
    assert fetch_keys(changed, lambda: "other", environ=NO_SESSION) == (StoreKey(key),)
    assert _trouble(lambda: fetch_keys(changed, environ=WITH_WORDS)) is KeyTrouble.WRONG_PASSPHRASE


def test_the_only_way_is_not_removed(path: Path) -> None:
    slot_file = SlotFile(path, environ=WITH_WORDS)
    slots, key = slot_file.create()
    with pytest.raises(WorkTrackerError, match="only way"):
        slot_file.remove_passphrase(slots, key)
    assert _trouble(lambda: slot_file.add_keyring(slots, key)) is KeyTrouble.NO_SERVICE
    assert load(path) == slots


def test_the_recovery_phrase_brings_a_lost_slot_back(path: Path) -> None:
    slots, key = SlotFile(path, environ=WITH_WORDS).create()
    path.unlink()
    restored = SlotFile(path, environ=WITH_WORDS).restore(slots.store_id, key_from(phrase_of(key)))
    assert restored.store_id == slots.store_id
    assert fetch_keys(load(path), environ=WITH_WORDS) == (StoreKey(key),)


def test_a_rotation_opens_with_either_key(path: Path) -> None:
    slot_file = SlotFile(path, environ=WITH_WORDS)
    slots, key = slot_file.create()
    slots, new_key = slot_file.begin_rotation(slots, key, "words")
    assert fetch_keys(load(path), environ=WITH_WORDS) == (StoreKey(key), StoreKey(new_key, pending=True))
    slots = slot_file.settle_rotation(slots, new=True)
    assert fetch_keys(load(path), environ=WITH_WORDS) == (StoreKey(new_key),)


def test_the_seal_is_made_with_argon2id_and_aes_gcm(path: Path) -> None:
    """Anybody who knows the passphrase can open the seal with other tools, as the decision record says."""
    from argon2.low_level import Type, hash_secret_raw
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    slots, key = SlotFile(path, environ=WITH_WORDS).create()
    sealed = _sealed(slots)
    made = hash_secret_raw(b"words", sealed.salt, 1, 64, 1, 32, Type.ID)
    binding = f"worktracker.keys:1:{slots.store_id}:passphrase".encode()
    assert AESGCM(made).decrypt(sealed.nonce, sealed.wrapped, binding) == key


def test_a_passphrase_that_needs_more_memory_than_there_is(path: Path) -> None:
    SlotFile(path, environ=WITH_WORDS).create()
    document = json.loads(path.read_bytes())
    document["slots"][0]["memory_kib"] = 4 * 1024 * 1024
    path.write_text(json.dumps(document))
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (3 * 1024**3, hard))
    try:
        assert _trouble(lambda: fetch_keys(load(path), environ=WITH_WORDS)) is KeyTrouble.OUT_OF_MEMORY
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def test_a_child_that_cannot_start_is_a_trouble(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slots, _ = SlotFile(path, environ=WITH_WORDS).create()
    for broken in ("/nonexistent/python", "/bin/false"):
        monkeypatch.setattr("sys.executable", broken)
        assert _trouble(lambda: fetch_keys(slots, environ=WITH_WORDS)) is KeyTrouble.HELPER_FAILED


def test_a_key_is_not_in_its_repr() -> None:
    assert repr(StoreKey(b"secret" * 5 + b"!!")) == "StoreKey(pending=False)"


def test_nothing_starts_before_somebody_can_answer(path: Path) -> None:
    slots, key = SlotFile(path, environ=WITH_WORDS).create()
    with KeyRequest(slots, environ=NO_SESSION) as request:
        assert request.result(lambda: "words") == (StoreKey(key),)
