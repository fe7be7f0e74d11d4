"""``report``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from worktracker.cli import context
from worktracker.cli.context import From, Json, Output, To
from worktracker.cli.label_options import App, Document, Domain, Title, Url
from worktracker.cli.output import (
    STANDARD_OUTPUT,
    binary_output,
    format_by_ending,
    one_of,
    tell_written,
    text_output,
)
from worktracker.cli.report_table import write_comparison, write_table
from worktracker.errors import UsageError
from worktracker.model.days import local_datetime
from worktracker.model.instants import InstantText
from worktracker.model.period import Period
from worktracker.reports import comparison, formats
from worktracker.reports.about import About
from worktracker.reports.comparison import Comparison
from worktracker.reports.filtered import Only, filtered_report
from worktracker.reports.report import By, Report, at_depth, make_report
from worktracker.reports.trend import categories_by_day, make_trend
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
    app: App = None,
    title: Title = None,
    url: Url = None,
    domain: Domain = None,
    document: Document = None,
    category: Annotated[
        str | None, typer.Option("--category", metavar="PATH", help="Of it and what lies below it.")
    ] = None,
    project: Annotated[str | None, typer.Option("--project", help="Of this project.")] = None,
    client: Annotated[str | None, typer.Option("--client", help="Of this client's projects.")] = None,
    tag: Annotated[str | None, typer.Option("--tag", help="What has this tag.")] = None,
    source: Annotated[
        str | None, typer.Option("--source", help="Of this source alone: recorded, manual, or an import's.")
    ] = None,
    depth: Annotated[
        int | None, typer.Option("--depth", min=1, help="Of categories: 1 for those at the top alone.")
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(
            "--compare",
            metavar="T",
            help="Set another time beside it: previous, yesterday, 2026-10-01..2026-10-31.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Totals; without options today's, by application. What is asked for together must all hold.

    Example: worktracker report --from month --by project --category Work --compare previous
    """
    opened = context.open_store()
    store = opened.store if opened else None
    if start is None and end is None:
        start = end = "today"
    period = context.times(store).period(start, end)
    only = Only(app, title, url, domain, document, category, project, client, tag, source)
    if idle and only.of_content:
        raise UsageError("Idle time is in no application and on no project.", "Leave --idle out.")
    wanted = ReportFormat.JSON if as_json else file_format or format_by_ending(output, _ENDINGS)
    if depth is not None and by is not By.CATEGORY:
        raise UsageError("--depth is for reports by category.", "Add --by category.")
    found = _make(store, period, by, only, idle=idle, depth=depth)
    if compare is not None:
        comparison.require_comparable(by)
        other = _other_period(store, compare, start, period)
        pair = Comparison(found, _make(store, other, by, only, idle=idle, depth=depth))
        _write_comparison(pair, wanted or ReportFormat.TABLE, store, output)
        return
    if wanted in (ReportFormat.HTML, ReportFormat.XLSX):
        _write_document(ReportFormat(wanted), found, store, output, only, idle=idle)
    else:
        with text_output(output) as target:
            if wanted == ReportFormat.JSON:
                formats.write_json(found, target, bounds(period, store))
            elif wanted == ReportFormat.CSV:
                formats.write_csv(found, target)
            else:
                write_table(found, target, to_file=output not in (None, STANDARD_OUTPUT))
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


def _make(
    store: Store | None, period: Period, by: By, only: Only, *, idle: bool, depth: int | None
) -> Report:
    found = _whole(store, period, by, only, idle=idle)
    return found if depth is None else at_depth(found, depth)


def _whole(store: Store | None, period: Period, by: By, only: Only, *, idle: bool) -> Report:
    if store is None:
        return Report(by, period, ())
    if only:
        day_start_ms = store.settings.day_start_ms
        return filtered_report(
            store.reader, period, by, only, day_start_ms, idle=idle, week_start=store.settings.week_start
        )
    return make_report(store.reader, period, by, idle=idle, week_start=store.settings.week_start)


def _other_period(store: Store | None, text: str, start: str | None, period: Period) -> Period:
    """The time that ``--compare`` names.

    Raises:
        UsageError: it names none.
    """
    times = context.times(store)
    if text.strip().lower() == "previous":
        return times.before(start or "", period)
    first, dots, last = text.partition("..")
    return times.period(first.strip() or None, (last if dots else first).strip() or None)


def _write_comparison(
    pair: Comparison, wanted: ReportFormat, store: Store | None, output: Path | None
) -> None:
    if wanted in (ReportFormat.HTML, ReportFormat.XLSX):
        raise UsageError(f"A comparison can't be written as {wanted}.", "It can as a table, csv or json.")
    with text_output(output) as target:
        if wanted == ReportFormat.JSON:
            limits, before = bounds(pair.now.period, store), bounds(pair.before.period, store)
            comparison.write_json(pair, target, limits, before)
        elif wanted == ReportFormat.CSV:
            comparison.write_csv(pair, target)
        else:
            write_comparison(pair, target, to_file=output not in (None, STANDARD_OUTPUT))
    tell_written(output)


def _write_document(
    wanted: ReportFormat, found: Report, store: Store | None, output: Path | None, only: Only, *, idle: bool
) -> None:
    """What is more than rows: how they lie in the time, what they are of, and their colours."""
    trend = None
    in_colour = store is not None and found.by is By.CATEGORY
    if store is not None:
        days = None
        if in_colour and not only:
            days = categories_by_day(store.reader, found.period, idle=idle)
        trend = make_trend(
            found.period,
            lambda by: _whole(store, found.period, by, only, idle=idle),
            days,
            store.settings.week_start,
        )
    now = context.clock.now().wall_ms
    made = local_datetime(now, context.clock.zone_at(now).offset_s)
    about = About(bounds(found.period, store), made, only.in_words)
    if wanted == ReportFormat.HTML:
        from worktracker.reports.looks import Looks
        from worktracker.reports.page import write_html

        looks = Looks(store.reader.categories() if store and in_colour else None)
        with text_output(output) as target:
            write_html(found, trend, looks, about, target)
    else:
        from worktracker.reports.spreadsheet import write_xlsx

        with binary_output(output) as target:
            write_xlsx(found, trend, about, target)
