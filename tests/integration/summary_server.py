"""The real summary server as a child process, and what people do on its pages: sign up, approve."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select, update

from tests.desktop.private_session import PrivateSession
from tests.waiting import wait_until
from worktracker.cloud import accounts, devices, grants, policies, settings, totals
from worktracker.cloud.application import opened
from worktracker.cloud.database.tables import Authorization, Day, Delivery, Farewell, Policy, Total
from worktracker.cloud.server import Server

EXECUTABLE = Path(sys.executable).with_name("worktracker-cloud")

Totals = dict[tuple[date, str], int]
"""Seconds by day and name."""


class SummaryServer:
    """``worktracker-cloud serve`` with SQLite on a free port of the loopback.

    Attributes:
        url: where it listens.
        key: the fingerprint of its key, as it says when it listens.
        folder: its data.
        server: its database, for what a person would do on its pages.
    """

    url: str
    key: str
    server: Server

    def __init__(self, session: PrivateSession, folder: Path, name: str = "A server") -> None:
        self._session = session
        self.folder = folder
        self._name = name
        self._env = {
            "WORKTRACKER_CLOUD_DATA": str(folder),
            "WORKTRACKER_CLOUD_NAME": name,
            "WORKTRACKER_CLOUD_DELIVERIES_AN_HOUR": "100000",
        }
        self._program: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self.server.database.close()

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def start(self) -> None:
        """Start it, and wait until it listens."""
        log = f"cloud-{self.folder.name}-{uuid4()}"
        more: dict[str, Any] = dict(self._env)
        program = self._session.start([str(EXECUTABLE), "serve", "--port", "0"], name=log, **more)

        def address() -> str:
            assert program.poll() is None, self._session.said(log)
            for line in self._session.said(log).splitlines():
                with suppress(ValueError):
                    if "listening" in (found := json.loads(line)).get("event", ""):
                        self.key = found["key"]
                        return found["url"]
            return ""

        self.url = wait_until(address, 30, "the server to have a port")
        wait_until(self._answers, 30, "the server to listen")
        self.server = opened(replace(settings.read(self._env), public_url=self.url))
        self._program = program

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def stop(self) -> None:
        """End it as an operator would."""
        assert self._program is not None
        self._program.send_signal(signal.SIGTERM)
        assert self._program.wait(30) in (0, -signal.SIGTERM)

    def sign_up(self) -> UUID:
        """A new person, at an address of their own: so many from one are too many."""
        name = f"p{uuid4().hex[:12]}"
        return accounts.sign_up(self.server, name, "a long and quiet password", "", name)

    def approve(self, account: UUID, user_code: str) -> None:
        """The person types the code, and says yes."""
        devices.approve(self.server, account, user_code)

    def let_codes_expire(self) -> None:
        """A quarter of an hour passes."""
        with self.server.database.writing() as connection:
            connection.execute(update(Authorization).values(expires_at=0))

    def let_farewells_expire(self) -> None:
        """Half a year passes."""
        with self.server.database.writing() as connection:
            connection.execute(update(Farewell).values(expires_at=0))

    @contextmanager
    def without_farewells(self) -> Generator[None]:
        """The server does not have the words that accounts are gone."""
        with self.server.database.writing() as connection:
            rows = connection.execute(select(Farewell.__table__)).mappings().all()
            connection.execute(delete(Farewell))
        yield
        with self.server.database.writing() as connection:
            connection.execute(insert(Farewell), [dict(row) for row in rows])

    def lose_deliveries(self, account: UUID, after: int) -> None:
        """What came with a higher number is lost, as when the operator restores an earlier state of the
        database by its own means: grants and tokens are as they were.
        """
        with self.server.database.writing() as connection:
            later = select(Day.day).where(Day.account == account, Day.sequence > after)
            connection.execute(delete(Total).where(Total.account == account, Total.day.in_(later)))
            for table in (Day, Delivery):
                connection.execute(delete(table).where(table.account == account, table.sequence > after))

    def deny(self, account: UUID, user_code: str) -> None:
        """The person types the code, and says no."""
        devices.deny(self.server, account, user_code)

    def end_devices(self, account: UUID) -> None:
        """The person revokes their devices on the pages."""
        for device in devices.all_of(self.server, account):
            devices.revoke(self.server, account, device.device)

    def take_back(self, account: UUID) -> None:
        """The person revokes their grants on the pages."""
        for own in grants.all_of(self.server, account):
            grants.withdraw(self.server, account, UUID(own.grant.id), None)

    def change_policy(self) -> None:
        """The operator changes the policy, and thirty days pass."""
        version = policies.publish(self.server, "Another policy.").version
        with self.server.database.writing() as connection:
            connection.execute(update(Policy).where(Policy.version == version).values(in_force_at=0))

    def accept_policy(self, account: UUID) -> None:
        """The person accepts the policy in force."""
        accounts.accept_policy(self.server, account, policies.in_force(self.server).version)

    def totals(self, account: UUID) -> Totals:
        """Everything that it has of a person."""
        found = totals.between(self.server, account, date(2000, 1, 1), date(2100, 1, 1))
        return {(day.day, entry.name): entry.seconds for day in found for entry in day.entries}
