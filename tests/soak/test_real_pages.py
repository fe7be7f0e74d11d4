"""Pages of real browsers with the real extension and its host, from the window to the record."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.desktop.chromium_program import Chromium
from tests.desktop.firefox_program import Firefox
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.web_pages import WebPages
from tests.desktop.worktracker_program import PATIENCE_S, Worktracker, end
from tests.waiting import wait_until

pytestmark = pytest.mark.desktop

_DWELL_S = 1.5


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(keyring=True) as desktop:
        yield desktop


@pytest.fixture
def program(desktop: VirtualDesktop) -> Worktracker:
    program = Worktracker(desktop)
    program.agree()
    return program


@pytest.fixture
def pages() -> Iterator[WebPages]:
    pages = WebPages()
    yield pages
    pages.close()


def dwell_on(program: Worktracker, domain: str | None) -> None:
    """Wait until a page of this site is what is recorded, and let some time pass; None: no site."""

    def is_seen() -> bool:
        return (program.status()["activity"] or {"domain": None})["domain"] == domain

    wait_until(is_seen, PATIENCE_S, f"the site {domain}")
    time.sleep(_DWELL_S)


def sites(program: Worktracker) -> list[str | None]:
    """The sites of what is stored and lasted for a while; None where there is none."""
    lines: list[dict[str, Any]] = [
        json.loads(line) for line in program.run("export", "--format", "jsonl").out.splitlines()
    ]
    found: list[str | None] = []
    for line in lines:
        site = line.get("domain")
        if line["duration_seconds"] > 1 and found[-1:] != [site]:
            found.append(site)
    return found


def test_firefox(desktop: VirtualDesktop, program: Worktracker, pages: WebPages) -> None:
    program.run("browser", "install", "firefox")
    editor = desktop.open_window("notes", ("editor", "Editor"))
    recorder = program.record()
    with closing(Firefox(desktop)) as firefox:
        firefox.navigate(f"http://one.example:{pages.port}/One")
        dwell_on(program, "one.example")
        tab = firefox.here()
        firefox.open("tab", f"http://two.example:{pages.port}/Two")
        dwell_on(program, "two.example")
        firefox.switch_to(tab)
        dwell_on(program, "one.example")
        firefox.open("window", f"http://secret.example:{pages.port}/Secret", private=True)
        dwell_on(program, None)
        desktop.activate(editor)
        program.wait_for_app("Editor")
    end(recorder)
    assert sites(program) == [None, "one.example", "two.example", "one.example", None]
    assert "ecret" not in program.run("export", "--format", "jsonl").out


def test_chromium(desktop: VirtualDesktop, program: Worktracker, pages: WebPages) -> None:
    program.run("browser", "install", "chromium")
    recorder = program.record()
    with closing(Chromium(desktop, pages.port)) as chromium:
        page = chromium.open("http://one.example/One")
        dwell_on(program, "one.example")
        chromium.navigate(page, "http://two.example/Two")
        dwell_on(program, "two.example")
        context = chromium.call("Target.createBrowserContext")["browserContextId"]
        chromium.open("http://secret.example/Secret", window=True, context=context)
        dwell_on(program, None)
    end(recorder)
    assert [site for site in sites(program) if site] == ["one.example", "two.example"]
    exported = program.run("export", "--format", "jsonl").out
    assert "ecret" not in exported
    assert "Two - Chromium" in exported
