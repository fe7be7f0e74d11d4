"""``import``."""

from __future__ import annotations

import gc
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Annotated

import typer

from worktracker.app.browsing import load_browsing
from worktracker.cli import context
from worktracker.cli.context import Json
from worktracker.cli.output import cancelled_by_signals, progress_of
from worktracker.errors import UsageError, WorkTrackerError
from worktracker.interchange.importing import (
    ImportFormat,
    Spans,
    foreign_spans,
    recorded_spans,
    require_rereadable,
    sizes,
    source_name,
)
from worktracker.interchange.incoming import LeftOut, LocalTime
from worktracker.privacy.gate import Gate
from worktracker.reports.words import counted
from worktracker.store import forgotten
from worktracker.store.importing import Imported, Importer
from worktracker.store.store import Store

_LONG_BYTES = 5_000_000


def import_(
    file_format: Annotated[
        ImportFormat, typer.Argument(metavar="FORMAT", help=f"{', '.join(ImportFormat)}.")
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An export, or the tool's own database.")],
    as_recorded: Annotated[
        bool,
        typer.Option(
            "--as-recorded", help="Take the spans of our own jsonl as they are, to restore or to move."
        ),
    ] = False,
    source: Annotated[
        str | None,
        typer.Option(
            "--source", metavar="NAME", help="Another computer's record, beside others of its format."
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Import nothing if a record of the file can't be read.")
    ] = False,
    including_forgotten: Annotated[
        bool,
        typer.Option(
            "--including-forgotten", help="Don't ask before time comes back that you had forgotten."
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be imported.")] = False,
    as_json: Json = False,
) -> None:
    """Read another tool's record; twice the same file adds nothing. Levels and rules act on the way in.

    Example: worktracker import activitywatch aw-buckets-export.json --dry-run
    """
    if as_recorded and file_format is not ImportFormat.JSONL:
        raise UsageError("Only our own jsonl can be taken --as-recorded.")
    if as_recorded and source is not None:
        raise UsageError("Spans that are taken --as-recorded keep their sources: leave out --source.")
    given = _File(file, file_format, source_name(source, file_format), as_recorded)
    left_out = LeftOut(strict=strict)
    with cancelled_by_signals(), _no_search_for_cycles():
        result, gone = _take(given, left_out, dry_run=dry_run, including=including_forgotten)
    if left_out.skipped and not any((*astuple(result), left_out.excluded, left_out.empty)):
        raise WorkTrackerError(f"Nothing in {file} could be read. {left_out.reasons[0]}")
    if as_json:
        context.print_json(_numbers(result, left_out) | {"forgotten": gone, "dry_run": dry_run})
    else:
        _tell(result, left_out, dry_run=dry_run)
        if gone:
            print(f"{counted(gone, 'span')} in time that you had forgotten.")
    for reason in left_out.reasons:
        print(reason, file=sys.stderr)
    if left_out.skipped > len(left_out.reasons):
        print(f"… and {left_out.skipped - len(left_out.reasons)} more.", file=sys.stderr)
    if left_out.skipped and not as_json:
        were = "was" if left_out.skipped == 1 else "were"
        count = counted(left_out.skipped, "record")
        print(f"{count} could not be read, and {were} left out.", file=sys.stderr)


@dataclass(frozen=True, slots=True)
class _File:
    """What is to be read, and how."""

    path: Path
    file_format: ImportFormat
    source: str
    as_recorded: bool

    @contextmanager
    def spans(self, store: Store, doing: str, left_out: LeftOut) -> Generator[Spans]:
        """Its spans, and on a terminal how far it has come."""
        with progress_of(doing, sizes(self.path), least=_LONG_BYTES) as progress:
            if self.as_recorded:
                reading = recorded_spans(self.path, progress)
            else:
                gate = Gate(store.settings.levels(), store.rules.all(), load_browsing())
                local = LocalTime(context.local_zone())
                reading = foreign_spans(
                    self.path, self.file_format, self.source, gate, local, left_out, progress
                )
            with reading as spans:
                yield spans


def _take(file: _File, left_out: LeftOut, *, dry_run: bool, including: bool) -> tuple[Imported, int]:
    """What became of the file, and how many of its spans lie in forgotten time.

    Whether these may come back is asked while nobody has to wait for the store; again where more was
    forgotten meanwhile.
    """
    agreed: list[tuple[int, int]] = []
    gone = 0
    while True:
        with context.writing() as opened:
            store = opened.store
            times = forgotten.times(store.connection)
            asks = times != agreed
            if asks:
                require_rereadable(file.path)
                with file.spans(store, "Looking", LeftOut(strict=left_out.strict)) as spans:
                    gone = forgotten.count_within(spans, times)
            if not asks or not gone or dry_run or including:
                with file.spans(store, "Importing", left_out) as spans:
                    importer = Importer(store.connection, store.settings.day_start_ms)
                    return importer.take_pieces(spans, dry_run=dry_run), gone
        _ask(gone)
        agreed = times


@contextmanager
def _no_search_for_cycles() -> Generator[None]:
    """Readers leave no cycles behind, and looking for them is a sixth of the work."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _ask(gone: int) -> None:
    """What was forgotten comes back only if the user says so."""
    context.confirm(
        f"{counted(gone, 'span')} of the file in time that you had forgotten. Import all the same?",
        yes=False,
        what="import",
        option="--including-forgotten",
    )


def _numbers(result: Imported, left_out: LeftOut) -> dict[str, int | bool]:
    return {
        "added": result.added,
        "known": result.known,
        "grown": result.grown,
        "overlapping": result.overlapping,
        "beside_recorded": result.beside_recorded,
        "excluded": left_out.excluded,
        "empty": left_out.empty,
        "skipped": left_out.skipped,
    }


def _tell(result: Imported, left_out: LeftOut, *, dry_run: bool) -> None:
    verb = "would be added" if dry_run else "added"
    print(
        f"{counted(result.added, 'span')} {verb}, {result.known} were there already,"
        f" {result.overlapping} overlap others."
    )
    if result.grown:
        print(f"{counted(result.grown, 'span')} had grown since.")
    if result.beside_recorded:
        print(
            f"{counted(result.beside_recorded, 'span')} over time that was recorded here"
            " (in reports, what was recorded goes before)."
        )
    if left_out.excluded:
        print(f"{counted(left_out.excluded, 'stretch', 'stretches')} left out by your rules.")
    if left_out.empty:
        print(f"{counted(left_out.empty, 'record')} without time left out.")


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command("import")(import_)
