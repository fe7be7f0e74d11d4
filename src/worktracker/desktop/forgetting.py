"""Forgetting a time: how much it would be, whether that is wished, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale
from PySide6.QtWidgets import QMessageBox

from worktracker.app.backups import CopiesAwayError
from worktracker.app.recording import Recording
from worktracker.desktop.amounts import amount_text
from worktracker.desktop.durations import duration_words
from worktracker.desktop.message import notice
from worktracker.desktop.said import said_text
from worktracker.desktop.state import day_begin, time_text
from worktracker.desktop.tray.menu import FORGET, TODAY
from worktracker.errors import WorkTrackerError
from worktracker.model.period import Period
from worktracker.store.erase import Eraser, Forgotten, Selection
from worktracker.store.store import Store

READ_MS = 60_000
"""As long as a question may stand for what is recorded meanwhile to go, too; later, nothing more goes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be forgotten, and how it is called.

    Attributes:
        from_ms, to_ms: the time, milliseconds UTC; without an end up to then, see :func:`end_of`.
        question: asks for it.
        deed: what the button says that does it.
    """

    from_ms: int
    to_ms: int | None
    question: str
    deed: str


def asked_last(recording: Recording, length: timedelta | str) -> Asked:
    """The last minutes, or :data:`~worktracker.desktop.tray.menu.TODAY`, as they are now."""
    translate = QCoreApplication.translate
    clock = recording.clock
    if isinstance(length, timedelta):
        from_ms = clock.now().wall_ms - length // timedelta(milliseconds=1)
    else:
        from_ms = day_begin(clock, recording.opened.store.settings.day_start_ms)
    question, deed = {
        FORGET: (
            translate("Forget", "Forget the last 15 minutes?"),
            translate("Forget", "&Forget 15 minutes"),
        ),
        TODAY: (translate("Forget", "Forget today?"), translate("Forget", "&Forget today")),
    }.get(length, (translate("Forget", "Forget the last hour?"), translate("Forget", "&Forget 1 hour")))
    return Asked(from_ms, None, question, deed)


def asked_stretch(start_ms: int, end_ms: int) -> Asked:
    """A time that has ended, or ends some time."""
    translate = QCoreApplication.translate
    question = translate("Forget", "Forget the time from %1 to %2?")
    question = question.replace("%1", time_text(start_ms)).replace("%2", time_text(end_ms))
    deed = translate("Forget", "&Forget %1").replace("%1", duration_words(end_ms - start_ms))
    return Asked(start_ms, end_ms, question, deed)


def end_of(asked_ms: int, now_ms: int) -> int | None:
    """Where a time without an end ends that was asked for then, in milliseconds UTC; None: it is still open.

    Open, nothing stays that is written while it is erased.
    """
    end_ms = asked_ms + READ_MS
    return end_ms if end_ms < now_ms else None


def behind_words(store: Store) -> str:
    """Which servers have totals of something that was forgotten, until they hear of it; empty: none."""
    urls = ", ".join(store.sharing.behind())
    words = QCoreApplication.translate("Forget", "%1 has totals of it until the next sync.")
    return words.replace("%1", urls) if urls else ""


class Forgetting:
    """Forgets a time.

    Args:
        recording: what is forgotten.
        asked: which time of it.
        notify: tells a title and a text in passing.
        show: shows a question or a notice.
        begun: called when it has begun.
        ended: called when it has ended, with what went wrong and was not told yet.
    """

    def __init__(
        self,
        recording: Recording,
        asked: Asked,
        notify: Callable[[str, str], None],
        show: Callable[[QMessageBox], None],
        begun: Callable[[], None],
        ended: Callable[[WorkTrackerError | None], None],
    ) -> None:
        self._recording = recording
        self._notify = notify
        self._show = show
        self._begun = begun
        self._ended = ended
        self._asked = asked
        self._to_ms = asked.to_ms or 0
        self._asked_ms: int | None = None

    def ask(self) -> None:
        """Say how much it would be, and forget it if that is wished.

        Raises:
            WorkTrackerError: the record can't be read.
        """
        translate = QCoreApplication.translate
        self._asked_ms = self._recording.clock.now().wall_ms
        box = QMessageBox(QMessageBox.Icon.Question, translate("Forget", "Forget"), self._asked.question)
        box.setInformativeText(self._question())
        forget = box.addButton(self._asked.deed, QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.finished.connect(lambda: self._answered(box.clickedButton() is forget))
        self._show(box)

    def forget(self) -> None:
        """Forget it now.

        Raises:
            WorkTrackerError: somebody else is rewriting the file.
        """
        asked, now_ms = self._asked, self._recording.clock.now().wall_ms
        to_ms = asked.to_ms
        if to_ms is None and self._asked_ms is not None:
            to_ms = end_of(self._asked_ms, now_ms)
        self._recording.forget(Selection(Period(from_ms=asked.from_ms, to_ms=to_ms)), self._done)
        self._to_ms = to_ms or now_ms
        self._begun()

    def _question(self) -> str:
        translate = QCoreApplication.translate
        self._recording.settle()
        store = self._recording.opened.store
        selection = Selection(
            Period(from_ms=self._asked.from_ms, to_ms=self._asked.to_ms), now_ms=self._asked_ms
        )
        found = Eraser(store.connection, store.settings.day_start_ms).preview(selection)
        since = time_text(self._asked.from_ms)
        if self._asked.to_ms is not None:
            if not found.spans:
                return translate(
                    "Forget", "Nothing of that time is in the file. Its copies are searched all the same."
                )
            text = translate("Forget", "%1 will be erased for good, from the file and from its copies.")
            return text.replace("%1", amount_text(found))
        if not found.spans:
            text = translate(
                "Forget", "Nothing recorded since %1 is in the file. Its copies are searched all the same."
            )
            return text.replace("%1", since)
        text = translate("Forget", "%1 since %2 will be erased for good, from the file and from its copies.")
        return text.replace("%1", amount_text(found)).replace("%2", since)

    def _answered(self, wished: bool) -> None:
        if not wished:
            return
        try:
            self.forget()
        except WorkTrackerError as error:
            self._ended(error)

    def _done(self, result: Forgotten | WorkTrackerError) -> None:
        translate = QCoreApplication.translate
        begin, end = time_text(self._asked.from_ms), time_text(self._to_ms)
        if isinstance(result, CopiesAwayError):
            text = translate("Forget", "Forgotten: %1, from %2 to %3.\n\n%4")
            date = QLocale().toString(
                QDateTime.fromMSecsSinceEpoch(self._asked.from_ms).date(), QLocale.FormatType.LongFormat
            )
            text = text.replace("%1", date).replace("%2", begin).replace("%3", end)
            # Told first: who asked may be gone.
            text = text.replace("%4", said_text(result.hint))
            self._show(notice(said_text(result.title), said_text(result.message), text))
            self._ended(None)
            return
        if isinstance(result, WorkTrackerError):
            self._ended(result)
            return
        title = translate("Forget", "Forgotten: %1").replace("%1", amount_text(result))
        text = translate("Forget", "From %1 to %2 nothing is left in the file or in its copies.")
        behind = behind_words(self._recording.opened.store)
        self._notify(title, f"{text.replace('%1', begin).replace('%2', end)} {behind}".strip())
        self._ended(None)
