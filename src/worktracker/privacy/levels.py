"""Recording levels: what may be kept at all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class UrlLevel(StrEnum):
    """How much of a page's address may be kept."""

    NONE = "none"
    DOMAIN = "domain"
    FULL = "full"


class BrowserTitles(StrEnum):
    """When titles may be kept of browsers whose private windows look like any other.

    ``vouched``: only while the browser extension says that the window is an ordinary one.
    ``always``: also without it, so also those of private windows.
    """

    VOUCHED = "vouched"
    ALWAYS = "always"


class DocumentLevel(StrEnum):
    """When the document that a title names may be kept.

    ``with-titles``: where titles may. ``on``: also without them. ``off``: never.
    """

    WITH_TITLES = "with-titles"
    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Levels:
    """What may be kept of every sample, whatever the rules."""

    apps: bool = True
    titles: bool = True
    urls: UrlLevel = UrlLevel.DOMAIN
    browser_titles: BrowserTitles = BrowserTitles.VOUCHED
    documents: DocumentLevel = DocumentLevel.WITH_TITLES
