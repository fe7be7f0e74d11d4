"""From a page in a real browser, through its extension and host, to the store: sites and their boundaries."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import pytest

from tests.desktop.chromium_program import Chromium
from tests.desktop.firefox_program import Firefox
from tests.desktop.virtual_desktop import Took, VirtualDesktop, wall_ms
from tests.desktop.web_pages import WebPages
from tests.desktop.worktracker_program import PATIENCE_S, Worktracker, assert_at, end, ms_of
from tests.waiting import wait_until
from worktracker.control.client import ControlClient
from worktracker.home import Home

pytestmark = pytest.mark.desktop

TOLERANCE_MS = 300
DWELL_S = 1.2


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


def took(act: Callable[[], object]) -> Took:
    before_ms = wall_ms()
    act()
    return Took(before_ms, wall_ms())


def domains(program: Worktracker) -> list[tuple[str | None, int]]:
    """The domains that were stored one after the other, None for a second without, and when each began."""
    lines = program.run("export", "--format", "jsonl").out.splitlines()
    spans: list[dict[str, Any]] = [json.loads(line) for line in lines]
    runs = [(domain, list(run)) for domain, run in groupby(spans, key=lambda span: span.get("domain"))]
    # A new tab's own page is there for a moment, before what is asked for.
    return [
        (domain, ms_of(run[0]["start"]))
        for domain, run in runs
        if domain or ms_of(run[-1]["end"]) - ms_of(run[0]["start"]) >= 1000
    ]


def assert_steps(program: Worktracker, expected: list[tuple[str | None, Took]]) -> None:
    """See that after start.example just these domains are stored, in order, each from when its page came."""
    found = domains(program)
    start = next(index for index, (domain, _) in enumerate(found) if domain == "start.example")
    found = found[start + 1 :]
    assert [domain for domain, _ in found] == [domain for domain, _ in expected]
    for (domain, began_ms), (_, page_took) in zip(found, expected, strict=True):
        assert_at(began_ms, page_took, TOLERANCE_MS, f"{domain}")


def activity(program: Worktracker) -> dict[str, Any] | None:
    """What is recorded now, asked of the recorder itself: a command takes a while."""
    client = ControlClient(Home.from_environment(program.env).socket)
    status: dict[str, Any] = client.request("status")
    return status["activity"]


def front_title(desktop: VirtualDesktop) -> str | None:
    """What the window in front is called, by the X server."""
    front = desktop.active_window()
    return None if front is None else desktop.screen.title(front)


def wait_for_page(program: Worktracker, domain: str | None, title: str | None) -> None:
    """Wait until this is what is recorded, and stay with it."""

    def is_seen() -> bool:
        seen = activity(program) or {"domain": ..., "title": ...}
        return (seen["domain"], seen["title"]) == (domain, title)

    wait_until(is_seen, PATIENCE_S, f"the page {title!r} of {domain}")
    time.sleep(DWELL_S)


def test_what_chromium_shows_is_stored_as_its_site_from_when_it_came(
    desktop: VirtualDesktop, pages: WebPages, program: Worktracker
) -> None:
    recorder = program.record()
    browser = Chromium(desktop, pages.port)
    try:
        (page,) = browser.targets("page")
        browser.navigate(
            page, "http://start.example/Start"
        )  # the first one waits for the browser's own start
        wait_for_page(program, "start.example", "Start - Chromium")
        steps: list[tuple[str | None, Took]] = []

        def goes(domain: str, title: str, act: Callable[[], object]) -> None:
            def until_shown() -> None:
                act()
                wait_until(lambda: front_title(desktop) == f"{title} - Chromium", PATIENCE_S, "its window")

            steps.append((domain, took(until_shown)))
            wait_for_page(program, domain, f"{title} - Chromium")

        goes("one.example", "One", lambda: browser.navigate(page, "http://one.example/secret/One?secret"))
        goes("two.example", "Two", lambda: browser.navigate(page, "http://two.example/Two"))
        # In-page navigation stays on its site, and its title is seen.
        script = "history.pushState({}, '', '/secret/deep'); document.title = 'Deep'; 1"
        browser.evaluate(page, script)
        wait_for_page(program, "two.example", "Deep - Chromium")
        goes("three.example", "Three", lambda: browser.open("http://three.example/Three"))
        activate = "Target.activateTarget"
        goes("two.example", "Deep", lambda: browser.call(activate, targetId=page))
        goes("four.example", "Four", lambda: browser.open("http://four.example/Four", window=True))
        goes("two.example", "Deep", lambda: browser.call(activate, targetId=page))
        context = str(browser.call("Target.createBrowserContext")["browserContextId"])
        steps.append(
            (None, took(lambda: browser.open("http://secret.example/Secret", window=True, context=context)))
        )
        wait_for_page(program, None, None)
    finally:
        end(recorder)
        browser.close()
    assert_steps(program, steps)
    everything = program.run("export", "--format", "jsonl", "--explain").out
    assert "ecret" not in everything


def test_what_firefox_shows_is_stored_as_its_site_from_when_it_came(
    desktop: VirtualDesktop, pages: WebPages, program: Worktracker
) -> None:
    recorder = program.record()
    browser = Firefox(desktop)
    try:
        steps: list[tuple[str | None, Took]] = []
        brand = ""

        def goes(domain: str, title: str, act: Callable[[], object]) -> None:
            steps.append((domain, took(act)))
            wait_for_page(program, domain, f"{title} — {brand}")

        first = browser.here()
        browser.navigate(f"http://start.example:{pages.port}/Start")

        def at_start() -> Any:
            seen = activity(program) or {"domain": None}
            return seen["title"] if seen["domain"] == "start.example" else None

        brand = wait_until(at_start, PATIENCE_S, "the extension").removeprefix("Start — ")
        time.sleep(DWELL_S)
        goes("one.example", "One", lambda: browser.navigate(f"http://one.example:{pages.port}/secret/One"))
        browser.evaluate("history.pushState({}, '', '/secret/deep'); document.title = 'Deep'")
        wait_for_page(program, "one.example", f"Deep — {brand}")
        address = f"http://two.example:{pages.port}/Two"
        handle = browser.open("tab")
        goes("two.example", "Two", lambda: browser.navigate(address))
        goes("one.example", "Deep", lambda: browser.switch_to(first))
        goes("two.example", "Two", lambda: browser.switch_to(handle))
        steps.append((None, took(lambda: browser.open("window", private=True))))
        browser.navigate(f"http://secret.example:{pages.port}/Secret")
        wait_until(lambda: activity(program) is None, PATIENCE_S, "the private window")
        time.sleep(DWELL_S)
    finally:
        end(recorder)
        browser.close()
    assert_steps(program, steps)
    assert "ecret" not in program.run("export", "--format", "jsonl", "--explain").out
