"""The conditions of a rule as they are written: fields with patterns, and what is wrong with each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from worktracker.desktop.rules.words import example_of, fault_words, field_name
from worktracker.desktop.window.choice import Choice
from worktracker.desktop.window.discreet import Discreet
from worktracker.desktop.window.flow import Flow
from worktracker.desktop.window.page import small
from worktracker.privacy.pattern_error import PatternError


class Condition(QWidget):
    """One line: a field, its pattern, and what is wrong with that."""

    changed = Signal()
    gone = Signal()

    def __init__(self, fields: Sequence[str], discreet: Discreet) -> None:
        super().__init__()
        self._fields = fields
        self._discreet = discreet
        self._regex = False
        self._choice = Choice()
        for field in fields:
            self._choice.addItem(field_name(field), field)
        self._choice.setAccessibleName(self.tr("What is looked at"))
        self._pattern = QLineEdit()
        self._wrong = small(QLabel())
        self._wrong.setProperty("secondary", False)
        self._wrong.setProperty("wrong", True)
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        self._remove = QPushButton("×")
        self._remove.setProperty("flat", True)
        self._remove.setAccessibleName(self.tr("Remove this condition"))
        self._remove.setToolTip(self.tr("Remove this condition"))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._choice)
        line.addWidget(self._pattern, 1)
        line.addWidget(self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self._wrong)
        self._choice.currentIndexChanged.connect(self._field_changed)
        self._pattern.textChanged.connect(self.changed)
        self._remove.clicked.connect(self.gone)
        self._field_changed()
        self.follow_discretion()

    @property
    def field(self) -> str:
        """What is looked at."""
        return self._choice.currentData()

    @property
    def pattern(self) -> str:
        """What it is to be."""
        return self._pattern.text()

    def write(self, field: str, pattern: str) -> None:
        """Show a condition."""
        self._choice.setCurrentIndex(self._fields.index(field))
        self._pattern.setText(pattern)

    def be_regex(self, *, regex: bool) -> None:
        """Whether the pattern is an expression."""
        self._regex = regex
        self._field_changed()

    def be_only_one(self, *, only: bool) -> None:
        """Whether there is no other condition, so that this one can't go."""
        self._remove.setVisible(not only)

    def say(self, wrong: str) -> None:
        """Say what is wrong with it; nothing for an empty text."""
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        self._pattern.setAccessibleDescription(wrong)

    def follow_discretion(self) -> None:
        """Show what is written, or hide it where titles are hidden."""
        hidden = self._discreet.on and self.field not in ("app", "domain")
        mode = QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal
        self._pattern.setEchoMode(mode)

    def take_focus(self) -> None:
        """Have the keyboard write the pattern."""
        self._pattern.setFocus()

    def _field_changed(self) -> None:
        self._pattern.setPlaceholderText(example_of(self.field, regex=self._regex))
        self._pattern.setAccessibleName(self.tr("Pattern for: %1").replace("%1", field_name(self.field)))
        self.follow_discretion()
        self.changed.emit()


class Conditions(QWidget):
    """All conditions of a rule.

    Args:
        fields: which there may be, each once.
        discreet: whether titles are hidden.
    """

    changed = Signal()

    def __init__(self, fields: Sequence[str], discreet: Discreet) -> None:
        super().__init__()
        self._fields = fields
        self._discreet = discreet
        self._lines: list[Condition] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._more = QPushButton(self.tr("And a&nother condition"))
        self._more.setProperty("flat", True)
        self._more.clicked.connect(self._add_unused)
        self._regex = QCheckBox(self.tr("Regular e&xpression"))
        self._regex.setToolTip(self.tr("In the syntax of RE2, and found anywhere in the text."))
        self._regex.toggled.connect(self._regex_changed)
        below = Flow()
        below.setContentsMargins(-8, 0, 0, 0)  # its text in line with the fields
        below.addWidget(self._more)
        below.addWidget(self._regex)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._rows)
        layout.addLayout(below)

    @property
    def regex(self) -> bool:
        """Whether patterns are expressions."""
        return self._regex.isChecked()

    def write(self, patterns: Sequence[tuple[str, str]], *, regex: bool) -> None:
        """Show a rule's conditions; an empty line for none."""
        for line in list(self._lines):
            self._drop(line)
        self._regex.setChecked(regex)
        for field, pattern in patterns or ((self._fields[0], ""),):
            self._add().write(field, pattern)
        self._settle()

    def patterns(self) -> dict[str, str]:
        """What is written, by its field; what is written twice counts once."""
        return {line.field: line.pattern for line in self._lines}

    @property
    def is_untouched(self) -> bool:
        """Whether nothing is written."""
        return not any(line.pattern for line in self._lines)

    def say(self, error: PatternError | None) -> None:
        """Say beside its field what is wrong with a pattern, once something is written there."""
        seen: set[str] = set()
        for line in self._lines:
            words = ""
            if line.field in seen:
                words = self.tr("Each is asked for once: take this one away, or choose another.")
            elif error is not None and error.field == line.field and line.pattern:
                words = fault_words(error)
            seen.add(line.field)
            line.say(words)

    @property
    def has_twice(self) -> bool:
        """Whether a field is asked for twice."""
        return len({line.field for line in self._lines}) < len(self._lines)

    def take_focus(self) -> None:
        """Have the keyboard write the first pattern."""
        self._lines[0].take_focus()

    def follow_discretion(self) -> None:
        """Show what is written, or hide it."""
        for line in self._lines:
            line.follow_discretion()

    def _add_unused(self) -> None:
        used = [line.field for line in self._lines]
        line = self._add()
        line.write(next(field for field in self._fields if field not in used), "")
        line.take_focus()
        self._settle()

    def _add(self) -> Condition:
        line = Condition(self._fields, self._discreet)
        line.be_regex(regex=self.regex)
        line.changed.connect(self.changed)
        line.gone.connect(lambda: self._take_away(line))
        self._lines.append(line)
        self._rows.addWidget(line)
        return line

    def _take_away(self, line: Condition) -> None:
        self._drop(line)
        self._settle()
        self._lines[-1].take_focus()

    def _drop(self, line: Condition) -> None:
        self._lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _regex_changed(self, regex: bool) -> None:
        for line in self._lines:
            line.be_regex(regex=regex)
        self.changed.emit()

    def _settle(self) -> None:
        for line in self._lines:
            line.be_only_one(only=len(self._lines) == 1)
        self._more.setEnabled(len(self._lines) < len(self._fields))
        self.changed.emit()
