"""``export``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from worktracker.cli import context
from worktracker.cli.context import From, Output, To
from worktracker.cli.output import format_by_ending, progress_of, tell_written, text_output
from worktracker.interchange import exporting


class ExportFormat(StrEnum):
    """Formats in which spans are written."""

    CSV = "csv"
    JSONL = "jsonl"


def export(
    file_format: Annotated[
        ExportFormat | None,
        typer.Option("--format", "-f", help="csv or jsonl; without it, by the file's ending."),
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
    wanted = file_format or format_by_ending(output, list(ExportFormat))
    if wanted is None:
        raise typer.BadParameter(
            f"it is missing, and no file's name says one; it is {' or '.join(ExportFormat)}.",
            param_hint="'--format'",
        )
    opened = context.open_store()
    period = context.times(opened.store if opened else None).period(start, end)
    write = exporting.write_csv if wanted == ExportFormat.CSV else exporting.write_jsonl
    with text_output(output) as target:
        if opened is None:
            if wanted == ExportFormat.CSV:
                target.write(",".join(exporting.columns(explain=explain)) + "\r\n")
        else:
            opened.store.read_ahead()
            with progress_of("Exporting", opened.store.reader.count()) as progress:
                write(opened.store, period, target, progress, all_sources=all_sources, explain=explain)
    tell_written(output)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(export)
