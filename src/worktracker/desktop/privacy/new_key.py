"""Replacing the key of the record, and the new recovery phrase afterwards."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from worktracker.app.backups import Copies
from worktracker.app.rotating import Rotating, Step
from worktracker.desktop.bidi import paths_words
from worktracker.desktop.first_run.recovery import Recovery
from worktracker.desktop.privacy.key_dialog import KeyDialog
from worktracker.desktop.said import said
from worktracker.desktop.window.page import Page
from worktracker.desktop.window.there import while_there
from worktracker.errors import WorkTrackerError
from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError


class NewKey(KeyDialog):
    """Asks, says what is being done, and offers the new phrase.

    Args:
        page: whose window it belongs to.
        changed: called when there is a new key.
    """

    def __init__(self, page: Page, changed: Callable[[], None]) -> None:
        super().__init__(page.window())
        self._around = page.around
        self._changed = changed
        self._recovery: Recovery | None = None
        self.present: QLineEdit | None = None
        self.setWindowTitle(self.tr("worktracker: new key"))
        self.head(
            self.tr("Replace the key?"),
            self.tr(
                "The record and its copies are encrypted anew, under another key. The recovery phrase that"
                " you may have written down opens nothing then; you get a new one. Do so where somebody else"
                " may know the phrase, or a passphrase that was changed since."
            ),
        )
        if page.recording.slots.current.passphrase is not None:
            self.present = self.field(self.tr("&Passphrase"), self.tr("Passphrase"))
            self.present.textChanged.connect(self._check)
        self.cancel = self.button(self.tr("&Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.replace = self.button(self.tr("&Replace the key"), "destructive")
        self.replace.clicked.connect(self._begin)
        (self.present or self.cancel).setFocus()
        self._check()

    @property
    def recovery(self) -> Recovery | None:
        """The new phrase, once there is one."""
        return self._recovery

    def done(self, result: int) -> None:
        """Qt's hook: nothing that was typed or shown is kept."""
        if self.present is not None:
            self.present.clear()
        if self._recovery is not None:
            self._recovery.forget()
        super().done(result)

    def _check(self) -> None:
        known = self.present is None or bool(self.present.text())
        self.replace.setEnabled(known and not self.is_busy)

    def _begin(self) -> None:
        self._work(self.tr("Making the new key…"))
        try:
            present = None if self.present is None else self.present.text()
            began = while_there(self, self._began)
            done = while_there(self, self._done, self._tell_elsewhere)
            Rotating(self._around.recording, began, done).begin(present)
        except WorkTrackerError as error:
            self._done(error)

    def _work(self, doing: str) -> None:
        self.set_busy(doing)
        self.cancel.setEnabled(not doing)
        if self.present is not None:
            self.present.setEnabled(not doing)
        self._check()

    def _began(self, step: Step) -> None:
        words = {
            Step.KEY: self.tr("Making the new key…"),
            Step.RECORD: self.tr(
                "Encrypting the record anew. The window stands still meanwhile, for a few seconds at most."
            ),
            Step.COPIES: self.tr("Encrypting the copies anew…"),
        }
        self._work(words[step])

    def _done(self, result: Copies | WorkTrackerError) -> None:
        if not self.isVisible():  # closed with its window meanwhile
            self._tell_elsewhere(result)
            return
        self._work("")
        if isinstance(result, Copies):
            self._changed()
            self._show_phrase(result)
        elif isinstance(result, KeyUnavailableError) and result.trouble is KeyTrouble.WRONG_PASSPHRASE:
            self.say(self.tr("That is not the passphrase. Nothing was changed."), wrong=True)
            if self.present is not None:
                self.present.selectAll()
                self.present.setFocus()
        else:
            self.say(said(result), wrong=True)

    def _tell_elsewhere(self, result: Copies | WorkTrackerError) -> None:
        if isinstance(result, WorkTrackerError):
            self._around.tell(result)
        else:
            self._around.notify(
                self.tr("The record has a new key"), self.tr("Privacy shows its new recovery phrase.")
            )

    def _show_phrase(self, copies: Copies) -> None:
        words = [self.tr("Write its new recovery phrase down: the old one opens nothing any more.")]
        if copies.changed:
            words.append(self.tr("%n copies are under the new key, too.", "", copies.changed))
        left = (*copies.missing, *copies.failed)
        if left:
            away = self.tr("Not reached: %1. What lies there opens with the old phrase only.")
            words.append(away.replace("%1", paths_words(left)))
        for column in range(self.form.columnCount()):
            item = self.form.itemAtPosition(1, column)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
        self.replace.hide()
        self.cancel.setText(self.tr("&Close"))
        self._recovery = Recovery(self._around.recording.opened.store.key)
        self._recovery.changed.connect(self.make_room)
        self.body.insertWidget(3, self._recovery)
        self.head(self.tr("The record has a new key"), " ".join(words))
        self._recovery.setFocus()
