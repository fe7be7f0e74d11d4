"""The one root of every error that the program shows to its user.

A foreign error (SQLite's, the keyring's, the X server's) becomes one of these at the
boundary it crosses, so that whoever presents it, the command line or a dialog, needs to
know nothing but title, message and hint. None of the three ever carries a window title,
a URL, a rule or a key.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command's exit status means; part of the public interface."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NOT_RUNNING = 3
    STORE_UNAVAILABLE = 4
    PERMISSION_MISSING = 5


class WorkTrackerError(Exception):
    """Something went wrong that the user can understand.

    Args:
        message: one line, what is wrong.
        hint: one line, what to do about it; empty where there is nothing to do.
    """

    title = "Something went wrong"
    exit_code = ExitCode.FAILED

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class UsageError(WorkTrackerError):
    """The words of a command, or a value given to it, mean nothing."""

    title = "That can't be understood"
    exit_code = ExitCode.USAGE


class NotRunningError(WorkTrackerError):
    """The command needs the running app, and none runs for this home."""

    title = "worktracker is not running"
    exit_code = ExitCode.NOT_RUNNING


class StoreUnavailableError(WorkTrackerError):
    """The store can't be opened: no key, a wrong passphrase, a damaged or foreign file."""

    title = "The record can't be opened"
    exit_code = ExitCode.STORE_UNAVAILABLE


class StoreBusyError(WorkTrackerError):
    """The store can't be written for the moment: another writer, or no room on the disk."""

    title = "The record can't be written for the moment"


class PermissionMissingError(WorkTrackerError):
    """The user has not agreed to what was asked for."""

    title = "Your agreement is missing"
    exit_code = ExitCode.PERMISSION_MISSING


class CaptureError(WorkTrackerError):
    """The desktop can't be read."""

    title = "The desktop can't be read"


class NoDisplayError(CaptureError):
    """The display is not there at the moment; it may come, or come back."""
