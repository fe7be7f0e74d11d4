"""The window in front and what browsers' extensions tell of their pages, joined.

Two witnesses who do not know each other: the desktop says which window is in front, an extension says which
tab has the focus in its browser. A page counts only while a window of that browser is in front, and the two
agree by the page's title, which a browser's window shows with the browser's name behind it. They speak one
after the other, in any order, some milliseconds apart: what does not fit yet is held for a moment, and passed
on with the time at which it began.

Pure: it is told what was said and what time it is, and answers with what to pass on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Final

from worktracker.capture.settle import Settling
from worktracker.model.explanation import SeenBy
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.privacy.browsers import BrowserFamily, family
from worktracker.privacy.web import address_of

HOLD_MS: Final = 1_000
"""How long a window and a page that do not fit are held for the other's word, milliseconds."""

WORTH_KEEPING_MS: Final = 300
"""What was held is passed on, if something else takes its place, when it lasted so long, milliseconds."""

EARLY_MS: Final = 300
"""So long before its window comes to the front may a page have been told of, milliseconds."""

_LONGEST_COMPARED: Final = 300  # characters of a title; browsers, extensions and servers cut them differently
# Written around names in right-to-left languages, and inside Edge's name; invisible.
_INVISIBLE: Final = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_SPACES: Final = re.compile(r"\s+")
_DASH: Final = re.compile(r" [-–—] ")
_FIREFOX: Final = re.compile(r"mozill\w* firefox\b", re.IGNORECASE)  # declined in some languages


class Fit(IntEnum):
    """How well a window's title fits a page's."""

    NONE = 0
    NEARLY = 1
    """Something stands behind the page's title that may be the browser's own, or more of another page's."""
    FULL = 2


def fit(page_title: str | None, window_title: str | None) -> Fit:
    """Whether a window with ``window_title`` shows a page called ``page_title``.

    Browsers write ``PAGE — Mozilla Firefox``, ``PAGE - Chromium``, ``PAGE - PROFILE - Microsoft Edge``,
    or the page's title alone (installed pages, macOS).
    """
    page, window = _plain(page_title)[:_LONGEST_COMPARED], _plain(window_title)
    if not page or not window.startswith(page):
        return Fit.NONE
    if window == page or len(page) == _LONGEST_COMPARED:
        return Fit.FULL
    nothing, *behind = _DASH.split(window[len(page) :])
    if nothing or not behind or len(behind) > 2:
        return Fit.NONE
    edge = behind[-1].endswith("Edge")
    return Fit.FULL if _is_brand(behind[-1]) and (len(behind) == 1 or edge) else Fit.NEARLY


@dataclass(frozen=True, slots=True)
class Page:
    """An extension's word on the focused tab of its browser, as it was received at ``at``.

    A private one has neither address nor title. A page without a title shows its address in the window's;
    that title is then none of the page, and would tell more than the level may allow.
    """

    at: Moment
    url: str | None = field(repr=False)
    title: str | None = field(repr=False)
    private: bool

    def fit(self, window_title: str | None) -> Fit:
        """How well a window with this title fits."""
        if self.title or not self.url:
            return fit(self.title, window_title)
        site = address_of(self.url).domain
        shown = _plain(window_title)
        begins = site is not None and shown.startswith(site)
        return Fit.FULL if begins and re.match(r"[\w.-]", shown[len(site or "") :]) is None else Fit.NONE

    def on(self, front: Sample, *, vouched: bool = False) -> Sample:
        """The window in front, showing this page."""
        title = front.title if self.title or not self.url else None
        return replace(front, title=title, url=self.url, vouched=vouched, seen_by=SeenBy.BROWSER)


@dataclass(slots=True)
class _Browser:
    """A browser whose extension is connected, or one profile of it."""

    family: BrowserFamily | None
    pid: int | None
    page: Page | None = None  # none: no window of it has the focus, as far as it says


@dataclass(frozen=True, slots=True)
class _Joined:
    """What the two witnesses make of the window in front.

    Attributes:
        sample: what to pass on if nothing else comes.
        sure: nothing else needs to be waited for.
        told: the page is as the extension told it last, whatever the window shows.
        began: when it began, as far as that is known.
    """

    sample: Sample
    sure: bool
    told: bool = False
    began: Moment | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    """What is not sure yet.

    Attributes:
        joined: what to pass on when the time is over.
        since: when it began.
        due_ms: when the time is over, of waking time.
        seen_by: who saw the window.
    """

    joined: _Joined
    since: Moment
    due_ms: int
    seen_by: SeenBy


class Joining:
    """Joins samples of the desktop with what connected browsers say.

    Every call answers with the samples to pass on, oldest first. Browsers are named by any number.
    """

    def __init__(self) -> None:
        self._browsers: dict[int, _Browser] = {}
        self._front: Sample | None = None
        self._switched: Moment | None = None  # when the window in front came there
        self._passed: Sample | None = None
        self._held: _Held | None = None
        self._settling: Settling | None = None  # of titles; only while a browser's window is in front
        self._site = 1
        self._at_site: object = None

    @property
    def connected(self) -> int:
        """How many browsers, or profiles of them, there are."""
        return len(self._browsers)

    @property
    def due_ms(self) -> int | None:
        """When :meth:`pass_due` must be called, of waking time; None while nothing waits."""
        waits = [self._held.due_ms] if self._held else []
        if self._settling and self._settling.due_ms is not None:
            waits.append(self._settling.due_ms)
        return min(waits, default=None)

    # The desktop's word

    def window_changed(self, sample: Sample) -> list[Sample]:
        """Another window or title is in front since ``sample.at``."""
        before, self._front = self._front, sample
        switched = before is None or _window(before) != _window(sample)
        if switched:
            self._switched = sample.at
        return self._follow(sample.at, switched=switched)

    def lost_sight(self) -> None:
        """Nobody looks at the desktop any more; what was held is forgotten."""
        self._front = self._passed = self._held = self._settling = None

    # The extensions' word

    def came(self, number: int, name: str | None, pid: int | None) -> None:
        """A browser is there; until it says more, none of its windows has the focus."""
        self._browsers[number] = _Browser(family(name) if name else None, pid)

    def page_changed(self, number: int, page: Page) -> list[Sample]:
        """A browser tells of its focused tab."""
        self._browsers[number].page = page
        return self._follow(page.at)

    def blurred(self, number: int, at: Moment) -> list[Sample]:
        """No window of a browser has the focus, or only one that its extension must not see."""
        self._browsers[number].page = None
        return self._follow(at)

    def went(self, number: int, at: Moment) -> list[Sample]:
        """A browser has ended, or its extension: it vouches for nothing any more."""
        del self._browsers[number]
        return self._follow(at)

    # Time

    def pass_due(self, now_ms: int) -> list[Sample]:
        """Answer what has waited long enough at ``now_ms``."""
        passing: list[Sample] = []
        held = self._held
        if held and now_ms >= held.due_ms:
            self._held = None
            passing += self._pass(held.joined.sample, held.since)
        if self._settling:
            passing += self._settling.pass_due(now_ms)
        return passing

    # Inside

    def _follow(self, at: Moment, *, switched: bool = False) -> list[Sample]:
        """Decide anew; ``at`` is when what is new was said."""
        front = self._front
        if front is None:
            return []
        joined = self._join(front)
        passing: list[Sample] = []
        held, self._held = self._held, None
        since, due_ms = at, at.awake_ms + HOLD_MS
        if held is not None:
            lasted = at.awake_ms - held.since.awake_ms >= WORTH_KEEPING_MS
            if switched or _is_another(joined, held.joined):
                if lasted and not self._is_passed_page(held.joined.sample):
                    passing += self._pass(_without_doubt(held), held.since)
                if not switched and not lasted:
                    since = held.since
            else:
                since, due_ms = held.since, held.due_ms
        if joined.sure:
            began = joined.began
            if began is not None and since.awake_ms < began.awake_ms <= at.awake_ms:
                since = began
            return passing + self._pass(joined.sample, since)
        if self._passed is not None and _same(joined.sample, self._passed):
            return passing
        if joined.told and self._is_passed_page(joined.sample):
            # Only the title is another: up to here it is surely the page that was passed on.
            since, due_ms = at, at.awake_ms + HOLD_MS
        self._held = _Held(joined, since, due_ms, front.seen_by)
        return passing

    def _is_passed_page(self, sample: Sample) -> bool:
        return self._passed is not None and _page(self._passed) == _page(sample)

    def _join(self, front: Sample) -> _Joined:
        browsers, by_process = self._browsers_of(front)
        if not browsers:
            return _Joined(front, sure=True)
        assert self._switched is not None
        told = [(browser.page, browser.page.fit(front.title)) for browser in browsers if browser.page]
        private = next((page for page, _ in told if page.private), None)
        if private is not None:
            # Its title stays for the rules to see: the gate keeps none of a private window.
            hidden = replace(front, private_window=True, seen_by=SeenBy.BROWSER)
            return _Joined(hidden, sure=_is_news(private, front.at), told=True)
        fitting = [(page, how) for page, how in told if how is not Fit.NONE]
        if len(fitting) == 1:
            page, how = fitting[0]
            full = how is Fit.FULL
            sure = _is_news(page, self._switched if full else front.at)
            return _Joined(
                page.on(front, vouched=full),
                sure,
                began=min(page.at, front.at, key=lambda each: each.awake_ms),
            )
        if by_process and len(browsers) == 1 and told:
            page = told[0][0]
            if page.at.awake_ms >= front.at.awake_ms:
                # The page is known; the window shows another's title yet, or has its own way to write it.
                return _Joined(page.on(front), sure=False, told=True)
        return _Joined(front, sure=False)

    def _browsers_of(self, front: Sample) -> tuple[list[_Browser], bool]:
        """The connected browsers to which a window may belong, and whether its process says so.

        Where it does not (a sandbox numbers its processes anew), the only one of its kind.
        """
        if not self._browsers:
            return [], False
        connected = self._browsers.values()
        if front.pid is not None:
            same = [browser for browser in connected if browser.pid == front.pid]
            if same:
                return same, True
        kind = next((found for name in (front.app, front.instance) if name and (found := family(name))), None)
        alike = [browser for browser in connected if kind is not None and browser.family is kind]
        return (alike, False) if len(alike) == 1 else ([], False)

    def _pass(self, sample: Sample, at: Moment) -> list[Sample]:
        if self._passed is not None and _same(sample, self._passed):
            return []
        self._passed = sample = sample if sample.at == at else replace(sample, at=at)
        if sample.window is None:
            settling, self._settling = self._settling, None
            return settling.offer(-1, sample) if settling else [sample]
        if self._settling is None:
            self._settling = Settling()
        site = (sample.window, address_of(sample.url).domain)
        if site != self._at_site:
            self._at_site = site
            self._site += 1
        return self._settling.offer(self._site, sample)


def _window(sample: Sample) -> tuple[object, ...]:
    return (sample.window, sample.pid, sample.app, sample.instance)


def _page(sample: Sample) -> tuple[object, ...]:
    return (_window(sample), sample.url, sample.private_window)


def _is_another(joined: _Joined, held: _Joined) -> bool:
    """Whether a page that was told of, and held, is followed by another."""
    return held.told and _page(held.sample) != _page(joined.sample)


def _same(one: Sample, other: Sample) -> bool:
    """Whether the two say the same, whenever."""
    return one == other or replace(one, at=other.at) == other


def _is_news(page: Page, since: Moment) -> bool:
    return page.at.awake_ms >= since.awake_ms - EARLY_MS


def _without_doubt(held: _Held) -> Sample:
    """What is left of something held for which no more time is: no title, and only a page that was told."""
    sample = held.joined.sample
    if held.joined.told:
        return sample if sample.private_window else replace(sample, title=None)
    return replace(sample, title=None, url=None, vouched=False, seen_by=held.seen_by)


def _plain(title: str | None) -> str:
    """A title as it can be compared."""
    if not title:
        return ""
    if not title.isascii():
        title = _INVISIBLE.sub("", title)
    return _SPACES.sub(" ", title).strip()


def _is_brand(words: str) -> bool:
    return family(words) is not None or _FIREFOX.match(words) is not None
