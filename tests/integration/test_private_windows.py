"""Real browsers open real private windows, and each is recognised by what it really shows.

Two languages of Firefox in the ordinary run; WORKTRACKER_ALL_LANGUAGES=1 takes all that are listed.
Debian packages: firefox-esr, firefox-esr-l10n-LOCALE, chromium, chromium-l10n, falkon.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from Xlib import X, display, error

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.waiting import wait_until
from worktracker.model.span import Reason
from worktracker.privacy.private_browsing import PrivateBrowsing

pytestmark = pytest.mark.desktop

_START_S = 45.0
PAGE = "My Page"
_TABLE = Path(__file__).parents[2] / "resources" / "private-browsing.json"
LANGUAGE_PACKS = Path("/usr/lib/firefox-esr/browser/extensions")

# The marks, so that a browser which fell back to English is not taken for one in the language.
_MARKS = {
    "fr": "Navigation privée de Mozilla Firefox",
    "pl": "Mozilla Firefox — tryb prywatny",
    "en-US": "Mozilla Firefox Private Browsing",
    "de": "Mozilla Firefox Privater Modus",
    "es-ES": "Mozilla Firefox Navegación privada",
    "ja": "Mozilla Firefox プライベートブラウジング",
    "ar": "Mozilla Firefox التصفح الخاص",
    "he": "גלישה פרטית של Mozilla Firefox",
    "ru": "Приватный просмотр Mozilla Firefox",
    "cs": "Anonymní prohlížení Mozilla Firefoxu",
    "zh-CN": "Mozilla Firefox 隐私浏览",
    "fi": "Mozilla Firefox — Yksityinen selaus",
    "pt-BR": "Mozilla Firefox — navegação privativa",
}
_LANGUAGES = list(_MARKS) if os.environ.get("WORKTRACKER_ALL_LANGUAGES") == "1" else list(_MARKS)[:2]

# Nothing that a browser does of its own at its first start: no welcome, no check, no network.
_PREFERENCES = {
    "app.normandy.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.sessionstore.resume_from_crash": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.autoDisableScopes": 0,  # language packs of the system are used without asking
    "extensions.getAddons.cache.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
}
_CHROMIUM = (
    "chromium",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--password-store=basic",
)


@pytest.fixture(scope="module")
def browsing() -> PrivateBrowsing:
    return PrivateBrowsing(json.loads(_TABLE.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as desktop:
        yield desktop


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><title>{PAGE}</title>", encoding="utf-8")
    return path


@pytest.fixture
def titles(desktop: VirtualDesktop) -> Titles:
    return Titles(desktop.env["DISPLAY"])


class Titles:
    """Every (class, title) that any window on the screen has had, as far as asking often can tell."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.seen: set[tuple[str, str]] = set()

    def ending(self, ending: str, beginning: str = PAGE) -> list[tuple[str, str]]:
        """The windows that have had such a title."""
        # A connection for each look: over a window that vanishes meanwhile python-xlib may lose its own.
        screen = display.Display(self._name)
        screen.set_error_handler(lambda *_: True)
        try:
            with contextlib.suppress(AttributeError):
                self._look(screen)
        finally:
            screen.close()
        return [
            (app, title) for app, title in self.seen if title.startswith(beginning) and title.endswith(ending)
        ]

    def _look(self, screen: display.Display) -> None:
        root = screen.screen().root
        clients = root.get_full_property(screen.intern_atom("_NET_CLIENT_LIST"), X.AnyPropertyType)
        for number in clients.value if clients else ():
            with contextlib.suppress(error.XError):
                window = screen.create_resource_object("window", number)
                title = window.get_full_property(screen.intern_atom("_NET_WM_NAME"), X.AnyPropertyType)
                names = window.get_wm_class()
                if title and names:
                    self.seen.add((names[1], title.value.decode()))


@contextlib.contextmanager
def _running(desktop: VirtualDesktop, command: list[str]) -> Iterator[None]:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed (Debian package of that name)")
    # QtWebEngine's sandbox refuses to run as root; Firefox takes its language from its profile.
    program = desktop.start(command, name=command[0], LANGUAGE="en_US", QTWEBENGINE_DISABLE_SANDBOX="1")
    try:
        yield
    finally:
        desktop.end(program)


def firefox_command(profile: Path, locale: str, *arguments: str) -> list[str]:
    """Firefox with a profile made for it here, in one language and without a first start's doings."""
    profile.mkdir()
    preferences = {**_PREFERENCES, "intl.locale.requested": locale}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in preferences.items()]
    (profile / "user.js").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return ["firefox-esr", "--no-remote", "--profile", str(profile), *arguments]


def chromium_command(profile: Path, *arguments: str) -> list[str]:
    """Chromium with a profile of its own, and no word to anybody."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return [*_CHROMIUM, *sandbox, f"--user-data-dir={profile}", *arguments]


@pytest.mark.parametrize("locale", _LANGUAGES)
def test_firefox_private_window(
    desktop: VirtualDesktop, titles: Titles, browsing: PrivateBrowsing, page: Path, locale: str
) -> None:
    if locale != "en-US" and not list(LANGUAGE_PACKS.glob(f"langpack-{locale}@*.xpi")):
        pytest.skip(f"no language pack {locale} (Debian package firefox-esr-l10n-{locale.lower()})")
    with _running(
        desktop, firefox_command(page.with_name("profile"), locale, "--private-window", page.as_uri())
    ):
        mark = _MARKS[locale]
        wait_until(lambda: titles.ending(f" — {mark}"), _START_S, f"a private window in {locale}")
    for app, title in titles.seen:
        # Before the page is there, a private window is for a moment called Mozilla Firefox alone.
        expected = Reason.NONE if title in ("", "Mozilla Firefox") else Reason.PRIVATE_WINDOW
        assert browsing.reason(app, title) is expected, (app, title)


def test_firefox_ordinary_window(
    desktop: VirtualDesktop, titles: Titles, browsing: PrivateBrowsing, page: Path
) -> None:
    with _running(desktop, firefox_command(page.with_name("profile"), "en-US", page.as_uri())):
        [(app, title)] = wait_until(
            lambda: titles.ending(" — Mozilla Firefox"), _START_S, "an ordinary window"
        )
    assert browsing.reason(app, title) is Reason.NONE
    assert not browsing.needs_vouching(app)


def test_chromium_incognito_window_needs_vouching(
    desktop: VirtualDesktop, titles: Titles, browsing: PrivateBrowsing, page: Path
) -> None:
    with _running(desktop, chromium_command(page.with_name("profile"), "--incognito", page.as_uri())):
        [(app, title)] = wait_until(lambda: titles.ending(" - Chromium"), _START_S, "an incognito window")
    # What ordinary windows show, too: should this ever fail, Chromium has begun to mark its windows.
    assert browsing.reason(app, title) is Reason.NONE
    assert browsing.needs_vouching(app)


def test_chromium_incognito_start_page(
    desktop: VirtualDesktop, titles: Titles, browsing: PrivateBrowsing, tmp_path: Path
) -> None:
    with _running(desktop, chromium_command(tmp_path / "profile", "--incognito")):
        [(app, title)] = wait_until(
            lambda: titles.ending(" - Chromium", "New Incognito Tab"), _START_S, "the start page"
        )
    assert browsing.reason(app, title) is Reason.PRIVATE_WINDOW


def test_falkon_private_window(
    desktop: VirtualDesktop, titles: Titles, browsing: PrivateBrowsing, page: Path
) -> None:
    with _running(desktop, ["falkon", "--private-browsing", page.as_uri()]):
        [(app, title)] = wait_until(
            lambda: titles.ending(" - Falkon (Private Browsing)"), _START_S, "a private window"
        )
    assert browsing.reason(app, title) is Reason.PRIVATE_WINDOW
