"""Which browser a bucket of pages is of, and how that browser's windows are called.

After ``browser_appnames`` of aw-client's queries, whose names are the ones of X11, Wayland, Windows
and macOS; with browsers that have come since. Names are compared without regard to case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

_APPS = {
    "firefox": (
        "Firefox", "Firefox.exe", "Firefox Developer Edition", "firefoxdeveloperedition", "Firefox-esr",
        "Firefox Beta", "Nightly", "org.mozilla.firefox",
    ),
    "chrome": (
        "Google Chrome", "Google-chrome", "chrome.exe", "google-chrome-stable", "Chromium",
        "Chromium-browser", "Chromium-browser-chromium", "chromium.exe", "Google-chrome-beta",
        "Google-chrome-unstable", "Brave-browser",
    ),
    "opera": ("opera.exe", "Opera"),
    "brave": ("brave.exe", "Brave-browser", "Brave Browser"),
    "edge": ("msedge.exe", "Microsoft Edge", "microsoft-edge"),
    "vivaldi": ("Vivaldi-stable", "Vivaldi-snapshot", "vivaldi.exe", "Vivaldi"),
    "librewolf": ("LibreWolf", "librewolf.exe", "librewolf-default"),
    "safari": ("Safari",),
    "arc": ("Arc", "Arc.exe"),
    "zen": ("zen", "zen.exe", "zen-browser"),
}  # fmt: skip


def browser_of_bucket(name: str) -> str | None:
    """The browser that a bucket's name tells: ``aw-watcher-web-firefox``, perhaps with a host behind it."""
    behind = name.casefold().partition("web")[2]
    places = {browser: behind.find(browser) for browser in _APPS if browser in behind}
    return min(places, key=lambda browser: places[browser], default=None)


def finder(browsers: Iterable[str]) -> Callable[[str | None], str | None]:
    """Which of some browsers an application is; a browser with a bucket of its own is that one."""
    found: dict[str, str] = {}
    for browser in sorted(browsers, key=len, reverse=True):
        for app in _APPS[browser]:
            found.setdefault(app.casefold(), browser)
    if "brave" in browsers:
        found["brave-browser"] = "brave"

    def browser_of(app: str | None) -> str | None:
        return None if app is None else found.get(app.casefold())

    return browser_of
