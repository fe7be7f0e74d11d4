"""Unix sockets and no others: every network call of a whole session, as the kernel saw it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.desktop.worktracker_program import (
    EXECUTABLE,
    WAYS,
    Way,
    Worktracker,
    needs_program,
)
from tests.waiting import wait_until
from worktracker.app.confinement import FAMILIES
from worktracker.control.client import ControlClient
from worktracker.home import Home

pytestmark = pytest.mark.desktop

_FAMILY = re.compile(r"\b(?:socket|socketpair)\((\w+)(?!.* = -1 EACCES)")
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>")
_REFUSED = re.compile(r"\bsocket\((\w+).* = -1 EACCES")
_ADDRESS = re.compile(r"sa_family=(\w+)")

_ON_PURPOSE = """
import socket
for family in (socket.AF_INET, socket.AF_INET6):
    with socket.socket(family, socket.SOCK_DGRAM) as opened:
        opened.connect_ex(("127.0.0.1" if family == socket.AF_INET else "::1", 9))
"""


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray="tint2", keyring=True) as desktop:
        yield desktop


def strace(log: Path) -> list[str]:
    """The words before a command that let ``log`` show its network calls, its children's too."""
    return [needs_program("strace", "strace"), "-f", "-qq", "-e", "trace=%network", "-o", str(log)]


def families(log: Path) -> set[str]:
    """The kinds of sockets that were made or spoken to."""
    text = whole_calls(log.read_text())
    return set(_FAMILY.findall(text)) | set(_ADDRESS.findall(text))


def refused(log: Path) -> set[str]:
    """The kinds of sockets that somebody tried to make in vain."""
    return set(_REFUSED.findall(whole_calls(log.read_text())))


def whole_calls(trace: str) -> str:
    """The trace with each call in one line: strace cuts those during which another thread calls, too."""
    begun: dict[str, str] = {}
    lines: list[str] = []
    for line in trace.splitlines():
        thread, _, call = line.partition(" ")
        if call.endswith("<unfinished ...>"):
            begun[thread] = line.removesuffix("<unfinished ...>").rstrip()
        elif (rest := _RESUMED.match(call.lstrip())) is not None:
            lines.append(begun.pop(thread, thread) + call.lstrip()[rest.end() :])
        else:
            lines.append(line)
    return "\n".join([*lines, *begun.values()])


def test_a_call_that_another_thread_cuts_is_read_whole() -> None:
    trace = (
        "7 socket(AF_VSOCK, SOCK_STREAM, 0 <unfinished ...>\n8 socket(AF_INET, SOCK_DGRAM, 0) = 3\n"
        "7 <... socket resumed>) = -1 EACCES (Permission denied)\n9 socket(AF_UNIX, 1, 0 <unfinished ...>"
    )
    assert whole_calls(trace).splitlines() == [
        "8 socket(AF_INET, SOCK_DGRAM, 0) = 3",
        "7 socket(AF_VSOCK, SOCK_STREAM, 0) = -1 EACCES (Permission denied)",
        "9 socket(AF_UNIX, 1, 0",
    ]


def test_a_socket_opened_on_purpose_is_seen(desktop: VirtualDesktop, tmp_path: Path) -> None:
    """The control: a child of the traced program that reaches for the network, beside the program itself."""
    log = tmp_path / "trace"
    program = Worktracker(desktop)
    script = f"{sys.executable} -c '{_ON_PURPOSE}' & {EXECUTABLE} status; wait"
    traced = desktop.start([*strace(log), "sh", "-c", script], WORKTRACKER_HOME=str(program.home))
    assert traced.wait(30) == 0
    assert {"AF_INET", "AF_INET6", "AF_UNIX"} <= families(log)


@pytest.mark.timeout(300)  # a dozen commands, and each call of theirs is traced
@pytest.mark.parametrize("way", WAYS)
def test_a_whole_session_opens_unix_sockets_only(desktop: VirtualDesktop, tmp_path: Path, way: Way) -> None:
    program = Worktracker(desktop)
    traces: list[Path] = []
    window = desktop.open_window("https://example.org/", ("reader", "Reader"))

    def begin(*arguments: str) -> subprocess.Popen[bytes]:
        traces.append(tmp_path / f"{len(traces)} {arguments[0]}")
        command = [*strace(traces[-1]), str(EXECUTABLE), *arguments]
        return desktop.start(command, name="traced", WORKTRACKER_HOME=str(program.home))

    def traced(*arguments: str) -> None:
        assert begin(*arguments).wait(60) == 0, desktop.said("traced")

    traced("agree", "--yes")
    # The app is a child of the command that starts it, and traced as such: strace ends with it.
    running = begin("record" if way == "record" else "start")
    wait_until(program.is_running, 60, "the recorder")
    desktop.nudge()  # whatever took how long: somebody is there
    program.wait_for_title("https://example.org/")
    window.set_title("another page")
    program.wait_for_title("another page")
    if way == "app":  # the window with today's report
        assert ControlClient(Home.from_environment(program.env).socket).request("show")["shown"]
        wait_until(lambda: len(desktop.screen.managed_windows()) > 1, 10, "the report")
    for words in (
        "status",
        "pause --for 1s",
        "report --by title",
        "export --format csv",
        "settings set idle-threshold 90s",
        "backup create",
        "privacy scan",
        "doctor",
        "key status",
        "exclude add --domain example.org",
        "forget --last 1h --yes",
    ):
        traced(*words.split())
    desktop.nudge()  # the commands may have taken longer than the threshold that one of them sets
    program.wait_for_state("recording")
    traced("quit")
    assert running.wait(30) == 0
    for trace in traces:
        assert families(trace) <= {"AF_UNIX"}, trace.read_text()
        # Nobody even tries, but the doctor, who wants to know: in its own process and in the running one.
        tries = trace.name.endswith(("doctor", "record", "start"))
        assert refused(trace) == ({f"AF_{name}" for name in FAMILIES} if tries else set()), trace.read_text()
    assert "AF_UNIX" in families(traces[1])
    desktop.close_windows()


def test_a_display_over_the_network_is_refused(desktop: VirtualDesktop, tmp_path: Path) -> None:
    program = Worktracker(desktop)
    program.agree()
    number = desktop.env["DISPLAY"]
    for display in (f"localhost{number}", f"127.0.0.1{number}", f"tcp/localhost{number}", f"[::1]{number}"):
        log = tmp_path / "trace"
        recorder = desktop.start(
            [*strace(log), str(EXECUTABLE), "record"],
            name="over-tcp",
            WORKTRACKER_HOME=str(program.home),
            DISPLAY=display,
        )
        said = f"{display}: {desktop.said('over-tcp')}"
        try:
            assert recorder.wait(30) == 1, said
        except subprocess.TimeoutExpired:
            pytest.fail(f"it waits for {said}")
        assert families(log) <= {"AF_UNIX"}, f"{display}: {log.read_text()}"
    said = desktop.said("over-tcp").strip().splitlines()
    assert len(said) == 4
    assert all("worktracker: " in line for line in said)
    assert program.spans() == []


def test_a_refused_unix_socket_is_no_reason_to_try_the_network(
    desktop: VirtualDesktop, tmp_path: Path
) -> None:
    """python-xlib goes to TCP port 6000 and up by itself where the Unix socket refuses."""
    program = Worktracker(desktop)
    program.agree()
    log = tmp_path / "trace"
    recorder = program.launch_record(wrapper=strace(log), DISPLAY=":4711")
    wait_until(lambda: program.said() or recorder.poll() is not None, 15, "record to say something")
    program.wait_for_window_source(None)
    program.quit()
    assert recorder.wait(30) == 0
    assert families(log) <= {"AF_UNIX"}, log.read_text()
