"""``days``."""

from __future__ import annotations

import csv
import json
import sys
from enum import StrEnum
from typing import Annotated, TextIO

import typer

from worktracker.cli import context
from worktracker.cli.context import From, Json, Output, To
from worktracker.cli.output import STANDARD_OUTPUT, format_by_ending, one_of, tell_written, text_output
from worktracker.model.cells import defused
from worktracker.model.days import local_datetime
from worktracker.model.instants import InstantText
from worktracker.reports.focus import DayCourse, FocusBy, day_courses

_COLUMNS = ("date", "first", "last", "active_seconds", "focus_seconds", "focus_on", "switches")


class DaysFormat(StrEnum):
    """Formats in which the courses of days are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


_ENDINGS = {"csv": DaysFormat.CSV, "json": DaysFormat.JSON}


def days(
    start: From = None,
    end: To = None,
    by: Annotated[FocusBy, typer.Option("--by", "-b", help="On what a focus is.")] = FocusBy.APP,
    file_format: Annotated[
        DaysFormat | None,
        typer.Option("--format", "-f", help=f"{one_of(DaysFormat)}; without it, by the file's ending."),
    ] = None,
    output: Output = None,
    as_json: Json = False,
) -> None:
    """How days went: first and last activity, longest focus, switches; without options this week's.

    A focus lasts while nothing else comes in between for more than a minute.

    Example: worktracker days --from month --by category
    """
    opened = context.open_store()
    store = opened.store if opened else None
    if start is None and end is None:
        start = end = "week"
    period = context.times(store).period(start, end)
    found: list[DayCourse] = []
    if store is not None:
        found = day_courses(store.reader, period, by, store.settings.day_start_ms)
    chosen = DaysFormat.JSON if as_json else file_format or format_by_ending(output, _ENDINGS)
    with text_output(output) as target:
        if chosen is DaysFormat.JSON:
            json.dump([_fields(each) for each in found], target, ensure_ascii=False, indent=2)
            target.write("\n")
        elif chosen is DaysFormat.CSV:
            _write_csv(found, target)
        else:
            _write_table(found, by, target, to_file=output not in (None, STANDARD_OUTPUT))
    tell_written(output)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(days)


def _fields(course: DayCourse) -> dict[str, str | int | float | None]:
    focus = course.longest
    values = (
        course.day.isoformat(),
        InstantText(course.first_offset_s)(course.first_ms),
        InstantText(course.last_offset_s)(course.last_ms),
        course.active_ms / 1000,
        focus.duration_ms / 1000 if focus else 0.0,
        focus.label if focus else None,
        course.switches,
    )
    return dict(zip(_COLUMNS, values, strict=True))


def _write_csv(found: list[DayCourse], target: TextIO) -> None:
    """RFC 4180; seconds with three decimals."""
    writer = csv.writer(target)
    writer.writerow(_COLUMNS)
    for course in found:
        day, first, last, active, focus, label, count = _fields(course).values()
        label = defused(label) if isinstance(label, str) else label
        writer.writerow((day, first, last, f"{active:.3f}", f"{focus:.3f}", label, count))


def _write_table(found: list[DayCourse], by: FocusBy, target: TextIO, *, to_file: bool) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from worktracker.reports.words import duration_words

    if not found:
        target.write("Nothing was recorded in this time.\n")
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("Day", "First", "Last"):
        table.add_column(heading, no_wrap=True)
    table.add_column("Active", justify="right", no_wrap=True)
    table.add_column("Longest focus", justify="right", no_wrap=True)
    table.add_column(f"on {by.value}", overflow="ellipsis", no_wrap=True)
    table.add_column("Switches", justify="right", no_wrap=True)
    for course in found:
        focus = course.longest
        table.add_row(
            f"{course.day:%a} {course.day.isoformat()}",
            f"{local_datetime(course.first_ms, course.first_offset_s):%H:%M}",
            f"{local_datetime(course.last_ms, course.last_offset_s):%H:%M}",
            duration_words(course.active_ms),
            duration_words(focus.duration_ms) if focus else "",
            Text(focus.label if focus else ""),
            str(course.switches),
        )
    on_screen = not to_file and sys.stdout.isatty()
    widest = max(len(course.longest.label) if course.longest else 0 for course in found)
    Console(file=target, width=None if on_screen else widest * 2 + 100, force_terminal=on_screen).print(table)
