"""The extension in real browsers, with the real host: what it tells an app, and what never."""

from __future__ import annotations

import json
import os
import queue
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.chromium_program import Chromium
from tests.desktop.firefox_program import Firefox
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.web_pages import WebPages
from tests.desktop.worktracker_program import Worktracker
from tests.unit.browser_host.fake_app import FakeApp
from tests.waiting import wait_until
from worktracker.resource import resource_path

pytestmark = pytest.mark.desktop

PATIENCE_S = 15.0
IDENTITY = json.loads(resource_path("extension-ids.json").read_text())["chromium"]["unpacked"]
Said = tuple[str, dict[str, Any]]


class Listener:
    """An app that writes down what it is told, in one home."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home = home
        self.all: list[Said] = []
        self.app = FakeApp(home)

    def wait_for(self, what: str, fits: Callable[[Said], bool]) -> Said:
        """The first of what comes from here on that fits; all else is kept in ``all`` too."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            try:
                self.all.append(self.app.heard.get(timeout=0.1))
            except queue.Empty:
                continue
            if fits(self.all[-1]):
                return self.all[-1]
        raise AssertionError(f"waited in vain for {what}: {self.all[-5:]}")

    def tab(self, url: str | None, title: str | None, *, private: bool = False) -> None:
        """Wait until this tab is told of."""
        wanted = {"url": url, "title": title, "private": private, "audible": False}
        self.wait_for(f"the tab {title!r} at {url!r}", lambda said: said == ("browser-tab", wanted))

    def blur(self) -> None:
        """Wait until no window is in front."""
        self.wait_for("a blur", lambda said: said[0] == "browser-blur")

    def level(self, level: str) -> None:
        """Let it be told so much of addresses."""
        self.app.push(url_level=level)

    def texts(self) -> str:
        """All that it was told, as text."""
        while not self.app.heard.empty():
            self.all.append(self.app.heard.get())
        return repr(self.all)

    def restart(self) -> None:
        """End like an app that is killed, and come back."""
        self.app.close()
        self.app = FakeApp(self.home)


@pytest.fixture(scope="module")
def pages() -> Iterator[WebPages]:
    pages = WebPages()
    yield pages
    pages.close()


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as desktop:
        yield desktop


def listener_of(desktop: VirtualDesktop, browser: str) -> Listener:
    program = Worktracker(desktop)
    program.run("browser", "install", browser)
    return Listener(program.home)


@pytest.fixture(scope="module")
def chromium(desktop: VirtualDesktop, pages: WebPages) -> Iterator[tuple[Chromium, Listener]]:
    listener = listener_of(desktop, "chromium")
    browser = Chromium(desktop, pages.port)
    yield browser, listener
    browser.close()
    listener.app.close()
    program = Worktracker(desktop, listener.home)
    program.run("browser", "remove")


@pytest.fixture
def page(chromium: tuple[Chromium, Listener]) -> str:
    """The one page that is open at the beginning, in front, at the level ``domain``."""
    browser, listener = chromium
    listener.app.push(recording=True, url_level="domain")
    page = browser.open("http://start.example/Start")
    listener.tab("http://start.example/", "Start")
    for other in browser.targets("page"):
        if other != page:
            browser.call("Target.closeTarget", targetId=other)
    return page


def test_chromium_tells_the_site_and_no_more(
    chromium: tuple[Chromium, Listener], pages: WebPages, page: str
) -> None:
    browser, told = chromium
    browser.navigate(page, "http://user:geheim@www.example.org:80/secret/One?q=geheim#geheim")
    told.tab("http://www.example.org/", "One")
    browser.evaluate(page, "history.pushState({}, '', '/geheim/two'); document.title = 'Two'; 1")
    told.tab("http://www.example.org/", "Two")
    # A title that only repeats the address is none at this level.
    browser.evaluate(page, "document.title = ''; 1")
    told.tab("http://www.example.org/", None)
    assert "geheim" not in told.texts()
    assert str(pages.port) not in told.texts()
    told.level("full")
    told.wait_for("the whole address", lambda said: said[1].get("url") == "http://www.example.org/geheim/two")
    browser.evaluate(page, "location.hash = 'part'; 1")
    told.wait_for("the fragment", lambda said: said[1].get("url") == "http://www.example.org/geheim/two#part")
    browser.navigate(page, "http://user:geheim2@www.example.org/Three")
    told.tab("http://www.example.org/Three", "Three")
    browser.navigate(page, f"http://www.example.org/Long?{'x' * 50_000}")
    told.tab("http://www.example.org/Long", "Long")
    told.level("none")
    told.tab(None, "Long")
    browser.navigate(page, "http://nowhere.example/Four")
    told.tab(None, "Four")
    assert "geheim2" not in told.texts()
    assert "nowhere.example" not in told.texts()


@pytest.mark.parametrize(
    "address",
    ["about:blank#geheim", "data:text/html,<title>geheim-data</title>", "chrome://version/", "file:///usr/share/",
     "javascript:'geheim'", "blob:http://a.example/geheim", f"chrome-extension://{IDENTITY}/popup.html",
     "view-source:http://a.example/geheim"],
)  # fmt: skip
def test_chromium_tells_no_address_but_of_web_pages(
    chromium: tuple[Chromium, Listener], page: str, address: str
) -> None:
    browser, told = chromium
    told.level("full")
    told.tab("http://start.example/Start", "Start")
    before = len(told.all)
    browser.call("Page.navigate", page, url=address)
    browser.open("http://end.example/End")
    told.tab("http://end.example/End", "End")
    urls = {said[1].get("url") for said in told.all[before:]}
    assert urls <= {None, "http://start.example/Start", "http://end.example/End"}


@pytest.mark.parametrize("level", ["none", "domain"])
def test_chromium_tells_no_title_that_shows_an_address(
    chromium: tuple[Chromium, Listener], page: str, level: str
) -> None:
    browser, told = chromium
    told.level(level)
    told.tab("http://start.example/" if level == "domain" else None, "Start")
    before = len(told.all)
    seen: list[str] = []
    for address, site in (
        ("http://bank.example/geheim/?token=geheim", "http://bank.example/"),  # a page without a title
        ("http://www.bank.example/?token=geheim", "http://www.bank.example/"),
        ("http://münchen.example/geheim%C3%BC/", "http://xn--mnchen-3ya.example/"),
        ("view-source:http://bank.example/geheim", None),
        ("data:text/plain,geheim", None),
        ("blob", None),
        ("file:///usr/share/", None),
    ):
        if address == "blob":
            browser.call("Target.activateTarget", targetId=page)
            told.tab("http://start.example/" if level == "domain" else None, "Start")
            go = "location = URL.createObjectURL(new Blob(['x'], {type: 'text/plain'})); 1"
            browser.evaluate(page, go)
        else:
            browser.evaluate(browser.worker(), f"chrome.tabs.create({{url: '{address}'}}).then(() => 1)")
        new = partial(title_in_front, browser, ["Start", *seen])
        seen.append(wait_until(new, PATIENCE_S, f"the title of {address}"))
        if level == "domain" and site is not None:
            told.tab(site, None)  # else the next tab may be in front before this one was told of
    browser.open("http://end.example/End")
    told.tab("http://end.example/" if level == "domain" else None, "End")
    said = [words for command, words in told.all[before:] if command == "browser-tab"]
    assert {words["title"] for words in said} == {None, "Start", "End"}
    sites = {f"http://{name}.example/" for name in ("bank", "www.bank", "xn--mnchen-3ya", "start", "end")}
    assert {words["url"] for words in said} - {None} == (sites if level == "domain" else set())
    # All of that was to be seen: the titles that the browser shows there.
    assert len(seen) == 7
    assert all("geheim" in title for title in seen[:5])
    assert seen[5].startswith("blob:")
    assert "/usr/share/" in seen[6]


def title_in_front(browser: Chromium, before: list[str]) -> str:
    """The title of the tab in front, if it is another than those before."""
    ask = (
        "chrome.tabs.query({active: true, lastFocusedWindow: true}).then(([tab]) => [tab.title, tab.status])"
    )
    title, status = browser.evaluate(browser.worker(), ask)
    return title if title not in ("", "Start", *before) and status == "complete" else ""


def test_chromium_tells_titles_that_only_look_like_addresses(
    chromium: tuple[Chromium, Listener], page: str
) -> None:
    browser, told = chromium
    browser.navigate(page, "http://www.acdc.example/")
    told.tab("http://www.acdc.example/", "acdc.example")
    for title in ("AC/DC - official", "and/or", "Data: what it means", "node.js/doc at main", "acdc.example"):
        browser.evaluate(page, f"document.title = '{title}'; 1")
        told.tab("http://www.acdc.example/", title)
    told.level("none")
    told.tab(None, None)  # the site alone is too much there


def test_chromium_says_again_what_is_in_front_when_it_is_asked(
    chromium: tuple[Chromium, Listener], page: str
) -> None:
    _, told = chromium
    told.texts()
    told.app.push()
    told.tab("http://start.example/", "Start")


def test_chromium_tells_of_tabs_and_windows_as_they_come_to_the_front(
    chromium: tuple[Chromium, Listener], page: str
) -> None:
    browser, told = chromium
    second = browser.open("http://second.example/Second")
    told.tab("http://second.example/", "Second")
    browser.call("Target.activateTarget", targetId=page)
    told.tab("http://start.example/", "Start")
    # What happens in a tab behind it is nobody's business.
    browser.navigate(second, "http://behind.example/Behind")
    wait_until(lambda: browser.evaluate(second, "document.title") == "Behind", PATIENCE_S, "the page")
    third = browser.open("http://third.example/Third", window=True)
    told.tab("http://third.example/", "Third")
    assert "behind.example" not in told.texts()
    browser.call("Target.closeTarget", targetId=third)
    told.tab("http://start.example/", "Start")


def test_chromium_says_of_private_windows_that_one_is_in_front_at_most(
    chromium: tuple[Chromium, Listener], page: str
) -> None:
    browser, told = chromium
    told.level("full")
    told.tab("http://start.example/Start", "Start")

    before = len(told.all)
    # Without the user's leave an extension sees nothing of them.
    context = str(browser.call("Target.createBrowserContext")["browserContextId"])
    unseen = browser.open("http://unseen.example/Geheim", window=True, context=context)
    told.blur()
    browser.call("Target.closeTarget", targetId=unseen)
    browser.allow_private_windows()
    told.wait_for("the extension again", lambda said: said[0] == "browser-hello")
    told.wait_for("the page", lambda said: said[1].get("title") == "Start")
    create = "chrome.windows.create({incognito: true, url: 'http://seen.example/Geheim'})"
    browser.evaluate(browser.worker(), f"{create}.then(() => 1)")
    told.tab(None, None, private=True)
    (private,) = browser.targets("page", "http://seen.example/")
    wait_until(lambda: browser.evaluate(private, "document.title") == "Geheim", PATIENCE_S, "the page")
    browser.evaluate(private, "history.pushState({}, '', '/geheim'); document.title = 'Geheim 2'; 1")
    browser.call("Target.closeTarget", targetId=private)
    told.wait_for("an ordinary tab", lambda said: said[1].get("private") is False)
    told.texts()
    said = repr(told.all[before:])
    for word in ("unseen", "seen.example", "Geheim", "geheim"):
        assert word not in said, word


def test_chromium_tells_nothing_while_nothing_is_recorded(
    chromium: tuple[Chromium, Listener], page: str
) -> None:
    browser, told = chromium
    told.app.push(recording=False)
    told.tab(None, None)
    wait_for_icon(browser, "not recording")
    browser.navigate(page, "http://unrecorded.example/Unrecorded")
    wait_until(lambda: browser.evaluate(page, "document.title") == "Unrecorded", PATIENCE_S, "the page")
    told.app.push(recording=True, url_level="none")
    told.tab(None, "Unrecorded")
    assert told.texts().count("Unrecorded") == 1
    wait_for_icon(browser, "recording")


def hosts(browser: Chromium | Firefox) -> list[int]:
    """The hosts that a browser has running."""
    found: list[int] = []
    for name in os.listdir("/proc"):
        with suppress(OSError):
            if name.isdigit() and "worktracker-browser-host" in Path("/proc", name, "cmdline").read_text():
                parent = Path("/proc", name, "stat").read_text().rpartition(")")[2].split()[1]
                found += [int(name)] if int(parent) == browser.program.pid else []
    return found


def wait_for_icon(browser: Chromium, state: str) -> None:
    """Wait until the icon shows ``state``: its title, which is set with its picture."""
    ask = "globalThis.chrome?.action?.getTitle({})"  # a worker that has just begun has no name of the kind
    wait_until(
        lambda: browser.evaluate(browser.worker(), ask) == f"worktracker: {state}",
        PATIENCE_S,
        f"the icon to show {state}",
    )


def test_chromium_goes_on_after_a_killed_host_a_stopped_worker_and_a_restarted_app(
    desktop: VirtualDesktop, chromium: tuple[Chromium, Listener], page: str
) -> None:
    browser, told = chromium
    (host,) = hosts(browser)
    time.sleep(1.0)  # the host has lived for the second that counts as a good start
    wait_for_icon(browser, "recording")
    os.kill(host, signal.SIGKILL)
    told.wait_for("a new host", lambda said: said[0] == "browser-hello")
    told.tab("http://start.example/", "Start")
    wait_for_icon(browser, "recording")

    worker = browser.worker()
    (host,) = hosts(browser)
    browser.call("ServiceWorker.enable", page)
    browser.call("ServiceWorker.stopAllWorkers", page)
    wait_until(lambda: host not in hosts(browser), PATIENCE_S, "the host to end with its worker")
    assert worker not in browser.targets("service_worker", "chrome-extension://")
    browser.navigate(page, "http://awake.example/Awake")
    told.tab("http://awake.example/", "Awake")
    wait_for_icon(browser, "recording")

    # What changed while no worker was there is shown by the next one.
    browser.call("ServiceWorker.stopAllWorkers", page)
    wait_until(lambda: not hosts(browser), PATIENCE_S, "the host to end with its worker")
    told.app.push(recording=False)
    browser.navigate(page, "http://awake.example/Asleep")
    wait_for_icon(browser, "not recording")
    told.app.push(recording=True)
    told.tab("http://awake.example/", "Asleep")
    wait_for_icon(browser, "recording")

    # Hosts that can't be started any more: nothing is recorded, as far as anybody can tell.
    program = Worktracker(desktop, told.home)
    program.run("browser", "remove")
    for host in hosts(browser):
        os.kill(host, signal.SIGKILL)
    wait_for_icon(browser, "not recording")
    program.run("browser", "install", "chromium")

    def comes_back() -> bool:
        browser.evaluate(page, "document.title += '.'; 1")
        return bool(hosts(browser))

    wait_until(comes_back, PATIENCE_S, "a host for the next thing that happens")
    wait_for_icon(browser, "recording")

    # What goes wrong once while a host is started ends nothing.
    browser.evaluate(
        browser.worker(),
        "globalThis.kept = chrome.runtime.connectNative;"
        "chrome.runtime.connectNative = () => { throw new Error('once') }; 1",
    )
    for host in hosts(browser):
        os.kill(host, signal.SIGKILL)
    wait_for_icon(browser, "not recording")
    assert browser.evaluate(page, "document.title += '.'; 1")
    time.sleep(1.2)  # the first attempt after a host that had spoken has failed
    browser.evaluate(browser.worker(), "chrome.runtime.connectNative = kept; 1")
    wait_until(comes_back, PATIENCE_S, "a host for the next thing that happens")
    wait_for_icon(browser, "recording")

    told.app.close()
    wait_for_icon(browser, "not recording")
    told.restart()
    browser.navigate(page, "http://again.example/Again")
    told.tab("http://again.example/", "Again")
    assert len(hosts(browser)) == 1


def test_the_popup_pauses_resumes_and_excludes(chromium: tuple[Chromium, Listener], page: str) -> None:
    browser, told = chromium
    worker = browser.worker()
    browser.evaluate(worker, "chrome.action.openPopup().then(() => 1)")
    popup = wait_until(lambda: browser.targets("page", "chrome-extension://"), PATIENCE_S, "the popup")[0]

    def shows(name: str, text: str) -> None:
        script = f"document.getElementById('{name}').textContent"
        wait_until(lambda: browser.evaluate(popup, script) == text, PATIENCE_S, f"{name} to be {text!r}")

    def click(name: str) -> None:
        browser.evaluate(popup, f"document.getElementById('{name}').click()")

    shows("state", "Recording")
    shows("site", "start.example")
    click("switch")
    told.wait_for("the pause", lambda said: said == ("browser-pause", {}))
    told.app.push(recording=False)
    shows("state", "Not recording")
    click("switch")
    told.wait_for("the end of the pause", lambda said: said == ("browser-resume", {}))
    told.app.push(recording=True)
    shows("state", "Recording")
    error = {"title": "t", "message": "Not now.", "hint": "", "exit_code": 1}
    told.app.refusals["browser-exclude"] = {"v": 1, "ok": False, "error": error}
    click("exclude")
    shows("word", "Not now.")
    told.app.refusals.clear()
    click("exclude")
    told.wait_for("the rule", lambda said: said == ("browser-exclude", {"domain": "start.example"}))
    shows("word", "Nothing of start.example is recorded from now on.")


def test_firefox_tells_the_same(desktop: VirtualDesktop, pages: WebPages) -> None:
    told = listener_of(desktop, "firefox")
    browser = Firefox(desktop)
    try:
        _, greeting = told.wait_for("the greeting", lambda said: said[0] == "browser-hello")
        assert greeting == {"browser": "firefox", "pid": browser.program.pid}
        browser.navigate(f"http://user:geheim@www.example.org:{pages.port}/secret/One?q=geheim")
        told.tab("http://www.example.org/", "One")
        first = browser.here()
        browser.evaluate("history.pushState({}, '', '/geheim/two'); document.title = 'Two'")
        told.tab("http://www.example.org/", "Two")
        assert "geheim" not in told.texts()
        told.level("full")
        told.tab(f"http://www.example.org:{pages.port}/geheim/two", "Two")
        browser.open("tab", f"http://second.example:{pages.port}/Second")
        told.tab(f"http://second.example:{pages.port}/Second", "Second")
        browser.open("window", f"http://third.example:{pages.port}/Third")
        told.tab(f"http://third.example:{pages.port}/Third", "Third")
        browser.open("window", f"http://unseen.example:{pages.port}/Unseen", private=True)
        told.blur()
        browser.switch_to(first)
        told.tab(f"http://www.example.org:{pages.port}/geheim/two", "Two")
        assert "nseen" not in told.texts()
        (host,) = hosts(browser)
    finally:
        browser.close()
    wait_until(lambda: host not in hosts(browser), PATIENCE_S, "the host to end with its browser")
    told.app.close()
