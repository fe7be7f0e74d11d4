"""Leaving an application or a site out from the tray: from now on at once, its past after a question."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox

from worktracker.app.erasing import purge_reached
from worktracker.app.front import Front
from worktracker.app.recording import Recording
from worktracker.desktop.amounts import amount_text
from worktracker.desktop.durations import duration_words
from worktracker.errors import StoreBusyError, WorkTrackerError
from worktracker.privacy.rules import Rule
from worktracker.store.erase import Eraser, Forgotten, Reach
from worktracker.store.store import Store


class Excluding:
    """One rule that is added, and what it would take of the past.

    Args:
        recording: what is left out.
        front: what is.
        notify: tells a title and a text in passing.
        tell: says what went wrong.
        show: shows a question, which does not stop the recording.
        changed: called after the rule or the record was changed.
    """

    def __init__(
        self,
        recording: Recording,
        front: Front,
        notify: Callable[[str, str], None],
        tell: Callable[[WorkTrackerError], None],
        show: Callable[[QMessageBox], None],
        changed: Callable[[], None],
    ) -> None:
        self._recording = recording
        self._front = front
        self._notify = notify
        self._tell = tell
        self._show = show
        self._changed = changed
        self._rule = front.rule
        self._known = False

    def begin(self) -> None:
        """Leave it out from now on, and find out how much of its past there is.

        Raises:
            WorkTrackerError: the rule can't be kept.
        """
        recording = self._recording
        if recording.held:
            raise StoreBusyError("The record is being rewritten.", "Try again.")
        rules = recording.opened.store.rules
        self._known = rules.find(self._rule) is not None
        self._rule = rules.add(self._rule, recording.clock.now().wall_ms)
        recording.reload()
        recording.settle()
        asker, question = ("exclude", self._rule.id), partial(_reach, self._rule)
        # Also where the window closes meanwhile: nobody asks again.
        recording.long_reading.ask(asker, question, self._reached, self._tell, outlasts=True)

    def _reached(self, found: Reach) -> None:
        self._changed()
        translate = QCoreApplication.translate
        title = translate("Exclude", "“%1” is left out from now on").replace("%1", self._front.name)
        if not found.spans:
            self._notify(title, translate("Exclude", "Nothing of it is in the record. Rules has the list."))
            return
        length = duration_words(found.duration_ms)
        box = QMessageBox(QMessageBox.Icon.Question, translate("Exclude", "Exclude"), f"{title}.")
        text = translate(
            "Exclude",
            "%Ln spans of it, %1, are in the record already. They stay unless you erase them, for good, from"
            " the file and from its copies.",
            None,
            found.spans,
        )
        box.setInformativeText(text.replace("%1", length))
        erase = box.addButton(
            translate("Exclude", "&Erase %1").replace("%1", length), QMessageBox.ButtonRole.DestructiveRole
        )
        undo = None
        if not self._known:
            undo = box.addButton(translate("Exclude", "&Undo the rule"), QMessageBox.ButtonRole.ResetRole)
        keep = box.addButton(translate("Exclude", "&Keep them"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)

        def answered() -> None:
            clicked = box.clickedButton()
            if clicked is erase:
                self._guarded(self._purge)
            elif undo is not None and clicked is undo:
                self._guarded(self._undo)

        box.finished.connect(answered)
        self._show(box)

    def _guarded(self, deed: Callable[[], None]) -> None:
        try:
            deed()
        except WorkTrackerError as error:
            self._tell(error)

    def _undo(self) -> None:
        assert self._rule.id is not None
        self._recording.opened.store.rules.remove(self._rule.id)
        self._recording.reload()
        self._changed()

    def _purge(self) -> None:
        work = partial(purge_reached, self._recording.home, self._rule)
        self._recording.rewrite(work, self._purged, cut=True, follow=True)

    def _purged(self, result: Forgotten | WorkTrackerError) -> None:
        self._changed()
        if isinstance(result, WorkTrackerError):
            self._tell(result)
            return
        translate = QCoreApplication.translate
        text = translate("Exclude", "Nothing of “%1” is left in the file or in its copies.")
        self._notify(
            translate("Exclude", "Erased: %1").replace("%1", amount_text(result)),
            text.replace("%1", self._front.name),
        )


def _reach(rule: Rule, store: Store) -> Reach:
    return Eraser(store.connection, store.settings.day_start_ms).reach(rule)
