"""The kernel refuses the network to the real program, wherever in it somebody reaches for it."""

from __future__ import annotations

import errno
import json
import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.app_program import AppProgram
from tests.desktop.leak_search import key_of
from tests.desktop.private_session import PrivateSession
from tests.desktop.rogue import sitecustomize as rogue
from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import Worktracker
from tests.waiting import wait_until
from worktracker.app.confinement import FAMILIES
from worktracker.errors import ExitCode
from worktracker.store.store import Store
from worktracker.sync.grant import Terms
from worktracker.sync.granting import give
from worktracker.sync.receipt import Server, encoded, new_key, public_key
from worktracker.sync.summary import Kind

pytestmark = pytest.mark.desktop

PLACES = {"main thread", "new thread", "early thread", "child"}
INTERNET = ("INET SOCK_STREAM", "INET SOCK_DGRAM", "INET6 SOCK_STREAM", "INET6 SOCK_DGRAM")
LOCAL = ("UNIX SOCK_STREAM", "UNIX SOCK_DGRAM", "UNIX SOCK_RAW", "socketpair UNIX")
REFUSED = errno.EACCES


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2", keyring=True) as desktop:
        yield desktop


def infected(out: Path) -> dict[str, Any]:
    """The environment that brings the rogue into a Python program."""
    return {"PYTHONPATH": str(Path(rogue.__file__).parent), rogue.OUT: str(out)}


def break_out(process: int, out: Path) -> dict[str, dict[str, int]]:
    """Let the rogue in a running program try everything, everywhere."""
    asked = -math.inf

    def done() -> bool:
        nonlocal asked
        if time.monotonic() > asked + 2:  # again: Python hears one that came just before a call only after it
            asked = time.monotonic()
            os.kill(process, signal.SIGUSR2)
        return out.exists()

    wait_until(done, 30, "the rogue to be done")
    found = json.loads(out.read_text())
    assert set(found) == PLACES
    return found


def check_refused(found: dict[str, dict[str, int]]) -> None:
    for place, attempts in found.items():
        local = {name: attempts.pop(name) for name in LOCAL}
        assert set(local.values()) == {0}, f"{place}: {local}"
        attempts.pop("a name")  # an address in figures needs no network
        if attempts.get("i386 INET") == errno.ENOSYS:  # a kernel without that door
            del attempts["i386 INET"]
        assert set(attempts.values()) == {REFUSED}, f"{place}: {attempts}"


def test_without_the_program_the_rogue_gets_out(desktop: VirtualDesktop, tmp_path: Path) -> None:
    """The control: what the tests below see refused would succeed."""
    out = tmp_path / "out"
    script = "import signal, sys; print('ready', flush=True); signal.pause()"
    bare = desktop.start([sys.executable, "-c", script], name="bare", stdout=subprocess.PIPE, **infected(out))
    assert bare.stdout is not None
    assert bare.stdout.readline() == b"ready\n"
    found = break_out(bare.pid, out)
    desktop.end(bare)
    bare.stdout.close()
    for place, attempts in found.items():
        for name in (*INTERNET, *LOCAL, "system call INET", "NETLINK SOCK_RAW"):
            assert attempts[name] == 0, f"{place}: {name}"
        assert attempts["a connection"] == errno.ECONNREFUSED
        # What this kernel has not, or only for the administrator, it says in other words.
        assert REFUSED not in attempts.values(), f"{place}: {attempts}"


def test_the_app_can_make_local_sockets_only(desktop: VirtualDesktop, tmp_path: Path) -> None:
    program = AppProgram(desktop)
    app = program.start(**infected(tmp_path / "out"))
    program.record()
    check_refused(break_out(app.pid, tmp_path / "out"))
    assert program.state == "recording"
    # And what it needs is there: the control socket, X, the message bus, the keyring's helper.
    assert program.status()["sources"]["window"] == "x11"
    desktop.tray_icon_position()
    desktop.end(app)


def grant(program: Worktracker) -> None:
    """Grant a server on this computer, where nobody listens, all that can be granted."""
    address = "http://127.0.0.1:9"
    today = datetime.now(UTC).date()
    until = today + timedelta(days=90)
    terms = Terms(Kind.APPLICATIONS, (), 15, 0, today - timedelta(days=9), until, "testing", "a pseudonym")
    with closing(Store.open(program.store, [key_of(program)], 0)) as store:
        server = Server(address, "a server", encoded(public_key(new_key())))
        give(store, server, terms, round(time.time() * 1000))


def test_record_and_what_start_starts_can_make_local_sockets_only(
    desktop: VirtualDesktop, tmp_path: Path
) -> None:
    """Grant or no grant: who syncs is another process, and what stops it stops no recording."""
    program = Worktracker(desktop)
    program.agree()
    grant(program)
    recorder = program.record(**infected(tmp_path / "record"))
    check_refused(break_out(recorder.pid, tmp_path / "record"))
    assert program.status()["network"] != "none"
    program.run("sync", "revoke")
    program.run("sync", "now", code=ExitCode.PERMISSION_MISSING)
    program.wait_for_state("recording")
    program.quit()
    assert recorder.wait(10) == 0
    program.run("start", **infected(tmp_path / "app"))
    holder = int((program.home / "worktracker.lock").read_text())
    check_refused(break_out(holder, tmp_path / "app"))
    program.quit()


def test_a_command_can_make_local_sockets_only(desktop: VirtualDesktop, tmp_path: Path) -> None:
    """One that waits for its input is stopped in the middle of its work."""
    program = Worktracker(desktop)
    program.agree()
    pipe = tmp_path / "spans.jsonl"
    os.mkfifo(pipe)
    command = desktop.start(
        [sys.executable, "-m", "worktracker", "import", "jsonl", str(pipe)],
        name="command",
        WORKTRACKER_HOME=str(program.home),
        **infected(tmp_path / "out"),
    )
    with pipe.open("w"):  # opens as soon as the command reads
        check_refused(break_out(command.pid, tmp_path / "out"))
    assert command.wait(10) == 0, desktop.said("command")


def network(program: Worktracker, **env: str) -> dict[str, Any]:
    """What ``doctor`` finds about the network."""
    found = json.loads(program.run("doctor", "--json", code=None, **env).raw)
    return next(check for check in found["checks"] if check["name"] == "network")


def test_doctor_proves_it_by_trying(desktop: VirtualDesktop) -> None:
    program = Worktracker(desktop)
    program.agree()
    alone = network(program)
    assert alone["ok"]
    assert "refused by the kernel" in alone["finding"]
    assert all(family in alone["finding"] for family in FAMILIES)
    assert "the running app" not in alone["finding"]
    program.start("app")
    assert "refused by the kernel" in (both := network(program))["finding"]
    assert "the running app" in both["finding"]
    assert program.status()["network"] == "none"
    program.quit()


def test_doctor_says_where_nothing_enforces_it(
    keyring_session: PrivateSession, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Run here, without the filter: this test's process has every network."""
    from worktracker.cli.main import run

    program = Worktracker(keyring_session)
    for name, value in program.env.items():
        monkeypatch.setenv(name, value)
    run(["doctor", "--json"])
    found = json.loads(capsys.readouterr().out)["checks"][-1]
    assert not found["ok"]
    assert "nothing here enforces that" in found["finding"]
    assert "INET" in found["hints"][0]
