"""What a screen reader sees: the app's accessible objects on a real accessibility bus (AT-SPI2).

https://www.freedesktop.org/wiki/Accessibility/AT-SPI2/ ; the numbers of the states are AtspiStateType's.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest
from jeepney import DBusAddress, DBusErrorResponse, HeaderFields, MatchRule, Properties, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import Message
from jeepney.wrappers import unwrap_msg

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.waiting import wait_until

SPOKEN = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
"""What makes Qt speak on the bus without a screen reader's being there."""

PATIENCE_S = 15.0
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_REGISTRY = "org.a11y.atspi.Registry"
_ROOT = "/org/a11y/atspi/accessible/root"
_FOCUS = "object:state-changed:focused"
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_ON_SCREEN = 0
_STATES = {
    "checked": 4, "enabled": 8, "expandable": 9, "focusable": 11, "focused": 12, "selected": 23,
    "showing": 25, "visible": 30,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """One accessible object, as it was when it was asked.

    Attributes:
        address: the program on the bus, and the object's path there.
        way: the roles and names from the window down to it, for failures.
        place: left, top, width and height on the screen, in pixels.
    """

    address: tuple[str, str]
    role: str
    name: str
    description: str
    states: frozenset[str]
    actions: tuple[str, ...]
    place: tuple[int, int, int, int]
    way: str

    @property
    def middle(self) -> tuple[int, int]:
        """Where to click."""
        left, top, width, height = self.place
        return left + width // 2, top + height // 2

    @property
    def in_sight(self) -> bool:
        """Whether it is shown."""
        return {"showing", "visible"} <= self.states


class AccessibilityBus:
    """The accessibility bus of a virtual desktop, and a reader on it; for the length of a ``with`` block."""

    def __init__(self, desktop: VirtualDesktop) -> None:
        launcher = next((each for each in _LAUNCHERS if Path(each).exists()), None)
        if launcher is None:
            pytest.skip("at-spi-bus-launcher is missing (Debian package at-spi2-core)")
        self._desktop = desktop
        desktop.start([launcher], name="at-spi")
        desktop.bus.wait_for("org.a11y.Bus")
        bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        (address,) = desktop.bus.call(new_method_call(bus, "GetAddress"))
        self._connection: DBusConnection = open_dbus_connection(bus=str(address))
        self._focus = _FocusHeard(str(address))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._focus.close()

    # What there is

    def windows(self) -> list[Seen]:
        """The windows of every program on the bus, menus aside."""
        found: list[Seen] = []
        for application in self._children((_REGISTRY, _ROOT)):
            found += [self._seen(each, "") for each in self._children(application)]
        return found

    def below(self, seen: Seen) -> Iterator[Seen]:
        """Everything in it, itself first."""
        yield seen
        for child in self._children(seen.address):
            try:
                found = self._seen(child, seen.way)
            except DBusErrorResponse:
                continue  # it went between two questions
            yield from self.below(found)

    def all(self) -> list[Seen]:
        """Everything that is shown, in all windows."""
        return [each for window in self.windows() for each in self.below(window) if each.in_sight]

    def find(self, role: str, name: str, *, within: str = "") -> Seen | None:
        """What is shown with this role and a name that begins so, in the window whose title begins so."""
        for window in self.windows():
            if not window.name.startswith(within):
                continue
            for each in self.below(window):
                if each.role == role and each.in_sight and each.name.startswith(name):
                    return each
        return None

    # A hand that goes by what is seen

    def wait_for(self, role: str, name: str, *, within: str = "") -> Seen:
        """What :meth:`find` finds, once it is there and stands still."""

        def at_rest() -> list[Seen]:
            first = self.find(role, name, within=within)
            if first is None or "enabled" not in first.states:
                return []
            time.sleep(0.05)
            return [first] if self.again(first).place == first.place else []

        return wait_until(at_rest, PATIENCE_S, f"the {role} {name!r}")[0]

    def click(self, role: str, name: str, *, within: str = "") -> Seen:
        """A real click at the middle of what has this role and name."""
        found = self.wait_for(role, name, within=within)
        self._desktop.click(*found.middle)
        return found

    def choose(self, name: str, number: int = 0) -> None:
        """A real click at an entry of the menu that is open: of those whose names begin so, this one."""
        (entry,) = wait_until(lambda: self._entry(name, number), PATIENCE_S, f"the entry {name!r}")
        self._desktop.click(*entry.middle)

    def again(self, seen: Seen) -> Seen:
        """The same object, as it is now."""
        return self._seen(seen.address, seen.way.rpartition(" > ")[0])

    def focused(self) -> Seen | None:
        """What has the keys, where that is one of Qt's own windows and no menu."""
        return next((each for each in self.all() if "focused" in each.states), None)

    def _entry(self, name: str, number: int) -> list[Seen]:
        """An entry of the menu that is open. Menus are not in the tree; they are heard of by the focus."""
        popups = self._desktop.screen.popups()
        for popup in popups:
            left, top, right, bottom = self._desktop.screen.place(popup)
            for y in range(top + 4, bottom - 2, 6):
                self._desktop.screen.point((left + right) // 2, y)
                heard = self._focus.next()
                if heard is None:
                    continue
                try:
                    entries = self._children(self._property(heard, "Parent"))
                    found = [self._seen(each, "") for each in entries]
                except DBusErrorResponse:
                    continue  # heard of something that is gone
                found = [each for each in found if each.name.startswith(name) and each.place[3]]
                return found[number : number + 1]
        return []

    # Questions on the bus

    def _children(self, address: tuple[str, str]) -> list[tuple[str, str]]:
        try:
            return self._ask(address, _ACCESSIBLE, "GetChildren")[0]
        except DBusErrorResponse:
            return []

    def _seen(self, address: tuple[str, str], way: str) -> Seen:
        role = self._ask(address, _ACCESSIBLE, "GetRoleName")[0]
        name = self._property(address, "Name")
        low, high = self._ask(address, _ACCESSIBLE, "GetState")[0]
        states = frozenset(word for word, bit in _STATES.items() if (low | high << 32) >> bit & 1)
        interfaces = self._ask(address, _ACCESSIBLE, "GetInterfaces")[0]
        actions: tuple[str, ...] = ()
        if "org.a11y.atspi.Action" in interfaces:
            actions = tuple(each[0] for each in self._ask(address, "org.a11y.atspi.Action", "GetActions")[0])
        place = (0, 0, 0, 0)
        if "org.a11y.atspi.Component" in interfaces:
            place = self._ask(address, "org.a11y.atspi.Component", "GetExtents", "u", (_ON_SCREEN,))[0]
        said = f"{role} {name!r}"
        description = self._property(address, "Description")
        way = f"{way} > {said}" if way else said
        return Seen(address, role, name, description, states, actions, place, way)

    def _property(self, address: tuple[str, str], name: str) -> Any:
        at = DBusAddress(address[1], address[0], _ACCESSIBLE)
        return self._call(Properties(at).get(name))[0][1]

    def _ask(
        self,
        address: tuple[str, str],
        interface: str,
        member: str,
        kinds: str = "",
        body: tuple[Any, ...] = (),
    ) -> tuple[Any, ...]:
        at = DBusAddress(address[1], address[0], interface)
        return self._call(new_method_call(at, member, kinds or None, body))

    def _call(self, message: Message) -> tuple[Any, ...]:
        return unwrap_msg(self._connection.send_and_get_reply(message, timeout=PATIENCE_S))


class _FocusHeard:
    """Hears what gets the focus, on a connection of its own."""

    def __init__(self, address: str) -> None:
        self._connection = open_dbus_connection(bus=address)
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object", member="StateChanged")
        self._connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=PATIENCE_S)
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
        self._connection.send_and_get_reply(
            new_method_call(registry, "RegisterEvent", "s", (_FOCUS,)), timeout=PATIENCE_S
        )

    def next(self, within_s: float = 0.15) -> tuple[str, str] | None:
        """What has got the focus meanwhile, the last of it."""
        heard: tuple[str, str] | None = None
        deadline = time.monotonic() + within_s
        while heard is None or time.monotonic() < deadline:
            try:
                message = self._connection.receive(timeout=0.02 if heard else within_s)
            except TimeoutError:
                return heard
            fields = message.header.fields
            if fields.get(HeaderFields.member) == "StateChanged" and message.body[:2] == ("focused", 1):
                heard = (fields[HeaderFields.sender], fields[HeaderFields.path])
        return heard

    def close(self) -> None:
        self._connection.close()
