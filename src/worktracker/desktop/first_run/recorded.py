"""The first page: what is recorded, what never is, and where it is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from worktracker.app.agreement import Section, agreement_text, news
from worktracker.desktop.bidi import in_its_own_way
from worktracker.desktop.first_run.page import Page
from worktracker.store.settings import Agreement

_NEVER = "✕"
_MARKS = ("✓", _NEVER, "–", "–")
"""One for each part of the text: what is recorded, what never is, where, and what is theirs to change."""


class RecordedPage(Page):
    """The text that is agreed to.

    Args:
        store: where the record is.
        before: the older text that was agreed to, if any: what is new comes first then.
    """

    def __init__(self, store: Path, before: Agreement | None) -> None:
        super().__init__()
        self._path = str(store)
        self.head(self.tr("Before anything is recorded"))
        if before is not None:
            date = QLocale().toString(
                QDateTime.fromMSecsSinceEpoch(before.agreed_ms).date(), QLocale.FormatType.LongFormat
            )
            heading = self.tr("Changed since you agreed on %1")
            self._add(Section(heading.replace("%1", date), news(before.version, _translated)), "–")
        for section, mark in zip(agreement_text(store, _translated), _MARKS, strict=True):
            self._add(section, mark)
        self.end()

    def _add(self, section: Section, mark_text: str) -> None:
        part = self.section(section.heading)
        part.setSpacing(5)
        for line in section.lines:
            layout = QHBoxLayout()
            layout.setSpacing(10)
            mark = QLabel(mark_text)
            mark.setFixedWidth(mark.fontMetrics().height())
            mark.setProperty("secondary" if mark_text != _NEVER else "wrong", True)
            layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            text = QLabel(line.replace(self._path, in_its_own_way(self._path)))
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
            layout.addWidget(text, 1)
            part.addLayout(layout)


def _translated(text: str) -> str:
    return QCoreApplication.translate("Agreement", text)
