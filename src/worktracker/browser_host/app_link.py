"""The host's one connection to the running app. Nothing here waits for longer than a moment."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from pathlib import Path
from typing import cast

from worktracker.control import protocol
from worktracker.control.peer import is_same_user

_SEND_LIMIT_S = 1.0  # a line fits the socket's buffer unless the app has stopped reading


class LinkLostError(Exception):
    """The app is not there, or speaks otherwise."""


class AppLink:
    """A connection on which one request at a time waits for its reply, and events come in between."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._socket: socket.socket | None = None
        self._received = bytearray()
        self.waiting = False
        """Whether a reply is due."""

    @property
    def is_open(self) -> bool:
        """Whether there is a connection."""
        return self._socket is not None

    def fileno(self) -> int:
        """What to watch while it is open."""
        assert self._socket is not None
        return self._socket.fileno()

    def open(self) -> None:
        """Connect.

        Raises:
            LinkLostError: no app of this user listens there.
        """
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            link.settimeout(_SEND_LIMIT_S)
            link.connect(str(self._path))
            ours = is_same_user(link)
        except OSError:
            ours = False
        if not ours:
            link.close()
            raise LinkLostError
        self._socket = link
        self._received.clear()
        self.waiting = False

    def close(self) -> None:
        """End the connection; may be called twice."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def ask(self, command: str, /, **arguments: object) -> None:
        """Send a request; its reply comes by :meth:`read`.

        Raises:
            LinkLostError: it can't be sent.
            ProtocolError: it can't be said.
        """
        assert self._socket is not None
        assert not self.waiting
        line = protocol.encode_request(protocol.Request(command, arguments))
        try:
            self._socket.sendall(line)
        except OSError:
            raise LinkLostError from None
        self.waiting = True

    def read(self) -> list[dict[str, object] | protocol.Refusal]:
        """What came: replies as they are, and events, which have a key of that name.

        Raises:
            LinkLostError: the connection has ended, or what came is no message.
        """
        assert self._socket is not None
        try:
            chunk = self._socket.recv(protocol.MAX_LINE_BYTES, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return []
        except OSError:
            chunk = b""
        if not chunk:
            raise LinkLostError
        self._received += chunk
        *lines, rest = bytes(self._received).split(b"\n")
        if len(rest) >= protocol.MAX_LINE_BYTES:
            raise LinkLostError
        self._received[:] = rest
        return [self._message(line) for line in lines]

    def _message(self, line: bytes) -> dict[str, object] | protocol.Refusal:
        with suppress(ValueError, RecursionError):
            found = json.loads(line)
            if isinstance(found, dict) and "event" in found:
                return cast("dict[str, object]", found)
        if not self.waiting:
            raise LinkLostError
        self.waiting = False
        try:
            return protocol.decode_reply(line)
        except protocol.ProtocolError:
            raise LinkLostError from None
