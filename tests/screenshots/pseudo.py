"""Languages that nobody speaks, made of the English texts: they show what is cut off or not translated."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from worktracker.desktop.translation import follow_language
from worktracker.resource import resource_path

LANGUAGES = ("pseudo", "rtl")
"""Longer by two fifths; and the same written from right to left."""

_LEFTWARDS = "\u200f"
"""Before each word: text runs from right to left, as if the word began with a letter of such a language."""

_ACCENTS = str.maketrans("aAbcCdDeEgGhHiIjJkKlLnNoOrRsStTuUwWyYzZ", "áÁƀçÇðÐéÉğĞĥĤîÎĵĴķĶļĻñÑôÔŕŔšŠţŢûÛŵŴýÝžŽ")
_LONGEST = 10
"""Word, in letters."""

_KEPT = re.compile(r"(%L?[n1-9]|&.|\n|\(\*\.\w+\))")
"""Placeholders, letters that are keys, and what a file dialog reads."""


def lengthened(text: str) -> str:
    """``[Šéţţîñĝš ~~~]``."""
    parts = _KEPT.split(text)
    parts[::2] = [part.translate(_ACCENTS) for part in parts[::2]]
    more = max(1, round(0.4 * len(text)) - 3)
    return f"[{''.join(parts)} {' '.join('~' * min(_LONGEST, more - at) for at in range(0, more, _LONGEST))}]"


def follow_pseudo(application: QApplication, language: str) -> QTranslator:
    """Speak it from now on; the translator, which has to be held."""
    follow_language(application, "en")
    if language == "rtl":
        QLocale.setDefault(QLocale("he_IL"))  # dates and times that run as the lines do
    texts = ET.parse(resource_path("translations") / "worktracker_de.ts")  # noqa: S314 - our own
    for message in texts.iter("message"):
        translation = message.find("translation")
        assert translation is not None
        said = lengthened(message.findtext("source", ""))
        if language == "rtl":
            said = _LEFTWARDS + said.replace(" ", f" {_LEFTWARDS}").replace("\n", f"\n{_LEFTWARDS}")
        forms = translation.findall("numerusform")
        translation.text = None if forms else said
        for form in forms:
            form.text = said
    translator = QTranslator()
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "pseudo.ts"), Path(folder, "pseudo.qm")
        texts.write(source, "utf-8", xml_declaration=True)
        command = [Path(sys.executable).with_name("pyside6-lrelease"), source, "-qm", target]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        assert translator.load(str(target))
    application.installTranslator(translator)
    if language == "rtl":
        application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return translator
