"""python-xlib's connection to an X server, cut down: no TCP, no objects, no ``select`` before each step."""

from __future__ import annotations

import contextlib
import io
import socket
import struct
from typing import Any, NoReturn

from Xlib import X
from Xlib.protocol import display as wire
from Xlib.protocol import rq
from Xlib.support import lock, unix_connect

_RECEIVE_AT_ONCE = 16 * 1024
_PROPERTY_NOTIFY = struct.Struct("=HHII")


def _refuse_tcp(host: str, number: int) -> NoReturn:
    raise ConnectionRefusedError("worktracker opens no internet socket")


def _connect(address: str) -> socket.socket:
    """As python-xlib does it, but without leaving the socket open where nobody answers."""
    connecting = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connecting.connect(address)
    except BaseException:
        connecting.close()
        raise
    return connecting


def forbid_tcp() -> None:
    """Take from python-xlib, for all of this process, its way of connecting over TCP.

    Where the Unix socket of ``:N`` refuses, python-xlib tries port 6000 + N. pynput and
    pywinctl, which connect through python-xlib by themselves, would do so too.
    """
    unix_connect.__dict__["_get_tcp_socket"] = _refuse_tcp
    unix_connect.__dict__["_get_unix_socket"] = _connect


class PropertyEvent:
    """PropertyNotify, as far as it is of interest; python-xlib's own takes longer to read."""

    __slots__ = ("atom", "sequence_number", "type", "window")

    def __init__(self, display: object, binarydata: bytes) -> None:
        del display
        _, self.sequence_number, self.window, self.atom = _PROPERTY_NOTIFY.unpack_from(binarydata)
        self.type = X.PropertyNotify


class WireDisplay(wire.Display):
    """python-xlib's wire protocol without its objects, for one thread: windows stay plain numbers."""

    socket: socket.socket
    # The stubs know neither what makes windows plain numbers, nor that an event may be any class.
    resource_classes: Any
    event_classes: Any
    request_queue: Any
    socket_error: Any

    def __init__(self, name: str) -> None:
        self.resource_classes = {}
        # python-xlib keeps these on the class, although each server numbers its extensions itself.
        self.event_classes = {**wire.Display.event_classes, X.PropertyNotify: PropertyEvent}
        try:
            # Reading ~/.Xauthority prints warnings, and standard output belongs to reports.
            with contextlib.redirect_stdout(io.StringIO()):
                super().__init__(name)
        except BaseException:
            if "socket" in self.__dict__:
                self.socket.close()
            raise

    def send_and_recv(
        self, flush: bool = False, event: bool = False, request: int | None = None, recv: bool = False
    ) -> None:
        """Send what is queued; with ``request`` wait for its answer, with ``recv`` read what is there.

        python-xlib's own serves several threads and asks ``select`` before each step, which
        makes half of what a window switch costs.
        """
        # Held by the caller, after python-xlib's rules; a real lock once pynput has imported Xlib.threaded.
        self.send_recv_lock.release()
        try:
            if self.request_queue:
                self.sent_requests += [one for one, expects_answer in self.request_queue if expects_answer]
                data = b"".join(one._binary for one, _ in self.request_queue)  # noqa: SLF001
                self.request_queue.clear()
                self.socket.sendall(data)
            while not flush:
                received = self.socket.recv(_RECEIVE_AT_ONCE, socket.MSG_DONTWAIT if recv else 0)
                if not received:
                    self._end("server")
                self.data_recv = bytes(self.data_recv) + received
                if self.parse_response(-2 if request is None else request) or recv:
                    return
        except BlockingIOError:  # nothing there to read
            return
        except OSError as problem:
            self._end(f"server: {problem}")

    def _end(self, whom: str) -> NoReturn:
        self.close_internal(whom)
        raise self.socket_error


class RawRequest(rq.ReplyRequest):
    """A request that is packed, and whose answer is read, without python-xlib's slow descriptions."""

    _reply = None  # by having this, python-xlib knows that an answer is expected

    def __init__(self, display: wire.Display, binary: bytes) -> None:
        self._display = display
        self._binary = binary
        self._data = self._error = None
        self._response_lock = lock.allocate_lock()
        display.send_request(self, True)
        self.sequence_number = self._serial

    def _parse_response(self, data: bytes) -> None:
        self._data = data

    def answer(self) -> bytes:
        """The bytes of the answer; waits for them."""
        self.reply()
        assert self._data is not None
        return self._data
