"""Which rule decides, and the one reason for it that is told."""

from __future__ import annotations

import pytest

from worktracker.labels.labeller import Labeller, facts_of
from worktracker.labels.rules import Ground, LabelRule, ground

_WINNERS = [
    (Ground.CONDITIONS, LabelRule(1, app="code", title="*"), LabelRule(2, url="https://example.org/*")),
    (Ground.FIELD, LabelRule(1, title="*site*"), LabelRule(2, app="code")),
    (Ground.OWN, LabelRule(1, app="c*"), LabelRule(2, app="code", given=True)),
    (Ground.EXACTNESS, LabelRule(1, app="code"), LabelRule(2, app="code*")),
    (Ground.LETTERS, LabelRule(1, app="cod*"), LabelRule(2, app="c*")),
    (Ground.DEPTH, LabelRule(1, app="cod*", depth=2), LabelRule(2, app="cod*")),
    (Ground.NEWER, LabelRule(1, app="cod*", id=2), LabelRule(2, app="cod*", id=1)),
]


@pytest.mark.parametrize(("why", "winner", "other"), _WINNERS)
def test_the_reason_told_is_what_decides(why: Ground, winner: LabelRule, other: LabelRule) -> None:
    facts = facts_of("code", "my site", "https://example.org/page")
    labeller = Labeller([other, winner])
    assert labeller.matching(facts) == [winner, other]
    assert labeller.find(facts).rule == winner
    assert ground(winner, other) is why


def test_only_what_matches_is_named_and_an_address_tells_its_site() -> None:
    site = LabelRule(1, domain="example.org")
    rules = [site, LabelRule(2, app="mail"), LabelRule(3, title="(", regex=True)]
    assert Labeller(rules).matching(facts_of(url="https://www.example.org/page")) == [site]
    assert Labeller(rules).matching(facts_of("code")) == []
