"""A tray host of the newer kind: a StatusNotifierWatcher that knows its items and shows nothing.

Run by the virtual desktop as a program of its own. The rules are those of
https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/ (the KDE names).
"""

from __future__ import annotations

import sys
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import Message

WATCHER_NAME = "org.kde.StatusNotifierWatcher"
WATCHER = DBusAddress("/StatusNotifierWatcher", bus_name=WATCHER_NAME, interface=WATCHER_NAME)
_PROPERTIES = "org.freedesktop.DBus.Properties"


class Watcher:
    """Keeps the items that registered, until their programs leave the bus."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._items: list[str] = []
        gone = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
        connection.send_and_get_reply(message_bus.AddMatch(gone))
        connection.send_and_get_reply(message_bus.RequestName(WATCHER_NAME))

    def run(self) -> None:
        """Answer until the bus goes away."""
        while True:
            try:
                message = self._connection.receive()
            except (ConnectionError, EOFError):
                return
            self._answer(message)

    def _answer(self, message: Message) -> None:
        fields = message.header.fields
        member = fields.get(HeaderFields.member)
        if message.header.message_type is MessageType.signal:
            if member == "NameOwnerChanged" and not message.body[2]:
                self._forget(message.body[0])
            return
        if message.header.message_type is not MessageType.method_call:
            return
        if fields.get(HeaderFields.interface) == _PROPERTIES:
            reply = self._property(message, str(member))
        elif member == "RegisterStatusNotifierItem":
            self._register(message.body[0], fields[HeaderFields.sender])
            reply = new_method_return(message)
        elif member == "RegisterStatusNotifierHost":
            reply = new_method_return(message)
        else:
            reply = new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
        self._connection.send(reply)

    def _register(self, service: str, sender: str) -> None:
        """An item is named by its bus name, or only by its path (then it is the sender's)."""
        item = sender + service if service.startswith("/") else f"{service}/StatusNotifierItem"
        if item not in self._items:
            self._items.append(item)
            self._connection.send(new_signal(WATCHER, "StatusNotifierItemRegistered", "s", (item,)))

    def _forget(self, name: str) -> None:
        for item in [item for item in self._items if item.split("/", 1)[0] == name]:
            self._items.remove(item)
            self._connection.send(new_signal(WATCHER, "StatusNotifierItemUnregistered", "s", (item,)))

    def _property(self, message: Message, member: str) -> Message:
        values: dict[str, tuple[str, Any]] = {
            "RegisteredStatusNotifierItems": ("as", self._items),
            "IsStatusNotifierHostRegistered": ("b", True),
            "ProtocolVersion": ("i", 0),
        }
        if member == "GetAll":
            return new_method_return(message, "a{sv}", (values,))
        if member == "Get" and message.body[1] in values:
            return new_method_return(message, "v", (values[message.body[1]],))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownProperty")


if __name__ == "__main__":
    Watcher(open_dbus_connection(bus=sys.argv[1])).run()
