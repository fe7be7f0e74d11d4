"""What logind says on a system bus, made up: the real one needs the machine's first process and its seats.

Methods, properties and signals are those of org.freedesktop.login1(5) that the program uses.
"""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from jeepney.low_level import Message

from tests.desktop.message_bus import MessageBus
from tests.desktop.window import Took, wall_ms
from tests.waiting import wait_until

NAME = "org.freedesktop.login1"
SESSION_PATH = "/org/freedesktop/login1/session/c7"
_MANAGER = DBusAddress("/org/freedesktop/login1", NAME, f"{NAME}.Manager")
_SESSION = DBusAddress(SESSION_PATH, NAME, f"{NAME}.Session")
_PROPERTIES = "org.freedesktop.DBus.Properties"


class Delay:
    """A delay inhibitor that somebody has; its other end is theirs."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.released_ms: int | None = None

    def watch(self, released: Callable[[], None]) -> None:
        """Wait until it is released, and call back at once; in a thread of its own."""
        poll = select.poll()
        poll.register(self._descriptor, select.POLLIN)
        poll.poll()
        self.released_ms = wall_ms()
        released()
        os.close(self._descriptor)


class Logind:
    """logind with one session of the user's, for the length of a ``with`` block.

    Args:
        bus: the system bus.
        known: whether it knows the session of these tests.

    Attributes:
        delays: every delay inhibitor that was taken, oldest first.
        idle_inhibitors: process ids that ask the session not to go idle.
        released: called, in a thread, the moment that a delay inhibitor is released.
        asked: the methods that were called, once they are answered.
        slow: seconds that the next call of a method waits for its answer, by the method's name.
    """

    def __init__(self, bus: MessageBus, *, known: bool = True) -> None:
        self._connection = open_dbus_connection(bus=bus.address, enable_fds=True)
        self._known = known
        self._send_lock = threading.Lock()
        self._values: dict[str, tuple[str, Any]] = {
            "Active": ("b", True),
            "LockedHint": ("b", False),
            "Type": ("s", "x11"),
        }
        self._preparing = {"PreparingForSleep": ("b", False), "PreparingForShutdown": ("b", False)}
        self._ends = False
        self.delays: list[Delay] = []
        self.idle_inhibitors: list[int] = []
        self.released: Callable[[], None] = lambda: None
        self.asked: list[str] = []
        self.slow: dict[str, float] = {}

    def __enter__(self) -> Self:
        reply = self._connection.send_and_get_reply(message_bus.RequestName(NAME, 4))
        assert reply.body[0] == 1, "somebody else is logind"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End; may be called twice."""
        self._ends = True
        self._thread.join(5)
        self._connection.close()

    # What happens

    def lock(self) -> Took:
        """``loginctl lock-session``."""
        return self._say(_SESSION, "Lock")

    def unlock(self) -> Took:
        """``loginctl unlock-session``."""
        return self._say(_SESSION, "Unlock")

    def set_locked(self, locked: bool) -> Took:
        """A locker says that it has locked, or not any more."""
        return self._change("LockedHint", locked)

    def set_active(self, active: bool) -> Took:
        """Another user's session is in front, or this one again."""
        return self._change("Active", active)

    def prepare_for_sleep(self, begins: bool) -> Took:
        """The machine is about to sleep, or woke up."""
        self._preparing["PreparingForSleep"] = ("b", begins)
        return self._say(_MANAGER, "PrepareForSleep", "b", (begins,))

    def prepare_for_shutdown(self, begins: bool) -> Took:
        """The machine is about to shut down, or does not after all."""
        self._preparing["PreparingForShutdown"] = ("b", begins)
        return self._say(_MANAGER, "PrepareForShutdown", "b", (begins,))

    def inhibit_idle(self, *processes: int) -> Took:
        """These processes hold idle inhibitors from now on, and no others."""
        self.idle_inhibitors = list(processes)
        blocked = {"BlockInhibited": ("s", "idle" if processes else "")}
        return self._say(
            _MANAGER.with_interface(_PROPERTIES),
            "PropertiesChanged",
            "sa{sv}as",
            (f"{NAME}.Manager", blocked, []),
        )

    def wait_for_delay(self, count: int = 1) -> Delay:
        """Wait until so many delay inhibitors were taken; the newest."""
        wait_until(lambda: len(self.delays) >= count, 10, "an inhibitor")
        return self.delays[-1]

    def say_wrongly(self, signature: str | None, *body: object) -> None:
        """Send every signal with a body that none of them may have."""
        for place, signal in (
            (_MANAGER, "PrepareForSleep"),
            (_MANAGER, "PrepareForShutdown"),
            (_SESSION.with_interface(_PROPERTIES), "PropertiesChanged"),
            (_MANAGER.with_interface(_PROPERTIES), "PropertiesChanged"),
        ):
            self._say(place, signal, signature, body)

    # Inside

    def _change(self, name: str, value: bool) -> Took:
        self._values[name] = ("b", value)
        return self._say(
            _SESSION.with_interface(_PROPERTIES),
            "PropertiesChanged",
            "sa{sv}as",
            (f"{NAME}.Session", {name: self._values[name]}, []),
        )

    def _say(
        self, place: DBusAddress, signal: str, signature: str | None = None, body: tuple[Any, ...] = ()
    ) -> Took:
        before_ms = wall_ms()
        self._send(new_signal(place, signal, signature, body))
        return Took(before_ms, wall_ms())

    def _send(self, message: Message) -> None:
        with self._send_lock:
            self._connection.send(message)

    def _serve(self) -> None:
        while not self._ends:
            try:
                message = self._connection.receive(timeout=0.05)
            except TimeoutError:
                continue
            except OSError:
                return
            if message.header.message_type is MessageType.method_call:
                self._answer(message)
                self.asked.append(message.header.fields[HeaderFields.member])

    def _answer(self, call: Message) -> None:
        fields = call.header.fields
        method, path = fields[HeaderFields.member], fields[HeaderFields.path]
        time.sleep(self.slow.pop(method, 0.0))
        mine = [("c7", os.getuid(), "somebody", "seat0", SESSION_PATH)] if self._known else []
        match method:
            case "GetSession" if self._known and call.body == ("c7",):
                answer = new_method_return(call, "o", (SESSION_PATH,))
            case "ListSessions":
                other = ("c1", os.getuid() + 1, "else", "seat0", "/org/freedesktop/login1/session/c1")
                answer = new_method_return(call, "a(susso)", ([other, *mine],))
            case "GetAll":
                found = self._values if path == SESSION_PATH else self._preparing
                answer = new_method_return(call, "a{sv}", (found,))
            case "ListInhibitors":
                held = [("idle", "a", "b", "block", os.getuid(), pid) for pid in self.idle_inhibitors]
                others = [("sleep:idle", "a", "b", "delay", 0, 1), ("sleep", "a", "b", "block", 0, 1)]
                answer = new_method_return(call, "a(ssssuu)", ([*held, *others],))
            case "Inhibit":
                self._inhibit(call)
                return
            case _:
                answer = new_error(call, f"{NAME}.NoSuchSession")
        self._send(answer)

    def _inhibit(self, call: Message) -> None:
        what, _, _, mode = call.body
        assert (what, mode) == ("sleep:shutdown", "delay"), call.body
        ours, theirs = os.pipe()
        self._send(new_method_return(call, "h", (theirs,)))
        os.close(theirs)
        delay = Delay(ours)
        threading.Thread(target=delay.watch, args=(self._delay_released,), daemon=True).start()
        self.delays.append(delay)

    def _delay_released(self) -> None:
        self.released()
