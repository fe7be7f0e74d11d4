"""The side of the control socket that answers: in the main loop, without a thread, without polling."""

from __future__ import annotations

import logging
import os
import socket
import stat
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

from worktracker.control import protocol
from worktracker.control.answer import Handler, answer
from worktracker.control.instance import InstanceLock
from worktracker.control.peer import is_same_user
from worktracker.errors import WorkTrackerError
from worktracker.loop import Loop, Timer

MAX_CONNECTIONS = 16
"""At once, of those that ask and go, like the command line; one more takes the place of the longest idle."""

MAX_STAYING = 64
"""Besides them, of those that something depends on: a browser's host stays as long as its browser."""

LINE_LIMIT_MS = 10_000  # from a request's first byte to its newline
IDLE_LIMIT_MS = 60_000  # without a request, unless something depends on the connection
_NO_ROOM_PAUSE_MS = 1_000  # between attempts to accept while the system has no descriptor left

_turns = count()

_log = logging.getLogger(__name__)


class ControlServer:
    """Answers the user's own programs on a Unix socket that nobody else can open.

    Args:
        loop: calls back when something was asked; nothing runs until then.
        path: where the socket is to be; its directory must exist.
        handler: carries the requests out, on the loop's thread.
    """

    def __init__(self, loop: Loop, path: Path, handler: Handler) -> None:
        self._loop = loop
        self._path = path
        self._handler = handler
        self._listener: socket.socket | None = None
        self._made: tuple[int, int] | None = None
        self._connections: set[SocketConnection] = set()
        self._pause: Timer | None = None

    def open(self, lock: InstanceLock) -> None:
        """Begin to listen; what a crashed app left at the path is replaced.

        Args:
            lock: the home's lock, held: only its holder may know that the socket there is dead.

        Raises:
            WorkTrackerError: the socket can't be made.
        """
        if not lock.held:
            raise ValueError("the control socket belongs to the holder of the home's lock")
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            listener.setblocking(False)
            _remove_stale(self._path)
            listener.bind(str(self._path))
            self._path.chmod(0o600)
            listener.listen()  # only now can anybody connect
        except OSError as error:
            listener.close()
            raise WorkTrackerError(
                f"The control socket {self._path} can't be made: {error.strerror or error}.",
                "Check the directory it lies in.",
            ) from error
        self._made = _identity(self._path)
        self._listener = listener
        self._loop.add_reader(listener.fileno(), self._accept)

    def close(self) -> None:
        """End every connection and remove the socket; may be called twice."""
        if self._listener is None:
            return
        if self._pause is not None:
            self._pause.cancel()
        self._loop.remove_reader(self._listener.fileno())
        self._listener.close()
        self._listener = None
        if self._made is not None and _identity(self._path) == self._made:
            self._path.unlink()
        for connection in tuple(self._connections):
            connection.close()

    def _accept(self) -> None:
        assert self._listener is not None
        try:
            peer, _ = self._listener.accept()
        except (BlockingIOError, ConnectionError):
            return  # it went away again
        except OSError as error:
            # No descriptor is left. The socket stays readable, so watching it would spin.
            _log.warning("No connection can be accepted: %s", error.strerror)
            self._loop.remove_reader(self._listener.fileno())
            self._pause = self._loop.call_later(_NO_ROOM_PAUSE_MS, self._accept_again)
            return
        if not is_same_user(peer):
            _log.warning("Refused a connection of another user")
            peer.close()
            return
        peer.setblocking(False)
        # Room for one reply of full length, also where the system's default is smaller (macOS).
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * protocol.MAX_LINE_BYTES)
        connection = SocketConnection(
            self._loop, peer, self._handler, self._may_stay, self._connections.discard
        )
        self._connections.add(connection)
        going = [other for other in self._connections if not other.stays]
        if len(going) > MAX_CONNECTIONS:
            # Not the new one: programs that connect and say nothing would keep all others out.
            min(going, key=lambda other: other.turn).refuse(_too_many())

    def _may_stay(self) -> bool:
        return sum(other.stays for other in self._connections) <= MAX_STAYING

    def _accept_again(self) -> None:
        if self._listener is not None:
            self._loop.add_reader(self._listener.fileno(), self._accept)


class SocketConnection:
    """One program's connection: takes lines in, gives lines back, ends when either side likes.

    It is dropped when a line is too long or too slow, when it has been idle for long and
    nothing depends on it, and when the peer does not read its replies.

    Attributes:
        turn: when it asked last, or came; of two, the one with the smaller number has been idle for longer.
    """

    def __init__(
        self,
        loop: Loop,
        peer: socket.socket,
        handler: Handler,
        may_stay: Callable[[], bool],
        closed: Callable[[SocketConnection], None],
    ) -> None:
        self._loop = loop
        self._socket = peer
        self._handler = handler
        self._may_stay = may_stay
        self._closed = closed
        self._received = bytearray()
        self._close_callbacks: list[Callable[[], None]] = []
        self._limit: Timer | None = None
        self.turn = next(_turns)
        loop.add_reader(peer.fileno(), self._read)
        self._set_limit()

    def on_close(self, callback: Callable[[], None]) -> None:
        """Call ``callback`` once when the connection ends, also when the peer is killed.

        Where too many stay already that is at once, and the peer is told why.
        """
        self._close_callbacks.append(callback)
        if self._may_stay():
            self._set_limit()
        else:
            self.refuse(_too_many())

    def push(self, event: str, fields: Mapping[str, object]) -> None:
        """Tell of ``event``; a peer that has not read what it was told before loses the connection."""
        self._send(protocol.encode_event(event, fields))

    def refuse(self, error: WorkTrackerError) -> None:
        """Say why, and close."""
        self._send(protocol.encode_refusal(protocol.Refusal.of(error)))
        self.close()

    def close(self) -> None:
        """End the connection and call who waits for its end; may be called twice."""
        if not self._open:
            return
        if self._limit is not None:
            self._limit.cancel()
        self._loop.remove_reader(self._socket.fileno())
        self._socket.close()
        self._closed(self)
        callbacks, self._close_callbacks = self._close_callbacks, []
        for callback in callbacks:
            try:
                callback()
            except Exception as error:  # noqa: BLE001 - the others depend on its end, too
                _log.error("The end of a connection failed with %s", type(error).__name__)

    @property
    def stays(self) -> bool:
        """Whether something depends on it, so that it may stay for any time."""
        return bool(self._close_callbacks)

    @property
    def _open(self) -> bool:
        return self._socket.fileno() != -1

    def _read(self) -> None:
        try:
            chunk = self._socket.recv(protocol.MAX_LINE_BYTES)
        except BlockingIOError:
            return
        except OSError:
            chunk = b""
        if not chunk:
            self.close()
            return
        line_begins = not self._received
        self._received += chunk
        if self._answer_lines() or line_begins:
            self._set_limit()
        if self._open and len(self._received) >= protocol.MAX_LINE_BYTES:
            self.refuse(protocol.ProtocolError("The message is too long."))

    def _answer_lines(self) -> bool:
        """Answer every request that is complete; whether there was one."""
        *lines, rest = bytes(self._received).split(b"\n")
        self._received[:] = rest
        if lines:
            self.turn = next(_turns)
        for line in lines:
            if len(line) >= protocol.MAX_LINE_BYTES:
                self.refuse(protocol.ProtocolError("The message is too long."))
            if not self._open:
                break
            self._send(answer(line, self._handler, self))
        return bool(lines)

    def _send(self, line: bytes) -> None:
        # The buffer has room for every reply to a peer that reads one before it asks for the next.
        try:
            complete = self._open and self._socket.send(line) == len(line)
        except OSError:
            complete = False
        if not complete:
            self.close()

    def _set_limit(self) -> None:
        """Say by when more must come."""
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None
        if not self._open:
            return
        if self._received:
            self._limit = self._loop.call_later(LINE_LIMIT_MS, self.close)
        elif not self.stays:
            self._limit = self._loop.call_later(IDLE_LIMIT_MS, self.close)


def _too_many() -> WorkTrackerError:
    return WorkTrackerError("Too many programs talk to worktracker at once.", "Try again.")


def _remove_stale(path: Path) -> None:
    try:
        if not stat.S_ISSOCK(os.lstat(path).st_mode):
            raise OSError("something else lies there")
    except FileNotFoundError:
        return
    path.unlink()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
