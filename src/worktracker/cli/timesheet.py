"""``timesheet``."""

from __future__ import annotations

import sys
from enum import StrEnum
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
from worktracker.errors import UsageError
from worktracker.model.durations import parse_duration
from worktracker.model.rounding import STEPS_MIN, Direction, Per, Rounding
from worktracker.reports import timesheet_files
from worktracker.reports.about import About
from worktracker.reports.timesheet import Timesheet, Wanted, make_timesheet
from worktracker.reports.writing import about_now, bounds
from worktracker.store.store import Store


class TimesheetFormat(StrEnum):
    """Formats in which timesheets are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"


_ENDINGS = {one.value: one for one in TimesheetFormat if one is not TimesheetFormat.TABLE}


def timesheet(
    start: From = None,
    end: To = None,
    project: Annotated[str | None, typer.Option("--project", help="Of this project only.")] = None,
    client: Annotated[str | None, typer.Option("--client", help="Of this client's projects only.")] = None,
    unassigned: Annotated[
        bool, typer.Option("--unassigned", help="Also time that is on no project.")
    ] = False,
    step: Annotated[
        int | None,
        typer.Option("--step", metavar="MINUTES", help=f"Round to {one_of(map(str, STEPS_MIN))} minutes."),
    ] = None,
    direction: Annotated[
        Direction | None, typer.Option("--round", help="Where rounding goes; nearest takes halves up.")
    ] = None,
    per: Annotated[
        Per | None, typer.Option("--per", help="Round each entry, or each project's sum of a day.")
    ] = None,
    gap: Annotated[
        str,
        typer.Option("--gap", metavar="DUR", help="What is interrupted for no longer is still one entry."),
    ] = "5m",
    file_format: Annotated[
        TimesheetFormat | None,
        typer.Option("--format", "-f", help=f"{one_of(TimesheetFormat)}; without it, by the file's ending."),
    ] = None,
    output: Output = None,
    as_json: Json = False,
) -> None:
    """Billable time by day and project; without options this month's.

    Example: worktracker timesheet --from month --step 15 --round up --per entry
    """
    rounding = _rounding(step, direction, per)
    gap_ms = parse_duration(gap)
    opened = context.open_store()
    store = opened.store if opened else None
    if start is None and end is None:
        start = end = "month"
    period = context.times(store).period(start, end)
    wanted = _wanted(store, project, client, unassigned=unassigned)
    found = Timesheet(period, rounding, ())
    if store is not None:
        day_start_ms = store.settings.day_start_ms
        found = make_timesheet(
            store.reader, period, rounding, wanted, day_start_ms=day_start_ms, gap_ms=gap_ms
        )
    chosen = TimesheetFormat.JSON if as_json else file_format or format_by_ending(output, _ENDINGS)
    if chosen is TimesheetFormat.XLSX:
        from worktracker.reports.timesheet_spreadsheet import write_timesheet_xlsx

        with binary_output(output) as workbook:
            write_timesheet_xlsx(found, _about(found, store, client, project), workbook)
        tell_written(output)
        return
    with text_output(output) as target:
        if chosen is TimesheetFormat.JSON:
            timesheet_files.write_json(found, target)
        elif chosen is TimesheetFormat.HTML:
            from worktracker.reports.timesheet_page import write_timesheet_html

            write_timesheet_html(found, _about(found, store, client, project), target)
        elif chosen is TimesheetFormat.CSV:
            timesheet_files.write_csv(found, target)
        else:
            _write_table(found, target, to_file=output not in (None, STANDARD_OUTPUT))
    tell_written(output)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(timesheet)


def _rounding(step: int | None, direction: Direction | None, per: Per | None) -> Rounding:
    if step is None:
        if direction is not None or per is not None:
            raise UsageError("It is not said to how many minutes to round.", "Add for example: --step 15")
        return Rounding()
    if step not in STEPS_MIN:
        raise UsageError(f"Time is rounded to {one_of(map(str, STEPS_MIN))} minutes.")
    return Rounding(step, direction or Direction.NEAREST, per or Per.DAY)


def _wanted(store: Store | None, project: str | None, client: str | None, *, unassigned: bool) -> Wanted:
    known = [] if store is None else list(store.reader.projects().values())
    if project is not None and project.casefold() not in {each.name.casefold() for each in known}:
        raise UsageError("There is no such project.", "See: worktracker project list")
    if client is not None and client.casefold() not in {(each.client or "").casefold() for each in known}:
        raise UsageError("No project has such a client.", "See: worktracker project list")
    return Wanted(project, client, unassigned)


def _about(found: Timesheet, store: Store | None, client: str | None, project: str | None) -> About:
    """Client and project as their names are written, and not as they were asked for."""
    only = [line.project for line in found.lines if line.project]
    names = [
        *({each.client or "" for each in only} if client is not None else ()),
        *({each.name for each in only} if project is not None else ()),
    ]
    limits = bounds(found.period, context.clock, store.settings.day_start_ms if store else 0)
    return about_now(limits, ", ".join(names), context.clock)


def _write_table(found: Timesheet, target: TextIO, *, to_file: bool) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from worktracker.reports.words import duration_words

    if not found.lines:
        target.write(
            "No time of this period is on a project.\nSee: worktracker project --help, or add --unassigned.\n"
        )
        return
    rounded = bool(found.rounding.step_min)
    priced = bool(found.amounts)
    table = Table(box=SIMPLE_HEAD, show_footer=True, pad_edge=False)
    table.add_column("Day", "Total", no_wrap=True)
    table.add_column("Project", overflow="ellipsis", no_wrap=True)
    table.add_column("Client", overflow="ellipsis", no_wrap=True)
    table.add_column("Worked", duration_words(found.worked_ms), justify="right", no_wrap=True)
    if rounded:
        table.add_column("Billed", duration_words(found.billed_ms), justify="right", no_wrap=True)
        table.add_column("Rounded by", _by(found.billed_ms - found.worked_ms), justify="right", no_wrap=True)
    if priced:
        sums = "\n".join(f"{amount} {currency}".strip() for currency, amount in found.amounts.items())
        table.add_column("Amount", sums, justify="right", no_wrap=True)
    before = None
    for line in found.lines:
        project = line.project
        cells = [
            Text("" if line.day == before else line.day.isoformat()),
            Text(project.name) if project else Text("(no project)", style="dim"),
            Text(project.client or "" if project else ""),
            Text(duration_words(line.worked_ms)),
        ]
        if rounded:
            cells += [
                Text(duration_words(line.billed_ms)),
                Text(_by(line.billed_ms - line.worked_ms), style="dim"),
            ]
        if priced:
            currency = (project.currency if project else None) or ""
            cells.append(Text("" if line.amount is None else f"{line.amount} {currency}".strip()))
        table.add_row(*cells)
        before = line.day
    on_screen = not to_file and sys.stdout.isatty()
    named = (line.project for line in found.lines if line.project)
    widest = max((len(each.name + (each.client or "")) for each in named), default=0)
    Console(file=target, width=None if on_screen else widest * 2 + 120, force_terminal=on_screen).print(table)


def _by(length_ms: int) -> str:
    from worktracker.reports.words import duration_words

    if not length_ms:
        return "0"
    return ("+" if length_ms > 0 else "-") + duration_words(abs(length_ms))
