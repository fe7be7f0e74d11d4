"""A session of its own with a real keyring: message bus, gnome-keyring, on demand a prompt on a screen."""

from __future__ import annotations

import contextlib
import signal
import subprocess
from pathlib import Path

from jeepney import DBusAddress, Properties, new_method_call

from tests.desktop.message_bus import SecretService
from tests.desktop.private_session import PrivateSession

_PROMPTER = "org.gnome.keyring.SystemPrompter"
_PROMPTER_PROGRAM = "/usr/libexec/gcr-prompter"
_DENIAL = f'<policy context="mandatory"><deny send_destination="{SecretService.NAME}"/></policy></busconfig>'


class KeyringSession(PrivateSession):
    """A private session with an unlocked keyring, which can be brought into trouble."""

    def __init__(self) -> None:
        super().__init__(keyring=True)

    @property
    def keyring(self) -> SecretService:
        """The Secret Service, unlocked at first."""
        assert self.secret_service is not None
        return self.secret_service

    def show_prompts(self) -> None:
        """From now on a prompt appears on a screen, where nobody answers it."""
        screen = self.start(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp"],
            name="Xvfb",
            stdout=subprocess.PIPE,
        )
        display = f":{self._programs.first_line('Xvfb', screen)}"
        self.start([_PROMPTER_PROGRAM], name="prompter", DISPLAY=display)
        self.bus.wait_for(_PROMPTER)

    def hang(self) -> None:
        """The keyring answers nothing any more, until :meth:`continue_`."""
        self.keyring.program.send_signal(signal.SIGSTOP)

    def continue_(self) -> None:
        """The keyring answers again."""
        self.keyring.program.send_signal(signal.SIGCONT)

    def deny(self) -> None:
        """The message bus lets nobody talk to the keyring any more."""
        configuration = self.folder / "run" / "bus.conf"
        configuration.write_text(configuration.read_text().replace("</busconfig>", _DENIAL))
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        self.bus.call(new_method_call(bus, "ReloadConfig"))

    def accounts(self) -> list[str]:
        """The accounts of worktracker's entries in the keyring."""
        items, locked = self._search()
        return sorted(self._account(item) for item in (*items, *locked))

    def remove_entries(self) -> None:
        """Remove worktracker's entries behind its back."""
        items, _ = self._search()
        for item in items:
            self.bus.call(new_method_call(self._item(item), "Delete"))

    def _search(self) -> tuple[list[str], list[str]]:
        service = DBusAddress(
            "/org/freedesktop/secrets", SecretService.NAME, "org.freedesktop.Secret.Service"
        )
        message = new_method_call(service, "SearchItems", "a{ss}", ({"service": "worktracker"},))
        unlocked, locked = self.bus.call(message)
        return unlocked, locked

    def _account(self, item: str) -> str:
        attributes = self.bus.call(Properties(self._item(item)).get("Attributes"))[0][1]
        return str(attributes["username"])

    @staticmethod
    def _item(path: str) -> DBusAddress:
        return DBusAddress(path, SecretService.NAME, "org.freedesktop.Secret.Item")


def children() -> list[int]:
    """The process ids of this process's living children that fetch a key."""
    found: list[int] = []
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text().split():
            with contextlib.suppress(OSError):  # it ended meanwhile
                if b"keyring_process" in Path("/proc", child, "cmdline").read_bytes():
                    found.append(int(child))
    return found
