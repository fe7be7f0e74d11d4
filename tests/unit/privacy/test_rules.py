"""What rules cover: default rules by the names that programs really have, domains in every spelling."""

from __future__ import annotations

import json
import time

import pytest

from worktracker.app.browsing import load_browsing
from worktracker.app.public_suffix import is_public_suffix
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.model.span import Reason, State
from worktracker.privacy.default_rules import read_default_rules
from worktracker.privacy.gate import Gate
from worktracker.privacy.levels import Levels
from worktracker.privacy.rule_index import RuleIndex
from worktracker.privacy.rules import Action, Facts, Rule
from worktracker.privacy.web import spellings
from worktracker.resource import resource_path

_NOW = Moment(0, 0, 0)
_BROWSING = load_browsing()
_DEFAULTS = [
    default.rule
    for default in read_default_rules(json.loads(resource_path("default-rules.json").read_text("utf-8")))
]
_DEFAULT_GATE = Gate(Levels(), _DEFAULTS, _BROWSING)


@pytest.mark.parametrize(
    "app",
    # Read off running programs, or out of their own desktop files and sources (resources/default-rules.json).
    [
        "KeePassXC", "org.keepassxc.KeePassXC", "KeePass2", "org.gnome.World.Secrets", "Secrets", "Seahorse",
        "org.gnome.seahorse.Application", "kwalletmanager5", "org.kde.kwalletmanager5", "Bitwarden",
        "Proton Pass", "QtPass", "PasswordSafe (linux)", "Pwsafe", "info.olasagasti.revelation", "Revelation",
        "otpclient", "Gcr-prompter", "kwalletd5", "org.kde.kwalletd5", "Pinentry-gtk-2", "pinentry-qt",
        "SshAskpass", "Ssh-askpass", "Gnome-ssh-askpass", "Ssh-askpass-fullscreen", "lxqt-openssh-askpass",
        "ksshaskpass", "org.kde.polkit-kde-authentication-agent-1",
    ],
)  # fmt: skip
def test_secrets_on_the_screen_are_private_from_the_beginning(app: str) -> None:
    verdict = _DEFAULT_GATE.judge(Sample(_NOW, app, "My bank"))
    assert (verdict.state, verdict.activity, verdict.reason) == (State.PRIVATE, None, Reason.RULE)
    # Who removes the rule that names a program is not held up by another one.
    assert len(RuleIndex(_DEFAULTS).matching(Facts(app, "My bank", None, None))) == 1


@pytest.mark.parametrize("app", ["i3lock", "sddm-greeter", "Lightdm-gtk-greeter", "gnome-screensaver-dialog"])
def test_a_lock_screen_is_no_work(app: str) -> None:
    assert _DEFAULT_GATE.judge(Sample(_NOW, app, "x")).state is None


def test_a_rule_may_need_the_title_too() -> None:
    assert _DEFAULT_GATE.judge(Sample(_NOW, "FLTK", "pinentry-fltk")).state is State.PRIVATE
    assert _DEFAULT_GATE.judge(Sample(_NOW, "FLTK", "A drawing")).state is State.ACTIVE


@pytest.mark.parametrize(
    "app",
    ["firefox-esr", "Code", "XTerm", "Slack", "org.gnome.Nautilus", "Keyboard", "1Doc", "Passport",
     "Secretary", "xscreensaver-settings", "mate-screensaver-preferences", "gpa", "Gorillas", ""],
)  # fmt: skip
def test_default_rules_leave_other_programs_alone(app: str) -> None:
    assert _DEFAULT_GATE.judge(Sample(_NOW, app, "x")).state is State.ACTIVE


_SAME_SITE = [
    ("example.org", "EXAMPLE.org"),
    ("example.org", "example.org."),
    ("example.org", "example.org:8443"),
    ("Example.Org.:443", "example.org"),
    (".example.org", "example.org"),
    ("example.org", "a.b.example.org"),
    ("münchen.de", "xn--mnchen-3ya.de"),
    ("xn--mnchen-3ya.de", "MÜNCHEN.de"),
    ("münchen.de", "www.xn--mnchen-3ya.de"),
    ("straße.de", "xn--strae-oqa.de"),  # as browsers write it
    ("straße.de", "strasse.de"),  # as RFC 3490 did
    ("例え.jp", "xn--r8jz45g.jp"),
    ("例え。jp", "例え.jp"),
    ("mu\u0308nchen.de", "münchen.de"),
    ("*.münchen.de", "www.xn--mnchen-3ya.de"),
    ("*.xn--mnchen-3ya.de", "www.münchen.de"),
    ("co.uk", "bbc.co.uk"),
    ("com", "example.com"),
    ("github.io", "me.github.io"),
    ("127.0.0.1", "127.0.0.1:8000"),
    ("[::1]", "::1"),
    ("::1", "[::1]:8080"),
]


@pytest.mark.parametrize(("pattern", "domain"), _SAME_SITE)
def test_a_domain_is_covered_however_it_is_written(pattern: str, domain: str) -> None:
    gate = Gate(Levels(), [Rule(Action.DROP, domain=pattern)], _BROWSING)
    assert gate.judge(Sample(_NOW, "firefox", "x", domain=domain, vouched=True)).state is None


@pytest.mark.parametrize(
    ("pattern", "domain"),
    [
        ("example.org", "badexample.org"),
        ("example.org", "example.org.evil.net"),
        ("www.example.org", "example.org"),
        ("münchen.de", "munchen.de"),
        ("co.uk", "uk"),
        ("com", "dotcom"),
        ("::1", "::2"),
    ],
)
def test_a_domain_covers_no_other(pattern: str, domain: str) -> None:
    gate = Gate(Levels(), [Rule(Action.DROP, domain=pattern)], _BROWSING)
    assert gate.judge(Sample(_NOW, "firefox", "x", domain=domain, vouched=True)).state is State.ACTIVE


@pytest.mark.parametrize(
    "domain", ["", ".", "xn--", "xn--\udc80", "xn--99999999999", "a" * 300 + ".é", "é..é", "\udc80.é"]
)
def test_a_damaged_domain_has_a_spelling_too(domain: str) -> None:
    assert spellings(domain)


def test_an_expression_sees_both_spellings() -> None:
    gate = Gate(Levels(), [Rule(Action.DROP, domain=r"^münchen\.", regex=True)], _BROWSING)
    assert gate.judge(Sample(_NOW, "firefox", "x", domain="xn--mnchen-3ya.de", vouched=True)).state is None


@pytest.mark.parametrize(
    "domain", ["com", "co.uk", "CO.UK.", "github.io", "公司.cn", "xn--55qx5d.cn", ".org"]
)
def test_an_ending_that_many_share_is_known(domain: str) -> None:
    assert is_public_suffix(domain)


@pytest.mark.parametrize("domain", ["example.org", "bbc.co.uk", "localhost", "*.com", "intranet"])
def test_a_site_is_no_such_ending(domain: str) -> None:
    assert not is_public_suffix(domain)


def test_the_index_finds_what_the_rules_find_one_by_one() -> None:
    rules = [
        Rule(Action.DROP, "ed*"),
        Rule(Action.PRIVATE, "ed?tor", "*draft*"),
        Rule(Action.HIDE_TITLE, title="*draft*"),
        Rule(Action.DOMAIN_ONLY, domain="example.org"),
        Rule(Action.DROP, "^b", title="x$", regex=True),
    ]
    index = RuleIndex(rules)
    for app in ("editor", "edit", "EDITOR", "browser", "xterm", "", None):
        for title in ("a draft", "box", None):
            for domain in ("example.org", "other.net", None):
                facts = Facts(app, title, None, domain)
                alone = [rule.action for rule in rules if RuleIndex([rule]).matching(facts)]
                assert [rule.action for rule in index.matching(facts)] == alone


def test_a_window_that_changes_its_name_again_and_again_fills_no_memory() -> None:
    index = RuleIndex([Rule(Action.DROP, "name7*")])
    for number in range(2000):
        found = index.matching(Facts(f"name{number}", None, None, None))
        assert bool(found) == str(number).startswith("7")
    assert len(index._by_app) <= 256


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("Report [draft] 2026.odt", "Report [draft] 2026.odt", True),
        ("*[draft]*", "Report [DRAFT] 2026.odt", True),
        ("report [0-9]", "Report 7", True),
        ("report [0-9]", "Report [0-9]", True),
        ("report [[]a", "Report [a", True),
        ("[z-a]", "[z-a]", True),
        ("[z-a]", "m", False),
        ("Report [draft] 2026.odt", "Report [final] 2026.odt", False),
    ],
)
def test_brackets_are_a_set_or_brackets(pattern: str, text: str, matches: bool) -> None:
    judged = Gate(Levels(), [Rule(Action.DROP, title=pattern)], _BROWSING).judge(Sample(_NOW, "xterm", text))
    assert (judged.state is None) is matches


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("*a*a*a*a*a*a*a*a*a*a*a*a*b", "a" * 10_000),
        ("*" * 200 + "b", "a" * 10_000),
        ("?*" * 100 + "b", "a" * 10_000),
        ("*[ab]" * 60 + "c", "ab" * 5_000),
    ],
)
def test_no_glob_stalls_the_recording(pattern: str, text: str) -> None:
    gate = Gate(Levels(), [Rule(Action.DROP, title=pattern)], _BROWSING)
    begun = time.process_time()
    assert gate.judge(Sample(_NOW, "xterm", text)).state is State.ACTIVE
    assert time.process_time() - begun < 0.1


def test_sixty_rules_cost_next_to_nothing() -> None:
    rules = [*_DEFAULTS, *(Rule(Action.DROP, f"own {number}*") for number in range(60 - len(_DEFAULTS)))]
    gate = Gate(Levels(), rules, _BROWSING)
    samples = [Sample(_NOW, ("firefox-esr", "Code", "XTerm")[n % 3], f"Page {n}") for n in range(1000)]
    best_s = 1.0
    for _ in range(5):
        begun = time.process_time()
        for sample in samples:
            gate.judge(sample)
        best_s = min(best_s, (time.process_time() - begun) / len(samples))
    assert best_s < 50e-6, f"{best_s * 1e6:.0f} µs a sample"
