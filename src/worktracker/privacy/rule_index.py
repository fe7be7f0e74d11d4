"""Which rules speak about a sample, asked by its application first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from worktracker.model.sample import Told
from worktracker.privacy.rules import CompiledRule, Facts, Matcher, Rule, compile_rule

_REMEMBERED: Final = 256
"""Applications remembered at most: a window may change its name as often as it likes."""


class RuleIndex:
    """All rules of a store, ready to be asked about one sample after the other.

    Most rules are about an application alone, and most samples repeat theirs. So each name is
    matched once, and what is left to ask for the next sample of that name are the few rules
    with other conditions.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(_split(compile_rule(rule)) for rule in rules)
        self._by_app: dict[str | None, tuple[CompiledRule, ...]] = {}

    def matching(self, facts: Facts) -> list[CompiledRule]:
        """The rules whose conditions all hold, oldest first."""
        return [rule for rule in self._of(facts.app) if rule.matches(facts)]

    def might_match(self, facts: Facts, told: Told) -> bool:
        """Whether a rule of the user's own asks for what is not known of the page."""
        return any(rule.own and rule.might_match(facts, told) for rule in self._of(facts.app))

    def _of(self, app: str | None) -> tuple[CompiledRule, ...]:
        rules = self._by_app.get(app)
        return self._remember(app) if rules is None else rules

    def _remember(self, app: str | None) -> tuple[CompiledRule, ...]:
        """The rules that this application does not rule out, without what they ask of it."""
        found = tuple(
            rule for of_app, rule in self._rules if of_app is None or (app is not None and of_app(app))
        )
        if len(self._by_app) >= _REMEMBERED:
            self._by_app.clear()
        self._by_app[app] = found
        return found


def _split(rule: CompiledRule) -> tuple[Matcher | None, CompiledRule]:
    """What a rule asks of the application, and the rule without it."""
    of_app = next((matcher for name, matcher in rule.conditions if name == "app"), None)
    return of_app, replace(rule, conditions=tuple(each for each in rule.conditions if each[0] != "app"))
