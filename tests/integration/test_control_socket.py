"""The control socket with real sockets, real peers and real deaths."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.waiting import wait_until
from worktracker.app.loop import SelectorLoop
from worktracker.control import server as server_module
from worktracker.control.answer import Connection
from worktracker.control.client import AppRefusedError, ControlClient
from worktracker.control.instance import InstanceLock
from worktracker.control.protocol import MAX_LINE_BYTES, Request, encode_request
from worktracker.control.server import MAX_CONNECTIONS, MAX_STAYING, ControlServer
from worktracker.errors import ExitCode, NotRunningError, PermissionMissingError, WorkTrackerError
from worktracker.home import Home

NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


class App:
    """Stands for the app: a few commands, and what happened to it."""

    def __init__(self) -> None:
        self.holds = 0
        self.released = 0
        self.listening: Connection | None = None

    def handle(self, request: Request, connection: Connection) -> dict[str, object]:
        match request.command:
            case "echo":
                return dict(request.arguments)
            case "refuse":
                raise PermissionMissingError("You have not agreed yet.", "Run: worktracker agree")
            case "bug":
                raise LookupError("secret title")
            case "long":
                return {"text": "x" * request.required("length", int)}
            case "unsendable":
                return {"it": object()}
            case "hold":
                connection.on_close(self.release)
                self.holds += 1
                return {}
            case "push":
                for number in range(request.required("times", int)):
                    connection.push(
                        "state", {"number": number, "text": "x" * request.required("length", int)}
                    )
                return {}
            case "listen":
                connection.on_close(self.release)
                self.listening = connection
                return {}
            case _:
                raise WorkTrackerError("No such command.")

    def release(self) -> None:
        self.released += 1


@contextmanager
def serving(home: Home, app: App) -> Iterator[ControlServer]:
    """The app's server with its loop, on a thread of its own."""
    home.make()
    with InstanceLock(home.lock) as lock, closing(SelectorLoop()) as loop:
        server = ControlServer(loop, home.socket, app.handle)
        server.open(lock)
        thread = threading.Thread(target=loop.run)
        thread.start()
        try:
            yield server
        finally:
            loop.call_soon_threadsafe(server.close)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(10)
            server.close()
            assert not thread.is_alive()


@pytest.fixture
def home(home: Path) -> Home:
    return Home.from_environment(os.environ)


@pytest.fixture
def app() -> App:
    return App()


@pytest.fixture
def client(home, app) -> Iterator[ControlClient]:
    with serving(home, app):
        yield ControlClient(home.socket)


@contextmanager
def plain(path: Path) -> Iterator[socket.socket]:
    """A peer that need not keep to the protocol."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as peer:
        peer.settimeout(10)
        peer.connect(str(path))
        yield peer


def read_all(peer: socket.socket) -> bytes:
    """Everything until the server closes."""
    received = b""
    with suppress(ConnectionResetError):
        while chunk := peer.recv(65536):
            received += chunk
    return received


def test_a_request_is_answered(client):
    assert client.request("echo", text="ä\n𝄞", number=1, nothing=None) == {
        "text": "ä\n𝄞",
        "number": 1,
        "nothing": None,
    }


def test_several_requests_share_a_held_connection(client):
    with client:
        assert [client.request("echo", n=n) for n in range(5)] == [{"n": n} for n in range(5)]


def test_a_refusal_arrives_with_its_words_and_its_exit_code(client):
    with pytest.raises(AppRefusedError) as caught:
        client.request("refuse")
    error = caught.value
    assert (error.title, error.message, error.hint, error.exit_code) == (
        "Your agreement is missing",
        "You have not agreed yet.",
        "Run: worktracker agree",
        ExitCode.PERMISSION_MISSING,
    )


@pytest.mark.parametrize("command", ["bug", "unsendable"])
def test_a_bug_in_a_command_says_its_type_and_nothing_else(client, caplog, log_guard, command):
    log_guard.expect("worktracker.control", logging.ERROR)
    with caplog.at_level(logging.DEBUG), pytest.raises(AppRefusedError) as caught:
        client.request(command)
    assert "secret" not in str(caught.value) + caplog.text
    assert "Traceback" not in caplog.text
    if command == "bug":
        assert "LookupError at test_control_socket.py:" in caplog.text
    assert client.request("echo") == {}


def test_the_socket_is_the_users_alone(client, home):
    assert stat.S_IMODE(home.socket.lstat().st_mode) == 0o600


def test_no_app_is_said_as_such(home):
    client = ControlClient(home.socket)
    assert not client.is_running()
    with pytest.raises(NotRunningError) as caught:
        client.request("status")
    assert caught.value.exit_code == ExitCode.NOT_RUNNING


def test_a_closed_server_leaves_no_socket(home, app):
    with serving(home, app):
        assert ControlClient(home.socket).is_running()
    assert not home.socket.exists()
    assert not ControlClient(home.socket).is_running()


def test_a_server_does_not_remove_a_socket_that_is_not_its_own(home, app):
    with serving(home, app):
        home.socket.unlink()
        home.socket.write_text("another's")
    assert home.socket.read_text() == "another's"


def test_the_socket_of_a_crashed_app_is_replaced(home, app):
    home.make()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as crashed:
        crashed.bind(str(home.socket))
    assert not ControlClient(home.socket).is_running()
    with serving(home, app):
        assert ControlClient(home.socket).request("echo") == {}


def test_something_else_at_the_sockets_place_is_left_alone(home, app):
    home.make()
    home.socket.write_text("precious")
    with pytest.raises(WorkTrackerError, match="can't be made"), serving(home, app):
        pass
    assert home.socket.read_text() == "precious"


def test_only_the_holder_of_the_lock_may_listen(home, app):
    home.make()
    with closing(SelectorLoop()) as loop, pytest.raises(ValueError, match="lock"):
        ControlServer(loop, home.socket, app.handle).open(InstanceLock(home.lock))


def test_two_homes_stand_side_by_side(short_path):
    names = ("one", "other", "d" * 80 + "/" + "d" * 80)  # the last one's socket lies elsewhere
    with ExitStack() as stack:
        runtime = short_path / "run"
        runtime.mkdir()
        runtime.chmod(0o700)
        environ = {"XDG_RUNTIME_DIR": str(runtime)}
        homes = [
            Home.from_environment(environ | {"WORKTRACKER_HOME": str(short_path / name)}) for name in names
        ]
        apps = [App() for _ in homes]
        for home, app in zip(homes, apps, strict=True):
            stack.enter_context(serving(home, app))
        for count, home in enumerate(homes):
            client = stack.enter_context(ControlClient(home.socket))
            for _ in range(count):
                client.request("hold")
        assert [app.holds for app in apps] == [0, 1, 2]
        assert homes[2].socket.parent == runtime


@as_root
def test_another_users_connection_is_refused(client, home, log_guard):
    """Even where the socket and its directories were opened to everybody."""
    log_guard.expect("worktracker.control")
    home.socket.chmod(0o666)
    opened = [place for place in home.socket.parents if place != Path("/") and place.is_dir()]
    before = {place: stat.S_IMODE(place.stat().st_mode) for place in opened}
    program = """
import os, socket, sys
os.setgroups([]); os.setgid(65534); os.setuid(65534)
peer = socket.socket(socket.AF_UNIX)
peer.settimeout(10)
peer.connect(sys.argv[1])
try:
    peer.sendall(b'{"v":1,"command":"echo","arguments":{}}\\n')
    print(peer.recv(100))
except (BrokenPipeError, ConnectionResetError):
    print(b"")
"""
    try:
        for place in opened:
            place.chmod(before[place] | 0o755)
        done = subprocess.run(
            [sys.executable, "-c", program, str(home.socket)],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )
    finally:
        for place, mode in before.items():
            place.chmod(mode)
    assert done.stdout == "b''\n"
    assert client.request("echo") == {}


@as_root
def test_a_client_does_not_talk_to_another_users_program(tmp_path):
    path = tmp_path / "trap.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as trap:
        os.seteuid(NOBODY)  # SO_PEERCRED tells who called listen
        try:
            os.seteuid(0)
            trap.bind(str(path))
            os.seteuid(NOBODY)
            trap.listen()
        finally:
            os.seteuid(0)
        with pytest.raises(WorkTrackerError, match="another user"):
            ControlClient(path).request("echo", title="secret")
        peer, _ = trap.accept()
        with peer:
            assert read_all(peer) == b""


def test_the_death_of_a_holder_is_heard(client, home, app):
    """kill -9: the kernel closes the dead program's end."""
    program = """
import sys, time
from pathlib import Path
from worktracker.control.client import ControlClient
with ControlClient(Path(sys.argv[1])) as client:
    client.request("hold")
    print("held", flush=True)
    time.sleep(60)
"""
    with subprocess.Popen(
        [sys.executable, "-c", program, str(home.socket)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert (app.holds, app.released) == (1, 0)
        holder.send_signal(signal.SIGKILL)
        wait_until(lambda: app.released == 1, 5, "the end of the hold")
    assert client.request("echo") == {}


def test_the_end_of_a_hold_is_heard_once(client, home, app):
    with client:
        client.request("hold")
        assert app.released == 0
    wait_until(lambda: app.released == 1, 5, "the end of the hold")
    with plain(home.socket) as peer:
        peer.sendall(b'{"v":1,"command":"hold","arguments":{}}\n')
        peer.recv(1000)
        peer.shutdown(socket.SHUT_WR)
        assert read_all(peer) == b""
    wait_until(lambda: app.released == 2, 5, "the end of the second hold")


def test_closing_the_server_ends_the_holds(home, app):
    with ExitStack() as stack:
        with serving(home, app):
            stack.enter_context(ControlClient(home.socket)).request("hold")
            assert app.released == 0
        assert app.released == 1


def test_a_line_may_have_64_kib_and_not_a_byte_more(client, home):
    empty = len(encode_request(Request("echo", {"x": ""})))
    longest = encode_request(Request("echo", {"x": "x" * (MAX_LINE_BYTES - empty)}))
    with plain(home.socket) as peer:
        peer.sendall(longest)
        reply = peer.makefile("rb").readline()
        assert json.loads(reply)["ok"] is True
    for line in (b"x" * MAX_LINE_BYTES, b"x" * MAX_LINE_BYTES + b"\n", longest[:-2] + b" }\n"):
        with plain(home.socket) as peer:
            with suppress(BrokenPipeError):
                peer.sendall(line)
            reply = json.loads(read_all(peer))
            assert reply["error"]["message"] == "The message is too long."


def test_an_answer_may_have_64_kib_and_not_a_byte_more(client):
    empty = len('{"v":1,"ok":true,"result":{"text":""}}\n')
    longest = MAX_LINE_BYTES - empty
    assert client.request("long", length=longest) == {"text": "x" * longest}
    with pytest.raises(AppRefusedError, match="too long"):
        client.request("long", length=longest + 1)


def test_a_request_in_pieces_and_two_in_one_piece_are_answered(client, home):
    line = b'{"v":1,"command":"echo","arguments":{}}\n'
    with plain(home.socket) as peer:
        replies = peer.makefile("rb")
        for byte in line:
            peer.sendall(bytes([byte]))
        peer.sendall(line + line[:5])
        peer.sendall(line[5:])
        assert [json.loads(replies.readline())["ok"] for _ in range(3)] == [True] * 3


def test_a_peer_that_does_not_read_is_dropped(client, home):
    request = encode_request(Request("long", {"length": 60_000}))
    with plain(home.socket) as peer:
        with suppress(BrokenPipeError, ConnectionResetError):
            peer.sendall(request * 100)
        assert len(read_all(peer)) < 100 * 60_000
    assert client.request("echo") == {}


def test_events_come_between_the_replies(client, home):
    with plain(home.socket) as peer, peer.makefile("rb") as lines:
        peer.sendall(encode_request(Request("push", {"times": 2, "length": 1})))
        assert [json.loads(lines.readline()) for _ in range(3)] == [
            {"event": "state", "number": 0, "text": "x"},
            {"event": "state", "number": 1, "text": "x"},
            {"v": 1, "ok": True, "result": {}},
        ]


def test_a_peer_that_does_not_read_what_it_is_told_is_dropped_without_waiting(client, home, app):
    """What is pushed waits in the kernel's buffer only, and nobody waits for the peer."""
    with plain(home.socket) as peer:
        peer.sendall(encode_request(Request("listen", {})))
        assert json.loads(peer.recv(1000))["ok"]
        listening = app.listening
        assert listening is not None
        count = 0
        begun = time.monotonic()
        while not app.released:
            listening.push("state", {"text": "x" * 1000})
            count += 1
            assert count < 10_000
        assert time.monotonic() - begun < 2
        assert 10 < count < 1000
        listening.push("state", {})  # harmless afterwards
        assert len(read_all(peer)) < 1_000_000
    assert client.request("echo") == {}


def test_who_listens_is_not_idle(home, app, monkeypatch):
    monkeypatch.setattr(server_module, "IDLE_LIMIT_MS", 200)
    with serving(home, app), plain(home.socket) as listener, plain(home.socket) as idle:
        listener.sendall(encode_request(Request("listen", {})))
        assert json.loads(listener.recv(1000))["ok"]
        assert read_all(idle) == b""
        assert app.released == 0
        listener.sendall(encode_request(Request("echo", {})))
        assert json.loads(listener.recv(1000))["ok"]


def test_half_a_line_is_dropped_after_its_time(home, app, monkeypatch):
    monkeypatch.setattr(server_module, "LINE_LIMIT_MS", 300)
    with serving(home, app), plain(home.socket) as slow, ControlClient(home.socket) as client:
        client.request("hold")
        slow.sendall(b'{"v":1,')
        assert read_all(slow) == b""
        assert client.request("echo") == {}  # held on purpose: stays
        assert app.released == 0


def test_trickling_bytes_do_not_put_the_end_off(home, app, monkeypatch):
    monkeypatch.setattr(server_module, "LINE_LIMIT_MS", 300)
    with serving(home, app), plain(home.socket) as slow:
        slow.settimeout(0.05)

        def dropped() -> bool:
            try:
                slow.sendall(b" ")
                return slow.recv(1) == b""
            except TimeoutError:
                return False
            except (BrokenPipeError, ConnectionResetError):
                return True

        wait_until(dropped, 5, "the slow peer to be dropped")


def test_an_idle_connection_ends_and_a_held_one_stays(home, app, monkeypatch):
    monkeypatch.setattr(server_module, "IDLE_LIMIT_MS", 300)
    with serving(home, app), plain(home.socket) as idle, ControlClient(home.socket) as holder:
        holder.request("hold")
        assert read_all(idle) == b""
        assert holder.request("echo") == {}


def test_programs_that_say_nothing_keep_nobody_out(client, home):
    with ExitStack() as stack:
        silent = [stack.enter_context(plain(home.socket)) for _ in range(2 * MAX_CONNECTIONS)]
        assert client.request("echo") == {}
        assert b"Too many programs" in read_all(silent[0])


def test_who_has_been_idle_for_longest_makes_room_and_is_told_why(client, home):
    with ExitStack() as stack:
        first, second, *_ = peers = [
            stack.enter_context(ControlClient(home.socket)) for _ in range(MAX_CONNECTIONS)
        ]
        for peer in (*peers, first):
            assert peer.request("echo") == {}
        assert client.request("echo") == {}
        with pytest.raises(AppRefusedError, match="Too many programs"):
            second.request("echo")
        assert first.request("echo") == {}


def test_browsers_that_stay_leave_room_for_commands_and_are_not_without_end(client, home, app):
    with ExitStack() as stack:
        for _ in range(MAX_STAYING):
            stack.enter_context(ControlClient(home.socket)).request("hold")
        assert client.request("echo") == {}
        with ControlClient(home.socket) as late, pytest.raises(AppRefusedError, match="Too many programs"):
            late.request("hold")
        assert client.request("echo") == {}
        assert (app.holds, app.released) == (MAX_STAYING + 1, 1)  # and what it began is ended


def test_a_server_without_descriptors_waits_instead_of_spinning(home):
    program = """
import os, resource, socket, time
from worktracker.app.loop import SelectorLoop
from worktracker.control.instance import InstanceLock
from worktracker.control.server import ControlServer
from worktracker.home import Home

home = Home.from_environment(os.environ)
home.make()
lock = InstanceLock(home.lock)
lock.acquire()
loop = SelectorLoop()
server = ControlServer(loop, home.socket, lambda request, connection: {})
server.open(lock)
peer = socket.socket(socket.AF_UNIX)
limit = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (peer.fileno() + 1, limit[1]))
peer.connect(str(home.socket))
peer.sendall(b'{"v":1,"command":"echo","arguments":{}}\\n')
loop.call_later(200, lambda: resource.setrlimit(resource.RLIMIT_NOFILE, limit))
loop.add_reader(peer.fileno(), loop.stop)
before = time.process_time()
loop.run()
print(peer.recv(100), time.process_time() - before < 0.2)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=20, check=True
    )
    assert done.stdout == 'b\'{"v":1,"ok":true,"result":{}}\\n\' True\n'
    assert done.stderr == "No connection can be accepted: Too many open files\n"


def test_a_silent_app_is_not_waited_for_for_ever(home):
    home.make()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as hung:
        hung.bind(str(home.socket))
        hung.listen(0)
        client = ControlClient(home.socket, timeout_s=0.2)
        assert client.is_running()
        for _ in range(4):  # until the queue is full
            with pytest.raises(WorkTrackerError, match=r"within 0.2 s"):
                client.request("echo")


def test_an_app_that_ends_without_an_answer_is_said_as_such(home):
    home.make()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(home.socket))
        listener.listen()

        def hang_up() -> None:
            listener.accept()[0].close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        with pytest.raises(WorkTrackerError, match="worktracker ended"):
            ControlClient(home.socket).request("echo")
        thread.join()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(
        st.binary(max_size=300)
        | st.just(b"\n")
        | st.just(b'{"v":1,"command":"echo","arguments":')
        | st.just(b'{"v":1,"command":"bug","arguments":{}}\n')
        | st.just(b"{}}\n"),
        max_size=8,
    )
)
def test_no_bytes_harm_the_server(client, home, caplog, log_guard, pieces):
    log_guard.expect("worktracker.control", logging.ERROR)
    with plain(home.socket) as peer:
        for piece in pieces:
            peer.sendall(piece)
        peer.shutdown(socket.SHUT_WR)
        for line in read_all(peer).splitlines():
            assert json.loads(line)["v"] == 1
    assert client.request("echo", still="there") == {"still": "there"}
    assert all("request failed with LookupError" in record.getMessage() for record in caplog.records)


def test_nothing_of_a_refused_message_is_logged(client, home, caplog):
    with caplog.at_level(logging.DEBUG), plain(home.socket) as peer:
        peer.sendall(b'{"v":1,"command":"secret","arguments":{}}\nsecret\n{"v":1,"secret":1}\n')
        peer.shutdown(socket.SHUT_WR)
        assert b"ecret" not in read_all(peer)
    assert "ecret" not in caplog.text


def test_the_client_starts_light():
    """No module that takes long to load; the command line's start counts."""
    program = "import sys; import worktracker.control.client; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=20, check=True
    )
    heavy = {
        "asyncio",
        "logging",
        "multiprocessing",
        "platformdirs",
        "subprocess",
        "typing_extensions",
        "PySide6",
    }
    assert not heavy & set(done.stdout.split())
