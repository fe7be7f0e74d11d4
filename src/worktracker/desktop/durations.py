"""Durations as people read them, with the letters of the user's language and its separators."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QLocale

from worktracker.reports import words


def duration_words(duration_ms: int) -> str:
    """As :func:`worktracker.reports.words.duration_words`: ``1,024 h 24 m``, in German ``1.024 h 24 min``."""
    return with_units(words.duration_words(duration_ms))


def with_units(text: str) -> str:
    """A text of figures and the letters h, m and s, as the user's language and locale write it."""
    translate = QCoreApplication.translate
    units = {
        "h": translate("Durations", "h"),
        "m": translate("Durations", "m"),
        "s": translate("Durations", "s"),
    }
    locale, grouped = QLocale(), text
    if locale.zeroDigit() == "0":  # where there are other digits, a duration has one kind of them
        grouped = re.sub("[1-9][0-9]{3,}", lambda number: locale.toString(int(number[0])), text)
    return re.sub("[hms]", lambda letter: units[letter[0]], grouped)
