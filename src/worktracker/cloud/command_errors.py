"""What a command says of another library's errors."""

from __future__ import annotations

import sys

from worktracker.errors import ExitCode


def said(error: Exception) -> int:
    """Say what it is, without its details: they may hold a URL with a password. The command's exit status.

    Raises:
        Exception: the same, where there are no words for it.
    """
    if isinstance(error, ModuleNotFoundError) and not (error.name or "").startswith("worktracker"):
        install = "pip install 'worktracker[cloud]'"
        print(f"The server needs packages that are not installed ({error.name}): {install}", file=sys.stderr)
        return ExitCode.FAILED
    if isinstance(error, OSError) and error.filename is not None:
        print(f"{error.filename}: {error.strerror}.", file=sys.stderr)
        return ExitCode.FAILED
    shown = getattr(error, "show", None)
    if shown is not None:  # click's own: wrong usage
        shown()
        return ExitCode.USAGE
    from sqlalchemy.exc import SQLAlchemyError

    if isinstance(error, SQLAlchemyError):
        print("The database does not answer. Check --database, and that it runs.", file=sys.stderr)
        return ExitCode.STORE_UNAVAILABLE
    raise error
