"""Which browser a window belongs to, told from the window's application name.

The names are those that :class:`~worktracker.model.sample.Sample` carries: the class of WM_CLASS
on X11, the app_id on Wayland, the product or bundle name on Windows and macOS, or the program's
file name. Capitals, spaces, hyphens, underscores, a final ``.exe`` and a release channel
(``-beta``, ``-nightly``, ``-esr`` …) make no difference, nor does a snap's doubled name. The names
of firefox-esr, Chromium, Falkon, GNOME Web and qutebrowser were seen on running programs (X11,
Debian 12); the others come from their desktop files, Flatpak ids and documentation.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import Final


class BrowserFamily(Enum):
    """Browsers that mark, or do not mark, a private window in the same way."""

    FIREFOX = "firefox"
    CHROMIUM = "chromium"
    FALKON = "falkon"
    SAFARI = "safari"
    EPIPHANY = "epiphany"
    QUTEBROWSER = "qutebrowser"
    OTHER = "other"
    """Browsers with private windows whose mark, if there is one, is not known here."""


# Whatever its class (``firefox --class=…``), the instance name of Firefox's windows is Navigator.
_FIREFOX = """
    navigator
    firefox
    firefox-bin
    firefox-developer-edition
    firefox-devedition
    firefox-aurora
    firefox-trunk
    nightly
    org.mozilla.firefox
    org.mozilla.firefox-developer-edition
    org.mozilla.nightly
    iceweasel
    abrowser
    icecat
    gnu-icecat
    org.gnu.icecat
    librewolf
    librewolf-default
    io.gitlab.librewolf-community
    waterfox
    waterfox-current
    waterfox-classic
    waterfox-g
    net.waterfox.waterfox
    zen
    zen-alpha
    zen-twilight
    zen-browser
    app.zen-browser.zen
    io.github.zen-browser.zen
    floorp
    floorp-default
    ablaze-floorp
    one.ablaze.floorp
    firedragon
    org.garudalinux.firedragon
    mercury
    mercury-browser
    cachy-browser
    konform-browser
    glide
    glide-browser
    ghostery
    ghostery-dawn
    ghostery-private-browser
    pale-moon
    basilisk
    seamonkey
"""

# Tor Browser and Mullvad Browser run in permanent private mode: both set
# browser.privatebrowsing.autostart, in which no window is marked as private, because all are.
_ALWAYS_PRIVATE = """
    tor-browser
    torbrowser-launcher
    org.torproject.torbrowser-launcher
    org.torproject.torbrowser
    start-tor-browser
    mullvad-browser
    mullvadbrowser
    net.mullvad.mullvadbrowser
"""

_CHROMIUM = """
    chromium
    chromium-browser
    chromium-browser-chromium
    chromium-freeworld
    ungoogled-chromium
    org.chromium.chromium
    io.github.ungoogled-software.ungoogled-chromium
    com.github.eloston.ungoogledchromium
    chrome
    google-chrome
    google-chrome-for-testing
    com.google.chrome
    com.google.chromedev
    brave
    brave-browser
    brave-origin
    com.brave.browser
    msedge
    microsoft-edge
    com.microsoft.edge
    com.microsoft.edgedev
    opera
    opera-gx
    opera-one
    opera-air
    opera-internet-browser
    com.opera.opera
    vivaldi
    com.vivaldi.vivaldi
    yandex
    yandex-browser
    ru.yandex.browser
    ru.yandex.desktop.yandex-browser
    arc
    company.thebrowser.browser
    dia
    company.thebrowser.dia
    comet
    perplexity-comet
    helium
    helium-browser
    net.imput.helium
    thorium
    thorium-browser
    cromite
    iridium
    iridium-browser
    iron
    srware-iron
    slimjet
    flashpeak-slimjet
    cent-browser
    coccoc
    coc-coc
    naver-whale
    whale
    com.naver.whale
    epic
    epic-privacy-browser
    torch
    comodo-dragon
    avast-secure-browser
    avg-secure-browser
    ccleaner-browser
    360se
    360chrome
    qqbrowser
    sidekick
    wavebox
    maxthon
    supermium
    catsxp
"""

_OTHERS: Final[dict[BrowserFamily, str]] = {
    BrowserFamily.FALKON: "falkon org.kde.falkon",
    BrowserFamily.SAFARI: "safari safari-technology-preview com.apple.safari "
    "com.apple.safaritechnologypreview",
    BrowserFamily.EPIPHANY: "epiphany epiphany-browser gnome-web org.gnome.epiphany org.gnome.epiphany.devel "
    "org.gnome.epiphany.canary",
    BrowserFamily.QUTEBROWSER: "qutebrowser org.qutebrowser.qutebrowser",
    BrowserFamily.OTHER: "internet-explorer iexplore duckduckgo com.duckduckgo.macos.browser orion orion-rc "
    "com.kagi.kagimacos midori org.midori-browser.midori otter-browser angelfish org.kde.angelfish "
    "luakit nyxt min ladybird org.ladybird.ladybird tangram konqueror org.kde.konqueror dooble",
}

_CHANNEL = re.compile(r"(?:(?:un)?stable|alpha|beta|dev(?:eloper)?|canary|nightly|snapshot|esr|default)\Z")
_JOINTS = str.maketrans("", "", " -_")

# Pages installed as applications: crx_<extension id> under X11, chrome-<host>__<path>-Default or
# chrome-<extension id>-Default as Wayland's app_id, ….WebApp-<hash> in GNOME Web.
_WEB_APP = re.compile(
    r"(?:_?crx_|(?:google-)?chrome-|chromium-|msedge-|brave-|vivaldi-|opera-)\S+-(?:default|profile_\d+)\Z|_?crx_[a-p]+\Z"
)
_EPIPHANY_WEB_APP = "org.gnome.epiphany.webapp"


@lru_cache(maxsize=64)  # the same few programs come to the front all day
def _key(app: str) -> str:
    key = app.strip().casefold().removesuffix(".exe").translate(_JOINTS)
    half = key[: len(key) // 2]
    return half if key == half * 2 else key  # a snap's name and its program's: firefox_firefox


def _without_channel(key: str) -> str:
    """``key`` without a release channel or a default profile at its end."""
    return _CHANNEL.sub("", key).rstrip(".")


def _keys(names: str) -> frozenset[str]:
    return frozenset(_key(name) for name in names.split())


_ALWAYS_PRIVATE_KEYS: Final = _keys(_ALWAYS_PRIVATE)
_FAMILIES: Final[dict[str, BrowserFamily]] = {
    **{key: family for family, names in _OTHERS.items() for key in _keys(names)},
    **dict.fromkeys(_keys(_CHROMIUM), BrowserFamily.CHROMIUM),
    **dict.fromkeys(_keys(_FIREFOX) | _ALWAYS_PRIVATE_KEYS, BrowserFamily.FIREFOX),
}

# Only these two say in every ordinary title what kind of window it is. Safari has a mark, but it
# is known here in English alone; a French one would pass for ordinary.
_MARKED: Final = frozenset({BrowserFamily.FIREFOX, BrowserFamily.FALKON})


@lru_cache(maxsize=64)
def family(app: str) -> BrowserFamily | None:
    """The family of the browser named ``app``; None for every other program."""
    key = _key(app)
    found = _FAMILIES.get(key) or _FAMILIES.get(_without_channel(key))
    if found is not None:
        return found
    plain = app.casefold()
    if _WEB_APP.match(plain):
        return BrowserFamily.CHROMIUM
    if plain.startswith(_EPIPHANY_WEB_APP):
        return BrowserFamily.EPIPHANY
    return None


# What tells one maker's browser from another's; in another's name for itself the first counts.
_PRODUCTS: Final = (
    "chromium", "chrome", "edge", "brave", "opera", "vivaldi", "librewolf", "waterfox", "floorp", "firefox",
)  # fmt: skip


def product(app: str) -> str:
    """One word for all names of the same browser: ``chrome`` for ``com.google.Chrome`` and ``Google-chrome``.

    A browser that is not known by such a word is only the same as one of the same name.
    """
    key = _key(app)
    if key == "navigator":
        return "firefox"
    return next((word for word in _PRODUCTS if word in key), _without_channel(key))


@lru_cache(maxsize=64)
def is_always_private(app: str) -> bool:
    """Whether every window of ``app`` is a private one (Tor Browser, Mullvad Browser)."""
    return _without_channel(_key(app)) in _ALWAYS_PRIVATE_KEYS


def needs_vouching(app: str) -> bool:
    """Whether an ordinary and a private window of ``app`` can have the same title.

    True for Chromium's whole family, GNOME Web, qutebrowser, Safari and browsers whose ways are not
    known: only the browser's own word (its extension, its accessible name) can tell such a window.
    """
    found = family(app)
    return found is not None and found not in _MARKED
