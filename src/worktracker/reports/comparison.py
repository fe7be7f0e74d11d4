"""One report beside the same of another time."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TextIO

from worktracker.errors import UsageError
from worktracker.model.cells import defused
from worktracker.reports.report import WEEKDAYS, By, Report, Row

_DATES = (By.DAY, By.WEEK, By.MONTH, By.YEAR)


@dataclass(frozen=True, slots=True)
class Compared:
    """A row, and the milliseconds that it had in the other time."""

    row: Row
    before_ms: int

    @property
    def change_ms(self) -> int:
        """How much more it is now, in milliseconds; less than zero for less."""
        return self.row.duration_ms - self.before_ms


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports of the same kind, row beside row."""

    now: Report
    before: Report

    @property
    def rows(self) -> tuple[Compared, ...]:
        """The rows of now in their order, then those that were only before; hours and weekdays in theirs."""
        lengths = {(row.key, row.state): row.duration_ms for row in self.before.rows}
        found = [Compared(row, lengths.pop((row.key, row.state), 0)) for row in self.now.rows]
        gone = [Compared(Row(key, 0, state), length) for (key, state), length in lengths.items()]
        if self.now.by.is_time:
            return tuple(sorted(found + gone, key=_place))
        return tuple(found + gone)


def _place(each: Compared) -> tuple[int, str]:
    """Where an hour or a day of the week stands."""
    key = each.row.text
    return (WEEKDAYS.index(key) if key in WEEKDAYS else -1), key


def require_comparable(by: By) -> None:
    """Refuse rows that another time can't have.

    Raises:
        UsageError: they are dates.
    """
    if by in _DATES:
        raise UsageError(f"By {by.value}, no two times have the same rows.", "Compare by hour or weekday.")


def write_csv(found: Comparison, target: TextIO) -> None:
    """As a report's CSV, with the seconds before and the change."""
    writer = csv.writer(target)
    writer.writerow(("key", "seconds", "hours", "share", "before_seconds", "change_seconds"))
    for each in found.rows:
        row = each.row
        writer.writerow(
            (
                defused(row.text),
                f"{row.duration_ms / 1000:.3f}",
                f"{row.duration_ms / 3_600_000:.2f}",
                f"{found.now.share(row):.4f}",
                f"{each.before_ms / 1000:.3f}",
                f"{each.change_ms / 1000:.3f}",
            )
        )


def write_json(
    found: Comparison,
    target: TextIO,
    bounds: tuple[str | None, str | None],
    bounds_before: tuple[str | None, str | None],
) -> None:
    """As a report's JSON, with the other time under ``compared_with``."""
    json.dump(
        {
            "from": bounds[0],
            "to": bounds[1],
            "by": found.now.by.value,
            "total_seconds": found.now.total_ms / 1000,
            "compared_with": {
                "from": bounds_before[0],
                "to": bounds_before[1],
                "total_seconds": found.before.total_ms / 1000,
            },
            "rows": [
                {
                    "key": each.row.text,
                    "seconds": each.row.duration_ms / 1000,
                    "share": round(found.now.share(each.row), 4),
                    "before_seconds": each.before_ms / 1000,
                    "change_seconds": each.change_ms / 1000,
                }
                for each in found.rows
            ],
        },
        target,
        ensure_ascii=False,
        indent=2,
    )
    target.write("\n")
