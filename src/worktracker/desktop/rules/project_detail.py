"""The chosen project: its name, client and rate, its time, and its rules."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from worktracker.desktop.durations import duration_words
from worktracker.desktop.look import scaled
from worktracker.desktop.rules.label_rules import LabelRules
from worktracker.desktop.rules.part import Means
from worktracker.desktop.rules.words import rate_words
from worktracker.desktop.window.page import small
from worktracker.labels.rules import LabelRule
from worktracker.model.labels import MAX_NAME, Project


class ProjectDetail(QWidget):
    """What of a project can be seen and changed."""

    edited = Signal(dict)
    """What is to change, by its name: ``name``, ``client``, ``rate``, ``currency``, ``closed``."""

    def __init__(self, means: Means) -> None:
        super().__init__()
        self._project: Project | None = None
        self._name = QLineEdit()
        self._name.setFont(scaled(self.font(), 1.2, bold=True))
        self._name.setMaxLength(MAX_NAME)
        self._name.setAccessibleName(self.tr("Name"))
        self._time = small(QLabel())
        self._time.setWordWrap(True)
        self._client = QLineEdit()
        self._client.setMaxLength(MAX_NAME)
        self._client.setPlaceholderText(self.tr("Nobody"))
        self._client.setAccessibleName(self.tr("Client"))
        self._rate = QLineEdit()
        self._rate.setPlaceholderText(self.tr("None"))
        self._rate.setAccessibleName(self.tr("Hourly rate"))
        self._currency = QLineEdit()
        self._currency.setPlaceholderText("EUR")
        self._currency.setMaxLength(3)
        self._currency.setFixedWidth(self.fontMetrics().averageCharWidth() * 12)
        self._currency.setAccessibleName(self.tr("Currency"))
        self._closed = QPushButton()
        self._closed.clicked.connect(self._turn)
        self.rules = LabelRules("project", means)
        self._name.editingFinished.connect(lambda: self._written("name", self._name.text()))
        self._client.editingFinished.connect(lambda: self._written("client", self._client.text()))
        self._rate.editingFinished.connect(self._rate_written)
        self._currency.editingFinished.connect(self._rate_written)
        money = QHBoxLayout()
        money.setSpacing(8)
        money.addWidget(self._rate)
        money.addWidget(self._currency)
        form = QGridLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        form.setColumnStretch(1, 1)
        form.addWidget(small(QLabel(self.tr("Client"))), 0, 0)
        form.addWidget(self._client, 0, 1)
        form.addWidget(small(QLabel(self.tr("Hourly rate"))), 1, 0)
        form.addLayout(money, 1, 1)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name, 1)
        head.addWidget(self._closed)
        line = QFrame()
        line.setProperty("hairline", True)
        line.setFixedHeight(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._time)
        layout.addLayout(form)
        layout.addWidget(line)
        layout.addWidget(self.rules, 1)

    def show_project(
        self, project: Project, length_ms: int, rules: Sequence[LabelRule], *, running: bool
    ) -> None:
        """Show a project with its time of this month."""
        other = self._project is None or self._project.id != project.id
        self._project = project
        for field, text in (
            (self._name, project.name),
            (self._client, project.client or ""),
            (self._rate, rate_words(project.rate or "")),
            (self._currency, project.currency or ""),
        ):
            if other or not field.hasFocus():
                field.setText(text)
                field.setCursorPosition(0)  # a long one is read from its beginning
        words = self.tr("%1 this month").replace("%1", duration_words(length_ms))
        if not length_ms:
            words = self.tr("Nothing this month")
        if running:
            words += ", " + self.tr("and the timer runs on it")
        if project.closed:
            words += ". " + self.tr("Archived: no more time is put on it by hand.")
        self._time.setText(words)
        self._closed.setText(self.tr("Take it &back") if project.closed else self.tr("Archi&ve"))
        self.rules.show_rules(rules)

    def take_name(self) -> None:
        """Have the keyboard write the name."""
        self._name.setFocus()
        self._name.selectAll()

    def show_kept(self) -> None:
        """Show again what is kept: what was written could not be."""
        project = self._project
        if project is not None:
            self._rate.setText(rate_words(project.rate or ""))
            self._currency.setText(project.currency or "")
            self._client.setText(project.client or "")
            self._name.setText(project.name)

    def _written(self, what: str, text: str) -> None:
        project = self._project
        if project is None or text.strip() == (getattr(project, what) or ""):
            return
        if what == "name" and not text.strip():
            self._name.setText(project.name)
        else:
            self.edited.emit({what: text.strip()})

    def _rate_written(self) -> None:
        """Keep rate and currency together, as soon as there are both."""
        project = self._project
        rate = self._rate.text().strip().replace(",", ".")
        currency = self._currency.text().strip().upper()
        if project is None or (rate, currency) == (project.rate or "", project.currency or ""):
            return
        if rate and not currency:
            return
        changes = {"rate": rate or "none"}
        self.edited.emit(changes | ({"currency": currency} if currency else {}))

    def _turn(self) -> None:
        if self._project is not None:
            self.edited.emit({"closed": not self._project.closed})
