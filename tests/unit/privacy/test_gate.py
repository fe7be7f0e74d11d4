"""Which part of a sample each level, rule and browser leaves."""

from __future__ import annotations

import time

import pytest

from worktracker.app.browsing import load_browsing
from worktracker.errors import UsageError
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.model.span import Activity, Reason, State
from worktracker.privacy.gate import Gate
from worktracker.privacy.levels import BrowserTitles, Levels, UrlLevel
from worktracker.privacy.rules import Action, Rule, check_rule

NOW = Moment(0, 0, 0)
PAGE = Sample(
    NOW,
    "firefox",
    "Inbox — Mozilla Firefox",
    "https://mail.example.org/inbox?id=1",
    document="inbox",
    vouched=True,
)
ALL = Levels(urls=UrlLevel.FULL)
BROWSING = load_browsing()


def judge(sample: Sample, *rules: Rule, levels: Levels = ALL):
    return Gate(levels, rules, BROWSING).judge(sample)


def kept(sample: Sample, *rules: Rule, levels: Levels = ALL) -> Activity:
    verdict = judge(sample, *rules, levels=levels)
    assert verdict.state is State.ACTIVE
    assert verdict.activity is not None
    return verdict.activity


def fields(activity: Activity) -> tuple[str | None, ...]:
    return (activity.app, activity.title, activity.url, activity.domain, activity.document)


APP, TITLE, URL, SITE, DOCUMENT = (
    "firefox",
    "Inbox — Mozilla Firefox",
    "https://mail.example.org/inbox?id=1",
    "mail.example.org",
    "inbox",
)


@pytest.mark.parametrize(
    ("levels", "left"),
    [
        (ALL, (APP, TITLE, URL, SITE, DOCUMENT)),
        (Levels(), (APP, TITLE, None, SITE, DOCUMENT)),
        (Levels(urls=UrlLevel.NONE), (APP, TITLE, None, None, DOCUMENT)),
        (Levels(apps=False, urls=UrlLevel.FULL), (None, TITLE, URL, SITE, DOCUMENT)),
        (Levels(titles=False), (APP, None, None, SITE, None)),
        (Levels(apps=False, titles=False, urls=UrlLevel.NONE), (None, None, None, None, None)),
    ],
)
def test_levels_say_what_may_be_kept(levels: Levels, left: tuple[str | None, ...]) -> None:
    assert fields(kept(PAGE, levels=levels)) == left


CONDITIONS = [
    {"app": "FIREFOX"},
    {"app": "fire*"},
    {"title": "inbox*"},
    {"url": "https://mail.example.org/*"},
    {"domain": "example.org"},
    {"domain": "*.example.org"},
    {"domain": "MAIL.example.org."},
    {"app": "^fire", "regex": True},
    {"title": "in?box", "regex": True},
    {"url": r"\?id=\d+$", "regex": True},
    {"domain": r"example\.org$", "regex": True},
    {"app": "firefox", "title": "*Inbox*", "domain": "example.org"},
]


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("action", list(Action))
def test_every_action_on_every_field(action: Action, condition: dict) -> None:
    verdict = judge(PAGE, Rule(action, **condition))
    match action:
        case Action.DROP:
            assert (verdict.state, verdict.activity) == (None, None)
        case Action.PRIVATE:
            assert (verdict.state, verdict.activity, verdict.reason) == (State.PRIVATE, None, Reason.RULE)
        case Action.HIDE_TITLE:
            assert verdict.activity is not None
            assert fields(verdict.activity) == (APP, None, None, SITE, None)
        case Action.DOMAIN_ONLY:
            assert verdict.activity is not None
            assert fields(verdict.activity) == (APP, TITLE, None, SITE, DOCUMENT)


@pytest.mark.parametrize(
    "condition",
    [
        {"app": "fire"},
        {"title": "Inbox"},
        {"domain": "ample.org"},
        {"domain": "org.example"},
        {"app": "firefox", "title": "nothing like it"},
        {"url": "https://other.example/*"},
    ],
)
def test_a_rule_that_does_not_match_does_nothing(condition: dict) -> None:
    assert fields(kept(PAGE, Rule(Action.DROP, **condition))) == (APP, TITLE, URL, SITE, DOCUMENT)


def test_the_strongest_of_several_rules_holds() -> None:
    rules = [Rule(action, app="firefox") for action in reversed(Action)]
    assert judge(PAGE, *rules).state is None
    assert judge(PAGE, *rules[:-1]).state is State.PRIVATE


def test_a_rule_on_a_field_that_is_missing_does_not_match() -> None:
    assert kept(Sample(NOW, "xterm", "shell"), Rule(Action.DROP, url="*")).title == "shell"


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("pattern", ["(", "a{9999999}", r"(?=x)", r"\1"])
def test_a_broken_rule_makes_private_what_it_might_match(action: Action, pattern: str) -> None:
    rule = Rule(action, title=pattern, regex=True)
    verdict = judge(PAGE, rule)
    assert (verdict.state, verdict.reason) == (State.PRIVATE, Reason.UNSURE)
    with pytest.raises(UsageError) as refused:
        check_rule(rule)
    assert pattern not in str(refused.value)


def test_a_broken_rule_leaves_alone_what_its_sound_conditions_exclude() -> None:
    assert kept(PAGE, Rule(Action.DROP, app="(", title="zzz", regex=True)).app == APP


def test_an_expression_can_not_stall_the_recording() -> None:
    title = "a" * 10_000 + "b"
    begun = time.perf_counter()
    verdict = judge(Sample(NOW, "xterm", title), Rule(Action.DROP, title="(a+)+$", regex=True))
    assert time.perf_counter() - begun < 0.1
    assert verdict.state is State.ACTIVE


def test_what_can_not_be_evaluated_is_private() -> None:
    lone_surrogate = Sample(NOW, "xterm", "\udc80")
    verdict = judge(lone_surrogate, Rule(Action.HIDE_TITLE, title="x", regex=True))
    assert (verdict.state, verdict.reason) == (State.PRIVATE, Reason.UNSURE)


@pytest.mark.parametrize("app", ["Chromium", "Google-chrome", "Microsoft-edge", "Brave-browser"])
def test_titles_of_the_chromium_family_need_vouching(app: str) -> None:
    sample = Sample(NOW, app, "My Page - Chromium")
    assert fields(kept(sample)) == (app, None, None, None, None)
    always = Levels(browser_titles=BrowserTitles.ALWAYS)
    assert kept(sample, levels=always).title == "My Page - Chromium"
    assert kept(Sample(NOW, app, "My Page - Chromium", vouched=True)).title == "My Page - Chromium"


def test_a_private_window_is_private_at_every_level() -> None:
    title = "My Page — Mozilla Firefox Private Browsing"
    for levels in (ALL, Levels(browser_titles=BrowserTitles.ALWAYS)):
        verdict = judge(Sample(NOW, "firefox", title), levels=levels)
        assert (verdict.state, verdict.activity, verdict.reason) == (
            State.PRIVATE,
            None,
            Reason.PRIVATE_WINDOW,
        )
    assert judge(Sample(NOW, "x", "y", private_window=True)).reason is Reason.PRIVATE_WINDOW


@pytest.mark.parametrize(
    "url",
    [
        "about:config",
        "file:///home/me/secret.html",
        "chrome://settings",
        "data:text/html,hello",
        "javascript:alert(1)",
        "moz-extension://0000/popup.html",
        "not a url",
        "http://[broken",
    ],
)
def test_only_web_pages_have_addresses(url: str) -> None:
    found = kept(Sample(NOW, "firefox", "t", url, vouched=True))
    assert (found.url, found.domain) == (None, None)


def test_a_password_in_an_address_is_never_kept() -> None:
    found = kept(Sample(NOW, "firefox", "t", "https://me:secret@Example.org:8443/x", vouched=True))
    assert (found.url, found.domain) == ("https://Example.org:8443/x", "example.org")


def test_both_spellings_of_an_international_domain_are_one() -> None:
    sample = Sample(NOW, "firefox", "t", "https://www.xn--mnchen-3ya.de/", vouched=True)
    assert judge(sample, Rule(Action.DROP, domain="münchen.de")).state is None


def test_long_titles_are_cut_and_marked() -> None:
    found = kept(Sample(NOW, "xterm", "x" * 5000))
    assert found.title is not None
    assert (len(found.title), found.title[-1]) == (1024, "…")


def test_control_characters_are_not_kept() -> None:
    assert kept(Sample(NOW, "xterm", "a\x00b\nc\u2028d")).title == "a b c d"


def test_nothing_says_what_was_excluded() -> None:
    rule = Rule(Action.DROP, title="canary")
    assert "canary" not in repr(rule) + repr(Sample(NOW, "canary", "canary")) + repr(Activity("canary"))


def test_no_window_is_active_time_without_an_app() -> None:
    assert fields(kept(Sample(NOW))) == (None,) * 5


def test_a_browser_under_another_class_is_known_by_its_instance_name() -> None:
    private = Sample(NOW, "Anything", "Bank — Mozilla Firefox Private Browsing", instance="Navigator")
    assert judge(private).state is State.PRIVATE
    unmarked = Sample(NOW, "Anything", "Bank - Chromium", instance="chromium")
    assert fields(kept(unmarked)) == ("Anything", None, None, None, None)
    other = Sample(NOW, "Anything", "Bank - Chromium", instance="anything")
    assert fields(kept(other)) == ("Anything", "Bank - Chromium", None, None, None)


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        ("My secret\n", Rule(Action.DROP, title="My secret")),
        ("My\tsecret", Rule(Action.DROP, title="My secret")),
        ("My\nsecret", Rule(Action.DROP, title="my.*secret", regex=True)),
        ("Geha\u0308lter", Rule(Action.DROP, title="Gehälter")),
        ("Gehälter", Rule(Action.DROP, title="*Geha\u0308lter")),
        ("Geha\u0308lter", Rule(Action.DROP, title="gehälter", regex=True)),
    ],
)
def test_a_rule_matches_what_is_shown_as_well_as_what_was_seen(raw: str, rule: Rule) -> None:
    assert judge(Sample(NOW, "gedit", raw), rule).state is None
    assert judge(Sample(NOW, "gedit", "My other"), rule).state is State.ACTIVE


def test_a_rule_matches_the_applications_name_as_it_is_shown() -> None:
    assert judge(Sample(NOW, "KeePassXC ", "x"), Rule(Action.DROP, app="KeePassXC")).state is None
