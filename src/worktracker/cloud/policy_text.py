"""The policy's text: the first version's, in force from the first start, and what an operator writes."""

from __future__ import annotations

from pathlib import Path

from worktracker.errors import WorkTrackerError

FIRST_TEXT = """\
This server keeps what you grant it: for each day the names of categories or applications that you listed,
and how long each was in use, rounded as you chose. It keeps your account's name, a hash of your password,
your devices' pseudonyms and keys, and your grants' receipts. It keeps no addresses that you come from, and
it sends nothing to anybody.

You can see all of it, export it, correct it and delete it on these pages, without asking anyone. A grant
that you take back is deleted at once with everything under it; an account at once or after 30 days, as you
choose. What was deleted is deleted again from copies that are restored.

A new version of this text is shown here 30 days before it holds. Until you have accepted it, nothing more
comes in.
"""


def read(file: Path) -> str:
    """The text of a file.

    Raises:
        WorkTrackerError: it is none, or there is nothing in it.
    """
    try:
        found = file.read_text("utf-8")
    except (OSError, ValueError):
        raise WorkTrackerError(f"{file} can't be read as text.") from None
    if not found.strip():
        raise WorkTrackerError(f"{file} is empty.", "What is announced can't be taken back.")
    return found
