"""One deed on a home, in a process that a test kills: ``python -m tests.integration.interrupted DEED``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime

from worktracker.app.backups import Backups, copies_locked, forget
from worktracker.app.opening import Opening, OpenStore
from worktracker.app.restoring import restore
from worktracker.app.rotation import rotate
from worktracker.clock import SystemClock
from worktracker.home import Home
from worktracker.keys import change
from worktracker.keys.slots import Argon2Cost
from worktracker.privacy.rules import Action, Rule
from worktracker.store.backup import newest_end_ms
from worktracker.store.erase import Selection
from worktracker.store.rekey import rekey

PASSPHRASE = "words"
CHEAP = Argon2Cost(memory_kib=64, passes=1, lanes=1)
SECRET = Selection(rule=Rule(Action.DROP, title="Covert*"))


def opened(home: Home) -> OpenStore:
    """The home's store, as a command opens it; what an interrupted rotation left is settled then."""
    found = Opening(
        home, SystemClock(), None, {**os.environ, "WORKTRACKER_PASSPHRASE": PASSPHRASE}
    ).existing()
    assert found is not None
    return found


def _rotate(home: Home) -> None:
    found = opened(home)
    store = found.store
    rotate(home, store, found.slots, PASSPHRASE, lambda key: rekey(store.path, store.key, key))
    store.close()


def _backup(home: Home) -> None:
    found = opened(home)
    with copies_locked(home):
        backups = Backups.of(home, found.store)
        now = datetime.now()  # noqa: DTZ005 - local, as users see it
        backups.create(found.slots, now)
        backups.prune(2, now)


def _forget(home: Home) -> None:
    found = opened(home)
    assert not forget(home, found.store, SECRET).copies.failed


def _restore(home: Home) -> None:
    found = opened(home)
    key, slots = found.store.key, found.slots
    copies = [each for each in Backups.of(home, found.store).in_home() if newest_end_ms(each.path, key)]
    found.store.close()
    restore(home, copies[-1].path, key, slots, [key], datetime.now(), None)  # noqa: DTZ005


DEEDS: dict[str, Callable[[Home], None]] = {
    "rotate": _rotate,
    "backup": _backup,
    "forget": _forget,
    "restore": _restore,
}

if __name__ == "__main__":
    change.COST = CHEAP
    DEEDS[sys.argv[1]](Home.from_environment(os.environ))
