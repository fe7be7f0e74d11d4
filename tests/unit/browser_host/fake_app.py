"""A stand-in for the running app: a real Unix socket that answers browser hosts and notes what they say."""

from __future__ import annotations

import json
import queue
import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

PATIENCE_S = 10.0
OK: dict[str, Any] = {"v": 1, "ok": True, "result": {}}


class FakeApp:
    """Listens until it is closed; every request waits in ``heard``."""

    def __init__(self, home: Path, *, recording: bool = True, url_level: str = "domain") -> None:
        self.heard: queue.Queue[tuple[str, dict[str, Any]]] = queue.Queue()
        self.state = {"recording": recording, "url_level": url_level}
        self.refusals: dict[str, dict[str, Any]] = {}
        self.silent = False
        self._path = home / "worktracker.sock"
        self._connections: list[socket.socket] = []
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self._path))
        self._listener.listen()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def next(self) -> tuple[str, dict[str, Any]]:
        """The next request, waited for: its command and its arguments."""
        return self.heard.get(timeout=PATIENCE_S)

    def next_after_hello(self) -> tuple[str, dict[str, Any]]:
        """The same, after the greeting."""
        assert self.next()[0] == "browser-hello"
        return self.next()

    def push(self, **state: Any) -> None:
        """Tell every host the new state."""
        self.state |= state
        self._say({"event": "state", **self.state})

    def say_raw(self, line: bytes) -> None:
        """Send whatever to every host."""
        for connection in self._connections:
            with suppress(OSError):  # hosts of earlier have gone
                connection.sendall(line)

    def close(self) -> None:
        """End like an app that is killed."""
        # A blocked accept is not woken by a close.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._path.unlink(missing_ok=True)
        # First: what came in at the last moment is among the connections only then, and would be answered.
        self._thread.join(PATIENCE_S)
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def _say(self, message: dict[str, Any]) -> None:
        self.say_raw(json.dumps(message).encode() + b"\n")

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self._connections.append(connection)
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with suppress(OSError, ValueError), connection.makefile("rb") as lines:
            for line in lines:
                request = json.loads(line)
                command = request["command"]
                self.heard.put((command, request["arguments"]))
                if self.silent:
                    continue
                reply = OK if command != "browser-hello" else OK | {"result": self.state}
                reply = self.refusals.get(command, reply)
                connection.sendall(json.dumps(reply).encode() + b"\n")
