"""Every setting: its name, its default and what its value may be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from worktracker.errors import UsageError
from worktracker.model.durations import parse_duration, parse_keeping, parse_time_of_day
from worktracker.model.goals import parse_goals
from worktracker.model.hotkeys import parse_hotkey
from worktracker.model.hours import parse_hours


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as the window and the shell show it.

    Attributes:
        name: the same everywhere.
        default: its value as text.
        values: what it may be, in words.
        meaning: what it does, one line.
        check: raises UsageError for a text that it can't be.
    """

    name: str
    default: str
    values: str
    meaning: str
    check: Callable[[str], object]


_LONGEST_NAMES = 4_000


def parse_switch(text: str) -> bool:
    """``on`` or ``off``.

    Raises:
        UsageError: it is neither.
    """
    word = text.strip().lower()
    if word not in ("on", "off"):
        raise UsageError(f"{text!r} is neither on nor off.")
    return word == "on"


def _one_of(*words: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text.strip().lower() not in words:
            raise UsageError(f"{text!r} is not one of {', '.join(words)}.")
        return text

    return check


def _keeping(what: str, default: str, meaning: str) -> Setting:
    return Setting(f"keep-{what}", default, "days like 90d, or forever", meaning, parse_keeping)


def _copies(text: str) -> int:
    word = text.strip()
    if not word.isascii() or not word.isdecimal() or not 1 <= int(word) <= 365:
        raise UsageError(f"{text!r} is not a number from 1 to 365.")
    return int(word)


def _idle_threshold(text: str) -> int:
    threshold = parse_duration(text)
    if not 1000 <= threshold <= 86_400_000:
        raise UsageError(f"{text!r} does not lie between 1s and 1d.")
    return threshold


def parse_cap(text: str) -> int:
    """Milliseconds for which a program may be active without input; 0 for ``off``.

    Raises:
        UsageError: it is neither.
    """
    if text.strip().lower() == "off":
        return 0
    cap = parse_duration(text)
    if not 1000 <= cap <= 86_400_000:
        raise UsageError(f"{text!r} does not lie between 1s and 1d.")
    return cap


def parse_lock(text: str) -> int | None:
    """Milliseconds until the window hides what it shows; None for ``off``.

    Raises:
        UsageError: it is neither.
    """
    if text.strip().lower() == "off":
        return None
    wait = parse_duration(text)
    if not 60_000 <= wait <= 86_400_000:
        raise UsageError(f"{text!r} does not lie between 1m and 1d.")
    return wait


def parse_idle_return(text: str) -> int | None:
    """Milliseconds that somebody must have been away to be asked about it; None for ``off``.

    Raises:
        UsageError: it is neither.
    """
    if text.strip().lower() == "off":
        return None
    away = parse_duration(text)
    if not 1000 <= away <= 86_400_000:
        raise UsageError(f"{text!r} does not lie between 1s and 1d.")
    return away


def parse_names(text: str) -> tuple[str, ...]:
    """Names with a ``;`` between them; none for ``none``.

    Raises:
        UsageError: it is too long.
    """
    if len(text) > _LONGEST_NAMES:
        raise UsageError(f"The list has more than {_LONGEST_NAMES} characters.")
    names = tuple(name.strip() for name in text.split(";") if name.strip())
    return () if names == ("none",) else names


SETTINGS: Mapping[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("record-apps", "on", "on|off", "Keep the application's name.", parse_switch),
        Setting("record-titles", "on", "on|off", "Keep window titles.", parse_switch),
        Setting(
            "record-documents",
            "with-titles",
            "with-titles|on|off",
            "Keep the file, project or folder that a title names: where titles are kept, also without"
            " them, or never.",
            _one_of("with-titles", "on", "off"),
        ),
        Setting(
            "record-urls",
            "domain",
            "none|domain|full",
            "How much of a page's address to keep.",
            _one_of("none", "domain", "full"),
        ),
        Setting(
            "browser-titles",
            "vouched",
            "vouched|always",
            "Titles of browsers whose private windows look like any other: only while the"
            " extension vouches for the window, or always.",
            _one_of("vouched", "always"),
        ),
        Setting(
            "idle-threshold",
            "180s",
            "a duration, 1s to 1d",
            "Count as idle after this time without input.",
            _idle_threshold,
        ),
        Setting(
            "keep-active-cap",
            "2h",
            "a duration, 1s to 1d, or off",
            "How long a call or a film counts as active without input.",
            parse_cap,
        ),
        Setting("day-start", "00:00", "HH:MM", "The local time at which a day begins.", parse_time_of_day),
        Setting(
            "week-start",
            "monday",
            "monday|sunday",
            "The day on which a week begins.",
            _one_of("monday", "sunday"),
        ),
        Setting(
            "daily-goal",
            "off",
            "a duration for mon-fri, or like mon-thu 8h; fri 6h30m, or off",
            "How long you mean to work on a day; worktracker today says how it stands.",
            parse_goals,
        ),
        Setting(
            "hours",
            "always",
            "always, or like mon-fri 09:00-12:30,13:30-18:00; sat 22:00-02:00",
            "The hours of the week outside which nothing is recorded.",
            parse_hours,
        ),
        _keeping("urls", "90d", "How long full page addresses are kept."),
        _keeping("titles", "365d", "How long titles of windows and documents are kept."),
        _keeping("domains", "forever", "How long sites are kept; their addresses go with them."),
        _keeping("apps", "forever", "How long applications' names are kept; titles go with them."),
        _keeping("spans", "forever", "How long anything is kept: the time itself, and all that it shows."),
        Setting("backup", "on", "on|off", "Copy the record once a day, encrypted.", parse_switch),
        Setting("backup-keep", "7", "1 to 365", "How many of these copies to keep.", _copies),
        Setting("autostart", "off", "on|off", "Start with the desktop session.", parse_switch),
        Setting("resume-on-launch", "off", "on|off", "Record at once when the app starts.", parse_switch),
        Setting(
            "forget-hotkey",
            "off",
            "a combination like ctrl+alt+f, or off",
            "Forget the last 15 minutes, at once, from anywhere (X11).",
            parse_hotkey,
        ),
        Setting(
            "pause-hotkey",
            "off",
            "a combination like ctrl+alt+p, or off",
            "Pause, or resume, from anywhere (X11).",
            parse_hotkey,
        ),
        Setting(
            "language",
            "system",
            "system|en|de",
            "The language of the windows: the desktop's, English or German.",
            _one_of("system", "en", "de"),
        ),
        Setting(
            "hide-titles",
            "off",
            "on|off",
            "Hide titles, documents and addresses in the window, for when the screen is shared.",
            parse_switch,
        ),
        Setting(
            "lock-window",
            "off",
            "a duration, 1m to 1d, or off",
            "Hide what the window shows after this time without use; recording goes on.",
            parse_lock,
        ),
        Setting(
            "remind-paused",
            "on",
            "on|off",
            "Remind once in the morning when recording is still paused or stopped since the day before.",
            parse_switch,
        ),
        Setting(
            "idle-return",
            "off",
            "a duration, 1s to 1d, or off",
            "Ask what it was when you come back after this time away.",
            parse_idle_return,
        ),
        Setting(
            "idle-return-not-after",
            "none",
            "none, or applications like zoom; mpv",
            "Applications after which that is not asked.",
            parse_names,
        ),
    )
}


HOTKEYS = ("forget-hotkey", "pause-hotkey")
"""The settings that are combinations of keys."""


def setting_named(name: str) -> Setting:
    """The setting called ``name``.

    Raises:
        UsageError: there is none.
    """
    setting = SETTINGS.get(name.strip().lower())
    if setting is None:
        raise UsageError(f"There is no setting {name!r}.", "See `worktracker settings list`.")
    return setting


def checked(name: str, text: str) -> str:
    """``text`` as it is kept for the setting ``name``.

    Raises:
        UsageError: no such setting, or no such value for it.
    """
    setting = setting_named(name)
    value = text.strip().lower()
    try:
        setting.check(value)
    except UsageError as error:
        # Where all of the value is meant, what the setting takes says it all.
        more = "" if error.message.startswith(repr(value)) else error.message
        raise UsageError(f"{setting.name} takes {setting.values}; not {value!r}.", more) from None
    return value


def check_alone(name: str, text: str, others: Mapping[str, str]) -> None:
    """See that a combination of keys does one thing only.

    Args:
        name: the setting that ``text`` is for; for others than hotkeys nothing is checked.
        text: a value that :func:`checked` has passed.
        others: every setting's value.

    Raises:
        UsageError: another setting has these keys.
    """
    wanted = parse_hotkey(text) if name in HOTKEYS else None
    for other in HOTKEYS:
        if wanted is not None and other != name and parse_hotkey(others[other]) == wanted:
            raise UsageError(f"{wanted} is {other}'s already.", f"Set {other} to other keys, or off, first.")
