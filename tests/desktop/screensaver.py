"""A screen saver on the session bus, made up: it says when it is on."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

from jeepney import DBusAddress, HeaderFields, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus

from tests.desktop.message_bus import MessageBus
from tests.desktop.window import Took, wall_ms


class ScreenSaver:
    """A saver under one of the desktops' names, for the length of a ``with`` block."""

    def __init__(self, bus: MessageBus, name: str, path: str) -> None:
        self._connection = bus.connect()
        self._name = name
        self._place = DBusAddress(path, name, name)
        self._active = False
        self._ends = False
        self.hangs = False  # whether it answers nobody

    def __enter__(self) -> Self:
        assert self._connection.send_and_get_reply(message_bus.RequestName(self._name, 4)).body[0] == 1
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ends = True
        self._thread.join(5)
        self._connection.close()

    def set_active(self, active: bool) -> Took:
        """Come on, or go off."""
        before_ms = wall_ms()
        self._active = active
        self._connection.send(new_signal(self._place, "ActiveChanged", "b", (active,)))
        return Took(before_ms, wall_ms())

    def say_wrongly(self, signature: str | None, *body: object) -> None:
        """Send the signal with a body that it must not have."""
        self._connection.send(new_signal(self._place, "ActiveChanged", signature, body))

    def _serve(self) -> None:
        while not self._ends:
            try:
                message = self._connection.receive(timeout=0.05)
            except TimeoutError:
                continue
            except OSError:
                return
            if self.hangs:
                continue
            wanted = message.header.fields.get(HeaderFields.member) == "GetActive"
            if message.header.message_type is MessageType.method_call and wanted:
                self._connection.send(new_method_return(message, "b", (self._active,)))
