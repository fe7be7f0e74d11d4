"""A proxy on the loopback between a sync and its server: keeps every byte, and breaks what it is told to."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import Enum, auto
from types import TracebackType
from typing import Self


class Fault(Enum):
    """What happens to one request."""

    NONE = auto()
    NO_ANSWER = auto()
    """The connection is closed; the server never hears of it."""
    SILENCE = auto()
    """Nothing comes back until the client gives up; the server never hears of it."""
    ERROR = auto()
    """500; the server never hears of it."""
    BUSY = auto()
    """503 with Retry-After: 0."""
    TOO_MANY = auto()
    """429 with Retry-After: 0."""
    LOST = auto()
    """The server has it and has answered; the connection is closed."""
    LATE_ERROR = auto()
    """The server has it; the client hears 502."""
    LATE_SILENCE = auto()
    """The server has it; the client hears nothing until it gives up."""
    CUT = auto()
    """The server has it; half of its answer arrives."""
    HALF_CLOSED = auto()
    """The server has it; our side of the connection is closed for writing without an answer."""
    TWICE = auto()
    """The server gets it twice; the client hears the second answer."""
    HELD = auto()
    """The client hears nothing; the server gets it after the next request, so out of order."""
    GARBAGE = auto()
    """A page of somebody else's comes back; the server never hears of it."""
    ELSEWHERE = auto()
    """404 with such a page."""


_FORWARDED = frozenset(
    {Fault.NONE, Fault.LOST, Fault.LATE_ERROR, Fault.LATE_SILENCE, Fault.CUT, Fault.HALF_CLOSED, Fault.TWICE}
)
_SILENT = frozenset((Fault.SILENCE, Fault.LATE_SILENCE, Fault.HALF_CLOSED))

Plan = Callable[[bytes], Fault]
"""What happens to a request, by its bytes."""

_GIVE_UP_S = 20


def _said(status: str, *headers: str, body: bytes = b"") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "Connection: close", "", ""]
    return "\r\n".join(lines).encode() + body


_SAID = {
    Fault.ERROR: _said("500 Internal Server Error"),
    Fault.BUSY: _said("503 Service Unavailable", "Retry-After: 0"),
    Fault.TOO_MANY: _said("429 Too Many Requests", "Retry-After: 0"),
    Fault.LATE_ERROR: _said("502 Bad Gateway"),
    Fault.GARBAGE: _said("200 OK", body=b"<html>Please sign in to this network</html>"),
    Fault.ELSEWHERE: _said("404 Not Found", body=b"<html>There is no such page</html>"),
}


class Proxy:
    """Listens on the loopback; each request goes to ``port`` on a connection of its own.

    Attributes:
        plan: what happens to each request.
        heard: the bytes of each connection that spoke, whole.
        change: makes of the server's answer what the client gets.
    """

    def __init__(self, port: int, plan: Plan = lambda _: Fault.NONE) -> None:
        self._to = port
        self.plan = plan
        self.heard: list[bytes] = []
        self._held: list[bytes] = []
        self._instead: dict[bytes, bytes] = {}
        self.change: Callable[[bytes], bytes] = bytes
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._threads: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> Self:
        self._accepting.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in (self._accepting, *self._threads):
            thread.join(_GIVE_UP_S)

    @property
    def requests(self) -> list[str]:
        """Method and path of each request, with ids as ``ID``."""
        lines = [heard.split(b"\r\n", 1)[0].decode().rpartition(" ")[0] for heard in self.heard]
        return [re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", line.partition("?")[0]) for line in lines]

    def bodies(self, begin: str) -> list[bytes]:
        """The bodies of the requests whose first line begins so."""
        return [body_of(heard) for heard in self.heard if heard.startswith(begin.encode())]

    def say(self, begin: bytes, body: bytes) -> None:
        """Answer what begins so with a body of our own; the server does not hear of it."""
        self._instead[begin] = body

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(_GIVE_UP_S)
        with connection, suppress(OSError):
            request = _whole(connection)
            if not request:
                return
            self.heard.append(request)
            found = [body for begin, body in self._instead.items() if request.startswith(begin)]
            if found:
                connection.sendall(_said("200 OK", body=found[0]))
            else:
                self._answer(connection, request, self.plan(request))
            with suppress(OSError):
                connection.shutdown(socket.SHUT_WR)

    def _answer(self, connection: socket.socket, request: bytes, fault: Fault) -> None:
        answer = self._forwarded(request) if fault in _FORWARDED else b""
        if fault is Fault.TWICE:
            answer = self._sent(request)
        if fault is Fault.HELD:
            self._held.append(request)
        if fault is Fault.HALF_CLOSED:
            connection.shutdown(socket.SHUT_WR)
        if fault in _SILENT:
            connection.recv(1)
        elif fault in (Fault.NONE, Fault.TWICE):
            connection.sendall(answer)
        elif fault is Fault.CUT:
            connection.sendall(answer[: len(answer) // 2])
        else:
            connection.sendall(_SAID.get(fault, b""))

    def _forwarded(self, request: bytes) -> bytes:
        answer = self._sent(request)
        held, self._held = self._held, []
        for late in held:
            self._sent(late)
        return answer

    def _sent(self, request: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self._to), _GIVE_UP_S) as server:
            server.sendall(request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
            answer = b""
            while piece := server.recv(65_536):
                answer += piece
            return self.change(answer)


def body_of(request: bytes) -> bytes:
    """A request's body."""
    return request.partition(b"\r\n\r\n")[2]


def _whole(connection: socket.socket) -> bytes:
    heard = b""
    while True:
        head, end, body = heard.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        if end and len(body) >= (int(length[1]) if length else 0):
            return heard
        piece = connection.recv(65_536)
        if not piece:
            return heard
        heard += piece
