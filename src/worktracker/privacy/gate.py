"""The gate itself: a sample in, what may be kept of it out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from worktracker.model.explanation import Cut
from worktracker.model.sample import Sample
from worktracker.model.span import Activity, Reason, State
from worktracker.model.text import clean
from worktracker.model.verdict import Verdict
from worktracker.privacy.levels import BrowserTitles, Levels, UrlLevel
from worktracker.privacy.rules import Action, Facts, Rule, compile_rule
from worktracker.privacy.web import domain_of, public_url


class Browsing(Protocol):
    """What is known of browsers' windows."""

    def reason(self, app: str, title: str | None) -> Reason:
        """PRIVATE_WINDOW or UNSURE for a window that must be private, else NONE."""
        ...

    def needs_vouching(self, app: str) -> bool:
        """Whether private windows of this program look like any other."""
        ...


class Gate:
    """Levels and rules, applied to each sample before anything else sees it."""

    def __init__(self, levels: Levels, rules: Iterable[Rule], browsing: Browsing) -> None:
        self._levels = levels
        self._rules = tuple(compile_rule(rule) for rule in rules)
        self._browsing = browsing

    def judge(self, sample: Sample) -> Verdict:
        """Decide on ``sample``. Never raises: what goes wrong here makes the time private."""
        try:
            return self._judge(sample)
        except Exception:  # noqa: BLE001 - whatever it is, it must neither stop the recording nor let text through
            return _private(sample, Reason.UNSURE)

    def _judge(self, sample: Sample) -> Verdict:
        facts = Facts(sample.app, sample.title, sample.url, sample.domain or domain_of(sample.url))
        actions = {rule.action for rule in self._rules if not rule.broken and rule.matches(facts)}
        if Action.DROP in actions:
            return Verdict(None, seen_by=sample.seen_by)
        if Action.PRIVATE in actions:
            return _private(sample, Reason.RULE)
        if any(rule.broken and rule.matches(facts) for rule in self._rules):
            return _private(sample, Reason.UNSURE)
        reason = self._private_reason(sample)
        if reason is not Reason.NONE:
            return _private(sample, reason)
        return self._kept(sample, facts, actions)

    def _private_reason(self, sample: Sample) -> Reason:
        if sample.private_window:
            return Reason.PRIVATE_WINDOW
        if sample.app is None:
            return Reason.NONE
        return self._browsing.reason(sample.app, sample.title)

    def _kept(self, sample: Sample, facts: Facts, actions: set[Action]) -> Verdict:
        """Keep of each field what nothing cuts, and say what has cut the others."""
        levels = self._levels
        unvouched = (
            levels.browser_titles is BrowserTitles.VOUCHED
            and not sample.vouched
            and sample.app is not None
            and self._browsing.needs_vouching(sample.app)
        )
        everything = Cut.BROWSER_UNVOUCHED if unvouched else Cut.NONE
        hidden = Cut.RULE_HIDE_TITLE if Action.HIDE_TITLE in actions else Cut.NONE
        name = Cut.NONE if levels.apps else Cut.APPS_OFF
        text = everything | hidden | (Cut.NONE if levels.titles else Cut.TITLES_OFF)
        site = everything | (Cut.URLS_NONE if levels.urls is UrlLevel.NONE else Cut.NONE)
        # A title that must not be kept takes the address along that would tell as much.
        page = site | hidden
        if levels.urls is UrlLevel.DOMAIN:
            page |= Cut.URLS_DOMAIN
        if Action.DOMAIN_ONLY in actions:
            page |= Cut.RULE_DOMAIN_ONLY
        kept: list[str | None] = []
        made = Cut.NONE
        for value, cuts in (
            (sample.app, name),
            (sample.title, text),
            (public_url(sample.url), page),
            (facts.domain, site),
            (sample.document, text),
        ):
            kept.append(None if cuts else clean(value))
            if value:
                made |= cuts
        return Verdict(State.ACTIVE, Activity(*kept), seen_by=sample.seen_by, cuts=made)


def _private(sample: Sample, reason: Reason) -> Verdict:
    return Verdict(State.PRIVATE, reason=reason, seen_by=sample.seen_by)
