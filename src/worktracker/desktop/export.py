"""Exporting from the menu: a file dialog, and a thread that writes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from worktracker.app.recording import Recording
from worktracker.errors import WorkTrackerError
from worktracker.loop import Loop
from worktracker.model.period import Period
from worktracker.reports.words import counted
from worktracker.store.store import Store

Notify = Callable[[str, str], None]
"""Tells a title and a text in passing."""


class Export:
    """One export of every span into a CSV file.

    Args:
        recording: what is exported, up to now.
        loop: where the end is told.
        notify: tells that it is done.
        fail: tells why it is not.
    """

    def __init__(
        self, recording: Recording, loop: Loop, notify: Notify, fail: Callable[[WorkTrackerError], None]
    ) -> None:
        self._recording = recording
        self._loop = loop
        self._notify = notify
        self._fail = fail

    def ask(self) -> None:
        """Ask for the file, and write it when it is chosen."""
        translate = QCoreApplication.translate
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = documents if Path(documents).is_dir() else str(Path.home())
        name = f"worktracker-export-{QDate.currentDate().toString(Qt.DateFormat.ISODate)}.csv"
        dialog = QFileDialog(
            None,
            translate("Export", "Export everything as CSV, not encrypted"),
            folder,
            translate("Export", "CSV (*.csv)"),
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._chosen)
        self._dialog = dialog
        dialog.setProperty("export", self)  # stays as long as the dialog does
        dialog.show()

    def _chosen(self, name: str) -> None:
        self.write(Path(name))

    def write(self, target: Path) -> None:
        """Write every span into ``target``, beside the recording, which goes on."""
        try:
            self._recording.settle()
            store = self._recording.opened.store.again()
        except WorkTrackerError as error:
            self._fail(error)
            return
        threading.Thread(target=self._write, args=(store, target), name="export", daemon=True).start()

    def _write(self, store: Store, target: Path) -> None:
        result: int | WorkTrackerError
        try:
            result = write_file(store, target)
        except WorkTrackerError as error:
            result = error
        finally:
            store.close()
        self._loop.call_soon_threadsafe(lambda: self._done(target, result))

    def _done(self, target: Path, result: int | WorkTrackerError) -> None:
        if isinstance(result, WorkTrackerError):
            self._fail(result)
            return
        translate = QCoreApplication.translate
        title = translate("Export", "Exported: everything, %1").replace("%1", counted(result, "span"))
        text = translate("Export", "%1 is not encrypted: whoever can read the file reads all of it.")
        self._notify(title, text.replace("%1", str(target)))


def write_file(store: Store, target: Path) -> int:
    """Write every span as CSV into ``target``, whole or not at all; how many.

    Raises:
        WorkTrackerError: it can't be written.
    """
    from worktracker.interchange.exporting import write_csv
    from worktracker.interchange.new_file import new_file

    with new_file(target) as file:
        text = TextIOWrapper(file, "utf-8", newline="")
        count = write_csv(store, Period(), text)
        text.flush()
        text.detach()
    return count
