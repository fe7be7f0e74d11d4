"""``worktracker record`` as a test starts it, ends it, and asks what it has kept."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.desktop.private_session import PrivateSession
from tests.desktop.window import wall_ms
from tests.waiting import wait_until
from worktracker.app.opening import Opening
from worktracker.clock import SystemClock
from worktracker.home import Home

WORKTRACKER = Path(sys.executable).with_name("worktracker")


@dataclass(frozen=True, slots=True)
class Kept:
    """A span as the program exports it; milliseconds since 1970."""

    start_ms: int
    end_ms: int
    state: str
    app: str | None
    title: str | None


class RecorderProgram:
    """One home, and the recorder that is started in it again and again.

    Args:
        session: of whose desktop the recorder is a part.
        home: the folder for its files; made and agreed to here.
        env: added to the session's environment (a passphrase).
    """

    def __init__(self, session: PrivateSession, home: Path, **env: str) -> None:
        self._session = session
        self.home = home
        self.env: dict[str, Any] = {"WORKTRACKER_HOME": str(home), **env}
        self._starts = 0
        self.run("agree", "--yes")

    def run(self, *arguments: str) -> str:
        """Run one command of the program; what it prints."""
        done = subprocess.run(
            [WORKTRACKER, *arguments],
            env=self._session.env | self.env,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"worktracker {arguments[0]} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def start(self) -> tuple[subprocess.Popen[bytes], int]:
        """Start recording; the process, and since when it records (ms since 1970)."""
        self._starts += 1
        name = f"record-{self.home.name}-{self._starts}"
        program = self._session.start([str(WORKTRACKER), "record"], name=name, **self.env)
        wait_until(
            lambda: "Recording." in self._session.said(name) or program.poll() is not None,
            20.0,
            "the recorder",
        )
        assert program.poll() is None, self._session.said(name)
        return program, wall_ms()

    def start_app(self) -> subprocess.Popen[bytes]:
        """Start the app in the tray, and let it record."""
        program = self._session.start([str(WORKTRACKER)], name=f"app-{self.home.name}", **self.env)

        def is_there() -> bool:
            assert program.poll() is None, self._session.said(f"app-{self.home.name}")
            return self.state() != "off"

        wait_until(is_there, 30.0, "the app")
        self.run("start")
        wait_until(lambda: self.state() == "recording", 30.0, "the app to record")
        return program

    def state(self) -> str:
        """What ``status`` says of the running app."""
        return json.loads(self.run("status", "--json"))["state"]

    def spans(self) -> list[Kept]:
        """Everything that is kept, as ``export --format jsonl`` writes it."""
        return [_kept(json.loads(line)) for line in self.run("export", "--format", "jsonl").splitlines()]

    def damage(self) -> list[str]:
        """What SQLite and SQLCipher find wrong with the store; nothing, if all is well."""
        environ = self._session.env | self.env
        opened = Opening(Home.from_environment(environ), SystemClock(), None, environ).existing()
        assert opened is not None
        try:
            execute = opened.store.connection.execute
            found = [row[0] for row in execute("PRAGMA cipher_integrity_check")]
            return found + [row[0] for row in execute("PRAGMA integrity_check") if row[0] != "ok"]
        finally:
            opened.store.close()


def uncovered_ms(spans: list[Kept], from_ms: int, to_ms: int) -> int:
    """How much of a stretch no span covers, in milliseconds."""
    covered = 0
    at = from_ms
    for span in spans:
        start, end = max(span.start_ms, at), min(span.end_ms, to_ms)
        if start < end:
            covered += end - start
            at = end
    return max(0, to_ms - from_ms - covered)


def _kept(line: Mapping[str, str]) -> Kept:
    return Kept(_ms(line["start"]), _ms(line["end"]), line["state"], line.get("app"), line.get("title"))


def _ms(instant: str) -> int:
    return round(datetime.fromisoformat(instant).timestamp() * 1000)
