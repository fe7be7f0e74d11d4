"""ActivityWatch's own databases, told apart by what is in them.

aw-server with peewee: tables ``bucketmodel`` and ``eventmodel`` (text timestamps, seconds).
aw-server-rust: tables ``buckets`` and ``events`` with ``data`` (nanoseconds).
aw-server's other storage: the same two with ``datastr`` (microseconds).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar, cast

from worktracker.interchange.from_activitywatch.events import (
    BLOCK,
    BadEventError,
    Block,
    Bucket,
    Data,
    data_of,
    duration_us,
    in_range,
    microseconds,
)
from worktracker.interchange.incoming import BadRecordError, LeftOut
from worktracker.model.overlay import Piece
from worktracker.store.foreign import ForeignDatabase

_T = TypeVar("_T")

_LATE = 1 << 62
_ZSTANDARD = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class _Form:
    """How one kind of database is asked.

    Attributes:
        buckets: the question for number, name, type and host of each bucket.
        events: the table of events.
        bucket, start, rest, data: its columns.
        times: start and end in microseconds of what ``start`` and ``rest`` hold.
    """

    buckets: str
    events: str
    bucket: str
    start: str
    rest: str
    data: str
    times: Callable[[object, object], tuple[int, int]]

    def all_events(self) -> str:
        """The question for row, bucket, start and rest of every event."""
        columns = f"id, {self.bucket}, {self.start}, {self.rest}"
        return f"SELECT {columns} FROM {self.events} ORDER BY id"  # noqa: S608 - names from below

    def some_events(self) -> str:
        """The question for start, rest and data of a bucket's events between two rows.

        The plus keeps SQLite from looking through all of the bucket for them.
        """
        asked = f"+{self.bucket} = ? AND id BETWEEN ? AND ?"
        columns = f"{self.start}, {self.rest}, {self.data}"
        return f"SELECT {columns} FROM {self.events} WHERE {asked} ORDER BY id"  # noqa: S608 - names from below


def _written(start: object, rest: object) -> tuple[int, int]:
    begin = microseconds(start)
    if isinstance(rest, str):  # of a decimal number
        try:
            rest = float(rest)
        except ValueError:
            raise BadEventError("its duration is no number.") from None
    return begin, in_range(begin + duration_us(rest))


def _counted(start: object, end: object, unit: int) -> tuple[int, int]:
    if not isinstance(start, int) or not isinstance(end, int):
        raise BadEventError("its start or end is no number.")
    begin = in_range(start // unit)
    if end < start:
        raise BadEventError("it ends before it starts.")
    return begin, in_range(end // unit)


_PEEWEE = _Form(
    "SELECT key, id, type, hostname FROM bucketmodel",
    "eventmodel", "bucket_id", "timestamp", "duration", "datastr", _written,
)  # fmt: skip
_RUST = _Form(
    "SELECT id, name, type, hostname FROM buckets",
    "events", "bucketrow", "starttime", "endtime", "data", lambda start, end: _counted(start, end, 1000),
)  # fmt: skip
_PLAIN = _Form(
    "SELECT rowid, id, type, hostname FROM buckets",
    "events", "bucketrow", "starttime", "endtime", "datastr", lambda start, end: _counted(start, end, 1),
)  # fmt: skip


def _form(file: ForeignDatabase) -> _Form:
    for form, buckets in ((_PEEWEE, "bucketmodel"), (_RUST, "buckets"), (_PLAIN, "buckets")):
        wanted = {"id", form.bucket, form.start, form.rest, form.data}
        if wanted <= file.columns(form.events) and {"id", "type", "hostname"} <= file.columns(buckets):
            return form
    raise BadRecordError("The file", "it is no database of ActivityWatch's, or of a version not known here.")


class Database:
    """The buckets of a database; its events are read again when they are wanted.

    Args:
        file: the database.
        progress: told how many events were seen.

    Raises:
        BadRecordError: it is no database of ActivityWatch's.
    """

    def __init__(self, file: ForeignDatabase, progress: Callable[[int], None]) -> None:
        self._file = file
        self._form = _form(file)
        self._numbers: dict[int, int] = {}  # the bucket's in the database, by its identity here
        by_number: dict[int, Bucket] = {}
        self.buckets: list[Bucket] = []
        for number, name, kind, host in file.rows(self._form.buckets):
            bucket = by_number[number] = Bucket(str(name), str(kind), str(host))
            self._numbers[id(bucket)] = number
            self.buckets.append(bucket)
        counts = dict.fromkeys(by_number, 0)
        seen = 0
        for row, number, start, rest in file.rows(self._form.all_events()):
            bucket = by_number.get(number)
            seen += 1
            if seen % BLOCK == 0:
                progress(seen)
            if bucket is None:
                continue
            blocks = bucket.blocks
            if counts[number] % BLOCK == 0:
                blocks.append(Block(row, row, counts[number] + 1, _LATE, 0))
            counts[number] += 1
            block = blocks[-1]
            block.last = row
            try:
                at = self._form.times(start, rest)[0]
            except BadEventError:
                continue  # told of when it is read
            block.from_us, block.until_us = min(block.from_us, at), max(block.until_us, at)

    def read(
        self, bucket: Bucket, block: Block, value_of: Callable[[Data], _T], left_out: LeftOut
    ) -> Iterator[Piece[_T]]:
        """The events of a block."""
        rows = self._file.rows(self._form.some_events(), (self._numbers[id(bucket)], block.first, block.last))
        for number, (start, rest, data) in enumerate(rows, block.number):
            try:
                begin, end = self._form.times(start, rest)
                yield begin, end, value_of(_data(data))
            except BadEventError as error:
                left_out.skip(bucket.where(number), str(error))


def _data(stored: object) -> Data:
    if isinstance(stored, bytes):
        if stored.startswith(_ZSTANDARD):
            raise BadEventError("it is compressed; export it from ActivityWatch instead.")
        stored = stored.decode(errors="replace")
    try:
        return data_of(json.loads(cast("str", stored)), "its data")
    except (TypeError, ValueError, RecursionError):
        raise BadEventError("its data is not JSON.") from None
