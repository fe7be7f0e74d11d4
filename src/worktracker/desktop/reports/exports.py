"""What of the page can be written into a file: its rows, or the spans behind them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from io import TextIOWrapper
from typing import BinaryIO

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from worktracker.clock import Clock
from worktracker.desktop.export import Paper
from worktracker.desktop.numbers import counted_text, number_text
from worktracker.desktop.reports.ranges import Range
from worktracker.desktop.reports.wording import noun_words
from worktracker.interchange.span_formats import WRITERS, SpanFormat
from worktracker.model.rounding import Rounding
from worktracker.reports import timesheet_files
from worktracker.reports.filtered import Only
from worktracker.reports.question import Question, answer
from worktracker.reports.timesheet import GAP_MS, Wanted, make_timesheet
from worktracker.reports.timesheet_page import write_timesheet_html
from worktracker.reports.timesheet_spreadsheet import write_timesheet_xlsx
from worktracker.reports.writing import FileFormat, about_now, bounds, write_report
from worktracker.store.store import Store


class Sheet(StrEnum):
    """Formats of timesheets; the values are their endings."""

    CSV = "csv"
    HTML = "html"
    XLSX = "xlsx"


Chosen = FileFormat | SpanFormat | Sheet
"""A format of the rows that are shown, of the spans behind them, or of a timesheet."""


def paper_of(chosen: Chosen, question: Question, days: Range, clock: Clock) -> Paper:
    """What is to be written of what is asked."""
    if isinstance(chosen, FileFormat):
        return report_paper(question, days, chosen, clock)
    if isinstance(chosen, Sheet):
        return timesheet_paper(days, question.only, chosen, clock)
    return spans_paper(days, chosen)


def report_paper(question: Question, days: Range, file_format: FileFormat, clock: Clock) -> Paper:
    """The rows that are shown, all of them."""

    def write(store: Store, file: BinaryIO) -> str:
        found = answer(store, question)
        store.tell_progress(None)
        write_report(store, question, found, file_format, file, clock)
        one = QCoreApplication.translate("Reports", "Exported: %1 row")
        return counted_text(len(found.rows), one, QCoreApplication.translate("Reports", "Exported: %1 rows"))

    title = QCoreApplication.translate("Reports", "Export the report by %1, not encrypted")
    return Paper(
        title.replace("%1", noun_words(question.by)),
        f"worktracker-{question.by}-{_days_in_name(days)}.{file_format}",
        f"{file_format.upper()} (*.{file_format})",
        write,
    )


def spans_paper(days: Range, file_format: SpanFormat) -> Paper:
    """Every span of the days that are shown."""

    def write(store: Store, file: BinaryIO) -> str:
        text = TextIOWrapper(file, "utf-8", newline="")
        WRITERS[file_format](store, days.period, text)
        text.flush()
        text.detach()
        return QCoreApplication.translate("Reports", "Exported: the spans of these days")

    return Paper(
        QCoreApplication.translate("Reports", "Export the spans of these days, not encrypted"),
        f"worktracker-spans-{_days_in_name(days)}.{file_format.ending}",
        f"{span_format_words(file_format)} (*.{file_format.ending})",
        write,
    )


def timesheet_paper(days: Range, only: Only, file_format: Sheet, clock: Clock) -> Paper:
    """The time by day and project, as it was worked; of the project or client that is filtered for."""

    def write(store: Store, file: BinaryIO) -> str:
        day_start_ms = store.settings.day_start_ms
        wanted = Wanted(only.project, only.client)
        found = make_timesheet(
            store.reader, days.period, Rounding(), wanted, day_start_ms=day_start_ms, gap_ms=GAP_MS
        )
        names = ", ".join(name for name in (only.client, only.project) if name)
        about = about_now(bounds(days.period, clock, day_start_ms), names, clock)
        if file_format is Sheet.XLSX:
            write_timesheet_xlsx(found, about, file)
        else:
            text = TextIOWrapper(file, "utf-8", newline="")
            if file_format is Sheet.HTML:
                write_timesheet_html(found, about, text)
            else:
                timesheet_files.write_csv(found, text)
            text.flush()
            text.detach()
        said = QCoreApplication.translate("Reports", "Exported: a timesheet of %1 lines")
        return said.replace("%1", number_text(len(found.lines)))

    return Paper(
        QCoreApplication.translate("Reports", "Export the timesheet of these days, not encrypted"),
        f"worktracker-timesheet-{_days_in_name(days)}.{file_format}",
        f"{file_format.upper()} (*.{file_format})",
        write,
    )


def span_format_words(file_format: SpanFormat) -> str:
    """A format of spans as it is offered."""
    return {
        SpanFormat.CSV: "CSV",
        SpanFormat.JSONL: "JSON Lines",
        SpanFormat.ICAL: QCoreApplication.translate("Reports", "Calendar"),
        SpanFormat.TIMEWARRIOR: "timewarrior",
        SpanFormat.ACTIVITYWATCH: "ActivityWatch",
        SpanFormat.TOGGL: "Toggl CSV",
    }[file_format]


def _days_in_name(days: Range) -> str:
    if days.first is None or days.last is None:
        return "all"
    first, last = days.first.isoformat(), days.last.isoformat()
    return first if first == last else f"{first}-to-{last}"


def fill(menu: QMenu, chosen: Callable[[Chosen], None]) -> None:
    """Offer every format of the report and of its spans; ``chosen`` hears which."""
    translate = QCoreApplication.translate
    _head(menu, translate("Reports", "These rows"))
    for file_format, text in (
        (FileFormat.CSV, "&CSV"),
        (FileFormat.JSON, "&JSON"),
        (FileFormat.HTML, translate("Reports", "Web &page (HTML), to read and print")),
        (FileFormat.XLSX, translate("Reports", "&Spreadsheet (XLSX)")),
    ):
        menu.addAction(text).triggered.connect(partial(_choose, chosen, file_format))
    _head(menu, translate("Reports", "Timesheet of these days"))
    for sheet, text in (
        (Sheet.CSV, "CSV"),
        (Sheet.HTML, translate("Reports", "Web page (HTML)")),
        (Sheet.XLSX, translate("Reports", "Spreadsheet (XLSX)")),
    ):
        menu.addAction(text).triggered.connect(partial(_choose, chosen, sheet))
    _head(menu, translate("Reports", "All spans of these days"))
    for each in SpanFormat:
        menu.addAction(span_format_words(each)).triggered.connect(partial(_choose, chosen, each))


def _head(menu: QMenu, text: str) -> None:
    """What the entries below are: a style sheet takes away the text of Qt's own sections."""
    if not menu.isEmpty():
        menu.addSeparator()
    menu.addAction(text).setEnabled(False)


def _choose(
    chosen: Callable[[Chosen], None],
    file_format: Chosen,
    _checked: bool = False,
) -> None:
    chosen(file_format)
