"""The person at the terminal, if there is one. Imports next to nothing: commands start with it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache

from worktracker.errors import WorkTrackerError


def on_terminal() -> bool:
    """Whether there is somebody who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


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
    first = getpass("New passphrase: ", stream=sys.stderr)
    if getpass("The same again: ", stream=sys.stderr) != first:
        raise WorkTrackerError("The two differ; nothing was changed.")
    return first
