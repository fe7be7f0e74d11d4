"""Titles that private windows of running browsers had here, through the whole gate.

The table is written by tests/soak/capture_private_windows.py, which says how each was captured.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from worktracker.app.browsing import load_browsing
from worktracker.model.moment import Moment
from worktracker.model.sample import Sample
from worktracker.model.span import State
from worktracker.privacy.gate import Gate
from worktracker.privacy.levels import Levels, UrlLevel

_SEEN: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("private-windows.json").read_text(encoding="utf-8")
)["seen"]
_GATE = Gate(Levels(), [], load_browsing())
# A window's own name before its page is there: no page is told by it.
_BARE = ("Mozilla Firefox", "Falkon")


def _of(*, private: bool) -> list[Any]:
    rows = [row for row in _SEEN if row["private"] is private]
    return [pytest.param(row["app"], row["title"], id=f"{row['language']} {row['title']}") for row in rows]


def test_enough_was_captured() -> None:
    private = [row for row in _SEEN if row["private"]]
    firefox = [row for row in private if row["app"] == "firefox-esr"]
    assert len({row["language"] for row in firefox if "My Page" in row["title"]}) >= 8
    assert "Chromium" in {row["app"] for row in private}
    assert all(row["browser"].split()[-1][0].isdigit() and row["how"] for row in _SEEN)


@pytest.mark.parametrize(("app", "title"), _of(private=True))
def test_a_title_of_a_private_window_is_never_kept(app: str, title: str) -> None:
    verdict = _GATE.judge(Sample(Moment(0, 0, 0), app, title))
    kept = verdict.activity.title if verdict.activity else None
    assert kept is None or kept in _BARE
    if app == "firefox-esr" and title not in _BARE:
        assert verdict.state is State.PRIVATE


@pytest.mark.parametrize(("app", "title"), _of(private=False))
def test_a_title_of_an_ordinary_window_is_kept_where_somebody_vouches_for_it(app: str, title: str) -> None:
    gate = Gate(Levels(urls=UrlLevel.FULL), [], load_browsing())  # some show an address
    verdict = gate.judge(Sample(Moment(0, 0, 0), app, title, vouched=True))
    assert verdict.state is State.ACTIVE
    assert verdict.activity is not None
    assert verdict.activity.title == title
