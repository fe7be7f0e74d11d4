"""The gate itself: a sample in, what may be kept of it out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from worktracker.model.explanation import Cut
from worktracker.model.sample import Sample, Told
from worktracker.model.span import Activity, Reason, State
from worktracker.model.text import clean
from worktracker.model.verdict import Verdict
from worktracker.privacy.documents import Documents
from worktracker.privacy.levels import BrowserTitles, DocumentLevel, Levels, UrlLevel
from worktracker.privacy.rule_index import RuleIndex
from worktracker.privacy.rules import Action, Facts, Rule
from worktracker.privacy.web import Address, address_of, shows_address

_UNVOUCHED: Final = Cut.BROWSER_UNVOUCHED.value
_HIDDEN: Final = Cut.RULE_HIDE_TITLE.value
_DOMAIN_ONLY: Final = Cut.RULE_DOMAIN_ONLY.value
_UNKNOWN: Final = Cut.PAGE_UNKNOWN.value


class Browsing(Protocol):
    """What is known of browsers' windows."""

    def reason(self, app: str, title: str | None) -> Reason:
        """PRIVATE_WINDOW or UNSURE for a window that must be private, else NONE."""
        ...

    def needs_vouching(self, app: str) -> bool:
        """Whether private windows of this program look like any other."""
        ...

    def is_browser(self, app: str) -> bool:
        """Whether this program shows web pages, and their titles in its windows'."""
        ...


class Gate:
    """Levels and rules, applied to each sample before anything else sees it.

    Args:
        levels, rules: the user's.
        browsing: what is known of browsers' windows.
        documents: tells the document in a title; without it a sample has the one that it came with.
    """

    def __init__(
        self,
        levels: Levels,
        rules: Iterable[Rule],
        browsing: Browsing,
        documents: Documents | None = None,
    ) -> None:
        # Plain numbers: in their own type each step of the arithmetic takes a microsecond.
        urls = {UrlLevel.NONE: Cut.URLS_NONE, UrlLevel.DOMAIN: Cut.URLS_DOMAIN, UrlLevel.FULL: Cut.NONE}
        self._off_name = 0 if levels.apps else Cut.APPS_OFF.value
        self._off_text = 0 if levels.titles else Cut.TITLES_OFF.value
        of_document = {
            DocumentLevel.WITH_TITLES: self._off_text,
            DocumentLevel.ON: 0,
            DocumentLevel.OFF: Cut.DOCUMENTS_OFF.value,
        }
        self._off_document = of_document[levels.documents]
        self._off_page = urls[levels.urls].value
        self._off_site = self._off_page if levels.urls is UrlLevel.NONE else 0
        self._wants_vouching = levels.browser_titles is BrowserTitles.VOUCHED
        self._rules = RuleIndex(rules)
        self._browsing = browsing
        self._documents = documents
        self.trusted = True

    def distrust(self) -> None:
        """Let nothing but the time through any more: rules or levels may have changed, and can't be read."""
        self.trusted = False

    def judge(self, sample: Sample) -> Verdict:
        """Decide on ``sample``. Never raises: what goes wrong here makes the time private."""
        if not self.trusted:
            return _private(sample, Reason.UNSURE)
        try:
            return self._judge(sample)
        except Exception:  # noqa: BLE001 - whatever it is, it must neither stop the recording nor let text through
            return _private(sample, Reason.UNSURE)

    def is_browser(self, app: str | None) -> bool:
        """Whether an application shows web pages: rules for sites and addresses are about its windows."""
        return app is not None and self._browsing.is_browser(app)

    def _judge(self, sample: Sample) -> Verdict:
        address = address_of(sample.url)
        # A document without a title (imported) stands for it: what titles must not say, it must not.
        facts = Facts(
            sample.app, sample.title or sample.document, sample.url, sample.domain or address.domain
        )
        actions: set[Action] = set()
        if matching := self._rules.matching(facts):
            actions = {rule.action for rule in matching if not rule.broken}
            if Action.DROP in actions:
                return Verdict(None, seen_by=sample.seen_by)
            if Action.PRIVATE in actions:
                return _private(sample, Reason.RULE)
            if any(rule.broken for rule in matching):
                return _private(sample, Reason.UNSURE)
        reason = self._private_reason(sample)
        if reason is not Reason.NONE:
            return _private(sample, reason)
        return self._kept(sample, facts, address, actions)

    def _private_reason(self, sample: Sample) -> Reason:
        if sample.private_window:
            return Reason.PRIVATE_WINDOW
        for name in _names(sample):
            reason = self._browsing.reason(name, sample.title)
            if reason is not Reason.NONE:
                return reason
        return Reason.NONE

    def _kept(self, sample: Sample, facts: Facts, address: Address, actions: set[Action]) -> Verdict:
        """Keep of each field what nothing cuts, and say what has cut the others."""
        unvouched = (
            self._wants_vouching
            and not sample.vouched
            and any(self._browsing.needs_vouching(name) for name in _names(sample))
        )
        everything = _UNVOUCHED if unvouched else 0
        # A title that must not be kept takes the address along that would tell as much.
        hidden = everything | (_HIDDEN if Action.HIDE_TITLE in actions else 0)
        if sample.told is not Told.ALL and self._rules.might_match(facts, sample.told):
            hidden |= _UNKNOWN
        if self._off_page and self._shows_address(sample, facts.domain):
            hidden |= self._off_page
        text = hidden | self._off_text
        page = hidden | self._off_page | (_DOMAIN_ONLY if Action.DOMAIN_ONLY in actions else 0)
        document = sample.document
        if document is None and self._documents is not None:
            document = self._documents.document_of(sample.app, sample.title)
        kept: list[str | None] = []
        made = 0
        for value, cuts in (
            (sample.app, self._off_name),
            (sample.title, text),
            (address.public_url, page),
            (facts.domain, everything | self._off_site),
            (document, hidden | self._off_document),
        ):
            kept.append(None if cuts else clean(value))
            if value:
                made |= cuts
        return Verdict(State.ACTIVE, Activity(*kept), seen_by=sample.seen_by, cuts=Cut(made))

    def _shows_address(self, sample: Sample, domain: str | None) -> bool:
        is_browser = any(self._browsing.is_browser(name) for name in _names(sample))
        return is_browser and sample.title is not None and shows_address(sample.title, domain)


def _private(sample: Sample, reason: Reason) -> Verdict:
    return Verdict(State.PRIVATE, reason=reason, seen_by=sample.seen_by)


def _names(sample: Sample) -> list[str]:
    """The names under which a window's program may be known as a browser."""
    return [name for name in (sample.app, sample.instance) if name]
