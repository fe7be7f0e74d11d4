"""A surface with a heading, on which a page puts its widgets."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from worktracker.desktop.look import CARD_PADDING, scaled


class Card(QFrame):
    """A heading, and what is put below it; rows are told apart by a line.

    Attributes:
        body: where widgets go.
        corner: what stands at the right of the heading.
        parts: how many were put there.
    """

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.heading = QLabel(heading)
        self.heading.setFont(scaled(self.font(), 0.96, bold=True))
        self.heading.setProperty("secondary", True)
        self.corner = QHBoxLayout()
        self.corner.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch()
        head.addLayout(self.corner)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(CARD_PADDING, CARD_PADDING - 4, CARD_PADDING, CARD_PADDING - 6)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addSpacing(4)
        self.parts = 0
        self.setAccessibleName(heading)

    def add(self, part: QWidget | QLayout) -> None:
        """Put something below what is there."""
        self.parts += 1
        if isinstance(part, QWidget):
            self.body.addWidget(part)
        else:
            self.body.addLayout(part)

    def add_row(self, part: QWidget) -> QFrame:
        """Put something below what is there, under a line; the line."""
        line = QFrame()
        line.setProperty("hairline", True)
        line.setFixedHeight(1)
        self.body.addWidget(line)
        self.add(part)
        return line
