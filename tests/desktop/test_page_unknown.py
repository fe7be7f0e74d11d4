"""Rules on sites and addresses hold in the running program also where no extension says what is open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.desktop.browser import Host
from tests.desktop.test_browser_pages import CHROMIUM, FIREFOX, activity, kept, stored, wait_for_domain
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import PATIENCE_S, Worktracker, end
from tests.waiting import wait_until
from worktracker.home import Home

pytestmark = pytest.mark.desktop

NEWS = "News — Mozilla Firefox"


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(keyring=True) as desktop:
        yield desktop


@pytest.fixture
def program(desktop: VirtualDesktop) -> Iterator[Worktracker]:
    program = Worktracker(desktop)
    program.agree()
    yield program
    desktop.close_windows()


def connect(program: Worktracker, pid: int, browser: str = "firefox") -> Host:
    return Host(Home.from_environment(program.env).socket, browser, pid)


def wait_for_title(host: Host, title: str | None) -> dict[str, Any]:
    """Wait for a title of the application in front, by a connection that is there."""

    def found() -> dict[str, Any]:
        seen = activity(host) or {"title": ...}
        return seen if seen["title"] == title else {}

    return wait_until(found, PATIENCE_S, f"the title {title!r}")


def test_an_excluded_site_stays_out_whether_its_extension_is_there_or_not(
    desktop: VirtualDesktop, program: Worktracker
) -> None:
    firefox = desktop.open_window("Account 1 — Mozilla Firefox", FIREFOX)
    recorder = program.record()
    program.wait_for_title("Account 1 — Mozilla Firefox")  # nobody has asked for a site yet
    program.run("exclude", "add", "--domain", "bank.example", "--purge")
    program.wait_for_title(None)
    assert program.status()["activity"] == {"app": "firefox", "title": None, "domain": None}
    firefox.set_title("Secret 2 — Mozilla Firefox")
    host = connect(program, firefox.pid)
    host.tab("https://bank.example/", "Secret 2")
    wait_until(lambda: activity(host) is None, PATIENCE_S, "nothing of what is excluded")
    # The connection ends while the page is open: it is not known any more, and then known again.
    host.close()
    wait_until(lambda: program.status()["activity"] is not None, PATIENCE_S, "the browser without its page")
    assert program.status()["activity"] == {"app": "firefox", "title": None, "domain": None}
    with closing(connect(program, firefox.pid)) as host:
        host.tab("https://bank.example/", "Secret 2")
        wait_until(lambda: activity(host) is None, PATIENCE_S, "nothing of what is excluded")
        firefox.set_title(NEWS)
        host.tab("https://news.example/", "News")
        wait_for_title(host, NEWS)
        # The extension falls silent: whatever the window shows next may be of that site.
        firefox.set_title("Secret 3 — Mozilla Firefox")
        assert wait_for_title(host, None)["domain"] is None
    end(recorder)
    with stored(program) as texts:
        assert "Secret" not in texts
        assert "News" in texts
    assert '"decided_by": "page-unknown"' in program.run("export", "--format", "jsonl", "--explain").out


def test_what_the_level_keeps_from_being_told_keeps_titles_out(
    desktop: VirtualDesktop, program: Worktracker
) -> None:
    program.run("exclude", "add", "--domain", "bank.example")
    program.run("exclude", "add", "--url", "https://mail.example/secret/*")
    firefox = desktop.open_window(NEWS, FIREFOX)
    recorder = program.record()
    program.wait_for_app("firefox")
    with closing(connect(program, firefox.pid)) as host:
        host.tab("https://news.example/", "News")
        wait_for_title(host, NEWS)
        host.tab("https://mail.example/", "Secret letter")
        firefox.set_title("Secret letter — Mozilla Firefox")
        assert wait_for_title(host, None)["domain"] == "mail.example"
        host.tab("https://news.example/", "News")
        firefox.set_title(NEWS)
        wait_for_title(host, NEWS)
        program.set("record-urls", "none")
        host.wait_for_state(recording=True, url_level="none")
        host.tab(None, "Secret account")
        firefox.set_title("Secret account — Mozilla Firefox")
        wait_for_title(host, None)
        program.set("record-urls", "full")
        host.wait_for_state(recording=True, url_level="full")
        host.tab("https://mail.example/public/1", "Letter")
        firefox.set_title("Letter — Mozilla Firefox")
        wait_for_title(host, "Letter — Mozilla Firefox")
        host.tab("https://mail.example/secret/1", "Secret letter")
        wait_until(lambda: activity(host) is None, PATIENCE_S, "nothing of what is excluded")
    end(recorder)
    with stored(program) as texts:
        assert "Secret" not in texts
        assert "Letter" in texts


def test_another_process_of_the_family_is_not_taken_for_the_one_that_tells(
    desktop: VirtualDesktop, program: Worktracker
) -> None:
    chrome = desktop.open_window("Inbox - Google Chrome", ("google-chrome", "Google-chrome"))
    recorder = program.record()
    program.wait_for_app("Google-chrome")
    with closing(connect(program, chrome.pid, "chrome")) as host:
        host.tab("https://mail.example/", "Inbox")
        wait_for_domain(host, "mail.example")
        for app, title in (
            (("brave-browser", "Brave-browser"), "Inbox - Brave"),
            (("google-chrome", "Google-chrome"), "Inbox - Google Chrome"),  # without the extension
            (CHROMIUM, "Inbox - Chromium"),
        ):
            desktop.open_window(title, app)
            wait_for_domain(host, None)
            desktop.activate(chrome)
            host.tab("https://mail.example/", "Inbox")
            wait_for_domain(host, "mail.example")
    end(recorder)
    assert {span.title for span in kept(program) if span.domain} == {"Inbox - Google Chrome"}
    assert {span.title for span in kept(program) if not span.domain} == {None}
