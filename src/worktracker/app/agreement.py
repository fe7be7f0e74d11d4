"""What the user is told and agrees to before anything is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

VERSION = 1
"""Goes up whenever the program would record something that this text does not name."""


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
                "of web pages the site (example.org), once the browser extension is installed",
                "when nobody was at the computer, or it was locked",
            ),
        ),
        Section(
            "Never recorded",
            (
                "keys you type, the clipboard, the screen, camera or microphone",
                "what is in documents, pages or messages",
                "private browsing windows: only that time passed",
            ),
        ),
        Section(
            "Where, and for how long",
            (
                f"in one encrypted file on this computer: {store}",
                "until you erase it: any hour, any application, or everything (worktracker forget)",
                "nothing leaves this computer; the program opens no network connection",
            ),
        ),
        Section(
            "Yours to change",
            (
                "start, pause and stop whenever you like; the tray icon always shows which",
                "leave out titles, sites, or single applications (worktracker settings, worktracker exclude)",
            ),
        ),
    )
