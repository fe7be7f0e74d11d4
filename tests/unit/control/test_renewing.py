"""A command that works says so, for as long as it works."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest

from tests.waiting import wait_until
from worktracker.cli import context
from worktracker.control.client import AppEndedError, ControlClient
from worktracker.control.protocol import encode_result


class Asked(ControlClient):
    """Notes what an app that has ended is told."""

    def __init__(self) -> None:
        super().__init__(Path())
        self.commands: list[str] = []

    def tell(self, command: str, /) -> None:
        self.commands.append(command)
        raise AppEndedError("worktracker ended the conversation.")


def test_a_hold_is_renewed_until_the_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "RENEW_S", 0.01)
    running = Asked()
    with context.renewing(running):
        wait_until(lambda: len(running.commands) >= 2, 15, "two renewals")
    assert set(running.commands) == {"renew"}
    assert "renewing" not in {thread.name for thread in threading.enumerate()}


def test_an_app_that_answers_late_keeps_the_connection(tmp_path: Path) -> None:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "socket"))
    listener.listen()
    with ControlClient(tmp_path / "socket") as running:
        app, _ = listener.accept()
        running.tell("renew")
        running.tell("renew")
        app.sendall(encode_result({"late": True}) * 2 + encode_result({"right": True}))
        assert running.request("status") == {"right": True}
        app.close()
    listener.close()
    with pytest.raises(AppEndedError):
        running.tell("renew")
