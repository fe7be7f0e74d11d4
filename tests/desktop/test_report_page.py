"""The page of a report in a real Chromium: it fetches nothing, has two looks and paper, and can be heard."""

from __future__ import annotations

import base64
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.chromium_program import Chromium
from tests.desktop.private_session import PrivateSession
from tests.unit.golden.files_of import text_of
from tests.unit.golden.small_store import make
from tests.waiting import wait_until

pytestmark = pytest.mark.desktop

PATIENCE_S = 20.0

ROGUE = """
<img src="http://image.rogue.example/a.png">
<script src="http://script.rogue.example/a.js"></script>
<link rel="stylesheet" href="http://style.rogue.example/a.css">
<iframe src="http://frame.rogue.example/"></iframe>
<style>@font-face {font-family: x; src: url(http://font.rogue.example/x)} h1 {font-family: x}</style>
<p style="background: url(http://attribute.rogue.example/a.png)">x</p>
<script>document.title = "a script has run"</script>
"""
"""What a page would do that is not of good will."""

KINDS = {"image", "script", "style", "frame", "font", "attribute"}


class Listener:
    """Answers for every host, and remembers which were asked for."""

    def __init__(self) -> None:
        self.hosts: list[str] = []
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                listener.hosts.append(self.headers["Host"])
                self.send_error(404)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - so the base class calls it
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="module")
def browser(listener: Listener) -> Iterator[Chromium]:
    with PrivateSession() as session:
        browser = Chromium(session, listener.server.server_port, "--headless")
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages of the small store."""
    folder = tmp_path_factory.mktemp("pages")
    store = make(folder / "worktracker.db")
    for name in ("category.html", "title.html"):
        (folder / name).write_text(text_of(store, name), "utf-8")
    store.close()
    return folder


def opened(browser: Chromium, page: Path) -> str:
    target = browser.open(page.as_uri())
    wait_until(
        lambda: browser.evaluate(target, "location.href + document.readyState") == page.as_uri() + "complete",
        PATIENCE_S,
        "the page",
    )
    return target


def test_it_fetches_nothing_and_runs_nothing(browser: Chromium, listener: Listener, pages: Path) -> None:
    whole = (pages / "title.html").read_text("utf-8")
    guarded = pages / "guarded.html"
    guarded.write_text(whole.replace("<footer>", ROGUE + "<footer>"), "utf-8")
    bare = pages / "bare.html"
    bare.write_text(re.sub("<meta http-equiv=.*", "", guarded.read_text("utf-8")), "utf-8")
    for page in (pages / "title.html", pages / "category.html", guarded):
        target = opened(browser, page)
        assert browser.evaluate(target, "document.title").endswith(" · worktracker")
        assert browser.evaluate(target, "document.scripts.length") == (2 if page == guarded else 0)
    # The same page without its policy: what would have been seen.
    rogue = opened(browser, bare)
    assert browser.evaluate(rogue, "document.title") == "a script has run"
    wait_until(lambda: len(_kinds(listener.hosts)) == len(KINDS), PATIENCE_S, "its requests")
    assert _kinds(listener.hosts) == KINDS
    assert len([host for host in listener.hosts if host.endswith(".example")]) == len(KINDS), (
        "each once: only the page without the policy asked, and nothing but what was put into it"
    )


def _kinds(hosts: list[str]) -> set[str]:
    return {host.partition(".")[0] for host in hosts if host.endswith(".rogue.example")}


def test_it_is_light_or_dark_as_the_system_is_and_always_light_on_paper(
    browser: Chromium, pages: Path
) -> None:
    target = opened(browser, pages / "category.html")
    looks = (
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color,"
        " getComputedStyle(document.querySelector('.bar .c1')).fill]"
    )

    def look(media: str, scheme: str) -> Any:
        browser.call(
            "Emulation.setEmulatedMedia", target, media=media,
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )  # fmt: skip
        return browser.evaluate(target, looks)

    light = ["rgb(247, 247, 248)", "rgb(29, 31, 35)", "rgb(59, 125, 216)"]
    assert look("screen", "light") == light
    assert look("screen", "dark") == ["rgb(27, 29, 33)", "rgb(232, 234, 237)", "rgb(92, 151, 232)"]
    assert look("print", "dark") == ["rgb(255, 255, 255)", *light[1:]]
    paper = browser.call("Page.printToPDF", target, preferCSSPageSize=True)
    assert len(re.findall(rb"/Type\s*/Page\b", base64.b64decode(paper["data"]))) == 1


def test_nothing_runs_over_the_edge_of_a_narrow_screen(browser: Chromium, pages: Path) -> None:
    target = opened(browser, pages / "title.html")
    for width in (360, 900):
        browser.call(
            "Emulation.setDeviceMetricsOverride", target, width=width, height=800, deviceScaleFactor=1,
            mobile=False,
        )  # fmt: skip
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert browser.evaluate(target, wide) == 0


def test_who_cannot_see_it_hears_headings_the_chart_in_words_and_a_table(
    browser: Chromium, pages: Path
) -> None:
    target = opened(browser, pages / "category.html")
    nodes = browser.call("Accessibility.getFullAXTree", target)["nodes"]
    found = [
        (node["role"]["value"], node["name"]["value"], node.get("description", {}).get("value", ""))
        for node in nodes
        if not node["ignored"] and "name" in node
    ]
    named = {(role, name) for role, name, _ in found}
    assert ("heading", "24 – 26 October 2026") in named
    assert {("heading", "Day by day"), ("heading", "By category"), ("table", "Time by category")} <= named
    assert {("columnheader", "Time"), ("rowheader", "Work"), ("rowheader", "Total")} <= named
    assert [name for role, name, _ in found if role in ("img", "image", "graphics-document")] == [
        "Time by day Saturday 24 October 2026: 1 m 30 s; Sunday 25 October 2026: 2 h 16 m;"
        " Monday 26 October 2026: 16 m"
    ]
