"""``export``."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from worktracker.cli import context
from worktracker.cli.context import From, Output, To
from worktracker.cli.output import format_by_ending, one_of, progress_of, tell_written, text_output
from worktracker.interchange import activitywatch, exporting, ical, timewarrior, toggl


class ExportFormat(StrEnum):
    """Formats in which spans are written."""

    CSV = "csv"
    JSONL = "jsonl"
    ICAL = "ical"
    TIMEWARRIOR = "timewarrior"
    ACTIVITYWATCH = "activitywatch"
    TOGGL = "toggl"


_ENDINGS = {"csv": ExportFormat.CSV, "jsonl": ExportFormat.JSONL, "ics": ExportFormat.ICAL}
"""What is chosen by a file's name; .json could be two of them."""

_WRITERS: dict[ExportFormat, Callable[..., object]] = {
    ExportFormat.CSV: exporting.write_csv,
    ExportFormat.JSONL: exporting.write_jsonl,
    ExportFormat.ICAL: ical.write_ical,
    ExportFormat.TIMEWARRIOR: timewarrior.write_timewarrior,
    ExportFormat.ACTIVITYWATCH: activitywatch.write_activitywatch,
    ExportFormat.TOGGL: toggl.write_toggl,
}

_EMPTY = {
    ExportFormat.JSONL: "",
    ExportFormat.ICAL: ical.EMPTY,
    ExportFormat.TIMEWARRIOR: timewarrior.EMPTY,
    ExportFormat.ACTIVITYWATCH: activitywatch.EMPTY,
    ExportFormat.TOGGL: toggl.EMPTY,
}
"""Files of no spans, for when there is no record yet."""

_EXPLAINED = (ExportFormat.CSV, ExportFormat.JSONL)


def export(
    file_format: Annotated[
        ExportFormat | None,
        typer.Option("--format", "-f", help=f"{one_of(ExportFormat)}; without it, by the file's ending."),
    ] = None,
    start: From = None,
    end: To = None,
    output: Output = None,
    all_sources: Annotated[
        bool, typer.Option("--all-sources", help="Every source, overlaps and all.")
    ] = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Add what saw each span, and what decided what was kept of it."),
    ] = False,
) -> None:
    """Write the spans themselves, oldest first.

    Example: worktracker export --from week --format csv --output week.csv
    """
    wanted = file_format or format_by_ending(output, _ENDINGS)
    if wanted is None:
        raise typer.BadParameter(
            f"it is missing, and no file's name says one; it is {one_of(ExportFormat)}.",
            param_hint="'--format'",
        )
    if explain and wanted not in _EXPLAINED:
        raise typer.BadParameter(
            f"{wanted} has no place for it; {one_of(_EXPLAINED)} have.", param_hint="'--explain'"
        )
    opened = context.open_store()
    period = context.times(opened.store if opened else None).period(start, end)
    with text_output(output) as target:
        if opened is None:
            heads = {ExportFormat.CSV: ",".join(exporting.columns(explain=explain)) + "\r\n"}
            target.write((heads | _EMPTY)[wanted])
        else:
            write = _WRITERS[wanted]
            if explain:
                write = partial(write, explain=True)
            opened.store.read_ahead()
            with progress_of("Exporting", opened.store.reader.count()) as progress:
                write(opened.store, period, target, progress, all_sources=all_sources)
    tell_written(output)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(export)
