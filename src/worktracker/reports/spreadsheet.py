"""Reports as a spreadsheet (Office Open XML): times are numbers to reckon with, texts are never formulas."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from worktracker.errors import WorkTrackerError
from worktracker.model.days import DAY_MS
from worktracker.reports.about import About
from worktracker.reports.naming import label_words, name_of
from worktracker.reports.report import By, Report
from worktracker.reports.trend import Trend

if TYPE_CHECKING:
    from xlsxwriter import Format, Workbook, Worksheet

MOST_ROWS = 1_048_576 - 2
"""A sheet has 2^20 rows (ECMA-376); the first is the header, the last the sum."""

_PAPER_A4 = 9


def write_xlsx(report: Report, trend: Trend | None, about: About, target: BinaryIO) -> None:
    """Write a report as a workbook: its rows, how its time lies in the period, and what it is about.

    Args:
        report: what the first sheet holds.
        trend: what the second sheet holds; None where there is none.
        about: what the last sheet holds.
        target: what is written to.

    Raises:
        WorkTrackerError: it has more rows than a sheet.
    """
    from xlsxwriter import Workbook

    if len(report.rows) > MOST_ROWS:
        raise WorkTrackerError(
            f"A spreadsheet holds {MOST_ROWS:,} rows, and the report has {len(report.rows):,}.",
            "Use --format csv.",
        )
    # In memory: otherwise titles would lie in clear in temporary files for a while.
    made_in = BytesIO()
    book = Workbook(made_in, {"in_memory": True})
    book.set_properties({"title": f"Time by {name_of(report.by)}", "created": about.made})
    _Sheets(book).write(report, trend, about)
    book.close()
    target.write(made_in.getbuffer())


class _Sheets:
    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._head = book.add_format({"bold": True, "bottom": 1})
        self._right = book.add_format({"bold": True, "bottom": 1, "align": "right"})
        self._dim = book.add_format({"font_color": "#646b76"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._time = book.add_format({"num_format": "[h]:mm"})
        self._hours = book.add_format({"num_format": "0.00"})
        self._share = book.add_format({"num_format": "0.0%"})
        self._sum = book.add_format({"bold": True, "top": 1})
        self._sum_time = book.add_format({"bold": True, "top": 1, "num_format": "[h]:mm"})
        self._sum_hours = book.add_format({"bold": True, "top": 1, "num_format": "0.00"})

    def write(self, report: Report, trend: Trend | None, about: About) -> None:
        """Write all of them."""
        self._rows(report)
        if trend is not None:
            self._trend(trend)
        start, end = about.bounds
        told = {
            "From": start or "open",
            "To": end or "open",
            "By": name_of(report.by),
            "Only": about.only or "all",
            "Made": f"{about.made:%Y-%m-%d %H:%M}",
        }
        sheet = self._book.add_worksheet("About")
        sheet.set_column(0, 0, 12)
        sheet.set_column(1, 1, 32)
        for row, (name, text) in enumerate(told.items()):
            sheet.write_string(row, 0, name, self._dim)
            sheet.write_string(row, 1, text)

    def _sheet(self, title: str, first: str, *numbers: str) -> Worksheet:
        sheet = self._book.add_worksheet(title)
        sheet.write_string(0, 0, first, self._head)
        for column, name in enumerate(numbers, 1):
            sheet.write_string(0, column, name, self._right)
        sheet.set_column(0, 0, 48)
        sheet.set_column(1, len(numbers), 11)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_paper(_PAPER_A4)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _rows(self, report: Report) -> None:
        name = name_of(report.by)
        sheet = self._sheet(f"By {name}", name.capitalize(), "Time", "Hours", "Share")
        at = 1
        for row in report.rows:
            if report.by is By.DAY:
                sheet.write_datetime(at, 0, _midnight(date.fromisoformat(row.text)), self._day)
            elif row.text and row.state is None:
                sheet.write_string(at, 0, row.text)
            else:
                sheet.write_string(at, 0, label_words(report.by, row), self._dim)
            self._length(sheet, at, row.duration_ms, self._time, self._hours)
            sheet.write_number(at, 3, report.share(row), self._share)
            at += 1
        sheet.write_string(at, 0, "Total", self._sum)
        self._length(sheet, at, report.total_ms, self._sum_time, self._sum_hours)
        sheet.write_blank(at, 3, None, self._sum)

    def _trend(self, trend: Trend) -> None:
        sheet = self._sheet(
            f"{trend.unit.capitalize()} by {trend.unit}", trend.unit.capitalize(), "Time", "Hours"
        )
        for at, point in enumerate(trend.points, 1):
            if trend.unit == "day":
                sheet.write_datetime(at, 0, _midnight(point.first), self._day)
            else:
                sheet.write_string(at, 0, point.name)
            self._length(sheet, at, point.duration_ms, self._time, self._hours)

    def _length(self, sheet: Worksheet, at: int, length_ms: int, time: Format, hours: Format) -> None:
        sheet.write_number(at, 1, length_ms / DAY_MS, time)
        sheet.write_number(at, 2, length_ms / 3_600_000, hours)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - spreadsheets know no zones
