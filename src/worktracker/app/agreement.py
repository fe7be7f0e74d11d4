"""What the user is told and agrees to before anything is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

VERSION = 3
"""Goes up whenever the program would record something that this text does not name, or would
keep it for another time. Until the user has agreed to the new text nothing is recorded."""

_NEWS: dict[int, tuple[str, ...]] = {
    2: ("full page addresses are kept for 90 days and titles for a year, unless you set other times",),
    3: ("the file, project or folder that a window's title names is kept by itself too, where its title is",),
}
"""What each version after the first has changed."""


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with its lines."""

    heading: str
    lines: tuple[str, ...]


def agreement_text(store: Path) -> tuple[Section, ...]:
    """The text of :data:`VERSION`, for the terminal and the window alike."""
    return (
        Section(
            "Recorded while you let it",
            (
                "which window is in front: its application, its title, and from when to when",
                "the file, project or folder that the title names",
                "of web pages the site (example.org), or as you choose; once the browser extension is there",
                "when nobody was at the computer, or it was locked",
            ),
        ),
        Section(
            "Never recorded",
            (
                "keys you type, the clipboard, the screen, camera or microphone",
                "what is in documents, pages or messages",
                "private browsing windows: only that time passed; Chromium and its kin do not tell theirs"
                " apart, so without the browser extension no titles of theirs are kept",
            ),
        ),
        Section(
            "Where, and for how long",
            (
                f"in one encrypted file on this computer: {store}",
                "and in seven daily copies of it, encrypted too; what you forget leaves them as well",
                "full page addresses for 90 days, titles for a year, or as you set it",
                "the rest until you erase it: any hour, any application, or everything",
                "nothing leaves this computer; the program opens no network connection",
            ),
        ),
        Section(
            "Yours to change",
            (
                "start, pause and stop whenever you like; the tray icon always shows which",
                "leave out titles, sites, or single applications",
                "password managers are left out from the start",
            ),
        ),
    )


def news(since: int) -> tuple[str, ...]:
    """What has changed after the version ``since``, one line each."""
    return tuple(line for version, lines in sorted(_NEWS.items()) if version > since for line in lines)
