"""Where a passphrase comes from when nobody is asked for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

from worktracker.errors import UsageError
from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError

FILE_VARIABLE = "WORKTRACKER_PASSPHRASE_FILE"
VARIABLE = "WORKTRACKER_PASSPHRASE"
_MOST_BYTES = 4_096

LEAST_CHARACTERS = 8
"""The fewest that a passphrase may have when it is set; the key is derived slowly, but not that slowly."""

Ask = Callable[[], str]
"""Asks the user for the passphrase; handed over only where somebody can answer."""


def supplied_passphrase(environ: Mapping[str, str]) -> str | None:
    """The passphrase that the environment supplies, or None.

    ``WORKTRACKER_PASSPHRASE_FILE`` names a file whose first line it is (UTF-8, without the line
    break) and goes before ``WORKTRACKER_PASSPHRASE``, which is the passphrase itself.

    Raises:
        KeyUnavailableError: the file can't be read, or what is there is no passphrase.
    """
    named = environ.get(FILE_VARIABLE)
    if named is not None:
        return usable(_first_line(Path(named)), FILE_VARIABLE)
    plain = environ.get(VARIABLE)
    return None if plain is None else usable(plain, VARIABLE)


def usable(passphrase: str, origin: str = "") -> str:
    """``passphrase`` in Unicode's form NFC: the same on whichever system it was typed (RFC 8265).

    Raises:
        KeyUnavailableError: it is empty, too long (4096 bytes of UTF-8) or not text.
    """
    where = f" in {origin}" if origin else ""
    try:
        passphrase = unicodedata.normalize("NFC", passphrase)
        size = len(passphrase.encode())
    except UnicodeEncodeError:  # bytes of the environment that are not UTF-8
        raise _unusable(f"The passphrase{where} is not UTF-8 text.") from None
    if size == 0:
        raise _unusable(f"The passphrase{where} is empty.")
    if size > _MOST_BYTES:
        raise _unusable(f"The passphrase{where} is longer than {_MOST_BYTES} bytes.")
    return passphrase


def long_enough(passphrase: str) -> str:
    """``passphrase`` that somebody sets now; one that was set before is used as it is.

    Raises:
        UsageError: it is shorter than :data:`LEAST_CHARACTERS`.
    """
    if is_short(passphrase):
        raise UsageError(
            f"A passphrase has at least {LEAST_CHARACTERS} characters; nothing was changed.",
            "A few words that don't belong together are good.",
        )
    return passphrase


def is_short(passphrase: str | None) -> bool:
    """Whether there is one with fewer than :data:`LEAST_CHARACTERS`."""
    return passphrase is not None and len(unicodedata.normalize("NFC", passphrase)) < LEAST_CHARACTERS


def _first_line(path: Path) -> str:
    try:
        with path.open("rb") as file:
            line = file.readline(_MOST_BYTES + 3)
        return line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise _unusable(f"The file that {FILE_VARIABLE} names is not UTF-8 text.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise _unusable(f"The file that {FILE_VARIABLE} names can't be read: {reason}.") from None


def _unusable(message: str) -> KeyUnavailableError:
    return KeyUnavailableError(
        KeyTrouble.PASSPHRASE_UNUSABLE, message, f"Set {FILE_VARIABLE} or {VARIABLE}, or unset both."
    )
