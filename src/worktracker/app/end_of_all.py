"""Destroying the key and erasing every file of one home, its copies included."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from worktracker.app.backups import copies_locked, require_wanted
from worktracker.app.belongings import belongings
from worktracker.app.erasing import BrokenOffError
from worktracker.app.sync_timer import remove_timer
from worktracker.errors import StoreBusyError, WorkTrackerError
from worktracker.home import Home
from worktracker.keys.change import SlotFile
from worktracker.keys.slots import load

UNREADABLE = (
    "Copies elsewhere can't be read any more, unless the recovery phrase was written down, or a passphrase"
    " was set and the file of keys was copied too."
)

_WAIT_S = 120.0
"""For who writes copies or replaces the key: what they write later would be left."""


@dataclass(frozen=True, slots=True)
class End:
    """What was erased, and what could not be, in words."""

    erased: list[Path]
    left: list[str]

    def require_whole(self) -> None:
        """See that nothing is left.

        Raises:
            WorkTrackerError: something is.
        """
        if self.left:
            raise WorkTrackerError(f"Not everything could be erased: {'; '.join(self.left)}.", UNREADABLE)


def erase_all(
    home: Home,
    store_id: str | None,
    folders: Sequence[Path],
    wait_s: float = _WAIT_S,
    *,
    waits: Callable[[], None] = lambda: None,
    wanted: Callable[[], bool] = lambda: True,
) -> End:
    """Erase everything that serves a home; no app of it may run any more.

    Args:
        home: whose.
        store_id: the store's id, as far as it is known.
        folders: those outside the home that copies were put into.
        wait_s: seconds to wait for the end of a copy or of a change of the key; it is erased afterwards
            in any case.
        waits: called when it has to wait.
        wanted: whether it is still wanted; asked until there is nothing more to wait for.

    Raises:
        BrokenOffError: it was wanted no more; nothing is erased.
    """
    left = [f"{folder}: it is not there now" for folder in folders if not folder.is_dir()]
    with ExitStack() as alone:
        if home.copies_lock.exists():
            try:
                alone.enter_context(copies_locked(home, wait_s, waits=waits, wanted=wanted))
            except BrokenOffError:
                raise
            except StoreBusyError:
                left.append(f"{home.backups}: another command was still writing copies")
            except WorkTrackerError:  # it can't be locked here, so nobody holds it
                require_wanted(wanted)
        erased = _erased(home, belongings(home, store_id, folders), left)
    with suppress(OSError):
        home.directory.rmdir()
    return End(erased, left)


def _erased(home: Home, found: Sequence[Path], left: list[str]) -> list[Path]:
    """Erase what was found; what of it is gone, while ``left`` gets what is not."""
    if home.keys in found:
        # The key first: whatever else goes wrong, the record can't be read any more.
        try:
            SlotFile(home.keys).destroy(load(home.keys))
        except WorkTrackerError as error:
            left.append(f"the key's entry: {error.message}")
    with suppress(WorkTrackerError):  # what is left of its files is met below
        remove_timer(home)
    erased: list[Path] = []
    for path in found:
        try:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
            erased.append(path)
        except OSError as error:
            left.append(f"{path}: {error.strerror}")
    return erased
