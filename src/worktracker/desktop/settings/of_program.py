"""The settings of times, of the program's start, and of its window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from worktracker.desktop.settings.entry import Entry, Group, choice, text
from worktracker.desktop.settings.fields import SwitchField, TimeField
from worktracker.desktop.settings.hotkey import HotkeyField
from worktracker.desktop.settings.week import WeekField
from worktracker.model.goals import parse_goals
from worktracker.model.hours import parse_hours
from worktracker.model.weekdays import lines_of_goals, lines_of_hours


def hours() -> Group:
    """When it is recorded, and what days and weeks are."""
    translate = QCoreApplication.translate
    return Group(
        "hours",
        translate("Settings", "Hours and goals"),
        (
            Entry(
                "hours",
                translate("Settings", "Hours of recording"),
                translate("Settings", "Outside these hours of the week nothing is recorded."),
                lambda: WeekField(
                    "always",
                    (translate("Settings", "Always"), translate("Settings", "In these hours")),
                    lambda value: lines_of_hours(parse_hours(value)),
                    ["09:00-18:00"] * 5 + ["", ""],
                    translate("Settings", "nothing recorded"),
                ),
                translate("Settings", "schedule working time weekdays office"),
            ),
            Entry(
                "daily-goal",
                translate("Settings", "Daily goal"),
                translate("Settings", "How long you mean to work on a day."),
                lambda: WeekField(
                    "off",
                    (translate("Settings", "Off"), translate("Settings", "On these days")),
                    lambda value: lines_of_goals(parse_goals(value)),
                    ["8h"] * 5 + ["", ""],
                    translate("Settings", "no goal"),
                ),
                translate("Settings", "target quota working time"),
            ),
            Entry(
                "day-start",
                translate("Settings", "A day begins at"),
                translate("Settings", "What is done before counts for the day before."),
                TimeField,
                translate("Settings", "midnight night"),
            ),
            Entry(
                "week-start",
                translate("Settings", "A week begins on"),
                translate("Settings", "For reports by week."),
                choice(
                    ("monday", translate("Settings", "Monday")), ("sunday", translate("Settings", "Sunday"))
                ),
            ),
        ),
    )


def window() -> Group:
    """How the window looks."""
    translate = QCoreApplication.translate
    return Group(
        "window",
        translate("Settings", "Window"),
        (
            Entry(
                "language",
                translate("Settings", "Language"),
                translate("Settings", "The language of worktracker's windows."),
                choice(
                    ("system", translate("Settings", "The desktop's")), ("en", "English"), ("de", "Deutsch")
                ),
                "sprache language deutsch english",
            ),
            Entry(
                "hide-titles",
                translate("Settings", "Hide titles"),
                translate("Settings", "Titles, documents and addresses are dots, for a shared screen."),
                SwitchField,
                translate("Settings", "screen sharing discreet presentation"),
            ),
            Entry(
                "lock-window",
                translate("Settings", "Cover the window after"),
                translate("Settings", "Hide what it shows after this time without use; recording goes on."),
                text(
                    ("off", translate("Settings", "Off")),
                    ("5m", translate("Settings", "5 minutes")),
                    ("15m", translate("Settings", "15 minutes")),
                    ("1h", translate("Settings", "1 hour")),
                ),
                translate("Settings", "lock passphrase privacy"),
            ),
        ),
    )


def hotkeys() -> Group:
    """Combinations of keys."""
    translate = QCoreApplication.translate
    more = translate("Settings", "shortcut keyboard combination x11")
    return Group(
        "hotkeys",
        translate("Settings", "Hotkeys"),
        (
            Entry(
                "pause-hotkey",
                translate("Settings", "Pause or resume"),
                translate("Settings", "From anywhere, on X11 displays."),
                HotkeyField,
                more,
            ),
            Entry(
                "forget-hotkey",
                translate("Settings", "Forget the last 15 minutes"),
                translate("Settings", "At once and without a question, from anywhere, on X11 displays."),
                HotkeyField,
                more,
            ),
        ),
    )


def start() -> Group:
    """What happens when the session begins."""
    translate = QCoreApplication.translate
    return Group(
        "start",
        translate("Settings", "Start"),
        (
            Entry(
                "autostart",
                translate("Settings", "Start with the session"),
                translate("Settings", "worktracker starts when you log in."),
                SwitchField,
                translate("Settings", "autostart login boot launch"),
            ),
            Entry(
                "resume-on-launch",
                translate("Settings", "Record at once"),
                translate("Settings", "Begin to record whenever worktracker starts."),
                SwitchField,
                translate("Settings", "resume launch automatic"),
            ),
            Entry(
                "remind-paused",
                translate("Settings", "Remind of a pause"),
                translate("Settings", "Once in the morning, where it is still paused or stopped."),
                SwitchField,
                translate("Settings", "reminder notice stopped"),
            ),
        ),
    )
