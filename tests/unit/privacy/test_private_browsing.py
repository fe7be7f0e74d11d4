"""Private windows are recognised by each browser's own mark, and ordinary titles are left alone."""

from __future__ import annotations

import copy
import json
import time
from pathlib import Path
from typing import Any

import pytest

from worktracker.model.span import Reason
from worktracker.privacy.browsers import BrowserFamily, family, is_always_private, needs_vouching
from worktracker.privacy.private_browsing import PrivateBrowsing, TableError

_TABLE: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "resources" / "private-browsing.json").read_text(encoding="utf-8")
)
_BROWSING = PrivateBrowsing(_TABLE)
_MAC = PrivateBrowsing(_TABLE, brand_in_title=False)

_PRIVATE, _UNSURE, _NONE = Reason.PRIVATE_WINDOW, Reason.UNSURE, Reason.NONE

# From running browsers: firefox-esr 153.7, Chromium 156, Falkon 22.12, qutebrowser 2.5, GNOME Web 43
# on X11, fresh profiles, a page titled "My Page".
_SEEN = [
    ("firefox-esr", "Mozilla Firefox", _NONE),
    ("firefox-esr", "Mozilla Firefox Private Browsing", _PRIVATE),
    ("firefox-esr", "My Page — Mozilla Firefox Private Browsing", _PRIVATE),
    ("firefox-esr", "file:///tmp/page.html — Mozilla Firefox Private Browsing", _PRIVATE),
    ("firefox-esr", "My Page — Mozilla Firefox Privater Modus", _PRIVATE),
    ("firefox-esr", "Navigation privée de Mozilla Firefox", _PRIVATE),
    ("firefox-esr", "My Page — Navigation privée de Mozilla Firefox", _PRIVATE),
    ("firefox-esr", "My Page — Mozilla Firefox Navegación privada", _PRIVATE),
    ("firefox-esr", "My Page — Mozilla Firefox プライベートブラウジング", _PRIVATE),
    ("firefox-esr", "Mozilla Firefox — tryb prywatny", _PRIVATE),
    ("firefox-esr", "My Page — Mozilla Firefox — tryb prywatny", _PRIVATE),
    ("firefox-esr", "My Page — Mozilla Firefox التصفح الخاص", _PRIVATE),
    ("firefox-esr", "Приватный просмотр Mozilla Firefox", _PRIVATE),
    ("firefox-esr", "My Page — Приватный просмотр Mozilla Firefox", _PRIVATE),
    ("firefox-esr", "My Page — Mozilla Firefox 隐私浏览", _PRIVATE),
    ("firefox-esr", "My Page — Mozilla Firefox — Yksityinen selaus", _PRIVATE),
    ("firefox-esr", "My Page — Mozilla Firefox — navegação privativa", _PRIVATE),
    ("firefox-esr", "My Page — גלישה פרטית של Mozilla Firefox", _PRIVATE),
    ("firefox-esr", "My Page — Anonymní prohlížení Mozilla Firefoxu", _PRIVATE),
    ("firefox-esr", "Page Info — file:///tmp/page.html", _UNSURE),
    ("firefox-esr", "Seiteninformationen - file:///tmp/page.html", _UNSURE),
    ("firefox-esr", "Developer Tools — file:///tmp/page.html — view-source:file:///tmp/page.html", _UNSURE),
    (
        "firefox-esr",
        "Entwicklerwerkzeuge - file:///tmp/page.html - view-source:file:///tmp/page.html",
        _UNSURE,
    ),
    ("Chromium", "New Incognito Tab - Chromium", _PRIVATE),
    ("Chromium", "Neuer Inkognitotab - Chromium", _PRIVATE),
    ("Chromium", "My Page - Chromium", _NONE),  # an incognito window and an ordinary one alike
    ("Falkon", "Falkon", _NONE),
    ("Falkon", "My Page - Falkon", _NONE),
    ("Falkon", "Falkon (Private Browsing)", _PRIVATE),
    ("Falkon", "My Page - Falkon (Private Browsing)", _PRIVATE),
    ("Falkon", "My Page - Falkon (Privater Modus)", _PRIVATE),
    ("Epiphany", "My Page", _NONE),  # alike
    ("qutebrowser", "My Page - qutebrowser", _NONE),  # alike
]

# From language packs and documentation; not seen running here.
_NOT_SEEN = [
    ("firefox", "Meine Seite — Mozilla Firefox – Privater Modus", _PRIVATE),
    ("firefox", "Strona — Mozilla Firefox-privénavigatie", _PRIVATE),
    ("firefox", "Leht — Mozilla Firefox (privaatne veebilehitsemine)", _PRIVATE),
    ("firefox", "Pàgina — Mozilla Firefox (Navegació privada)", _PRIVATE),
    ("firefox", "Stran — Mozilla Firefox: Zasebno brskanje", _PRIVATE),
    ("firefox", "Страна — Mozilla Firefox - приватно прегледање", _PRIVATE),
    ("firefox", "Саҳифа — Тамошобинии хусусии «Mozilla Firefox»", _PRIVATE),
    ("firefox", "หน้า — การเรียกดูแบบส่วนตัวใน Mozilla Firefox", _PRIVATE),
    ("firefox", "Pagina — Navigatzione privada de Mozilla Firefox", _PRIVATE),
    ("firefox", "\u2068صفحه\u2069 — \u2068Mozilla Firefox\u2069 مرور ناشناس", _PRIVATE),
    ("firefox", "Page — Firefox Developer Edition Private Browsing", _PRIVATE),
    ("firefox", "Page — Firefox Nightly Private Browsing", _PRIVATE),
    ("LibreWolf", "Page — LibreWolf Private Browsing", _PRIVATE),
    ("librewolf-default", "Stránka — Anonymní prohlížení — LibreWolf", _PRIVATE),
    ("zen", "Seite — Zen Browser Privater Modus", _PRIVATE),
    ("zen", "Seite — Zen Privater Modus", _PRIVATE),
    ("floorp", "ページ — Floorp プライベートブラウジング", _PRIVATE),
    ("firefox", "Page — Mozilla Firefox Modus unbekannter Sprache", _UNSURE),
    ("firefox", "Page — Unbekannter Modus Mozilla Firefox", _UNSURE),
    ("firefox", "Page — Somefox Private Browsing", _UNSURE),
    ("firefox", "Page — Navigation privée de Somefox", _UNSURE),
    ("firefox", "Page - Mozilla Firefox (Private Browsing)", _UNSURE),  # Firefox of some years ago
    ("Pale moon", "Page - Pale Moon (Private Browsing)", _UNSURE),
    ("firefox", "https://clinic.example/appointment", _UNSURE),
    ("firefox", "Informations sur la page - https://clinic.example/", _UNSURE),
    ("firefox", "https://clinic.example/ парағы туралы ақпарат", _UNSURE),
    ("firefox", "Page — Tor Browser", _PRIVATE),  # a Tor Browser that calls itself Firefox
    ("Tor Browser", "Page — Tor Browser", _PRIVATE),
    ("Tor Browser", None, _PRIVATE),
    ("Mullvad Browser", "Page — Mullvad Browser", _PRIVATE),
    ("msedge.exe", "Page and 2 more pages - [InPrivate] - Microsoft\u200b Edge", _PRIVATE),
    ("microsoft-edge", "Page - [InPrivate] - Microsoft Edge Beta", _PRIVATE),
    ("Google Chrome", "Page - Google Chrome (Incognito)", _PRIVATE),
    ("Google Chrome", "Seite - Google Chrome (anonym)", _PRIVATE),
    ("Google Chrome", "页面 - Google Chrome（无痕）", _PRIVATE),
    ("Brave Browser", "Page - Brave (Private)", _PRIVATE),
    ("Google-chrome", "„Naujas inkognito skirtukas“ – „Google Chrome“", _PRIVATE),
    ("Google-chrome", "Nouvel onglet de navigation privée  – Google Chrome", _PRIVATE),
    ("Safari", "Page, Private Browsing", _PRIVATE),
    ("Falkon", "Source of https://clinic.example/", _UNSURE),
    ("qutebrowser", "Page [Private Mode] - qutebrowser", _PRIVATE),
]

_ORDINARY = [
    ("firefox-esr", "Private Browsing - Mozilla Support — Mozilla Firefox"),
    ("firefox-esr", "Private Browsing — Mozilla Firefox"),
    ("firefox-esr", "Private Browsing - Use Firefox without saving history | Firefox Help — Mozilla Firefox"),
    ("firefox-esr", "Mozilla Firefox Private Browsing - Google Search — Mozilla Firefox"),
    ("firefox-esr", "Mozilla Firefox Private Browsing — Mozilla Firefox"),
    ("firefox-esr", "Mozilla Firefox - Wikipedia — Mozilla Firefox"),
    ("firefox-esr", "Mozilla Firefox — Wikipédia — Mozilla Firefox"),
    ("firefox-esr", "My Page — Mozilla Firefox Private Browsing - bug 1779 — Mozilla Firefox"),
    ("firefox-esr", "Privates Fenster — Mozilla Firefox"),
    ("firefox-esr", "Privates Fenster öffnen – so geht's — Mozilla Firefox"),
    ("firefox-esr", "Privater Modus: Firefox ohne Chronik — Mozilla Firefox"),
    ("firefox-esr", "Privater Modus — Mozilla Firefox"),
    ("firefox-esr", "Navigation privée - Wikipédia — Mozilla Firefox"),
    ("firefox-esr", "Navigation privée — Mozilla Firefox"),
    ("firefox-esr", "Navigation privée de Mozilla Firefox : guide — Mozilla Firefox"),
    ("firefox-esr", "Navegación privada en Firefox | Ayuda — Mozilla Firefox"),
    ("firefox-esr", "Приватный просмотр | Справка Firefox — Mozilla Firefox"),
    ("firefox-esr", "プライベートブラウジング - Firefox ヘルプ — Mozilla Firefox"),
    ("firefox-esr", "隐私浏览 | Firefox 帮助 — Mozilla Firefox"),
    ("firefox-esr", "Tryb prywatny przeglądania – pomoc — Mozilla Firefox"),
    ("firefox-esr", "What incognito mode does not hide - The Register — Mozilla Firefox"),
    ("firefox-esr", "Incognito (Incognito) — Mozilla Firefox"),
    ("firefox-esr", "Tor Browser — Mozilla Firefox"),
    ("firefox-esr", "The Tor Project | Tor Browser — Mozilla Firefox"),
    ("firefox-esr", "Page Info — MDN — Mozilla Firefox"),
    ("firefox-esr", "Developer Tools — Firefox Source Docs — Mozilla Firefox"),
    ("firefox-esr", "view-source:https://example.org/ — Mozilla Firefox"),
    ("firefox-esr", "https://example.org/private-browsing — Mozilla Firefox"),
    ("firefox-esr", "Saving Private Ryan (1998) - IMDb — Mozilla Firefox"),
    ("firefox-esr", "Private Krankenversicherung im Vergleich — Mozilla Firefox"),
    ("firefox-esr", "[InPrivate] browsing in Edge - Microsoft Learn — Mozilla Firefox"),
    ("firefox-esr", "Page — Work — Mozilla Firefox"),  # with the profile's name
    ("firefox", "Inbox"),  # macOS, and programs that tell the page's title alone
    ("firefox", "Inbox - Mozilla Firefox"),
    ("firefox", "Library"),
    ("firefox", "Picture-in-Picture"),
    ("firefox", "Firefox release notes"),
    ("firefox", ""),
    ("firefox", None),
    ("firefox", "صفحة الدعم — \u2068Mozilla Firefox\u2069"),
    ("LibreWolf", "LibreWolf private browsing FAQ — LibreWolf"),
    ("zen", "Zen and the Art of Private Browsing — Zen Browser"),
    ("Firefox Developer Edition", "Private window API | MDN — Firefox Developer Edition"),
    ("Nightly", "Private Browsing — Firefox Nightly"),
    ("pale-moon", "Private Browsing - Pale Moon forum - Pale Moon"),
    ("Chromium", "New Incognito Tab - how to open one - Chromium"),
    ("Chromium", "Incognito browser: what it really means - Chromium"),
    ("Chromium", "Inkognito (Film) (Incognito) - Wikipedia - Chromium"),
    ("Google-chrome", "Browse in Incognito mode - Google Chrome Help - Google Chrome"),
    ("Google-chrome", "Song (Private) - YouTube - Google Chrome"),
    ("Google-chrome", "无痕 (Incognito) - 百度百科 - Google Chrome"),
    ("Brave-browser", "What is a Private Window with Tor? | Brave - Brave"),
    (
        "msedge.exe",
        "Browse InPrivate in Microsoft Edge - Microsoft Support - Personal - Microsoft\u200b Edge",
    ),
    ("msedge.exe", "[InPrivate] - what it means - Work - Microsoft\u200b Edge"),
    ("Falkon", "Private Browsing - Falkon Handbook - Falkon"),
    ("Falkon", "Falkon (Private Browsing) - KDE Discuss - Falkon"),
    ("Epiphany", "Private Browsing – GNOME Web Help"),
    ("Safari", "Private Browsing on iPhone - Apple Support"),
    ("qutebrowser", "Private browsing - qutebrowser"),
    ("XTerm", "less 'My Page — Mozilla Firefox Private Browsing'"),
    ("XTerm", "My Page — Mozilla Firefox Private Browsing"),
    ("code", "private_browsing.py - worktracker - Visual Studio Code"),
    ("code", "Incognito.tsx (Incognito)"),
    ("libreoffice-writer", "Private Browsing.odt — LibreOffice Writer"),
    ("Signal", "Signal (Private)"),
    ("evince", "Page Info — annual report.pdf"),
    ("Slack", "privates-fenster (Kanal) - Slack"),
    ("thunderbird", "Re: New Incognito Tab - Chromium — Mozilla Thunderbird"),
]


@pytest.mark.parametrize(("app", "title", "expected"), [*_SEEN, *_NOT_SEEN])
def test_a_window_is_judged_by_its_browsers_own_mark(app: str, title: str | None, expected: Reason) -> None:
    assert _BROWSING.reason(app, title) is expected


@pytest.mark.parametrize(("app", "title"), _ORDINARY)
def test_an_ordinary_title_that_holds_the_words_is_left_alone(app: str, title: str | None) -> None:
    assert _BROWSING.reason(app, title) is _NONE


@pytest.mark.parametrize("locale", _TABLE["firefox"]["private_window"])
@pytest.mark.parametrize(
    "brand", ["Mozilla Firefox", "Mozilla Firefoxu", "LibreWolf", "Zen Browser", "Firefox"]
)
def test_every_language_is_recognised_in_every_place(locale: str, brand: str) -> None:
    for form in _TABLE["firefox"]["private_window"][locale]:
        mark = form.replace("{brand}", brand)
        for title in (mark, f"My Page — {mark}", f"A — B - C — {mark}", f"My Page — {mark.upper()}"):
            assert _BROWSING.reason("firefox", title) is _PRIVATE
            assert _BROWSING.reason("xterm", title) is _NONE
        # In the middle of a page's title the same words say nothing.
        assert _BROWSING.reason("firefox", f"About {mark}: help — Mozilla Firefox") is _NONE


def test_on_macos_the_mark_stands_without_the_name() -> None:
    for marks in _TABLE["firefox"]["private_suffix"].values():
        assert all(_MAC.reason("Firefox", f"My Page — {mark}") is _PRIVATE for mark in marks)
    assert _MAC.reason("Firefox", "Mozilla Firefox — Private Browsing") is _PRIVATE
    for title in (
        "Inbox",
        "Mozilla Firefox - Wikipedia",
        "Private Browsing",
        "What is new in Mozilla Firefox",
    ):
        assert _MAC.reason("Firefox", title) is _NONE


def test_a_side_window_may_belong_to_a_private_one() -> None:
    for forms in _TABLE["firefox"]["side_window"].values():
        for title in (form.replace("{content}", "My Page") for form in forms):
            assert _BROWSING.reason("firefox", title) is _MAC.reason("Firefox", title) is _UNSURE
            assert _BROWSING.reason("firefox", f"{title} — Mozilla Firefox") is _NONE


@pytest.mark.parametrize("kind", ["start_page", "accessible_name"])
def test_every_language_of_chromium_is_recognised(kind: str) -> None:
    for forms in _TABLE["chromium"][kind].values():
        for form in forms:
            title = form.replace("{content}", "My Page - Chromium").replace("{brand}", "Google Chrome")
            assert _BROWSING.reason("Google-chrome", title) is _PRIVATE


@pytest.mark.parametrize(
    ("app", "expected"),
    [
        ("firefox-esr", BrowserFamily.FIREFOX),
        ("Firefox.exe", BrowserFamily.FIREFOX),
        ("org.mozilla.firefox", BrowserFamily.FIREFOX),
        ("firefoxdeveloperedition", BrowserFamily.FIREFOX),
        ("firefox-beta", BrowserFamily.FIREFOX),
        ("Nightly", BrowserFamily.FIREFOX),
        ("app.zen_browser.zen", BrowserFamily.FIREFOX),
        ("Tor Browser", BrowserFamily.FIREFOX),
        ("Chromium-browser", BrowserFamily.CHROMIUM),
        ("google-chrome-unstable", BrowserFamily.CHROMIUM),
        ("Brave-browser-nightly", BrowserFamily.CHROMIUM),
        ("Opera Developer", BrowserFamily.CHROMIUM),
        ("vivaldi-stable", BrowserFamily.CHROMIUM),
        ("Yandex-browser-beta", BrowserFamily.CHROMIUM),
        ("com.google.Chrome", BrowserFamily.CHROMIUM),
        ("crx_fmgjjmmmlfnkbppncabfkddbjimcfncm", BrowserFamily.CHROMIUM),
        ("chrome-fmgjjmmmlfnkbppncabfkddbjimcfncm-Default", BrowserFamily.CHROMIUM),
        ("msedge-_mail.example.org__-Profile_2", BrowserFamily.CHROMIUM),
        ("org.kde.falkon", BrowserFamily.FALKON),
        ("Org.gnome.Epiphany.WebApp_1234", BrowserFamily.EPIPHANY),
        ("XTerm", None),
        ("code", None),
        ("Minecraft", None),
        ("chrome-remote-desktop", None),
        ("", None),
    ],
)
def test_a_program_is_known_by_any_of_its_names(app: str, expected: BrowserFamily | None) -> None:
    assert family(app) is expected


def test_what_looks_alike_in_both_modes_needs_vouching() -> None:
    for app in ("Chromium", "Google-chrome", "msedge.exe", "Safari", "Epiphany", "qutebrowser", "Orion"):
        assert needs_vouching(app)
    for app in ("firefox-esr", "LibreWolf", "Tor Browser", "Falkon", "XTerm", ""):
        assert not needs_vouching(app)
    assert is_always_private("Mullvad Browser")
    assert is_always_private("tor-browser-alpha")
    assert not is_always_private("firefox")


def test_a_damaged_table_is_refused_whole() -> None:
    for damage in (None, [], {}, {"firefox": {}}, {"firefox": _TABLE["firefox"], "chromium": []}):
        with pytest.raises(TableError):
            PrivateBrowsing(damage)
    for section, name in (
        ("firefox", "private_window"),
        ("firefox", "brands"),
        ("chromium", "accessible_name"),
    ):
        table = copy.deepcopy(_TABLE)
        table[section][name] = {"de": [7]} if name != "brands" else [""]
        with pytest.raises(TableError):
            PrivateBrowsing(table)
    matches_everything = copy.deepcopy(_TABLE)
    matches_everything["firefox"]["side_window"]["de"] = ["{content}"]
    with pytest.raises(TableError):
        PrivateBrowsing(matches_everything)


def test_a_title_of_any_length_takes_linear_time() -> None:
    for title in ("A — " * 50_000, "Mozilla Firefox " * 12_000, " - " * 60_000 + "Falkon ("):
        for app in ("firefox", "Chromium", "Falkon"):
            began = time.perf_counter()
            _BROWSING.reason(app, title)
            assert time.perf_counter() - began < 1.0


@pytest.mark.parametrize(
    "app",
    [
        "firefox_firefox",  # Ubuntu's snap
        "firefox-default",  # nixpkgs
        "org.mozilla.firefox.beta",
        "io.github.zen_browser.zen",
        "Navigator",  # the instance name under firefox --class=…
    ],
)
def test_firefox_under_other_names(app: str) -> None:
    assert _BROWSING.reason(app, "Bank — Mozilla Firefox Private Browsing") is _PRIVATE
    assert _BROWSING.reason(app, "Bank — Mozilla Firefox") is _NONE


@pytest.mark.parametrize("app", ["com.brave.Browser.beta", "com.microsoft.Edge.Beta", "chromium_chromium"])
def test_chromium_under_other_names_needs_vouching(app: str) -> None:
    assert _BROWSING.needs_vouching(app)


@pytest.mark.parametrize("title", ["x" * 4095, "é" * 2000])
def test_a_title_that_was_cut_may_have_lost_its_mark(title: str) -> None:
    assert _BROWSING.reason("firefox", title) is Reason.UNSURE
    assert _BROWSING.reason("firefox", title + " about Mozilla Firefox and") is Reason.UNSURE
    assert _BROWSING.reason("firefox", title + " — Mozilla Firefox") is _NONE
    assert _BROWSING.reason("firefox", "x" * 200) is _NONE
    assert _BROWSING.reason("gedit", title) is _NONE
