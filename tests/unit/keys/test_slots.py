"""The slot file: what it takes in, what it refuses, and that it is written whole or not at all."""

from __future__ import annotations

import json
import os
import stat
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from worktracker.errors import ExitCode, StoreBusyError, WorkTrackerError
from worktracker.keys.slots import (
    Argon2Cost,
    KeyringSlot,
    KeySlots,
    PassphraseSlot,
    SlotSet,
    key_kind,
    load,
    save,
)
from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError

STORE = str(uuid.UUID(int=7))
SEALED = PassphraseSlot(b"s" * 16, b"n" * 12, b"w" * 48, Argon2Cost(131_072, 4, 4))
BOTH = KeySlots(STORE, SlotSet(KeyringSlot(STORE), SEALED), SlotSet(KeyringSlot(f"{STORE}:2"), SEALED))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "worktracker.keys"


@pytest.mark.parametrize(
    ("slots", "kind"),
    [
        (KeySlots(STORE, SlotSet(KeyringSlot(STORE))), "keyring"),
        (KeySlots(STORE, SlotSet(passphrase=SEALED)), "passphrase"),
        (BOTH, "keyring+passphrase"),
    ],
)
def test_what_is_saved_is_loaded(path: Path, slots: KeySlots, kind: str) -> None:
    save(path, slots)
    assert load(path) == slots
    assert key_kind(slots) == kind


def test_only_the_user_can_read_it_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        save(path, BOTH)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_is_left_beside_it(path: Path) -> None:
    save(path, BOTH, new=True)
    save(path, BOTH)
    assert os.listdir(path.parent) == [path.name]


def test_a_new_file_never_replaces_one(path: Path) -> None:
    path.write_bytes(b"somebody's")
    with pytest.raises(WorkTrackerError, match="exists already"):
        save(path, BOTH, new=True)
    assert path.read_bytes() == b"somebody's"
    assert os.listdir(path.parent) == [path.name]


def test_a_new_file_never_replaces_one_where_there_are_no_hard_links(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    save(path, BOTH, new=True)
    assert load(path) == BOTH
    with pytest.raises(WorkTrackerError, match="exists already"):
        save(path, BOTH, new=True)


def test_the_content_is_on_the_disk_before_the_name(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(path, BOTH)
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noting_fsync(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def noting_replace(self: Path, target: Path) -> Path:
        done.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noting_fsync)
    monkeypatch.setattr(Path, "replace", noting_replace)
    save(path, BOTH)
    assert done == ["file", "rename", "folder"]


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(path, BOTH)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreBusyError, match="No space left"):
        save(path, KeySlots(STORE, SlotSet(KeyringSlot(STORE))))
    assert load(path) == BOTH
    assert os.listdir(path.parent) == [path.name]


def test_a_missing_file_says_so(path: Path) -> None:
    with pytest.raises(KeyUnavailableError, match="is missing") as caught:
        load(path)
    assert caught.value.trouble is KeyTrouble.SLOTS_MISSING
    assert caught.value.exit_code == ExitCode.STORE_UNAVAILABLE


def test_a_folder_in_its_place_says_so(path: Path) -> None:
    path.mkdir()
    with pytest.raises(KeyUnavailableError, match="can't be read"):
        load(path)


def test_a_newer_format_is_named_and_left_alone(path: Path) -> None:
    content = b'{"format": 2, "anything": "else"}'
    path.write_bytes(content)
    with pytest.raises(KeyUnavailableError, match="format 2") as caught:
        load(path)
    assert caught.value.trouble is KeyTrouble.SLOTS_UNREADABLE
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 600, b"[]", b"3", b"null", b'{"format": 1}', b"[" * 60_000, b"\xff\xfe", b" " * 70_000],
)
def test_rubbish_is_damage_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(KeyUnavailableError, match="is damaged") as caught:
        load(path)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == content


def _without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda document: document["slots"][1].pop(name)


def _with(name: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda document: document["slots"][1].__setitem__(name, value)


DAMAGES: list[Callable[[dict[str, Any]], object]] = [
    lambda d: d.update(format=True),
    lambda d: d.update(format=0),
    lambda d: d.update(format="1"),
    lambda d: d.update(extra=1),
    lambda d: d.pop("pending"),
    lambda d: d.update(store="somewhere"),
    lambda d: d.update(store=5),
    lambda d: d.update(slots=[]),
    lambda d: d.update(slots={}),
    lambda d: d.update(slots=["keyring"]),
    lambda d: d["slots"].append(d["slots"][0]),
    lambda d: d["slots"].append({"kind": "plain", "key": "00"}),
    lambda d: d["pending"].pop(),
    lambda d: d["slots"][0].update(account="another store"),
    lambda d: d["slots"][0].update(account=1),
    *(_without(name) for name in ("salt", "nonce", "wrapped", "memory_kib", "passes", "lanes", "kind")),
    *(_with(name, "!") for name in ("salt", "nonce", "wrapped", "memory_kib")),
    *(_with(name, "c2hvcnQ=") for name in ("salt", "nonce", "wrapped")),
    *(_with(name, 0) for name in ("memory_kib", "passes", "lanes", "salt")),
    *(_with(name, 2**40) for name in ("memory_kib", "passes", "lanes")),
    _with("passes", 1.5),
    _with("passes", True),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_part_is_damage(path: Path, damage: Callable[[dict[str, Any]], object]) -> None:
    save(path, BOTH)
    document = json.loads(path.read_bytes())
    damage(document)
    path.write_text(json.dumps(document))
    with pytest.raises(KeyUnavailableError, match="is damaged"):
        load(path)


def test_every_shortened_file_is_damage(path: Path) -> None:
    save(path, BOTH)
    content = path.read_bytes()
    for length in range(len(content) - 2):  # without its last line break it is still whole
        path.write_bytes(content[:length])
        with pytest.raises(KeyUnavailableError, match="is damaged"):
            load(path)
