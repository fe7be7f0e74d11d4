"""Private-browsing windows, told from their titles.

No list of key words: a page about "Private Browsing" is an ordinary page. Each browser's own rule
is applied, and only to that browser's windows. Firefox puts its name, marked, at the very end of a
private window's title, in 103 languages; some marks stand before the name, some inflect it. What a
Chromium-family browser shows is the same in both kinds of window, but for the start page.

What can't be decided is private: a name with an unknown mark, a page-info window (it shows an
address, never the mark).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, cast

from worktracker.errors import WorkTrackerError
from worktracker.model.span import Reason
from worktracker.privacy import browsers
from worktracker.privacy.browsers import BrowserFamily

# Names as Firefox's relatives write them at the end of their titles, besides those in the packs.
_BRANDS: Final = (
    "Firefox Developer Edition",
    "Firefox Nightly",
    "LibreWolf",
    "Waterfox Classic",
    "Waterfox Current",
    "Waterfox",
    "Zen Browser",
    "Zen Twilight",
    "Ablaze Floorp",
    "Floorp Legacy",
    "Floorp",
    "GNU IceCat",
    "IceCat",
    "Iceweasel",
    "FireDragon",
    "Cachy Browser",
    "Konform Browser",
    "Glide Browser",
    "Ghostery Private Browser",
    "Pale Moon",
    "Basilisk",
    "SeaMonkey",
)
# Words of everyday language, or names also used in page titles: they count only beside a mark.
_SHORT_BRANDS: Final = ("Firefox", "Nightly", "Zen", "Abrowser", "Mercury", "Glide", "Ghostery")
_ALWAYS_PRIVATE_BRANDS: Final = ("tor browser", "mullvad browser")

# Marks that no language pack at hand names: Edge's and Brave's accessible names.
_OTHER_TAGS: Final = (" (inprivate)", " (private)", " (private with tor)")
_EDGE_MARK: Final = "[inprivate]"

_REMEMBERED: Final = 256
"""Ends of titles of which it is remembered at most where a browser's name stands in them."""

_DASH: Final = " — "
_CUT_BYTES: Final = 3900  # Firefox cuts window titles at 4,095 bytes
_LONGEST_MARK: Final = 100  # characters; with the longest of the names, the longest mark in the packs has 72
# Written around names in right-to-left languages, and inside Edge's name; invisible.
_INVISIBLE: Final = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_SPACES: Final = re.compile(r"\s{2,}|[^\S ]")
_SEPARATOR: Final = re.compile(r" [-–—|] |: ")
_FALKON: Final = re.compile(r"(?:\A| - )falkon(?P<mark>[^-]*)\Z")

_DAMAGED: Final = "The list of private-browsing marks can't be read."
_REINSTALL: Final = "Install worktracker again."


class TableError(WorkTrackerError):
    """The table of private-browsing marks is damaged."""

    title = "The program's own files are damaged"


class PrivateBrowsing:
    """Knows private windows by application name and title.

    Args:
        table: ``resources/private-browsing.json``, parsed.
        brand_in_title: ordinary windows of Firefox end in its name. True everywhere but on macOS,
            where only the mark is shown, so that a mark in a language not in the table can't be told.

    Raises:
        TableError: the table is not of the form that packaging/private_browsing/extract.py writes.
    """

    def __init__(self, table: object, *, brand_in_title: bool = True) -> None:
        firefox = _section(table, "firefox")
        chromium = _section(table, "chromium")
        self._brand_in_title = brand_in_title
        self._named: dict[str, str] = {}
        self._brand = _alternation([*_strings(firefox, "brands"), *_BRANDS])
        marked = {_plain(form) for form in _by_locale(firefox, "private_window")}
        self._marked = marked | {
            form.replace("{brand}", short.casefold()) for form in marked for short in _SHORT_BRANDS
        }
        self._behind_dash = {
            last for _, dash, last in (each.rpartition(_DASH) for each in self._marked) if dash
        }
        around = [_around(form, "{brand}") for form in marked]
        self._mark_ends = tuple(sorted({after for before, after in around if after and not before}))
        self._mark_starts = tuple(sorted({before for before, after in around if before and not after}))
        self._marks = {_plain(form) for form in _by_locale(firefox, "private_suffix")}
        side = [_around(form, "{content}") for form in _by_locale(firefox, "side_window")]
        self._side_starts = tuple(sorted({before for before, _ in side if before}))
        self._side_ends = tuple(sorted({after for before, after in side if not before}))
        starts = [_around(form, "{brand}") for form in _by_locale(chromium, "start_page")]
        self._start_pages = tuple(sorted({before for before, _ in starts}))
        tags = [_around(form, "{content}")[1] for form in _by_locale(chromium, "accessible_name")]
        self._tags = tuple(sorted({*tags, *_OTHER_TAGS}))
        if "" in (*self._side_starts, *self._side_ends, *self._start_pages, *self._tags):
            raise TableError(_DAMAGED, _REINSTALL)  # it would match every title

    def reason(self, app: str, title: str | None) -> Reason:
        """PRIVATE_WINDOW or UNSURE for a window that must be private, else NONE.

        NONE is no word that a window is ordinary: see :meth:`needs_vouching`.
        """
        family = browsers.family(app)
        if family is None:
            return Reason.NONE
        if browsers.is_always_private(app):
            return Reason.PRIVATE_WINDOW
        plain = _plain(title) if title else ""
        if not plain:
            return Reason.NONE
        match family:
            case BrowserFamily.FIREFOX:
                found = self._firefox(plain)
                if found is Reason.NONE and title and _is_cut(title):
                    # The mark is at the end, where a title that is too long is cut.
                    end = self._brand.sub("{brand}", plain[-_LONGEST_MARK:])
                    return found if end.endswith("{brand}") else Reason.UNSURE
                return found
            case BrowserFamily.CHROMIUM:
                return _private_if(self._chromium(plain))
            case BrowserFamily.FALKON:
                return _falkon(plain)
            case BrowserFamily.SAFARI:
                return _private_if(plain.endswith(", private browsing"))
            case BrowserFamily.QUTEBROWSER:
                return _private_if("[private mode]" in plain)
            case BrowserFamily.EPIPHANY | BrowserFamily.OTHER:
                return Reason.NONE

    def needs_vouching(self, app: str) -> bool:
        """Whether private windows of this program look like any other."""
        return browsers.needs_vouching(app)

    def is_browser(self, app: str) -> bool:
        """Whether this program shows web pages."""
        return browsers.family(app) is not None

    def _firefox(self, title: str) -> Reason:
        """``PAGE — NAME`` is ordinary, ``PAGE — NAME MARK`` in any language is private."""
        before, dash, last = title.rpartition(_DASH)
        named = self._with_brand(last)
        if named in self._marked or (dash and last in self._marks):
            return Reason.PRIVATE_WINDOW
        # Some languages have the dash in the mark itself: NAME — MARK.
        if named in self._behind_dash:
            previous = before.rpartition(_DASH)[2]
            short = len(previous) <= _LONGEST_MARK
            if short and self._brand.sub("{brand}", previous) + dash + named in self._marked:
                return Reason.PRIVATE_WINDOW
        if last in _ALWAYS_PRIVATE_BRANDS:
            return Reason.PRIVATE_WINDOW
        if self._brand_in_title and "{brand}" in named:
            ordinary = named == "{brand}" or named.endswith((" - {brand}", " – {brand}"))
            return Reason.NONE if ordinary else Reason.UNSURE
        marked = last.endswith(self._mark_ends) or last.startswith(self._mark_starts)
        if self._brand_in_title and dash and marked:
            return Reason.UNSURE  # a relative of Firefox under a name not known here
        if title.startswith(self._side_starts) or title.endswith(self._side_ends):
            return Reason.UNSURE
        if title.startswith("view-source:") or (self._brand_in_title and "://" in title):
            return Reason.UNSURE
        return Reason.NONE

    def _with_brand(self, end: str) -> str:
        """The end of a title with a place where the browser's name stands; most end alike."""
        known = self._named.get(end)
        if known is None:
            known = self._brand.sub("{brand}", end)
            if len(end) <= _LONGEST_MARK:
                if len(self._named) >= _REMEMBERED:
                    self._named.clear()
                self._named[end] = known
        return known

    def _chromium(self, title: str) -> bool:
        if title.endswith(self._tags):
            return True
        if _EDGE_MARK in title:
            parts = title.split(" - ")
            return _EDGE_MARK in parts[-2:]
        for start in self._start_pages if title.startswith(self._start_pages) else ():
            if title.startswith(start) and not _SEPARATOR.search(title, len(start)):
                return True
        return False


def _falkon(title: str) -> Reason:
    """``PAGE - Falkon (MARK)``, whatever the language; a window without the name may show an address."""
    found = _FALKON.search(title)
    if found is None:
        return Reason.UNSURE
    return _private_if(bool(found["mark"].strip()))


def _private_if(private: bool) -> Reason:
    return Reason.PRIVATE_WINDOW if private else Reason.NONE


def _plain(text: str) -> str:
    """Without what the eye doesn't see: marks of direction, kinds of space, capitals."""
    return _open(text).strip()


def _around(form: str, place: str) -> tuple[str, str]:
    """What stands before the first ``place`` and after the last, as :func:`_plain` leaves a title."""
    head, _, rest = form.partition(place)
    tail = rest.rpartition(place)[2] if place in rest else rest
    return _open(head).lstrip(), _open(tail).rstrip()


def _is_cut(title: str) -> bool:
    """Whether Firefox may have cut a title."""
    return 4 * len(title) >= _CUT_BYTES and len(title.encode("utf-8", "replace")) >= _CUT_BYTES


def _open(text: str) -> str:
    # What is printable holds no marks of direction and no space but blanks; to ask that is quick.
    if text.isprintable() and "  " not in text:
        return text.casefold()
    if text.isascii():
        return _SPACES.sub(" ", text).casefold()
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).casefold()


def _alternation(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted({name.casefold() for name in names}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _section(table: object, name: str) -> Mapping[str, object]:
    found = cast("Mapping[str, object]", table).get(name) if isinstance(table, Mapping) else None
    if not isinstance(found, Mapping):
        raise TableError(_DAMAGED, _REINSTALL)
    return cast("Mapping[str, object]", found)


def _strings(section: Mapping[str, object], name: str) -> list[str]:
    found = section.get(name)
    if not isinstance(found, list) or not found:
        raise TableError(_DAMAGED, _REINSTALL)
    lines = cast("list[object]", found)
    if not all(isinstance(line, str) and line for line in lines):
        raise TableError(_DAMAGED, _REINSTALL)
    return cast("list[str]", lines)


def _by_locale(section: Mapping[str, object], name: str) -> list[str]:
    """All languages' texts of a kind, each once."""
    locales = _section(section, name)
    if not locales:
        raise TableError(_DAMAGED, _REINSTALL)
    return list(dict.fromkeys(line for locale in locales for line in _strings(locales, locale)))
