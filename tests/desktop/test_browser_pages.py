"""Pages of browsers, through the real program: real windows, and a host on the real control socket."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any

import pytest

from tests.bench.meter import cost_of
from tests.desktop.browser import Host
from tests.desktop.virtual_desktop import Took, VirtualDesktop
from tests.desktop.window import Window
from tests.desktop.worktracker_program import PATIENCE_S, Worktracker, assert_at, end, ms_of
from tests.waiting import wait_until
from worktracker.app.opening import Opening
from worktracker.clock import SystemClock
from worktracker.home import Home
from worktracker.store.connection import Connection

pytestmark = pytest.mark.desktop

FIREFOX = ("Navigator", "firefox")
CHROMIUM = ("chromium", "Chromium")
TOLERANCE_MS = 300
DWELL_S = 0.7


@dataclass(frozen=True, slots=True)
class Kept:
    """A span of an export with what it says of the page."""

    start_ms: int
    end_ms: int
    state: str
    app: str | None
    title: str | None
    domain: str | None
    url: str | None

    @property
    def page(self) -> tuple[str | None, str | None, str | None]:
        return self.app, self.title, self.domain


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(keyring=True) as desktop:
        yield desktop


@pytest.fixture(autouse=True)
def _no_windows(desktop: VirtualDesktop) -> Iterator[None]:
    yield
    desktop.close_windows()


@pytest.fixture
def program(desktop: VirtualDesktop) -> Worktracker:
    program = Worktracker(desktop)
    program.agree()
    return program


HostOf = Callable[..., Host]


@pytest.fixture
def host_of(program: Worktracker) -> Iterator[HostOf]:
    """Connects the host of a window's browser; all end with the test."""
    with ExitStack() as hosts:

        def connect(window: Window, browser: str | None = "firefox", pid: int | None = None) -> Host:
            path = Home.from_environment(program.env).socket
            return hosts.enter_context(closing(Host(path, browser, window.pid if pid is None else pid)))

        yield connect


def kept(program: Worktracker) -> list[Kept]:
    """Everything stored, neighbours that say the same of the page as one."""
    found: list[Kept] = []
    for line in program.run("export", "--format", "jsonl").out.splitlines():
        each: dict[str, Any] = json.loads(line)
        texts = (each.get(name) for name in ("app", "title", "domain", "url"))
        span = Kept(ms_of(each["start"]), ms_of(each["end"]), each["state"], *texts)
        last = found[-1] if found else None
        if last and (last.page, last.url, last.state, last.end_ms) == (
            span.page, span.url, span.state, span.start_ms,
        ):  # fmt: skip
            span = Kept(last.start_ms, span.end_ms, span.state, span.app, span.title, span.domain, span.url)
            found.pop()
        found.append(span)
    return found


def activity(host: Host) -> dict[str, Any] | None:
    """What is recorded now, asked on the host's connection: a command would take a second."""
    return host.ask("status")["activity"]


def wait_for_domain(host: Host, domain: str | None) -> None:
    def is_seen() -> bool:
        return (activity(host) or {"domain": ...})["domain"] == domain

    wait_until(is_seen, PATIENCE_S, f"the domain {domain}")


@pytest.mark.exact
def test_domains_and_their_boundaries(desktop: VirtualDesktop, program: Worktracker, host_of: HostOf) -> None:
    editor = desktop.open_window("notes", ("editor", "Editor"))
    firefox = desktop.open_window("Start — Mozilla Firefox", FIREFOX)
    recorder = program.record()
    program.wait_for_title("Start — Mozilla Firefox")
    host = host_of(firefox)
    assert host.state == {"recording": True, "url_level": "domain"}
    boundaries: list[Took] = []

    def begins(title_first: bool | None, url: str, title: str, lag_s: float = 0.1) -> None:
        begun = time.time_ns() // 1_000_000
        if title_first:
            firefox.set_title(f"{title} — Mozilla Firefox")
            time.sleep(lag_s)
        host.tab(url, title)
        if title_first is False:
            time.sleep(lag_s)
            firefox.set_title(f"{title} — Mozilla Firefox")
        boundaries.append(Took(begun, begun))
        time.sleep(DWELL_S)

    time.sleep(DWELL_S)
    begins(None, "https://start.example", "Start")
    begins(True, "https://one.example:8443", "One")
    begins(False, "https://two.example", "Two")
    begins(None, "https://same.example", "Two")  # a page of the same title
    boundaries.append(desktop.activate(editor))
    host.blur()
    time.sleep(DWELL_S)
    host.tab("https://background.example", "Background")
    host.blur()
    boundaries.append(desktop.activate(firefox))
    time.sleep(0.1)
    host.tab("https://same.example", "Two")
    time.sleep(DWELL_S)
    killed_ms = time.time_ns() // 1_000_000
    host.close()
    boundaries.append(Took(killed_ms, killed_ms))
    wait_until(
        lambda: program.status()["activity"]["domain"] is None, PATIENCE_S, "no domain"
    )  # a browser may be back at once
    end(recorder)
    spans = kept(program)
    suffix = " — Mozilla Firefox"
    assert [span.page for span in spans] == [
        ("firefox", "Start" + suffix, None),
        ("firefox", "Start" + suffix, "start.example"),
        ("firefox", "One" + suffix, "one.example"),
        ("firefox", "Two" + suffix, "two.example"),
        ("firefox", "Two" + suffix, "same.example"),
        ("Editor", "notes", None),
        ("firefox", "Two" + suffix, "same.example"),
        ("firefox", "Two" + suffix, None),
    ]
    for number, (span, took) in enumerate(zip(spans[1:], boundaries, strict=True)):
        assert_at(span.start_ms, took, TOLERANCE_MS, f"boundary {number}")
    assert program.run("report", "--by", "domain").out.count("background") == 0


def test_what_is_excluded_from_the_popup_ends_at_once_and_purge_clears_its_past(
    desktop: VirtualDesktop, program: Worktracker, host_of: HostOf
) -> None:
    firefox = desktop.open_window("Mail — Mozilla Firefox", FIREFOX)
    recorder = program.record()
    program.wait_for_title("Mail — Mozilla Firefox")
    host = host_of(firefox)
    host.tab("https://MAIL.Example.org:8443", "Mail")
    wait_for_domain(host, "mail.example.org")
    time.sleep(0.5)
    excluded_ms = time.time_ns() // 1_000_000
    assert host.ask("browser-exclude", domain="example.org") == {}
    assert activity(host) is None
    time.sleep(0.5)
    firefox.set_title("News — Mozilla Firefox")
    host.tab("https://news.example", "News")
    wait_for_domain(host, "news.example")
    for url in ("https://straße.example", "https://xn--strae-oqa.example", "https://www.straße.example:444"):
        host.ask("browser-exclude", domain="xn--strae-oqa.example")
        host.tab(url, "News")
        wait_until(lambda: activity(host) is None, PATIENCE_S, f"nothing of {url}")
        host.tab("https://news.example", "News")
        wait_for_domain(host, "news.example")
    # The window tells the title before the extension tells the site: nothing of it may get in meanwhile.
    firefox.set_title("Secret of mine — Mozilla Firefox")
    time.sleep(0.5)
    host.tab("https://mail.example.org", "Secret of mine")
    wait_until(lambda: activity(host) is None, PATIENCE_S, "nothing of the secret")
    rules = [rule for rule in program.json("exclude", "list") if not rule["default"]]
    assert [(rule["domain"], rule["action"]) for rule in rules] == [
        ("example.org", "drop"),
        ("xn--strae-oqa.example", "drop"),
    ]
    for wrong in ("*", "a*", "", " ", "a/b", "x" * 254):
        refused = host.ask("browser-exclude", domain=wrong)
        assert refused["exit_code"] == 2
        assert len(wrong) < 2 or wrong not in json.dumps(refused)
    program.run("exclude", "add", "--domain", "example.org", "--purge")
    end(recorder)
    domains = {span.domain for span in kept(program)}
    assert domains == {None, "news.example"}
    assert not [span for span in kept(program) if span.start_ms > excluded_ms and span.title == "Mail"]
    with stored(program) as texts:
        assert "mail.example.org" not in texts
        assert "Secret" not in texts
        assert "news.example" in texts  # the search finds what is there


def test_only_web_pages_have_addresses(
    desktop: VirtualDesktop, program: Worktracker, host_of: HostOf
) -> None:
    program.set("record-urls", "full")
    firefox = desktop.open_window("Local — Mozilla Firefox", FIREFOX)
    recorder = program.record()
    program.wait_for_title("Local — Mozilla Firefox")
    host = host_of(firefox)
    assert host.state["url_level"] == "full"
    for number, url in enumerate(
        (
            "about:config", "file:///home/marker.example/salary.html", "file://marker.example/share/x",
            "chrome://settings", "data:text/html,marker", "javascript:marker()", "moz-extension://marker-1/page.html",
            "view-source:https://marker.example/",
            "https://user:marker@named.example/path?query=1",
        )
    ):  # fmt: skip
        title = f"Page {number}"
        host.tab(url, title)
        firefox.set_title(f"{title} — Mozilla Firefox")
        program.wait_for_title(f"{title} — Mozilla Firefox")
    end(recorder)
    with stored(program) as texts:
        assert "marker" not in texts
        assert "https://named.example/path?query=1" in texts
    assert {span.domain for span in kept(program)} == {None, "named.example"}


@pytest.mark.exact
def test_an_incognito_window_that_the_extension_can_not_see(
    desktop: VirtualDesktop, program: Worktracker, host_of: HostOf
) -> None:
    ordinary = desktop.open_window("News - Chromium", CHROMIUM)
    recorder = program.record()
    program.wait_for_app("Chromium")
    host = host_of(ordinary, "chromium")
    assert (activity(host) or {"title": ...})["title"] is None
    host.tab("https://news.example", "News")
    program.wait_for_title("News - Chromium")
    incognito = desktop.open_window("secret clinic - Chromium", CHROMIUM, focus=False)
    incognito.set_pid(ordinary.pid)
    left = desktop.activate(incognito)
    host.blur()
    program.wait_for_title(None)
    came = desktop.activate(ordinary)
    host.tab("https://news.example", "News")
    program.wait_for_title("News - Chromium")
    private = desktop.open_window("secret bank - Chromium", CHROMIUM, focus=False)
    private.set_pid(ordinary.pid)
    desktop.activate(private)
    host.tab(None, None, private=True)
    wait_until(lambda: activity(host) is None, PATIENCE_S, "the private window")
    end(recorder)
    spans = kept(program)
    assert [(span.state, *span.page) for span in spans] == [
        ("active", "Chromium", None, None),
        ("active", "Chromium", "News - Chromium", "news.example"),
        ("active", "Chromium", None, None),
        ("active", "Chromium", "News - Chromium", "news.example"),
        ("private", None, None, None),
    ]
    assert_at(spans[2].start_ms, left, TOLERANCE_MS, "the incognito window")
    assert_at(spans[3].start_ms, came, TOLERANCE_MS, "the ordinary window")
    with stored(program) as texts:
        assert "secret" not in texts
        assert "News - Chromium" in texts


@pytest.mark.exact
def test_two_profiles_in_one_process_and_another_browser(
    desktop: VirtualDesktop, program: Worktracker, host_of: HostOf
) -> None:
    home = desktop.open_window("Home - Chromium", CHROMIUM)
    work = desktop.open_window("Work - Chromium", CHROMIUM, focus=False)
    work.set_pid(home.pid)
    firefox = desktop.open_window("Fox — Mozilla Firefox", FIREFOX)
    recorder = program.record()
    program.wait_for_app("firefox")
    hosts = [host_of(home, "chromium"), host_of(home, "chromium"), host_of(firefox)]
    pages = [(home, "Home"), (work, "Work"), (firefox, "Fox")]
    took: list[Took] = []
    for turn in (0, 1, 2, 1):
        window, title = pages[turn]
        for number, host in enumerate(hosts):
            if number != turn:
                host.blur()
        took.append(desktop.activate(window))
        hosts[turn].tab(f"https://{title.lower()}.example", title)
        wait_for_domain(hosts[turn], f"{title.lower()}.example")
        time.sleep(0.4)
    end(recorder)
    spans = kept(program)[1:]
    assert [span.domain for span in spans] == ["home.example", "work.example", "fox.example", "work.example"]
    for span, each in zip(spans, took, strict=True):
        assert_at(span.start_ms, each, TOLERANCE_MS, str(span.domain))


@pytest.mark.exact
def test_a_browser_hears_of_the_state_and_stays_connected_at_no_cost(
    desktop: VirtualDesktop, program: Worktracker, host_of: HostOf
) -> None:
    firefox = desktop.open_window("News — Mozilla Firefox", FIREFOX)
    recorder = program.record()
    program.wait_for_title("News — Mozilla Firefox")
    assert program.status()["sources"]["browser"] is None
    assert program.json("browser", "status")["connected"] is False
    host = host_of(firefox)
    assert host.ask("status")["sources"]["browser"] == "extension"
    assert "The extension is connected." in program.run("browser", "status").out
    program.set("record-urls", "none")
    host.wait_for_state(recording=True, url_level="none")
    program.set("record-urls", "full")
    host.wait_for_state(recording=True, url_level="full")
    assert host.ask("browser-pause") == {}
    assert host.state == {"recording": False, "url_level": "full"}
    assert program.status()["state"] == "paused"
    assert host.ask("browser-resume") == {}
    assert host.state == {"recording": True, "url_level": "full"}
    program.run("stop")
    host.wait_for_state(recording=False, url_level="full")
    assert host.ask("browser-pause")["exit_code"] == 1
    program.run("start")
    host.wait_for_state(recording=True, url_level="full")
    host.tab("https://news.example", "News")
    wait_for_domain(host, "news.example")
    time.sleep(7)  # 5 s after the last input nobody is waited for any more
    before = cost_of(recorder.pid)
    time.sleep(6)
    assert cost_of(recorder.pid).since(before).wakeups <= 2
    host.close()
    wait_until(lambda: program.status()["sources"]["browser"] is None, PATIENCE_S, "its end")
    end(recorder)


def test_what_is_no_message_is_refused_without_its_content(
    desktop: VirtualDesktop, program: Worktracker, host_of: HostOf
) -> None:
    firefox = desktop.open_window("News — Mozilla Firefox", FIREFOX)
    recorder = program.record()
    program.wait_for_title("News — Mozilla Firefox")
    host = host_of(firefox)
    page: dict[str, object] = {
        "url": "https://marker.example",
        "title": "marker",
        "private": False,
        "audible": False,
    }
    for wrong in (
        page | {"extra": "marker"},
        page | {"url": 7},
        page | {"title": ["marker"]},
        page | {"private": "marker"},
        page | {"private": 1},
        page | {"audible": None},
        page | {"private": True},
        {"url": "https://marker.example"},
    ):
        refused = host.ask("browser-tab", **wrong)
        assert refused["exit_code"] == 1
        assert "marker" not in json.dumps(refused)
    for command, wrong in (
        ("browser-hello", {"browser": "marker", "pid": 1}),
        ("browser-blur", {"marker": 1}),
        ("browser-pause", {"for_ms": 5}),
        ("browser-resume", {"marker": 1}),
        ("browser-exclude", {}),
        ("browser-exclude", {"domain": 7}),
    ):
        refused = host.ask(command, **wrong)
        assert refused["exit_code"] == 1, command
        assert "marker" not in json.dumps(refused)
    for name, pid in (("", 1), ("x" * 65, 1), ("firefox", 0), ("firefox", -1), ("firefox", True)):
        assert host_of(firefox, name, pid).state["exit_code"] == 1
    host.tab("https://news.example", "News")
    wait_for_domain(host, "news.example")
    end(recorder)
    assert "marker" not in program.said()
    with stored(program) as texts:
        assert "marker" not in texts


class stored:  # noqa: N801 - read like a function
    """All texts of a store, as one."""

    def __init__(self, program: Worktracker) -> None:
        opened = Opening(Home.from_environment(program.env), SystemClock(), None, program.env).existing()
        assert opened is not None
        self._store = opened.store

    def __enter__(self) -> str:
        return _texts(self._store.connection)

    def __exit__(self, *_: object) -> None:
        self._store.close()


def _texts(connection: Connection) -> str:
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found: list[str] = []
    for table in tables:
        if table != "rule":
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
            found += (str(value) for row in rows for value in row)
    return "\n".join(found)
