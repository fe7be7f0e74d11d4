"""The windows' languages: every text is gathered and translated, and windows speak the one that is chosen."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from worktracker.desktop.translation import filled
from worktracker.labels.starting_set import read_starting_set

_REPOSITORY = Path(__file__).resolve().parents[3]
_TRANSLATIONS = _REPOSITORY / "resources" / "translations"
_PLACES = re.compile(r"%L?[n1-9]")
_KEY = re.compile(r"&\w")

_SPEAK = """
import sys
from pathlib import Path
from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QApplication, QLabel
from worktracker.desktop.amounts import span_words
from worktracker.desktop.first_run.recorded import RecordedPage
from worktracker.desktop.translation import follow_language
application = QApplication([])
for language in ("de", "en", "fr", "de"):
    follow_language(application, language)
    page = RecordedPage(Path("/home/r.db"), None)
    labels = [label.text() for label in page.findChildren(QLabel)]
    place = next(text for text in labels if "/home/r.db" in text)
    day = QLocale().toString(QDate(2026, 11, 22), QLocale.FormatType.LongFormat)
    print("|".join([labels[0], place, span_words(1), span_words(1204), day]))
"""
_DATES = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtCore import QDate, QDateTime, QLocale, QTime
from PySide6.QtWidgets import QApplication, QLabel
from worktracker.desktop.dates import date_in_figures
from worktracker.desktop.first_run.recorded import RecordedPage
from worktracker.desktop.reports.wording import date_words, hour_tick, short_date_words
from worktracker.desktop.state import time_text
from worktracker.desktop.translation import follow_language
application = QApplication([])
follow_language(application, sys.argv[1])
page = RecordedPage(Path("/home/r.db"), None)
word = page.findChildren(QLabel)[0].text().partition(" ")[0]
afternoon = QDateTime(QDate.currentDate(), QTime(15, 40)).toMSecsSinceEpoch()
day = date(2026, 11, 22)
print("|".join([QLocale().name(), word, date_in_figures(QDate(2026, 11, 22)), time_text(afternoon),
    hour_tick(15), short_date_words(day), date_words(day)]))
"""
_BUTTON = """
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication
from worktracker.desktop.translation import follow_language
application = QApplication([])
follow_language(application, "system")
leftwards = application.layoutDirection() is Qt.LayoutDirection.RightToLeft
print(QCoreApplication.translate("QPlatformTheme", "Cancel"), leftwards)
"""
_GERMAN = (
    "Bevor etwas aufgezeichnet wird|in einer verschlüsselten Datei auf diesem Computer: /home/r.db"
    "|1 Abschnitt|1.204 Abschnitte|Sonntag, 22. November 2026"
)
_ENGLISH = (
    "Before anything is recorded|in one encrypted file on this computer: /home/r.db"
    "|1 span|1,204 spans|Sunday, November 22, 2026"
)


class Message(NamedTuple):
    """One text with what it is in another language: several where it counts something."""

    context: str
    source: str
    said: list[str]
    finished: bool


def _messages(language: str) -> list[Message]:
    found: list[Message] = []
    for context in ET.parse(_TRANSLATIONS / f"worktracker_{language}.ts").iter("context"):  # noqa: S314 - our own
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = translation.findall("numerusform") or [translation]
            found.append(
                Message(
                    context.findtext("name", ""),
                    message.findtext("source", ""),
                    [form.text or "" for form in forms],
                    translation.get("type") is None,
                )
            )
    return found


def gathering(name: str = "gather") -> ModuleType:
    """A script of packaging/translations."""
    path = _REPOSITORY / "packaging" / "translations" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_text_of_the_code_is_there_and_made_into_what_the_program_reads(tmp_path: Path) -> None:
    again = tmp_path / "translations"
    again.mkdir()
    for file in _TRANSLATIONS.glob("*.ts"):
        shutil.copy(file, again)
    gathering().gather(again)
    assert {file.name for file in again.iterdir()} == {file.name for file in _TRANSLATIONS.iterdir()}
    for file in again.iterdir():
        # Not in words: a thousand lines would be compared for minutes.
        assert file.read_bytes() == (_TRANSLATIONS / file.name).read_bytes(), (
            f"{file.name}: make translations"
        )


def test_a_place_s_sign_within_a_name_is_a_part_of_the_name() -> None:
    assert filled("Moved %1 into %2", "half %2", "a %1 of it") == "Moved half %2 into a %1 of it"


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_is_left_untranslated(language: str) -> None:
    messages = _messages(language)
    assert [m for m in messages if not m.finished or not all(text.strip() for text in m.said)] == []
    assert len(messages) > (900 if language == "de" else 5)


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_filled_in_and_pressed_is_in_each_translation(language: str) -> None:
    wrong = [
        (message.context, message.source, text)
        for message in _messages(language)
        for text in message.said
        if sorted(_PLACES.findall(text)) != sorted(_PLACES.findall(message.source))
        or len(_KEY.findall(text)) != len(_KEY.findall(message.source))
    ]
    assert wrong == []


def test_windows_numbers_and_dates_speak_the_language_that_is_chosen() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SPEAK],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines() == [_GERMAN, _ENGLISH, _ENGLISH, _GERMAN]


@pytest.mark.parametrize(
    ("desktop", "language", "expected"),
    [
        ("de_DE", "en", "en_DE|Before|22/11/2026|15:40|15:00|22 Nov|22 November 2026"),
        ("en_GB", "en", "en_GB|Before|22/11/2026|15:40|15:00|22 Nov|22 November 2026"),
        # Where a language is not known to be spoken there, its own country's: nobody writes de_US.
        ("en_US", "de", "de_DE|Bevor|22.11.26|15:40|15:00|22. Nov.|22. November 2026"),
        ("en_US", "en", "en_US|Before|11/22/26|3:40 PM|3 PM|Nov 22|November 22, 2026"),
        # A third language has neither its words nor its names of days, but its country's order and hours.
        ("fr_FR", "system", "en_FR|Before|22/11/2026|15:40|15:00|22 Nov|22 November 2026"),
        ("C", "system", "C|Before|2026-11-22|15:40|15:00|22 Nov|22 November 2026"),
    ],
)  # fmt: skip
def test_a_language_chooses_the_words_and_the_desktop_the_dates_and_times(
    desktop: str, language: str, expected: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _DATES, language],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": f"{desktop}.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip().replace("\N{NARROW NO-BREAK SPACE}", " ") == expected


@pytest.mark.parametrize(
    ("desktop", "expected"),
    [("de_AT", "Abbrechen False"), ("fr_FR", "Cancel False"), ("he_IL", "Cancel False")],
)
def test_buttons_and_lines_are_in_the_language_that_is_spoken_whatever_the_desktop_s_is(
    desktop: str, expected: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _BUTTON],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": f"{desktop}.UTF-8", "LANGUAGE": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == expected


def test_every_starting_category_has_a_name_in_the_windows_language() -> None:
    known = dict(
        re.findall(
            r'"(\w+)": translate\("StartingCategories", "([^"]+)"\)',
            (_REPOSITORY / "src/worktracker/desktop/first_run/category_names.py").read_text("utf-8"),
        )
    )
    given = read_starting_set(json.loads((_REPOSITORY / "resources/categories.json").read_text("utf-8")))
    assert known == {each.key: each.name for each in given.categories}
