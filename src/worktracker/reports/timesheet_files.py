"""Timesheets as CSV and JSON."""

from __future__ import annotations

import csv
import json
from typing import Any, TextIO

from worktracker.model.cells import defused
from worktracker.model.rounding import HOUR_MS
from worktracker.reports.timesheet import Line, Timesheet

_COLUMNS = (
    "date", "client", "project", "entries", "worked_seconds", "billed_seconds", "rounded_by_seconds",
    "hours", "rate", "currency", "amount",
)  # fmt: skip


def _cells(line: Line) -> tuple[Any, ...]:
    project = line.project
    return (
        line.day.isoformat(),
        project.client if project else None,
        project.name if project else None,
        line.entries,
        line.worked_ms / 1000,
        line.billed_ms / 1000,
        (line.billed_ms - line.worked_ms) / 1000,
        round(line.billed_ms / HOUR_MS, 4),
        project.rate if project else None,
        project.currency if project else None,
        None if line.amount is None else str(line.amount),
    )


def write_csv(found: Timesheet, target: TextIO) -> None:
    """RFC 4180; seconds with three decimals, hours with four, money as decimals."""
    writer = csv.writer(target)
    writer.writerow(_COLUMNS)
    for line in found.lines:
        day, client, project, entries, worked, billed, by, hours, *money = _cells(line)
        seconds = (f"{value:.3f}" for value in (worked, billed, by))
        writer.writerow((day, defused(client), defused(project), entries, *seconds, f"{hours:.4f}", *money))


def write_json(found: Timesheet, target: TextIO) -> None:
    """One object; lines with the names of the CSV's columns."""
    json.dump(
        {
            "rounding": {
                "minutes": found.rounding.step_min or None,
                "direction": found.rounding.direction.value if found.rounding.step_min else None,
                "per": found.rounding.per.value if found.rounding.step_min else None,
            },
            "worked_seconds": found.worked_ms / 1000,
            "billed_seconds": found.billed_ms / 1000,
            "amounts": {currency: str(amount) for currency, amount in found.amounts.items()},
            "lines": [dict(zip(_COLUMNS, _cells(line), strict=True)) for line in found.lines],
        },
        target,
        ensure_ascii=False,
        indent=2,
    )
    target.write("\n")
