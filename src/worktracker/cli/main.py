"""All commands put together, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Annotated

import typer
import typer.exceptions

from worktracker.errors import ExitCode, WorkTrackerError

_GROUPS = {
    "agreement": ("agree",),
    "recording": ("start", "record", "stop", "quit", "pause", "resume", "status"),
    "reporting": ("report",),
    "timesheet": ("timesheet",),
    "days": ("days",),
    "today": ("today",),
    "searching": ("search",),
    "exporting": ("export",),
    "importing": ("import",),
    "exclusion": ("exclude",),
    "forgetting": ("forget",),
    "keep_active": ("keep-active",),
    "category": ("category",),
    "project": ("project",),
    "work": ("work",),
    "entry": ("entry",),
    "document": ("document",),
    "setting": ("settings",),
    "keys": ("key",),
    "my_data": ("my-data",),
    "backup": ("backup",),
    "privacy": ("privacy",),
    "browser": ("browser",),
    "sync": ("sync",),
    "system": ("doctor",),
    "support": ("support",),
}
"""The modules of this package that add commands, and what each adds."""


def _commands(arguments: list[str]) -> typer.Typer:
    """The command that is meant with its neighbours; all commands where none is, for help and mistakes.

    A command is asked for alone and should not wait for what only the others need.
    """
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
    app.callback()(_worktracker)
    meant = [module for module, names in _GROUPS.items() if arguments[:1] and arguments[0] in names]
    for module in meant or _GROUPS:
        import_module(f"worktracker.cli.{module}").add_to(app)
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"worktracker {version('worktracker')}")
        raise typer.Exit


def _worktracker(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Keep what stands before a command's name."""


_CANCELLED = 130
"""The exit status of what Ctrl-C has ended (128 + SIGINT), as shells have it."""


def run(arguments: list[str]) -> int:
    """Run one command; the exit status of the public interface."""
    try:
        try:
            result = _commands(arguments)(arguments, prog_name="worktracker", standalone_mode=False)
        finally:
            sys.stdout.flush()  # here a broken pipe can still be told from a mistake
    except typer.exceptions.TyperException as error:
        return _misused(error, arguments)
    except typer.Abort:
        return _said("Nothing was changed.", ExitCode.FAILED)
    except KeyboardInterrupt:
        return _said("Cancelled.", _CANCELLED)
    except WorkTrackerError as error:
        return _said(str(error), error.exit_code)
    except BrokenPipeError:
        # Whoever read the output has enough; nothing more may be written at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.FAILED
    except OSError as error:  # of standard output: all others are translated where they arise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _said(f"The output can't be written: {error.strerror}.", ExitCode.FAILED)
    if result == _CANCELLED:  # what Typer makes of an interrupt
        return _said("Cancelled.", _CANCELLED)
    return result if isinstance(result, int) else ExitCode.DONE


def _misused(error: typer.exceptions.TyperException, arguments: list[str]) -> int:
    """Say what is wrong with the words of a command, and how it is used."""
    context: typer.Context | None = getattr(error, "ctx", None)
    if context is not None:
        usage = context.get_usage()
    else:  # a word was missing at the very end, before Typer knew the command
        usage = " ".join(
            ["Usage: worktracker", *(word for word in arguments[:1] if word[0] != "-"), "[OPTIONS]"]
        )
    message: str = getattr(error, "format_message", lambda: str(error))()
    if not message.startswith("Usage:"):  # a group without a command answers with its help
        words = " ".join(message.replace("Value error, ", "").split())
        message = f"{usage}\nworktracker: {words}"
    with suppress(OSError):
        print(message, file=sys.stderr)
    return ExitCode.USAGE


def _said(text: str, code: int) -> int:
    with suppress(OSError):
        print(f"worktracker: {text}", file=sys.stderr)
    return code
