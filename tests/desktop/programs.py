"""Programs that a test starts, and that end with it whatever happens."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

_TERM_PATIENCE_S = 5.0
_READY_PATIENCE_S = 15.0


class Programs:
    """Starts programs, each in a process group of its own, and ends them in reverse order.

    They also end when the starting THREAD ends, even by ``kill -9`` (PR_SET_PDEATHSIG), so the
    thread that starts them must be one that stays.

    Args:
        logs: a folder; what a program says on stderr goes to ``NAME.log`` there.
    """

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._running: list[subprocess.Popen[bytes]] = []

    def start(
        self,
        name: str,
        command: Sequence[str],
        env: Mapping[str, str],
        *,
        stdin: int | IO[bytes] = subprocess.DEVNULL,
        stdout: int | IO[bytes] = subprocess.DEVNULL,
        cwd: Path | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start ``command``; the process id is the program's own."""
        with self.log_of(name).open("ab") as log:
            program = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", "--", *command],
                env=dict(env),
                stdin=stdin,
                stdout=stdout,
                stderr=log,
                cwd=cwd,
                start_new_session=True,
            )
        self._running.append(program)
        return program

    def first_line(self, name: str, program: subprocess.Popen[bytes]) -> str:
        """The first line that the program writes, once it is ready; its stdout must be a pipe.

        Raises:
            RuntimeError: it ended, or said nothing for 15 seconds.
        """
        assert program.stdout is not None
        late = threading.Timer(_READY_PATIENCE_S, program.kill)
        late.start()
        try:
            line = program.stdout.readline().decode().strip()
        finally:
            late.cancel()
            program.stdout.close()
        if not line:
            raise RuntimeError(f"{name} did not start: {self.said(name)}")
        return line

    def log_of(self, name: str) -> Path:
        """Where a program's stderr goes."""
        return self._logs / f"{name}.log"

    def said(self, name: str) -> str:
        """The end of what a program wrote to stderr."""
        return self.log_of(name).read_text(errors="replace")[-2000:]

    def end(self, program: subprocess.Popen[bytes]) -> None:
        """End a program and everything in its process group, and wait until it is gone."""
        end_group(program)
        if program in self._running:
            self._running.remove(program)

    def end_all(self) -> None:
        """End everything that is still running, the youngest first."""
        while self._running:
            self.end(self._running[-1])


def end_group(program: subprocess.Popen[bytes]) -> None:
    """SIGTERM to the program's process group, SIGKILL after 5 s, and reap it; its pipes are closed."""
    if program.poll() is None:
        _signal_group(program.pid, signal.SIGTERM)
        try:
            program.wait(_TERM_PATIENCE_S)
        except subprocess.TimeoutExpired:
            _signal_group(program.pid, signal.SIGKILL)
            program.wait()
    # What it started may outlive it in the same group. Where nothing does, and it was waited for long ago,
    # its number may be another program's by now.
    if not Path("/proc", str(program.pid)).exists():
        _signal_group(program.pid, signal.SIGKILL)
    for pipe in (program.stdin, program.stdout):
        if pipe is not None:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


def _signal_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)


def with_environment(entry: str) -> list[int]:
    """Ids of the living processes, ours aside, that were started with ``entry`` (``NAME=VALUE``)."""
    wanted = entry.encode()
    found: list[int] = []
    for name in os.listdir("/proc"):
        if not name.isdigit() or int(name) == os.getpid():
            continue
        with contextlib.suppress(OSError):  # it ended meanwhile, or is somebody else's
            if wanted in Path("/proc", name, "environ").read_bytes().split(b"\0"):
                found.append(int(name))
    return found
