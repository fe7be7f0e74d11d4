"""What of the page can be written into a file: its rows, or the spans behind them."""

from __future__ import annotations

from collections.abc import Callable
from io import TextIOWrapper
from typing import BinaryIO

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QProgressBar, QPushButton, QWidget
from shiboken6 import isValid

from worktracker.app.recording import Recording
from worktracker.clock import Clock
from worktracker.desktop.export import Export, Paper
from worktracker.desktop.reports.ranges import Range
from worktracker.desktop.reports.wording import by_words, number_words
from worktracker.errors import WorkTrackerError
from worktracker.interchange.span_formats import WRITERS, SpanFormat
from worktracker.reports.question import Question, answer
from worktracker.reports.writing import FileFormat, write_report
from worktracker.store.store import Store


def report_paper(question: Question, days: Range, file_format: FileFormat, clock: Clock) -> Paper:
    """The rows that are shown, all of them."""

    def write(store: Store, file: BinaryIO) -> str:
        found = answer(store, question)
        store.tell_progress(None)
        write_report(store, question, found, file_format, file, clock)
        text = QCoreApplication.translate("Reports", "Exported: %1 rows")
        return text.replace("%1", number_words(len(found.rows)))

    title = QCoreApplication.translate("Reports", "Export the report by %1, not encrypted")
    return Paper(
        title.replace("%1", by_words(question.by).lower()),
        f"worktracker-{question.by}-{_days_in_name(days)}.{file_format}",
        f"{file_format.upper()} (*.{file_format})",
        write,
    )


def spans_paper(days: Range, file_format: SpanFormat) -> Paper:
    """Every span of the days that are shown."""

    def write(store: Store, file: BinaryIO) -> str:
        text = TextIOWrapper(file, "utf-8", newline="")
        WRITERS[file_format](store, days.period, text)
        text.flush()
        text.detach()
        return QCoreApplication.translate("Reports", "Exported: the spans of these days")

    return Paper(
        QCoreApplication.translate("Reports", "Export the spans of these days, not encrypted"),
        f"worktracker-spans-{_days_in_name(days)}.{file_format.ending}",
        f"{span_format_words(file_format)} (*.{file_format.ending})",
        write,
    )


def span_format_words(file_format: SpanFormat) -> str:
    """A format of spans as it is offered."""
    return {
        SpanFormat.CSV: "CSV",
        SpanFormat.JSONL: "JSON Lines",
        SpanFormat.ICAL: QCoreApplication.translate("Reports", "Calendar"),
        SpanFormat.TIMEWARRIOR: "timewarrior",
        SpanFormat.ACTIVITYWATCH: "ActivityWatch",
        SpanFormat.TOGGL: "Toggl CSV",
    }[file_format]


def _days_in_name(days: Range) -> str:
    if days.first is None or days.last is None:
        return "all"
    first, last = days.first.isoformat(), days.last.isoformat()
    return first if first == last else f"{first}-to-{last}"


class ExportMenu(QMenu):
    """Every format of the report and of its spans.

    Args:
        parent: the button that it hangs at.
        chosen: hears which: a format of reports, or of spans.
    """

    def __init__(self, parent: QWidget, chosen: Callable[[FileFormat | SpanFormat], None]) -> None:
        super().__init__(parent)
        self.addSection(self.tr("These rows"))
        for file_format, text in (
            (FileFormat.CSV, "&CSV"),
            (FileFormat.JSON, "&JSON"),
            (FileFormat.HTML, self.tr("Web &page (HTML), to read and print")),
            (FileFormat.XLSX, self.tr("&Spreadsheet (XLSX)")),
        ):
            self._add(text, file_format, chosen)
        self.addSection(self.tr("All spans of these days"))
        for each in SpanFormat:
            self._add(span_format_words(each), each, chosen)

    def _add(
        self,
        text: str,
        file_format: FileFormat | SpanFormat,
        chosen: Callable[[FileFormat | SpanFormat], None],
    ) -> None:
        self.addAction(text).triggered.connect(lambda: chosen(file_format))


class ExportBar(QWidget):
    """How far the file has come, and a way to give it up; in sight only meanwhile.

    Args:
        recording: what is written.
        notify: tells that it is done.
        fail: tells why it is not.
    """

    def __init__(
        self,
        recording: Recording,
        notify: Callable[[str, str], None],
        fail: Callable[[WorkTrackerError], None],
    ) -> None:
        super().__init__()
        self._recording = recording
        self._notify = notify
        self._fail = fail
        self._export: Export | None = None
        self._text = QLabel()
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How far the file has come"))
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.clicked.connect(self._give_up)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._text)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        self.hide()

    def ask(self, paper: Paper) -> None:
        """Ask for a file, and write into it."""
        self._paper = paper
        loop = self._recording.loop
        self._export = Export(self._recording, loop, self._written, self._fail, self._progressed)
        self._export.ask(paper)

    def _written(self, title: str, text: str) -> None:
        self._notify(title, text)
        if isValid(self):  # the window may have been closed meanwhile
            self._say(title, text)

    def _progressed(self, part: float | None) -> None:
        if not isValid(self):
            return
        self._bar.setVisible(part is not None)
        self._cancel.setVisible(part is not None)
        if part is None:
            self.hide()
        else:
            self.show_progress(self._paper.name, part)

    def show_progress(self, name: str, part: float) -> None:
        """Say how far the file of this name has come."""
        self._text.setText(self.tr("Writing %1").replace("%1", name))
        self._bar.setValue(round(part * 1000))
        self.show()

    def _say(self, title: str, text: str) -> None:
        """What was written stays in sight until the next file, or the page is left."""
        self._text.setText(f"{title}. {text}")
        self._text.setWordWrap(True)
        self.show()

    def _give_up(self) -> None:
        if self._export is not None:
            self._export.cancel()
