"""The window's pages, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from worktracker.desktop.window.page import Page


@dataclass(frozen=True, slots=True)
class Kind:
    """One page: its name, its title in the user's language, and its class, loaded when it is turned to."""

    name: str
    title: Callable[[], str]
    page: Callable[[], type[Page]]


def _day() -> type[Page]:
    from worktracker.desktop.day.page import DayPage

    return DayPage


def _reports() -> type[Page]:
    from worktracker.desktop.reports.page import ReportsPage

    return ReportsPage


def _rules() -> type[Page]:
    from worktracker.desktop.rules.page import RulesPage

    return RulesPage


def _privacy() -> type[Page]:
    from worktracker.desktop.privacy.page import PrivacyPage

    return PrivacyPage


def _sharing() -> type[Page]:
    from worktracker.desktop.sharing.page import SharingPage

    return SharingPage


def _settings() -> type[Page]:
    from worktracker.desktop.settings.page import SettingsPage

    return SettingsPage


PAGES = (
    Kind("day", lambda: QCoreApplication.translate("Pages", "Day"), _day),
    Kind("reports", lambda: QCoreApplication.translate("Pages", "Reports"), _reports),
    Kind("rules", lambda: QCoreApplication.translate("Pages", "Rules"), _rules),
    Kind("privacy", lambda: QCoreApplication.translate("Pages", "Privacy"), _privacy),
    Kind("sharing", lambda: QCoreApplication.translate("Pages", "Sharing"), _sharing),
    Kind("settings", lambda: QCoreApplication.translate("Pages", "Settings"), _settings),
)

NAMES = tuple(kind.name for kind in PAGES)
"""As the shell's and the code's words for them are."""
