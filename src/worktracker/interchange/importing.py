"""One way in for all formats: a file, and what of it may be kept."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from worktracker.errors import UsageError, WorkTrackerError
from worktracker.interchange.incoming import Entrance, LeftOut, LocalTime, lines_of
from worktracker.model.overlay import Piece
from worktracker.model.span import Content
from worktracker.model.text import clean
from worktracker.privacy.gate import Gate

Spans = Iterable[tuple[str, Piece[Content]]]
"""Spans, each with the name of its source."""

_RESERVED = ("recorded", "manual")
_LONGEST_NAME = 100
_TELL_BYTES = 500_000


class ImportFormat(StrEnum):
    """Formats from which spans are read."""

    ACTIVITYWATCH = "activitywatch"
    TIMEWARRIOR = "timewarrior"
    RESCUETIME = "rescuetime"
    TOGGL = "toggl"
    MANICTIME = "manictime"
    JSONL = "jsonl"


def source_name(given: str | None, file_format: ImportFormat) -> str:
    """The name of the source that a file's spans get: what the user gave it, or its format.

    Raises:
        UsageError: the name is none, or one that has a meaning.
    """
    if given is None:
        return file_format.value
    name = clean(given)
    if name is None or len(name) > _LONGEST_NAME or name.casefold() in _RESERVED:
        raise UsageError(
            f"A source needs a name of at most {_LONGEST_NAME} characters that is not"
            f" {' or '.join(_RESERVED)}."
        )
    return name


def require_rereadable(path: Path) -> None:
    """Refuse what can be read only once, like a pipe.

    Raises:
        WorkTrackerError: it is there, and is no file and no folder.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise _not_rereadable(path)


def sizes(path: Path) -> int:
    """How many bytes there are to read, for a progress bar."""
    with suppress(OSError):
        return sum(part.stat().st_size for part in _parts(path))
    return 0


@contextmanager
def recorded_spans(path: Path, progress: Callable[[int], None] | None) -> Generator[Spans]:
    """The spans of our own export as they are.

    Raises:
        WorkTrackerError: the file can't be read, or a record of it.
    """
    from worktracker.interchange.jsonl_import import read_as_recorded

    with _opened(path, once=True) as file:
        yield read_as_recorded(lines_of(_watched(file, progress)))


@contextmanager
def foreign_spans(
    path: Path,
    file_format: ImportFormat,
    source: str,
    gate: Gate,
    local: LocalTime,
    left_out: LeftOut,
    progress: Callable[[int], None] | None = None,
) -> Generator[Spans]:
    """The spans of a file as levels and rules let them in.

    Raises:
        WorkTrackerError: the file can't be read, or ``left_out`` is strict and a record can't.
    """
    entrance = Entrance(gate, local, left_out)
    if file_format is ImportFormat.ACTIVITYWATCH:
        with _activitywatch(path, source, entrance, left_out, progress) as spans:
            yield spans
        return
    if file_format is ImportFormat.TIMEWARRIOR and path.is_dir():
        yield ((source, span) for span in _timewarrior(path, entrance, left_out))
        return
    with _opened(path, once=file_format is ImportFormat.JSONL) as whole:
        file = _watched(whole, progress)
        yield ((source, span) for span in _read(file, file_format, gate, entrance, local, left_out))


def _read(
    file: BinaryIO,
    file_format: ImportFormat,
    gate: Gate,
    entrance: Entrance,
    local: LocalTime,
    left_out: LeftOut,
) -> Iterator[Piece[Content]]:
    from worktracker.interchange import (
        jsonl_import,
        manictime_import,
        rescuetime_import,
        timewarrior_import,
        toggl_import,
    )

    match file_format:
        case ImportFormat.JSONL:
            return jsonl_import.read_through(gate, lines_of(file), left_out)
        case ImportFormat.TIMEWARRIOR:
            return entrance.entries(timewarrior_import.read(file, left_out))
        case ImportFormat.RESCUETIME:
            return entrance.entries(rescuetime_import.read(file, local, left_out))
        case ImportFormat.TOGGL:
            return entrance.entries(toggl_import.read(file, local, left_out))
        case ImportFormat.MANICTIME:
            return entrance.entries(manictime_import.read(file, local, left_out))
        case _:
            raise AssertionError(file_format)


def _timewarrior(folder: Path, entrance: Entrance, left_out: LeftOut) -> Iterator[Piece[Content]]:
    """The intervals of a whole folder of data files, a month each."""
    from worktracker.interchange import timewarrior_import

    parts = _parts(folder)
    if not parts:
        raise WorkTrackerError(f"{folder} holds no data files of timewarrior's (2026-11.data).")
    for part in parts:
        with _opened(part) as file:
            yield from entrance.entries(timewarrior_import.read(file, left_out, f"{part.name}, "))


@contextmanager
def _activitywatch(
    path: Path,
    source: str,
    entrance: Entrance,
    left_out: LeftOut,
    progress: Callable[[int], None] | None,
) -> Generator[Spans]:
    from worktracker.interchange.from_activitywatch.database import Database
    from worktracker.interchange.from_activitywatch.json_file import JsonFile
    from worktracker.interchange.from_activitywatch.reading import ActivityWatch
    from worktracker.store.foreign import MAGIC, ForeignDatabase

    tell = progress or _nobody
    with _opened(path) as file:
        is_database = file.read(len(MAGIC)) == MAGIC
        file.seek(0)
        database = ForeignDatabase(path) if is_database else None
        try:
            events = JsonFile(file, tell) if database is None else Database(database, tell)
            found = ActivityWatch(events, left_out)
            yield chain.from_iterable(
                ((name, span) for span in entrance.spans(found.stretches(host)))
                for host, name in _named(found.hosts, source)
            )
        finally:
            if database is not None:
                database.close()


def _nobody(_: int) -> None:
    """No progress is shown."""


def _named(hosts: list[str], source: str) -> Iterator[tuple[str, str]]:
    """The source of each computer: such that another one in a later file does not change it.

    Raises:
        UsageError: one name was given, and there are several.
    """
    from worktracker.interchange.activitywatch import HOST

    given = source != ImportFormat.ACTIVITYWATCH
    if given and len(hosts) > 1:
        raise UsageError(
            "The file holds the record of several computers: --source is for one.",
            "Leave --source out, and each is a source of its own.",
        )
    for host in hosts:
        name = None if given or host == HOST else clean(host)
        yield host, source if name is None else f"{source} {name}"


def _parts(path: Path) -> list[Path]:
    return sorted(path.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9].data")) if path.is_dir() else [path]


@contextmanager
def _opened(path: Path, *, once: bool = False) -> Generator[BinaryIO]:
    """``path``, open to be read; ``once``: from its beginning to its end alone, so that a pipe will do."""
    try:
        file = path.open("rb")
        if not once and not file.seekable():
            file.close()
            raise _not_rereadable(path)
    except OSError as error:
        raise WorkTrackerError(f"{path} can't be read: {error.strerror}.") from None
    with file:
        yield file


def _not_rereadable(path: Path) -> WorkTrackerError:
    return WorkTrackerError(f"{path} is no file that can be read twice.", "Save it in one first.")


class _Watched:
    """A file that tells how far it was read."""

    def __init__(self, file: BinaryIO, progress: Callable[[int], None]) -> None:
        self._file = file
        self._progress = progress
        self._told = 0
        self.seek, self.tell = file.seek, file.tell

    def read(self, most: int = -1) -> bytes:
        """As of a file."""
        self._tell()
        return self._file.read(most)

    def readline(self, most: int = -1) -> bytes:
        """As of a file."""
        line = self._file.readline(most)
        self._told += len(line)
        if self._told >= _TELL_BYTES:
            self._tell()
        return line

    def _tell(self) -> None:
        self._told = 0
        self._progress(self._file.tell())


def _watched(file: BinaryIO, progress: Callable[[int], None] | None) -> BinaryIO:
    return file if progress is None else cast("BinaryIO", _Watched(file, progress))
