"""What a screen reader sees: the app's accessible objects on a real accessibility bus (AT-SPI2).

https://www.freedesktop.org/wiki/Accessibility/AT-SPI2/ ; the numbers of the states are AtspiStateType's.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest
from jeepney import DBusAddress, HeaderFields, MatchRule, MessageType, Properties, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import Message

from tests.desktop.virtual_desktop import VirtualDesktop
from tests.waiting import wait_until

SPOKEN = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
"""What makes Qt speak on the bus without a screen reader's being there."""

PATIENCE_S = 15.0
_Address = tuple[str, str]
_Body = tuple[Any, ...]
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_REGISTRY = "org.a11y.atspi.Registry"
_ROOT = "/org/a11y/atspi/accessible/root"
_FOCUS = "object:state-changed:focused"
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_ON_SCREEN = 0
_LABELLED_BY = 2
_MOST_CHILDREN = 60
"""Of a list or a table somebody reads what is in sight; Qt lists every row that there is."""

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
        label: what the bus says that it is labelled by.
    """

    address: tuple[str, str]
    role: str
    name: str
    description: str
    states: frozenset[str]
    actions: tuple[str, ...]
    place: tuple[int, int, int, int]
    way: str
    label: str = ""

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
        (applications,) = self._children([(_REGISTRY, _ROOT)])
        return [
            window
            for windows in self._children(applications)
            for window in self._seen([(each, "") for each in windows])
        ]

    def below(self, *seen: Seen) -> list[Seen]:
        """Everything in these that is shown, themselves first, level by level."""
        found: list[Seen] = []
        level = [each for each in seen if each.in_sight]
        while level:
            found += level
            children = self._children([each.address for each in level])
            level = [
                each
                for each in self._seen(
                    [
                        (child, parent.way)
                        for parent, below in zip(level, children, strict=True)
                        for child in below[:_MOST_CHILDREN]
                    ]
                )
                if each.in_sight
            ]
        return found

    def all(self) -> list[Seen]:
        """Everything that is shown, in all windows."""
        return self.below(*self.windows())

    def find(self, role: str, name: str) -> Seen | None:
        """What is shown with this role and a name that begins so."""
        return next((each for each in self.all() if each.role == role and each.name.startswith(name)), None)

    # A hand that goes by what is seen

    def wait_for(self, role: str, name: str) -> Seen:
        """What :meth:`find` finds, once it is there and stands still."""

        def at_rest() -> list[Seen]:
            first = self.find(role, name)
            if first is None or "enabled" not in first.states:
                return []
            time.sleep(0.05)
            again = self.again(first)
            return [first] if again and again.place == first.place else []

        return wait_until(at_rest, PATIENCE_S, f"the {role} {name!r}")[0]

    def click(self, role: str, name: str) -> Seen:
        """A real click at the middle of what has this role and name."""
        found = self.wait_for(role, name)
        self._desktop.click(*found.middle)
        return found

    def choose(self, name: str, number: int = 0) -> None:
        """A real click at an entry of the menu that is open: of those whose names begin so, this one."""
        (entry,) = wait_until(lambda: self._entry(name, number), PATIENCE_S, f"the entry {name!r}")
        self._desktop.click(*entry.middle)

    def again(self, seen: Seen) -> Seen | None:
        """The same object, as it is now; None if it is gone."""
        return next(iter(self._seen([(seen.address, seen.way.rpartition(" > ")[0])])), None)

    def focused_by(self, key: str) -> Seen:
        """What has the keys after a key was pressed that moves them."""
        while self._focus.next(0.0):
            pass
        self._desktop.key(key)
        # An empty list says nothing of its own; then it is looked for.
        return wait_until(self._newly_focused, PATIENCE_S, f"the focus to be somewhere after {key}")[0]

    def _newly_focused(self) -> list[Seen]:
        address = self._focus.next(0.15)
        if address is not None:
            return self._seen([(address, "")])
        return [each for each in self.all() if "focused" in each.states][-1:]

    def parent(self, seen: Seen) -> tuple[str, str]:
        """The address of what it lies in."""
        (parent,) = self._heard([self._property(seen.address, "Parent")])
        assert parent is not None
        return parent[0][1]

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
                (parent,) = self._heard([self._property(heard, "Parent")])
                if parent is None:
                    continue  # heard of something that is gone
                (entries,) = self._children([parent[0][1]])
                found = self._seen([(each, "") for each in entries])
                found = [each for each in found if each.name.startswith(name) and each.place[3]]
                return found[number : number + 1]
        return []

    # Questions on the bus

    def _children(self, addresses: list[_Address]) -> list[list[_Address]]:
        asked = [self._question(each, _ACCESSIBLE, "GetChildren") for each in addresses]
        return [answer[0] if answer else [] for answer in self._heard(asked)]

    def _seen(self, wanted: list[tuple[_Address, str]]) -> list[Seen]:
        """These as they are now, without those that are gone."""
        each_asks = 7
        asked: list[Message] = []
        for address, _ in wanted:
            asked += [
                self._question(address, _ACCESSIBLE, "GetRoleName"),
                self._property(address, "Name"),
                self._property(address, "Description"),
                self._question(address, _ACCESSIBLE, "GetState"),
                self._question(address, "org.a11y.atspi.Action", "GetActions"),
                self._question(address, "org.a11y.atspi.Component", "GetExtents", "u", (_ON_SCREEN,)),
                self._question(address, _ACCESSIBLE, "GetRelationSet"),
            ]
        heard = self._heard(asked)
        found: list[Seen] = []
        for number, (address, way) in enumerate(wanted):
            role, name, description, state, actions, place, relations = heard[
                number * each_asks : (number + 1) * each_asks
            ]
            if not role or not name or not state:
                continue
            low, high = state[0]
            said = f"{role[0]} {name[0][1]!r}"
            label = ""
            if role[0] == "combo box" and relations:
                label = self._label(dict(relations[0]).get(_LABELLED_BY, []))
            found.append(
                Seen(
                    address,
                    role[0],
                    name[0][1],
                    description[0][1] if description else "",
                    frozenset(word for word, bit in _STATES.items() if (low | high << 32) >> bit & 1),
                    tuple(each[0] for each in actions[0]) if actions else (),
                    place[0] if place else (0, 0, 0, 0),
                    f"{way} > {said}" if way else said,
                    label,
                )
            )
        return found

    def _label(self, addresses: list[_Address]) -> str:
        names = self._heard([self._property(each, "Name") for each in addresses])
        return " ".join(name[0][1] for name in names if name)

    def _property(self, address: _Address, name: str) -> Message:
        return Properties(DBusAddress(address[1], address[0], _ACCESSIBLE)).get(name)

    def _question(
        self, address: _Address, interface: str, member: str, kinds: str | None = None, body: _Body = ()
    ) -> Message:
        return new_method_call(DBusAddress(address[1], address[0], interface), member, kinds, body)

    def _heard(self, messages: list[Message]) -> list[_Body | None]:
        """The answers, in order; None where there is no such thing, or no longer.

        All are asked before the first answer is waited for.
        """
        serials = [next(self._connection.outgoing_serial) for _ in messages]
        for message, serial in zip(messages, serials, strict=True):
            self._connection.send(message, serial=serial)
        known: dict[int, Message] = {}
        deadline = time.monotonic() + PATIENCE_S
        while len(known) < len(messages):
            message = self._connection.receive(timeout=max(0.0, deadline - time.monotonic()))
            reply_to = message.header.fields.get(HeaderFields.reply_serial)
            if reply_to is not None:
                known[reply_to] = message
        return [
            None if known[serial].header.message_type is MessageType.error else known[serial].body
            for serial in serials
        ]


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
