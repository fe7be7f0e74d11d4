"""What a delivery finds before it and leaves behind it, beside a slow model of the same."""

from __future__ import annotations

import json
import random
import uuid
from datetime import date, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import Connection, select

from tests.cloud.people import FIRST, granted, someone, summary
from worktracker.cloud.database import day_rows
from worktracker.cloud.database.day_rows import Came, Written
from worktracker.cloud.database.tables import Day, Delivery, Total
from worktracker.cloud.server import Server
from worktracker.sync.summary import Summary

# Days beside each other, and some that are years away: what lies between is none of a delivery's.
DAYS = [FIRST + timedelta(days=away) for away in (-7000, -400, -1, 0, 1, 2, 3, 4, 30, 3000)]
NAMES = ("Communication", "Work", "Work > Development")
Held = dict[tuple[uuid.UUID, date], tuple[int, dict[str, int]]]
"""The sequence and the totals, in minutes, of each grant's days."""


class Model:
    """Days and totals of grants, with one loop for each question."""

    def __init__(self) -> None:
        self.held: Held = {}

    def take(self, grant: uuid.UUID, sequence: int, days: dict[date, dict[str, int]]) -> Written:
        """What :func:`day_rows.write` has to say."""
        written: set[date] = set()
        replaced: set[date] = set()
        shrunk: set[date] = set()
        for day, totals in days.items():
            before = self.held.get((grant, day))
            if before is not None and before[0] > sequence:
                continue
            written.add(day)
            if before is not None:
                replaced.add(day)
                if any(totals.get(name, 0) < minutes for name, minutes in before[1].items()):
                    shrunk.add(day)
            self.held[(grant, day)] = (sequence, totals)
        return Written(frozenset(written), frozenset(replaced), frozenset(shrunk))


def _held(connection: Connection, account: uuid.UUID) -> Held:
    days = connection.execute(select(Day.grant_id, Day.day, Day.sequence).where(Day.account == account))
    found: Held = {(row.grant_id, row.day): (row.sequence, {}) for row in days}
    totals = connection.execute(
        select(Total.grant_id, Total.day, Total.name, Total.seconds).where(Total.account == account)
    )
    for row in totals:
        found[(row.grant_id, row.day)][1][row.name] = row.seconds // 60
    return found


def _late(connection: Connection, account: uuid.UUID, sequence: int) -> str | None:
    """What is kept of a delivery's superseded days."""
    return connection.scalar(
        select(Delivery.superseded).where(Delivery.account == account, Delivery.sequence == sequence)
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_delivery_finds_and_leaves_what_a_slow_model_does(summary_server: Server, seed: int) -> None:
    chance = random.Random(seed)
    one = someone(summary_server)
    grants = [granted(summary_server, one) for _ in range(2)]
    model = Model()
    met: set[str] = set()
    before: tuple[uuid.UUID, int, dict[date, dict[str, int]]] | None = None
    with summary_server.database.writing() as connection:
        for newest in range(1, 61):
            days = {
                day: {name: 15 * chance.randrange(1, 4) for name in chance.sample(NAMES, chance.randrange(4))}
                for day in sorted(chance.sample(DAYS, chance.choice((1, 2, 3, len(DAYS)))))
            }
            grant, sequence = chance.choice(grants), max(1, newest - chance.choice((0, 0, 0, 3, 9)))
            if before is not None and chance.random() < 0.2:
                grant, sequence, days = before  # the same twice, as when an answer was lost
                met.add("twice")
            before = grant, sequence, days
            body = summary(days)
            came = Came(one.account, one.device.id, grant, sequence, sha256(body).digest(), 0)
            done = day_rows.write(connection, came, Summary.from_bytes(body))
            assert done == model.take(grant, sequence, days), (newest, sequence, days)
            assert _held(connection, one.account) == model.held
            late = sorted(day.isoformat() for day in days if day not in done.days)
            assert json.loads(_late(connection, one.account, sequence) or "") == late
            found = {
                "new": done.days - done.replaced,
                "grew": done.replaced - done.shrunk,
                "shrunk": done.shrunk,
                "superseded": late,
                "emptied": [day for day in done.shrunk if not days[day]],
            }
            met |= {word for word, its_days in found.items() if its_days}
    assert met == {"twice", "new", "grew", "shrunk", "superseded", "emptied"}
