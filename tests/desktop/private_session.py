"""A user's session of its own, without a screen: places, message bus and keyring, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.desktop.message_bus import MessageBus, SecretService
from tests.desktop.programs import Programs, with_environment
from tests.waiting import wait_until

# The locations that a session hands to its programs, below the private folder.
_PLACES = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_RUNTIME_DIR": "run",
    "TMPDIR": "tmp",
}
# What a child needs of our own environment; everything else would make runs differ.
_INHERITED = ("PATH", "PYENV_ROOT", "PYTHONDONTWRITEBYTECODE", "TZ", "USER", "LOGNAME")


class PrivateSession:
    """A session of one's own, for the length of a ``with`` block.

    All methods are for the thread that entered the block.

    Args:
        keyring: with an unlocked Secret Service on the bus; without, there is none.
        system_bus: with an empty system bus; without, there is none.

    Attributes:
        env: the environment for the session's programs.
        folder: a private folder, gone afterwards; logs of the programs are in ``log/``.
        bus: the session bus.
        system_bus: the system bus, or None.
        secret_service: the keyring, or None.
    """

    bus: MessageBus
    folder: Path

    def __init__(self, *, keyring: bool = False, system_bus: bool = False) -> None:
        self._with_keyring = keyring
        self._with_system_bus = system_bus
        self.env: dict[str, str] = {}
        self.system_bus: MessageBus | None = None
        self.secret_service: SecretService | None = None
        self._buses: list[MessageBus] = []

    def __enter__(self) -> Self:
        # Short, below /tmp: socket paths end at 108 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="wt-desktop-", dir="/tmp"))
        logs = self.folder / "log"
        logs.mkdir()
        self._programs = Programs(logs)
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(
        self,
        command: Sequence[str],
        *,
        name: str = "program",
        stdin: int = subprocess.DEVNULL,
        stdout: int = subprocess.DEVNULL,
        cwd: Path | None = None,
        **env: str,
    ) -> subprocess.Popen[bytes]:
        """Start a program in this session, with ``env`` added to its environment.

        It ends with the session at the latest; its stderr is in ``said(name)``.
        """
        return self._programs.start(name, command, self.env | env, stdin=stdin, stdout=stdout, cwd=cwd)

    def end(self, program: subprocess.Popen[bytes]) -> None:
        """End a started program and its process group, and wait until it is gone."""
        self._programs.end(program)

    def said(self, name: str) -> str:
        """The last 2,000 characters that the program started as ``name`` wrote to stderr."""
        return self._programs.said(name)

    def program_ids(self) -> list[int]:
        """Process ids of everything that runs in this session, whoever started it."""
        return with_environment(f"XDG_RUNTIME_DIR={self.folder / _PLACES['XDG_RUNTIME_DIR']}")

    def close(self) -> None:
        """End everything that runs in this session and remove its folder; may be called twice."""
        for bus in self._buses:
            bus.close()
        self._buses.clear()
        self._programs.end_all()
        # What a program started in a group of its own (a detached app) has our folder in its environment.
        for left in self.program_ids():
            with contextlib.suppress(ProcessLookupError):
                os.kill(left, signal.SIGKILL)
        wait_until(lambda: not self.program_ids(), 15.0, "the last programs of the session to end")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self) -> None:
        self.env = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        self.env |= {"LANG": "C.UTF-8", "XDG_SESSION_TYPE": "x11"}
        for name, place in _PLACES.items():
            (self.folder / place).mkdir(mode=0o700, parents=True, exist_ok=True)
            self.env[name] = str(self.folder / place)
        # The machine's own system bus is none of the tests' business.
        self.env["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={self.folder}/no-system-bus"
        if self._with_system_bus:
            self.system_bus = self._start_bus("system-bus")
            self.env["DBUS_SYSTEM_BUS_ADDRESS"] = self.system_bus.address
        self.bus = self._start_bus("bus")
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self.bus.address
        if self._with_keyring:
            # Before there is a screen: nobody could answer a prompt.
            self.secret_service = SecretService(self._programs, self.bus, self.env)

    def _start_bus(self, name: str) -> MessageBus:
        bus = MessageBus(self._programs, name, self.folder / "run", self.env)
        self._buses.append(bus)
        return bus
