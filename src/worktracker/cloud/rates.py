"""How often somebody may try: counted in the database, for all processes, without names or addresses.

What is counted stands there as a keyed hash, and is deleted when its time is over. A sign-in counts before
the password is looked at, so that many at once don't slip through.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, delete

from worktracker.cloud.database.tables import Limit
from worktracker.cloud.database.upserts import insert
from worktracker.cloud.refusals import too_often
from worktracker.cloud.server import Server


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``most`` in ``window_s`` seconds."""

    purpose: str
    most: int
    window_s: int


SIGN_UP = Rate("sign-up", 20, 3600)
RESET = Rate("reset", 20, 3600)
USER_CODE = Rate("user-code", 20, 900)
AUTHORIZATION = Rate("authorization", 60, 3600)
TOKEN = Rate("token", 600, 300)
_PAIR = Rate("sign-in/pair", 6, 900)
_NAME = Rate("sign-in/name", 40, 900)
_ADDRESS = Rate("sign-in/address", 60, 900)


def count(server: Server, rate: Rate, *words: str) -> None:
    """Count one more.

    Raises:
        RefusedError: it is one too many.
    """
    left = _counted(server, rate, words)
    if left:
        raise too_often(left)


def begin_attempt(server: Server, name_key: str, address: str) -> tuple[bytes, ...]:
    """Count an attempt to sign in; what :func:`forget_attempts` takes when it succeeds.

    A name is locked for the address that failed six times; forty failures from anywhere lock it for
    everybody.

    Raises:
        RefusedError: too many failed.
    """
    for rate, words in ((_ADDRESS, (address,)), (_PAIR, (name_key, address)), (_NAME, (name_key,))):
        count(server, rate, *words)
    return tuple(
        server.identity.keyed(rate.purpose, *words)
        for rate, words in ((_PAIR, (name_key, address)), (_NAME, (name_key,)))
    )


def forget_attempts(server: Server, attempts: tuple[bytes, ...]) -> None:
    """The password was right: what was counted for it doesn't count."""
    with server.database.writing() as connection:
        connection.execute(delete(Limit).where(Limit.key.in_(attempts)))


def _counted(server: Server, rate: Rate, words: tuple[str, ...]) -> int:
    """Seconds to wait; 0: none."""
    now = server.now_s
    key = server.identity.keyed(rate.purpose, *words)
    over = Limit.expires_at <= now
    with server.database.writing() as connection:
        row = connection.execute(
            insert(connection, Limit)
            .values(key=key, count=1, expires_at=now + rate.window_s)
            .on_conflict_do_update(
                index_elements=["key"],
                set_={
                    "count": case((over, 1), else_=Limit.count + 1),
                    "expires_at": case((over, now + rate.window_s), else_=Limit.expires_at),
                },
            )
            .returning(Limit.count.label("tried"), Limit.expires_at)
        ).one()
    return max(1, row.expires_at - now) if row.tried > rate.most else 0
