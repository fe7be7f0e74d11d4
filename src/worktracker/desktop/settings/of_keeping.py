"""The settings of how long things are kept, and of copies."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from worktracker.desktop.settings.entry import Entry, Group, text
from worktracker.desktop.settings.fields import NumberField, SwitchField


def _kept(name: str, title: str, meaning: str) -> Entry:
    translate = QCoreApplication.translate
    options = (
        ("30d", translate("Settings", "30 days")),
        ("90d", translate("Settings", "90 days")),
        ("365d", translate("Settings", "1 year")),
        ("1095d", translate("Settings", "3 years")),
        ("forever", translate("Settings", "Forever")),
    )
    return Entry(name, title, meaning, text(*options), translate("Settings", "retention delete age erase"))


def keeping() -> Group:
    """What is erased by age."""
    translate = QCoreApplication.translate
    return Group(
        "keeping",
        translate("Settings", "How long it is kept"),
        (
            _kept(
                "keep-urls",
                translate("Settings", "Full addresses"),
                translate("Settings", "After that an address is cut to its site."),
            ),
            _kept(
                "keep-titles",
                translate("Settings", "Titles and documents"),
                translate("Settings", "After that only the application is known."),
            ),
            _kept(
                "keep-domains",
                translate("Settings", "Sites"),
                translate("Settings", "Their addresses go with them."),
            ),
            _kept(
                "keep-apps",
                translate("Settings", "Application names"),
                translate("Settings", "Titles go with them; the time itself stays."),
            ),
            _kept(
                "keep-spans",
                translate("Settings", "The time itself"),
                translate("Settings", "After that nothing is left."),
            ),
        ),
    )


def copies() -> Group:
    """Copies of the record."""
    translate = QCoreApplication.translate
    return Group(
        "copies",
        translate("Settings", "Copies"),
        (
            Entry(
                "backup",
                translate("Settings", "A copy a day"),
                translate("Settings", "Copy the record once a day, encrypted, beside it."),
                SwitchField,
                translate("Settings", "backup save"),
            ),
            Entry(
                "backup-keep",
                translate("Settings", "Copies to keep"),
                translate("Settings", "Older ones are removed."),
                lambda: NumberField(1, 365),
                translate("Settings", "backup number"),
            ),
        ),
    )
