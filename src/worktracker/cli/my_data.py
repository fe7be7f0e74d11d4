"""``my-data``."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from worktracker.app.collecting import holdings
from worktracker.cli import context
from worktracker.cli.output import STANDARD_OUTPUT, cancellable_file, progress_of
from worktracker.errors import UsageError

NOT_ENCRYPTED = "is not encrypted: whoever has it can read all of it."


def my_data(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.zip", help="The archive; one that is there is replaced.")
    ],
) -> None:
    """Write everything that is held about you into one archive of open formats.

    Its index.html explains each file. The archive is not encrypted: keep it safe.

    Example: worktracker my-data my-data.zip
    """
    if file == STANDARD_OUTPUT:
        raise UsageError("The archive needs the name of a file.", "For example my-data.zip.")
    opened = context.open_store()
    if opened is None:
        raise UsageError("There is no record yet.", "Run: worktracker start")
    from worktracker.interchange.my_data import write

    held = holdings(context.home(), opened.store, opened.slots)
    now = datetime.fromtimestamp(context.clock.now().wall_ms / 1000, context.local_zone())
    with progress_of("Collecting", held.count()) as progress, cancellable_file(file) as target:
        write(held, target, now, progress)
    print(f"{file} {NOT_ENCRYPTED}", file=sys.stderr)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.command("my-data")(my_data)
