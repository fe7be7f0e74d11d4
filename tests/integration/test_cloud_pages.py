"""The person's pages in a real browser, against the real program: the whole way, in every look."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.cloud.pages_walk import Walk
from tests.cloud.people import PASSWORD
from tests.cloud.running import Program
from tests.integration.headless_browser import Browser, Page
from tests.waiting import wait_until

LOOKS = {
    "light": ("light", 1180, ()),
    "dark": ("dark", 1180, ("color-contrast",)),  # of all that axe-core knows only this can be another
    "narrow": ("light", 360, ()),
}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with Program(tmp_path_factory.mktemp("cloud")) as program:
        yield program


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    browser = Browser(tmp_path_factory.mktemp("browser"))
    yield browser
    browser.close()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_person_can_do_all_of_it(program: Program, browser: Browser) -> None:
    """From signing up to deleting: no page has barriers (axe-core), is too wide, or asks another server."""
    page = Page(browser)
    found: list[str] = []
    seen: list[str] = []

    def see(name: str) -> None:
        seen.append(name)
        for look, (colours, width, rules) in LOOKS.items():
            page.look(colours, width)
            found.extend(f"{name}, {look}: {each}" for each in page.barriers(*rules))
            if (over := page.overflow()) > 0:
                found.append(f"{name}, {look}: {over} pixels too wide")
        page.look()
        found.extend(f"{name}: {url}" for url in page.requested() if not url.startswith(program.url + "/"))
        found.extend(f"{name}: {words}" for words in page.complaints())

    walk = Walk(program, page, see, browser.downloads)
    walk.go()
    assert len(seen) == len(set(seen)) >= 30
    assert not found, "\n".join(found)
    wait_until(lambda: "/account/deletion/now" in "".join(program.lines), 15, "the log")
    log = "".join(program.lines)
    assert '"route": "/grants/{grant_id}"' in log
    desk = walk.desk
    for content in ("robin", PASSWORD, desk.access, str(desk.device.id), desk.grants[0].id, "Development"):
        assert content not in log


def test_what_would_be_wrong_is_found(program: Program, browser: Browser) -> None:
    """The checks above fail where they should, and the browser keeps to the pages' policy."""
    page = Page(browser)
    page.requested()
    page.complaints()
    page.open(f"{program.url}/sign-in")
    assert not page.barriers()
    assert f"{program.url}/sign-in" in page.requested()
    page.evaluate(
        "document.querySelector('label').remove(); document.querySelector('h1').style.color = '#ddd'"
    )
    assert {each.partition(":")[0] for each in page.barriers()} == {"color-contrast", "label"}
    page.look("light", 360)
    page.evaluate("document.querySelector('h1').style.width = '500px'")
    assert page.overflow() > 0
    assert not page.complaints()
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"http://127.0.0.1:1/x.png\"><p style>')"
    )
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
    )
    assert page.evaluate("window.ran") is None
    assert [each for each in page.requested() if not each.startswith(program.url)]
    assert {"img-src", "style-src", "script-src"} <= set(
        re.findall("(?:img|style|script)-src", str(page.complaints()))
    )
