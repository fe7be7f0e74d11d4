"""How somebody came to what is shown: each step a link back to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from worktracker.desktop.direction import margins
from worktracker.desktop.look import scaled
from worktracker.desktop.window.tips import set_plain_tip

_WIDEST = 18
"""In characters: what is longer is cut."""

_MOST = 4
"""Steps in sight, the first among them."""


class Trail(QWidget):
    """The steps in order; the last is where one is. Not in sight before the first."""

    turned = Signal(int)
    """The number of the step that is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._parts: list[QWidget] = []
        self._steps: list[str] = []
        self.setAccessibleName(self.tr("The way here"))
        self.hide()

    def show_steps(self, steps: Sequence[str]) -> None:
        """Show these; where they are many, the first and the last of them."""
        if list(steps) == self._steps:
            return
        self._steps = list(steps)
        for part in self._parts:
            part.hide()
            self._row.removeWidget(part)
            part.deleteLater()
        self._parts = []
        skipped = range(1, len(steps) - _MOST + 1)
        for number, text in enumerate(steps):
            if number in skipped and number != skipped[-1]:
                continue
            if number:
                self._put(_quiet("›"))
            if number == len(steps) - 1:
                here = _quiet(self._cut(text))
                here.setFont(scaled(self.font(), 0.96, bold=True))
                set_plain_tip(here, text)
                here.setContentsMargins(margins(6, 0, 0, 0, right_to_left=self.isRightToLeft()))
                self._put(here)
                break
            link = QPushButton("…" if number in skipped else self._cut(text).replace("&", "&&"))
            link.setProperty("flat", True)
            link.setAccessibleName(self.tr("Back to %1").replace("%1", text))
            set_plain_tip(link, self.tr("Back to %1").replace("%1", text))
            link.clicked.connect(lambda _checked=False, number=number: self.turned.emit(number))
            self._put(link)
        self.setVisible(len(steps) > 1)

    def _put(self, part: QWidget) -> None:
        self._parts.append(part)
        self._row.addWidget(part)

    def _cut(self, text: str) -> str:
        metrics = self.fontMetrics()
        return metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, metrics.averageCharWidth() * _WIDEST)


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("secondary", True)
    return label
