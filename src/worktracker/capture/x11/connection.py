"""One connection to the X server, over a Unix socket and nothing else.

python-xlib's low-level ``Xlib.protocol`` is used directly: its ``Xlib.display`` asks the
server for the keyboard's map and loads fifteen extensions that nobody here needs.

Every error of python-xlib ends here: :class:`WindowGoneError` says that a window vanished
between two calls (nothing unusual), :class:`DisplayLostError` that the server did.
"""

from __future__ import annotations

import contextlib
import re
import select
import struct
from collections.abc import Iterable
from typing import Any, NamedTuple

from worktracker.errors import CaptureError, NoDisplayError

try:
    from Xlib import X
    from Xlib import error as xerror
    from Xlib.protocol import request, rq

    from worktracker.capture.x11.wire import RawRequest, WireDisplay, forbid_tcp
except ImportError as problem:  # pragma: no cover: a broken installation
    raise CaptureError(
        "python-xlib, which reads the desktop, is not installed.", "Install worktracker again."
    ) from problem

READ_LIMIT = 4096
"""Bytes of a property that are read; a title may hold megabytes."""

_BROKEN = (xerror.ConnectionClosedError, OSError, RuntimeError, AssertionError, ValueError, struct.error)
_GET_WINDOW_ATTRIBUTES, _GET_PROPERTY = 3, 20
_PROPERTY_HEAD = struct.Struct("=xBxxxxxxIII")
_OVERRIDE_REDIRECT_AT = 27

_LOCAL_DISPLAY = re.compile(r"(?:unix/?)?:(?P<number>\d+)(?:\.(?P<screen>\d+))?")


class DisplayLostError(NoDisplayError):
    """The X server ended, or the connection to it broke."""


class WindowGoneError(Exception):
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
            "DISPLAY names a screen across the network, and worktracker opens no network connection.",
            "Run worktracker on the computer whose screen it is, with a DISPLAY such as :0.",
        )
    raise CaptureError("DISPLAY does not name a screen.", "Set DISPLAY to a local screen, such as :0.")


def _ignore(error: object, request: object) -> bool:
    """Errors of requests without an answer: all of them concern windows that are gone."""
    return True  # anything else makes python-xlib print the error


class _Translated:
    """Turns python-xlib's errors into ours. No generator: it stands around every request."""

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: object
    ) -> None:
        if kind is None:
            return
        if issubclass(kind, xerror.XError):
            raise WindowGoneError from problem
        if issubclass(kind, _BROKEN):
            raise DisplayLostError("The X server has ended.") from problem


_translated = _Translated()


class Connection:
    """A connection to the X server that ``display_name`` means.

    Raises:
        NoDisplayError: there is no such server, or it refuses.
        CaptureError: it is not on this machine.
    """

    def __init__(self, display_name: str) -> None:
        name = local_display(display_name)
        try:
            self._display: Any = WireDisplay(name)
        except (xerror.DisplayError, xerror.XauthError, xerror.ConnectionClosedError, OSError) as problem:
            raise NoDisplayError(
                f"The X server at {display_name} can't be reached.",
                "Check that the desktop session is running and that DISPLAY and XAUTHORITY are its own.",
            ) from problem
        self._display.set_error_handler(_ignore)
        info = self._display.info
        self.key_codes = range(info.min_keycode, info.max_keycode + 1)
        self.root: int = info.roots[self._display.default_screen]["root"]

    def fileno(self) -> int:
        """The socket's file descriptor.

        Raises:
            DisplayLostError: it is closed.
        """
        with _translated:
            return self._display.fileno()

    def close(self) -> None:
        """Close the connection; may be called twice, and after the server ended."""
        with contextlib.suppress(CaptureError), _translated:
            self._display.close()

    def events(self) -> list[Any]:
        """Read what the server has sent, without waiting, and hand out every event.

        Raises:
            DisplayLostError: the server ended.
        """
        with _translated:
            self._display.pending_events()
        return self.queued()

    def has_news_within(self, wait_ms: int) -> bool:
        """Wait until the server sends something, ``wait_ms`` milliseconds at most; whether it did."""
        with _translated:
            return bool(select.select([self._display], [], [], wait_ms / 1000)[0])

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
            DisplayLostError: the server ended.
        """
        with _translated:
            self._display.flush()

    def ask(self, kind: type[rq.ReplyRequest], **fields: Any) -> Any:
        """Make a request and wait for its answer.

        Raises:
            WindowGoneError: the server refused it, which means a window that is no more.
            DisplayLostError: the server ended.
        """
        with _translated:
            return kind(display=self._display, **fields)

    def ask_all(self, requests: Iterable[tuple[type[rq.ReplyRequest], dict[str, Any]]]) -> list[Any]:
        """Make several requests in one go and wait for all the answers; raises as :meth:`ask`."""
        with _translated:
            asked = [kind(display=self._display, defer=True, **fields) for kind, fields in requests]
            # The last answer first: by then the others are there. Each is asked, for its error.
            for one in reversed(asked):
                one.reply()
            return asked

    def tell(self, kind: type[rq.Request], **fields: Any) -> None:
        """Queue a request that has no answer; it goes out with the next :meth:`ask` or :meth:`flush`.

        Raises:
            DisplayLostError: the server ended.
        """
        with _translated:
            kind(display=self._display, **fields)

    def atoms(self, *names: str) -> list[int]:
        """The server's numbers for ``names``; raises as :meth:`ask`."""
        answers = self.ask_all(
            (request.InternAtom, {"name": name, "only_if_exists": False}) for name in names
        )
        return [answer.atom for answer in answers]

    def read(self, window: int, *atoms: int) -> list[Property | None]:
        """Properties of ``window``, at most :data:`READ_LIMIT` bytes of each; None where it has none.

        Raises as :meth:`ask`.
        """
        return [_property(answer) for answer in self._ask_raw(_reading(window, atom) for atom in atoms)]

    def look(self, window: int, *atoms: int) -> tuple[bool, list[Property | None]]:
        """Whether window managers leave ``window`` alone (override-redirect), and as :meth:`read`."""
        attributes = struct.pack("=BxHI", _GET_WINDOW_ATTRIBUTES, 2, window)
        first, *answers = self._ask_raw([attributes, *(_reading(window, atom) for atom in atoms)])
        return bool(first[_OVERRIDE_REDIRECT_AT]), [_property(answer) for answer in answers]

    def _ask_raw(self, requests: Iterable[bytes]) -> list[bytes]:
        with _translated:
            asked = [RawRequest(self._display, binary) for binary in requests]
            # The last answer first: by then the others are there. Each is asked, for its error.
            return [one.answer() for one in reversed(asked)][::-1]

    def number(self, window: int, atom: int) -> int | None:
        """The first number in a property of ``window``; raises as :meth:`ask`."""
        (found,) = self.read(window, atom)
        return found.value[0] if found and found.bits == 32 and found.value else None

    def select(self, window: int, mask: int) -> None:
        """Have the server tell of ``mask``'s events of ``window``, no others. Raises as :meth:`tell`."""
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
    code = "I" if bits == 32 else "H"
    return Property(kind, bits, list(struct.unpack(f"={count}{code}", content)), after > 0)
