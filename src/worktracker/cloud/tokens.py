"""A device's tokens: an access token for an hour, and a refresh token that is replaced at each use (RFC
6749, 10.4).

Refresh tokens have generations. Two are good: the newest, and the one that it was given for, since the answer
may have been lost on its way; who shows that again gets another newest one, and the one that was lost is
retired. Any other that comes back is in two hands: all of the device's tokens end.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, delete, select, update

from worktracker.cloud import devices, opaque, rates
from worktracker.cloud.database.tables import Authorization, Device, Token
from worktracker.cloud.database.upserts import insert
from worktracker.cloud.refusals import RefusedError
from worktracker.cloud.server import Server

ACCESS_S = 3600
REFRESH_S = 180 * 86_400


@dataclass(frozen=True, slots=True)
class Tokens:
    """A pair, told once."""

    access: str
    refresh: str


def of_device_code(server: Server, code: str, address: str) -> Tokens:
    """The tokens of a device that was approved; its code is good once.

    Raises:
        RefusedError: ``authorization_pending``, ``slow_down``, ``access_denied``, ``expired_token`` (RFC
            8628, 3.5).
    """
    rates.count(server, rates.TOKEN, address)
    now, hashed = server.now_s, opaque.code_hash(code)
    refused = "expired_token"
    with server.database.writing() as connection:
        row = connection.execute(
            select(
                Authorization.state,
                Authorization.account,
                Authorization.device,
                Authorization.polled_at,
                Authorization.pause_s,
            )
            .where(Authorization.code_hash == hashed, Authorization.expires_at > now)
            .with_for_update()
        ).one_or_none()
        if row is not None and row.state == "approved" and row.account is not None:
            connection.execute(delete(Authorization).where(Authorization.code_hash == hashed))
            mine = (Device.account == row.account, Device.device == row.device, Device.revoked_at.is_(None))
            if connection.scalar(select(Device.device).where(*mine)) is not None:
                devices.end_tokens(connection, row.account, row.device)
                return _give(connection, row.account, row.device, now)
            refused = "access_denied"  # revoked since
        elif row is not None and row.state == "denied":
            refused = "access_denied"
        elif row is not None:
            early = now - row.polled_at < row.pause_s
            refused = "slow_down" if early else "authorization_pending"
            connection.execute(
                update(Authorization)
                .where(Authorization.code_hash == hashed)
                .values(polled_at=now, pause_s=row.pause_s + (devices.PAUSE_S if early else 0))
            )
    raise _oauth(refused)


def of_refresh_token(server: Server, text: str, address: str) -> Tokens:
    """A new pair for a refresh token.

    Raises:
        RefusedError: ``invalid_grant``; where the token was retired, all of the device's tokens ended.
    """
    rates.count(server, rates.TOKEN, address)
    found = opaque.read(text)
    if found is None:
        raise _oauth("invalid_grant")
    account, hashed = found
    now = server.now_s
    with server.database.writing() as connection:
        row = connection.execute(
            select(Token.device, Token.generation, Device.refresh_used, Device.refresh_newest)
            .join(Device, (Device.account == Token.account) & (Device.device == Token.device))
            .where(
                Token.account == account,
                Token.token_hash == hashed,
                Token.generation > 0,
                Token.expires_at > now,
                Device.revoked_at.is_(None),
            )
            .with_for_update(of=Device)
        ).one_or_none()
        if row is not None and row.generation in (row.refresh_used, row.refresh_newest):
            connection.execute(
                update(Device)
                .where(Device.account == account, Device.device == row.device)
                .values(refresh_used=row.generation)
            )
            return _give(connection, account, row.device, now)
        if row is not None:
            devices.end_tokens(connection, account, row.device)
    raise _oauth("invalid_grant")


def _give(connection: Connection, account: UUID, device: UUID, now: int) -> Tokens:
    mine = (Device.account == account, Device.device == device)
    connection.execute(update(Device).where(*mine).values(refresh_newest=Device.refresh_newest + 1))
    generation = connection.execute(select(Device.refresh_newest).where(*mine)).scalar_one()
    connection.execute(
        delete(Token).where(Token.account == account, Token.device == device, Token.expires_at <= now)
    )
    pair: list[str] = []
    for number, good_s in ((0, ACCESS_S), (generation, REFRESH_S)):
        text, hashed = opaque.new(account)
        pair.append(text)
        connection.execute(
            insert(connection, Token).values(
                account=account, token_hash=hashed, device=device, generation=number, expires_at=now + good_s
            )
        )
    return Tokens(*pair)


_SAID = {
    "authorization_pending": "Nobody has approved this device yet.",
    "slow_down": "That was asked too soon; please wait longer.",
    "access_denied": "The person said no.",
    "expired_token": "This code is not good, or not any more.",
    "invalid_grant": "This refresh token is not good, or not any more.",
}


def _oauth(code: str) -> RefusedError:
    return RefusedError(400, code, _SAID[code])
