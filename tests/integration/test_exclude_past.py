"""What a new rule matches of the past: counted, offered on a terminal, erased only when asked for."""

from __future__ import annotations

import os
import pty
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from tests.desktop.private_session import PrivateSession
from tests.desktop.worktracker_program import EXECUTABLE, Worktracker
from tests.integration.test_round_trip import write
from tests.waiting import wait_until
from worktracker.home import Home

_PATIENCE_S = 30.0


@pytest.fixture(scope="module")
def session() -> Iterator[PrivateSession]:
    with PrivateSession(keyring=True) as session:
        yield session


@pytest.fixture
def program(session: PrivateSession) -> Worktracker:
    """A store with two spans of a bank in two browsers, one without a title, and one of something else."""
    program = Worktracker(session, TZ="Etc/UTC")
    lines = [
        span(0, 300, app="firefox", title="My bank", url="https://bank.example/a", domain="bank.example"),
        span(5, 60, app="falkon", domain="bank.example"),
        span(10, 60, app="Editor", title="draft"),
    ]
    program.run("import", "jsonl", str(write(session.folder / "past.jsonl", lines)), "--as-recorded")
    return program


def span(minute: int, seconds: int, **texts: str) -> dict[str, Any]:
    start, stop = divmod(minute * 60, 60), divmod(minute * 60 + seconds, 60)
    times = [f"2026-03-02T09:{minutes:02d}:{rest:02d}.000+00:00" for minutes, rest in (start, stop)]
    return {"start": times[0], "end": times[1], "state": "active", **texts, "zone": "Etc/UTC"}


def test_a_preview_changes_nothing(program: Worktracker) -> None:
    before, rules = program.spans(), program.json("exclude", "list")
    for action, spans in (("drop", 2), ("private", 2), ("hide-title", 1), ("domain-only", 1)):
        rule = ("--domain", "bank.example", "--action", action)
        found = program.json("exclude", "add", *rule, "--dry-run")
        seconds = 300 + 60 * (spans - 1)
        assert found == {"dry_run": True, "spans": spans, "seconds": seconds, "applications": spans}
    said = program.run("exclude", "add", "--domain", "bank.example", "--purge", "--dry-run").out
    assert said == "Would match 2 spans, 6 m, in 2 applications already stored.\n"
    assert program.spans() == before
    assert program.json("exclude", "list") == rules


def test_without_a_terminal_nobody_is_asked_and_the_past_stays(program: Worktracker) -> None:
    before = program.spans()
    said = program.run("exclude", "add", "--domain", "bank.example")
    assert "?" not in said.out + said.err
    assert program.spans() == before


@pytest.mark.parametrize(
    ("answer", "left"), [("y", ["Editor"]), ("n", ["firefox", "falkon", "Editor"]), ("", None)]
)
def test_on_a_terminal_the_past_is_offered(program: Worktracker, answer: str, left: list[str] | None) -> None:
    asked = at_terminal(program, ["exclude", "add", "--domain", "bank.example"], answer)
    assert "It matches 2 spans, 6 m, in 2 applications already stored; erase those too? [y/N]" in asked
    assert [span.app for span in program.spans()] == (left or ["firefox", "falkon", "Editor"])
    # The rule holds from now on, whatever the answer.
    assert program.json("exclude", "test", "--url", "https://bank.example/")["state"] == "dropped"


def test_nobody_is_asked_about_nothing(program: Worktracker) -> None:
    assert "?" not in at_terminal(program, ["exclude", "add", "--app", "nothing like it"], None)


def at_terminal(program: Worktracker, arguments: list[str], answer: str | None) -> str:
    """Run a command on a terminal, answer its question, and see it end well; all that it said."""
    ours, theirs = pty.openpty()
    said = bytearray()

    def heard(text: bytes) -> bool:
        said.extend(os.read(ours, 10_000))
        return text in said

    command = subprocess.Popen(
        [str(EXECUTABLE), *arguments], env=program.env, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    try:
        if answer is not None:
            wait_until(lambda: heard(b"[y/N]"), _PATIENCE_S, "the question")
            os.write(ours, answer.encode() + b"\n")
        while True:
            try:
                heard(b"")
            except OSError:  # the terminal's other end is closed: the command has ended
                break
        assert command.wait(_PATIENCE_S) == 0
    finally:
        command.kill()
        command.wait()
        os.close(ours)
    return " ".join(said.decode().split())


def test_an_app_that_ends_meanwhile_makes_no_failure_of_what_was_done(program: Worktracker) -> None:
    home = Home.from_environment(program.env)
    home.socket.parent.mkdir(parents=True, exist_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(home.socket))
        listener.listen()
        listener.settimeout(_PATIENCE_S)
        app = threading.Thread(target=_listen, args=(listener,), daemon=True)
        app.start()
        program.run("exclude", "add", "--domain", "bank.example", "--purge")
        app.join(_PATIENCE_S)
        assert not app.is_alive()
    assert [span.app for span in program.spans()] == ["Editor"]


def _listen(listener: socket.socket) -> None:
    """Stand for an app that is told to end while a command works."""
    with suppress(OSError):
        while True:
            peer = listener.accept()[0]
            threading.Thread(target=_answer_until_reload, args=(peer, listener), daemon=True).start()


def _answer_until_reload(peer: socket.socket, listener: socket.socket) -> None:
    with peer:
        while asked := peer.recv(4096):
            if b'"reload"' in asked:
                listener.shutdown(socket.SHUT_RDWR)
                return
            peer.sendall(b'{"v":1,"ok":true,"result":{}}\n')
