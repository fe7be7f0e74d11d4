"""A file that is whole or not there: exports hold titles in clear, and half of one helps nobody."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from worktracker.errors import WorkTrackerError


@contextmanager
def new_file(path: Path) -> Generator[BinaryIO]:
    """A file of mode 0600 that takes the place of ``path`` when the block ends.

    If the block fails, nothing is left of it, and a file that was there before stays as it was.
    Where the system can (Linux, open(2): ``O_TMPFILE``) it has no name until it is whole, so
    that not even ``kill -9`` leaves a part of it behind.

    Raises:
        WorkTrackerError: it can't be written.
    """
    written: Path | None = None
    try:
        if path.is_dir():
            raise WorkTrackerError(f"{path} is a folder.", "Name a file in it.")
        if path.exists() and not path.is_file():  # /dev/null, a pipe: a file in its place helps nobody
            raise WorkTrackerError(f"{path} is not a file.", "Name one, or - for standard output.")
        handle = _nameless(path.parent)
        if handle is None:
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            written = Path(name)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(handle)  # a power failure must not leave an empty file under the old one's name
            if written is None:
                written = _named(handle, path)
        written.replace(path)
    except OSError as error:
        raise WorkTrackerError(f"{path} can't be written: {error.strerror}.") from None
    finally:
        if written is not None:
            with suppress(OSError):
                written.unlink()


def _nameless(folder: Path) -> int | None:
    """A new file in ``folder`` without a name there; None where that can't be had."""
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None:
        return None
    try:
        return os.open(folder, flag | os.O_WRONLY, 0o600)
    except OSError:  # not every file system can; whatever else is wrong shows in the way that all can
        return None


def _named(handle: int, path: Path) -> Path:
    """Give a nameless file a name beside ``path``."""
    written = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # With a folder's descriptor Python calls linkat(2), which follows the link in /proc.
        os.link(f"/proc/self/fd/{handle}", written.name, dst_dir_fd=folder)
    finally:
        os.close(folder)
    return written
