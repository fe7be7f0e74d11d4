"""The formats in which spans are written, and what writes them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from worktracker.interchange import activitywatch, exporting, ical, timewarrior, toggl


class SpanFormat(StrEnum):
    """Formats in which spans are written."""

    CSV = "csv"
    JSONL = "jsonl"
    ICAL = "ical"
    TIMEWARRIOR = "timewarrior"
    ACTIVITYWATCH = "activitywatch"
    TOGGL = "toggl"

    @property
    def ending(self) -> str:
        """The ending of such a file's name, without its dot."""
        return {
            SpanFormat.CSV: "csv",
            SpanFormat.JSONL: "jsonl",
            SpanFormat.ICAL: "ics",
            SpanFormat.TOGGL: "csv",
        }.get(self, "json")


WRITERS: dict[SpanFormat, Callable[..., object]] = {
    SpanFormat.CSV: exporting.write_csv,
    SpanFormat.JSONL: exporting.write_jsonl,
    SpanFormat.ICAL: ical.write_ical,
    SpanFormat.TIMEWARRIOR: timewarrior.write_timewarrior,
    SpanFormat.ACTIVITYWATCH: activitywatch.write_activitywatch,
    SpanFormat.TOGGL: toggl.write_toggl,
}
"""Each is called with a store, a period, a text file that does not translate line ends, and a progress."""

EMPTY = {
    SpanFormat.JSONL: "",
    SpanFormat.ICAL: ical.EMPTY,
    SpanFormat.TIMEWARRIOR: timewarrior.EMPTY,
    SpanFormat.ACTIVITYWATCH: activitywatch.EMPTY,
    SpanFormat.TOGGL: toggl.EMPTY,
}
"""Files of no spans; that of CSV has its heading, which depends on what is asked for."""
