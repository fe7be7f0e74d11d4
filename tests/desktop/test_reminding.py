"""The word in the morning that nothing is recorded, from the real icon at a real input."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desktop.app_program import PATIENCE_S, AppProgram
from tests.desktop.stored_day import UTC, open_home
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.waiting import wait_until
from worktracker.clock import SystemClock
from worktracker.model.change import Change
from worktracker.model.days import DAY_MS
from worktracker.model.span import Activity, Span, State

pytestmark = pytest.mark.desktop


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2") as desktop:
        yield desktop


def recorded_yesterday(desktop: VirtualDesktop) -> AppProgram:
    """A home with a span of the day before."""
    app = AppProgram(desktop)
    opened = open_home(app.folder, agreed=False)
    at = SystemClock().now().wall_ms - DAY_MS
    opened.store.journal.write(Change((Span(at, at + 30_000, State.ACTIVE, UTC, Activity("Work")),)))
    opened.store.journal.flush()
    opened.store.close()
    return app


def reminded(app: AppProgram) -> int | None:
    opened = open_home(app.folder, agreed=False)
    try:
        return opened.store.settings.reminded
    finally:
        opened.store.close()


def test_it_comes_at_the_first_input_and_is_noted(desktop: VirtualDesktop) -> None:
    app = recorded_yesterday(desktop)
    program = app.start()
    wait_until(desktop.screen.tray_icons, PATIENCE_S, "the icon")
    before = desktop.screen.popups()

    def has_come() -> bool:
        desktop.nudge()
        return bool(desktop.screen.popups() - before)

    wait_until(has_come, PATIENCE_S, "the word")
    assert reminded(app) is not None
    desktop.end(program)
