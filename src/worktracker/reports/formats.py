"""Reports as CSV and JSON."""

from __future__ import annotations

import csv
import json
from typing import TextIO

from worktracker.model.cells import defused
from worktracker.reports.report import Report


def write_csv(report: Report, target: TextIO) -> None:
    """RFC 4180 with a header: seconds with three decimals, hours with two, share with four."""
    writer = csv.writer(target)
    writer.writerow(("key", "seconds", "hours", "share"))
    for row in report.rows:
        length = row.duration_ms
        writer.writerow(
            (
                defused(row.text),
                f"{length // 1000}.{length % 1000:03d}",
                f"{length / 3_600_000:.2f}",
                f"{report.share(row):.4f}",
            )
        )


def write_json(report: Report, target: TextIO, bounds: tuple[str | None, str | None]) -> None:
    """One object; ``from`` and ``to`` are null where the period is open."""
    start, end = bounds
    json.dump(
        {
            "from": start,
            "to": end,
            "by": report.by.value,
            "total_seconds": report.total_ms / 1000,
            "rows": [
                {"key": row.text, "seconds": row.duration_ms / 1000, "share": round(report.share(row), 4)}
                for row in report.rows
            ],
        },
        target,
        ensure_ascii=False,
        indent=2,
    )
    target.write("\n")
