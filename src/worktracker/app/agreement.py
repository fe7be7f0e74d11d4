"""What the user is told and agrees to before anything is recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from worktracker.translatable import QT_TRANSLATE_NOOP

VERSION = 3
"""Goes up whenever the program would record something that this text does not name, or would
keep it for another time. Until the user has agreed to the new text nothing is recorded."""

_NEWS: dict[int, tuple[str, ...]] = {
    2: (
        QT_TRANSLATE_NOOP(
            "Agreement",
            "full page addresses are kept for 90 days and titles for a year, unless you set other times",
        ),
    ),
    3: (
        QT_TRANSLATE_NOOP(
            "Agreement",
            "the file, project or folder that a window's title names is kept by itself too,"
            " where its title is",
        ),
    ),
}
"""What each version after the first has changed."""


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with its lines."""

    heading: str
    lines: tuple[str, ...]


_TEXT = (
    Section(
        QT_TRANSLATE_NOOP("Agreement", "Recorded while you let it"),
        (
            QT_TRANSLATE_NOOP(
                "Agreement", "which window is in front: its application, its title, and from when to when"
            ),
            QT_TRANSLATE_NOOP("Agreement", "the file, project or folder that the title names"),
            QT_TRANSLATE_NOOP(
                "Agreement",
                "of web pages the site (example.org), or as you choose; once the browser extension is there",
            ),
            QT_TRANSLATE_NOOP("Agreement", "when nobody was at the computer, or it was locked"),
        ),
    ),
    Section(
        QT_TRANSLATE_NOOP("Agreement", "Never recorded"),
        (
            QT_TRANSLATE_NOOP("Agreement", "keys you type, the clipboard, the screen, camera or microphone"),
            QT_TRANSLATE_NOOP("Agreement", "what is in documents, pages or messages"),
            QT_TRANSLATE_NOOP(
                "Agreement",
                "private browsing windows: only that time passed; Chromium and its kin do not tell theirs"
                " apart, so without the browser extension no titles of theirs are kept",
            ),
        ),
    ),
    Section(
        QT_TRANSLATE_NOOP("Agreement", "Where, and for how long"),
        (
            QT_TRANSLATE_NOOP("Agreement", "in one encrypted file on this computer: %1"),
            QT_TRANSLATE_NOOP(
                "Agreement",
                "and in seven daily copies of it, encrypted too; what you forget leaves them as well",
            ),
            QT_TRANSLATE_NOOP(
                "Agreement", "full page addresses for 90 days, titles for a year, or as you set it"
            ),
            QT_TRANSLATE_NOOP(
                "Agreement", "the rest until you erase it: any hour, any application, or everything"
            ),
            QT_TRANSLATE_NOOP(
                "Agreement",
                "nothing leaves this computer, unless you grant a server totals later;"
                " what records opens no network connection even then",
            ),
        ),
    ),
    Section(
        QT_TRANSLATE_NOOP("Agreement", "Yours to change"),
        (
            QT_TRANSLATE_NOOP(
                "Agreement", "start, pause and stop whenever you like; the tray icon always shows which"
            ),
            QT_TRANSLATE_NOOP("Agreement", "leave out titles, sites, or single applications"),
            QT_TRANSLATE_NOOP("Agreement", "password managers are left out from the start"),
        ),
    ),
)
"""Where %1 is, the record's place stands."""


def agreement_text(store: Path, translated: Callable[[str], str] = str) -> tuple[Section, ...]:
    """The text of :data:`VERSION`, for the terminal and the window alike.

    Args:
        store: where the record is.
        translated: says a text in the user's language.
    """

    def said(text: str) -> str:
        return translated(text).replace("%1", str(store))

    return tuple(Section(said(part.heading), tuple(map(said, part.lines))) for part in _TEXT)


def news(since: int, translated: Callable[[str], str] = str) -> tuple[str, ...]:
    """What has changed after the version ``since``, one line each."""
    changed = (lines for version, lines in sorted(_NEWS.items()) if version > since)
    return tuple(translated(line) for lines in changed for line in lines)
