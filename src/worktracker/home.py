"""The places of one user's files.

Two homes never meet: each has its own store, its own lock and its own control socket.
"""

from __future__ import annotations

import os
import stat
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from worktracker.errors import StoreUnavailableError, WorkTrackerError

VARIABLE = "WORKTRACKER_HOME"

# sun_path holds 108 bytes on Linux and 104 on macOS, the closing NUL included (unix(7), unix(4)).
SOCKET_PATH_BYTES = 104

_NAME = "worktracker"
_ELSEWHERE = f"Set {VARIABLE} to a directory of your own that can be written."


class HomeError(WorkTrackerError):
    """The directory for the user's files can't be made, or isn't safe to use."""

    title = "The directory for your files can't be used"


@dataclass(frozen=True, slots=True)
class Home:
    """Where everything of one user lies.

    Attributes:
        directory: holds the store and what belongs to it.
        log_dir: holds the logs.
        socket: the control socket; on Windows the name of a pipe. Its path fits the
            system's limit however deep ``directory`` lies.
    """

    directory: Path
    log_dir: Path
    socket: Path

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Home:
        """The home that ``environ`` names in ``WORKTRACKER_HOME``, else the system's places.

        Nothing is made. The same home gives the same socket in every program of the user:
        with ``WORKTRACKER_HOME`` the socket lies in the directory itself, so that it is
        found whatever the rest of the environment says; without, in the runtime directory
        (XDG Base Directory Specification), or in the home where that one is missing or
        isn't the user's alone.
        """
        named = environ.get(VARIABLE, "")
        if named:
            directory = Path(named).absolute()
            return cls(directory, directory / "logs", _socket(directory, environ, runtime_first=False))
        import platformdirs  # not needed, and so not paid for, where the home is named

        directory = platformdirs.user_data_path(_NAME, appauthor=False)
        log_dir = platformdirs.user_log_path(_NAME, appauthor=False)
        return cls(directory, log_dir, _socket(directory, environ, runtime_first=True))

    @property
    def store(self) -> Path:
        """The encrypted store."""
        return self.directory / "worktracker.db"

    @property
    def keys(self) -> Path:
        """What is needed to reach the store's key; never the key itself."""
        return self.directory / "worktracker.keys"

    @property
    def heartbeat(self) -> Path:
        """When the recorder was last known alive; no content."""
        return self.directory / "worktracker.heartbeat"

    @property
    def backups(self) -> Path:
        """The copies of the store that are made here."""
        return self.directory / "backups"

    @property
    def copies_lock(self) -> Path:
        """The file whose lock keeps apart what rewrites copies of the store, or replaces its key."""
        return self.directory / "worktracker.copies.lock"

    @property
    def sync_lock(self) -> Path:
        """The file whose lock lets one sync run at a time."""
        return self.directory / "worktracker.sync.lock"

    @property
    def lock(self) -> Path:
        """The file whose lock makes the running app the only one of this home."""
        return self.directory / "worktracker.lock"

    def keep_to_the_user(self) -> None:
        """See that our files are real ones, and give those that others could read back mode 0600.

        Whoever copied them here may have widened them, and SQLite gives its log the store's mode.

        Raises:
            StoreUnavailableError: one is a link, which would lead our writing elsewhere, or
                belongs to somebody else.
        """
        try:
            with os.scandir(self.directory) as entries:
                ours = [entry for entry in entries if entry.name.startswith(f"{_NAME}.")]
        except OSError:
            return  # there are none; what stands in the way is met by whoever makes them
        for entry in ours:
            if entry.is_symlink():
                raise StoreUnavailableError(
                    f"{entry.path} is a link.", "Put the file itself there; nothing was changed."
                )
            try:
                mode = entry.stat(follow_symlinks=False).st_mode
                if sys.platform != "win32" and stat.S_ISREG(mode) and mode & 0o077:
                    Path(entry.path).chmod(0o600)
            except FileNotFoundError:
                pass  # SQLite's log goes when the last program that has the store open ends
            except PermissionError:
                raise StoreUnavailableError(
                    f"{entry.path} belongs to another user.", "Nothing was changed."
                ) from None

    def open_to_others(self) -> list[Path]:
        """The directories of the home that other users can look into or write to."""
        if sys.platform == "win32":
            return []
        places = (self.directory, self.log_dir, self.backups)
        return [place for place in places if place.is_dir() and place.stat().st_mode & 0o077]

    def make(self) -> None:
        """Make the directories that are missing, for the user alone (0700 whatever the umask).

        Raises:
            HomeError: a directory can't be made or written, belongs to somebody else, or
                can be written by everybody.
        """
        for directory in (self.directory, self.log_dir):
            _make(directory)
            _check(directory)
        if self.socket.parent == _shared_fallback():
            _make(self.socket.parent)
            if not _ours_alone(self.socket.parent):
                raise HomeError(
                    f"{self.socket.parent} is not yours alone.", "Remove it, or give it mode 700."
                )


def _socket(directory: Path, environ: Mapping[str, str], *, runtime_first: bool) -> Path:
    if sys.platform == "win32":
        return Path(rf"\\.\pipe\{_NAME}-{_digest(directory)}")
    inside = directory / "worktracker.sock"
    if not runtime_first and _fits(inside):
        return inside
    # Not platformdirs' answer: it falls back to a directory under TMPDIR, which the user's
    # programs may see differently, and warns.
    runtime = Path(environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.geteuid()}")
    name = f"{_NAME}-{_digest(directory)}"
    if _ours_alone(runtime) and _fits(runtime / f"{name}.sock"):
        return runtime / f"{name}.sock"
    return inside if _fits(inside) else _shared_fallback() / f"{name}.sock"


def _digest(directory: Path) -> str:
    """Tells homes apart by their real path, through whichever links they are reached."""
    path = os.fsencode(os.path.realpath(directory))
    # Two checksums rather than a hash, which would load OpenSSL into the app for good.
    return f"{zlib.crc32(path):08x}{zlib.adler32(path):08x}"


def _fits(path: Path) -> bool:
    return len(os.fsencode(path)) < SOCKET_PATH_BYTES


def _shared_fallback() -> Path:
    """For the sockets of deep homes where there is no runtime directory.

    Not under TMPDIR, which may be long and may differ between the user's programs.
    """
    return Path("/tmp") / f"{_NAME}-{os.getuid() if sys.platform != 'win32' else 0}"  # noqa: S108


def _ours_alone(directory: Path) -> bool:
    """Whether this is a real directory that belongs to the user and is closed to all others."""
    if sys.platform == "win32":
        return False
    try:
        found = os.lstat(directory)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077


def _make(directory: Path) -> None:
    missing = [place for place in (directory, *directory.parents) if not os.path.lexists(place)]
    for place in reversed(missing):
        try:
            place.mkdir(0o700)
            place.chmod(0o700)  # mkdir's mode is cut by the umask
        except FileExistsError:
            continue  # made by another program of the user meanwhile
        except OSError as error:
            raise HomeError(f"{place} can't be made: {os.strerror(error.errno or 0)}.", _ELSEWHERE) from error


def _check(directory: Path) -> None:
    try:
        found = directory.stat()
    except OSError as error:
        raise HomeError(f"{directory} can't be used: {os.strerror(error.errno or 0)}.", _ELSEWHERE) from error
    if not stat.S_ISDIR(found.st_mode):
        raise HomeError(f"{directory} is not a directory.", _ELSEWHERE)
    if sys.platform != "win32":
        if found.st_uid != os.geteuid():
            raise HomeError(f"{directory} belongs to another user.", _ELSEWHERE)
        if found.st_mode & 0o002:
            raise HomeError(f"{directory} can be written by everybody.", f"Run: chmod 700 '{directory}'")
    if not os.access(directory, os.W_OK | os.X_OK):
        raise HomeError(f"{directory} can't be written.", _ELSEWHERE)
