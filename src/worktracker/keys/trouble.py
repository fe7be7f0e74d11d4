"""What can stand between the program and the store's key, and what the user can do about it."""

from __future__ import annotations

from enum import StrEnum

from worktracker.errors import StoreUnavailableError

HOW_TO_GIVE_IT = "put the passphrase into a file named by WORKTRACKER_PASSPHRASE_FILE, or run on a terminal"
_USE_PHRASE = "With the recovery phrase: worktracker key restore."


class KeyTrouble(StrEnum):
    """The reason why there is no key."""

    NO_SERVICE = "no-service"
    LOCKED = "locked"
    TIMED_OUT = "timed-out"
    DENIED = "denied"
    ENTRY_MISSING = "entry-missing"
    ENTRY_DAMAGED = "entry-damaged"
    KEYRING_FAILED = "keyring-failed"
    WRONG_PASSPHRASE = "wrong-passphrase"  # noqa: S105
    PASSPHRASE_NEEDED = "passphrase-needed"  # noqa: S105
    PASSPHRASE_UNUSABLE = "passphrase-unusable"  # noqa: S105
    SLOTS_MISSING = "slots-missing"
    SLOTS_UNREADABLE = "slots-unreadable"
    PHRASE_WRONG = "phrase-wrong"
    OUT_OF_MEMORY = "out-of-memory"
    HELPER_FAILED = "helper-failed"


_TEXTS: dict[KeyTrouble, tuple[str, str]] = {
    KeyTrouble.NO_SERVICE: (
        "No keyring of the operating system can be reached.",
        f"Start one (GNOME Keyring, KWallet). {_USE_PHRASE}",
    ),
    KeyTrouble.LOCKED: ("The keyring is locked.", "Unlock it and try again."),
    KeyTrouble.TIMED_OUT: (
        "The keyring did not answer in time.",
        "It may be waiting for its password: unlock it and try again.",
    ),
    KeyTrouble.DENIED: (
        "The keyring refused access to the key.",
        "Allow worktracker to use it and try again.",
    ),
    KeyTrouble.ENTRY_MISSING: ("The keyring holds no key for this store.", _USE_PHRASE),
    KeyTrouble.ENTRY_DAMAGED: ("The keyring's entry for this store is not a key.", _USE_PHRASE),
    KeyTrouble.KEYRING_FAILED: ("The keyring failed.", "Restart it and try again."),
    KeyTrouble.WRONG_PASSPHRASE: ("The passphrase is wrong.", f"Try again. {_USE_PHRASE}"),
    KeyTrouble.PASSPHRASE_NEEDED: (
        "The store needs its passphrase.",
        f"{HOW_TO_GIVE_IT[0].upper()}{HOW_TO_GIVE_IT[1:]}.",
    ),
    KeyTrouble.OUT_OF_MEMORY: (
        "There is not enough memory to try the passphrase.",
        "It takes about 130 MB for half a second: end another program and try again.",
    ),
    KeyTrouble.HELPER_FAILED: (
        "The program that fetches the key failed.",
        "Check the installation with: worktracker doctor.",
    ),
}


class KeyUnavailableError(StoreUnavailableError):
    """The store's key can't be had; :attr:`trouble` says why."""

    title = "The key can't be had"

    def __init__(self, trouble: KeyTrouble, message: str = "", hint: str = "") -> None:
        known_message, known_hint = _TEXTS.get(trouble, ("", ""))
        super().__init__(message or known_message, hint or known_hint)
        self.trouble = trouble
