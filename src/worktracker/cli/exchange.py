"""``export`` and ``import``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from worktracker.app.browsing import load_browsing
from worktracker.cli import context
from worktracker.cli.context import From, Json, Output, To
from worktracker.cli.output import format_by_ending, progress_of, tell_written, text_output
from worktracker.errors import WorkTrackerError
from worktracker.interchange import exporting, jsonl_import
from worktracker.privacy.gate import Gate
from worktracker.reports.words import counted
from worktracker.store.importing import Importer

_LONG_BYTES = 5_000_000
_TELL_BYTES = 500_000


class ExportFormat(StrEnum):
    """Formats in which spans are written."""

    CSV = "csv"
    JSONL = "jsonl"


class ImportFormat(StrEnum):
    """Formats from which spans are read."""

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


def import_(
    file_format: Annotated[ImportFormat, typer.Argument(metavar="FORMAT", help="jsonl.")],
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    as_recorded: Annotated[
        bool, typer.Option("--as-recorded", help="Take the spans as they are, to restore or to move.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be imported.")] = False,
    as_json: Json = False,
) -> None:
    """Read spans from a file; twice the same file adds nothing.

    Example: worktracker import jsonl old-computer.jsonl --as-recorded
    """
    assert file_format is ImportFormat.JSONL
    try:
        lines = file.open("rb")
    except OSError as error:
        raise WorkTrackerError(f"{file} can't be read: {error.strerror}.") from None
    size = os.fstat(lines.fileno()).st_size
    with lines, context.writing() as opened, progress_of("Importing", size, least=_LONG_BYTES) as progress:
        store = opened.store
        read = lines if progress is None else _watched(lines, progress)
        if as_recorded:
            spans = jsonl_import.read_as_recorded(read)
        else:
            gate = Gate(store.settings.levels(), store.rules.all(), load_browsing())
            spans = jsonl_import.read_through(gate, read)
        result = Importer(store.connection, store.settings.day_start_ms).take(spans, dry_run=dry_run)
    if as_json:
        context.print_json(
            {
                "added": result.added,
                "known": result.known,
                "overlapping": result.overlapping,
                "dry_run": dry_run,
            }
        )
        return
    verb = "would be added" if dry_run else "added"
    print(
        f"{counted(result.added, 'span')} {verb}, {result.known} were there already,"
        f" {result.overlapping} overlap others."
    )


def _watched(lines: Iterable[bytes], progress: Callable[[int], None]) -> Iterator[bytes]:
    """The lines, with how many bytes of them there were told now and then."""
    done = told = 0
    for line in lines:
        yield line
        done += len(line)
        if done - told >= _TELL_BYTES:
            told = done
            progress(done)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command()(export)
    app.command("import")(import_)
