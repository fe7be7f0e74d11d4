"""What connected browsers say and hear: how much of it, and when."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping

import pytest

from tests.fake_clock import FakeClock
from worktracker.app.browsers import ON_THE_WAY_MS, TABS_PER_TURN, TURN_MS, Browsers
from worktracker.control.protocol import ProtocolError, Request
from worktracker.model.sample import Sample, Told
from worktracker.privacy.levels import UrlLevel


class Turns:
    """A loop whose time is a clock's that is moved by hand."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.waiting: list[tuple[int, int, Call]] = []
        self.made = 0

    def call_later(self, delay_ms: int, callback: Callable[[], None]) -> Call:
        self.made += 1
        call = Call(callback)
        heapq.heappush(self.waiting, (self._clock.now().awake_ms + delay_ms, self.made, call))
        return call

    def pass_time(self, ms: int) -> None:
        end = self._clock.now().awake_ms + ms
        while self.waiting and self.waiting[0][0] <= end:
            due, _, call = heapq.heappop(self.waiting)
            self._clock.pass_time(max(0, due - self._clock.now().awake_ms))
            if call.callback is not None:
                call.callback()
        self._clock.pass_time(end - self._clock.now().awake_ms)

    def pending(self) -> int:
        return sum(call.callback is not None for _, _, call in self.waiting)

    def add_reader(self, fd: int, callback: Callable[[], None]) -> None:
        raise NotImplementedError

    def remove_reader(self, fd: int) -> None:
        raise NotImplementedError

    def call_soon_threadsafe(self, callback: Callable[[], None]) -> None:
        raise NotImplementedError


class Call:
    def __init__(self, callback: Callable[[], None]) -> None:
        self.callback: Callable[[], None] | None = callback

    def cancel(self) -> None:
        self.callback = None


class Host:
    """A connection, and what was pushed on it."""

    def __init__(self) -> None:
        self.pushed: list[tuple[str, Mapping[str, object]]] = []
        self._closed: list[Callable[[], None]] = []

    def on_close(self, callback: Callable[[], None]) -> None:
        self._closed.append(callback)

    def push(self, event: str, fields: Mapping[str, object]) -> None:
        self.pushed.append((event, fields))

    def close(self) -> None:
        for callback in self._closed:
            callback()


class Stage:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.loop = Turns(self.clock)
        self.seen: list[Sample] = []
        self.browsers = Browsers(
            self.clock, self.loop, self.seen.append, lambda pid: "firefox" if pid == 7 else None
        )
        self.host = Host()

    def hello(self) -> dict[str, object]:
        return self.browsers.hello(Request("browser-hello", {"browser": "firefox", "pid": 7}), self.host)

    def window(self, title: str, pid: int = 7) -> None:
        shown = f"{title} — Mozilla Firefox"
        self.browsers.window_changed(Sample(self.clock.now(), "firefox", shown, window=1, pid=pid))

    def editor(self) -> None:
        self.loop.pass_time(1000)
        self.browsers.window_changed(Sample(self.clock.now(), "Editor", "notes"))

    def say(self, url: str | None) -> None:
        self.loop.pass_time(100)
        fields: dict[str, object] = {"url": url, "title": "News", "private": False, "audible": False}
        self.browsers.tab(Request("browser-tab", fields), self.host)

    def tab(self, number: int, title: str = "News", *, private: bool = False) -> None:
        content = (None, None) if private else (f"https://{number}.example", title)
        fields: dict[str, object] = {
            "url": content[0],
            "title": content[1],
            "private": private,
            "audible": False,
        }
        self.browsers.tab(Request("browser-tab", fields), self.host)

    def urls(self) -> list[str | None]:
        return [sample.url for sample in self.seen]


@pytest.fixture
def stage() -> Stage:
    """While there is recording, at the level ``domain``."""
    stage = Stage()
    stage.browsers.tell(recording=True, urls=UrlLevel.DOMAIN)
    return stage


def test_of_too_many_words_the_newest_counts_soon(stage: Stage) -> None:
    stage.hello()
    stage.window("News")
    for number in range(1000):
        stage.tab(number)
    assert len(stage.seen) <= TABS_PER_TURN
    assert stage.urls()[-1] == f"https://{TABS_PER_TURN - 1}.example"
    stage.loop.pass_time(TURN_MS)
    assert stage.urls()[-1] == "https://999.example"
    assert stage.loop.pending() == 0
    assert TURN_MS <= 300  # the boundaries' tolerance


def test_at_twenty_words_a_second_each_counts(stage: Stage) -> None:
    stage.hello()
    stage.window("News")
    for number in range(100):
        stage.tab(number)
        stage.loop.pass_time(50)
    assert stage.urls() == [f"https://{number}.example" for number in range(100)]


def test_a_private_tab_is_never_put_off_nor_undone(stage: Stage) -> None:
    stage.hello()
    stage.window("News")
    for number in range(50):
        stage.tab(number)
    stage.tab(0, private=True)
    assert stage.seen[-1].private_window
    stage.loop.pass_time(10 * TURN_MS)
    assert stage.seen[-1].private_window


def test_a_blur_undoes_what_waits(stage: Stage) -> None:
    stage.hello()
    stage.window("News")
    for number in range(50):
        stage.tab(number)
    stage.browsers.blur(Request("browser-blur", {}), stage.host)
    stage.loop.pass_time(5000)
    assert stage.urls()[-1] is None
    assert "https://49.example" not in stage.urls()


def test_nothing_waits_at_rest(stage: Stage) -> None:
    stage.hello()
    stage.window("News")
    stage.tab(1)
    stage.loop.pass_time(5000)
    assert stage.loop.pending() == 0


def test_the_state_is_told_when_it_changes_and_only_then() -> None:
    stage = Stage()
    assert stage.hello() == {"recording": False, "url_level": "none"}
    stage.browsers.tell(urls=UrlLevel.DOMAIN)
    stage.browsers.tell(recording=True)
    stage.browsers.tell(recording=True, urls=UrlLevel.DOMAIN)
    assert stage.host.pushed == [
        ("state", {"recording": False, "url_level": "domain"}),
        ("state", {"recording": True, "url_level": "domain"}),
    ]
    stage.host.close()
    stage.browsers.tell(recording=False)
    assert len(stage.host.pushed) == 2
    assert stage.browsers.source is None


def test_whoever_has_not_said_hello_tells_nothing(stage: Stage) -> None:
    with pytest.raises(ProtocolError):
        stage.tab(1)
    with pytest.raises(ProtocolError):
        stage.browsers.blur(Request("browser-blur", {}), stage.host)
    stage.hello()
    with pytest.raises(ProtocolError):
        stage.hello()


def test_ending_connections_change_nothing_once_it_is_closed(stage: Stage) -> None:
    stage.hello()
    stage.window("News")
    stage.tab(1)
    count = len(stage.seen)
    stage.browsers.close()
    stage.host.close()
    assert len(stage.seen) == count
    assert stage.loop.pending() == 0


def test_a_browser_whose_window_comes_to_the_front_is_asked_once_what_it_shows(stage: Stage) -> None:
    stage.hello()
    state = ("state", {"recording": True, "url_level": "domain"})
    for turn in range(5):  # and answers none of it
        stage.editor()
        stage.window("News")
        assert stage.host.pushed == [state], turn
    stage.tab(1)
    assert stage.urls()[-1] == "https://1.example"
    stage.editor()
    stage.window("News")
    assert stage.host.pushed == [state] * 2
    stage.browsers.blur(Request("browser-blur", {}), stage.host)
    stage.editor()
    stage.window("News")
    assert stage.host.pushed == [state] * 3
    stage.tab(2)
    stage.window("Other")
    assert stage.host.pushed == [state] * 3


def test_a_page_that_was_cut_before_the_level_rose_may_be_any_page(stage: Stage) -> None:
    """It was on its way: nobody knows its site, so a rule for sites must not take it for another's."""
    stage.hello()
    stage.browsers.tell(recording=True, urls=UrlLevel.NONE)
    stage.window("News")
    stage.host.pushed.clear()
    stage.browsers.tell(urls=UrlLevel.DOMAIN)
    stage.browsers.tell(urls=UrlLevel.FULL)
    stage.say(None)
    assert stage.seen[-1].told is Told.NOTHING
    stage.tab(1)
    assert stage.seen[-1].told is Told.SITE
    for page in ("/page", "/?query", "?query", "/a/"):
        stage.say(f"https://1.example{page}")
        assert stage.seen[-1].told is Told.ALL, "what was cut has none of that"
        stage.say("https://1.example/")
        assert stage.seen[-1].told is Told.SITE
    stage.loop.pass_time(ON_THE_WAY_MS)
    assert len(stage.host.pushed) == 3, "it is asked to say again what it shows"
    stage.tab(1)
    assert stage.seen[-1].told is Told.ALL
    stage.browsers.tell(urls=UrlLevel.DOMAIN)
    stage.tab(2)
    stage.window("News")
    assert stage.seen[-1].told is Told.SITE, "what knows more is cut"


@pytest.mark.parametrize(
    ("level", "told"), [("none", Told.NOTHING), ("domain", Told.SITE), ("full", Told.ALL)]
)
def test_how_much_is_told_of_a_page_is_up_to_the_level(stage: Stage, level: str, told: Told) -> None:
    stage.hello()
    stage.browsers.tell(urls=UrlLevel(level))
    stage.loop.pass_time(ON_THE_WAY_MS)
    stage.window("News")
    stage.tab(1)
    assert stage.seen[-1].told is told


def test_what_is_said_while_nothing_is_recorded_tells_of_no_page(stage: Stage) -> None:
    stage.hello()
    stage.browsers.tell(recording=False)
    stage.tab(1)
    stage.browsers.tell(recording=True)
    stage.window("News")
    stage.loop.pass_time(5000)
    assert [(sample.url, sample.told) for sample in stage.seen] == [(None, Told.NOTHING)]
    assert stage.seen[-1].title == "News — Mozilla Firefox"
    stage.browsers.tell(recording=False)
    stage.tab(1, private=True)
    assert stage.seen[-1].private_window


def test_a_process_that_is_not_here_says_nothing_against_a_window(stage: Stage) -> None:
    stage.browsers.hello(Request("browser-hello", {"browser": "firefox", "pid": 8}), stage.host)
    stage.window("News")
    stage.tab(1)
    assert stage.urls() == ["https://1.example"]


def test_a_process_that_is_here_is_not_taken_for_another(stage: Stage) -> None:
    stage.hello()
    stage.window("News", pid=9)
    stage.tab(1)
    stage.loop.pass_time(5000)
    assert set(stage.urls()) == {None}
