"""Rules at work on real windows: what they keep out, and that none makes the recording late."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.desktop.virtual_desktop import Took, VirtualDesktop
from tests.desktop.worktracker_program import PATIENCE_S, Exported, Worktracker, assert_at, end, gaps_between
from tests.waiting import wait_until
from worktracker.app.opening import Opening
from worktracker.clock import SystemClock
from worktracker.home import Home

pytestmark = [pytest.mark.desktop, pytest.mark.exact]

TOLERANCE_MS = 150
DWELL_S = 0.3
LONG = 10_000

# Each takes a backtracking matcher longer than the age of the universe on one of the titles below.
BOMBS = [
    "(a+)+$",
    "^(a|a)*$",
    "^([a-z]+)*$",
    "(a|aa)+$",
    r"^(\w+\s?)*$",
    "(x+x+)+y",
    "^(.*)*z$",
    "(a?){50}a{50}c",
]
GLOB_BOMBS = ["*a*a*a*a*a*a*a*a*a*a*z", "*?*?*?*?*?*?*?*?*z"]
# Ends that no pattern fits; more than 4 kB are not read of any title.
TITLES = [begin + "!" * (LONG - 3000) for begin in ("a" * 3000, "x" * 3000, "a " * 1500)]


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(keyring=True) as desktop:
        yield desktop


@pytest.fixture(autouse=True)
def _no_windows(desktop: VirtualDesktop) -> Iterator[None]:
    yield
    desktop.close_windows()


def told(spans: list[Exported]) -> list[tuple[str, str | None, str | None]]:
    """What spans say, neighbours that say the same as one."""
    found: list[tuple[str, str | None, str | None]] = []
    for span in spans:
        each = (span.state, span.app, span.title)
        if found[-1:] != [each]:
            found.append(each)
    return found


def test_no_pattern_makes_the_recording_late(desktop: VirtualDesktop) -> None:
    program = Worktracker(desktop)
    program.agree()
    for bomb in BOMBS:
        program.run("exclude", "add", "--regex", "--title", bomb)
    for bomb in GLOB_BOMBS:
        program.run("exclude", "add", "--title", bomb)
    windows = [desktop.open_window(title, (f"w{n}", f"W{n}")) for n, title in enumerate(TITLES)]
    recorder = program.record()
    program.wait_for_title("a " * 511 + "a…")
    order = [0, 1, 2, 1, 0, 2]
    switches: list[Took] = []
    for number in order:
        time.sleep(DWELL_S)
        switches.append(desktop.activate(windows[number]))
    time.sleep(DWELL_S)
    end(recorder)
    spans = program.spans()
    assert [span.app for span in spans] == ["W2", *(f"W{number}" for number in order)]
    assert [span.title for span in spans[1:4]] == ["a" * 1023 + "…", "x" * 1023 + "…", "a " * 511 + "a…"]
    assert gaps_between(spans) == []
    for number, (span, took) in enumerate(zip(spans[1:], switches, strict=True)):
        assert took.before_ms - 2 <= span.start_ms
        assert_at(span.start_ms, took, TOLERANCE_MS, f"switch {number}")


def test_what_rules_exclude_leaves_no_title_and_no_more_than_its_time(desktop: VirtualDesktop) -> None:
    program = Worktracker(desktop)
    program.agree()
    program.run("exclude", "add", "--title", "*diary*")
    program.run("exclude", "add", "--title", "SALARY*", "--action", "private")
    program.run("exclude", "add", "--app", "chat", "--action", "hide-title")
    plain = desktop.open_window("plain", ("editor", "Editor"))
    recorder = program.record()
    program.wait_for_title("plain")
    seen: list[Took] = []
    for title, app in (
        ("my diary", "Editor"), ("salary.ods", "Calc"), ("Anna: hello", "Chat"), ("My.kdbx", "KeePassXC"),
        ("Unlock", "i3lock"), ("pinentry-fltk", "FLTK"), ("sketch", "FLTK"),
    ):  # fmt: skip
        seen.append(desktop.open_window(title, (app.lower(), app)).opened)
        time.sleep(DWELL_S)
        desktop.activate(plain)
        time.sleep(DWELL_S)
    end(recorder)
    spans = program.spans()
    editor, private = ("active", "Editor", "plain"), ("private", None, None)
    assert told(spans) == [
        editor,  # and a gap for the diary
        private, editor, ("active", "Chat", None), editor, private,
        editor,  # and a gap for the lock screen
        private, editor, ("active", "FLTK", "sketch"), editor,
    ]  # fmt: skip
    gaps = gaps_between(spans)
    assert len(gaps) == 2
    for (start, _), took in zip(gaps, (seen[0], seen[4]), strict=True):
        assert_at(start, took, TOLERANCE_MS, "a gap")


def test_a_rule_that_can_not_be_read_is_private_and_marked(desktop: VirtualDesktop) -> None:
    program = Worktracker(desktop)
    program.agree()
    program.run("exclude", "add", "--app", "Bank", "--title", "*", "--action", "hide-title")
    bank, editor = ("--app", "Bank", "--title", "account"), ("--app", "Editor", "--title", "plain")
    # A syntax that nobody knows may match anything; the rest only what its other conditions say.
    for damage, of_editor in (
        ("action = 'mask'", None),
        ("action = 'drop', regex = 7", "unsure"),
        ("regex = 1, title = '('", None),
    ):
        break_rule(program, damage)
        [broken] = [rule for rule in program.json("exclude", "list") if not rule["readable"]]
        assert broken["app"] == "Bank"
        assert program.json("exclude", "test", *bank)["reason"] == "unsure", damage
        assert program.json("exclude", "test", *editor)["reason"] == of_editor, damage
    [line] = [line for line in program.run("exclude", "list").out.splitlines() if "can't be read" in line]
    assert "Bank" in line
    desktop.open_window("plain", ("editor", "Editor"))
    recorder = program.record()
    program.wait_for_title("plain")
    desktop.open_window("account", ("bank", "Bank"))
    wait_until(lambda: program.status()["activity"] is None, PATIENCE_S, "the private window")
    end(recorder)
    assert told(program.spans()) == [("active", "Editor", "plain"), ("private", None, None)]


def break_rule(program: Worktracker, damage: str) -> None:
    """Write into the rule on Bank what no version of the program does."""
    opened = Opening(Home.from_environment(program.env), SystemClock(), None, program.env).existing()
    assert opened is not None
    try:
        opened.store.connection.execute("PRAGMA ignore_check_constraints = ON")
        opened.store.connection.execute(f"UPDATE rule SET {damage} WHERE app = 'Bank'")  # noqa: S608
    finally:
        opened.store.close()
