"""Everything on this computer that is worktracker's and serves one home: the one list of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from worktracker.app.autostart import entry_path, serves
from worktracker.app.backups import slots_beside
from worktracker.app.browser_manifests import launcher, manifests_of
from worktracker.app.sync_timer import timer_files
from worktracker.home import Home
from worktracker.store.backup import backups_in, tag_of


def belongings(home: Home, store_id: str | None, folders: Sequence[Path]) -> list[Path]:
    """Every file and folder of ours that is there, what leads to the key first.

    Args:
        home: whose.
        store_id: the store's id; without it, copies in ``folders`` can't be told from others'.
        folders: those outside the home that copies were put into.
    """
    names = [f"worktracker.db{ending}" for ending in ("", "-wal", "-shm", "-journal")]
    paths = [home.keys]
    if store_id is not None:
        tag = tag_of(store_id)
        paths += [slots_beside(folder, store_id) for folder in folders]
        paths += [each.path for folder in folders for each in backups_in(folder, tag)]
        for unfinished in (f".worktracker-*{tag}.db.part*", f".worktracker-{tag}.keys.*"):
            paths += [path for folder in folders for path in folder.glob(unfinished)]
    paths += [home.directory / name for name in names]
    paths += [*home.directory.glob(".worktracker.*"), home.backups]
    paths += [home.heartbeat, home.lock, home.copies_lock, home.sync_lock, home.log_dir]
    paths += [*manifests_of(home), launcher(home)]
    if serves(entry_path(home), home):
        paths.append(entry_path(home))
    return [path for path in paths if path.exists()] + timer_files(home)
