"""One connection to the X server, over a Unix socket and nothing else.

python-xlib's low-level ``Xlib.protocol`` is used directly: its ``Xlib.display`` asks the
server for the keyboard's map and loads fifteen extensions that nobody here needs.

Every error of python-xlib ends here: :class:`WindowGone` says that a window vanished
between two calls (nothing unusual), :class:`DisplayLost` that the server did.
"""

from __future__ import annotations

import contextlib
import io
import re
import socket
import struct
from collections.abc import Generator, Iterable
from typing import Any, NamedTuple, NoReturn

from worktracker.errors import CaptureError

try:
    from Xlib import X
    from Xlib import error as xerror
    from Xlib.protocol import display as wire
    from Xlib.protocol import request, rq
    from Xlib.support import lock, unix_connect
except ImportError as problem:  # pragma: no cover: a broken installation
    raise CaptureError(
        "python-xlib, which reads the desktop, is not installed.", "Install worktracker again."
    ) from problem

READ_LIMIT = 4096
"""Bytes of a property that are read; a title may hold megabytes."""

_RECEIVE_AT_ONCE = 16 * 1024
_GET_WINDOW_ATTRIBUTES, _GET_PROPERTY = 3, 20
_PROPERTY_NOTIFY = struct.Struct("=HHII")
_PROPERTY_HEAD = struct.Struct("=xBxxxxxxIII")
_OVERRIDE_REDIRECT_AT = 27

_LOCAL_DISPLAY = re.compile(r"(?:unix/?)?:(?P<number>\d+)(?:\.(?P<screen>\d+))?")


class DisplayLost(CaptureError):
    """The X server ended, or the connection to it broke."""


class WindowGone(Exception):
    """The window asked about is no more. Never leaves ``capture.x11``."""


class Property(NamedTuple):
    """A window's property.

    Attributes:
        type: the atom of its type.
        bits: 8, 16 or 32.
        value: bytes where ``bits`` is 8, else integers.
        cut: there is more than was read.
    """

    type: int
    bits: int
    value: bytes | list[int]
    cut: bool


class Extension(NamedTuple):
    """The numbers the server gave to an extension."""

    opcode: int
    first_event: int


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
    unix_connect._get_tcp_socket = _refuse_tcp  # pyright: ignore[reportPrivateUsage]
    unix_connect._get_unix_socket = _connect  # pyright: ignore[reportPrivateUsage]


forbid_tcp()


def local_display(name: str) -> str:
    """``name`` (such as ``:0``) in the form for which python-xlib tries Unix sockets only.

    Raises:
        CaptureError: the display is on another machine or reached over TCP, or the name means nothing.
    """
    found = _LOCAL_DISPLAY.fullmatch(name)
    if found:
        return f"unix/:{found['number']}.{found['screen'] or 0}"
    if not name:
        raise CaptureError(
            "There is no display to record.", "Start worktracker inside a desktop session, or set DISPLAY."
        )
    if ":" in name:
        raise CaptureError(
            "DISPLAY names a screen that is reached over the network; worktracker opens no network connection.",
            "Run worktracker on the computer whose screen it is, with a DISPLAY such as :0.",
        )
    raise CaptureError("DISPLAY does not name a screen.", "Set DISPLAY to a local screen, such as :0.")


class PropertyEvent:
    """PropertyNotify, as far as it is of interest; python-xlib's own takes five times as long to read."""

    __slots__ = ("atom", "sequence_number", "type", "window")

    def __init__(self, display: object, binarydata: bytes) -> None:
        del display
        _, self.sequence_number, self.window, self.atom = _PROPERTY_NOTIFY.unpack_from(binarydata)
        self.type = X.PropertyNotify


class _Display(wire.Display):
    """python-xlib's wire protocol without its objects, for one thread: windows stay plain numbers."""

    socket: socket.socket

    def __init__(self, name: str) -> None:
        self.resource_classes: dict[str, type] = {}
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
                data = b"".join(one._binary for one, _ in self.request_queue)
                self.request_queue.clear()
                self.socket.sendall(data)
            while not flush:
                received = self.socket.recv(_RECEIVE_AT_ONCE, socket.MSG_DONTWAIT if recv else 0)
                if not received:
                    self._end("server")
                self.data_recv = bytes(self.data_recv) + received
                if self.parse_response(request) or recv:
                    return
        except BlockingIOError:  # nothing there to read
            return
        except OSError as problem:
            self._end(f"server: {problem}")

    def _end(self, whom: str) -> NoReturn:
        self.close_internal(whom)
        raise self.socket_error


class _Raw(rq.ReplyRequest):
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
        return self._data


def _ignore(error: object, request: object) -> bool:
    """Errors of requests without an answer: all of them concern windows that are gone."""
    return True  # anything else makes python-xlib print the error


@contextlib.contextmanager
def _translated() -> Generator[None]:
    try:
        yield
    except xerror.XError as problem:
        raise WindowGone from problem
    except (xerror.ConnectionClosedError, OSError, RuntimeError, AssertionError, ValueError, struct.error) as problem:
        raise DisplayLost("The X server has ended.", "Recording goes on with the next desktop session.") from problem


class Connection:
    """A connection to the X server that ``display_name`` means.

    Raises:
        CaptureError: there is no such server, it refuses, or it is not on this machine.
    """

    def __init__(self, display_name: str) -> None:
        name = local_display(display_name)
        try:
            self._display: Any = _Display(name)
        except (xerror.DisplayError, xerror.XauthError, xerror.ConnectionClosedError, OSError) as problem:
            raise CaptureError(
                f"The X server at {display_name} can't be reached.",
                "Check that the desktop session is running and that DISPLAY and XAUTHORITY are its own.",
            ) from problem
        self._display.set_error_handler(_ignore)
        self.root: int = self._display.info.roots[self._display.default_screen]["root"]

    def fileno(self) -> int:
        """The socket's file descriptor.

        Raises:
            DisplayLost: it is closed.
        """
        with _translated():
            return self._display.fileno()

    def close(self) -> None:
        """Close the connection; may be called twice, and after the server ended."""
        with contextlib.suppress(CaptureError), _translated():
            self._display.close()

    def events(self) -> list[Any]:
        """Read what the server has sent, without waiting, and hand out every event.

        Raises:
            DisplayLost: the server ended.
        """
        with _translated():
            self._display.pending_events()
        return self.queued()

    def queued(self) -> list[Any]:
        """Hand out the events that were read already, along with an answer to some request."""
        events: list[Any] = self._display.event_queue or []
        if events:
            self._display.event_queue = []
        return events

    def has_queued(self) -> bool:
        """Are there events that were read but not handed out? The socket will not tell of them again."""
        return bool(self._display.event_queue)

    def flush(self) -> None:
        """Send what waits to be sent.

        Raises:
            DisplayLost: the server ended.
        """
        with _translated():
            self._display.flush()

    def ask(self, kind: type[rq.ReplyRequest], **fields: Any) -> Any:
        """Make a request and wait for its answer.

        Raises:
            WindowGone: the server refused it, which means a window that is no more.
            DisplayLost: the server ended.
        """
        with _translated():
            return kind(display=self._display, **fields)

    def ask_all(self, requests: Iterable[tuple[type[rq.ReplyRequest], dict[str, Any]]]) -> list[Any]:
        """Make several requests in one go and wait for all the answers; raises as :meth:`ask`."""
        with _translated():
            asked = [kind(display=self._display, defer=True, **fields) for kind, fields in requests]
            # The last answer first: by then the others are there. Each is asked all the same, for its error.
            for one in reversed(asked):
                one.reply()
            return asked

    def tell(self, kind: type[rq.Request], **fields: Any) -> None:
        """Queue a request that has no answer; it goes out with the next :meth:`ask` or :meth:`flush`.

        Raises:
            DisplayLost: the server ended.
        """
        with _translated():
            kind(display=self._display, **fields)

    def atoms(self, *names: str) -> list[int]:
        """The server's numbers for ``names``; raises as :meth:`ask`."""
        answers = self.ask_all((request.InternAtom, {"name": name, "only_if_exists": False}) for name in names)
        return [answer.atom for answer in answers]

    def read(self, window: int, *atoms: int) -> list[Property | None]:
        """Properties of ``window``, at most :data:`READ_LIMIT` bytes of each; None where it has none.

        Raises as :meth:`ask`.
        """
        return [_property(answer) for answer in self._ask_raw(_reading(window, atom) for atom in atoms)]

    def look(self, window: int, *atoms: int) -> tuple[bool, list[Property | None]]:
        """Whether ``window`` is one that window managers leave alone (override-redirect), and as :meth:`read`."""
        attributes = struct.pack("=BxHI", _GET_WINDOW_ATTRIBUTES, 2, window)
        first, *answers = self._ask_raw([attributes, *(_reading(window, atom) for atom in atoms)])
        return bool(first[_OVERRIDE_REDIRECT_AT]), [_property(answer) for answer in answers]

    def _ask_raw(self, requests: Iterable[bytes]) -> list[bytes]:
        with _translated():
            asked = [_Raw(self._display, binary) for binary in requests]
            # The last answer first: by then the others are there. Each is asked all the same, for its error.
            return [one.answer() for one in reversed(asked)][::-1]

    def number(self, window: int, atom: int) -> int | None:
        """The first number in a property of ``window``; raises as :meth:`ask`."""
        (found,) = self.read(window, atom)
        return found.value[0] if found and found.bits == 32 and found.value else None

    def select(self, window: int, mask: int) -> None:
        """Have the server tell of ``mask``'s events of ``window``, and of no others. Raises as :meth:`tell`."""
        self.tell(request.ChangeWindowAttributes, window=window, attrs={"event_mask": mask})

    def extension(self, name: str) -> Extension | None:
        """The extension called ``name``, None where the server lacks it; raises as :meth:`ask`."""
        answer = self.ask(request.QueryExtension, name=name)
        return Extension(answer.major_opcode, answer.first_event) if answer.present else None

    def know_event(self, code: int, kind: type[rq.Event]) -> None:
        """Read events with the number ``code`` as ``kind``."""
        self._display.add_extension_event(code, kind)

    def new_id(self) -> int:
        """A number for something that is to be made in the server."""
        return self._display.allocate_resource_id()


def _reading(window: int, atom: int) -> bytes:
    return struct.pack("=BxHIIIII", _GET_PROPERTY, 6, window, atom, X.AnyPropertyType, 0, READ_LIMIT // 4)


def _property(answer: bytes) -> Property | None:
    bits, kind, after, count = _PROPERTY_HEAD.unpack_from(answer)
    if not kind:
        return None
    content = answer[32 : 32 + count * bits // 8]
    if bits == 8:
        return Property(kind, bits, content, after > 0)
    return Property(kind, bits, list(struct.unpack(f"={count}{'I' if bits == 32 else 'H'}", content)), after > 0)
