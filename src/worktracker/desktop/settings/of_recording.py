"""The settings of what is recorded, and when somebody counts as there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from worktracker.desktop.settings.entry import Entry, Group, choice, text
from worktracker.desktop.settings.fields import SwitchField


def recording() -> Group:
    """What is kept at all."""
    translate = QCoreApplication.translate
    return Group(
        "recording",
        translate("Settings", "Recording"),
        (
            Entry(
                "record-apps",
                translate("Settings", "Applications"),
                translate("Settings", "Keep the name of the application in front."),
                SwitchField,
                translate("Settings", "programs level privacy"),
            ),
            Entry(
                "record-titles",
                translate("Settings", "Window titles"),
                translate("Settings", "Keep what the title bar of the window in front says."),
                SwitchField,
                translate("Settings", "name caption level privacy"),
            ),
            Entry(
                "record-documents",
                translate("Settings", "Documents"),
                translate("Settings", "Keep the file, project or folder that a title names."),
                choice(
                    ("with-titles", translate("Settings", "With titles")),
                    ("on", translate("Settings", "Also without")),
                    ("off", translate("Settings", "Never")),
                ),
                translate("Settings", "files projects folders level privacy"),
            ),
            Entry(
                "record-urls",
                translate("Settings", "Web pages"),
                translate("Settings", "How much of a page's address to keep."),
                choice(
                    ("none", translate("Settings", "Nothing")),
                    ("domain", translate("Settings", "The site")),
                    ("full", translate("Settings", "The whole address")),
                ),
                translate("Settings", "url domain website browser internet level privacy"),
            ),
            Entry(
                "browser-titles",
                translate("Settings", "Titles of browsers"),
                translate(
                    "Settings",
                    "For browsers whose private windows look like any other: keep titles only while the"
                    " extension vouches for the window, or always.",
                ),
                choice(
                    ("vouched", translate("Settings", "If vouched for")),
                    ("always", translate("Settings", "Always")),
                ),
                translate("Settings", "private incognito chrome chromium edge brave window"),
            ),
        ),
    )


def idle() -> Group:
    """When nobody is there."""
    translate = QCoreApplication.translate
    return Group(
        "idle",
        translate("Settings", "Idle"),
        (
            Entry(
                "idle-threshold",
                translate("Settings", "Idle after"),
                translate("Settings", "Count as idle after this time without mouse or keyboard."),
                text(
                    ("1m", translate("Settings", "1 minute")),
                    ("180s", translate("Settings", "3 minutes")),
                    ("5m", translate("Settings", "5 minutes")),
                    ("10m", translate("Settings", "10 minutes")),
                ),
                translate("Settings", "away absent break inactive timeout"),
            ),
            Entry(
                "keep-active-cap",
                translate("Settings", "Calls and films count for"),
                translate("Settings", "How long a call or a film counts as active without input."),
                text(
                    ("off", translate("Settings", "Off")),
                    ("1h", translate("Settings", "1 hour")),
                    ("2h", translate("Settings", "2 hours")),
                    ("4h", translate("Settings", "4 hours")),
                ),
                translate("Settings", "video meeting player talk presentation keep active"),
            ),
            Entry(
                "idle-return",
                translate("Settings", "Ask what it was after"),
                translate("Settings", "Ask what the time away was when you come back after so long."),
                text(
                    ("off", translate("Settings", "Off")),
                    ("10m", translate("Settings", "10 minutes")),
                    ("15m", translate("Settings", "15 minutes")),
                    ("30m", translate("Settings", "30 minutes")),
                    ("1h", translate("Settings", "1 hour")),
                ),
                translate("Settings", "idle return question away break"),
            ),
            Entry(
                "idle-return-not-after",
                translate("Settings", "But not after"),
                translate("Settings", "Applications after which that is not asked, like zoom; mpv."),
                text(("none", translate("Settings", "None"))),
                translate("Settings", "idle return question"),
            ),
        ),
    )
