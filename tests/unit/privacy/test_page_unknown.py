"""Rules on sites and addresses hold also where nobody can say what page a browser shows."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from worktracker.app.browsing import load_browsing
from worktracker.model.explanation import Cut
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample, Told
from worktracker.model.span import State
from worktracker.privacy.gate import Gate
from worktracker.privacy.levels import Levels, UrlLevel
from worktracker.privacy.rules import Action, Rule, asks_for_address, asks_for_page

NOW = Moment(0, 0, 0)
UNTOLD = Sample(NOW, "firefox", "Account 4711 — Mozilla Firefox", document="account", told=Told.NOTHING)
SITE = Sample(
    NOW, "firefox", "Letter — Mozilla Firefox", "https://mail.example/", vouched=True, told=Told.SITE
)  # fmt: skip


def kept(sample: Sample, *rules: Rule, levels: Levels | None = None) -> tuple[str | None, ...]:
    """The state, or the title, the document and the site, and whether the page was unknown."""
    verdict = Gate(levels or Levels(), rules, load_browsing()).judge(sample)
    if verdict.state is not State.ACTIVE:
        return (verdict.state.label if verdict.state else "dropped",)
    assert verdict.activity is not None
    assert verdict.activity.app == sample.app
    unknown = (verdict.cuts & Cut.PAGE_UNKNOWN).label
    return verdict.activity.title, verdict.activity.document, verdict.activity.domain, unknown


@pytest.mark.parametrize("condition", [{"domain": "bank.example"}, {"url": "https://bank.example/*"}])
@pytest.mark.parametrize("action", [Action.DROP, Action.PRIVATE, Action.HIDE_TITLE])
def test_where_a_rule_asks_for_the_page_an_untold_one_keeps_no_title(
    condition: dict[str, Any], action: Action
) -> None:
    rule = Rule(action, **condition)
    assert kept(UNTOLD, rule) == (None, None, None, "page-unknown")
    assert kept(replace(UNTOLD, told=Told.ALL), rule) == (UNTOLD.title, "account", None, None)


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Action.DROP, title="*secret*"),
        Rule(Action.DROP, app="slack", domain="bank.example"),
        Rule(Action.DROP, title="*secret*", domain="bank.example"),
        # Of an address nothing is kept there, and titles are none of its business.
        Rule(Action.DOMAIN_ONLY, domain="bank.example"),
        Rule(Action.DROP, domain="bank.example", program="A default rule"),
    ],
)
def test_where_no_rule_of_ones_own_could_match_an_untold_page_keeps_its_title(rule: Rule) -> None:
    assert kept(UNTOLD, rule) == (UNTOLD.title, "account", None, None)


def test_a_rule_that_can_not_be_read_counts_whatever_its_action() -> None:
    rule = Rule(Action.DOMAIN_ONLY, domain="bank.example", damaged=True)
    assert kept(UNTOLD, rule) == (None, None, None, "page-unknown")


@pytest.mark.parametrize(
    ("url", "regex", "hides"),
    [
        ("https://mail.example/secret/*", False, True),
        ("HTTPS://Mail.Example/secret/*", False, True),
        ("https://mail.example:8443/*", False, True),
        ("https://m*/secret", False, True),
        ("*secret*", False, True),
        ("secret", True, True),
        ("https://mail.example.org/secret/*", False, False),
        ("https://mail.exam/secret/*", False, False),
        ("http://mail.example/secret/*", False, False),
        ("https://news.example/*", False, False),
    ],
)
def test_of_a_page_whose_site_alone_is_told_the_title_goes_where_its_address_might_match(
    url: str, regex: bool, hides: bool
) -> None:
    found = kept(SITE, Rule(Action.DROP, url=url, regex=regex))
    assert found == ((None if hides else SITE.title), None, "mail.example", "page-unknown" if hides else None)


def test_what_is_told_is_judged_by_the_rules_themselves() -> None:
    assert kept(SITE, Rule(Action.DROP, url="https://mail.example/*")) == ("dropped",)
    assert kept(SITE, Rule(Action.PRIVATE, domain="mail.example")) == ("private",)
    assert kept(SITE, Rule(Action.DROP, domain="bank.example")) == (SITE.title, None, "mail.example", None)
    # A title that may be another page's than the one told.
    another = replace(SITE, told=Told.NOTHING, vouched=False)
    assert kept(another, Rule(Action.DROP, domain="bank.example")) == (
        None, None, "mail.example", "page-unknown",
    )  # fmt: skip
    none = Levels(urls=UrlLevel.NONE)
    untold = replace(SITE, url=None, told=Told.NOTHING)
    assert kept(untold, Rule(Action.DROP, domain="bank.example"), levels=none)[0] is None
    # Another page than a web page has no site, and its extension says so.
    local = replace(SITE, url=None)
    assert (
        kept(local, Rule(Action.DROP, domain="bank.example"), Rule(Action.DROP, url="*x*"))[0] == SITE.title
    )


def test_which_rules_ask_for_more_than_a_level_tells() -> None:
    def asked(**conditions: Any) -> tuple[bool, bool]:
        rule = Rule(Action.DROP, **conditions)
        return asks_for_page(rule), asks_for_address(rule)

    assert asked(domain="bank.example") == (True, False)
    assert asked(title="x") == (False, False)
    assert asked(url="https://bank.example/*") == asked(url="http://bank.example/") == (True, False)
    assert asked(url="https://bank.example/a*") == asked(url="*bank*") == (True, True)
    assert not asks_for_page(Rule(Action.DROP, domain="bank.example", program="A default rule"))
    assert not asks_for_page(Rule(Action.DOMAIN_ONLY, domain="bank.example"))
    assert asks_for_address(Rule(Action.DROP, url="https://bank.example/", regex=True))


@pytest.mark.parametrize(
    ("title", "url", "shown"),
    [
        ("view-source:bank.example/acct?id=1", None, True),
        ("data:text/html,secret", None, True),
        ("data:,secret", None, True),
        ("blob:https://bank.example/6f", None, True),
        ("https://bank.example/acct", None, True),
        ("bank.example/acct?id=1", None, True),
        ("localhost:8080/acct", None, True),
        ("Index of bank.example/acct/", "https://www.bank.example/", True),
        ("münchen.example/straße", "https://xn--mnchen-3ya.example/", True),
        ("AC/DC - official", "https://www.acdc.com/", False),
        ("and/or", "https://x.example/", False),
        ("Data: what it means", "https://x.example/", False),
        ("bank.example", "https://bank.example/", False),
        ("next.js/packages at canary", "https://github.com/", False),
    ],
)
@pytest.mark.parametrize("brand", [("firefox", " — Mozilla Firefox"), ("Chromium", " - Chromium")])
def test_below_full_no_title_is_kept_that_shows_an_address(
    title: str, url: str | None, shown: bool, brand: tuple[str, str]
) -> None:
    app, ending = brand
    page = Sample(NOW, app, title + ending, url, document="named", vouched=True)
    for level, cut in ((UrlLevel.NONE, "urls-none"), (UrlLevel.DOMAIN, "urls-domain")):
        verdict = Gate(Levels(urls=level), (), load_browsing()).judge(page)
        if verdict.state is State.PRIVATE:  # Firefox's own windows with an address may be private ones
            assert (app, shown) == ("firefox", True)
            continue
        assert verdict.activity is not None
        assert (verdict.activity.title, verdict.activity.document) == (
            (None, None) if shown else (page.title, "named")
        )
        assert (cut in (verdict.cuts.label or "")) == (shown or url is not None)
    # Other programs' titles are their own.
    editor = replace(page, app="Editor", title=title)
    assert kept(editor)[0] == title


def test_at_full_an_address_in_a_title_is_no_more_than_is_wanted() -> None:
    page = Sample(NOW, "Chromium", "bank.example/acct - Chromium", vouched=True)
    assert kept(page, levels=Levels(urls=UrlLevel.FULL))[0] == page.title


def test_a_long_title_takes_no_time() -> None:
    for title in ("." * 4000 + "(/", "[::" * 1300 + "/", " - " * 1300 + "/", "a/" * 2000):
        begun_s = time.process_time()
        assert kept(Sample(NOW, "Chromium", title, "https://a.example/", vouched=True))[0] is not None
        assert time.process_time() - begun_s < 1
