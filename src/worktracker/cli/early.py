"""The key is fetched by another process: for commands that will need it, that begins first of all."""

from __future__ import annotations

import os

from worktracker.app.opening import Opening
from worktracker.cli.terminal import passphrase_prompt
from worktracker.clock import SystemClock
from worktracker.errors import WorkTrackerError
from worktracker.home import Home

COMMANDS = frozenset({"report", "export", "exclude", "forget", "import", "settings"})

_begun: Opening | None = None


def begin() -> None:
    """Begin to fetch the key while the rest of the program is being imported."""
    global _begun  # noqa: PLW0603 - one command runs in one process
    try:
        _begun = Opening(Home.from_environment(os.environ), SystemClock(), passphrase_prompt())
    except WorkTrackerError:
        _begun = None  # the command itself meets the same trouble, and says so


def opening() -> Opening:
    """The opening that was begun, once; after that, new ones.

    Raises:
        StoreUnavailableError: there is a store, but no way to its key is known.
    """
    global _begun
    found, _begun = _begun, None
    return found or Opening(Home.from_environment(os.environ), SystemClock(), passphrase_prompt())
