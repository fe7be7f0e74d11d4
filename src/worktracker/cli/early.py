"""What a command begins with, before the rest of it is imported: no network, and the key on its way."""

from __future__ import annotations

import os
from collections.abc import Sequence

from worktracker.app.confinement import confine
from worktracker.app.opening import Opening
from worktracker.cli.terminal import passphrase_prompt
from worktracker.clock import SystemClock
from worktracker.errors import WorkTrackerError
from worktracker.home import Home

COMMANDS = frozenset(
    {"report", "search", "export", "exclude", "forget", "import", "my-data", "settings", "sync"}
)
"""The commands that will need the key."""

REACHING = frozenset({"grant", "now", "revoke", "delete-account", "name"})
"""The commands below ``sync`` that speak to a summary server: the only ones of all that reach the network."""

_begun: Opening | None = None


def begin(arguments: Sequence[str]) -> None:
    """Give the network up, and for a command that will need the key begin to fetch it: by another process.

    ``arguments`` are the command and its options.

    Each command gives it up for its own process and what that starts, but for those that speak to a summary
    server.
    """
    global _begun  # noqa: PLW0603 - one command runs in one process
    if arguments[0] != "sync" or REACHING.isdisjoint(arguments[1:2]):
        confine()
    if arguments[0] not in COMMANDS or not {"-h", "--help"}.isdisjoint(arguments):
        return
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
