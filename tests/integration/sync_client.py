"""A record that syncs, with the days that a test puts into it, and what a server should have of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID

from tests.fake_clock import FakeClock
from tests.integration.summary_server import SummaryServer, Totals
from worktracker.model.days import date_number
from worktracker.model.period import Period
from worktracker.model.span import Activity, Span, State, Zone
from worktracker.store.erase import Eraser, Selection
from worktracker.store.importing import Importer
from worktracker.store.store import Store
from worktracker.sync import delivering
from worktracker.sync.answers import DeviceCode
from worktracker.sync.asking import Patience
from worktracker.sync.delivering import Outcome
from worktracker.sync.grant import Terms
from worktracker.sync.granting import give
from worktracker.sync.receipt import Grant, Server
from worktracker.sync.session import Means
from worktracker.sync.signing_in import Person
from worktracker.sync.summary import Kind

QUICK = Patience(attempts=4, whole_s=20, first_s=0.001, longest_s=0.005, jitter_s=0.001)
FIRST = date(2026, 9, 1)
UTC_ZONE = Zone("Etc/UTC", 0)
_HOUR_MS = 3_600_000


def at(day: date, hours: float) -> int:
    """Milliseconds since 1970, so many hours into a day (UTC)."""
    return round(
        (datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hours)).timestamp() * 1000
    )


class SyncClient:
    """A store of its own, with a clock that tests move.

    Attributes:
        lengths: the milliseconds that it holds, by day and application.
        shown: the codes that a person was shown.
        answer: what that person does with a code; approves by default.
        pause: waits so many seconds between two looks whether they did; not at all by default.
    """

    def __init__(self, store: Store, account: UUID, server: SummaryServer) -> None:
        self.store = store
        self.clock = FakeClock("2026-09-02T12:00Z", "Etc/UTC")
        self.account = account
        self.lengths: dict[tuple[date, str], int] = {}
        self.shown: list[DeviceCode] = []
        self._server = server
        self.pause: Callable[[float], None] = lambda _: None
        self.answer: Callable[[str], None] = lambda code: server.approve(account, code)

    @classmethod
    def new(cls, path: Path, account: UUID, server: SummaryServer) -> Self:
        """One with an empty record, or with the one that is there."""
        store = Store.create(path, bytes(range(32)), "00000000-0000-4000-8000-000000000000", 0)
        return cls(store, account, server)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.store.close()

    @property
    def today(self) -> date:
        return datetime.fromtimestamp(self.clock.now().wall_ms / 1000, UTC).date()

    def means(self, *, alone: bool = False) -> Means:
        """What it syncs with; ``alone``: nobody is there, as for the timer."""
        person = None if alone else Person(self._show, self.pause)
        return Means(self.store, self.clock, person, QUICK)

    def sync(self, *, alone: bool = False) -> list[Outcome]:
        """One ``sync now``."""
        return delivering.sync(self.means(alone=alone))

    def synced(self) -> Outcome:
        """One ``sync now`` for one recipient, which has to come to its end."""
        (outcome,) = self.sync()
        if outcome.error is not None:
            raise outcome.error
        return outcome

    def grant(self, url: str, terms: Terms | None = None, pin: str | None = None) -> Grant:
        """Grant what is there; the server is asked who it is."""
        proof = delivering.who_is_at(self.means(), url, pin)
        server = Server(url, proof.name, proof.key)
        return give(self.store, server, terms or granted(), self.clock.now().wall_ms, pin)

    def work(self, day: date, app: str, from_h: float, hours: float, title: str | None = None) -> None:
        """Record so many hours of a day."""
        start = at(day, from_h)
        span = Span(start, start + round(hours * _HOUR_MS), State.ACTIVE, UTC_ZONE, Activity(app, title))
        Importer(self.store.connection, 0).take([("recorded", span)])
        key = (day, app)
        self.lengths[key] = self.lengths.get(key, 0) + round(hours * _HOUR_MS)

    def forget(self, day: date) -> None:
        """Forget a day."""
        number = date_number(day)
        Eraser(self.store.connection, 0).forget(Selection(Period(first_day=number, last_day=number)))
        for key in [key for key in self.lengths if key[0] == day]:
            del self.lengths[key]

    def pass_days(self, days: float) -> None:
        """Let time pass."""
        self.clock.pass_time(round(days * 24 * _HOUR_MS))

    def expected(self, names: Iterable[str], minutes: int = 15) -> Totals:
        """What a server should have: each day that has ended, rounded to the nearest, halves up."""
        exact: dict[tuple[date, str], int] = {}
        for (day, app), length in self.lengths.items():
            if day < self.today:
                key = (day, app if app in names else "Other")
                exact[key] = exact.get(key, 0) + length
        step = minutes * 60
        rounded = {key: int(length / 1000 / step + 0.5) * step for key, length in exact.items()}
        return {key: seconds for key, seconds in rounded.items() if seconds}

    def _show(self, code: DeviceCode, _key: str) -> None:
        self.shown.append(code)
        self.answer(code.user_code)


def granted(
    *names: str,
    of: Kind = Kind.APPLICATIONS,
    minutes: int = 15,
    shortest: int = 0,
    first: date = FIRST,
    end: date = date(2999, 1, 1),  # the server's clock is the machine's
) -> Terms:
    """Terms of a grant."""
    return Terms(of, tuple(sorted(names)), minutes, shortest, first, end, "testing", "a pseudonym")
