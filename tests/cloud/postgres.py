"""A PostgreSQL of the tests' own: on a unix socket in a folder in memory, ended by its process id."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import uuid
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.waiting import wait_until

_ROOT = Path("/usr/lib/postgresql")
_USER = "nobody"
_QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


def _programs() -> Path:
    """The newest installed version's."""
    versions = sorted((one for one in _ROOT.iterdir() if one.name.isdigit()), key=lambda one: int(one.name))
    return versions[-1] / "bin"


class Postgres:
    """One cluster.

    Args:
        durable: as it would run for real; else a crash of the machine may lose something, and it is quicker.
        settings: more of postgresql.conf's.
    """

    def __init__(self, *, durable: bool = False, settings: tuple[str, ...] = ()) -> None:
        self._settings = ("max_connections=100", *settings, *(() if durable else _QUICK))
        self.folder = Path(tempfile.mkdtemp(prefix="wt-pg-", dir="/tmp"))

    def __enter__(self) -> Self:
        self.folder.chmod(0o755)
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            os.chown(self.folder, self._user().pw_uid, self._user().pw_gid)
            os.chown(data, self._user().pw_uid, self._user().pw_gid)
        programs = _programs()
        made = self._run(
            [
                programs / "initdb",
                "-D",
                data,
                "-U",
                "tests",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
            ]
        )
        assert made.wait(60) == 0
        given = [part for each in self._settings for part in ("-c", each)]
        self.process = self._run(
            [programs / "postgres", "-D", data, "-k", self.folder, "-c", "listen_addresses=", *given]
        )
        wait_until(self._answers, 30, "PostgreSQL to answer")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.send_signal(signal.SIGQUIT)  # at once: nothing of it is needed any more
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name: str | None = None) -> str:
        """The URL of a new, empty database."""
        import psycopg

        name = name or f"t{uuid.uuid4().hex}"
        with psycopg.connect(self._connection("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return f"postgresql+psycopg://tests@/{name}?host={self.folder}"

    def _answers(self) -> bool:
        import psycopg

        assert self.process.poll() is None, "PostgreSQL ended"
        try:
            psycopg.connect(self._connection("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def _connection(self, name: str) -> str:
        return f"host={self.folder} user=tests dbname={name}"

    def _run(self, command: list[Any]) -> subprocess.Popen[bytes]:
        words = [str(word) for word in command]
        log = (self.folder / "log").open("ab")
        with log:
            if os.getuid() != 0:
                return subprocess.Popen(words, stdout=log, stderr=log, cwd=self.folder)
            user = self._user()
            return subprocess.Popen(
                words,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                user=user.pw_uid,
                group=user.pw_gid,
                extra_groups=[],
            )

    @staticmethod
    def _user() -> pwd.struct_passwd:
        return pwd.getpwnam(_USER)
