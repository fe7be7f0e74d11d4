"""What every file of spans is written with: texts that are made once, and many lines at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Generic, TextIO, TypeVar

from worktracker.store.reader import Fields, Reader, Row

Progress = Callable[[int], None]
"""Hears now and then how many spans are done; may raise to cancel."""

_STEP = 1_000
_REMEMBERED = 50_000

T = TypeVar("T")


class OfActivities(Generic[T]):
    """What is made of an activity's texts; most activities come more than once, so it is remembered."""

    def __init__(self, reader: Reader, make: Callable[[Fields], T]) -> None:
        self._reader = reader
        self._make = make
        self._known: dict[int | None, T] = {}

    def __call__(self, row: Row) -> T:
        """What was made of the activity of a row."""
        found = self._known.get(row.activity)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[row.activity] = self._make(self._reader.read_activity(row.activity))
        return found


def write_lines(lines: Iterator[str], target: TextIO, progress: Progress | None) -> None:
    """Write one text a span, empty for those left out, a good many at a time."""
    count = 0
    while chunk := list(islice(lines, _STEP)):
        target.write("".join(chunk))
        count += len(chunk)
        if progress is not None:
            progress(count)
