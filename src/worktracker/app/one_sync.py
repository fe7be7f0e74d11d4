"""One sync at a time in one home."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from worktracker.control.instance import AlreadyRunningError, InstanceLock
from worktracker.errors import WorkTrackerError
from worktracker.home import Home


class SyncRunsError(WorkTrackerError):
    """Another sync of this home is at work."""

    title = "A sync runs already"


@contextmanager
def one_sync(home: Home, patience_s: float = 2.0) -> Generator[None]:
    """Be the only sync of a home for the length of the block.

    Raises:
        SyncRunsError: another has been for longer than ``patience_s`` seconds.
    """
    lock = InstanceLock(home.sync_lock)
    try:
        lock.acquire(patience_s)
    except AlreadyRunningError:
        raise SyncRunsError("Another sync runs already.", "Wait until it is done.") from None
    try:
        yield
    finally:
        lock.release()
