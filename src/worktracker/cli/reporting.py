"""``report``."""

from __future__ import annotations

from dataclasses import replace
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
from worktracker.model.period import Period
from worktracker.reports import comparison
from worktracker.reports.comparison import Comparison
from worktracker.reports.filtered import Only
from worktracker.reports.question import Question, answer
from worktracker.reports.report import MOST_ROWS, By
from worktracker.reports.writing import FileFormat, bounds, write_report
from worktracker.store.store import Store


class ReportFormat(StrEnum):
    """Formats in which reports are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"


class Weekday(StrEnum):
    """The days of the week in their order."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class Label(StrEnum):
    """What time can be without."""

    APP = "app"
    TITLE = "title"
    DOMAIN = "domain"
    URL = "url"
    DOCUMENT = "document"
    CATEGORY = "category"
    PROJECT = "project"
    CLIENT = "client"
    TAG = "tag"


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
    weekday: Annotated[Weekday | None, typer.Option("--weekday", help="Of this day of the week.")] = None,
    hour: Annotated[
        int | None, typer.Option("--hour", min=0, max=23, help="Of this hour of the clock; 9: to 10.")
    ] = None,
    without: Annotated[
        list[Label] | None,
        typer.Option(
            "--without", metavar="LABEL", help="What has no app, no category ..; may be given more than once."
        ),
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
    only = Only(
        app, title, url, domain, document, category, project, client, tag, source,
        None if weekday is None else list(Weekday).index(weekday), hour,
        tuple(dict.fromkeys(each.value for each in without or ())),
    )  # fmt: skip
    if idle and only.of_content:
        raise UsageError("Idle time is in no application and on no project.", "Leave --idle out.")
    wanted = ReportFormat.JSON if as_json else file_format or format_by_ending(output, _ENDINGS)
    if depth is not None and by is not By.CATEGORY:
        raise UsageError("--depth is for reports by category.", "Add --by category.")
    question = Question(period, by, only, idle, depth)
    short = compare is None and wanted in (None, ReportFormat.TABLE, ReportFormat.HTML)
    found = answer(store, question, MOST_ROWS if short else None)
    if compare is not None:
        comparison.require_comparable(by)
        other = _other_period(store, compare, start, period)
        pair = Comparison(found, answer(store, replace(question, period=other)))
        _write_comparison(pair, wanted or ReportFormat.TABLE, store, output)
        return
    if wanted is None or wanted is ReportFormat.TABLE:
        with text_output(output) as target:
            write_table(found, target, to_file=output not in (None, STANDARD_OUTPUT))
    elif wanted is ReportFormat.XLSX:
        with binary_output(output) as book:
            write_report(store, question, found, FileFormat.XLSX, book, context.clock)
    else:
        with text_output(output) as target:
            write_report(store, question, found, FileFormat(wanted), target.buffer, context.clock)
    tell_written(output)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(report)


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
            day_start_ms = store.settings.day_start_ms if store else 0
            limits, before = (
                bounds(each.period, context.clock, day_start_ms) for each in (pair.now, pair.before)
            )
            comparison.write_json(pair, target, limits, before)
        elif wanted == ReportFormat.CSV:
            comparison.write_csv(pair, target)
        else:
            write_comparison(pair, target, to_file=output not in (None, STANDARD_OUTPUT))
    tell_written(output)
