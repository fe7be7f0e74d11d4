"""The real host as a child process, spoken to as a browser does."""

from __future__ import annotations

import json
import os
import queue
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Self

PATIENCE_S = 10.0
EXECUTABLE = Path(sys.executable).with_name("worktracker-browser-host")
ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop/"


def tab(url: Any = "https://example.org/", **more: Any) -> dict[str, Any]:
    """A good message about a tab."""
    message = {"v": 1, "type": "tab", "url": url, "title": "A title", "private": False, "audible": False}
    return message | {"browser": "chromium"} | more


def framed(message: bytes) -> bytes:
    """A frame of native messaging."""
    return struct.pack("=I", len(message)) + message


class HostProgram:
    """One run of ``worktracker-browser-host``, for the length of a ``with`` block."""

    def __init__(self, home: Path) -> None:
        self.told: queue.Queue[dict[str, Any]] = queue.Queue()
        self.program = subprocess.Popen(
            [str(EXECUTABLE), ORIGIN],
            env=os.environ | {"WORKTRACKER_HOME": str(home)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def say(self, message: dict[str, Any]) -> None:
        """One message of the extension's."""
        self.write(framed(json.dumps(message).encode()))

    def write(self, data: bytes) -> None:
        """Whatever, into its pipe."""
        assert self.program.stdin is not None
        self.program.stdin.write(data)
        self.program.stdin.flush()

    def next(self) -> dict[str, Any]:
        """The next message for the extension, waited for."""
        return self.told.get(timeout=PATIENCE_S)

    def end(self) -> tuple[int, str]:
        """Close its pipe as a browser does; its exit code and all that it wrote on stderr."""
        assert self.program.stdin is not None
        assert self.program.stderr is not None
        assert self.program.stdout is not None
        if not self.program.stdin.closed:
            self.program.stdin.close()
        code = self.program.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)
        self.program.stdout.close()
        with self.program.stderr as stderr:
            return code, stderr.read().decode()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.program.poll() is None:
            self.program.kill()
        assert self.program.stderr is not None
        if not self.program.stderr.closed:
            try:
                self.end()
            except BrokenPipeError:  # what was written after its end
                self.program.wait()

    def _read(self) -> None:
        assert self.program.stdout is not None
        while len(head := self.program.stdout.read(4)) == 4:
            (length,) = struct.unpack("=I", head)
            self.told.put(json.loads(self.program.stdout.read(length)))
