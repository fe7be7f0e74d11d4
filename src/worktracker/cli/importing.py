"""``import``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from worktracker.app.browsing import load_browsing
from worktracker.cli import context
from worktracker.cli.context import Json
from worktracker.cli.output import progress_of
from worktracker.errors import WorkTrackerError
from worktracker.interchange import jsonl_import
from worktracker.privacy.gate import Gate
from worktracker.reports.words import counted
from worktracker.store.importing import Importer

_LONG_BYTES = 5_000_000
_TELL_BYTES = 500_000


class ImportFormat(StrEnum):
    """Formats from which spans are read."""

    JSONL = "jsonl"


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
    app.command("import")(import_)
