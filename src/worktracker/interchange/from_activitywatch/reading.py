"""From ActivityWatch's buckets to stretches of time in front of something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from itertools import tee
from typing import TypeVar

from worktracker.interchange.activitywatch import HOST
from worktracker.interchange.from_activitywatch.browsers import browser_of_bucket, finder
from worktracker.interchange.from_activitywatch.events import (
    AFK,
    PAGES,
    WINDOWS,
    BadEventError,
    Bucket,
    Data,
    Events,
    in_order,
    when,
)
from worktracker.interchange.from_activitywatch.join import PULSE_US, Page, Window, flood, joined
from worktracker.interchange.incoming import BadRecordError, LeftOut, Seen
from worktracker.model.overlay import Piece, overlay

_T = TypeVar("_T")

_PRIVATE = Seen(private_window=True)
_ANYWHERE = frozenset({"", "unknown", "undefined", "none"})
_FITS = (str, type(None))


class ActivityWatch:
    """What a file of ActivityWatch's says of each computer that it holds.

    Args:
        file: its buckets.
        left_out: is told of what can't be read.

    Raises:
        BadRecordError: no bucket is one of windows.
    """

    def __init__(self, file: Events, left_out: LeftOut) -> None:
        self._file = file
        self._left_out = left_out
        self._buckets: dict[str, dict[str, list[Bucket]]] = defaultdict(lambda: defaultdict(list))
        for bucket in file.buckets:
            self._buckets[bucket.host][bucket.kind].append(bucket)
        self.hosts = sorted(host for host, kinds in self._buckets.items() if WINDOWS in kinds)
        if not self.hosts:
            raise BadRecordError("The file", f"none of its buckets is of the type {WINDOWS}.")

    def stretches(self, host: str) -> Iterator[tuple[int, int, Seen | None]]:
        """What was in front of the user at a computer, in order; milliseconds. None: nobody was there."""
        ours = host == HOST
        pulse_us = 0 if ours else PULSE_US
        windows = flood(self._events(self._of(host, WINDOWS), _window), pulse_us)
        behind: Iterator[Piece[bool]] = iter(())
        presence = None
        if afk := self._of(host, AFK):
            presence, behind = tee(flood(self._events(afk, _presence), pulse_us))
        by_browser: dict[str, list[Bucket]] = defaultdict(list)
        for bucket in self._of(host, PAGES):
            browser = browser_of_bucket(bucket.name)
            if browser is not None:
                by_browser[browser].append(bucket)
        pages = {browser: flood(self._events(of, _page), pulse_us) for browser, of in by_browser.items()}
        active = (
            (start // 1000, end // 1000, _seen(*what))
            for start, end, what in joined(windows, presence, pages, finder(pages))
            if start // 1000 < end // 1000
        )
        # What we exported ourselves is exact, and was private where somebody was there and no window.
        others = (
            (start // 1000, end // 1000, _PRIVATE if there else None)
            for start, end, there in behind
            if (ours or not there) and start // 1000 < end // 1000
        )
        return overlay(active, others)

    def _of(self, host: str, kind: str) -> list[Bucket]:
        """A computer's buckets of a type; browsers often don't know what theirs is called."""
        found = list(self._buckets[host][kind])
        if kind == PAGES:
            for other, kinds in self._buckets.items():
                if other != host and other.casefold() in _ANYWHERE:
                    found += kinds[kind]
        return found

    def _events(self, buckets: list[Bucket], value_of: Callable[[Data], _T]) -> Iterable[Piece[_T]]:
        """The events of several buckets in order."""
        lines = [in_order(self._file, bucket, value_of, self._left_out) for bucket in buckets]
        return lines[0] if len(lines) == 1 else merge(*lines, key=when)


def _window(data: Data) -> Window:
    app, title, url = data.get("app"), data.get("title"), data.get("url")
    if isinstance(app, _FITS) and isinstance(title, _FITS) and isinstance(url, _FITS):
        return Window(app, title, url, _private(data))
    raise BadEventError("its app, title or url is no text.")


def _page(data: Data) -> Page:
    url, title = data.get("url"), data.get("title")
    if isinstance(url, _FITS) and isinstance(title, _FITS):
        return Page(url, title, data.get("audible") is True, _private(data))
    raise BadEventError("its url or title is no text.")


def _private(data: Data) -> bool | None:
    """Whether it is a private window: only a plain no is one. None: nobody says."""
    said = data.get("incognito")
    return None if said is None else said is not False


def _presence(data: Data) -> bool:
    status = data.get("status")
    if status not in ("afk", "not-afk"):
        raise BadEventError("its status is neither afk nor not-afk.")
    return status == "not-afk"


def _seen(window: Window, page: Page | None) -> Seen:
    """A window with its page; the page's extension knows whether it is a private one."""
    url, incognito = window.url, window.incognito
    title = window.title
    if page is not None:
        url, incognito = page.url or url, page.incognito if page.incognito is not None else incognito
        title = title or page.title
    return Seen(window.app, title, url, None, None, incognito is True, incognito is False)
