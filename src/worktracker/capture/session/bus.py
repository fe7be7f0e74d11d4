"""One connection to a message bus, on one file descriptor of the loop: no thread, no library's loop.

The wire format is jeepney's, the rules are the D-Bus Specification 0.43's.
"""

# jeepney comes without types; nothing of it leaves this file.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import select
import socket
import time
from collections import deque
from collections.abc import Callable, Generator, Mapping
from functools import partial
from typing import Any, NamedTuple, TypeVar

from jeepney.auth import BEGIN, Authenticator
from jeepney.bus import get_bus
from jeepney.fds import FileDescriptor, fds_buf_size
from jeepney.low_level import HeaderFields, Message, MessageFlag, MessageType, Parser
from jeepney.wrappers import DBusAddress, new_method_call

from worktracker.loop import Loop

_T = TypeVar("_T")

CALL_MS = 1_000
"""How long the loop stands still at most for an answer, milliseconds: a bus answers within one."""

BUS_NAME = "org.freedesktop.DBus"
"""The bus itself, as the sender of signals."""


class Place(NamedTuple):
    """Where a method is called: an object of a program, and one of its interfaces."""

    path: str
    name: str
    interface: str


class Question(NamedTuple):
    """A method to be called, and what type the only value of its answer is of."""

    to: Place
    method: str
    answers: str
    signature: str | None = None
    arguments: tuple[object, ...] = ()


Conversation = Generator[Question, Any, _T]
"""Asks one question after the other and gets the answers' values; for one that is refused, a RefusedError."""

_BUS = Place("/org/freedesktop/DBus", BUS_NAME, BUS_NAME)


def signal_rule(interface: str, member: str, **more: str) -> str:
    """A match rule for signals; ``more`` are its other keys, like sender and path."""
    keys = {"type": "signal", "interface": interface, "member": member} | more
    return ",".join(f"{key}='{value}'" for key, value in keys.items())


def owner_rule(name: str) -> str:
    """A match rule for ``NameOwnerChanged`` of one name."""
    return signal_rule(BUS_NAME, "NameOwnerChanged", sender=BUS_NAME, arg0=name)


class BusGoneError(OSError):
    """The bus can't be reached or broke off; the connection is of no use any more."""


class SilentError(BusGoneError):
    """No answer came in time. The bus may be well, so the connection is open still."""


class RefusedError(Exception):
    """The other side answered with an error or with something else, or there is none. Says no more."""


class Signal:
    """A signal as it came.

    Attributes:
        sender: the unique name of the connection that it came from.
        signature: of what types its body is; whoever sent it chose them, and nothing else can be relied on.
    """

    __slots__ = ("body", "interface", "member", "path", "sender", "signature")

    def __init__(self, message: Message) -> None:
        fields = message.header.fields
        self.sender: str = fields.get(HeaderFields.sender, "")
        self.path: str = fields.get(HeaderFields.path, "")
        self.interface: str = fields.get(HeaderFields.interface, "")
        self.member: str = fields.get(HeaderFields.member, "")
        self.signature: str = fields.get(HeaderFields.signature, "")
        self.body: tuple[Any, ...] = tuple(message.body)


class Bus:
    """A connection to the bus at ``address``.

    Args:
        address: as in ``DBUS_SESSION_BUS_ADDRESS``; Unix sockets only.
        loop: tells when something came.
        heard: gets every signal, on the loop's thread, never while a call waits for its answer.
        lost: called once, when the connection is gone by itself.

    Raises:
        BusGoneError: there is no such bus, or it does not let us in.
    """

    def __init__(
        self, address: str, loop: Loop, heard: Callable[[Signal], None], lost: Callable[[], None]
    ) -> None:
        self._loop = loop
        self._heard = heard
        self._lost = lost
        self._parser = Parser()
        self._serial = 0
        self._waiting: deque[Message] = deque()
        self._socket: socket.socket | None = _connected(address)
        self._poll = select.poll()
        self._poll.register(self._socket, select.POLLIN)
        try:
            self.call(_BUS, "Hello", answers="s")
        except (RefusedError, SilentError) as error:
            self.close()
            raise BusGoneError("The message bus refuses us.") from error
        loop.add_reader(self._socket.fileno(), self._drain)

    def call(
        self,
        to: Place,
        method: str,
        signature: str | None = None,
        *arguments: object,
        answers: str,
        within_ms: int = CALL_MS,
    ) -> tuple[Any, ...]:
        """Call a method and wait for its answer; nothing is started to give it.

        Args:
            answers: the signature of the answer.

        Raises:
            RefusedError: the answer is an error, or of other types.
            SilentError: none came within ``within_ms``.
            BusGoneError: the connection is gone; it is closed then.
        """
        message = _call(to, method, signature, arguments)
        message.header.flags |= MessageFlag.no_auto_start
        try:
            serial = self._send(message)
            deadline = time.monotonic() + within_ms / 1000
            while (answer := self._next(deadline - time.monotonic())) is not None:
                if answer.header.fields.get(HeaderFields.reply_serial) == serial:
                    break
                self._keep(answer)
                if time.monotonic() >= deadline:  # others speak without end
                    answer = None
                    break
        except (OSError, ValueError, IndexError, RuntimeError) as error:
            self.close()
            raise BusGoneError("The message bus broke off.") from error
        if answer is None:
            raise SilentError("The message bus does not answer.")
        header = answer.header
        given = header.fields.get(HeaderFields.signature, "")
        if header.message_type is not MessageType.method_return or given != answers:
            raise RefusedError(method)
        return tuple(answer.body)

    def converse(self, conversations: Mapping[str, Conversation[_T]], within_ms: int) -> dict[str, _T]:
        """Hold conversations side by side; what came of those that were at their end within ``within_ms``.

        Raises:
            BusGoneError: the connection is gone; it is closed then.
        """
        deadline = time.monotonic() + within_ms / 1000
        found: dict[str, _T] = {}
        asked: dict[int, tuple[str, Question]] = {}

        def go_on(key: str, step: Callable[[], Question]) -> None:
            try:
                question = step()
            except StopIteration as end:
                found[key] = end.value
            else:
                message = _call(question.to, question.method, question.signature, question.arguments)
                message.header.flags |= MessageFlag.no_auto_start
                asked[self._send(message)] = key, question

        try:
            for key, conversation in conversations.items():
                go_on(key, partial(next, conversation))
            while asked and time.monotonic() < deadline:
                answer = self._next(deadline - time.monotonic())
                if answer is None:
                    break
                header = answer.header
                waiting = asked.pop(header.fields.get(HeaderFields.reply_serial, 0), None)
                if waiting is None:
                    self._keep(answer)
                    continue
                key, question = waiting
                given = header.fields.get(HeaderFields.signature, "")
                if header.message_type is MessageType.method_return and given == question.answers:
                    go_on(key, partial(conversations[key].send, answer.body[0]))
                else:
                    go_on(key, partial(conversations[key].throw, RefusedError(question.method)))
        except (OSError, ValueError, IndexError, RuntimeError) as error:
            self.close()
            raise BusGoneError("The message bus broke off.") from error
        return found

    def match(self, rule: str, *, wanted: bool = True) -> None:
        """Hear the signals of a match rule from now on, or no more.

        Raises:
            BusGoneError: the connection is gone; it is closed then.
        """
        message = _call(_BUS, "AddMatch" if wanted else "RemoveMatch", "s", (rule,))
        message.header.flags |= MessageFlag.no_reply_expected
        try:
            self._send(message)
        except OSError as error:
            self.close()
            raise BusGoneError("The message bus broke off.") from error

    def owner(self, name: str) -> str | None:
        """The unique name of the connection that has ``name``; None if nobody has. Raises BusGoneError."""
        try:
            return str(self.call(_BUS, "GetNameOwner", "s", name, answers="s")[0])
        except RefusedError:
            return None

    def close(self) -> None:
        """End the connection without a word; may be called twice."""
        gone, self._socket = self._socket, None
        if gone is not None:
            self._loop.remove_reader(gone.fileno())
            gone.close()
        self._waiting.clear()

    def _send(self, message: Message) -> int:
        if self._socket is None:
            raise BusGoneError("The message bus is gone.")
        self._serial += 1
        self._socket.sendall(message.serialise(self._serial))
        return self._serial

    def _next(self, wait_s: float) -> Message | None:
        """The next message; None if it does not come in time. Raises OSError, or what a parser raises."""
        while (message := self._parser.get_next_message()) is None:
            if self._socket is None or not self._poll.poll(max(0.0, wait_s) * 1000):
                return None
            data, ancillary, _, _ = self._socket.recvmsg(
                self._parser.bytes_desired(),
                fds_buf_size(),
                socket.MSG_CMSG_CLOEXEC,  # a child that held an inhibitor would go on delaying sleep
            )
            if not data:
                raise ConnectionResetError
            self._parser.add_data(data, FileDescriptor.from_ancdata(ancillary))
        return message

    def _keep(self, message: Message) -> None:
        """Hand a message on after the call during which it came: the socket will not tell of it again."""
        if not self._waiting:
            self._loop.call_soon_threadsafe(self._hand_on)
        self._waiting.append(message)

    def _drain(self) -> None:
        broken = False
        try:
            while (message := self._next(0)) is not None:
                self._waiting.append(message)
        except (OSError, ValueError, IndexError, RuntimeError):
            broken = True
        self._hand_on()
        if broken and self._socket is not None:
            self.close()
            self._lost()

    def _hand_on(self) -> None:
        while self._waiting and self._socket is not None:
            message = self._waiting.popleft()
            if message.header.message_type is MessageType.signal:
                self._heard(Signal(message))


def _call(to: Place, method: str, signature: str | None, arguments: tuple[object, ...]) -> Message:
    return new_method_call(DBusAddress(to.path, to.name, to.interface), method, signature, arguments)


def _connected(address: str) -> socket.socket:
    """A socket on which the bus knows who we are. Raises BusGoneError."""
    connecting = socket.socket(socket.AF_UNIX)
    try:
        connecting.settimeout(CALL_MS / 1000)
        connecting.connect(get_bus(address))
        greeting = Authenticator(enable_fds=True)
        for words in greeting:
            connecting.sendall(words)
            answer = connecting.recv(1024)
            if not answer:
                raise ConnectionResetError  # noqa: TRY301 - it is one of the ways in which a bus is none
            greeting.feed(answer)
        connecting.sendall(BEGIN)
    except (OSError, ValueError, RuntimeError, StopIteration) as error:
        connecting.close()
        raise BusGoneError("The message bus can't be reached.") from error
    except BaseException:
        connecting.close()
        raise
    return connecting
