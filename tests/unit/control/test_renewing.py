"""A command that works says so, for as long as it works."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.waiting import wait_until
from worktracker.cli import context
from worktracker.control.client import ControlClient
from worktracker.errors import NotRunningError


class Asked(ControlClient):
    """Notes what an app that has ended is asked."""

    def __init__(self) -> None:
        super().__init__(Path())
        self.commands: list[str] = []

    def request(self, command: str, /, **arguments: object) -> dict[str, object]:
        self.commands.append(command)
        raise NotRunningError("worktracker is not running.")


def test_a_hold_is_renewed_until_the_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "RENEW_S", 0.01)
    running = Asked()
    with context.renewing(running):
        wait_until(lambda: len(running.commands) >= 2, 15, "two renewals")
    assert set(running.commands) == {"renew"}
    assert "renewing" not in {thread.name for thread in threading.enumerate()}
