"""What a source of the desktop saw."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from worktracker.model.explanation import SeenBy
from worktracker.model.moment import Moment


class Told(IntEnum):
    """How much of its page's address a window's source can know."""

    NOTHING = 0
    """It is a browser's window, and nobody says what it shows."""
    SITE = 1
    """The browser's extension tells the site and cuts off the rest."""
    ALL = 2
    """All that there is; other programs' windows have no page."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One reading of the desktop: the window in front since ``at``.

    It has not passed the privacy gate: it must reach no file, log or exception.
    ``None`` means that the desktop has no such thing (no window in front, a window
    without a title); it never means "withheld".

    Attributes:
        at: when this began to be true.
        app: class of WM_CLASS (X11), app_id (Wayland), product or bundle name (Windows,
            macOS); the program's file name where that is missing.
        instance: the instance name of WM_CLASS (X11), which tells a browser that runs under another class.
        title: the window's title, uncut as far as the source reads it.
        url: the page's address, where a browser extension told it.
        domain: the page's site, where its source tells no more than that.
        document: the file, project or folder in the window.
        private_window: the source knows that this is a private-browsing window.
        vouched: a browser's extension vouches that this window is an ordinary one.
        seen_by: the source that saw it.
        window: a number that tells windows apart, for browsers that are known.
        pid: the process of such a window, if it runs on this machine and can be found there.
        told: how much of the page's address is known; what is not may be what a rule asks for.
    """

    at: Moment
    app: str | None = None
    title: str | None = None
    url: str | None = None
    domain: str | None = None
    document: str | None = None
    private_window: bool = False
    vouched: bool = False
    seen_by: SeenBy = SeenBy.UNKNOWN
    instance: str | None = None
    window: int | None = None
    pid: int | None = None
    told: Told = Told.ALL

    def __repr__(self) -> str:
        """Say nothing of the content: reprs end up in logs and tracebacks."""
        return f"Sample(at={self.at.wall_ms})"
