"""When somebody has come back, what may be said of the absence, and that what was recorded stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.desktop.stored_day import UTC, open_home
from worktracker.app.coming_back import (
    Absence,
    Watch,
    ask_no_more_after,
    is_asked_after,
    keep_as,
    take_back,
)
from worktracker.app.opening import OpenStore
from worktracker.errors import StoreBusyError, UsageError
from worktracker.model.change import Change
from worktracker.model.moment import Moment
from worktracker.model.period import Period
from worktracker.model.span import Activity, Span, State
from worktracker.recorder.recorder import Content, Mode

HOUR_MS = 3_600_000
NOW_MS = 1_800_000_000_000
WORK = Content(State.ACTIVE, Activity("Work"))
OTHER = Content(State.ACTIVE, Activity("Other"))
IDLE, LOCKED = Content(State.IDLE), Content(State.LOCKED)
PRIVATE = Content(State.PRIVATE)


def looks(*steps: tuple[int, Content | None, bool] | Mode) -> list[Absence]:
    """What is seen in states one after the other: since when, what is recorded, whether nobody is there."""
    watch = Watch()
    found: list[Absence | None] = []
    for step in steps:
        if isinstance(step, Mode):
            state: Any = SimpleNamespace(mode=step, content=None, absent=False, open_start_ms=None)
            found.append(watch.look(state, 0))
        else:
            at, content, absent = step
            start = None if content is None else at
            state = SimpleNamespace(mode=Mode.RECORDING, content=content, absent=absent, open_start_ms=start)
            found.append(watch.look(state, at))
    return [each for each in found if each is not None]


def test_from_the_last_input_until_somebody_is_there_again() -> None:
    assert looks((0, WORK, False), (50, IDLE, True), (90, OTHER, False)) == [Absence(50, 90, "Work")]


def test_idle_locked_and_asleep_are_one_absence_also_over_midnight() -> None:
    steps = ((10, IDLE, True), (20, LOCKED, True), (30, None, True), (40, LOCKED, True), (50, IDLE, True))
    assert looks((0, WORK, False), *steps, (90, WORK, False)) == [Absence(10, 90, "Work")]


def test_each_absence_is_told_once() -> None:
    first = ((0, WORK, False), (50, IDLE, True), (90, OTHER, False))
    assert looks(*first, (95, OTHER, False), (120, IDLE, True), (130, WORK, False)) == [
        Absence(50, 90, "Work"),
        Absence(120, 130, "Other"),
    ]


@pytest.mark.parametrize("beside", [PRIVATE, None])
def test_nobody_is_asked_beside_what_is_private_or_left_out(beside: Content | None) -> None:
    assert looks((0, beside, False), (50, IDLE, True), (90, WORK, False)) == []
    assert looks((0, WORK, False), (50, IDLE, True), (90, beside, False)) == []


@pytest.mark.parametrize("mode", [Mode.PAUSED, Mode.STOPPED])
def test_a_pause_ends_it(mode: Mode) -> None:
    assert looks((0, WORK, False), (50, IDLE, True), mode, (90, WORK, False)) == []


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenStore]:
    opened = open_home(tmp_path)
    spans = (
        Span(NOW_MS - 3 * HOUR_MS, NOW_MS - 2 * HOUR_MS, State.ACTIVE, UTC, Activity("Work")),
        Span(NOW_MS - 2 * HOUR_MS, NOW_MS - HOUR_MS, State.IDLE, UTC),
    )
    opened.store.journal.write(Change(spans))
    assert opened.store.journal.flush()
    yield opened
    opened.store.close()


def recording(opened: OpenStore, *, held: bool = False) -> Any:
    clock = SimpleNamespace(now=lambda: Moment(NOW_MS, 0, 0), zone_at=lambda _: UTC)
    return SimpleNamespace(opened=opened, clock=clock, held=held, settle=lambda: None)


def test_what_is_kept_lies_over_the_record_and_can_be_taken_back(opened: OpenStore) -> None:
    before = list(opened.store.reader.spans(Period(), all_sources=True))
    project = opened.store.projects.add("Website").id
    absence = Absence(NOW_MS - 2 * HOUR_MS, NOW_MS - HOUR_MS, "Work")
    number = keep_as(recording(opened), absence, " Lunch ", project)
    (entry,) = opened.store.assigning.entries()
    assert (entry.start_ms, entry.end_ms) == (absence.start_ms, absence.end_ms)
    assert (entry.parts[0].note, entry.parts[0].project) == ("Lunch", project)
    recorded = [each for each in opened.store.reader.spans(Period(), all_sources=True) if each.source == 0]
    assert recorded == before
    with pytest.raises(UsageError):  # it is said already
        keep_as(recording(opened), absence, "again", None)
    take_back(recording(opened), number)
    assert opened.store.assigning.entries() == []
    assert list(opened.store.reader.spans(Period(), all_sources=True)) == before
    opened.store.assigning.undo()
    assert len(opened.store.assigning.entries()) == 1


def test_nothing_is_written_while_the_file_is_rewritten(opened: OpenStore) -> None:
    with pytest.raises(StoreBusyError):
        keep_as(recording(opened, held=True), Absence(NOW_MS - HOUR_MS, NOW_MS, None), "Lunch", None)
    assert opened.store.assigning.entries() == []


def test_after_some_applications_nobody_is_asked(opened: OpenStore) -> None:
    one: Any = recording(opened)
    assert is_asked_after(one, "mpv")
    ask_no_more_after(one, "mpv")
    ask_no_more_after(one, "Zoom; the app")
    ask_no_more_after(one, "mpv")
    assert not is_asked_after(one, "MPV")
    assert not is_asked_after(one, "Zoom  the app")
    assert is_asked_after(one, "Work")
    assert is_asked_after(one, None)
    assert opened.store.settings.get("idle-return-not-after") == "mpv; zoom  the app"
