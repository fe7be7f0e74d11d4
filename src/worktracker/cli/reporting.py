"""``report``."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from worktracker.cli import context
from worktracker.cli.context import From, Json, Output, To
from worktracker.cli.output import (
    STANDARD_OUTPUT,
    binary_output,
    format_by_ending,
    one_of,
    tell_written,
    text_output,
)
from worktracker.errors import WorkTrackerError
from worktracker.model.days import local_datetime
from worktracker.model.instants import InstantText
from worktracker.model.period import Period
from worktracker.reports import formats
from worktracker.reports.report import By, Report, make_report
from worktracker.reports.trend import make_trend
from worktracker.store.store import Store


class ReportFormat(StrEnum):
    """Formats in which reports are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"


_ENDINGS = {one.value: one for one in ReportFormat if one is not ReportFormat.TABLE}
"""What is chosen by a file's name."""


def report(
    start: From = None,
    end: To = None,
    by: Annotated[By, typer.Option("--by", "-b", help="What the rows are.")] = By.APP,
    file_format: Annotated[
        ReportFormat | None,
        typer.Option(
            "--format", "-f", help=f"{one_of(ReportFormat)}; without it, by the file's ending, or a table."
        ),
    ] = None,
    output: Output = None,
    idle: Annotated[bool, typer.Option("--idle", help="Count idle and locked time too.")] = False,
    as_json: Json = False,
) -> None:
    """Totals; without options today's, by application.

    Example: worktracker report --from month --by day
    """
    opened = context.open_store()
    store = opened.store if opened else None
    if start is None and end is None:
        start = end = "today"
    period = context.times(store).period(start, end)
    found = Report(by, period, ()) if store is None else make_report(store.reader, period, by, idle=idle)
    wanted = ReportFormat.JSON if as_json else file_format or format_by_ending(output, _ENDINGS)
    if wanted in (ReportFormat.HTML, ReportFormat.XLSX):
        _write_document(ReportFormat(wanted), found, store, output, idle=idle)
    else:
        with text_output(output) as target:
            if wanted == ReportFormat.JSON:
                formats.write_json(found, target, bounds(period, store))
            elif wanted == ReportFormat.CSV:
                formats.write_csv(found, target)
            else:
                _write_table(found, target, to_file=output not in (None, STANDARD_OUTPUT))
    tell_written(output)


def bounds(period: Period, store: Store | None) -> tuple[str | None, str | None]:
    """First instant and end of a period as the local zone shows them; None where it is open."""
    day_start = store.settings.day_start_ms if store else 0
    found: list[str | None] = []
    for at_end in (False, True):
        # The offset that holds at a bound decides where it lies, and the other way round: look twice.
        at = None
        offset = context.clock.zone_at(context.clock.now().wall_ms).offset_s
        for _ in range(2):
            at = period.window(offset, day_start)[at_end]
            if abs(at) >= 1 << 60:
                at = None
                break
            offset = context.clock.zone_at(at).offset_s
        found.append(None if at is None else InstantText(offset)(at))
    return found[0], found[1]


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(report)


def _write_document(
    wanted: ReportFormat, found: Report, store: Store | None, output: Path | None, *, idle: bool
) -> None:
    """What is more than rows: how the time lies in the period, when it was asked for, what colours it has."""
    trend = make_trend(store.reader, found.period, found.by, idle=idle) if store else None
    now = context.clock.now().wall_ms
    made = local_datetime(now, context.clock.zone_at(now).offset_s)
    limits = bounds(found.period, store)
    if wanted == ReportFormat.HTML:
        from worktracker.reports.looks import Looks
        from worktracker.reports.page import write_html

        looks = Looks(store.reader.categories() if store and found.by is By.CATEGORY else None)
        with text_output(output) as target:
            write_html(found, trend, looks, target, limits, made)
    else:
        from worktracker.reports.spreadsheet import write_xlsx

        with binary_output(output) as target:
            write_xlsx(found, trend, target, limits, made)


def _write_table(found: Report, target: TextIO, *, to_file: bool) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from worktracker.reports.words import duration_words

    on_screen = not to_file and sys.stdout.isatty()
    if not found.rows:
        target.write("Nothing was recorded in this time.\n")
        return
    table = Table(box=SIMPLE_HEAD, show_footer=True, pad_edge=False)
    table.add_column(found.by.value.capitalize(), "Total", overflow="ellipsis", no_wrap=True)
    table.add_column("Time", duration_words(found.total_ms), justify="right", no_wrap=True)
    table.add_column("Share", justify="right", no_wrap=True)
    for row in found.rows:
        name = row.text or f"(no {found.by.value})"
        style = "" if row.text and row.state is None else "dim"
        share = f"{found.share(row) * 100:.0f} %"
        table.add_row(Text(name, style=style), duration_words(row.duration_ms), share)
    # A pipe has no width: nothing is cut there.
    widest = max(len(row.text) for row in found.rows) * 2 + 60
    # Said outright: FORCE_COLOR would have rich write colours into a file too.
    console = Console(file=target, width=None if on_screen else widest, force_terminal=on_screen)
    try:
        console.print(table)
    except UnicodeEncodeError as error:
        raise WorkTrackerError("The terminal can't show this text.", "Use --format csv.") from error
