"""What is said of an exclusion rule that might surprise who writes it."""

from __future__ import annotations

import pytest

from worktracker.app.rule_notes import Note, notes_of
from worktracker.privacy.levels import UrlLevel
from worktracker.privacy.rules import Action, Rule

_CASES = [
    (Rule(Action.DROP, app="x"), UrlLevel.NONE, []),
    (Rule(Action.DROP, title="My bank"), UrlLevel.FULL, [Note.EXACT_TITLE]),
    (Rule(Action.DROP, title="*bank*"), UrlLevel.FULL, []),
    (Rule(Action.DROP, title="bank", regex=True), UrlLevel.FULL, []),
    (Rule(Action.DROP, url="https://example.org/a"), UrlLevel.FULL, [Note.EXACT_URL]),
    (Rule(Action.DROP, domain="co.uk"), UrlLevel.FULL, [Note.MANY_SITES]),
    (Rule(Action.DROP, domain="example.co.uk"), UrlLevel.DOMAIN, []),
    (Rule(Action.DROP, domain="example.org"), UrlLevel.NONE, [Note.SITES_UNTOLD]),
    (Rule(Action.DROP, url="https://example.org/a*"), UrlLevel.DOMAIN, [Note.ADDRESSES_UNTOLD]),
    (Rule(Action.DOMAIN_ONLY, domain="example.org"), UrlLevel.NONE, []),
]


@pytest.mark.parametrize(("rule", "level", "notes"), _CASES)
def test_each_is_said_where_it_is_so(rule: Rule, level: UrlLevel, notes: list[Note]) -> None:
    assert notes_of(rule, level, lambda: True) == notes


def test_that_no_browser_tells_matters_only_to_rules_on_pages() -> None:
    assert notes_of(Rule(Action.DROP, domain="example.org"), UrlLevel.FULL, lambda: False) == [
        Note.NO_BROWSER
    ]
    assert notes_of(Rule(Action.DROP, app="x"), UrlLevel.FULL, lambda: False) == []
