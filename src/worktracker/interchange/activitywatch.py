"""Spans as the buckets that ActivityWatch exports and imports: windows, presence, and pages by browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from json.encoder import encode_basestring
from typing import TextIO

from worktracker.interchange.writing import OfActivities, Progress, write_lines
from worktracker.model.instants import InstantText
from worktracker.model.labels import Labels
from worktracker.model.period import Period
from worktracker.model.span import State
from worktracker.store.connection import snapshot
from worktracker.store.reader import Fields, Reader, Row
from worktracker.store.store import Store

HOST = "worktracker"
"""Stands where ActivityWatch has the computer's name, which nobody who reads the file needs to know."""

EMPTY = '{"buckets": {\n}}\n'
"""The file where there are no spans."""

_AWAY = (State.IDLE, State.LOCKED)


def write_activitywatch(
    store: Store,
    period: Period,
    target: TextIO,
    progress: Progress | None = None,
    *,
    all_sources: bool = False,
) -> None:
    """Write the spans of a period as buckets, each oldest first.

    The spans are read once for each bucket, because one bucket stands after the other in the file. Private
    time is time at the computer without a window; locked time is time away from it.
    """
    with snapshot(store.connection):
        _Buckets(store.reader, period, target, progress, all_sources=all_sources).write()


class _Buckets:
    def __init__(
        self, reader: Reader, period: Period, target: TextIO, progress: Progress | None, *, all_sources: bool
    ) -> None:
        self._reader = reader
        self._period = period
        self._target = target
        self._progress = progress
        self._all_sources = all_sources
        self._utc = InstantText(0)
        self._browsers: set[str] = set()
        self._spans = 0
        self._buckets_done = 0

    def write(self) -> None:
        """Write all of them."""
        first = next(self._rows(), None)
        self._target.write('{"buckets": {')
        if first is not None:
            created = self._utc(first.start_ms)
            self._bucket("\n", "aw-watcher-window", "currentwindow", created, self._windows())
            self._bucket(",\n", "aw-watcher-afk", "afkstatus", created, self._presence())
            for browser in sorted(self._browsers):
                name = f"aw-watcher-web-{browser}"
                self._bucket(",\n", name, "web.tab.current", created, self._pages(browser))
        self._target.write("\n}}\n")

    def _rows(self) -> Iterator[Row]:
        return self._reader.rows(self._period, all_sources=self._all_sources)

    def _bucket(
        self, begin: str, client: str, kind: str, created: str, pieces: Iterator[tuple[int, int, str]]
    ) -> None:
        name = f"{client}_{HOST}"
        self._target.write(
            f'{begin}"{name}": {{"id": "{name}", "created": "{created}", "name": null, "type": "{kind}", '
            f'"client": "{client}", "hostname": "{HOST}", "data": {{}}, "events": ['
        )
        write_lines(_parted(self._events(pieces)), self._target, self._tell)
        self._target.write("\n]}")
        self._buckets_done += 1

    def _tell(self, count: int) -> None:
        """The first bucket is a third of the work: how many there are is known after it."""
        if not self._buckets_done:
            self._spans = count
            done = count / 3
        else:
            others = self._buckets_done - 1 + count / self._spans
            done = self._spans / 3 * (1 + 2 * others / (1 + len(self._browsers)))
        if self._progress is not None:
            self._progress(round(done))

    def _events(self, pieces: Iterator[tuple[int, int, str]]) -> Iterator[str]:
        """One event for what goes on without a break, though it be several spans; empty for the others.

        Pieces are start and end in milliseconds and an event's data; those without data are left out.
        """
        start = end = 0
        data = ""
        for first, last, now in pieces:
            if now and (now != data or first > end):
                if data:
                    yield self._event(start, end, data)
                start, end, data = first, last, now
                continue
            if now:
                end = max(end, last)
            yield ""
        if data:
            yield self._event(start, end, data)

    def _event(self, start_ms: int, end_ms: int, data: str) -> str:
        length = (end_ms - start_ms) / 1000
        return f'{{"timestamp": "{self._utc(start_ms)}", "duration": {length}, "data": {data}}}'

    def _windows(self) -> Iterator[tuple[int, int, str]]:
        texts = OfActivities(self._reader, _window)
        for row in self._rows():
            data, browser = texts(row)
            if browser:
                self._browsers.add(browser)
            yield row.start_ms, row.end_ms, data

    def _presence(self) -> Iterator[tuple[int, int, str]]:
        for row in self._rows():
            status = "afk" if row.state in _AWAY else "not-afk"
            yield row.start_ms, row.end_ms, f'{{"status": "{status}"}}'

    def _pages(self, browser: str) -> Iterator[tuple[int, int, str]]:
        texts = OfActivities(self._reader, _page)
        for row in self._rows():
            of, data = texts(row)
            yield row.start_ms, row.end_ms, data if of == browser else ""


def _parted(events: Iterator[str]) -> Iterator[str]:
    begin = "\n"
    for event in events:
        if event:
            yield begin + event
            begin = ",\n"
        else:
            yield ""


def _window(fields: Fields, _labels: Labels) -> tuple[str, str]:
    """The data of a window's event, empty where nothing is known; and its browser, if it shows a page."""
    quote: Callable[[str], str] = encode_basestring
    app, title = fields[:2]
    data = f'{{"app": {quote(app or "")}, "title": {quote(title or "")}}}' if app or title else ""
    return data, _browser(fields)


def _page(fields: Fields, _labels: Labels) -> tuple[str, str]:
    """The browser of a page, empty where there is none; and the data of its event."""
    quote: Callable[[str], str] = encode_basestring
    _, title, url, domain, _ = fields
    url = url or f"https://{domain}/"  # as the extension sends a site
    return _browser(fields), (
        f'{{"url": {quote(url)}, "title": {quote(title or "")}, "audible": false, "incognito": false}}'
    )


def _browser(fields: Fields) -> str:
    """The name by which ActivityWatch finds a browser's bucket: ``firefox``, ``google-chrome``."""
    app, _, url, domain, _ = fields
    if not url and not domain:
        return ""
    return re.sub(r"[^a-z0-9]+", "-", (app or "").lower()).strip("-") or "browser"
