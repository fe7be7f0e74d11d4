"""ActivityWatch's buckets of events, and the order of time in which they are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import Any, Protocol, TypeVar, cast

from worktracker.interchange.incoming import LATEST_MS, LeftOut
from worktracker.model.overlay import Piece
from worktracker.model.text import clean

_T = TypeVar("_T")

WINDOWS, AFK, PAGES = "currentwindow", "afkstatus", "web.tab.current"
"""The types of buckets that are read."""

BLOCK = 2000
"""Events in a block."""

Data = dict[str, Any]
"""What an event says."""

_LATEST_US = LATEST_MS * 1000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)
_SHOWN = 80


class BadEventError(Exception):
    """An event can't be read; says why, never what it holds."""


@dataclass(slots=True)
class Block:
    """Events that stand together in the file.

    Attributes:
        first, last: where in the file they are, as its reader counts.
        number: which event of the bucket is the first, from 1.
        from_us, until_us: when the first and the last of them begin.
    """

    first: int
    last: int
    number: int
    from_us: int
    until_us: int


@dataclass(slots=True)
class Bucket:
    """One watcher's events."""

    name: str
    kind: str = ""
    host: str = ""
    blocks: list[Block] = field(default_factory=list[Block])

    def where(self, number: int) -> str:
        """The position of an event, for a message."""
        name = clean(self.name) or "?"
        return f"Bucket {name[:_SHOWN]}, event {number}"


class Events(Protocol):
    """A file of ActivityWatch's."""

    buckets: list[Bucket]

    def read(
        self, bucket: Bucket, block: Block, value_of: Callable[[Data], _T], left_out: LeftOut
    ) -> Iterator[Piece[_T]]:
        """The events of a block: start and end in microseconds since 1970, and what ``value_of`` makes of it.

        What can't be read, or of which ``value_of`` raises a BadEventError, is left out.
        """
        ...


def in_order(
    file: Events, bucket: Bucket, value_of: Callable[[Data], _T], left_out: LeftOut
) -> Iterator[Piece[_T]]:
    """A bucket's events in order of time, a few blocks in memory at once.

    ActivityWatch writes them in order or in the opposite one; the more they are mixed, the more
    are in memory.
    """
    blocks = sorted(bucket.blocks, key=lambda block: (block.from_us, block.until_us))
    at = 0
    while at < len(blocks):
        together = [blocks[at]]
        until = blocks[at].until_us
        at += 1
        while at < len(blocks) and blocks[at].from_us <= until:
            until = max(until, blocks[at].until_us)
            together.append(blocks[at])
            at += 1
        events = [event for block in together for event in file.read(bucket, block, value_of, left_out)]
        events.sort(key=when)
        yield from events


when = itemgetter(0, 1)
"""The order in which events are joined."""


def microseconds(timestamp: object) -> int:
    """An event's timestamp; one without an offset is UTC.

    Raises:
        BadEventError: it is none, or out of range.
    """
    try:
        return _microseconds(datetime.fromisoformat(cast("str", timestamp)))
    except (TypeError, ValueError, OverflowError):
        raise BadEventError("its timestamp is none.") from None


def _microseconds(when: datetime) -> int:
    since = (when if when.tzinfo else when.replace(tzinfo=UTC)) - _EPOCH
    return in_range((since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds)


def first_and_last(events: Sequence[object]) -> tuple[int, int] | None:
    """When the earliest and the latest of some events begin; those that can't be read don't count.

    None: none can be read.
    """
    try:
        times = list(map(datetime.fromisoformat, map(_timestamp, events)))
        return _microseconds(min(times)), _microseconds(max(times))
    except (BadEventError, LookupError, TypeError, ValueError, OverflowError):
        pass  # one of them, or some without an offset: one by one
    found: list[int] = []
    for event in events:
        with suppress(BadEventError, LookupError, TypeError):
            found.append(microseconds(_timestamp(event)))
    return (min(found), max(found)) if found else None


_timestamp: Callable[[Any], Any] = itemgetter("timestamp")


def in_range(at_us: int) -> int:
    """An instant in microseconds, if there can have been a computer.

    Raises:
        BadEventError: it is out of range.
    """
    if not 0 <= at_us <= _LATEST_US:
        raise BadEventError("it lies before 1970 or after 2500.")
    return at_us


def duration_us(seconds: object) -> int:
    """An event's duration in microseconds; null is none.

    Raises:
        BadEventError: it is no number of seconds.
    """
    if seconds is None:
        return 0
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        raise BadEventError("its duration is no number.")
    if not 0 <= seconds <= LATEST_MS / 1000:
        raise BadEventError("its duration is out of range.")
    return round(seconds * 1_000_000)


def data_of(value: object, name: str) -> Data:
    """An object of the file, called ``name``.

    Raises:
        BadEventError: it is no object.
    """
    if not isinstance(value, dict):
        raise BadEventError(f"{name} is no object.")
    return cast("Data", value)
