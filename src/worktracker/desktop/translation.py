"""The windows' language: the desktop's, or the one that the user has chosen."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from worktracker.resource import resource_path

SYSTEM = "system"

_installed: list[QTranslator] = []


def follow_language(application: QCoreApplication, language: str) -> None:
    """Speak a language from now on, in texts that are made from now on, and in dates and numbers.

    Those are written as in the desktop's country where the language is known there.

    Qt tells every window of it (``QEvent.LanguageChange``): those that stay make their texts anew.

    Args:
        application: whose windows.
        language: ``system``, or a language's code (ISO 639).
    """
    locale = QLocale.system() if language == SYSTEM else _spoken_here(language)
    QLocale.setDefault(locale)
    for translator in _installed:
        application.removeTranslator(translator)
    _installed.clear()
    ours, of_qt = QTranslator(), QTranslator()
    folder = str(resource_path("translations"))
    # English for all others: it has the plurals.
    if not ours.load(locale, "worktracker", "_", folder):
        ours.load("worktracker_en", folder)
    if locale.language() not in (QLocale(ours.language()).language(), QLocale.Language.C):
        QLocale.setDefault(_spoken_here(ours.language()))  # no "dimanche" in English sentences
    # What Qt says, and which way lines run, in the same language: no "Annuler" below English sentences.
    of_qt.load(f"qtbase_{ours.language()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    # Qt's own first: of two that know a text, the one that was installed last is asked.
    for translator in (of_qt, ours):
        application.installTranslator(translator)
        _installed.append(translator)


def filled(text: str, *parts: str) -> str:
    """A text with these in the places of ``%1``, ``%2`` and so on, all at once.

    One after the other would take a place's sign within a name for a place.
    """
    return re.sub(r"%(\d)", lambda place: parts[int(place[1]) - 1], text)


def _spoken_here(language: str) -> QLocale:
    """A language with the dates, times and numbers of the desktop's country, if it is known there.

    English on a German desktop keeps the day before the month, and 24 hours.
    """
    locale, country = QLocale(language), QLocale.system().territory()
    if country is QLocale.Country.AnyTerritory:
        return locale
    return QLocale(locale.language(), country)
