"""Another key for a file, also where the disk has no room for it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.unit.conftest import KEY
from worktracker.errors import StoreBusyError, StoreUnavailableError
from worktracker.store.backup import create_backup
from worktracker.store.rekey import opens, rekey
from worktracker.store.store import Store

STORE_ID = "00000000-0000-4000-8000-000000000000"
OTHER = bytes(range(32, 64))


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Store]:
    """A store on a disk that has room for half of it once more."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", place], check=False
    ).returncode:
        pytest.skip("nothing can be mounted here")
    store = Store.create(place / "worktracker.db", KEY, STORE_ID, 0)
    store.checkpoint()
    with (place / "filler").open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(bytes(4096))
        except OSError:
            filler.truncate(filler.tell() - store.path.stat().st_size // 2 // 4096 * 4096)
    yield store
    store.close()
    subprocess.run(["umount", "-l", place], check=True)


def test_every_page_is_under_the_new_key(store: Store) -> None:
    store.close()
    before = store.path.read_bytes()
    rekey(store.path, KEY, OTHER)
    after = store.path.read_bytes()
    pages = range(0, len(before), 4096)
    assert len(before) == len(after)
    assert not any(before[at + 16 : at + 4096] == after[at + 16 : at + 4096] for at in pages)
    assert not opens(store.path, KEY)
    Store.open(store.path, [OTHER], 0).close()


def test_a_damaged_page_keeps_its_key(store: Store) -> None:
    store.close()
    content = bytearray(store.path.read_bytes())
    content[-2000] ^= 1
    store.path.write_bytes(content)
    with pytest.raises(StoreUnavailableError, match="damaged"):
        rekey(store.path, KEY, OTHER)
    assert store.path.read_bytes() == content


def test_no_room_for_a_new_key(full: Store) -> None:
    before = full.path.read_bytes()
    with pytest.raises(StoreBusyError, match="left as it is"):
        rekey(full.path, KEY, OTHER)
    assert not opens(full.path, OTHER)
    assert opens(full.path, KEY)
    (full.path.parent / "filler").unlink()
    full.checkpoint()
    assert full.path.read_bytes() == before
    rekey(full.path, KEY, OTHER)
    assert opens(full.path, OTHER)


def test_no_room_for_a_copy(full: Store) -> None:
    with pytest.raises(StoreBusyError, match="full"):
        create_backup(full.path, KEY, STORE_ID, full.path.parent, datetime(2026, 11, 21), lambda: False)  # noqa: DTZ001
    assert not [path for path in full.path.parent.iterdir() if path.name.startswith((".", "worktracker-"))]
