"""The user's two lists: programs that count as active, and patterns for documents."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from worktracker.app.recording import Recording
from worktracker.desktop.said import said
from worktracker.desktop.window.discreet import Discreet
from worktracker.desktop.window.page import small
from worktracker.errors import WorkTrackerError
from worktracker.privacy.documents import DocumentPattern
from worktracker.privacy.pattern_error import PatternError


class _List(QWidget):
    """Lines that can be removed, and fields from which one is added.

    Args:
        recording: whose record holds them.
        title, meaning: what they are.
        fields: the names of the fields of a new one.
    """

    def __init__(self, recording: Recording, title: str, meaning: str, *fields: str) -> None:
        super().__init__()
        self.recording = recording
        self.title = title
        self._known = f"{title} {meaning}".casefold()
        remark = small(QLabel(meaning))
        remark.setWordWrap(True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._shown: list[tuple[object, str]] | None = None
        self.fields = [QLineEdit() for _ in fields]
        row = QHBoxLayout()
        row.setSpacing(8)
        for field, name in zip(self.fields, fields, strict=True):
            field.setPlaceholderText(name)
            field.setAccessibleName(f"{title}: {name}")
            field.returnPressed.connect(self._add)
            row.addWidget(field, 1)
        self.add_button = QPushButton(self.tr("Add"))
        self.add_button.setAccessibleName(self.tr("Add: %1").replace("%1", title))
        self.add_button.clicked.connect(self._add)
        row.addWidget(self.add_button)
        self._wrong = small(QLabel())
        self._wrong.setProperty("secondary", False)
        self._wrong.setProperty("wrong", True)
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 9, 0, 9)
        layout.setSpacing(1)
        layout.addWidget(QLabel(title))
        layout.addWidget(remark)
        layout.addLayout(self._lines)
        layout.addSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self._wrong)

    def matches(self, words: list[str], group: str) -> bool:
        """Whether it is meant by these words, in small letters."""
        return all(word in f"{self._known} {group.casefold()}" for word in words)

    def refresh(self) -> None:
        """Show what there is; what was last known stays where that can't be read."""
        try:
            lines = self.all()
        except WorkTrackerError:
            return  # the window's foot says why
        self.show_lines(lines)

    def show_lines(self, lines: list[tuple[object, str]]) -> None:
        """Show these: what tells each from others, and its words."""
        if lines == self._shown:
            return
        self._shown = lines
        while (item := self._lines.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for key, words in lines:
            self._lines.addWidget(self._line(key, words))

    def all(self) -> list[tuple[object, str]]:
        """What there is: what tells one from others, and its words."""
        raise NotImplementedError

    def added(self, texts: list[str], now_ms: int) -> None:
        """Keep a new one."""
        raise NotImplementedError

    def removed(self, key: object) -> None:
        """Drop one."""
        raise NotImplementedError

    def _line(self, key: object, words: str) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 4, 0, 0)
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        remove = QPushButton(self.tr("Remove"))
        remove.setProperty("flat", True)
        remove.setAccessibleName(self.tr("Remove %1").replace("%1", words))
        remove.clicked.connect(lambda: self._change(lambda: self.removed(key)))
        row.addWidget(label, 1)
        row.addWidget(remove)
        return line

    def _add(self) -> None:
        texts = [field.text().strip() for field in self.fields]
        if not all(texts):
            next(field for field in self.fields if not field.text().strip()).setFocus()
            return
        now_ms = self.recording.clock.now().wall_ms
        if self._change(lambda: self.added(texts, now_ms)):
            for field in self.fields:
                field.clear()

    def _change(self, change: Callable[[], None]) -> bool:
        """Change the list; whether it was."""
        try:
            change()
            self.recording.reload()
        except WorkTrackerError as error:
            self._wrong.setText(_refusal(error))
            self._wrong.show()
            return False
        self._wrong.hide()
        self.refresh()
        return True


def _refusal(error: WorkTrackerError) -> str:
    """Why the list was not changed; of a pattern without the command line's options."""
    if not isinstance(error, PatternError):
        return said(error)
    from worktracker.desktop.rules.words import fault_words

    return fault_words(error)


class KeepActiveList(_List):
    """Programs that count as active without input while they are in front."""

    def __init__(self, recording: Recording) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            recording,
            translate("Lists", "Programs that are active without input"),
            translate("Lists", "While one of these is in front, its time counts: calls, films, talks."),
            translate("Lists", "Application, like zoom or mpv*"),
        )

    def all(self) -> list[tuple[object, str]]:
        """Every pattern."""
        return [(app, app) for app in self.recording.opened.store.keep_active.all()]

    def added(self, texts: list[str], now_ms: int) -> None:
        """Keep a new one."""
        self.recording.opened.store.keep_active.add(texts[0], now_ms)

    def removed(self, key: object) -> None:
        """Drop one."""
        self.recording.opened.store.keep_active.remove(str(key))


class DocumentList(_List):
    """The user's own patterns for the documents that titles name.

    Args:
        recording: whose record holds them.
        discreet: whether patterns may be shown: they say how titles begin and end.
    """

    def __init__(self, recording: Recording, discreet: Discreet) -> None:
        self._discreet = discreet
        self._patterns: list[DocumentPattern] = []
        translate = QCoreApplication.translate
        super().__init__(
            recording,
            translate("Lists", "Patterns for documents"),
            translate(
                "Lists",
                "How many programs write their titles is known. For others an RE2 expression with a group"
                " named document says where it stands.",
            ),
            translate("Lists", "Application, like notes"),
            translate("Lists", "Pattern, like ^Notes: (?P<document>.+)$"),
        )
        discreet.changed.connect(self._follow_discretion)
        self._follow_discretion()

    def all(self) -> list[tuple[object, str]]:
        """Every pattern."""
        self._patterns = self.recording.opened.store.document_patterns.all()
        return self._lines_of_patterns()

    def added(self, texts: list[str], now_ms: int) -> None:
        """Keep a new one."""
        app, pattern = texts
        self.recording.opened.store.document_patterns.add(DocumentPattern(app, pattern), now_ms)

    def removed(self, key: object) -> None:
        """Drop one."""
        if isinstance(key, int):
            self.recording.opened.store.document_patterns.remove(key)

    def _lines_of_patterns(self) -> list[tuple[object, str]]:
        return [(each.id, f"{each.app}   {self._discreet.text(each.pattern)}") for each in self._patterns]

    def _follow_discretion(self) -> None:
        """Show patterns, or hide them, without asking the record."""
        hidden = self._discreet.on
        self.fields[1].setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)
        self.show_lines(self._lines_of_patterns())
