"""``export``."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from worktracker.cli import context
from worktracker.cli.context import From, Output, To
from worktracker.cli.output import format_by_ending, one_of, progress_of, tell_written, text_output
from worktracker.interchange import exporting
from worktracker.interchange.span_formats import EMPTY, WRITERS, SpanFormat

_ENDINGS = {"csv": SpanFormat.CSV, "jsonl": SpanFormat.JSONL, "ics": SpanFormat.ICAL}
"""What is chosen by a file's name; .json could be two of them."""

_EXPLAINED = (SpanFormat.CSV, SpanFormat.JSONL)


def export(
    file_format: Annotated[
        SpanFormat | None,
        typer.Option("--format", "-f", help=f"{one_of(SpanFormat)}; without it, by the file's ending."),
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
            f"it is missing, and no file's name says one; it is {one_of(SpanFormat)}.",
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
            heads = {SpanFormat.CSV: ",".join(exporting.columns(explain=explain)) + "\r\n"}
            target.write((heads | EMPTY)[wanted])
        else:
            write = WRITERS[wanted]
            if explain:
                write = partial(write, explain=True)
            opened.store.read_ahead()
            with progress_of("Exporting", opened.store.reader.count()) as progress:
                write(opened.store, period, target, progress, all_sources=all_sources)
    tell_written(output)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(export)
