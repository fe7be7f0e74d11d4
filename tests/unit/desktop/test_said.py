"""Errors in the window's language: whole sentences, what is filled in, and what nobody has translated."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.unit.desktop.test_translations import gathering

_SAY = """
from PySide6.QtCore import QCoreApplication, QLocale
from worktracker.control.instance import AlreadyRunningError
from worktracker.desktop.durations import duration_words
from worktracker.desktop.said import said, said_text
from worktracker.desktop.translation import follow_language
from worktracker.errors import StoreBusyError, UsageError, WorkTrackerError
from worktracker.keys.trouble import KeyTrouble, KeyUnavailableError
from worktracker.model.near import did_you_mean
application = QCoreApplication([])
hint = "Free some space or check the folder."
full = StoreBusyError("The record can't be written (the disk is full).", hint)
missing = WorkTrackerError("/home/a file: b.keys can't be read: Permission denied.")
key = KeyUnavailableError(KeyTrouble.LOCKED)
follow_language(application, "de")
message = "Die Aufzeichnung lässt sich nicht schreiben (die Platte ist voll)."
assert said(full) == f"{message} Platz schaffen oder den Ordner prüfen.", said(full)
assert said_text(str(full)) == said(full), "also where both are one text"
assert said(missing) == "/home/a file: b.keys kann nicht gelesen werden: Permission denied.", said(missing)
assert said(key) == "Der Schlüsselbund ist gesperrt. Ihn entsperren und noch einmal versuchen.", said(key)
assert said_text(full.title) == "Die Aufzeichnung lässt sich im Augenblick nicht schreiben"
wrong = said_text("idle-threshold takes a duration, 1s to 1d; not 'soon'.")
assert wrong == "idle-threshold nimmt eine Dauer, 1s bis 1d; nicht 'soon'.", wrong
held = said_text("The record has been held by a change since 14:05; what is seen waits in memory.")
assert held == "Eine Änderung hält die Aufzeichnung seit 14:05; was gesehen wird, wartet im Speicher.", held
runs = said(AlreadyRunningError(4711))
assert runs == "worktracker läuft für diesen Ordner schon (Prozess 4711). Ausführen: worktracker quit", runs
assert said(AlreadyRunningError(None)).startswith("worktracker läuft für diesen Ordner schon. ")
meant = did_you_mean("Wrok", ["Work"], "Choose one from the list.")
near = said(UsageError("There is no category Wrok.", meant))
assert near == "Es gibt keine Kategorie Wrok. War Work gemeint? Wählen Sie einen aus der Liste.", near
for text in ("Nobody has written this.", "", "Fenster"):
    assert said_text(text) == text
assert duration_words(24_280 * 3_600_000 + 180_000) == "24.280 h 03 min"
assert duration_words(84 * 60_000) == "1 h 24 min" and duration_words(106_000) == "1 min 46 s"
follow_language(application, "en")
for error in (full, missing, key):
    assert said(error) == str(error)
assert duration_words(24_280 * 3_600_000 + 180_000) == "24,280 h 03 m"
assert duration_words(84 * 60_000) == "1 h 24 m" and duration_words(106_000) == "1 m 46 s"
QLocale.setDefault(QLocale("ar_EG"))  # a desktop's own digits
assert duration_words(24_280 * 3_600_000 + 180_000) == "24280 h 03 m"
"""

_LEFTWARDS = """
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from worktracker.desktop.said import said_text
from worktracker.desktop.translation import follow_language
application = QGuiApplication([])
follow_language(application, "de")
application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
told = said_text("/home/a file: b.keys can't be read: Permission denied.")
assert chr(0x2068) + "/home/a file: b.keys" + chr(0x2069) in told, ascii(told)
"""


def test_a_path_in_an_error_is_read_from_the_left_where_lines_run_from_the_right() -> None:
    command = [sys.executable, "-c", _LEFTWARDS]
    environ = os.environ | {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_errors_are_said_in_the_windows_language() -> None:
    command = [sys.executable, "-c", _SAY]
    environ = os.environ | {"LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_nearly_everything_that_errors_say_is_on_the_list() -> None:
    """What is new comes with the next translation: ``python packaging/translations/errors.py``."""
    errors = gathering("errors")
    listed = set(Path(errors.FILE).read_text("utf-8").splitlines())
    said = set(errors.sentences())
    assert len(said) > 200
    assert len(said - listed) < len(said) / 10, said - listed
    assert len(listed - said) < len(said) / 10, listed - said


def test_what_is_shown_without_being_raised_is_gathered_too() -> None:
    """Why something waits, what a class or a function makes an error of, and names that are near."""
    known = set(gathering("errors").sentences())
    for said in (
        "Rules and settings can't be read; of what is in front only the time is kept.",
        "So much waits to be written that no more finds room in memory.",
        "The record has been held by a change since %1; what is seen waits in memory.",
        "worktracker is already running for this home (process %1).",
        "Words %1 are not in the list of recovery words.",
        "Did you mean %1?",
        "See `worktracker category list`.",
        "The list of private-browsing marks can't be read.",
    ):
        assert said in known, said
