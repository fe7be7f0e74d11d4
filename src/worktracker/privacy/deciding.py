"""Which rules decide on a window, for the user's own dry test: there a rule may be named."""

from __future__ import annotations

from collections.abc import Sequence

from worktracker.model.sample import Sample
from worktracker.privacy.rules import Action, Facts, Rule, can_be_evaluated, compile_rule
from worktracker.privacy.web import address_of


def deciding_rules(sample: Sample, rules: Sequence[Rule]) -> tuple[dict[Action, Rule], Rule | None]:
    """The first rule of each action that matches ``sample``, and the first that does and can't be read."""
    facts = Facts(sample.app, sample.title, sample.url, sample.domain or address_of(sample.url).domain)
    matching = [rule for rule in rules if compile_rule(rule).matches(facts)]
    doing: dict[Action, Rule] = {}
    broken: Rule | None = None
    for rule in matching:
        if can_be_evaluated(rule):
            doing.setdefault(rule.action, rule)
        elif broken is None:
            broken = rule
    return doing, broken
