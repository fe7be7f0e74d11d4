"""When there is a word in the morning: once a day, if it is wished, and only where nobody lets it record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.desktop.stored_day import ENVIRONMENT, UTC, open_home
from worktracker.app.opening import OpenStore
from worktracker.desktop import reminding
from worktracker.desktop.reminding import Reminding
from worktracker.model.change import Change
from worktracker.model.days import DAY_MS
from worktracker.model.moment import Moment
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.recorder.recorder import Mode

NOW_MS = 1_800_000_000_000 // DAY_MS * DAY_MS + 9 * 3_600_000


class FixedClock:
    def now(self) -> Moment:
        return Moment(NOW_MS, 0, 0)

    def zone_at(self, wall_ms: int) -> Zone:
        return UTC


@dataclass
class Loop:
    """Its timers run when they are asked to."""

    calls: list[Callable[[], None]] = field(default_factory=list[Callable[[], None]])

    def call_later(self, delay_ms: int, callback: Callable[[], None]) -> Any:
        self.calls.append(callback)
        return SimpleNamespace(cancel=lambda: callback in self.calls and self.calls.remove(callback))

    def run(self) -> None:
        calls, self.calls = self.calls, []
        for call in calls:
            call()


class Input:
    """The next input, which comes when the test says so."""

    waiting: list[Callable[[], None]]

    def __init__(self, clock: object, loop: object, display: str, seen: Callable[[], None]) -> None:
        self._seen = seen
        Input.waiting.append(seen)

    def close(self) -> None:
        if self._seen in Input.waiting:
            Input.waiting.remove(self._seen)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenStore]:
    folder: Path = tmp_path_factory.mktemp("home")
    assert ENVIRONMENT
    opened = open_home(folder)
    yield opened
    opened.store.close()


@dataclass
class Case:
    """One morning."""

    recording: Any
    loop: Loop
    said: list[str]
    reminding: Reminding

    def morning(self) -> list[str]:
        """Let the app start, look, and somebody come; what was said."""
        self.reminding.begin()
        self.loop.run()
        for seen in list(Input.waiting):
            Input.waiting.remove(seen)
            seen()
        return self.said


@pytest.fixture
def case(opened: OpenStore, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    Input.waiting = []
    monkeypatch.setattr(reminding, "NextInput", Input)
    store = opened.store
    store.settings.set("remind-paused", "on")
    store.settings.keep_reminded(0)
    recorder = SimpleNamespace(
        mode=Mode.STOPPED, since_ms=NOW_MS - DAY_MS, outside_hours=False, pause_ends_at=lambda _: None
    )
    recording = SimpleNamespace(recorder=recorder, clock=FixedClock(), opened=opened, agreed=True)
    said: list[str] = []
    loop = Loop()
    made = Reminding(recording, loop, ":0", lambda title, text: said.append(title))  # type: ignore[arg-type]
    yield Case(recording, loop, said, made)
    made.close()


def test_once_a_day(case: Case) -> None:
    assert case.morning() == ["Recording is still stopped"]
    assert case.morning() == ["Recording is still stopped"]
    case.recording.opened.store.settings.keep_reminded(NOW_MS // DAY_MS * DAY_MS - DAY_MS)
    assert len(case.morning()) == 2


def test_a_pause_without_an_end_is_told_and_one_with_an_end_is_not(case: Case) -> None:
    case.recording.recorder.mode = Mode.PAUSED
    case.recording.recorder.pause_ends_at = lambda _: NOW_MS + 1
    assert case.morning() == []
    case.recording.recorder.pause_ends_at = lambda _: None
    assert case.morning() == ["Recording is still paused"]


@pytest.mark.parametrize(
    "change",
    [
        {"mode": Mode.RECORDING},
        {"outside_hours": True, "mode": Mode.PAUSED},
        {"since_ms": NOW_MS - 1_000},
        {"since_ms": None},
    ],
)
def test_nothing_is_said(case: Case, change: dict[str, Any]) -> None:
    for name, value in change.items():
        setattr(case.recording.recorder, name, value)
    assert case.morning() == []
    assert case.recording.opened.store.settings.reminded == 0


def test_nothing_is_said_to_who_has_not_agreed_or_does_not_wish_it(case: Case) -> None:
    case.recording.agreed = False
    assert case.morning() == []
    case.recording.agreed = True
    case.recording.opened.store.settings.set("remind-paused", "off")
    assert case.morning() == []


def test_who_resumes_before_the_first_input_hears_nothing(case: Case) -> None:
    case.reminding.begin()
    case.loop.run()
    assert len(Input.waiting) == 1
    case.recording.recorder.mode = Mode.RECORDING
    case.reminding.follow()
    assert Input.waiting == []


def test_an_app_that_was_started_without_recording_counts_from_the_newest_span(case: Case) -> None:
    case.recording.recorder.since_ms = None
    span = Span(NOW_MS - DAY_MS, NOW_MS - DAY_MS + 1_000, State.ACTIVE, UTC, Activity("Work"))
    case.recording.opened.store.journal.write(Change((span,)))
    assert case.recording.opened.store.journal.flush()
    assert case.morning() == ["Recording is still stopped"]
