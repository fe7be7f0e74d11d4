"""The page's key numbers."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from worktracker.desktop.durations import duration_words
from worktracker.desktop.look import KEY_NUMBER, scaled
from worktracker.desktop.numbers import number_text
from worktracker.desktop.reports.answers import Answer
from worktracker.desktop.reports.wording import signed
from worktracker.desktop.window.flow import Flow
from worktracker.desktop.window.page import small
from worktracker.model.span import State


class Numbers(QWidget):
    """Some figures side by side, each with what it is below it."""

    def __init__(self) -> None:
        super().__init__()
        row = Flow(self, gap=34)
        self._figures = [_Figure() for _ in range(5)]
        for figure in self._figures:
            row.addWidget(figure)

    def show_answer(self, answer: Answer, other: str) -> None:
        """Show the sums of an answer; ``other`` names the time that it is compared with."""
        private_ms, idle_ms = answer.of_state(State.PRIVATE), answer.of_state(State.IDLE, State.LOCKED)
        found = [(duration_words(answer.active_ms), self.tr("active"))]
        if answer.before_ms is not None:
            text = self.tr("compared with %1").replace("%1", other)
            found.append((signed(answer.total_ms - answer.before_ms), text))
        if answer.days > 1:
            found.append((number_text(answer.days), self.tr("days")))
            found.append((duration_words(answer.active_ms // answer.days), self.tr("a day")))
        if private_ms:
            found.append((duration_words(private_ms), self.tr("private, nothing kept")))
        if idle_ms:
            found.append((duration_words(idle_ms), self.tr("away")))
        for number, figure in enumerate(self._figures):
            figure.setVisible(number < len(found))
            if number < len(found):
                figure.show_figure(*found[number])


class _Figure(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._number = QLabel()
        self._number.setFont(scaled(self.font(), KEY_NUMBER, bold=True))
        self._meaning = small(QLabel())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._number)
        layout.addWidget(self._meaning)

    def show_figure(self, number: str, meaning: str) -> None:
        self._number.setText(number)
        self._meaning.setText(meaning)
        self.setAccessibleName(f"{number} {meaning}")
