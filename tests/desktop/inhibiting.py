"""What desktops hold for programs that ask the session not to go idle, made up.

The real ones bring half a desktop each with them, so none of them runs in the tests. Methods, properties and
signals are those of their own descriptions: org.gnome.SessionManager.xml and .Inhibitor.xml (gnome-session,
csm-inhibitor.c), PowerDevil's org.kde.Solid.PowerManagement.PolicyAgent.xml of today and of Plasma 5,
xfce4-power-manager's org.freedesktop.PowerManagement.Inhibit.xml. Compared by hand with answers and signals
of gnome-session 43.0, mate-session-manager 1.26.0, PowerDevil 5.27.5 and xfce4-power-manager 4.18.1; the
properties of PowerDevil's present agent are known from its description alone.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.low_level import Message

from tests.desktop.message_bus import MessageBus
from tests.desktop.window import Took, wall_ms

Answer = tuple[str | None, tuple[Any, ...]]
"""Signature and body."""


@dataclass(frozen=True)
class Held:
    """One inhibitor.

    Attributes:
        app: what its program called itself.
        idle: whether it holds the screen; if not, it only wants the machine not to sleep.
        window: the X window that it is for, where the program said so.
    """

    app: str
    idle: bool = True
    window: int = 0


class Inhibiting:
    """One of the services, for the length of a ``with`` block.

    Attributes:
        held: the inhibitors there are now.
        last_question: the method that is called last by who wants to know of one inhibitor.
        asked: the methods that were called, once they are answered.
        hangs: whether it answers nobody.
        slow_s: seconds that each answer takes.
        instead: answers to give instead of the right ones, by method.
    """

    name: str
    path: str
    interface: str
    last_question: str

    def __init__(self, bus: MessageBus) -> None:
        self._connection = bus.connect()
        self._ends = False
        self._send_lock = threading.Lock()
        self.held: list[Held] = []
        self.asked: list[str] = []
        self.hangs = False
        self.slow_s = 0.0
        self.instead: dict[str, Answer] = {}

    def __enter__(self) -> Self:
        assert self._connection.send_and_get_reply(message_bus.RequestName(self.name, 4)).body[0] == 1
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ends = True
        self._thread.join(5)
        self._connection.close()

    def hold(self, *held: Held) -> Took:
        """Hold these from now on, and no others."""
        before_ms = wall_ms()
        before, self.held = self.held, list(held)
        self._tell(before)
        return Took(before_ms, wall_ms())

    def say(self, member: str, signature: str | None, *body: object, interface: str = "") -> None:
        """Send a signal from the service's own place."""
        place = DBusAddress(self.path, self.name, interface or self.interface)
        self._send(new_signal(place, member, signature, body))

    def answer(self, method: str, path: str, body: tuple[Any, ...]) -> Answer | None:
        """What the service answers; None for an error."""
        raise NotImplementedError

    def _tell(self, before: list[Held]) -> None:
        raise NotImplementedError

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
            if message.header.message_type is not MessageType.method_call:
                continue
            fields = message.header.fields
            method = fields[HeaderFields.member]
            time.sleep(self.slow_s)
            if not self.hangs:
                right = self.answer(method, fields[HeaderFields.path], message.body)
                self._reply(message, self.instead.get(method, right))
            self.asked.append(method)

    def _reply(self, call: Message, answer: Answer | None) -> None:
        if answer is None:
            self._send(new_error(call, "org.freedesktop.DBus.Error.UnknownMethod"))
        else:
            self._send(new_method_return(call, *answer))


class SessionManager(Inhibiting):
    """GNOME's, Cinnamon's and MATE's.

    Attributes:
        tells_windows: whether inhibitors have ``GetToplevelXid``, as those of X11 sessions do.
    """

    name = interface = "org.gnome.SessionManager"
    path = "/org/gnome/SessionManager"
    last_question = "GetToplevelXid"

    def __init__(self, bus: MessageBus) -> None:
        super().__init__(bus)
        self.tells_windows = True

    def answer(self, method: str, path: str, body: tuple[Any, ...]) -> Answer | None:
        """See :class:`Inhibiting`."""
        places = {self.place(held): held for held in self.held}
        if method == "GetInhibitors":
            return "ao", (list(places),)
        held = places.get(path)
        if held is None:
            return None
        match method:
            case "GetAppId":
                return "s", (held.app,)
            case "GetFlags":
                return "u", (4 | 8 if held.idle else 1 | 4,)
            case "GetToplevelXid" if self.tells_windows:
                return "u", (held.window,)
            case _:
                return None

    def place(self, held: Held) -> str:
        """The path of an inhibitor."""
        return f"{self.path}/Inhibitor{abs(hash(held))}"

    def _tell(self, before: list[Held]) -> None:
        for held in set(before) - set(self.held):
            self.say("InhibitorRemoved", "o", self.place(held))
        for held in set(self.held) - set(before):
            self.say("InhibitorAdded", "o", self.place(held))


class PolicyAgent(Inhibiting):
    """KDE's, as it is today."""

    name = "org.kde.Solid.PowerManagement"
    path = "/org/kde/Solid/PowerManagement/PolicyAgent"
    interface = "org.kde.Solid.PowerManagement.PolicyAgent"
    last_question = "Get"

    def answer(self, method: str, path: str, body: tuple[Any, ...]) -> Answer | None:
        """See :class:`Inhibiting`."""
        if method == "Get" and body == (self.interface, "ActiveInhibitions"):
            return "v", (("a(ssssu)", self._active()),)
        return None

    def _active(self) -> list[tuple[str, str, str, str, int]]:
        return [("sleep:idle" if held.idle else "sleep", held.app, "why", "block", 3) for held in self.held]

    def _tell(self, before: list[Held]) -> None:
        changed = {"ActiveInhibitions": ("a(ssssu)", self._active())}
        properties = "org.freedesktop.DBus.Properties"
        self.say("PropertiesChanged", "sa{sv}as", self.interface, changed, [], interface=properties)


class OlderPolicyAgent(PolicyAgent):
    """KDE's of Plasma 5."""

    last_question = "HasInhibition"

    def answer(self, method: str, path: str, body: tuple[Any, ...]) -> Answer | None:
        """See :class:`Inhibiting`."""
        match method:
            case "ListInhibitions":
                return "a(ss)", ([(held.app, "why") for held in self.held],)
            case "HasInhibition" if body == (4,):
                return "b", (any(held.idle for held in self.held),)
            case _:
                return None

    def _tell(self, before: list[Held]) -> None:
        added = [(held.app, "why") for held in self.held if held not in before]
        self.say("InhibitionsChanged", "a(ss)as", added, [h.app for h in before if h not in self.held])


class PowerManager(Inhibiting):
    """Xfce's.

    Attributes:
        tells: whether it tells of changes, as its description has it; that of Xfce 4.18 never does.
    """

    name = "org.freedesktop.PowerManagement"
    path = "/org/freedesktop/PowerManagement/Inhibit"
    interface = "org.freedesktop.PowerManagement.Inhibit"
    last_question = "GetInhibitors"

    def __init__(self, bus: MessageBus) -> None:
        super().__init__(bus)
        self.tells = False

    def answer(self, method: str, path: str, body: tuple[Any, ...]) -> Answer | None:
        """See :class:`Inhibiting`."""
        return ("as", ([held.app for held in self.held],)) if method == "GetInhibitors" else None

    def _tell(self, before: list[Held]) -> None:
        if self.tells and bool(before) != bool(self.held):
            self.say("HasInhibitChanged", "b", bool(self.held))
