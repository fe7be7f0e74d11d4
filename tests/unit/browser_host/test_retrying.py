"""How often the host looks for an app that is not there, by a clock that a test moves."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.unit.browser_host.host_program import framed, tab
from worktracker.browser_host import relay
from worktracker.browser_host.app_link import AppLink, LinkLostError

ONE = framed(json.dumps(tab()).encode())
BLUR = framed(json.dumps({"v": 1, "type": "blur"}).encode())


class NoApp(AppLink):
    """A way to an app that is not there."""

    def open(self) -> None:
        raise LinkLostError


class Waits:
    """In place of the selector: what is said after so many waits of the relay's, each as long as it wants.

    Attributes:
        lengths_s: of the waits, in seconds; None: until something is said.
    """

    def __init__(self, said: dict[int, bytes], ends: int, pipe: int) -> None:
        self._said, self._ends, self._pipe = said, ends, pipe
        self._count = 0
        self.lengths_s: list[float | None] = []
        self.now_s = 1000.0

    def register(self, source: int, events: int, hear: Callable[[], bool]) -> None:
        self._key = SimpleNamespace(data=hear)

    def close(self) -> None:
        pass

    def select(self, wait_s: float | None) -> list[tuple[Any, int]]:
        self._count += 1
        if self._count == self._ends:
            os.close(self._pipe)
        elif self._count in self._said:
            os.write(self._pipe, self._said[self._count])
        else:
            self.lengths_s.append(wait_s)
            self.now_s += wait_s or 0.0
            return []
        return [(self._key, 1)]


def waited(monkeypatch: pytest.MonkeyPatch, said: dict[int, bytes], ends: int) -> list[float | None]:
    """How long the relay waits, each time that nothing is said."""
    source, pipe = os.pipe()
    waits = Waits(said, ends, pipe)
    sink = os.open(os.devnull, os.O_WRONLY)
    monkeypatch.setattr(relay, "selectors", SimpleNamespace(SelectSelector=lambda: waits, EVENT_READ=1))
    monkeypatch.setattr(relay, "time", SimpleNamespace(monotonic=lambda: waits.now_s))
    try:
        relay.Relay(source, sink, NoApp(Path(os.devnull)), "chromium", 1).run()
    finally:
        os.close(source)
        os.close(sink)
    return waits.lengths_s


def test_an_app_that_stays_away_is_looked_for_less_and_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    found = waited(monkeypatch, {1: ONE}, 16)
    lengths_s = [length for length in found if length is not None]
    assert lengths_s[:3] == [10, 10, 10]
    assert lengths_s == sorted(lengths_s)
    assert lengths_s[-3:] == [160, 160, 160]
    assert sum(lengths_s[:-3]) < 900, "it takes minutes, not hours, to come to rest"


def test_a_word_of_the_extension_s_is_followed_by_looking_soon_again(monkeypatch: pytest.MonkeyPatch) -> None:
    found = waited(monkeypatch, {1: ONE, 14: ONE}, 16)
    assert found[-2:] == [160, 10]


def test_nobody_is_looked_for_while_no_tab_is_in_front(monkeypatch: pytest.MonkeyPatch) -> None:
    assert waited(monkeypatch, {1: ONE, 2: BLUR}, 4) == [None]
