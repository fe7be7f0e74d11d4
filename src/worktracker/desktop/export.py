"""Writing files: a file dialog, and a thread that writes beside the recording, which goes on."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QCoreApplication, QDate, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from worktracker.app.recording import Recording
from worktracker.desktop.amounts import span_words
from worktracker.desktop.bidi import in_its_own_way
from worktracker.errors import WorkTrackerError
from worktracker.loop import Loop
from worktracker.model.period import Period
from worktracker.store.store import Store

Notify = Callable[[str, str], None]
"""Tells a title and a text in passing."""

_STEPS = 200
"""So many times at most it is told how far a file has come."""

_log = logging.getLogger(__name__)


class CancelledError(WorkTrackerError):
    """The user has given it up; no file was made."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is to be written.

    Attributes:
        title: what the file dialog is called.
        name: the file's name as it is offered, with its ending.
        kind: what the file dialog calls such files: ``CSV (*.csv)``.
        write: writes it; on another thread, with a connection of its own; what it says of itself at the end.
    """

    title: str
    name: str
    kind: str
    write: Callable[[Store, BinaryIO], str]


class Export:
    """One file.

    Args:
        recording: what is written, up to now.
        loop: where it is told how far it has come, and the end.
        notify: tells that it is done.
        fail: tells why it is not.
        progressed: hears which part of it is done, from 0 to 1, and None at its end, whatever came of it.
    """

    def __init__(
        self,
        recording: Recording,
        loop: Loop,
        notify: Notify,
        fail: Callable[[WorkTrackerError], None],
        progressed: Callable[[float | None], None] = lambda _: None,
    ) -> None:
        self._recording = recording
        self._loop = loop
        self._notify = notify
        self._fail = fail
        self._progressed = progressed
        self._cancelled = threading.Event()
        self._told = -1

    def ask(self, paper: Paper | None = None, parent: QWidget | None = None) -> QFileDialog:
        """Ask for the file, and write it when it is chosen; what asks.

        Args:
            paper: what is written; every span where nothing is named.
            parent: the window that the question belongs to, and is closed and covered with.
        """
        paper = paper or everything()
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = documents if Path(documents).is_dir() else str(Path.home())
        dialog = QFileDialog(parent, paper.title, folder, paper.kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(paper.name.rpartition(".")[2])
        dialog.selectFile(paper.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def chosen(name: str) -> None:
            self.write(paper, Path(name))

        dialog.fileSelected.connect(chosen)
        self._dialog = dialog  # where nothing else owns it
        dialog.setProperty("export", self)  # stays as long as the dialog does
        dialog.show()
        return dialog

    def write(self, paper: Paper, target: Path) -> None:
        """Write it into ``target``, beside the recording."""
        try:
            self._recording.settle()
            store = self._recording.opened.store.again()
        except WorkTrackerError as error:
            self._fail(error)
            return
        self._progressed(0.0)
        threading.Thread(target=self._write, args=(paper, store, target), name="export", daemon=True).start()

    def cancel(self) -> None:
        """Give it up; nothing is left of the file."""
        self._cancelled.set()

    # On the other thread

    def _write(self, paper: Paper, store: Store, target: Path) -> None:
        result: str | WorkTrackerError
        try:
            store.read_while(lambda: not (self._cancelled.is_set() or self._recording.closed))
            store.tell_progress(self._tell)
            result = write_file(paper, store, target)
        except WorkTrackerError as error:
            result = error
        except Exception as error:  # noqa: BLE001 - nobody else would hear of it; its words may quote a title
            _log.error("An export ended in a %s.", type(error).__name__)
            result = WorkTrackerError("The file could not be written.", "Try again.")
        finally:
            store.close()
        self._loop.call_soon_threadsafe(lambda: self._done(target, result))

    def _tell(self, part: float) -> None:
        if self._cancelled.is_set():
            raise CancelledError("It was given up.")
        step = int(part * _STEPS)
        if step > self._told:
            self._told = step
            self._loop.call_soon_threadsafe(lambda: self._progressed(part))

    # On the loop's

    def _done(self, target: Path, result: str | WorkTrackerError) -> None:
        self._progressed(None)
        if isinstance(result, str):
            text = QCoreApplication.translate(
                "Export", "%1 is not encrypted: whoever can read the file reads all of it."
            )
            self._notify(result, text.replace("%1", in_its_own_way(str(target))))
        elif not self._cancelled.is_set():
            self._fail(result)


def everything() -> Paper:
    """Every span, as CSV."""
    translate = QCoreApplication.translate
    return Paper(
        translate("Export", "Export everything as CSV, not encrypted"),
        f"worktracker-export-{QDate.currentDate().toString(Qt.DateFormat.ISODate)}.csv",
        translate("Export", "CSV (*.csv)"),
        _write_everything,
    )


def write_file(paper: Paper, store: Store, target: Path) -> str:
    """Write it, whole or not at all; what it says of itself.

    Raises:
        WorkTrackerError: it can't be written.
    """
    from worktracker.interchange.new_file import new_file
    from worktracker.store.connection import translated

    with new_file(target) as file, translated():
        return paper.write(store, file)


def _write_everything(store: Store, file: BinaryIO) -> str:
    from worktracker.interchange.exporting import write_csv

    text = TextIOWrapper(file, "utf-8", newline="")
    count = write_csv(store, Period(), text)
    text.flush()
    text.detach()
    title = QCoreApplication.translate("Export", "Exported: everything, %1")
    return title.replace("%1", span_words(count))
