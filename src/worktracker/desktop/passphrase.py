"""Asking for the store's passphrase."""

from __future__ import annotations

from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError


class Asker:
    """Asks the user in a dialog; a :data:`worktracker.keys.passphrase.Ask`.

    Attributes:
        new: whether a passphrase is chosen, not recalled.
        asked: whether the user was asked at all.
        remark: what was wrong with the answer before, shown with the next question.
    """

    def __init__(self) -> None:
        self.new = False
        self.asked = False
        self.remark = ""

    def __call__(self) -> str:
        """The passphrase that the user types.

        Raises:
            KeyUnavailableError: the user gives none.
        """
        from worktracker.desktop.passphrase_dialog import PassphraseDialog

        self.asked = True
        passphrase = PassphraseDialog(new=self.new, remark=self.remark).ask()
        if passphrase is None:
            raise KeyUnavailableError(KeyTrouble.PASSPHRASE_NEEDED)
        return passphrase
