"""The side of the control socket that asks. Imports little: it is part of every command's start."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

from worktracker.control import protocol
from worktracker.control.peer import is_same_user
from worktracker.errors import NotRunningError, WorkTrackerError


class AppRefusedError(WorkTrackerError):
    """The running app refused a request, in its own words and with its own exit code."""

    def __init__(self, refusal: protocol.Refusal) -> None:
        super().__init__(refusal.message, refusal.hint)
        self.title = refusal.title
        self.exit_code = refusal.exit_code


class AppEndedError(WorkTrackerError):
    """The app that was asked ended before it answered."""


class ControlClient:
    """Talks to the running app of one home; blocks, but never longer than its time limit.

    By itself every request has a connection of its own. Within ``with`` they share one, which
    stays open until the end: what a command binds to its connection (``hold``) ends with it.
    """

    def __init__(self, path: Path, timeout_s: float = 10.0) -> None:
        self._path = path
        self._timeout_s = timeout_s
        self._socket: socket.socket | None = None
        self._received = b""
        self._owed = 0  # answers that nobody waits for

    def tell(self, command: str, /) -> None:
        """Send ``command`` on the connection of ``with`` and wait for no answer; a busy app takes it later.

        Raises:
            AppEndedError: it can't be sent any more.
        """
        if self._socket is None:
            raise AppEndedError("worktracker is not connected.")
        try:
            self._socket.sendall(protocol.encode_request(protocol.Request(command, {})))
        except OSError as error:
            raise AppEndedError("worktracker ended the conversation.") from error
        self._owed += 1

    def request(self, command: str, /, **arguments: object) -> dict[str, object]:
        """Ask the app for ``command`` and return its result.

        Raises:
            NotRunningError: no app listens for this home.
            AppRefusedError: the app said no, with the title, message, hint and exit code it gave.
            AppEndedError: it ended meanwhile.
            WorkTrackerError: it broke the protocol, or did not answer in time.
        """
        if self._socket is None:
            with self:
                return self.request(command, **arguments)
        line = protocol.encode_request(protocol.Request(command, arguments))
        reply = protocol.decode_reply(self._exchange(self._socket, line))
        if isinstance(reply, protocol.Refusal):
            raise AppRefusedError(reply)
        return reply

    def is_running(self) -> bool:
        """Whether an app of this user listens for this home."""
        if self._socket is not None:
            return True
        try:
            with self:
                return True
        except NotRunningError:
            return False

    def __enter__(self) -> Self:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.settimeout(self._timeout_s)
            connection.connect(str(self._path))
        except (FileNotFoundError, ConnectionRefusedError, NotADirectoryError) as error:
            connection.close()
            raise NotRunningError("worktracker is not running.", "Run: worktracker start") from error
        except (BlockingIOError, TimeoutError) as error:  # its queue of connections is full
            connection.close()
            raise self._silent() from error
        except OSError as error:
            connection.close()
            raise WorkTrackerError(f"worktracker can't be reached: {error.strerror}.") from error
        if not is_same_user(connection):
            connection.close()
            raise WorkTrackerError(f"{self._path} belongs to another user's program.")
        self._socket = connection
        self._received = b""
        self._owed = 0
        return self

    def __exit__(self, *_: object) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _exchange(self, connection: socket.socket, line: bytes) -> bytes:
        deadline = time.monotonic() + self._timeout_s
        try:
            connection.settimeout(self._timeout_s)
            with suppress(
                BrokenPipeError
            ):  # the app has closed already; its reason may be waiting to be read
                connection.sendall(line)
            while True:
                while self._owed and b"\n" in self._received:
                    _, _, self._received = self._received.partition(b"\n")
                    self._owed -= 1
                if b"\n" in self._received or len(self._received) >= protocol.MAX_LINE_BYTES:
                    break
                connection.settimeout(max(deadline - time.monotonic(), 0.001))
                chunk = connection.recv(protocol.MAX_LINE_BYTES)
                if not chunk:
                    raise AppEndedError("worktracker ended the conversation without an answer.")
                self._received += chunk
        except TimeoutError as error:
            self.__exit__()  # a late answer must not be taken for that to the next request
            raise self._silent() from error
        except OSError as error:
            self.__exit__()
            raise AppEndedError("worktracker ended while it was asked.") from error
        reply, _, self._received = self._received.partition(b"\n")
        return reply

    def _silent(self) -> WorkTrackerError:
        return WorkTrackerError(
            f"worktracker did not answer within {self._timeout_s:g} s.", "It may be busy; try again."
        )
