"""What each delivery asks of the database besides its days; statements that are built once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import BigInteger, Connection, Uuid, bindparam, case, func, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import aliased

from worktracker.cloud.database.tables import Account, Delivery, Device, Grant, Policy, Token

WINDOW_S = 3600
"""The time that deliveries are counted for."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many deliveries of a device came since when; in seconds since 1970."""

    since: int
    count: int
    device: UUID


@dataclass(frozen=True, slots=True)
class State:
    """What decides whether a delivery may come, and what it was answered before.

    Attributes:
        device: the grant's; None: there is no such grant.
        superseded: JSON, of the same delivery; None: it is new.
        newest: the highest number of the device's deliveries so far; None: there is none.
    """

    accepted_policy: int
    deletion_due_at: int | None
    policy: int | None
    device: UUID | None
    receipt: str
    withdrawn_at: int | None
    superseded: str | None
    newest: int | None


_ACCOUNT = bindparam("account", type_=Uuid())
_DEVICE = bindparam("device", type_=Uuid())
_NOW = bindparam("now", type_=BigInteger())
_HOLDER = (
    select(Token.device)
    .join(Device, (Device.account == Token.account) & (Device.device == Token.device))
    .where(
        Token.account == _ACCOUNT,
        Token.token_hash == bindparam("hash"),
        Token.generation == 0,
        Token.expires_at > _NOW,
        Device.revoked_at.is_(None),
    )
)
_EARLIER = aliased(Delivery)
_NEW_WINDOW = Device.window_started_at <= bindparam("window")
_COUNTED = (
    update(Device)
    .where(Device.revoked_at.is_(None))
    .values(
        delivered_at=_NOW,
        window_started_at=case((_NEW_WINDOW, _NOW), else_=Device.window_started_at),
        window_count=case((_NEW_WINDOW, 1), else_=Device.window_count + 1),
    )
    .returning(Device.window_started_at, Device.window_count, Device.device)
)
_COUNT = _COUNTED.where(Device.account == bindparam("of"), Device.device == bindparam("by"))
_COUNT_BY_TOKEN = _COUNTED.where(
    Device.account == bindparam("of"),
    Token.account == bindparam("of"),
    Token.token_hash == bindparam("hash"),
    Token.generation == 0,
    Token.expires_at > _NOW,
    Token.device == Device.device,
)
_STATE = (
    select(
        Account.accepted_policy,
        Account.deletion_due_at,
        select(func.max(Policy.version)).where(Policy.in_force_at <= _NOW).scalar_subquery(),
        Grant.device,
        Grant.receipt,
        Grant.withdrawn_at,
        Delivery.superseded,
        select(func.max(_EARLIER.sequence))
        .where(_EARLIER.account == _ACCOUNT, _EARLIER.device == _DEVICE)
        .scalar_subquery(),
    )
    .outerjoin(Grant, (Grant.account == Account.account) & (Grant.grant_id == bindparam("grant")))
    .outerjoin(
        Delivery,
        (Delivery.account == Account.account)
        & (Delivery.device == _DEVICE)
        & (Delivery.sequence == bindparam("sequence"))
        & (Delivery.grant_id == bindparam("grant"))
        & (Delivery.body_hash == bindparam("hash")),
    )
    .where(Account.account == _ACCOUNT)
)
_SAID = ("grant_id", "body_hash", "superseded", "delivered_at")
_KEY = ("account", "device", "sequence")
_NEW = sqlite.insert(Delivery)
_SAY = _NEW.on_conflict_do_update(index_elements=_KEY, set_={name: _NEW.excluded[name] for name in _SAID})


def holder(connection: Connection, account: UUID, token_hash: bytes, now: int) -> UUID | None:
    """The device that an access token is of; None: it is nobody's, or not any more."""
    return connection.scalar(_HOLDER, {"account": account, "hash": token_hash, "now": now})


def count(connection: Connection, account: UUID, device: UUID, now: int) -> Counted | None:
    """Count a delivery, and hold the device's row until its transaction ends; None: it was revoked."""
    bound = {"of": account, "by": device, "now": now, "window": now - WINDOW_S}
    row = connection.execute(_COUNT, bound).one_or_none()
    return None if row is None else Counted(*row)


def count_by_token(connection: Connection, account: UUID, token_hash: bytes, now: int) -> Counted | None:
    """As :func:`count`, of the device that an access token is of; None: of nobody's, too."""
    bound = {"of": account, "hash": token_hash, "now": now, "window": now - WINDOW_S}
    row = connection.execute(_COUNT_BY_TOKEN, bound).one_or_none()
    return None if row is None else Counted(*row)


def state(
    connection: Connection,
    account: UUID,
    device: UUID,
    grant: UUID,
    sequence: int,
    body_hash: bytes,
    now: int,
) -> State | None:
    """All that decides whether a delivery may come; None: the account is gone."""
    bound = {
        "account": account,
        "device": device,
        "grant": grant,
        "sequence": sequence,
        "hash": body_hash,
        "now": now,
    }
    row = connection.execute(_STATE, bound).one_or_none()
    return None if row is None else State(*row)


def say(
    connection: Connection,
    account: UUID,
    device: UUID,
    grant: UUID,
    sequence: int,
    body_hash: bytes,
    superseded: str,
    now: int,
) -> None:
    """Keep what a delivery was answered, in SQLite; PostgreSQL does it with the days (day_rows.py)."""
    values = (account, device, sequence, grant, body_hash, superseded, now)
    row: dict[str, object] = dict(zip((*_KEY, *_SAID), values, strict=True))
    connection.execute(_SAY, row)
