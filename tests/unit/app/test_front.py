"""What "this" means in the menu: what was in front last, and the part of its address that was registered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from publicsuffixlist import PublicSuffixList

from tests.desktop.stored_day import UTC, open_home
from worktracker.app.front import Front, last_in_front
from worktracker.app.opening import OpenStore
from worktracker.app.public_suffix import registrable
from worktracker.model.change import Change
from worktracker.model.moment import Moment
from worktracker.model.span import Activity, Reason, Span, State
from worktracker.privacy.rules import Action, Facts, Rule, compile_rule
from worktracker.recorder.recorder import Content

NOW_MS = 1_800_000_000_000


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenStore]:
    opened = open_home(tmp_path)
    yield opened
    opened.store.close()


def front(opened: OpenStore, content: Content | None = None) -> Front | None:
    recording: Any = SimpleNamespace(
        recorder=SimpleNamespace(content=content),
        clock=SimpleNamespace(now=lambda: Moment(NOW_MS, 0, 0)),
        opened=opened,
    )
    return last_in_front(recording)


def record(opened: OpenStore, *spans: tuple[int, State, Activity | None]) -> None:
    """Spans of ten seconds, so many seconds ago."""
    for ago_s, state, activity in spans:
        at = NOW_MS - ago_s * 1_000
        reason = Reason.RULE if state is State.PRIVATE else Reason.NONE
        opened.store.journal.write(Change((Span(at, at + 10_000, state, UTC, activity, reason),)))
    assert opened.store.journal.flush()


def test_the_newest_that_is_not_ours_and_no_absence(opened: OpenStore) -> None:
    record(
        opened,
        (50, State.ACTIVE, Activity("Editor")),
        (40, State.IDLE, None),
        (20, State.ACTIVE, Activity("worktracker", "worktracker: Friday")),
    )
    assert front(opened) == Front("Editor")
    assert front(opened, Content(State.ACTIVE, Activity("Firefox", domain="mail.example.co.uk"))) == Front(
        "Firefox", "example.co.uk"
    )


def test_private_time_unknown_programs_and_what_is_long_ago_are_not_offered(opened: OpenStore) -> None:
    assert front(opened) is None
    record(opened, (3_600, State.ACTIVE, Activity("Editor")))
    assert front(opened) is None
    record(opened, (50, State.ACTIVE, Activity("Editor")), (30, State.PRIVATE, None))
    assert front(opened) is None
    assert front(opened, Content(State.PRIVATE)) is None
    assert front(opened, Content(State.ACTIVE, Activity(None))) is None


def test_the_rule_matches_what_it_names_and_no_more() -> None:
    assert Front("Firefox", "example.org").rule == Rule(Action.DROP, domain="example.org")
    rule = compile_rule(Front("a[1]*?").rule)
    assert rule.matches(Facts("a[1]*?", None, None, None))
    assert not rule.matches(Facts("a1bc", None, None, None))


def test_what_is_registered_is_what_the_whole_list_says() -> None:
    whole = PublicSuffixList()
    for host in (
        "example.org",
        "mail.example.co.uk",
        "a.b.github.io",
        "www.city.kobe.jp",
        "x.y.c.kobe.jp",
        "a.example.xn--p1ai",
        "one.two.unheard-of",
    ):
        assert registrable(host) == whole.privatesuffix(host), host
    for host in ("localhost", "192.0.2.1", "2001:db8::1", "co.uk", "github.io", ""):
        assert registrable(host) == host
