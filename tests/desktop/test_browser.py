"""From a page in a real browser, through its extension and host, to the store: sites and their boundaries."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.desktop import leak_search
from tests.desktop.chromium_program import Chromium
from tests.desktop.firefox_program import Firefox
from tests.desktop.virtual_desktop import Took, VirtualDesktop, wall_ms
from tests.desktop.web_pages import WebPages
from tests.desktop.worktracker_program import PATIENCE_S, Worktracker, assert_at, end, ms_of
from tests.waiting import wait_until
from worktracker.control.client import ControlClient
from worktracker.home import Home

pytestmark = [pytest.mark.desktop, pytest.mark.exact, pytest.mark.timeout(240)]

TOLERANCE_MS = 300
DWELL_S = 0.2
"""On each page, from when it was recorded."""

STARTING_MS = 5_000
"""At most from a new profile's first page to its extension's first word."""

LONG_S = 1.2
"""Where nothing is recorded of a page: longer than a new tab is empty."""

NAVIGATIONS = 30
SECRET = "zwiebelfisch"
"""In every part of an address but its site, and in private windows."""

SITES = (
    ("one.example", "one.example"),
    ("www.two.example", "www.two.example"),
    ("münchen.example", "xn--mnchen-3ya.example"),
    ("UPPER.example", "upper.example"),
    (f"{SECRET}@five.example", "five.example"),
)
"""As they are asked for, and as they are stored."""


@pytest.fixture(scope="module")
def pages() -> Iterator[WebPages]:
    pages = WebPages()
    yield pages
    pages.close()


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(keyring=True) as desktop:
        yield desktop


@pytest.fixture
def program(desktop: VirtualDesktop) -> Iterator[Worktracker]:
    program = Worktracker(desktop)
    program.agree()
    program.run("browser", "install")
    yield program
    program.run("browser", "remove")


@dataclass(slots=True)
class Step:
    """Something that came to the front.

    Attributes:
        domain: its site; None of what nothing is stored.
        took: when it has to count from.
        shown_ms: when it was surely shown.
        left_ms: until when it was surely in front.
    """

    domain: str | None
    took: Took
    shown_ms: int
    left_ms: int


class Script:
    """What is done in a browser, step by step, and what must be stored of it.

    Args:
        joint: between a page's title and the browser's name in its window's.
    """

    def __init__(self, desktop: VirtualDesktop, program: Worktracker, joint: str) -> None:
        self._desktop = desktop
        self._program = program
        self._joint = joint
        self._steps: list[Step] = []
        self._client = ControlClient(Home.from_environment(program.env).socket)

    def starts(self, act: Callable[[], object]) -> None:
        """The first page, of start.example: it waits for the browser's own start."""
        self.stays("start.example", "Start", act)

    def goes(self, domain: str, title: str, act: Callable[[], object], *, starting: bool = False) -> None:
        """Another site comes to the front by ``act``; it counts from when its window shows it.

        A browser or profile that is ``starting`` has to start its extension and host first, and counts from
        when these speak.
        """
        before_ms = wall_ms()
        act()
        self._wait_until_shown(title)
        shown_ms = wall_ms()
        self._wait_for(domain, title)
        took = Took(before_ms, shown_ms + (STARTING_MS if starting else 0))
        time.sleep(DWELL_S)
        self._steps.append(Step(domain, took, shown_ms, wall_ms()))

    def stays(self, domain: str | None, title: str, act: Callable[[], object]) -> None:
        """``act`` stays on the site."""
        act()
        self._wait_for(domain, title)
        time.sleep(DWELL_S)
        if self._steps:
            self._steps[-1].left_ms = wall_ms()

    def hides(self, act: Callable[[], object], title: str) -> None:
        """A private window comes to the front: nothing of it is recorded but that there is one."""
        before_ms = wall_ms()
        act()
        self._wait_until_shown(title)
        shown_ms = wall_ms()
        self._steps.append(Step(None, Took(before_ms, shown_ms), shown_ms, shown_ms))
        wait_until(lambda: (self.activity() or {"title": None})["title"] is None, PATIENCE_S, "no title")
        time.sleep(LONG_S)

    def activity(self) -> dict[str, Any] | None:
        """What is recorded now, asked of the recorder itself: a command takes a while."""
        status: Any = self._client.request("status")
        return status["activity"]

    def assert_stored(self, until_ms: int) -> None:
        """See that after start.example just these sites are stored, in order, from when they came on.

        Each until what came next was shown, be that a window of which nothing is stored.
        """
        runs = runs_of_sites(exported(self._program))
        first = next(index for index, run in enumerate(runs) if run.domain == "start.example") + 1
        runs = [run for run in runs[first:] if run.began_ms < until_ms]
        sites = [step for step in self._steps if step.domain is not None]
        found = [run for run in runs if run.domain is not None]
        assert [run.domain for run in found] == [step.domain for step in sites]
        for number, (run, step) in enumerate(zip(found, sites, strict=True)):
            assert_at(run.began_ms, step.took, TOLERANCE_MS, f"step {number}, {run.domain}")
        ends = [Took(step.left_ms, then.shown_ms) for step, then in pairwise(self._steps) if step.domain]
        for number, (run, end_) in enumerate(zip(found, ends, strict=False)):
            assert_at(run.ended_ms, end_, TOLERANCE_MS, f"the end of step {number}, {run.domain}")
        # Where there is no site may also be a new tab, or an extension that starts anew.
        gaps = [run.began_ms for run in runs if run.domain is None]
        for step in (step for step in self._steps if step.domain is None):
            nearest = min(gaps, key=lambda began_ms: abs(began_ms - step.took.before_ms))
            assert_at(nearest, step.took, TOLERANCE_MS, "a private window")

    def _wait_until_shown(self, title: str) -> None:
        def is_shown() -> bool:
            front = self._desktop.active_window()
            shown = None if front is None else self._desktop.screen.title(front)
            return shown is not None and shown.startswith(title + self._joint)

        wait_until(is_shown, PATIENCE_S, f"the window of {title!r}")

    def _wait_for(self, domain: str | None, title: str) -> None:
        def is_seen() -> bool:
            seen = self.activity() or {"domain": ..., "title": None}
            return seen["domain"] == domain and (seen["title"] or "").startswith(title + self._joint)

        wait_until(is_seen, PATIENCE_S, f"the page {title!r} of {domain}")


def exported(program: Worktracker) -> list[dict[str, Any]]:
    return [json.loads(line) for line in program.run("export", "--format", "jsonl").out.splitlines()]


@dataclass(slots=True)
class Run:
    """A stretch of time with the same site; None for none, for a second at least."""

    domain: str | None
    began_ms: int
    ended_ms: int


def runs_of_sites(spans: list[dict[str, Any]]) -> list[Run]:
    """The sites one after the other, and between them what has none for a second."""
    found: list[Run] = []
    for domain, group in groupby(spans, key=lambda span: span.get("domain")):
        each = list(group)
        run = Run(domain, ms_of(each[0]["start"]), ms_of(each[-1]["end"]))
        # A new tab's own page is there for a moment, before what is asked for.
        if domain is None and run.ended_ms - run.began_ms < 1000:
            continue
        if found and found[-1].domain == domain:
            found[-1].ended_ms = run.ended_ms
        else:
            found.append(run)
    return found


def assert_nowhere(program: Worktracker, *words: str) -> None:
    """See that words are in no file of ours, in no log of ours, and in no page of the store; others are."""
    folder = program.session.folder
    hits = leak_search.search([program.home, *(folder / name for name in ("run", "tmp", "log"))], words)
    assert {path for path in hits if not Path(path).name.startswith(("chromium", "firefox"))} == set()
    pages = leak_search.pages_of(program.store, leak_search.key_of(program))
    assert leak_search.found_in(pages, words) == []
    assert leak_search.found_in(pages, ["one.example"]), "the search finds what is there"


def go_through_levels(
    script: Script,
    program: Worktracker,
    port: str,
    navigate: Callable[[str], object],
    evaluate: Callable[[str], object],
) -> None:
    """Addresses at ``full``, nothing at ``none``; a site is excluded while its page is open."""
    begun_ms = wall_ms()
    full = f"full.example{port}"
    script.stays("full.example", "Full", lambda: navigate(f"http://{full}/deep/Full?query=1"))
    program.set("record-urls", "full")  # followed while the page is open
    go_on = "history.pushState({}, '', '/deeper?query=2'); document.title = 'Deeper'; 1"
    script.stays("full.example", "Deeper", lambda: evaluate(go_on))
    program.set("record-urls", "none")
    script.stays(None, "Nowhere", lambda: navigate(f"http://hidden.example{port}/deep/Nowhere"))
    excluded = f"http://www.excluded.example{port}/Excluded"
    script.stays(None, "Excluded", lambda: navigate(excluded))
    program.set("record-urls", "domain")
    script.stays("www.excluded.example", "Excluded", lambda: None)
    program.run("exclude", "add", "--domain", "excluded.example")
    wait_until(lambda: script.activity() is None, PATIENCE_S, "nothing of what is excluded")
    spans = [span for span in exported(program) if ms_of(span["start"]) > begun_ms]
    urls = [span["url"].removeprefix("http://") for span in spans if "url" in span]
    urls = [url for url, _ in groupby(urls) if url != "full.example/"]  # told before the level was
    assert urls == [f"{full}/deep/Full?query=1", f"{full}/deeper?query=2"]
    assert "www.excluded.example" in {span.get("domain") for span in spans}
    program.run("exclude", "add", "--domain", "excluded.example", "--purge")
    assert "excluded.example" not in repr(exported(program))


def test_what_chromium_shows_is_stored_as_its_site_from_when_it_came(
    desktop: VirtualDesktop, pages: WebPages, program: Worktracker
) -> None:
    recorder = program.record()
    browser = Chromium(desktop, pages.port)
    script = Script(desktop, program, " - Chromium")
    try:
        (page,) = browser.targets("page")
        script.starts(lambda: browser.navigate(page, "http://start.example/Start"))
        for number in range(NAVIGATIONS):
            asked, domain = SITES[number % len(SITES)]
            address = f"http://{asked}:{8000 + number}/{SECRET}/Page{number}?{SECRET}#{SECRET}"
            script.goes(domain, f"Page{number}", partial(browser.navigate, page, address))
            if number % 10 == 0:  # in the page
                go_on = f"history.pushState({{}}, '', '/{SECRET}'); document.title = 'Deep{number}'; 1"
                script.stays(domain, f"Deep{number}", partial(browser.evaluate, page, go_on))
        last = f"Page{NAVIGATIONS - 1}"

        def back() -> None:
            browser.call("Target.activateTarget", targetId=page)

        script.goes("tab.example", "Tab", lambda: browser.open("http://tab.example/Tab"))
        script.goes("five.example", last, back)
        script.goes("win.example", "Win", lambda: browser.open("http://win.example/Win", window=True))
        script.goes("five.example", last, back)
        other = "http://other.example/Other"
        script.goes("other.example", "Other", partial(browser.open_profile, "Other", other), starting=True)
        script.goes("five.example", last, back)
        (others,) = browser.targets("page", other)
        script.goes("other.example", "Other", partial(browser.call, "Target.activateTarget", targetId=others))
        script.goes("five.example", last, back)
        create = (
            "chrome.windows.create({incognito: true, url: 'http://geheim.example/Geheim1'}).then(() => 1)"
        )
        script.hides(lambda: browser.evaluate(browser.worker(), create), "Geheim1")
        script.goes("five.example", last, back)
        browser.allow_private_windows()
        back()
        script.goes("new.example", "New", partial(browser.navigate, page, "http://new.example/New"))
        script.hides(lambda: browser.evaluate(browser.worker(), create.replace("m1", "m2")), "Geheim2")
        script.goes("new.example", "New", back)
        done_ms = wall_ms()
        go_through_levels(
            script, program, "", partial(browser.navigate, page), partial(browser.evaluate, page)
        )
    finally:
        end(recorder)
        browser.close()
    script.assert_stored(done_ms)
    assert "private" in {span["state"] for span in exported(program)}
    assert_nowhere(program, SECRET, "hidden.example", "geheim.example", "Geheim1", "Geheim2")


def test_what_firefox_shows_is_stored_as_its_site_from_when_it_came(
    desktop: VirtualDesktop, pages: WebPages, program: Worktracker
) -> None:
    recorder = program.record()
    browser = Firefox(desktop)
    second: Firefox | None = None
    script = Script(desktop, program, " — ")
    try:
        port, first = pages.port, browser.here()
        script.starts(lambda: browser.navigate(f"http://start.example:{port}/Start"))
        for number in range(NAVIGATIONS):
            asked, domain = SITES[number % len(SITES)]
            address = f"http://{asked}:{port}/{SECRET}/Page{number}?{SECRET}#{SECRET}"
            script.goes(domain, f"Page{number}", partial(browser.navigate, address))
            if number % 10 == 0:  # in the page
                go_on = f"history.pushState({{}}, '', '/{SECRET}'); document.title = 'Deep{number}'"
                script.stays(domain, f"Deep{number}", partial(browser.evaluate, go_on))
        last = f"Page{NAVIGATIONS - 1}"
        window = desktop.active_window()
        assert window is not None

        def back() -> None:
            browser.switch_to(first)
            desktop.screen.ask_to_activate(window)  # what the browser itself asks for may be refused

        for kind in ("tab", "window"):
            browser.open(kind)
            script.goes(
                f"{kind}.example", kind, partial(browser.navigate, f"http://{kind}.example:{port}/{kind}")
            )
            script.goes("five.example", last, back)
        browser.open("window", private=True)
        geheim = f"http://geheim.example:{port}/Geheim"
        script.hides(lambda: browser.navigate(geheim + "1"), "Geheim1")
        script.goes("five.example", last, back)
        browser.install(private_windows=True)
        script.goes("new.example", "New", partial(browser.navigate, f"http://new.example:{port}/New"))
        browser.open("window", private=True)
        script.hides(lambda: browser.navigate(geheim + "2"), "Geheim2")
        script.goes("new.example", "New", back)
        second = Firefox(desktop)  # another profile
        other = f"http://other.example:{port}/Other"
        script.goes("other.example", "Other", partial(second.navigate, other), starting=True)
        script.goes("new.example", "New", back)
        done_ms = wall_ms()
        go_through_levels(script, program, f":{port}", browser.navigate, browser.evaluate)
    finally:
        end(recorder)
        for each in (browser, second):
            if each is not None:
                each.close()
    script.assert_stored(done_ms)
    assert "private" in {span["state"] for span in exported(program)}
    assert_nowhere(program, SECRET, "hidden.example", "geheim.example", "Geheim1", "Geheim2")
