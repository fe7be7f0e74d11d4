"""Windows that a test opens, and the moments at which it did something to them."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.desktop.programs import Programs

_PROGRAM = Path(__file__).with_name("window_program.py")


def wall_ms() -> int:
    """Milliseconds since 1970-01-01T00:00Z, now."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True)
class Took:
    """When something was done: between ``before_ms`` and ``after_ms`` of the wall clock (ms since 1970).

    ``before_ms`` is just before it was sent; ``after_ms`` just after it was seen to have happened.
    """

    before_ms: int
    after_ms: int


class Window:
    """One real window, of a program of its own.

    Attributes:
        id: the X window.
        pid: the process that owns it.
        opened: when it was opened, until it was there (and in front, if it asked to be).
    """

    def __init__(
        self,
        programs: Programs,
        env: Mapping[str, str],
        place: tuple[int, int, int, int],
        colour: str,
        *,
        focus: bool,
    ) -> None:
        self._programs = programs
        command = [sys.executable, str(_PROGRAM), *map(str, place), colour]
        if not focus:
            command.append("--no-focus")
        self._program = programs.start("window", command, env, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        answer = self._answer()
        self.id = int(answer["window"])
        self.pid = int(answer["pid"])
        self.opened = Took(0, 0)

    def set_title(
        self, title: str | bytes, *, legacy: str | bytes | None = None, legacy_only: bool = False
    ) -> Took:
        """Give the window a title; back once the X server has it.

        Args:
            title: for _NET_WM_NAME; bytes are written as they are, however broken.
            legacy: for WM_NAME, if it shall differ; by default the title again, text as Latin-1.
            legacy_only: remove _NET_WM_NAME, as old programs (xterm) have it.
        """
        if legacy is None:
            legacy = title
        return self._order(
            do="title",
            net=None if legacy_only else _bytes(title, "utf-8").hex(),
            legacy=_bytes(legacy, "latin-1").hex(),
        )

    def remove_title(self) -> Took:
        """Leave the window without any title."""
        return self._order(do="title", net=None, legacy=None)

    def set_class(self, instance: str, class_: str) -> Took:
        """Give the window another WM_CLASS."""
        return self._order(**{"do": "class", "instance": instance, "class": class_})

    def set_pid(self, pid: int) -> Took:
        """Have the window say that it is another process's; read when it next comes to the front."""
        return self._order(do="pid", pid=pid)

    def map(self) -> Took:
        """Show the window; the window manager acts on it afterwards."""
        return self._order(do="map")

    def unmap(self) -> Took:
        """Withdraw the window; the window manager acts on it afterwards."""
        return self._order(do="unmap")

    def close(self) -> None:
        """Close the window and end its program; harmless if it has ended already."""
        if self._program.poll() is None:
            with contextlib.suppress(BrokenPipeError, EOFError):  # it ended meanwhile
                self._order(do="close")
        self._programs.end(self._program)

    def kill(self) -> None:
        """End the window's program by SIGKILL, as a crash does."""
        self._program.kill()
        self._programs.end(self._program)

    def has_ended(self) -> bool:
        """Whether the window's program has ended, for example because the user closed the window."""
        return self._program.poll() is not None

    def _order(self, **order: Any) -> Took:
        assert self._program.stdin is not None
        before_ms = wall_ms()
        self._program.stdin.write(json.dumps(order).encode() + b"\n")
        self._program.stdin.flush()
        self._answer()
        return Took(before_ms, wall_ms())

    def _answer(self) -> dict[str, Any]:
        assert self._program.stdout is not None
        line = self._program.stdout.readline()
        if not line:
            raise EOFError(f"the window's program ended: {self._programs.said('window')}")
        return json.loads(line)


def _bytes(title: str | bytes, encoding: str) -> bytes:
    return title if isinstance(title, bytes) else title.encode(encoding, errors="replace")
