"""The recovery phrase: the raw key as 24 English words (BIP-39, entropy of 256 bits)."""

from __future__ import annotations

from mnemonic import Mnemonic

from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError

WORDS = 24


def phrase_of(key: bytes) -> str:
    """The 24 words that stand for ``key`` (32 bytes), separated by single blanks."""
    if len(key) != 32:
        raise ValueError("a raw key has 32 bytes")
    return Mnemonic("english").to_mnemonic(key)


def key_from(phrase: str) -> bytes:
    """The raw key (32 bytes) that ``phrase`` stands for; letter case, blanks and line breaks don't matter.

    Raises:
        KeyUnavailableError: too few or too many words, a word that is not in the list (its
            position is told, the word is not), or a checksum that does not fit.
    """
    english = Mnemonic("english")
    words = english.normalize_string(phrase).casefold().split()
    if len(words) != WORDS:
        raise _wrong(f"The recovery phrase has {WORDS} words, not {len(words)}.")
    known = frozenset(english.wordlist)
    strange = [str(place) for place, word in enumerate(words, 1) if word not in known]
    if strange:
        raise _wrong(
            f"Word {strange[0]} is not in the list of recovery words."
            if len(strange) == 1
            else f"Words {', '.join(strange)} are not in the list of recovery words."
        )
    try:
        return bytes(english.to_entropy(words))
    except ValueError:
        raise _wrong("The words do not fit together: one is wrong, or two changed places.") from None


def _wrong(message: str) -> KeyUnavailableError:
    return KeyUnavailableError(KeyTrouble.PHRASE_WRONG, message, "Compare it with what you wrote down.")
