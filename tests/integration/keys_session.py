"""A session of its own with a real keyring: message bus, gnome-keyring, on demand a prompt on a screen."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from jeepney import DBusAddress, Properties, new_method_call

from tests.desktop.message_bus import MessageBus, SecretService
from tests.desktop.programs import Programs

_PROMPTER = "org.gnome.keyring.SystemPrompter"
_PROMPTER_PROGRAM = "/usr/libexec/gcr-prompter"
_DENIAL = f'<policy context="mandatory"><deny send_destination="{SecretService.NAME}"/></policy></busconfig>'


class KeyringSession:
    """For the length of a ``with`` block; nothing of the machine's own session is touched.

    Attributes:
        env: the environment of a program in this session.
        keyring: the Secret Service, unlocked at first.
    """

    def __enter__(self) -> Self:
        # Short, below /tmp: socket paths end at 108 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="wt-keys-", dir="/tmp"))
        self._programs = Programs(self.folder)
        self._run = self.folder / "run"
        self._run.mkdir(mode=0o700)
        home = self.folder / "home"
        home.mkdir()
        self.env = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(self._run),
        }
        self._bus = MessageBus(self._programs, "bus", self._run, self.env)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self._bus.address
        self.keyring = SecretService(self._programs, self._bus, self.env)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bus.close()
        self._programs.end_all()
        shutil.rmtree(self.folder, ignore_errors=True)

    def show_prompts(self) -> None:
        """From now on a prompt appears on a screen, where nobody answers it."""
        screen = self._programs.start(
            "Xvfb",
            ["Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp"],
            self.env,
            stdout=subprocess.PIPE,
        )
        display = f":{self._programs.first_line('Xvfb', screen)}"
        self._programs.start("prompter", [_PROMPTER_PROGRAM], self.env | {"DISPLAY": display})
        self._bus.wait_for(_PROMPTER)

    def hang(self) -> None:
        """The keyring answers nothing any more, until :meth:`continue_`."""
        self.keyring.program.send_signal(signal.SIGSTOP)

    def continue_(self) -> None:
        """The keyring answers again."""
        self.keyring.program.send_signal(signal.SIGCONT)

    def deny(self) -> None:
        """The message bus lets nobody talk to the keyring any more."""
        configuration = self._run / "bus.conf"
        configuration.write_text(configuration.read_text().replace("</busconfig>", _DENIAL))
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        self._bus.call(new_method_call(bus, "ReloadConfig"))

    def accounts(self) -> list[str]:
        """The accounts of worktracker's entries in the keyring."""
        items, locked = self._search()
        return sorted(self._account(item) for item in (*items, *locked))

    def remove_entries(self) -> None:
        """Remove worktracker's entries behind its back."""
        items, _ = self._search()
        for item in items:
            self._bus.call(new_method_call(self._item(item), "Delete"))

    def _search(self) -> tuple[list[str], list[str]]:
        service = DBusAddress(
            "/org/freedesktop/secrets", SecretService.NAME, "org.freedesktop.Secret.Service"
        )
        message = new_method_call(service, "SearchItems", "a{ss}", ({"service": "worktracker"},))
        unlocked, locked = self._bus.call(message)
        return unlocked, locked

    def _account(self, item: str) -> str:
        attributes = self._bus.call(Properties(self._item(item)).get("Attributes"))[0][1]
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
