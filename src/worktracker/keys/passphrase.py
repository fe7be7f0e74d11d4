"""Where a passphrase comes from when nobody is asked for it."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping
from enum import Enum, auto
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


class Strength(Enum):
    """How long a passphrase would hold out against a machine that tries one after the other."""

    SHORT = auto()
    """Too short to be taken."""
    WEAK = auto()
    FAIR = auto()
    GOOD = auto()


_FAIR_BITS, _GOOD_BITS = 40, 60
"""At half a second a try (see keys/change.py), 2 to the 40th take a thousand machines ten years."""

_WORD_BITS = 11
"""One of 2,048 words, as those of the recovery phrase are."""

_LETTER_BITS = 2.5
"""A letter of a word that is in some dictionary."""


def strength(passphrase: str) -> Strength:
    """A hint, no promise: it can't know what is written on a note at the screen.

    Words count as drawn from a list, letters of a single word as a word's letters, other characters as
    drawn from their kind; what is said twice counts once.
    """
    if is_short(passphrase):
        return Strength.SHORT
    words = passphrase.split()
    if all(word.isalpha() for word in words):
        different = {word.casefold() for word in words}
        bits = sum(min(_WORD_BITS, len(word) * _LETTER_BITS) for word in different)
        if len(words) == 1:
            bits = len(set(passphrase)) * _LETTER_BITS
    else:
        size = 10 * any(map(str.isdigit, passphrase)) + 26 * any(map(str.islower, passphrase))
        size += 26 * any(map(str.isupper, passphrase)) + 32 * (not passphrase.isalnum())
        bits = min(len(passphrase), 2 * len(set(passphrase))) * math.log2(size or 26)
    return Strength.GOOD if bits >= _GOOD_BITS else Strength.FAIR if bits >= _FAIR_BITS else Strength.WEAK


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
