"""The person at the terminal, if there is one. Imports next to nothing: commands start with it."""

from __future__ import annotations

import sys
from collections.abc import Callable


def on_terminal() -> bool:
    """Whether there is somebody who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def passphrase_prompt() -> Callable[[], str] | None:
    """Asks for the passphrase on the terminal; None where there is none."""
    return _ask_passphrase if on_terminal() else None


def _ask_passphrase() -> str:
    from getpass import getpass

    return getpass("Passphrase: ", stream=sys.stderr)
