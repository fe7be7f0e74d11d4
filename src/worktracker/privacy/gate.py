"""The gate itself: a sample in, what may be kept of it out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from worktracker.model.sample import Sample
from worktracker.model.span import Activity, Reason, State
from worktracker.model.text import clean
from worktracker.model.verdict import DROPPED, Verdict
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
            return Verdict(State.PRIVATE, reason=Reason.UNSURE)

    def _judge(self, sample: Sample) -> Verdict:
        facts = Facts(sample.app, sample.title, sample.url, sample.domain or domain_of(sample.url))
        actions = {rule.action for rule in self._rules if not rule.broken and rule.matches(facts)}
        if Action.DROP in actions:
            return DROPPED
        if Action.PRIVATE in actions:
            return Verdict(State.PRIVATE, reason=Reason.RULE)
        if any(rule.broken and rule.matches(facts) for rule in self._rules):
            return Verdict(State.PRIVATE, reason=Reason.UNSURE)
        reason = self._private_reason(sample)
        if reason is not Reason.NONE:
            return Verdict(State.PRIVATE, reason=reason)
        return Verdict(State.ACTIVE, self._kept(sample, facts, actions))

    def _private_reason(self, sample: Sample) -> Reason:
        if sample.private_window:
            return Reason.PRIVATE_WINDOW
        if sample.app is None:
            return Reason.NONE
        return self._browsing.reason(sample.app, sample.title)

    def _kept(self, sample: Sample, facts: Facts, actions: set[Action]) -> Activity:
        levels = self._levels
        unvouched = (
            levels.browser_titles is BrowserTitles.VOUCHED
            and not sample.vouched
            and sample.app is not None
            and self._browsing.needs_vouching(sample.app)
        )
        titled = levels.titles and Action.HIDE_TITLE not in actions and not unvouched
        domain = levels.urls is not UrlLevel.NONE and not unvouched
        # A title that must not be kept takes the address along that would tell as much.
        full = (
            levels.urls is UrlLevel.FULL
            and not unvouched
            and not actions & {Action.HIDE_TITLE, Action.DOMAIN_ONLY}
        )
        return Activity(
            app=clean(sample.app) if levels.apps else None,
            title=clean(sample.title) if titled else None,
            url=clean(public_url(sample.url)) if full else None,
            domain=clean(facts.domain) if domain and facts.domain else None,
            document=clean(sample.document) if titled else None,
        )
