"""What every file of spans is written with: texts that are made once, and many lines at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Generic, TextIO, TypeVar

from worktracker.model.labels import Labels
from worktracker.store.reader import Fields, Reader, Row

Progress = Callable[[int], None]
"""Hears now and then how many spans are done; may raise to cancel."""

_STEP = 1_000
_REMEMBERED = 50_000

T = TypeVar("T")


class OfActivities(Generic[T]):
    """What is made of the texts and labels of rows; most come more than once, so it is remembered."""

    def __init__(self, reader: Reader, make: Callable[[Fields, Labels], T]) -> None:
        self._reader = reader
        self._make = make
        self._known: dict[tuple[int | None, int | None], T] = {}

    def __call__(self, row: Row) -> T:
        """What was made of a row's activity, with what the user says of it."""
        key = row.activity, None if row.assignment is None else row.assignment.id
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[key] = self._make(*self._reader.read_labelled(row))
        return found


def write_lines(lines: Iterator[str], target: TextIO, progress: Progress | None) -> int:
    """Write one text a span, empty for those left out, a good many at a time; how many."""
    count = 0
    while chunk := list(islice(lines, _STEP)):
        target.write("".join(chunk))
        count += len(chunk)
        if progress is not None:
            progress(count)
    return count
