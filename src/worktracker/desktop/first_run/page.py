"""What the pages of the first run share: a title, and parts below each other that scroll."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from worktracker.desktop.look import TITLE, scaled
from worktracker.desktop.spoken import TEXT
from worktracker.desktop.window.flow import Flow

SIDE = 32
"""Pixels at the left and the right of a page."""


class Page(QScrollArea):
    """One page; it scrolls where the screen is small."""

    spoken_role = TEXT

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(SIDE, 28, SIDE, 20)
        self.body.setSpacing(18)
        self.setWidget(inner)

    def head(self, title: str, words: str = "") -> None:
        """Say what it is about, and a sentence below it."""
        head = QVBoxLayout()
        head.setSpacing(6)
        self.setAccessibleName(title)
        label = QLabel(title)
        label.setFont(scaled(self.font(), TITLE, bold=True))
        label.setWordWrap(True)
        head.addWidget(label)
        if words:
            head.addWidget(remark(words))
        self.body.addLayout(head)

    def section(self, heading: str) -> QVBoxLayout:
        """Add a part with a heading of its own; what stands below it."""
        part = QVBoxLayout()
        part.setSpacing(8)
        label = QLabel(heading)
        label.setFont(scaled(self.font(), 1.0, bold=True))
        label.setWordWrap(True)
        part.addWidget(label)
        self.body.addLayout(part)
        return part

    def end(self) -> None:
        """Leave what room there is below what was added."""
        self.body.addStretch()

    def height_at(self, width: int) -> int:
        """How tall it would like to be at a width, in pixels: lines that wrap have no height before."""
        # With its bar in sight, as at first: lines that wrap because of it would keep it there.
        return self.body.totalHeightForWidth(width - self.verticalScrollBar().sizeHint().width())

    def begin(self) -> None:
        """It has come into sight: give the focus to what is used first."""
        self.setFocus()


def remark(text: str) -> QLabel:
    """A sentence in the secondary colour."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("secondary", True)
    return label


def row(*widgets: QWidget, spacing: int = 24) -> QLayout:
    """Widgets beside each other, in the next line where they have no room."""
    layout = Flow(gap=spacing)
    for widget in widgets:
        layout.addWidget(widget)
    return layout


def choose(group: QButtonGroup, number: int) -> None:
    """Check a button of a group; the Tab key leads to it alone, as it does after a first click."""
    for button in group.buttons():
        chosen = group.id(button) == number
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        button.setChecked(chosen)
