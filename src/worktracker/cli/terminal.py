"""The person at the terminal, if there is one. Imports next to nothing: commands start with it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache

from worktracker.errors import WorkTrackerError


def on_terminal() -> bool:
    """Whether there is somebody who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def is_yes(question: str) -> bool:
    """Ask a question on the terminal until it is answered; no answer is no.

    Raises:
        typer.Abort: the terminal is gone, or Ctrl-C was pressed.
    """
    import typer

    while True:
        answer: str = typer.prompt(
            f"{question} [y/N]", default="", show_default=False, prompt_suffix=" ", err=True
        )
        match answer.strip().lower():
            case "y" | "yes":
                return True
            case "n" | "no" | "":
                return False
            case _:
                print("Answer y for yes, or n for no.", file=sys.stderr)


def passphrase_prompt() -> Callable[[], str] | None:
    """Asks for the passphrase on the terminal, once a command; None where there is none."""
    return _ask if on_terminal() else None


def new_passphrase_prompt() -> Callable[[], str] | None:
    """Asks for a new passphrase and once again for the same; None where there is no terminal."""
    return _ask_new if on_terminal() else None


@cache
def _ask() -> str:
    from getpass import getpass

    return getpass("Passphrase of the record: ", stream=sys.stderr)


@cache
def _ask_new() -> str:
    from getpass import getpass

    print("Without it, or the recovery phrase, nobody can open the record: not even you.", file=sys.stderr)
    from worktracker.keys.passphrase import long_enough

    first = long_enough(getpass("New passphrase (8 characters or more): ", stream=sys.stderr))
    if getpass("The same again: ", stream=sys.stderr) != first:
        raise WorkTrackerError("The two differ; nothing was changed.")
    return first
