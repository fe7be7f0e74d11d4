"""A server on the loopback that answers with the bytes it is told to, and keeps those that it hears."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

Say = bytes | Callable[[socket.socket], None]
"""What a connection is answered with, once it has sent a whole request."""


def answer(body: bytes = b"{}", *headers: str, status: str = "200 OK") -> bytes:
    """A whole HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


class ScriptedServer:
    """Answers one connection after the other; each is closed then.

    Attributes:
        heard: what each connection sent, whole.
        connections: how many were made.
    """

    def __init__(self, script: Sequence[Say], tls: ssl.SSLContext | None = None) -> None:
        self._script = list(script)
        self._tls = tls
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.heard: list[bytes] = []
        self.connections = 0
        self.over = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://localhost:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.over.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(15)

    def _serve(self) -> None:
        for say in self._script:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            connection.settimeout(15)
            with connection, suppress(OSError):
                self._talk(connection, say)

    def _talk(self, connection: socket.socket, say: Say) -> None:
        if self._tls is not None:
            with self._tls.wrap_socket(connection, server_side=True) as inside:
                self._converse(inside, say)
        else:
            self._converse(connection, say)

    def _converse(self, connection: socket.socket, say: Say) -> None:
        self.heard.append(request := _whole(connection))
        if not request:
            return
        if isinstance(say, bytes):
            connection.sendall(say)
        else:
            say(connection)
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


def _whole(connection: socket.socket) -> bytes:
    heard = b""
    while True:
        head, end, body = heard.partition(b"\r\n\r\n")
        length = next(
            (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        if end and len(body) >= length:
            return heard
        piece = connection.recv(65_536)
        if not piece:
            return heard
        heard += piece
