"""The window in front and what browsers say of their pages: every order in which the two may come."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worktracker.capture.browser import HOLD_MS, Joining, Page
from worktracker.capture.page_titles import Fit, fit
from worktracker.model.explanation import SeenBy
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample, Told

FIREFOX, CHROMIUM, EDITOR = "firefox", "Chromium", "Editor"
SUFFIX = {FIREFOX: " — Mozilla Firefox", CHROMIUM: " - Chromium", EDITOR: ""}
PID = 4711


def moment(ms: int) -> Moment:
    return Moment(10**12 + ms, ms, ms)


@dataclass(frozen=True)
class Came:
    number: int = 1
    name: str | None = "firefox"
    pid: int | None = PID


@dataclass(frozen=True)
class Window:
    number: int
    title: str
    app: str = FIREFOX
    pid: int | None = PID


@dataclass(frozen=True)
class Tab:
    url: str | None
    title: str | None
    number: int = 1
    private: bool = False


@dataclass(frozen=True)
class Blur:
    number: int = 1


@dataclass(frozen=True)
class Went:
    number: int = 1


Event = Came | Window | Tab | Blur | Went
Seen = tuple[int, str | None, str | None, str]
"""From when (ms), the title without the browser's name, the address, and ``vouched`` or ``private``."""


def play(*events: tuple[int, Event], until: int = 60_000) -> list[Seen]:
    """Everything that is passed on, each as it began; at the end nothing may be waiting."""
    joining = Joining()
    passed: list[Sample] = []

    def wait(ms: int) -> None:
        while joining.due_ms is not None and joining.due_ms <= ms:
            passed.extend(joining.pass_due(joining.due_ms))

    for ms, event in events:
        wait(ms)
        passed += _tell(joining, ms, event)
    wait(until)
    assert joining.due_ms is None
    return [_seen(sample) for sample in passed]


def _tell(joining: Joining, ms: int, event: Event) -> list[Sample]:
    at = moment(ms)
    match event:
        case Came(number, name, pid):
            joining.came(number, name, pid)
            return []
        case Window(number, title, app, pid):
            browser = app != EDITOR
            window, process = (number, pid) if browser else (None, None)
            shown = f"{title}{SUFFIX[app]}"
            return joining.window_changed(
                Sample(at, app, shown, seen_by=SeenBy.X11, window=window, pid=process)
            )
        case Tab(url, title, number, private):
            return joining.page_changed(number, Page(at, url, title, private))
        case Blur(number):
            return joining.blurred(number, at)
        case Went(number):
            return joining.went(number, at)


def _seen(sample: Sample) -> Seen:
    title = sample.title
    for suffix in SUFFIX.values():
        title = title.removesuffix(suffix) if title else title
    by_browser = sample.seen_by is SeenBy.BROWSER
    assert by_browser or not (sample.url or sample.vouched or sample.private_window)
    # Nobody has told of which page a title is that fits none.
    fits = sample.vouched or (by_browser and (title or "").startswith("A — Work"))
    assert sample.told is (Told.ALL if sample.window is None else Told.SITE if fits else Told.NOTHING)
    mark = "private" if sample.private_window else "vouched" if sample.vouched else ""
    return sample.at.awake_ms, title, sample.url, mark


A, B, C = "https://a.example/", "https://b.example/", "https://c.example/"
EDIT = Window(9, "notes", EDITOR)
SECRET = Tab(None, None, private=True)
OPEN: list[tuple[int, Event]] = [(0, Came()), (0, Window(1, "A")), (20, Tab(A, "A"))]
"""Firefox shows A since 0, and both say so."""
OPENED: list[Seen] = [(0, "A", A, "vouched")]
CHROME: list[tuple[int, Event]] = [
    (0, Came(name="chromium")),
    (0, Window(1, "A", CHROMIUM)),
    (20, Tab(A, "A")),
]

CASES: dict[str, tuple[list[tuple[int, Event]], list[Seen]]] = {
    "without any browser connected, windows pass as they are": (
        [(0, Window(1, "A")), (5000, EDIT)],
        [(0, "A", None, ""), (5000, "notes", None, "")],
    ),
    "the page's word before its window's": (
        [(0, Came()), (0, EDIT), (5000, Tab(A, "A")), (5030, Window(1, "A"))],
        [(0, "notes", None, ""), (5030, "A", A, "vouched")],
    ),
    "the window's word before its page's": (
        [(0, Came()), (0, EDIT), (5000, Window(1, "A")), (5200, Tab(A, "A"))],
        [(0, "notes", None, ""), (5000, "A", A, "vouched")],
    ),
    "another tab, its title first": (
        [*OPEN, (5000, Window(1, "B")), (5080, Tab(B, "B"))],
        [*OPENED, (5000, "B", B, "vouched")],
    ),
    "another tab, its page first": (
        [*OPEN, (5000, Tab(B, "B")), (5080, Window(1, "B"))],
        [*OPENED, (5000, "B", B, "vouched")],
    ),
    "another tab with the same title": (
        [*OPEN, (5000, Tab(B, "A"))],
        [*OPENED, (5000, "A", B, "vouched")],
    ),
    "another window of the same browser": (
        [*OPEN, (5000, Window(2, "B")), (5090, Tab(B, "B")), (9000, Tab(A, "A")), (9020, Window(1, "A"))],
        [*OPENED, (5000, "B", B, "vouched"), (9020, "A", A, "vouched")],
    ),
    "in-page navigation: the address changes, then the title": (
        [*OPEN, (5000, Tab(A + "2", "A")), (7000, Tab(A + "2", "A2")), (7005, Window(1, "A2"))],
        [*OPENED, (5000, "A", A + "2", "vouched"), (7000, "A2", A + "2", "vouched")],
    ),
    "away to another program, the browser's word first or last": (
        [*OPEN, (5000, Blur()), (5030, EDIT), (8000, Window(1, "A")), (8050, Tab(A, "A")),
         (9000, EDIT), (9040, Blur())],
        [*OPENED, (5030, "notes", None, ""), (8000, "A", A, "vouched"), (9000, "notes", None, "")],
    ),
    "a background tab says something while another program is in front": (
        [*OPEN, (5000, EDIT), (5010, Blur()), (7000, Tab(B, "B")), (7500, Tab(B, "notes"))],
        [*OPENED, (5000, "notes", None, "")],
    ),
    "a silent extension: the title changes, and nothing is told": (
        [*OPEN, (5000, Window(1, "B"))],
        [*OPENED, (5000, "B", None, "")],
    ),
    "a silent extension: the window comes back with another title": (
        [*OPEN, (5000, EDIT), (9000, Window(1, "B"))],
        [*OPENED, (5000, "notes", None, ""), (9000, "B", None, "")],
    ),
    "a silent extension: the window comes back as it was": (
        [*OPEN, (5000, EDIT), (9000, Window(1, "A"))],
        [*OPENED, (5000, "notes", None, ""), (9000, "A", None, "")],
    ),
    "an extension that is asked again: the window comes back as it was": (
        [*OPEN, (5000, EDIT), (9000, Window(1, "A")), (9050, Tab(A, "A"))],
        [*OPENED, (5000, "notes", None, ""), (9000, "A", A, "vouched")],
    ),
    "a silent extension: two titles one after the other": (
        [*OPEN, (5000, Window(1, "X")), (5900, Window(1, "Y"))],
        [*OPENED, (5000, None, None, ""), (5900, "Y", None, "")],
    ),
    "a silent extension: two titles one soon after the other": (
        [*OPEN, (5000, Window(1, "X")), (5200, Window(1, "Y"))],
        [*OPENED, (5000, "Y", None, "")],
    ),
    "two titles one after the other, of which the second is told": (
        [*OPEN, (5000, Window(1, "X")), (5900, Window(1, "Y")), (5950, Tab(B, "Y"))],
        [*OPENED, (5000, None, None, ""), (5900, "Y", B, "vouched")],
    ),
    "a late word counts from when it was received": (
        [*OPEN, (5000, Window(1, "B")), (9000, Tab(B, "B"))],
        [*OPENED, (5000, "B", None, ""), (9000, "B", B, "vouched")],
    ),
    "another page for half a second, whose title the window never shows": (
        [*OPEN, (5000, Tab(B, "B")), (5500, Tab(A, "A"))],
        [*OPENED, (5000, None, B, ""), (5500, "A", A, "vouched")],
    ),
    "another page for a moment": ([*OPEN, (5000, Tab(B, "B")), (5200, Tab(A, "A"))], OPENED),
    "a page without a title, whose address its window shows": (
        [*CHROME, (5000, Window(1, "b.example/secret/path", CHROMIUM)), (5040, Tab(B, None))],
        [*OPENED, (5000, None, B, "vouched")],
    ),
    "a page without a title, while the window shows another's address": (
        [*CHROME, (5000, Window(1, "b.example.org/secret", CHROMIUM)), (5040, Tab(B, None))],
        [*OPENED, (5000, None, B, "")],
    ),
    "a page without a title, while the window shows another's title": (
        [*CHROME, (5000, Tab(B, None))],
        [*OPENED, (5000, None, B, "")],
    ),
    "a tab of which nothing may be told": (
        [*CHROME, (5000, Tab(None, None)), (5010, Window(1, "A2", CHROMIUM))],
        [*OPENED, (5000, None, None, "")],
    ),
    "a page without a title of which no address may be told": (
        [*CHROME, (5000, Window(1, "b.example/secret/path", CHROMIUM)), (5040, Tab(None, None))],
        [*OPENED, (5000, None, None, "")],
    ),
    "a page without a title, whose window shows its address late": (
        [*CHROME, (5000, Tab(None, None)), (5040, Window(1, "b.example/secret/path", CHROMIUM))],
        [*OPENED, (5000, None, None, "")],
    ),
    "a word of no focus, then another tab": (
        [*OPEN, (5000, Blur()), (5200, Window(1, "B")), (5250, Tab(B, "B"))],
        [*OPENED, (5200, "B", B, "vouched")],
    ),
    "a word of no focus, and no other window": (
        [*OPEN, (5000, Blur()), (5700, EDIT)],
        [*OPENED, (5000, None, None, ""), (5700, "notes", None, "")],
    ),
    "a page whose title the window never shows": (
        [*OPEN, (5000, Tab(B, "b.example/x")), (5010, Window(1, "Something"))],
        [*OPENED, (5000, "Something", None, "")],
    ),
    "a page is told of after a title that does not fit": (
        [*OPEN, (5000, Window(1, "Something")), (5010, Tab(B, "b.example/x"))],
        [*OPENED, (5000, "Something", B, "")],
    ),
    "a page with something of the browser's behind its title": (
        [*OPEN, (5000, Window(1, "A — Work")), (5010, Tab(A, "A"))],
        [*OPENED, (5000, "A — Work", A, "")],
    ),
    "three pages in half a second, each with its title": (
        [
            *OPEN, (5000, Tab(B, "B")), (5020, Window(1, "B")), (5400, Window(1, "C")), (5440, Tab(C, "C")),
            (5800, Tab(A, "A")), (5820, Window(1, "A")),
        ],
        [*OPENED, (5000, "B", B, "vouched"), (5400, "C", C, "vouched"), (5800, "A", A, "vouched")],
    ),
    "three pages told of before the window shows the last": (
        [*OPEN, (5000, Tab(B, "B")), (5400, Tab(C, "C")), (5450, Window(1, "C"))],
        [*OPENED, (5000, None, B, ""), (5400, "C", C, "vouched")],
    ),
    "a private window of Firefox where the extension may see it": (
        [*OPEN, (5000, Window(2, "bank")), (5060, SECRET),
         (9000, Window(1, "A")), (9050, Tab(A, "A"))],
        [*OPENED, (5000, "bank", None, "private"), (9000, "A", A, "vouched")],
    ),
    "a private window, told of before it is seen": (
        [*OPEN, (5000, Tab(None, None, private=True)), (5040, Window(2, "bank"))],
        [*OPENED, (5000, "A", None, "private"), (5040, "bank", None, "private")],
    ),
    "a private window is left without a word": (
        [*OPEN, (5000, Window(2, "bank")), (5060, Tab(None, None, private=True)), (9000, Window(1, "A"))],
        [*OPENED, (5000, "bank", None, "private"), (9000, "A", None, "private")],
    ),
    "an incognito window that the extension may not see": (
        [*CHROME, (5000, Window(2, "bank", CHROMIUM)), (5030, Blur())],
        [*OPENED, (5000, "bank", None, "")],
    ),
    "an incognito window with the very title of the page told of last": (
        [*CHROME, (5000, Window(2, "A", CHROMIUM)), (5200, Blur())],
        [*OPENED, (5000, "A", None, "")],
    ),
    "an incognito window whose title begins with that of the page told of last": (
        [*CHROME, (5000, Window(2, "A - bank", CHROMIUM))],
        [*OPENED, (5000, "A - bank", None, "")],
    ),
    "an incognito window with the very title of a page told of just before": (
        [*CHROME, (4800, Tab(A + "2", "A")), (5000, Window(2, "A", CHROMIUM))],
        [*OPENED, (4800, "A", A + "2", "vouched"), (5000, "A", None, "")],
    ),
    "the extension goes while its page is open": (
        [*OPEN, (5000, Went())],
        [*OPENED, (5000, "A", None, "")],
    ),
    "the browser is killed: first its extension, then its window": (
        [*OPEN, (5000, Went()), (5005, EDIT)],
        [*OPENED, (5005, "notes", None, "")],
    ),
    "the extension goes and is back at once": (
        [*OPEN, (5000, Went()), (5400, Came(2)), (5450, Tab(A, "A", 2))],
        OPENED,
    ),
    "the extension goes, and its window shows something else before it is back": (
        [*OPEN, (5000, Went()), (5300, Window(1, "B")), (5450, Came(2)), (5470, Tab(B, "B", 2))],
        [*OPENED, (5000, None, None, ""), (5300, "B", B, "vouched")],
    ),
    "the extension of a browser goes that is not in front": (
        [*OPEN, (10, Came(2, "chromium", 4712)), (5000, Window(3, "B", EDITOR)), (5100, Went(2)),
         (5200, Window(1, "A")), (5210, Tab(A, "A"))],
        [*OPENED, (5000, "B", None, ""), (5200, "A", A, "vouched")],
    ),
    "the window closes": (
        [*OPEN, (5000, EDIT), (5020, Blur())],
        [*OPENED, (5000, "notes", None, "")],
    ),
    "the extension comes while its page is open": (
        [(0, Window(1, "A")), (5000, Came()), (5010, Tab(A, "A"))],
        [(0, "A", None, ""), (5010, "A", A, "vouched")],
    ),
    "two browsers": (
        [
            *OPEN, (10, Came(2, "chromium", 4712)), (4980, Blur(1)), (5000, Window(3, "B", CHROMIUM, 4712)),
            (5040, Tab(B, "B", 2)), (9000, Window(1, "A")), (9010, Blur(2)), (9030, Tab(A, "A")),
        ],
        [*OPENED, (5000, "B", B, "vouched"), (9000, "A", A, "vouched")],
    ),
    "two browsers, of which the other tells a page": (
        [*OPEN, (10, Came(2, "chromium", 4712)), (5000, Tab(B, "A", 2))],
        OPENED,
    ),
    "two profiles in one process, told apart by their titles": (
        [
            *CHROME, (10, Came(2, "chromium")), (4980, Blur(1)), (5000, Window(3, "B", CHROMIUM)),
            (5040, Tab(B, "B", 2)),
            (9000, Window(1, "A", CHROMIUM)), (9010, Blur(2)), (9030, Tab(A, "A", 1)),
        ],
        [*OPENED, (5000, "B", B, "vouched"), (9000, "A", A, "vouched")],
    ),
    "two profiles in one process, of which neither fits": (
        [*CHROME, (10, Came(2, "chromium")), (5000, Window(3, "B", CHROMIUM)), (5040, Tab(C, "C", 2))],
        [*OPENED, (5000, "B", None, "")],
    ),
    "two profiles in one process, of which both fit": (
        [*CHROME, (10, Came(2, "chromium")), (5000, Tab(B, "A", 2))],
        [*OPENED, (5000, "A", None, "")],
    ),
    "two profiles in one process, one of them with a private window": (
        [*CHROME, (10, Came(2, "chromium")), (5000, Window(3, "bank", CHROMIUM)),
         (5010, Tab(None, None, 2, private=True))],
        [*OPENED, (5000, "bank", None, "private")],
    ),
    "a sandbox hides the process: the only browser of its kind, by title": (
        [(0, Came()), (0, Window(1, "A", pid=None)), (20, Tab(A, "A")), (5000, Window(1, "B", pid=None)),
         (5010, Tab(B, "x"))],
        [*OPENED, (5000, "B", None, "")],
    ),
    "a sandbox hides the process: two browsers of the kind": (
        [(0, Came(1)), (0, Came(2, pid=4712)), (0, Window(1, "A", pid=None)), (20, Tab(A, "A"))],
        [(0, "A", None, "")],
    ),
    "a sandbox hides the process: a browser of another kind": (
        [(0, Came(name="chromium")), (0, Window(1, "A", pid=None)), (20, Tab(A, "A"))],
        [(0, "A", None, "")],
    ),
    "a sandbox hides the browser's process, not the window's": (
        [(0, Came(pid=None)), (0, Window(1, "A")), (20, Tab(A, "A"))],
        [(0, "A", A, "vouched")],
    ),
    "another process of the same browser, without an extension": (
        [*CHROME, (5000, Window(5, "A", CHROMIUM, 4712))],
        [*OPENED, (5000, "A", None, "")],
    ),
    "a browser of the same family whose process is hidden": (
        [(0, Came(name="chrome")), (0, Window(1, "A", CHROMIUM, None)), (20, Tab(A, "A"))],
        [(0, "A", None, "")],
    ),
    "a browser without a name, by its process only": (
        [(0, Came(name=None)), (0, Window(1, "A")), (20, Tab(A, "A")), (5000, Window(2, "A", pid=4712))],
        [*OPENED, (5000, "A", None, "")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_joined(case: str) -> None:
    events, expected = CASES[case]
    assert play(*events) == expected


def test_what_is_not_sure_is_not_passed_on_before_its_time() -> None:
    """A title that a rule on its site would have kept out must not be seen before the site is known."""
    joining = Joining()
    for ms, event in OPEN:
        _tell(joining, ms, event)
    assert _tell(joining, 5000, Window(1, "bank")) == []
    assert joining.due_ms == 5000 + HOLD_MS
    assert joining.pass_due(5000 + HOLD_MS - 1) == []
    [sample] = _tell(joining, 5000 + HOLD_MS - 1, Tab(B, "bank"))
    assert (sample.at.awake_ms, sample.url) == (5000, B)
    assert joining.due_ms is None


def test_what_another_window_overtakes_shows_nothing_of_its_content() -> None:
    assert play(*OPEN, (5000, Window(1, "bank")), (5500, EDIT)) == [
        *OPENED,
        (5000, None, None, ""),
        (5500, "notes", None, ""),
    ]
    assert play(*OPEN, (5000, Window(1, "bank")), (5200, EDIT)) == [*OPENED, (5200, "notes", None, "")]


def test_a_title_that_spins_stays_with_its_site_and_settles() -> None:
    events: list[tuple[int, Event]] = []
    for turn in range(100):
        at = 5000 + turn * 50
        events += [(at, Window(1, f"{turn} of 100")), (at + 20, Tab(A, f"{turn} of 100"))]
    seen = play(*OPEN, *events)
    assert {url for _, _, url, _ in seen} == {A}
    assert {mark for *_, mark in seen} == {"vouched"}
    assert 4 <= len(seen) <= 8
    assert seen[-1][1] == "99 of 100"


def test_a_title_that_spins_faster_than_it_is_told_stays_with_its_site() -> None:
    events: list[tuple[int, Event]] = []
    for turn in range(300):
        events.append((5000 + turn * 10, Window(1, f"{turn} of 300")))
        if turn % 10 == 9:
            events.append((5000 + turn * 10 + 5, Tab(A, f"{turn - 3} of 300")))
    last = 5000 + 299 * 10 + 5
    # The page stays as it was passed on first; what the last title is about, nobody has said.
    assert play(*OPEN, *events) == [*OPENED, (last, "299 of 300", A, "")]
    assert play(*OPEN, *events, (last + 500, EDIT)) == [*OPENED, (last + 500, "notes", None, "")]
    page_b: list[tuple[int, Event]] = [(last + 500, Tab(B, "B")), (last + 510, Window(1, "B"))]
    assert play(*OPEN, *events, *page_b) == [*OPENED, (last + 500, "B", B, "vouched")]


def test_a_title_that_was_told_before_passes_at_once() -> None:
    joining = Joining()
    for ms, event in [*OPEN, (5000, Window(1, "(1) A"))]:
        _tell(joining, ms, event)
    [changed] = joining.pass_due(6000)
    assert changed.url is None
    [back] = _tell(joining, 9000, Window(1, "A"))
    assert (back.at.awake_ms, back.url, back.vouched) == (9000, A, True)


def test_nothing_is_passed_on_of_what_was_held_when_the_desktop_is_gone() -> None:
    joining = Joining()
    for ms, event in [*OPEN, (5000, Window(1, "B"))]:
        _tell(joining, ms, event)
    joining.lost_sight()
    assert joining.due_ms is None
    assert _tell(joining, 5100, Tab(B, "B")) == []


def test_whoever_may_know_is_asked_when_its_window_comes_to_the_front() -> None:
    joining = Joining()
    for ms, event in [*OPEN, (10, Came(2, "chromium", 4712))]:
        _tell(joining, ms, event)
    for ms, event, asked in (
        (1000, Window(1, "B"), []),  # another title is the extension's to tell
        (3000, EDIT, []),
        (4000, Window(1, "A"), [1]),
        (5000, Window(2, "A"), [1]),
        (6000, Window(7, "A", CHROMIUM, 4712), [2]),
        (7000, Window(8, "A", CHROMIUM, 4713), []),
    ):
        _tell(joining, ms, event)
        assert joining.to_ask == asked, ms


@pytest.mark.parametrize(
    ("page", "window", "how"),
    [
        ("Inbox", "Inbox — Mozilla Firefox", Fit.FULL),
        ("Inbox", "Inbox - Chromium", Fit.FULL),
        ("Inbox", "Inbox - Google Chrome", Fit.FULL),
        ("Inbox", "Inbox - Brave", Fit.FULL),
        ("Inbox", "Inbox — Mozilla Firefox-ом", Fit.FULL),
        ("Inbox", "Inbox - Work - Microsoft\u200b Edge", Fit.FULL),
        ("Inbox", "Inbox", Fit.FULL),
        ("In  box\n", "In box — Mozilla Firefox", Fit.FULL),
        ("צ", "\u202bצ\u202c - Chromium", Fit.FULL),
        ("x" * 5000, "x" * 1024, Fit.FULL),
        ("Inbox", "Inbox — Work — Mozilla Firefox", Fit.NEARLY),
        ("Inbox", "Inbox - bank - Chromium", Fit.NEARLY),
        ("Inbox", "Inbox - bank", Fit.NEARLY),
        ("Inbox", "Inbox (3) - Chromium", Fit.NONE),
        ("Inbox", "Inboxes - Chromium", Fit.NONE),
        ("Inbox", "My Inbox - Chromium", Fit.NONE),
        ("", "Mozilla Firefox", Fit.NONE),
        (None, "Mozilla Firefox", Fit.NONE),
        ("Inbox", None, Fit.NONE),
        (" - Chromium", "bank - Chromium", Fit.NONE),
    ],
)
def test_titles_that_fit(page: str | None, window: str | None, how: Fit) -> None:
    assert fit(page, window) is how


EVENTS = st.one_of(
    st.builds(
        Window, st.integers(1, 3), st.sampled_from("ABC"), st.sampled_from([FIREFOX, CHROMIUM, EDITOR])
    ),
    st.builds(lambda title: Tab(f"https://{title.lower()}.example/", title), st.sampled_from("ABC")),
    st.just(Tab(None, None, private=True)),
    st.just(Blur()),
)


@given(st.lists(st.tuples(st.integers(0, 1500), EVENTS), max_size=30))
def test_what_is_vouched_for_fits_and_no_page_counts_for_another_program(
    steps: list[tuple[int, Event]],
) -> None:
    at, events = 0, list[tuple[int, Event]]([(0, Came())])
    for wait, event in steps:
        at += wait
        events.append((at, event))
    for _, title, url, mark in play(*events, until=at + 60_000):
        if mark == "vouched":
            assert url is not None
            assert title == url[len("https://")].upper()
        if mark == "private" or title == "notes":
            assert url is None
