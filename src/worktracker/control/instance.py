"""One running app per home, by a lock that a crash releases."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Self

from worktracker.errors import WorkTrackerError

if sys.platform == "win32":
    import msvcrt

    # Windows' locks keep readers out too: lock one byte far behind the process number.
    _LOCKED_BYTE = 1 << 20

    def _try_lock(fd: int) -> None:
        os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try_lock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


class AlreadyRunningError(WorkTrackerError):
    """Another program holds the lock of this home; ``pid`` is its number where it is known."""

    title = "worktracker is already running"

    def __init__(self, pid: int | None) -> None:
        super().__init__(
            f"worktracker is already running for this home (process {pid})."
            if pid
            else "worktracker is already running for this home.",
            "Run: worktracker quit",
        )
        self.pid = pid


class InstanceLock:
    """The advisory lock on a home's lock file (flock(2)).

    The kernel ties it to this program's open file: it goes when the program ends, however it
    ends. No program started from this one inherits it. The file itself is never removed:
    whoever waited for the removed one would hold a lock that nobody else sees.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._fd is not None

    def acquire(self, patience_s: float = 0.2) -> None:
        """Take the lock, or say that it is taken.

        Args:
            patience_s: seconds to wait for who holds it for a moment only, as :func:`is_held` does.

        Raises:
            AlreadyRunningError: another program, or another object of this one, holds it.
            WorkTrackerError: the file can't be opened, or its file system knows no locks.
        """
        if self.held:
            return
        try:
            fd = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except OSError as error:
            raise self._unusable(error) from error
        deadline = time.monotonic() + patience_s
        while True:
            try:
                _try_lock(fd)
                break
            except (BlockingIOError, PermissionError) as error:  # PermissionError: msvcrt's word for it
                if time.monotonic() < deadline:
                    time.sleep(0.02)
                    continue
                pid = _read_pid(fd)
                os.close(fd)
                raise AlreadyRunningError(pid) from error
            except OSError as error:
                os.close(fd)
                raise self._unusable(error) from error
        if sys.platform != "win32":
            os.fchmod(fd, 0o600)  # open's mode is cut by the umask
        os.ftruncate(fd, 0)
        os.lseek(fd, 0, os.SEEK_SET)
        os.write(fd, f"{os.getpid()}\n".encode())
        self._fd = fd

    def release(self) -> None:
        """Give the lock back; does nothing if it isn't held."""
        if self._fd is None:
            return
        os.ftruncate(self._fd, 0)
        os.close(self._fd)
        self._fd = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def _unusable(self, error: OSError) -> WorkTrackerError:
        reason = os.strerror(error.errno or 0)
        return WorkTrackerError(f"{self._path} can't be locked: {reason}.", "Check the directory it lies in.")


def is_held(path: Path) -> bool:
    """Whether a running program holds the lock on the file at ``path``."""
    try:
        fd = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return False
    try:
        _try_lock(fd)
    except OSError:
        return True
    finally:
        os.close(fd)  # and with it the lock
    return False


def _read_pid(fd: int) -> int | None:
    """The holder's process number; for a message only, for it may be a moment behind."""
    os.lseek(fd, 0, os.SEEK_SET)
    text = os.read(fd, 32).strip()
    return int(text) if text.isdigit() else None
