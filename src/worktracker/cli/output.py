"""Where a command's output goes: standard output, or a file that is whole or not there."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TextIO

from worktracker.errors import WorkTrackerError


class Target:
    """A text file written beside its name and put there at the end, or standard output.

    Lines end as they are written; text is UTF-8. If the work fails, a file that was there
    before stays as it was.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._stream: TextIO | None = None

    def __enter__(self) -> TextIO:
        if self._path is None:
            # No reconfigure: standard output belongs to everybody.
            self._stream = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False)
            return self._stream
        try:
            fd, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")
        except OSError as error:
            raise WorkTrackerError(f"{self._path} can't be written: {error.strerror}.") from None
        self._written = Path(name)
        self._stream = os.fdopen(fd, "w", encoding="utf-8", newline="")
        return self._stream

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._stream is not None
        if self._path is None:
            self._stream.close()
            return
        try:
            self._stream.close()
            if kind is None:
                self._written.replace(self._path)
        except OSError as trouble:
            raise WorkTrackerError(f"{self._path} can't be written: {trouble.strerror}.") from None
        finally:
            with suppress(OSError):
                self._written.unlink()


@contextmanager
def progress_of(what: str, total: int) -> Generator[Callable[[int], None] | None]:
    """A progress bar on a terminal; None where nobody watches, or there is little to do."""
    if total < 50_000 or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)
