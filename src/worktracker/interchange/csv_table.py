"""Tables that other tools write as text: with commas, semicolons or tabs, and times as people write them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO

from worktracker.interchange.incoming import LATEST_MS, BadRecordError, LocalTime, lines_of

_DELIMITERS = ",;\t"
_LONGEST_MS = 366 * 86_400_000
_DATE = r"(?P<one>\d{1,4})(?P<sep>[-/.])[ ]?(?P<two>\d{1,2})(?P=sep)[ ]?(?P<three>\d{1,4})\.?"
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
_HALF = r"\s*(?:(?P<half>[AaPp])\.?[Mm]\.?)?"
_WRITTEN = re.compile(rf"{_DATE}[ T,]+{_TIME}{_HALF}", re.ASCII)
_LENGTH = re.compile(
    r"(?:(?P<days>\d+)[.:](?=\d+:\d+:))?(?P<hours>\d+):(?P<minutes>\d{2}):(?P<seconds>\d{2})(?:[.,]\d+)?",
    re.ASCII,
)

Row = dict[str, str]
"""A line by the names of its columns, in lower case."""


class BadCellError(Exception):
    """A cell can't be read; says which, never what it holds."""


class CsvTable:
    """A file of lines below one that names the columns (RFC 4180; UTF-8, with or without a mark).

    Args:
        file: from its beginning.
        tool: whose export it is to be, for messages.
        columns: must be there, in lower case.

    Raises:
        BadRecordError: the first line does not name them.
    """

    def __init__(self, file: BinaryIO, tool: str, columns: Iterable[str]) -> None:
        self._lines = _decoded(lines_of(file))
        first = next(self._lines, "")
        delimiter = max(_DELIMITERS, key=first.count)
        try:
            header = next(csv.reader([first], delimiter=delimiter), None)
        except csv.Error:
            header = None
        self.columns = [name.strip().casefold() for name in header or ()]
        missing = [name for name in columns if name not in self.columns]
        if missing:
            raise BadRecordError(
                "Line 1", f"it names no column “{missing[0]}”: the file is no such export of {tool}'s."
            )
        self._reader = csv.reader(self._lines, delimiter=delimiter, strict=True)

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Each line with its position.

        Raises:
            BadRecordError: a line is no line of a table.
        """
        line = 2
        while True:
            where = f"Line {line}"
            try:
                cells = next(self._reader, None)
            except csv.Error:
                raise BadRecordError(where, "it is no line of a table.") from None
            if cells is None:
                return
            line = 2 + self._reader.line_num
            if any(cells):
                yield where, dict(zip(self.columns, cells, strict=False))


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        try:
            yield line.decode()
        except UnicodeDecodeError:
            raise BadRecordError(f"Line {number}", "it is not UTF-8.") from None


class WrittenTimes:
    """Local dates and times as a file writes them, in the order of day and month that it has.

    The year first is year, month, day. Otherwise a number above twelve tells the day; where none
    does, the month is first if the hours are those of half a day (AM, PM), else the day.

    Args:
        local: the user's zone.
        texts: every date of the file.
    """

    def __init__(self, local: LocalTime, texts: Iterable[str]) -> None:
        self._local = local
        self._month_first = _month_first(texts)

    def instant(self, text: str, name: str, *, fold: int = 0) -> int:
        """The instant in milliseconds; of a time that clocks show twice the first, or the second.

        Raises:
            BadCellError: the cell called ``name`` holds no time.
        """
        at = self._local.instant(self._read(text.strip(), name).replace(fold=fold))
        if not 0 <= at <= LATEST_MS:
            raise BadCellError(f"its {name} lies before 1970 or after 2500.")
        return at

    def stretch(self, start: str, end: str, length_ms: int | None) -> tuple[int, int]:
        """Start and end; where clocks show one of them twice, the ones that lie as far apart as is said.

        Raises:
            BadCellError: a time is none, or the end comes first.
        """
        found = [
            (self.instant(start, "start", fold=one), self.instant(end, "end", fold=other))
            for one, other in ((0, 0), (0, 1), (1, 1))
        ]
        start_ms, end_ms = next((each for each in found if each[1] - each[0] == length_ms), found[0])
        if end_ms < start_ms:
            raise BadCellError("it ends before it starts.")
        return lasting(start_ms, end_ms - start_ms)

    def _read(self, text: str, name: str) -> datetime:
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
        found = _WRITTEN.fullmatch(text)
        if found is None:
            raise BadCellError(f"its {name} is no time.")
        one, two, three = int(found["one"]), int(found["two"]), int(found["three"])
        if len(found["one"]) == 4:
            year, month, day = one, two, three
        elif self._month_first:
            month, day, year = one, two, three
        else:
            day, month, year = one, two, three
        hour = int(found["hour"])
        if found["half"]:
            if not 1 <= hour <= 12:
                raise BadCellError(f"its {name} is no time.")
            hour = hour % 12 + 12 * (found["half"] in "Pp")
        try:
            day_text = f"{year + 2000 * (year < 100):04}-{month:02}-{day:02}"
            return datetime.fromisoformat(f"{day_text}T{hour:02}:{found['minute']}:{found['second'] or '00'}")
        except ValueError:
            raise BadCellError(f"its {name} is no time.") from None


def _month_first(texts: Iterable[str]) -> bool:
    halves = False
    for text in texts:
        found = _WRITTEN.fullmatch(text.strip())
        if found is None or len(found["one"]) == 4:
            continue
        if int(found["one"]) > 12 or int(found["two"]) > 12:
            return int(found["two"]) > 12
        halves = halves or bool(found["half"])
    return halves


def length_ms(text: str, name: str) -> int:
    """A duration like ``01:30:00`` in milliseconds.

    Raises:
        BadCellError: the cell called ``name`` holds none.
    """
    found = _LENGTH.fullmatch(text.strip())
    if found is None or len(text) > 20:
        raise BadCellError(f"its {name} is no duration.")
    days, hours, minutes, seconds = map(int, found.groups("0"))
    return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000


def lasting(start_ms: int, length_ms: int) -> tuple[int, int]:
    """Start and end of what lasts so long.

    Raises:
        BadCellError: nobody does anything for so long, or it ends when there can have been no computer.
    """
    if length_ms > _LONGEST_MS:
        raise BadCellError("it lasts longer than a year.")
    if start_ms + length_ms > LATEST_MS:
        raise BadCellError("it ends after 2499.")
    return start_ms, start_ms + length_ms
