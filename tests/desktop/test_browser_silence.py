"""A real browser whose extension is not heard: nothing is vouched for by what it said last."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from tests.desktop.chromium_program import Chromium
from tests.desktop.test_browser import exported
from tests.desktop.test_extension import hosts
from tests.desktop.virtual_desktop import VirtualDesktop, wall_ms
from tests.desktop.web_pages import WebPages
from tests.desktop.worktracker_program import PATIENCE_S, Worktracker, end, ms_of
from tests.waiting import wait_until
from worktracker.capture.browser import HOLD_MS
from worktracker.control.client import ControlClient
from worktracker.home import Home

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(180)]

SAME = "Same - Chromium"
ORDINARY = ("Chromium", SAME, "start.example")
UNTOLD = ("Chromium", None, None)
INCOGNITO = "chrome.windows.create({incognito: true, url: 'http://geheim.example/Same'}).then(() => 1)"


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(keyring=True) as desktop:
        yield desktop


def test_an_incognito_window_with_the_same_title_while_nobody_hears_the_extension(
    desktop: VirtualDesktop,
) -> None:
    program = Worktracker(desktop)
    program.agree()
    program.run("browser", "install", "chromium")
    recorder = program.record()
    client = ControlClient(Home.from_environment(program.env).socket)
    pages = WebPages()
    browser = Chromium(desktop, pages.port)

    def wait_for(*seen: str | None) -> None:
        def is_seen() -> bool:
            found = client.request("status")["activity"]
            assert isinstance(found, dict | None)
            return found is not None and (found["app"], found["title"], found["domain"]) == seen

        wait_until(is_seen, PATIENCE_S, f"{seen}")

    def open_incognito() -> int:
        """Bring one to the front; its window."""
        before = desktop.active_window()
        browser.evaluate(browser.worker(), INCOGNITO)

        def shown() -> int | None:
            front = desktop.active_window()
            is_it = front not in (None, before) and desktop.screen.title(front or 0) == SAME
            return front if is_it else None

        return wait_until(shown, PATIENCE_S, "the incognito window") or 0

    try:
        (page,) = browser.targets("page")
        browser.navigate(page, "http://start.example/Same")
        wait_for(*ORDINARY)
        ordinary = desktop.active_window()
        assert ordinary is not None

        def back() -> None:
            desktop.screen.ask_to_activate(ordinary)
            wait_until(lambda: desktop.active_window() == ordinary, PATIENCE_S, "the ordinary window")

        # Another program comes and goes: the extension is asked, whether its browser tells it of that or not.
        desktop.open_window("notes", ("editor", "Editor"))
        wait_for("Editor", "notes", None)
        back()
        wait_for(*ORDINARY)
        open_incognito()
        wait_for(*UNTOLD)
        back()
        wait_for(*ORDINARY)
        (host,) = hosts(browser)
        os.kill(host, signal.SIGSTOP)
        try:
            unheard_ms = wall_ms()
            open_incognito()
            shown_ms = wall_ms()
            wait_for(*UNTOLD)
            heard_ms = wall_ms()
        finally:
            os.kill(host, signal.SIGCONT)
        back()
        wait_for(*ORDINARY)
    finally:
        end(recorder)
        browser.close()
        pages.close()
        program.run("browser", "remove")
    spans = [
        span
        for span in exported(program)
        if span.get("domain") and ms_of(span["start"]) < heard_ms and ms_of(span["end"]) > unheard_ms
    ]
    # A busy machine tells the recorder of it a little after this test; the wait for the extension is longer.
    ends = [ms_of(span["end"]) - shown_ms for span in spans]
    assert all(late_ms < HOLD_MS / 2 for late_ms in ends), f"what was in front before ends with it: {ends}"
    assert "geheim" not in repr(exported(program))
