"""All commands put together, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import typer

from worktracker.cli import (
    agreement,
    exchange,
    exclusion,
    forgetting,
    keys,
    recording,
    reporting,
    setting,
    system,
)
from worktracker.errors import ExitCode, WorkTrackerError

app = typer.Typer(
    name="worktracker",
    help=(
        "A private time tracker. Without a command: the desktop app in the tray."
        "\n\nExample: worktracker start"
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for group in (agreement, recording, reporting, exchange, exclusion, forgetting, setting, keys, system):
    group.add_to(app)


def run(arguments: list[str]) -> int:
    """Run one command; the exit status of the public interface."""
    try:
        try:
            app(arguments, prog_name="worktracker")
        finally:
            sys.stdout.flush()  # here a broken pipe can still be told from a mistake
    except WorkTrackerError as error:
        with suppress(OSError):
            print(f"worktracker: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # Whoever read the output has enough; nothing more may be written at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.FAILED
    except SystemExit as end:  # how Typer ends: 0, 2 for wrong usage, 1 for "no" to a question
        return end.code if isinstance(end.code, int) else ExitCode.DONE
    return ExitCode.DONE
