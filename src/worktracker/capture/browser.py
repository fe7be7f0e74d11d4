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
from typing import Final

from worktracker.capture.page_titles import Fit, fit, plain
from worktracker.capture.settle import Settling
from worktracker.model.explanation import SeenBy
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample, Told
from worktracker.privacy.browsers import family, product
from worktracker.privacy.web import address_of

HOLD_MS: Final = 1_000
"""How long a window and a page that do not fit are held for the other's word, milliseconds."""

WORTH_KEEPING_MS: Final = 300
"""What was held is passed on, if something else takes its place, when it lasted so long, milliseconds."""

EARLY_MS: Final = 300
"""So long before its window comes to the front may a page have been told of, milliseconds."""


@dataclass(frozen=True, slots=True)
class Page:
    """An extension's word on the focused tab of its browser, as it was received at ``at``.

    A private one has neither address nor title. A page without a title shows its address in the window's;
    that title is then none of the page, and would tell more than the level may allow.

    Attributes:
        told: how much of its address the extension was let tell.
    """

    at: Moment
    url: str | None = field(repr=False)
    title: str | None = field(repr=False)
    private: bool
    told: Told = Told.SITE

    def fit(self, window_title: str | None) -> Fit:
        """How well a window with this title fits."""
        if self.title or not self.url:
            return fit(self.title, window_title)
        site = address_of(self.url).domain
        shown = plain(window_title)
        begins = site is not None and shown.startswith(site)
        return Fit.FULL if begins and re.match(r"[\w.-]", shown[len(site or "") :]) is None else Fit.NONE

    def on(self, front: Sample, *, vouched: bool = False) -> Sample:
        """The window in front, showing this page."""
        title = front.title if self.title else None
        return replace(
            front, title=title, url=self.url, vouched=vouched, seen_by=SeenBy.BROWSER, told=self.told
        )


@dataclass(slots=True)
class _Browser:
    """A browser whose extension is connected, or one profile of it."""

    product: str | None
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
        titled: when its title began, since then or later.
        due_ms: when the time is over, of waking time.
        seen_by: who saw the window.
    """

    joined: _Joined
    since: Moment
    titled: Moment
    due_ms: int
    seen_by: SeenBy


class Joining:
    """Joins samples of the desktop with what connected browsers say.

    Every call answers with the samples to pass on, oldest first. Browsers are named by any number.

    Attributes:
        to_ask: the browsers that have to say again what they show, so that the window that has just come to
            the front is known: not every browser tells its extension of that.
    """

    def __init__(self) -> None:
        self.to_ask: list[int] = []
        self._browsers: dict[int, _Browser] = {}
        self._front: Sample | None = None
        self._switched: Moment | None = None  # when the window in front came there
        self._passed: Sample | None = None
        self._held: _Held | None = None
        self._claimed: tuple[Page, object] | None = None  # the page that counted last, and its window
        self._went_ms: int | None = None  # when the connection of the window in front ended
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
        passing = self._follow(sample.at, switched=switched, titled=True)
        asks = switched and self._held is not None
        self.to_ask = [number for number, _ in self._browsers_of(sample)[0]] if asks else []
        return passing

    def lost_sight(self) -> None:
        """Nobody looks at the desktop any more; what was held is forgotten."""
        self._front = self._passed = self._held = self._settling = None

    # The extensions' word

    def came(self, number: int, name: str | None, pid: int | None) -> None:
        """A browser is there; until it says more, none of its windows has the focus.

        ``pid`` is None where no program of this number can be found here, as with a sandbox's.
        """
        self._browsers[number] = _Browser(product(name) if name else None, pid)

    def page_changed(self, number: int, page: Page) -> list[Sample]:
        """A browser tells of its focused tab."""
        self._browsers[number].page = page
        return self._follow(page.at)

    def blurred(self, number: int, at: Moment) -> list[Sample]:
        """No window of a browser has the focus, or only one that its extension must not see."""
        self._browsers[number].page = None
        return self._follow(at)

    def went(self, number: int, at: Moment) -> list[Sample]:
        """A browser has ended, or its extension: it vouches for nothing any more.

        It may be back at once, and know of the page what rules ask for. So the window waits for it.
        """
        if self._front is not None and any(each == number for each, _ in self._browsers_of(self._front)[0]):
            self._went_ms = at.awake_ms
        del self._browsers[number]
        return self._follow(at)

    # Time

    def pass_due(self, now_ms: int) -> list[Sample]:
        """Answer what has waited long enough at ``now_ms``."""
        passing: list[Sample] = []
        held = self._held
        if held and now_ms >= held.due_ms:
            self._held = None
            if _lasted(held, held.titled):  # another title was held before
                passing += self._pass(_without_doubt(held), held.since)
                held = replace(held, since=held.titled)
            passing += self._pass(held.joined.sample, held.since)
        if self._settling:
            passing += self._settling.pass_due(now_ms)
        return passing

    # Inside

    def _follow(self, at: Moment, *, switched: bool = False, titled: bool = False) -> list[Sample]:
        """Decide anew; ``at`` is when what is new was said."""
        front = self._front
        if front is None:
            return []
        joined = self._join(front, at)
        passing: list[Sample] = []
        held, self._held = self._held, None
        since, due_ms = at, at.awake_ms + HOLD_MS
        if held is not None:
            lasted = _lasted(held, at)
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
                if held is not None and _lasted(held, began) and not passing:
                    passing += self._pass(_without_doubt(held), held.since)
                since = began
            return passing + self._pass(joined.sample, since)
        if self._passed is not None and _same(joined.sample, self._passed):
            return passing
        if joined.told and self._is_passed_page(joined.sample):
            # Only the title is another: up to here it is surely the page that was passed on.
            since, due_ms = at, at.awake_ms + HOLD_MS
        goes_on = held is not None and held.since == since and not titled
        self._held = _Held(joined, since, held.titled if held and goes_on else at, due_ms, front.seen_by)
        return passing

    def _is_passed_page(self, sample: Sample) -> bool:
        return self._passed is not None and _page(self._passed) == _page(sample)

    def _join(self, front: Sample, at: Moment) -> _Joined:
        if not _names(front):
            return _Joined(front, sure=True)
        unknown = replace(front, told=Told.NOTHING)
        browsers, by_process = self._browsers_of(front)
        if not browsers:
            # One whose connection has just ended may be back in a moment.
            waits = self._went_ms is not None and at.awake_ms < self._went_ms + HOLD_MS
            return _Joined(unknown, sure=not waits)
        assert self._switched is not None
        pages = [browser.page for _, browser in browsers if browser.page]
        private = next((page for page in pages if page.private), None)
        if private is not None:
            # Its title stays for the rules to see: the gate keeps none of a private window.
            hidden = replace(unknown, private_window=True, seen_by=SeenBy.BROWSER)
            return _Joined(hidden, sure=_is_news(private, front.at), told=True)
        if any(not page.title for page in pages):
            unknown = replace(unknown, title=None)  # it may be an address
        fitting = [(page, how) for page in pages if (how := page.fit(front.title)) is not Fit.NONE]
        if len(fitting) == 1:
            page, how = fitting[0]
            if not self._is_of(page, front, self._switched if how is Fit.FULL else front.at):
                return _Joined(unknown, sure=False)
            self._claimed = page, _window(front)
            began = min(page.at, front.at, key=lambda each: each.awake_ms)
            return _Joined(page.on(front, vouched=how is Fit.FULL), sure=True, began=began)
        if by_process and len(browsers) == 1 and pages and pages[0].at.awake_ms >= front.at.awake_ms:
            # The page is known; the window shows another's title yet, or has its own way to write it. So of
            # which page the title is, nobody has told.
            return _Joined(replace(pages[0].on(front), told=Told.NOTHING), sure=False, told=True)
        return _Joined(unknown, sure=False)

    def _is_of(self, page: Page, front: Sample, since: Moment) -> bool:
        """Whether a page was told of the window in front, and not of another with the same title."""
        if page.at.awake_ms >= since.awake_ms:
            return True
        elsewhere = (
            self._claimed is not None and self._claimed[0] is page and self._claimed[1] != _window(front)
        )
        return _is_news(page, since) and not elsewhere

    def _browsers_of(self, front: Sample) -> tuple[list[tuple[int, _Browser]], bool]:
        """The connected browsers to which a window may belong, and whether its process says so.

        Where no process can say so (a sandbox numbers its processes anew), the only one of its name.
        """
        if not self._browsers:
            return [], False
        connected = self._browsers.items()
        if front.pid is not None:
            same = [each for each in connected if each[1].pid == front.pid]
            if same:
                return same, True
        kind = next((product(name) for name in _names(front)), None)
        alike = [
            each
            for each in connected
            if kind is not None and each[1].product == kind and None in (front.pid, each[1].pid)
        ]
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


def _names(front: Sample) -> list[str]:
    """The names under which a window is known as a browser's; none for other programs."""
    return [name for name in (front.app, front.instance) if name and family(name)]


def _page(sample: Sample) -> tuple[object, ...]:
    return (_window(sample), sample.url, sample.private_window)


def _lasted(held: _Held, until: Moment) -> bool:
    return until.awake_ms - held.since.awake_ms >= WORTH_KEEPING_MS


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
    return replace(sample, title=None, url=None, vouched=False, seen_by=held.seen_by, told=Told.NOTHING)
