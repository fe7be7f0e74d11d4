"""What rules on pages mean for titles where nobody tells the page."""

from __future__ import annotations

from collections.abc import Iterable

from worktracker.privacy.levels import UrlLevel
from worktracker.privacy.rules import Rule, asks_for_address, asks_for_page
from worktracker.translatable import QT_TRANSLATE_NOOP


def note_of_level(rules: Iterable[Rule], level: UrlLevel) -> str | None:
    """What the user should know who has such rules at such a level of record-urls; None if nothing."""
    asking = [rule for rule in rules if asks_for_page(rule)]
    if level is UrlLevel.NONE and asking:
        return QT_TRANSLATE_NOOP(
            "Errors",
            "At record-urls none no browser tells its page's site: where a rule that asks for it might match,"
            " no title of a browser's window is kept. Else run: worktracker settings set record-urls domain",
        )
    if level is UrlLevel.DOMAIN and any(asks_for_address(rule) for rule in asking):
        return QT_TRANSLATE_NOOP(
            "Errors",
            "At record-urls domain a browser tells of an address only its site: where a rule that asks for"
            " more might match, no title is kept. Else run: worktracker settings set record-urls full",
        )
    return None
