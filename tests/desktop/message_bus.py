"""A private message bus, on which nothing starts because somebody asked for it."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, Properties, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import Message
from jeepney.wrappers import unwrap_msg

from tests.desktop.programs import Programs
from tests.waiting import wait_until

# No service folders: without a keyring there is no keyring, and no service outlives the test.
_CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class MessageBus:
    """A dbus-daemon of its own, and one connection to it.

    Args:
        name: what it is called in logs and files.
        folder: where its socket and its configuration go.
    """

    def __init__(self, programs: Programs, name: str, folder: Path, env: Mapping[str, str]) -> None:
        configuration = folder / f"{name}.conf"
        configuration.write_text(_CONFIGURATION.format(socket=folder / name))
        self._program = programs.start(
            name,
            ["dbus-daemon", "--nofork", "--nopidfile", "--print-address=1", f"--config-file={configuration}"],
            env,
            stdout=subprocess.PIPE,
        )
        self.address = programs.first_line(name, self._program)
        self._connection = open_dbus_connection(bus=self.address)

    def connect(self) -> DBusConnection:
        """Another connection to this bus, which the caller closes."""
        return open_dbus_connection(bus=self.address)

    def call(self, message: Message, timeout_s: float = 10.0) -> tuple[Any, ...]:
        """Send a method call; the body of its reply.

        Raises:
            DBusErrorResponse: the other side answered with an error.
            TimeoutError: it did not answer in time.
        """
        return unwrap_msg(self._connection.send_and_get_reply(message, timeout=timeout_s))

    def is_owned(self, name: str) -> bool:
        """Whether somebody on the bus answers to ``name``."""
        return bool(self.call(message_bus.NameHasOwner(name))[0])

    def wait_for(self, name: str, timeout_s: float = 15.0) -> None:
        """Wait until somebody owns ``name``."""
        wait_until(lambda: self.is_owned(name), timeout_s, f"{name} on the bus")

    def close(self) -> None:
        """Close our connection; the daemon ends with the programs."""
        self._connection.close()


class SecretService:
    """gnome-keyring on a private bus, with one unlocked keyring, the default one."""

    NAME = "org.freedesktop.secrets"
    PASSWORD = b"a login password"

    def __init__(self, programs: Programs, bus: MessageBus, env: Mapping[str, str]) -> None:
        self._programs = programs
        self._bus = bus
        self._service = DBusAddress(
            "/org/freedesktop/secrets", bus_name=self.NAME, interface="org.freedesktop.Secret.Service"
        )
        self.program = programs.start(
            "gnome-keyring",
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            env,
            stdin=subprocess.PIPE,
        )
        assert self.program.stdin is not None
        self.program.stdin.write(self.PASSWORD)
        self.program.stdin.close()
        bus.wait_for(self.NAME)
        wait_until(lambda: not self.is_locked(), 15.0, "the default keyring to be unlocked")

    def is_locked(self) -> bool:
        """Whether the default keyring is locked, or there is none."""
        collection = self._default()
        if collection == "/":
            return True
        address = DBusAddress(collection, self.NAME, "org.freedesktop.Secret.Collection")
        return bool(self._bus.call(Properties(address).get("Locked"))[0][1])

    def lock(self) -> None:
        """Lock the default keyring; from now on a reader is prompted, or told that it is locked."""
        self._bus.call(new_method_call(self._service, "Lock", "ao", ([self._default()],)))
        wait_until(self.is_locked, 5.0, "the default keyring to be locked")

    def end(self) -> None:
        """End the daemon: from now on there is no Secret Service."""
        self._programs.end(self.program)
        wait_until(lambda: not self._bus.is_owned(self.NAME), 5.0, "the Secret Service to be gone")

    def _default(self) -> str:
        return str(self._bus.call(new_method_call(self._service, "ReadAlias", "s", ("default",)))[0])
