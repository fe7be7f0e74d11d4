"""What somebody who writes an exclusion rule might not expect of it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from worktracker.privacy.levels import UrlLevel
from worktracker.privacy.rules import Rule, asks_for_address, asks_for_page, is_plain


class Note(StrEnum):
    """One thing that might surprise."""

    EXACT_TITLE = "exact-title"
    """It matches only this very title."""
    EXACT_URL = "exact-url"
    MANY_SITES = "many-sites"
    """Its site is the ending of many: ``co.uk``."""
    SITES_UNTOLD = "sites-untold"
    """At record-urls none no browser tells of its page, so titles go where it might match."""
    ADDRESSES_UNTOLD = "addresses-untold"
    """At record-urls domain a browser tells only the site, so titles go where it might match."""
    NO_BROWSER = "no-browser"
    """No browser tells of its pages now, so titles go where it might match."""


def notes_of(rule: Rule, level: UrlLevel, browser_tells: Callable[[], bool]) -> list[Note]:
    """What is to be said of a rule.

    Args:
        rule: one that can be evaluated.
        level: the user's level of record-urls.
        browser_tells: whether a running app hears of pages from a browser now.
    """
    found: list[Note] = []
    for note, pattern in ((Note.EXACT_TITLE, rule.title), (Note.EXACT_URL, rule.url)):
        if pattern is not None and not rule.regex and is_plain(pattern):
            found.append(note)
    if rule.domain is not None and not rule.regex:
        from worktracker.app.public_suffix import is_public_suffix  # a long list that only this needs

        if is_public_suffix(rule.domain):
            found.append(Note.MANY_SITES)
    if level is UrlLevel.NONE and asks_for_page(rule):
        found.append(Note.SITES_UNTOLD)
    elif level is UrlLevel.DOMAIN and asks_for_address(rule):
        found.append(Note.ADDRESSES_UNTOLD)
    if asks_for_page(rule) and not browser_tells():
        found.append(Note.NO_BROWSER)
    return found
