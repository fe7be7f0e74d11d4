"""What the gate says of its own decisions: who saw a sample, and what kept which part of it out."""

from __future__ import annotations

import pytest

from worktracker.app.browsing import load_browsing
from worktracker.model.explanation import SeenBy
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.model.span import State
from worktracker.privacy.gate import Gate
from worktracker.privacy.levels import BrowserTitles, Levels, UrlLevel
from worktracker.privacy.rules import Action, Rule

NOW = Moment(0, 0, 0)
URL = "https://mail.example.org/inbox?id=1"
PAGE = Sample(NOW, "firefox", "Inbox", URL, document="inbox", vouched=True, seen_by=SeenBy.BROWSER)
SHELL = Sample(NOW, "xterm", "shell", seen_by=SeenBy.X11)
CHROME = Sample(NOW, "Google-chrome", "My Page", seen_by=SeenBy.X11)
FULL = Levels(urls=UrlLevel.FULL)
EVERYTHING = Levels(urls=UrlLevel.FULL, browser_titles=BrowserTitles.ALWAYS)
HIDE, DOMAIN_ONLY = Rule(Action.HIDE_TITLE, app="*"), Rule(Action.DOMAIN_ONLY, app="*")


@pytest.mark.parametrize(
    ("sample", "levels", "rules", "said"),
    [
        (PAGE, FULL, (), None),
        (PAGE, Levels(), (), "urls-domain"),
        (PAGE, Levels(urls=UrlLevel.NONE), (), "urls-none"),
        (PAGE, Levels(apps=False, urls=UrlLevel.FULL), (), "apps-off"),
        (PAGE, Levels(titles=False, urls=UrlLevel.FULL), (), "titles-off"),
        (PAGE, Levels(apps=False, titles=False), (), "urls-domain+titles-off+apps-off"),
        (PAGE, FULL, (HIDE,), "rule-hide-title"),
        (PAGE, FULL, (DOMAIN_ONLY,), "rule-domain-only"),
        (PAGE, FULL, (HIDE, DOMAIN_ONLY), "rule-hide-title+rule-domain-only"),
        (PAGE, Levels(), (DOMAIN_ONLY,), "urls-domain+rule-domain-only"),
        # What was not there was not cut: no address, no title, no browser that needs vouching.
        (SHELL, Levels(), (), None),
        (SHELL, Levels(urls=UrlLevel.NONE), (DOMAIN_ONLY,), None),
        (Sample(NOW, "xterm", seen_by=SeenBy.X11), Levels(titles=False), (HIDE,), None),
        (Sample(NOW, seen_by=SeenBy.X11), Levels(apps=False), (), None),
        (SHELL, Levels(titles=False), (), "titles-off"),
        (CHROME, Levels(), (), "browser-unvouched"),
        (CHROME, Levels(titles=False), (), "browser-unvouched+titles-off"),
        (CHROME, Levels(browser_titles=BrowserTitles.ALWAYS), (), None),
    ],
)
def test_what_is_cut_is_said(
    sample: Sample, levels: Levels, rules: tuple[Rule, ...], said: str | None
) -> None:
    verdict = Gate(levels, rules, load_browsing()).judge(sample)
    assert verdict.state is State.ACTIVE
    assert (verdict.cuts.label, verdict.seen_by) == (said, sample.seen_by)
    # The word and the deed: a field that was there is gone if, and only if, something is said of it.
    whole = Gate(EVERYTHING, (), load_browsing()).judge(sample)
    assert (verdict.activity == whole.activity) is (said is None)


@pytest.mark.parametrize(
    ("sample", "rules", "said"),
    [
        (PAGE, (Rule(Action.PRIVATE, app="firefox"), HIDE), "rule"),
        (PAGE, (Rule(Action.HIDE_TITLE, title="(", regex=True),), "unsure"),
        (Sample(NOW, "firefox", "My Page — Mozilla Firefox Private Browsing"), (), "private window"),
        (Sample(NOW, "x", "y", private_window=True), (HIDE,), "private window"),
        (Sample(NOW, "firefox", "view-source:https://example.org"), (), "unsure"),
    ],
)
def test_of_private_time_only_the_kind_of_reason_is_said(
    sample: Sample, rules: tuple[Rule, ...], said: str
) -> None:
    verdict = Gate(Levels(titles=False), rules, load_browsing()).judge(sample)
    assert verdict.state is State.PRIVATE
    assert (verdict.reason.label, verdict.cuts.label, verdict.seen_by) == (said, None, sample.seen_by)


def test_a_gate_that_fails_still_says_who_saw_it() -> None:
    class Broken:
        def reason(self, app: str, title: str | None) -> None:
            raise RuntimeError

        def needs_vouching(self, app: str) -> bool:
            raise RuntimeError

    verdict = Gate(Levels(), (), Broken()).judge(SHELL)  # pyright: ignore[reportArgumentType]
    assert (verdict.reason.label, verdict.seen_by) == ("unsure", SeenBy.X11)
