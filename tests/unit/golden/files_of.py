"""Every file that a store gives, by its name."""

from __future__ import annotations

import io
import json
from functools import partial
from typing import Any

from openpyxl import load_workbook

from tests.unit.golden.small_store import BOUNDS, DAYS, MADE
from worktracker.interchange import activitywatch, exporting, ical, timewarrior, toggl
from worktracker.model.period import Period
from worktracker.reports import formats
from worktracker.reports.about import About
from worktracker.reports.looks import Looks
from worktracker.reports.page import write_html
from worktracker.reports.report import By, make_report
from worktracker.reports.spread import categories_by_day
from worktracker.reports.spreadsheet import write_xlsx
from worktracker.reports.trend import Trend, make_trend
from worktracker.store.store import Store

EXPORTS = {
    "spans.csv": exporting.write_csv,
    "spans-explained.csv": partial(exporting.write_csv, explain=True),
    "spans.jsonl": exporting.write_jsonl,
    "calendar.ics": ical.write_ical,
    "timewarrior.json": timewarrior.write_timewarrior,
    "activitywatch.json": activitywatch.write_activitywatch,
    "toggl.csv": toggl.write_toggl,
}
PAGES = {"category.html": By.CATEGORY, "title.html": By.TITLE, "day.html": By.DAY}
SHEETS = {"title.xlsx.json": By.TITLE, "day.xlsx.json": By.DAY}
NAMES = (*EXPORTS, *PAGES, *SHEETS, "app.csv", "app.json")


def text_of(store: Store, name: str) -> str:
    """What a file holds; of a spreadsheet every cell with its type and its format, as JSON."""
    target = io.StringIO(newline="")
    if name in EXPORTS:
        EXPORTS[name](store, Period(), target)
    elif name in PAGES:
        by = PAGES[name]
        looks = Looks(store.reader.categories() if by is By.CATEGORY else None)
        report = make_report(store.reader, DAYS, by, idle=True)
        write_html(report, trend_of(store, by), looks, About(BOUNDS, MADE), target)
    elif name in SHEETS:
        return json.dumps(cells(workbook(store, SHEETS[name])), ensure_ascii=False, indent=1) + "\n"
    else:
        report = make_report(store.reader, DAYS, By.APP, idle=True)
        if name == "app.csv":
            formats.write_csv(report, target)
        else:
            formats.write_json(report, target, BOUNDS)
    return target.getvalue()


def trend_of(store: Store, by: By) -> Trend | None:
    """How a report lies in its days."""
    days = categories_by_day(store.reader, DAYS, idle=True) if by is By.CATEGORY else None
    return make_trend(DAYS, lambda each: make_report(store.reader, DAYS, each, idle=True), days)


def workbook(store: Store, by: By) -> bytes:
    """A report as a spreadsheet."""
    target = io.BytesIO()
    report = make_report(store.reader, DAYS, by, idle=True)
    write_xlsx(report, trend_of(store, by), About(BOUNDS, MADE), target)
    return target.getvalue()


def cells(book: bytes) -> dict[str, Any]:
    """Every sheet's cells: type, value and format, as openpyxl reads them."""
    return {
        sheet.title: [
            [f"{cell.data_type} {cell.value} {cell.number_format}" for cell in row]
            for row in sheet.iter_rows()
        ]
        for sheet in load_workbook(io.BytesIO(book))
    }
