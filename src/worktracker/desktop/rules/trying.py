"""A window or an activity to try rules on: which of them decides, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from worktracker.desktop.rules.form import WAIT_MS
from worktracker.desktop.window.discreet import Discreet
from worktracker.privacy.web import is_address


class TryCard(QFrame):
    """Three fields, and the answer below them.

    Args:
        question: what it answers.
        discreet: whether titles are hidden.
    """

    asked = Signal(object, object, object)
    """Application, title and address, None for each that is empty."""

    def __init__(self, question: str, discreet: Discreet) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName(question)
        self._discreet = discreet
        heading = QLabel(question)
        self._app, self._title, self._url = (QLineEdit() for _ in range(3))
        for field, name, hint in (
            (self._app, self.tr("Application"), self.tr("Application, like firefox")),
            (self._title, self.tr("Title"), self.tr("Title")),
            (self._url, self.tr("Site or address"), self.tr("Site or address, like example.org")),
        ):
            field.setAccessibleName(self.tr("Try: %1").replace("%1", name))
            field.setPlaceholderText(hint)
            field.textChanged.connect(self._changed)
        self._answer = QLabel()
        self._answer.setWordWrap(True)
        self._answer.setTextFormat(Qt.TextFormat.PlainText)
        self._answer.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.ask)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(heading)
        line.addWidget(self._app, 2)
        line.addWidget(self._title, 3)
        line.addWidget(self._url, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(line)
        layout.addWidget(self._answer)
        self.follow_discretion()

    def write(self, app: str = "", title: str = "", url: str = "") -> None:
        """Fill the fields."""
        for field, text in ((self._app, app), (self._title, title), (self._url, url)):
            field.setText(text)

    def ask(self) -> None:
        """Ask again: rules may have changed."""
        app, title, url = (field.text().strip() or None for field in (self._app, self._title, self._url))
        if app is None and title is None and url is None:
            self.answer("")
            return
        if url is not None and not is_address(url):
            url = f"https://{url}/"
            if not is_address(url):
                self.answer(self.tr("That is neither a site nor an address."), wrong=True)
                return
        self.asked.emit(app, title, url)

    def answer(self, words: str, *, wrong: bool = False) -> None:
        """Say which rule decides."""
        self._answer.setText(words)
        self._answer.setVisible(bool(words))
        if bool(self._answer.property("wrong")) != wrong:
            self._answer.setProperty("wrong", wrong)
            self._answer.style().unpolish(self._answer)
            self._answer.style().polish(self._answer)

    def follow_discretion(self) -> None:
        """Show what is written and what was answered, or hide it where titles are hidden."""
        mode = QLineEdit.EchoMode.Password if self._discreet.on else QLineEdit.EchoMode.Normal
        for field in (self._title, self._url):
            field.setEchoMode(mode)
        if self._answer.text():
            self.answer("")  # a rule's patterns may be in it
            self.ask()

    def _changed(self) -> None:
        self._timer.start()
