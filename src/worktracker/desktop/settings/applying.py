"""Giving a setting another value from a page: checked, asked about where it erases, and followed at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QMessageBox

from worktracker.app.changing import RECOUNTING, change, detail_of, remarks, too_old
from worktracker.desktop.durations import duration_words
from worktracker.desktop.said import said, said_text
from worktracker.desktop.settings.catalogue import entry_of
from worktracker.desktop.window.page import Page
from worktracker.errors import WorkTrackerError
from worktracker.home import Home
from worktracker.model.detail import Detail
from worktracker.model.settings import checked
from worktracker.store.erase import Forgotten
from worktracker.store.store import Store

Answer = Callable[[str, bool], None]
"""Hears words to show beside the control, and whether they say what is wrong."""


class Applying:
    """Changes settings for one page.

    Args:
        page: whose user changes them.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._recording = page.recording

    def apply(self, name: str, text: str, answer: Answer) -> None:
        """Give a setting the value that is written; the old one stays where that can't be."""
        store = self._recording.opened.store
        try:
            value = checked(name, text)
            if value == store.settings.get(name):
                answer("", False)
            elif detail_of(name) is not None:
                answer(QCoreApplication.translate("Applying", "Counting what is older…"), False)
                now_ms = self._recording.clock.now().wall_ms
                self._page.ask(
                    lambda reader: too_old(reader, name, value, now_ms),
                    lambda old: self._erase_or_keep(name, value, old, answer),
                    ("too old", name),
                    takes_long=True,
                    failed=lambda error: answer(_said_of(name, error), True),
                )
            else:
                self._keep(name, value, answer)
        except WorkTrackerError as error:
            answer(_said_of(name, error), True)

    def _keep(self, name: str, value: str, answer: Answer) -> None:
        home, store = self._recording.home, self._recording.opened.store
        if name in RECOUNTING:
            answer(QCoreApplication.translate("Applying", "Counting every day anew…"), False)
            work = partial(_changed, home=home, name=name, value=value)
            kept = partial(self._kept, name=name, answer=answer)
            self._page.around.rewrite(self._page, work, kept, follow=True)
            return
        change(home, store, name, value)
        self._recording.reload()
        answer(" ".join(map(said_text, remarks(store, name, value))), False)

    def _kept(self, result: str | WorkTrackerError, name: str, answer: Answer) -> None:
        if isinstance(result, WorkTrackerError):
            answer(said(result), True)
        else:
            answer("", False)

    def _erase_or_keep(self, name: str, value: str, old: Forgotten, answer: Answer) -> None:
        answer("", False)
        detail = detail_of(name)
        if detail is None or not old.spans:
            self._keep_told(name, value, answer)
            return
        box = question(detail, old)
        erase = box.addButton(
            QCoreApplication.translate("Applying", "&Erase them"), QMessageBox.ButtonRole.DestructiveRole
        )
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)

        def answered() -> None:
            if box.clickedButton() is erase:
                self._keep_told(name, value, answer, erasing=True)
            else:
                answer("", False)  # which brings the old value back

        box.finished.connect(answered)
        self._page.around.open(box)

    def _keep_told(self, name: str, value: str, answer: Answer, *, erasing: bool = False) -> None:
        try:
            self._keep(name, value, answer)
        except WorkTrackerError as error:
            answer(said(error), True)
            return
        if erasing:
            answer(
                QCoreApplication.translate(
                    "Applying",
                    "What is older goes in the next minutes, and from the file's free space when nobody is at"
                    " the computer. Copies made before hold it until newer ones take their place.",
                ),
                False,
            )


def _said_of(name: str, error: WorkTrackerError) -> str:
    """An error that begins with the setting's title, where the command's users read its name."""
    words = said(error)
    if not words.startswith(f"{name} "):
        return words
    return QLocale().quoteString(entry_of(name).title) + words.removeprefix(name)


def question(detail: Detail, old: Forgotten) -> QMessageBox:
    """What would be erased, without the buttons."""
    translate = QCoreApplication.translate
    count = old.spans
    what = {
        Detail.URLS: translate(
            "Applying", "The full addresses of %Ln spans (%1) are older than that.", None, count
        ),
        Detail.TITLES: translate(
            "Applying", "The titles and documents of %Ln spans (%1) are older than that.", None, count
        ),
        Detail.DOMAINS: translate(
            "Applying", "The sites of %Ln spans (%1) are older than that.", None, count
        ),
        Detail.APPS: translate(
            "Applying", "The application names of %Ln spans (%1) are older than that.", None, count
        ),
        Detail.SPANS: translate("Applying", "%Ln spans (%1) are older than that.", None, count),
    }[detail]
    box = QMessageBox(
        QMessageBox.Icon.Question,
        translate("Applying", "Erase what is older"),
        what.replace("%1", duration_words(old.duration_ms)),
    )
    box.setInformativeText(translate("Applying", "They will be erased for good."))
    return box


def _changed(store: Store, *, home: Home, name: str, value: str) -> str:
    return change(home, store, name, value)
