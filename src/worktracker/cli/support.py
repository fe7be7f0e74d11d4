"""``support``."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from worktracker.app.support_bundle import parts, text_of
from worktracker.cli import context
from worktracker.cli.output import STANDARD_OUTPUT, text_output
from worktracker.cli.system import checks
from worktracker.errors import WorkTrackerError

_HELP = """What helps others to find a mistake in the program, for you to read and to send.

Example: worktracker support bundle worktracker.txt
"""

group = typer.Typer(help=_HELP, no_args_is_help=True)


@group.command()
def bundle(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="One text; a file that is there is replaced. - prints it.")
    ],
) -> None:
    """Write what helps to find a mistake into one text, without what your record says.

    Read it before you send it: worktracker itself sends it to nobody. It says that it is to be deleted
    after 14 days.

    Example: worktracker support bundle worktracker.txt
    """
    store = None
    with suppress(WorkTrackerError):  # the doctor says why
        opened = context.open_store()
        store = opened.store if opened else None
    found = parts(context.home(), store, checks())
    now = datetime.fromtimestamp(context.clock.now().wall_ms / 1000, UTC)
    with text_output(file) as target:
        target.write(text_of(found, now))
    if file == STANDARD_OUTPUT:
        return
    held = ", ".join(f"{part.title} ({len(part.lines)})" for part in found)
    print(f"{file} holds: {held}.", file=sys.stderr)
    print("No titles, addresses, documents, rules or names. Read it before you send it.", file=sys.stderr)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(group, name="support")
