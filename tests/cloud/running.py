"""The server as it runs: in a thread of the test, or as the real program."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import uvicorn

from tests.waiting import wait_until
from worktracker.cloud import application
from worktracker.cloud.database import schema
from worktracker.cloud.database.engine import Database
from worktracker.cloud.server import Server, open_server
from worktracker.cloud.settings import Settings

PATIENCE_S = 30


class Clock:
    """A server's clock that moves when it is told to."""

    def __init__(self, at: float = 1_795_867_200.0) -> None:  # 2026-11-28, noon
        self.at = at

    def __call__(self) -> float:
        return self.at

    def go_on(self, seconds: float) -> None:
        """Let time pass."""
        self.at += seconds


def new_server(url: str, folder: Path, **other: object) -> Server:
    """A server on a new database, with a clock of its own (``other``: settings that differ)."""
    settings = Settings(
        url, folder, "http://127.0.0.1:8765", "the tests' server", True, deliveries_an_hour=100_000
    )
    settings = replace(settings, **other)  # pyright: ignore[reportArgumentType]
    database = Database(settings.database)
    schema.migrate(database)
    database.close()
    return open_server(settings, Clock())


def clock(server: Server) -> Clock:
    """The clock of such a server."""
    assert isinstance(server.now, Clock)
    return server.now


@contextmanager
def serving(server: Server) -> Generator[httpx.Client]:
    """A client of the server, which runs in a thread."""
    config = uvicorn.Config(
        application.create(server), port=0, log_config=None, access_log=False, server_header=False
    )
    socket = config.bind_socket()
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, args=([socket],))
    thread.start()
    try:
        wait_until(lambda: running.started, PATIENCE_S, "the server to run")
        with httpx.Client(
            base_url=f"http://127.0.0.1:{socket.getsockname()[1]}", timeout=PATIENCE_S
        ) as client:
            yield client
    finally:
        running.should_exit = True
        thread.join(PATIENCE_S)
        socket.close()


class Program:
    """`worktracker-cloud serve` as a process of its own, on a free port.

    Args:
        folder: its data directory.
        environment: WORKTRACKER_CLOUD_*, without the prefix.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None, *options: str) -> None:
        self.folder = folder
        self._environment = cloud_environment(folder, environment)
        self._options = options
        self.lines: list[str] = []

    def __enter__(self) -> Self:
        words = [sys.executable, "-m", "worktracker.cloud", "serve", "--port", "0", *self._options]
        self.process = subprocess.Popen(words, env=self._environment, stderr=subprocess.PIPE, text=True)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        wait_until(lambda: self.url or self.process.poll() is not None, PATIENCE_S, "the address")
        assert self.url, "\n".join(self.lines)
        self.client = httpx.Client(base_url=self.url, timeout=PATIENCE_S)
        wait_until(self._is_up, PATIENCE_S, "the server to answer")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()
        if self.process.poll() is None:
            self.stop()
        self._reader.join(PATIENCE_S)
        assert self.process.stderr
        self.process.stderr.close()

    @property
    def url(self) -> str:
        """Where it listens; empty before it does."""
        said = [json.loads(line) for line in self.lines if '"event": "listening"' in line]
        return f"http://127.0.0.1:{said[0]['port']}" if said else ""

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End it by a signal; its status."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_S)

    def alive(self) -> bool:
        """Whether anything still answers there."""
        try:
            self.client.get("/healthz")
        except httpx.TransportError:
            return False
        return True

    def _is_up(self) -> bool:
        assert self.process.poll() is None, "\n".join(self.lines)
        try:
            return self.client.get("/healthz").status_code == 200
        except httpx.TransportError:
            return False

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.lines.append(line)


def cloud_environment(folder: Path, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a command."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WORKTRACKER_")}
    chosen = {"DATA": str(folder), **(given or {})}
    return clean | {f"WORKTRACKER_CLOUD_{name}": value for name, value in chosen.items()}


def command(
    folder: Path, *words: str, given: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command of `worktracker-cloud`."""
    return subprocess.run(
        [sys.executable, "-m", "worktracker.cloud", *words],
        env=cloud_environment(folder, given),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
