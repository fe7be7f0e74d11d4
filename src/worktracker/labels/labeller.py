"""Which rule labels an activity, asked for hundreds of thousands of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag
from typing import Final, NamedTuple

from worktracker.errors import UsageError
from worktracker.labels.rules import LabelRule, specificity
from worktracker.privacy.rules import Matcher, is_plain, matcher_of

_REMEMBERED: Final = 20_000
"""Pairs of application and site remembered at most."""


class Lost(IntFlag):
    """Fields that ageing has taken from an activity; the numbers are those in the store."""

    NONE = 0
    APP = 1
    DOMAIN = 2
    TITLE = 4
    URL = 8
    DOCUMENT = 16


class Facts(NamedTuple):
    """What a rule may ask about."""

    app: str | None = None
    title: str | None = None
    url: str | None = None
    domain: str | None = None
    document: str | None = None


class Finding(NamedTuple):
    """The rule that labels an activity, None if none does; ``sure``: what is lost can't say otherwise."""

    rule: LabelRule | None
    sure: bool = True


_NOTHING = Finding(None)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A rule with its matchers; ``place``: its place from the most specific on."""

    place: int
    rule: LabelRule
    conditions: tuple[tuple[str, Matcher], ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What is left to ask of a rule where application and site are known: indexes of :class:`Facts`."""

    found: Finding
    conditions: tuple[tuple[int, Matcher], ...]


class Labeller:
    """All rules of one kind, ready to be asked.

    Most rules name one application or one site outright. So the few that may speak about an
    activity are looked up by these two, once for each pair, and only what they ask of titles,
    addresses and documents is asked for every activity.
    """

    def __init__(self, rules: Iterable[LabelRule]) -> None:
        self._all: list[_Ready] = []
        self._by_app: dict[str, list[_Ready]] = defaultdict(list)
        self._by_domain: dict[str, list[_Ready]] = defaultdict(list)
        self._others: list[_Ready] = []
        for rule in sorted(rules, key=specificity, reverse=True):
            ready = _ready(len(self._all), rule)
            if ready is None:
                continue
            self._all.append(ready)
            if rule.app is not None and _is_literal(rule.app, rule):
                self._by_app[rule.app.lower()].append(ready)
            elif rule.domain is not None and _is_literal(rule.domain, rule):
                self._by_domain[rule.domain.strip().lower().strip(".")].append(ready)
            else:
                self._others.append(ready)
        self._pairs: dict[tuple[str | None, str | None, int], tuple[_Candidate, ...]] = {}

    def find(self, facts: Facts, lost: int = 0) -> Finding:
        """The most specific rule that matches.

        Args:
            facts: what is known of the activity.
            lost: the fields that ageing took (:class:`Lost`): whether they match nobody knows any more.
        """
        key = facts.app, facts.domain, lost
        candidates = self._pairs.get(key)
        if candidates is None:
            if len(self._pairs) >= _REMEMBERED:
                self._pairs.clear()
            candidates = self._pairs[key] = self._candidates(facts, lost)
        for candidate in candidates:
            for place, matcher in candidate.conditions:
                text = facts[place]
                if text is None or not matcher(text):
                    break
            else:
                return candidate.found
        return _NOTHING

    def _candidates(self, facts: Facts, lost: int) -> tuple[_Candidate, ...]:
        """The rules that application and site do not rule out, up to the first that asks no more."""
        found: list[_Candidate] = []
        for ready in self._plausible(facts, lost):
            left: list[tuple[int, Matcher]] = []
            sure = True
            for name, matcher in ready.conditions:
                if lost & Lost[name.upper()]:
                    sure = False
                elif name in ("app", "domain"):
                    text = getattr(facts, name)
                    if text is None or not matcher(text):
                        break
                else:
                    left.append((Facts._fields.index(name), matcher))
            else:
                found.append(_Candidate(Finding(ready.rule if sure else None, sure), tuple(left)))
                if not left:
                    break
        return tuple(found)

    def _plausible(self, facts: Facts, lost: int) -> list[_Ready]:
        """Every rule that may match such an application and site, the most specific first."""
        app, domain = facts.app, facts.domain
        if lost & (Lost.APP | Lost.DOMAIN) or not _is_plain_ascii(app) or not _is_plain_ascii(domain):
            return self._all
        found = list(self._others)
        if app is not None:
            found += self._by_app.get(app.lower(), ())
        if domain is not None:
            labels = domain.lower().split(".")
            for at in range(len(labels)):
                found += self._by_domain.get(".".join(labels[at:]), ())
        return sorted(found, key=lambda ready: ready.place)


def _ready(place: int, rule: LabelRule) -> _Ready | None:
    """The rule with its matchers; None for one that can't be evaluated, which labels nothing."""
    try:
        conditions = [(name, matcher_of(name, pattern, regex=rule.regex)) for name, pattern in rule.patterns]
    except UsageError:
        return None
    return _Ready(place, rule, tuple(conditions)) if conditions else None


def _is_literal(pattern: str, rule: LabelRule) -> bool:
    """Whether the pattern matches one text in ASCII, in whatever capitals, and can be looked up by it."""
    return not rule.regex and is_plain(pattern) and _is_plain_ascii(pattern)


def _is_plain_ascii(text: str | None) -> bool:
    """Whether lower case is all there is to comparing: no other spellings, no port, no blanks at the ends."""
    return text is None or (
        text.isascii() and "xn--" not in text and ":" not in text and text == text.strip().strip(".")
    )
