"""Exclusion rules: conditions on a sample, and what is done where they match."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, AnyStr
from unicodedata import normalize

from worktracker.errors import UsageError
from worktracker.model.sample import Told
from worktracker.model.text import clean
from worktracker.privacy.pattern_error import Fault, PatternError
from worktracker.privacy.web import spellings

if TYPE_CHECKING:
    from re2 import Pattern as Expression

Matcher = Callable[[str], bool]

MAX_PATTERN = 1024
"""The most characters that a rule's pattern may have."""

_WILDCARD = re.compile(r"[*?\[]")


class Action(StrEnum):
    """What happens to a sample that a rule matches, strongest first."""

    DROP = "drop"
    PRIVATE = "private"
    HIDE_TITLE = "hide-title"
    DOMAIN_ONLY = "domain-only"


@dataclass(frozen=True, slots=True)
class Rule:
    """One exclusion rule: all its conditions must match.

    Patterns are globs over the whole text (``*``, ``?``, ``[…]``; what it matches with all brackets taken
    as they are written, it matches too), or with ``regex`` RE2 expressions found anywhere in it; neither
    minds case. A plain domain also covers its
    subdomains, in all spellings of an international one.

    Attributes:
        program: the program that a default rule is for; None for the user's own rules.
        regex: None where the store names a syntax that this version does not know.
        damaged: the store holds something of it that this version does not know, so that it
            can't be evaluated.
    """

    action: Action
    app: str | None = None
    title: str | None = None
    url: str | None = None
    domain: str | None = None
    regex: bool | None = False
    id: int | None = None
    program: str | None = None
    damaged: bool = False

    def __repr__(self) -> str:
        """Say nothing of the patterns: what somebody excludes is itself private."""
        return f"Rule(id={self.id}, action={self.action})"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule may ask about: the sample's fields, before anything was taken away."""

    app: str | None
    title: str | None
    url: str | None
    domain: str | None


_FIELDS = ("app", "title", "url", "domain")


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule ready to be asked.

    Attributes:
        broken: it can't be evaluated, so what it might match is private.
        own: it is the user's, and no default rule.
        url_begins: how every address begins that it matches, in small letters; as far as that is known.
    """

    action: Action
    conditions: tuple[tuple[str, Matcher], ...]
    broken: bool = False
    own: bool = True
    url_begins: str = ""

    def matches(self, facts: Facts) -> bool:
        """Whether every condition holds. A field that is missing matches no condition."""
        for name, matcher in self.conditions:
            value = getattr(facts, name)
            if value is None or not matcher(value):
                return False
        return True

    def might_match(self, facts: Facts, told: Told) -> bool:
        """Whether it could match, were more told of the page; only for what would take a title along."""
        if self.action is Action.DOMAIN_ONLY and not self.broken:
            return False
        asks = False
        for name, matcher in self.conditions:
            if name in ("url", "domain") and told is Told.NOTHING:
                asks = True
                continue
            if name == "url" and self._may_begin(facts.url):
                asks = True
                continue
            value = getattr(facts, name)
            if value is None or not matcher(value):
                return False
        return asks

    def _may_begin(self, site_url: str | None) -> bool:
        """Whether an address of this site, of which no more is told, may be one that the rule matches."""
        if site_url is None:
            return False
        site = site_url.lower().removesuffix("/")
        known = min(len(site), len(self.url_begins))
        behind = self.url_begins[len(site) : len(site) + 1]
        return site[:known] == self.url_begins[:known] and behind in ("", "/", ":")


def compile_rule(rule: Rule) -> CompiledRule:
    """Make a rule ready; one that can't be evaluated becomes ``broken`` and never raises."""
    conditions: list[tuple[str, Matcher]] = []
    broken = False
    for name in _FIELDS:
        pattern = getattr(rule, name)
        if pattern is None or rule.regex is None:
            continue
        try:
            conditions.append((name, matcher_of(name, pattern, regex=rule.regex)))
        except UsageError:
            broken = True
    return CompiledRule(
        rule.action,
        tuple(conditions),
        broken or rule.damaged or not conditions,
        own=rule.program is None,
        url_begins="" if rule.regex or rule.url is None else _WILDCARD.split(rule.url)[0].lower(),
    )


def check_rule(rule: Rule) -> None:
    """Refuse a rule that could not be evaluated.

    Raises:
        UsageError: no condition at all, an empty or over-long pattern, or a broken expression.
    """
    patterns = [(name, getattr(rule, name)) for name in _FIELDS]
    if all(pattern is None for _, pattern in patterns):
        raise UsageError("A rule needs a condition.", "Give --app, --title, --url or --domain.")
    for name, pattern in patterns:
        if pattern is not None:
            check_pattern(name, pattern, regex=bool(rule.regex))


def check_pattern(name: str, pattern: str, *, regex: bool) -> None:
    """Refuse a condition that could not be evaluated.

    Raises:
        PatternError: it is empty or over-long, no site where one is asked for, or a broken expression.
    """
    if not pattern.strip():
        raise PatternError(name, Fault.EMPTY, f"The pattern for --{name} is empty.", "Use * for anything.")
    if len(pattern) > MAX_PATTERN:
        raise PatternError(
            name, Fault.LONG, f"The pattern for --{name} is longer than {MAX_PATTERN} characters."
        )
    if not _encodable(pattern):  # no text has it, and the store can't keep it
        raise PatternError(name, Fault.NO_GLOB, "The pattern can't be understood.")
    if name == "domain" and not regex and ("/" in pattern or not spellings(pattern)[0]):
        raise PatternError(
            name,
            Fault.NO_SITE,
            "--domain takes a site, not an address.",
            "Example: --domain example.org",
        )
    matcher_of(name, pattern, regex=regex)


def _encodable(text: str) -> bool:
    """Whether it holds no half of a character (a lone surrogate, as of an argument that is not UTF-8)."""
    return text.isprintable() or not any("\ud800" <= each <= "\udfff" for each in text)


def asks_for_page(rule: Rule) -> bool:
    """Whether a browser's titles may be kept only where its page is known, because of this rule."""
    asks = rule.domain is not None or rule.url is not None
    return asks and rule.program is None and rule.action is not Action.DOMAIN_ONLY


def asks_for_address(rule: Rule) -> bool:
    """Whether more of the page's address must be known for that than its site."""
    if not asks_for_page(rule) or rule.url is None:
        return False
    begins = re.match(r"https?://[^/:*?\[]+(.*)", rule.url, re.IGNORECASE | re.DOTALL)
    return bool(rule.regex) or begins is None or begins[1] not in ("", "/", "*", "/*")


def can_be_evaluated(rule: Rule) -> bool:
    """Whether the rule does what it says; otherwise what it might match is private."""
    return not compile_rule(rule).broken


def is_plain(pattern: str) -> bool:
    """Whether a glob holds no wildcard, so that it matches only the very same text."""
    return _WILDCARD.search(pattern) is None


def matcher_of(name: str, pattern: str, *, regex: bool) -> Matcher:
    """What tells whether a field's text has a pattern.

    Raises:
        PatternError: the pattern can't be understood.
    """
    if name == "domain":
        return _expression(name, pattern) if regex else _domain(pattern)
    composed = normalize("NFC", pattern)
    return _as_shown(_expression(name, composed) if regex else _glob(composed, name))


def _as_shown(matcher: Matcher) -> Matcher:
    """Match also the text as it would be kept and shown, from which users copy their patterns."""

    def matches(text: str) -> bool:
        if matcher(text):
            return True
        shown = _shown(text)
        return shown != text and matcher(shown)

    return matches


@lru_cache(maxsize=8)  # one title is asked about by all rules on titles
def _shown(text: str) -> str:
    return normalize("NFC", clean(text) or "")


def _glob(pattern: str, name: str) -> Matcher:
    try:
        found = re.compile(fnmatch.translate(pattern), re.IGNORECASE).match
    except re.error as error:  # a range like [z-a] on some Python versions
        raise PatternError(name, Fault.NO_GLOB, "The pattern can't be understood.") from error
    if "[" not in pattern:
        return lambda text: found(text) is not None
    # Titles hold brackets, and a pattern may be a title that was copied.
    as_written = re.compile(fnmatch.translate(pattern.replace("[", "[[]")), re.IGNORECASE).match
    return lambda text: found(text) is not None or as_written(text) is not None


def _domain(pattern: str) -> Matcher:
    if not is_plain(pattern):
        globs = [_glob(form, "domain") for form in spellings(pattern)]
        return lambda text: any(glob(form) for form in spellings(text) for glob in globs)
    wanted = spellings(pattern)
    below = tuple("." + form for form in wanted)

    def covers(text: str) -> bool:
        for form in spellings(text):  # noqa: SIM110 - asked for each rule and sample
            if form in wanted or form.endswith(below):
                return True
        return False

    return covers


def _expression(name: str, pattern: str) -> Matcher:
    found = found_by(name, pattern)
    if name == "domain":
        return lambda text: any(found(form) for form in (text, *spellings(text)))
    return found


def found_by(name: str, pattern: str) -> Matcher:
    """Whether an :func:`expression` is found in a text, but not where: that is a third of the work.

    Raises:
        PatternError: it is not valid; ``name`` is the field that it is for.
    """
    # Of bytes, so that nothing is counted in characters.
    search = _compiled(name, pattern.encode()).search
    return lambda text: search(text.encode()) is not None


def expression(name: str, pattern: str) -> Expression[str]:
    """An expression that matches in linear time: none, however written, can stall the recording.

    Capitals make no difference.

    Raises:
        PatternError: it is not valid; ``name`` is the field that it is for.
    """
    return _compiled(name, pattern)


def _compiled(name: str, pattern: AnyStr) -> Expression[AnyStr]:
    import re2  # 1.5 MB of memory that only users of expressions pay

    options = re2.Options()
    options.case_sensitive = False
    options.dot_nl = True
    options.log_errors = False  # RE2 would print the pattern on stderr
    try:
        return re2.compile(pattern, options)
    except (re2.error, UnicodeEncodeError) as error:
        raise PatternError(
            name,
            Fault.NO_EXPRESSION,
            f"The expression for --{name} is not valid RE2 syntax.",
            "Look-around and back-references are not supported, so that matching stays quick.",
        ) from error
