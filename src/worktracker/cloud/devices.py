"""A person's devices, and how a new one is approved (RFC 8628, OAuth 2.0 Device Authorization Grant).

The device asks (``ask``), the person types its code on the server's page and says yes or no (``waiting``,
``approve``, ``deny``), and the device, which asks again and again, gets its tokens (cloud/tokens.py).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection, delete, select, update

from worktracker.cloud import opaque, rates
from worktracker.cloud.database.tables import Account, Authorization, Device, Farewell, Token
from worktracker.cloud.database.upserts import insert
from worktracker.cloud.refusals import RefusedError, not_found, wrong
from worktracker.cloud.server import Server
from worktracker.sync import receipt

WAITS_S = 900
PAUSE_S = 5
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""RFC 8628, section 6.1: no vowels, so no words, and nothing that is mistaken for a digit."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the device is told: its own code, and the one that it shows to the person."""

    device_code: str
    user_code: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A device that asks to be approved."""

    device: UUID
    name: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class OwnDevice:
    """A device of the person. Times in seconds since 1970; ``delivered_at`` None: never."""

    device: UUID
    name: str
    fingerprint: str
    added_at: int
    revoked_at: int | None
    delivered_at: int | None


def ask(server: Server, device: UUID, key: bytes, name: str, address: str) -> Asked:
    """A device asks to be approved.

    Raises:
        RefusedError: this address asks too often.
    """
    rates.count(server, rates.AUTHORIZATION, address)
    now = server.now_s
    device_code, hashed = opaque.new_code()
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    with server.database.writing() as connection:
        connection.execute(delete(Authorization).where(Authorization.expires_at <= now))
        connection.execute(
            insert(connection, Authorization).values(
                code_hash=hashed,
                user_code_hash=_user_code_hash(server, letters),
                device=device,
                device_key=key,
                device_name=name,
                expires_at=now + WAITS_S,
                polled_at=0,
                pause_s=PAUSE_S,
                state="waiting",
                account=None,
            )
        )
    return Asked(device_code, f"{letters[:4]}-{letters[4:]}")


def waiting(server: Server, account: UUID, user_code: str) -> Waiting:
    """The device that shows this code (however it is typed: small letters, without the dash).

    Raises:
        RefusedError: none does; or this person tries too many.
    """
    rates.count(server, rates.USER_CODE, str(account))
    with server.database.reading() as connection:
        found = _waiting(server, connection, user_code)
    return Waiting(found.device, found.device_name, receipt.fingerprint(found.device_key))


def approve(server: Server, account: UUID, user_code: str) -> OwnDevice:
    """The person says yes.

    Raises:
        RefusedError: no device shows this code; or a device of that id has another key.
    """
    rates.count(server, rates.USER_CODE, str(account))
    now = server.now_s
    with server.database.writing() as connection:
        if (
            connection.scalar(select(Account.account).where(Account.account == account).with_for_update())
            is None
        ):
            raise not_found()
        found = _waiting(server, connection, user_code)
        known = connection.scalar(
            select(Device.key).where(Device.account == account, Device.device == found.device)
        )
        if known is not None and known != found.device_key:
            raise RefusedError(409, "other_key", "A device of yours has this id, and another key.")
        taken = connection.execute(
            update(Authorization)
            .where(Authorization.code_hash == found.code_hash, Authorization.state == "waiting")
            .values(state="approved", account=account)
        )
        if taken.rowcount != 1:
            raise _no_such_code()
        row = {"name": found.device_name, "revoked_at": None}
        # It has an account again: the word that an earlier one is gone would be taken for this one's.
        connection.execute(delete(Farewell).where(Farewell.key_hash == key_hash(found.device_key)))
        connection.execute(
            insert(connection, Device)
            .values(
                account=account,
                device=found.device,
                key=found.device_key,
                added_at=now,
                delivered_at=None,
                refresh_newest=0,
                refresh_used=0,
                window_started_at=0,
                window_count=0,
                **row,
            )
            .on_conflict_do_update(index_elements=["account", "device"], set_=row)
        )
    return device(server, account, found.device)


def deny(server: Server, account: UUID, user_code: str) -> None:
    """The person says no.

    Raises:
        RefusedError: no device shows this code.
    """
    rates.count(server, rates.USER_CODE, str(account))
    with server.database.writing() as connection:
        found = _waiting(server, connection, user_code)
        connection.execute(
            update(Authorization)
            .where(Authorization.code_hash == found.code_hash, Authorization.state == "waiting")
            .values(state="denied")
        )


def all_of(server: Server, account: UUID) -> list[OwnDevice]:
    """The person's devices, the newest first; revoked ones too."""
    with server.database.reading() as connection:
        rows = connection.execute(
            _OWN.where(Device.account == account).order_by(Device.added_at.desc(), Device.device)
        ).all()
    return [_own(*row) for row in rows]


def device(server: Server, account: UUID, device: UUID) -> OwnDevice:
    """One of the person's devices.

    Raises:
        RefusedError: there is none of this id among them.
    """
    with server.database.reading() as connection:
        row = connection.execute(_OWN.where(Device.account == account, Device.device == device)).one_or_none()
    if row is None:
        raise not_found(message="There is no such device among yours.")
    return _own(*row)


def revoke(server: Server, account: UUID, device: UUID) -> None:
    """End a device's tokens; what it delivered stays until its grants are taken back.

    Raises:
        RefusedError: there is none of this id among the person's.
    """
    with server.database.writing() as connection:
        revoked = connection.execute(
            update(Device)
            .where(Device.account == account, Device.device == device)
            .values(revoked_at=server.now_s)
        )
        if revoked.rowcount != 1:
            raise not_found(message="There is no such device among yours.")
        end_tokens(connection, account, device)


def revoke_all(connection: Connection, account: UUID, now: int) -> None:
    """Revoke every device of a person."""
    connection.execute(
        update(Device).where(Device.account == account, Device.revoked_at.is_(None)).values(revoked_at=now)
    )
    connection.execute(delete(Token).where(Token.account == account))


def rename(server: Server, account: UUID, device: UUID, name: str) -> None:
    """Give a device another name here.

    Raises:
        RefusedError: there is none of this id among the person's, or the name is not one.
    """
    shown = checked_device_name(name)
    with server.database.writing() as connection:
        done = connection.execute(
            update(Device).where(Device.account == account, Device.device == device).values(name=shown)
        )
        if done.rowcount != 1:
            raise not_found(message="There is no such device among yours.")


def checked_device_name(name: str) -> str:
    """A device's name as it is kept.

    Raises:
        RefusedError: it is empty, too long, or has characters that can't be shown.
    """
    shown = name.strip()
    if not 1 <= len(shown) <= 200 or not shown.isprintable():
        raise wrong("A device's name has 1 to 200 characters.")
    return shown


def key_hash(key: bytes) -> bytes:
    """What is kept of a device's key once its account is gone."""
    return sha256(key).digest()


def end_tokens(connection: Connection, account: UUID, device: UUID) -> None:
    """Take a device's tokens away."""
    connection.execute(delete(Token).where(Token.account == account, Token.device == device))


_OWN = select(Device.device, Device.name, Device.key, Device.added_at, Device.revoked_at, Device.delivered_at)


def _own(
    device: UUID, name: str, key: bytes, added_at: int, revoked_at: int | None, delivered_at: int | None
) -> OwnDevice:
    return OwnDevice(device, name, receipt.fingerprint(key), added_at, revoked_at, delivered_at)


@dataclass(frozen=True, slots=True)
class _Found:
    code_hash: bytes
    device: UUID
    device_key: bytes
    device_name: str


def _waiting(server: Server, connection: Connection, user_code: str) -> _Found:
    letters = "".join(one for one in user_code.upper() if one in _LETTERS)
    row = connection.execute(
        select(
            Authorization.code_hash,
            Authorization.device,
            Authorization.device_key,
            Authorization.device_name,
        ).where(
            Authorization.user_code_hash == _user_code_hash(server, letters),
            Authorization.expires_at > server.now_s,
            Authorization.state == "waiting",
        )
    ).one_or_none()
    if row is None:
        raise _no_such_code()
    return _Found(*row)


def _no_such_code() -> RefusedError:
    return not_found(message="No device shows this code, or not any more.")


def _user_code_hash(server: Server, letters: str) -> bytes:
    return server.identity.keyed("user-code", letters)
