"""What is done in a terminal, because it needs the network, which the app has not."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from worktracker.desktop.direction import keep_side
from worktracker.desktop.window.card import Card
from worktracker.desktop.window.page import small


class CommandsCard(Card):
    """A line for each command: what it does, its words, and a button that copies them.

    Args:
        granted: whether something is granted.
    """

    def __init__(self, *, granted: bool) -> None:
        super().__init__(QCoreApplication.translate("CommandsCard", "In a terminal"))
        remark = small(QLabel(self.tr("The app has no network. What needs one is a command of its own.")))
        remark.setWordWrap(True)
        self.add(remark)
        self.body.addSpacing(4)
        for meaning, command in self._after() if granted else self._before():
            self.add_row(self._line(meaning, command))

    def _before(self) -> tuple[tuple[str, str], ...]:
        return (
            (
                self.tr("See the exact bytes that a permission would let out; sends nothing"),
                "worktracker sync preview --all-names --first-day month --end YYYY-MM-DD",
            ),
            (
                self.tr("Give a permission, after reading all of it"),
                "worktracker sync grant https://SERVER --all-names --end YYYY-MM-DD",
            ),
        )

    def _after(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Send now what is due, and have deleted what was taken back"), "worktracker sync now"),
            (self.tr("Let one name more leave"), 'worktracker sync name add "NAME"'),
            (self.tr("Have your account at the server deleted"), "worktracker sync delete-account"),
        )

    def _line(self, meaning: str, command: str) -> QWidget:
        title = QLabel(meaning)
        title.setWordWrap(True)
        words = QLabel(command)
        words.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        words.setProperty("secondary", True)
        words.setWordWrap(True)
        keep_side(words)
        words.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(title)
        left.addWidget(words)
        copy = QPushButton(self.tr("Copy"))
        copy.setAccessibleName(self.tr("Copy: %1").replace("%1", command))
        copy.clicked.connect(partial(_copy, command))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(12)
        row.addLayout(left, 1)
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignVCenter)
        return line


def _copy(command: str) -> None:
    QGuiApplication.clipboard().setText(command)
