"""Rotating, copying, forgetting and restoring, killed at every step that changes a file.

strace kills the child at its n-th call of each kind that touches the disk; in between nothing
changes that would outlive it. Calls that come by the hundred (pages) are taken at a few places.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.worktracker_program import needs_program
from tests.integration.interrupted import CHEAP, DEEDS, PASSPHRASE, opened
from worktracker.app.backups import Backups, copies_locked
from worktracker.home import Home
from worktracker.keys import change
from worktracker.keys.change import SlotFile
from worktracker.keys.slots import load
from worktracker.model.change import Change
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.privacy.rules import Action, Rule
from worktracker.store.backup import is_sound, newest_end_ms
from worktracker.store.rekey import opens
from worktracker.store.store import Store

pytestmark = pytest.mark.slow

PAGE = 4096
ONE_BY_ONE = ("rename", "link")
NOW_AND_THEN = ("unlink", "pwrite64", "fsync", "ftruncate")
WANTED = (1, 5, 20)
UTC = Zone("Etc/UTC", 0)
SINCE = Rule(Action.DROP, app="since the copies")


@pytest.fixture(autouse=True)
def _cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change, "COST", CHEAP)


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with a store, two copies in it and one elsewhere; newer spans are in no copy."""
    home = home_at(tmp_path / "template", monkeypatch)
    home.make()
    slots, key = SlotFile(home.keys, environ={**os.environ, "WORKTRACKER_PASSPHRASE": PASSPHRASE}).create()
    store = Store.create(home.store, key, slots.store_id, 0)
    spans = [
        Span(
            n * 1000,
            n * 1000 + 900,
            State.ACTIVE,
            UTC,
            Activity("app", f"Covert {n}" if n % 2 else f"Work {n}"),
        )
        for n in range(1, 400)
    ]
    store.journal.write(Change(tuple(spans[:300])))
    backups = Backups.of(home, store)
    from datetime import datetime

    with copies_locked(home):
        for day in (20, 21):
            backups.create(slots, datetime(2026, 11, day, 12))  # noqa: DTZ001
    store.journal.write(Change(tuple(spans[300:])))
    store.rules.add(SINCE, 0)
    store.checkpoint()
    store.close()
    return home


def home_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("WORKTRACKER_HOME", str(folder))
    return Home.from_environment(os.environ)


def killed_at_each_step(
    deed: str, template: Home, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, Home]]:
    """A home for each step at which the deed was killed, and at the end the one where it was not."""
    needs_program("strace", "strace")
    for call in (*ONE_BY_ONE, *NOW_AND_THEN):
        for number in range(1, 200) if call in ONE_BY_ONE else WANTED:
            step = f"{call} {number}"
            home = home_at(template.directory.with_name(step.replace(" ", "-")), monkeypatch)
            shutil.copytree(template.directory, home.directory)
            code = run(deed, f"{call}:signal=SIGKILL:when={number}")
            assert code in (0, -signal.SIGKILL), step
            yield step, home
            shutil.rmtree(home.directory)
            if code == 0:
                assert number > 1 or call in ("link", "ftruncate"), f"{deed} never calls {call}"
                break


def run(deed: str, inject: str) -> int:
    call = inject.split(":", 1)[0]
    command = [
        "strace",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        f"trace={call}",
        "-e",
        f"inject={inject}",
    ]
    return subprocess.run(
        [*command, sys.executable, "-m", "tests.integration.interrupted", deed],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "WORKTRACKER_PASSPHRASE": PASSPHRASE},
        timeout=60,
        check=False,
    ).returncode


def titles(store: Store) -> list[str]:
    rows = store.connection.execute(
        "SELECT a.title FROM span s JOIN activity a ON a.id = s.activity ORDER BY s.id"
    )
    return [row[0] for row in rows]


def in_clear(path: Path, key: bytes) -> bytes:
    """Every page of a file in clear, as in ``test_store.py``."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    content = path.read_bytes()
    pages: list[bytes] = []
    for number in range(len(content) // PAGE):
        page = content[number * PAGE : (number + 1) * PAGE]
        body = page[16 if number == 0 else 0 : PAGE - 80]
        cipher = Cipher(algorithms.AES(key), modes.CBC(page[PAGE - 80 : PAGE - 64])).decryptor()
        pages.append(cipher.update(body) + cipher.finalize())
    return b"".join(pages)


def test_a_rotation_leaves_the_old_key_or_the_new(template: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    found = opened(template)
    old, before = found.store.key, titles(found.store)
    found.store.close()
    outcomes: set[tuple[bool, bool]] = set()
    for step, home in killed_at_each_step("rotate", template, monkeypatch):
        pending = load(home.keys).pending is not None
        found = opened(home)
        assert titles(found.store) == before, step
        assert found.slots == load(home.keys), step
        assert found.slots.pending is None, step
        key = found.store.key
        outcomes.add((pending, key == old))
        copies = Backups.of(home, found.store).all()
        assert [is_sound(each.path, key) for each in copies] == [True, True], step
        if key != old:
            assert not opens(home.store, old), step
            assert not any(opens(each.path, old) for each in copies), step
        found.store.close()
        again = opened(home)
        assert again.store.key == key, step
        again.store.close()
    assert outcomes == {(False, True), (True, True), (True, False), (False, False)}


def test_a_copy_is_whole_or_not_there(template: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    found = opened(template)
    before = titles(found.store)
    found.store.close()
    for step, home in killed_at_each_step("backup", template, monkeypatch):
        found = opened(home)
        backups = Backups.of(home, found.store)
        assert titles(found.store) == before, step
        assert 2 <= len(backups.all()) <= 3, step
        assert all(is_sound(each.path, found.store.key) for each in backups.all()), step
        found.store.close()
        DEEDS["backup"](home)
        assert len(backups.all()) == 2, step
        assert newest_end_ms(backups.all()[0].path, found.store.key) == 399_900, step
        keys = f"worktracker-{backups.all()[0].tag}.keys"
        names = {path.name for path in home.backups.iterdir()}
        assert names == {keys, *(each.path.name for each in backups.all())}, step


def test_what_is_forgotten_stays_forgotten(template: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    found = opened(template)
    key = found.store.key
    kept = [title for title in titles(found.store) if not title.startswith("Covert")]
    found.store.close()
    shutil.copyfile(template.store, template.directory / ".worktracker.db.part")  # of a restoring
    for path in (template.store, *template.backups.glob("*.db")):
        assert b"Covert 7" in in_clear(path, key)  # the search can find it
    for step, home in killed_at_each_step("forget", template, monkeypatch):
        found = opened(home)
        assert [title for title in titles(found.store) if not title.startswith("Covert")] == kept, step
        assert all(is_sound(each.path, key) for each in Backups.of(home, found.store).all()), step
        found.store.close()
        DEEDS["forget"](home)
        files = [path for path in home.directory.rglob("*") if path.is_file() and path.stat().st_size >= PAGE]
        assert len([path for path in files if path.suffix == ".db"]) == 3, step
        for path in files:
            assert b"Covert" not in in_clear(path, key), f"{step}: {path.name}"


def test_restoring_loses_neither_of_the_two(template: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    found = opened(template)
    key, before = found.store.key, titles(found.store)
    found.store.close()
    for step, home in killed_at_each_step("restore", template, monkeypatch):
        found = opened(home)
        now, asides = (
            titles(found.store),
            [each for each in Backups.of(home, found.store).all() if each.aside],
        )
        assert now in (before, before[:300]), step
        assert SINCE.app in [rule.app for rule in found.store.rules.all()], step
        found.store.close()
        if now != before:
            aside = Store.open(asides[-1].path, [key], 0)
            assert titles(aside) == before, step
            aside.close()
        DEEDS["restore"](home)
        found = opened(home)
        assert titles(found.store) == before[:300], step
        names = [home.store, *(each.path for each in Backups.of(home, found.store).all())]
        found.store.close()
        assert len({name.stat().st_ino for name in names}) == len(names), f"{step}: two names of one file"
