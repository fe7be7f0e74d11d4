"""RescueTime's log of activities as CSV: how long each was used in each hour, or each five minutes.

It does not say when in that time. So the activities of a time are laid one behind the other from its
beginning, in the order of the file; what does not fit overlaps those of the next, which comes later.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import BinaryIO

from worktracker.interchange.csv_table import BadCellError, CsvTable, WrittenTimes, lasting
from worktracker.interchange.incoming import LeftOut, LocalTime, Seen

_NEEDED = ("date", "time spent (seconds)", "activity")
_SITE = re.compile(r"(?!.*\.exe$)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}", re.ASCII)
_PROGRAM = re.compile(r"(?=.*[A-Z]).*\.(?:app|py|sh)")
"""Those are endings of sites too, which are always written small."""
_SECONDS = re.compile(r"\d{1,9}(?:\.0*)?", re.ASCII)


def read(file: BinaryIO, local: LocalTime, left_out: LeftOut) -> Iterator[tuple[int, int, Seen]]:
    """The time in front of each application or site: start and end in milliseconds."""
    dates = (row.get("date", "") for _, row in CsvTable(file, "RescueTime", _NEEDED).rows())
    times = WrittenTimes(local, dates)
    file.seek(0)
    used: dict[int, int] = defaultdict(int)
    for where, row in CsvTable(file, "RescueTime", _NEEDED).rows():
        try:
            begin = times.instant(row.get("date", ""), "date")
            length = _milliseconds(row.get("time spent (seconds)", ""))
            start, end = lasting(begin + used[begin], length)
        except BadCellError as error:
            left_out.skip(where, str(error))
            continue
        used[begin] += length
        yield start, end, _seen(row.get("activity", "").strip())


def _milliseconds(seconds: str) -> int:
    if not _SECONDS.fullmatch(seconds.strip()):
        raise BadCellError("its time spent is no number of seconds.")
    return int(seconds.partition(".")[0]) * 1000


def _seen(activity: str) -> Seen:
    if _SITE.fullmatch(activity.casefold()) and not _PROGRAM.fullmatch(activity):
        return Seen(domain=activity.casefold())
    return Seen(app=activity or None)
