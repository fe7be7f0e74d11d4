"""A browser's host as the program meets it: somebody on the control socket who tells of pages."""

from __future__ import annotations

import json
import select
import socket
from pathlib import Path
from typing import Any

from tests.waiting import wait_until

_PATIENCE_S = 10.0


class Host:
    """What the browser's host says to the running app, and hears of it.

    Args:
        path: the control socket.
        browser, pid: as the host names them.

    Attributes:
        state: the app's state as it was told last: ``recording`` and ``url_level``.
    """

    def __init__(self, path: Path, browser: str | None, pid: int | None) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(_PATIENCE_S)
        self._socket.connect(str(path))
        self._received = b""
        self.state: dict[str, Any] = {}
        self.state = self.ask("browser-hello", browser=browser, pid=pid)

    def ask(self, command: str, **arguments: object) -> dict[str, Any]:
        """Send a request; what it is granted, or the error's fields."""
        line = json.dumps({"v": 1, "command": command, "arguments": arguments}) + "\n"
        self._socket.sendall(line.encode())
        while True:
            message = self._next()
            if "event" not in message:
                return message["result"] if message["ok"] else message["error"]

    def tab(self, url: str | None, title: str | None, *, private: bool = False) -> None:
        """Tell of the focused tab."""
        assert self.ask("browser-tab", url=url, title=title, private=private, audible=False) == {}

    def blur(self) -> None:
        """Tell that no window of the browser has the focus."""
        assert self.ask("browser-blur") == {}

    def wait_for_state(self, **state: object) -> None:
        """Wait until the app has told that it is in this state."""

        def is_told() -> bool:
            while b"\n" in self._received or select.select([self._socket], [], [], 0)[0]:
                assert "event" in self._next()
            return self.state == state

        wait_until(is_told, _PATIENCE_S, f"the state {state}")

    def close(self) -> None:
        """End the connection, as the end of the browser does."""
        self._socket.close()

    def _next(self) -> dict[str, Any]:
        while b"\n" not in self._received:
            chunk = self._socket.recv(65_536)
            if not chunk:
                raise EOFError("the app has ended the connection")
            self._received += chunk
        line, _, self._received = self._received.partition(b"\n")
        message: dict[str, Any] = json.loads(line)
        if "event" in message:
            assert message.pop("event") == "state"
            self.state = message
            return {"event": "state"}
        return message
