"""Whether a browser's window shows a page, told from the titles of both."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final

from worktracker.privacy.browsers import family

_LONGEST_COMPARED: Final = 300  # characters of a title; browsers, extensions and servers cut them differently
# Written around names in right-to-left languages, and inside Edge's name; invisible.
_INVISIBLE: Final = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_SPACES: Final = re.compile(r"\s+")
_DASH: Final = re.compile(r" [-–—] ")
_FIREFOX: Final = re.compile(r"mozill\w* firefox\b", re.IGNORECASE)  # declined in some languages


class Fit(IntEnum):
    """How well a window's title fits a page's."""

    NONE = 0
    NEARLY = 1
    """Something stands behind the page's title that may be the browser's own, or more of another page's."""
    FULL = 2


def fit(page_title: str | None, window_title: str | None) -> Fit:
    """Whether a window with ``window_title`` shows a page called ``page_title``.

    Browsers write ``PAGE — Mozilla Firefox``, ``PAGE - Chromium``, ``PAGE - PROFILE - Microsoft Edge``,
    or the page's title alone (installed pages, macOS).
    """
    page, window = plain(page_title)[:_LONGEST_COMPARED], plain(window_title)
    if not page or not window.startswith(page):
        return Fit.NONE
    if window == page or len(page) == _LONGEST_COMPARED:
        return Fit.FULL
    nothing, *behind = _DASH.split(window[len(page) :])
    if nothing or not behind or len(behind) > 2:
        return Fit.NONE
    edge = behind[-1].endswith("Edge")
    return Fit.FULL if _is_brand(behind[-1]) and (len(behind) == 1 or edge) else Fit.NEARLY


def plain(title: str | None) -> str:
    """A title as it can be compared: without what the eye does not see."""
    if not title:
        return ""
    if not title.isascii():
        title = _INVISIBLE.sub("", title)
    return _SPACES.sub(" ", title).strip()


def _is_brand(words: str) -> bool:
    return family(words) is not None or _FIREFOX.match(words) is not None
