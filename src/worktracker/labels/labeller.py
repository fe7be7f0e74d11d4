"""Which rule labels an activity, asked for hundreds of thousands of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntFlag
from typing import Final, NamedTuple
from unicodedata import normalize

from worktracker.errors import UsageError
from worktracker.labels.rules import LabelRule, specificity
from worktracker.privacy.rules import Matcher, found_by, is_plain, matcher_of
from worktracker.privacy.web import address_of, spellings

_REMEMBERED: Final = 20_000
"""Pairs of application and site remembered at most."""


class Lost(IntFlag):
    """Fields that ageing has taken from an activity; the numbers are those in the store.

    Those of KEPT are no fields: such a label came with an import, and no rule here decides it.
    """

    NONE = 0
    APP = 1
    DOMAIN = 2
    TITLE = 4
    URL = 8
    DOCUMENT = 16
    KEPT_CATEGORY = 32
    KEPT_PROJECT = 64


KEPT = Lost.KEPT_CATEGORY | Lost.KEPT_PROJECT


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


NOTHING = Finding(None)
"""No rule matches."""


def facts_of(
    app: str | None = None,
    title: str | None = None,
    url: str | None = None,
    domain: str | None = None,
    document: str | None = None,
) -> Facts:
    """An activity to try rules on; its address tells its site."""
    return Facts(app, title, url, domain or address_of(url).domain, document)


@dataclass(frozen=True, slots=True, eq=False)
class _Ready:
    """A rule with its matchers; ``place``: its place from the most specific on."""

    place: int
    rule: LabelRule
    conditions: tuple[tuple[str, Matcher], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is left to ask of a rule where application and site are known.

    Attributes:
        found: what it says where all of that holds.
        conditions: indexes of :class:`Facts` with what their text has to match.
    """

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
            ready = _Ready(len(self._all), rule, conditions(rule))
            if not ready.conditions:
                continue
            self._all.append(ready)
            if rule.app is not None and _is_literal(rule, rule.app):
                self._by_app[_folded(rule.app)].append(ready)
            elif rule.domain is not None and _is_literal(rule, rule.domain):
                for form in spellings(rule.domain):
                    self._by_domain[form].append(ready)
            else:
                self._others.append(ready)
        self._pairs: dict[tuple[str | None, str | None, int], tuple[Candidate, ...]] = {}

    def find(self, facts: Facts, lost: int = 0) -> Finding:
        """The most specific rule that matches.

        Args:
            facts: what is known of the activity.
            lost: the fields that ageing took (:class:`Lost`): whether they match nobody knows any more. Of
                what is kept only the label that these rules give.
        """
        for candidate in self.candidates(facts.app, facts.domain, lost):
            for place, matcher in candidate.conditions:
                text = facts[place]
                if text is None or not matcher(text):
                    break
            else:
                return candidate.found
        return NOTHING

    def matching(self, facts: Facts) -> list[LabelRule]:
        """Every rule that matches, the most specific first: the first one decides."""
        return [
            ready.rule
            for ready in self._all
            if all(
                (text := getattr(facts, name)) is not None and matcher(text)
                for name, matcher in ready.conditions
            )
        ]

    def candidates(self, app: str | None, domain: str | None, lost: int = 0) -> tuple[Candidate, ...]:
        """The rules that application and site do not rule out, up to the first that asks no more."""
        found = self._pairs.get((app, domain, lost))
        if found is None:
            if len(self._pairs) >= _REMEMBERED:
                self._pairs.clear()
            found = self._pairs[app, domain, lost] = tuple(self._plausible(app, domain, lost))
        return found

    def _plausible(self, app: str | None, domain: str | None, lost: int) -> Iterator[Candidate]:
        if lost & KEPT:
            yield Candidate(Finding(None, sure=False), ())
            return
        for ready in self._looked_up(app, domain, lost):
            left: list[tuple[int, Matcher]] = []
            sure = True
            for name, matcher in ready.conditions:
                text = app if name == "app" else domain
                if lost & Lost[name.upper()]:
                    sure = False
                elif name not in ("app", "domain"):
                    left.append((Facts._fields.index(name), matcher))
                elif text is None or not matcher(text):
                    break
            else:
                yield Candidate(Finding(ready.rule if sure else None, sure), tuple(left))
                if not left:
                    return

    def _looked_up(self, app: str | None, domain: str | None, lost: int) -> list[_Ready]:
        """Every rule that may match such an application and site, the most specific first."""
        if lost & (Lost.APP | Lost.DOMAIN):
            return self._all
        found = list(self._others)
        if app is not None:
            found += self._by_app.get(_folded(app), ())
        if domain is not None:
            for form in spellings(domain):
                labels = form.split(".")
                for at in range(len(labels)):
                    found += self._by_domain.get(".".join(labels[at:]), ())
        return sorted(set(found), key=lambda ready: ready.place)


def conditions(rule: LabelRule) -> tuple[tuple[str, Matcher], ...]:
    """What has to match in which field; nothing for a rule that can't be evaluated, which labels nothing."""
    try:
        return tuple((name, _matcher(rule, name, pattern)) for name, pattern in rule.patterns)
    except UsageError:
        return ()


def _matcher(rule: LabelRule, name: str, pattern: str) -> Matcher:
    """As exclusion rules match; the commonest patterns are compared without an expression."""
    inner = pattern[1:-1]
    if name != "domain" and not rule.regex and is_plain(inner):
        wanted = _folded(pattern)
        if is_plain(pattern):
            return lambda text: _folded(text) == wanted
        if pattern == f"*{inner}*" and inner:
            within = _folded(inner)
            return lambda text: within in _folded(text)
    if name != "domain" and rule.regex:
        return found_by(name, normalize("NFC", pattern))  # what is stored is as it is shown already
    return matcher_of(name, pattern, regex=rule.regex)


def _is_literal(rule: LabelRule, pattern: str) -> bool:
    return not rule.regex and is_plain(pattern)


def _folded(text: str) -> str:
    return (text if text.isascii() else normalize("NFC", text)).casefold()
