"""Setting, changing and removing the passphrase of the record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox

from worktracker.app.key_ways import Ways, remove_passphrase, set_passphrase
from worktracker.desktop.bidi import paths_words
from worktracker.desktop.message import notice
from worktracker.desktop.privacy.key_dialog import KeyDialog
from worktracker.desktop.said import said
from worktracker.desktop.window.page import Page, small
from worktracker.errors import WorkTrackerError
from worktracker.home import Home
from worktracker.keys.fetch import require_passphrase
from worktracker.keys.passphrase import LEAST_CHARACTERS, Strength, long_enough, strength
from worktracker.keys.slots import KeySlots
from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError
from worktracker.store.store import Store


class PassphraseChange(KeyDialog):
    """Asks for the present passphrase, if there is one, and twice for the new one.

    Args:
        page: whose window it belongs to.
        changed: called when the ways to the key are others.
    """

    def __init__(self, page: Page, changed: Callable[[], None]) -> None:
        super().__init__(page.window())
        self._around = page.around
        self._changed = changed
        self._slots = page.recording.slots
        self.present: QLineEdit | None = None
        is_set = self._slots.current.passphrase is not None
        self.setWindowTitle(self.tr("worktracker: passphrase"))
        if is_set:
            self.head(
                self.tr("Change the passphrase"),
                self.tr("The record is not rewritten, and the recovery phrase stays as it is."),
            )
            self.present = self.field(self.tr("&Present passphrase"), self.tr("Present passphrase"))
        else:
            self.head(
                self.tr("Set a passphrase"),
                self.tr(
                    "It opens the record where the keyring does not, and shows the window again when it is"
                    " covered. The record is not rewritten, and the recovery phrase stays as it is."
                ),
            )
        self.first = self.field(self.tr("&New passphrase"), self.tr("New passphrase"))
        self._hint = small(QLabel())
        self._hint.setWordWrap(True)
        self.form.addWidget(self._hint, self.form.rowCount(), 1)
        self.second = self.field(self.tr("Once &more"), self.tr("New passphrase once more"))
        if is_set:
            self.removing = self.button(self.tr("&Remove the passphrase"), "destructive")
            self.removing.clicked.connect(self._remove)
        self.cancel = self.button(self.tr("&Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.setting = self.button(self.tr("&Change it") if is_set else self.tr("&Set it"), "primary")
        self.setting.clicked.connect(self._set)
        for field in self._fields:
            field.textChanged.connect(self._check)
        self._fields[0].setFocus()
        self._check()

    @property
    def _fields(self) -> list[QLineEdit]:
        return [*([] if self.present is None else [self.present]), self.first, self.second]

    def done(self, result: int) -> None:
        """Qt's hook: nothing that was typed is kept."""
        for field in self._fields:
            field.clear()
        super().done(result)

    # What is typed

    def _check(self) -> None:
        typed, again = self.first.text(), self.second.text()
        known = self.present is None or bool(self.present.text())
        how = strength(typed)
        self._hint.setText(self._strength_words(how) if typed else self._advice())
        if again and typed != again and not typed.startswith(again):
            self.say(self.tr("The two differ."), wrong=True)
        elif not self.is_busy:
            self.say("", wrong=False)
        ready = known and typed == again and how is not Strength.SHORT
        self.setting.setEnabled(ready and not self.is_busy)
        if self.present is not None:
            self.removing.setEnabled(known and not self.is_busy)

    def _strength_words(self, how: Strength) -> str:
        return {
            Strength.SHORT: self.tr("It needs at least %n characters.", "", LEAST_CHARACTERS),
            Strength.WEAK: self.tr("Weak: a machine that tries many guesses it. %1"),
            Strength.FAIR: self.tr("Fair: a machine would need years. %1"),
            Strength.GOOD: self.tr("Good, if nobody knows it and it is used nowhere else."),
        }[how].replace("%1", self._advice())

    def _advice(self) -> str:
        return self.tr("A few words that don't belong together are good.")

    # What is done

    def _set(self) -> None:
        new = self.first.text()
        self._begin(self.tr("Sealing the key…"), partial(_set, new=new))

    def _remove(self) -> None:
        self._begin(self.tr("Asking the keyring…"), _remove)

    def _begin(self, doing: str, deed: Callable[[Home, Store, KeySlots], Ways]) -> None:
        recording = self._around.recording
        present = None if self.present is None else self.present.text()
        work = partial(_changed, recording.home, self._slots, present, deed)
        self._work(doing)
        try:
            self._around.rewrite(self, work, self._done, beside_readers=True)
        except WorkTrackerError as error:
            self._done(error)

    def _work(self, doing: str) -> None:
        self.set_busy(doing)
        for part in (*self._fields, self.cancel):
            part.setEnabled(not doing)
        self._check()

    def _done(self, result: Ways | WorkTrackerError) -> None:
        if not self.isVisible():  # closed with its window meanwhile
            self._around.tell_failure(result)
            return
        self._work("")
        if isinstance(result, WorkTrackerError):
            self._refuse(result)
            return
        is_set, was_set = result.slots.current.passphrase is not None, self.present is not None
        self.accept()
        self._changed()
        self._around.open(self._told(result, is_set=is_set, was_set=was_set))

    def _refuse(self, error: WorkTrackerError) -> None:
        if isinstance(error, KeyUnavailableError) and error.trouble is KeyTrouble.WRONG_PASSPHRASE:
            self.say(self.tr("That is not the present passphrase. Nothing was changed."), wrong=True)
            if self.present is not None:
                self.present.selectAll()
                self.present.setFocus()
        else:
            self.say(said(error), wrong=True)

    def _told(self, ways: Ways, *, is_set: bool, was_set: bool) -> QMessageBox:
        if not is_set:
            text = self.tr("The passphrase is removed; the keyring keeps the key.")
        else:
            text = self.tr("The passphrase is changed.") if was_set else self.tr("The passphrase is set.")
        more: list[str] = []
        if ways.missing and was_set:
            away = self.tr("Not there now: %1. Copies there open with the old passphrase.")
            more.append(away.replace("%1", paths_words(ways.missing)))
        if was_set:
            more.append(self.tr("If somebody else knows the old passphrase, replace the key, too."))
        return notice(self.tr("Passphrase"), text, "\n".join(more))


def _changed(
    home: Home,
    slots: KeySlots,
    present: str | None,
    deed: Callable[[Home, Store, KeySlots], Ways],
    store: Store,
) -> Ways:
    if present is not None:
        require_passphrase(slots, present)
    return deed(home, store, slots)


def _set(home: Home, store: Store, slots: KeySlots, *, new: str) -> Ways:
    return set_passphrase(home, store, slots, long_enough(new))


def _remove(home: Home, store: Store, slots: KeySlots) -> Ways:
    return remove_passphrase(home, store, slots)
