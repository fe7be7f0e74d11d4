"""Toggl Track's detailed report as CSV: entries made by hand, in the local time of the profile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from worktracker.interchange.csv_table import BadCellError, CsvTable, Row, WrittenTimes, lasting, length_ms
from worktracker.interchange.incoming import LeftOut, LocalTime, Seen, labels_of

_NEEDED = ("start date", "start time", "duration")


def read(file: BinaryIO, local: LocalTime, left_out: LeftOut) -> Iterator[tuple[int, int, Seen]]:
    """The entries of the first person in the file: start and end in milliseconds, and what they say."""
    times = WrittenTimes(local, (_start(row) for _, row in CsvTable(file, "Toggl", _NEEDED).rows()))
    file.seek(0)
    person: str | None = None
    for where, row in CsvTable(file, "Toggl", _NEEDED).rows():
        mine = row.get("email") or row.get("user") or ""
        person = mine if person is None else person
        try:
            start, end = _stretch(row, times)
        except BadCellError as error:
            left_out.skip(where, str(error))
            continue
        if mine.casefold() != person.casefold():
            left_out.skip(where, "it is another person's than the first.")
            continue
        labels = labels_of(row.get("project"), row.get("tags", "").split(","))
        title = row.get("description") or row.get("task") or row.get("project")
        yield start, end, Seen(title=title, labels=labels)


def _start(row: Row) -> str:
    return f"{row.get('start date', '')} {row.get('start time', '')}"


def _stretch(row: Row, times: WrittenTimes) -> tuple[int, int]:
    length = length_ms(row.get("duration", ""), "duration")
    day = row.get("end date") or row.get("stop date")
    time = row.get("end time") or row.get("stop time")
    if day and time:
        return times.stretch(_start(row), f"{day} {time}", length)
    return lasting(times.instant(_start(row), "start"), length)
