"""ManicTime's timelines as CSV, in local time: applications, documents, computer usage or tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from worktracker.interchange.csv_table import BadCellError, CsvTable, Row, WrittenTimes, length_ms
from worktracker.interchange.incoming import LeftOut, LocalTime, Seen
from worktracker.privacy.web import address_of

_NEEDED = ("name", "start", "end")
_AWAY = frozenset({"away", "session lock", "session locked", "locked"})
_NOTHING = frozenset({"active", "power off", "off"})


def read(file: BinaryIO, local: LocalTime, left_out: LeftOut) -> Iterator[tuple[int, int, Seen | None]]:
    """What was in front, or was tagged: start and end in milliseconds; None where nobody was there."""
    starts = (row.get("start", "") for _, row in CsvTable(file, "ManicTime", _NEEDED).rows())
    times = WrittenTimes(local, starts)
    file.seek(0)
    table = CsvTable(file, "ManicTime", _NEEDED)
    for where, row in table.rows():
        usage = row.get("name", "").strip().casefold() if "process" not in table.columns else ""
        if usage in _NOTHING:
            continue
        try:
            length = length_ms(row["duration"], "duration") if row.get("duration") else None
            start, end = times.stretch(row.get("start", ""), row.get("end", ""), length)
        except BadCellError as error:
            left_out.skip(where, str(error))
            continue
        yield start, end, None if usage in _AWAY else _seen(row)


def _seen(row: Row) -> Seen:
    app, name = row.get("process") or None, row.get("name") or None
    if address_of(name).domain is not None:
        return Seen(app, None, name)
    return Seen(app, name)
