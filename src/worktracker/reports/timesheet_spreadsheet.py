"""Timesheets as a spreadsheet (Office Open XML): times and amounts are numbers to reckon with."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import BinaryIO

from worktracker.model.days import DAY_MS
from worktracker.reports.about import About
from worktracker.reports.timesheet import Timesheet, rounding_words

_COLUMNS = {
    "Day": 11, "Client": 24, "Project": 32, "Entries": 8, "Worked": 9, "Billed": 9, "Hours": 9,
    "Rate": 9, "Currency": 9, "Amount": 11,
}  # fmt: skip
"""The columns with their widths in characters."""


def write_timesheet_xlsx(found: Timesheet, about: About, target: BinaryIO) -> None:
    """Write a timesheet as a workbook of one sheet."""
    from xlsxwriter import Workbook

    # In memory: otherwise names would lie in clear in temporary files for a while.
    made_in = BytesIO()
    book = Workbook(made_in, {"in_memory": True})
    book.set_properties({"title": "Timesheet", "created": about.made})
    head = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    time = book.add_format({"num_format": "[h]:mm"})
    hours = book.add_format({"num_format": "0.00"})
    sums = book.add_format({"bold": True, "top": 1})
    sum_time = book.add_format({"bold": True, "top": 1, "num_format": "[h]:mm"})
    sheet = book.add_worksheet("Timesheet")
    for column, (name, width) in enumerate(_COLUMNS.items()):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    at = 0
    for at, line in enumerate(found.lines, 1):
        project = line.project
        sheet.write_datetime(at, 0, datetime(line.day.year, line.day.month, line.day.day), day)  # noqa: DTZ001 - spreadsheets know no zones
        sheet.write_string(at, 1, project.client or "" if project else "")
        sheet.write_string(at, 2, project.name if project else "(no project)")
        sheet.write_number(at, 3, line.entries)
        sheet.write_number(at, 4, line.worked_ms / DAY_MS, time)
        sheet.write_number(at, 5, line.billed_ms / DAY_MS, time)
        sheet.write_number(at, 6, line.billed_ms / 3_600_000, hours)
        if project and line.amount is not None:
            sheet.write_number(at, 7, float(Decimal(project.rate or 0)), hours)
            sheet.write_string(at, 8, project.currency or "")
            sheet.write_number(at, 9, float(line.amount), hours)
    sheet.write_string(at + 1, 0, "Total", sums)
    for column in range(1, len(_COLUMNS)):
        sheet.write_blank(at + 1, column, None, sums)
    sheet.write_number(at + 1, 4, found.worked_ms / DAY_MS, sum_time)
    sheet.write_number(at + 1, 5, found.billed_ms / DAY_MS, sum_time)
    for more, (currency, amount) in enumerate(found.amounts.items(), 1):
        sheet.write_string(at + more, 8, currency, sums)
        sheet.write_number(at + more, 9, float(amount), sums)
    if found.rounding.step_min:
        sheet.write_string(at + 2 + len(found.amounts), 0, rounding_words(found.rounding))
    book.close()
    target.write(made_in.getbuffer())
