"""People: sign-up (open, or by invitation), passwords, and the ways they are set anew."""

from __future__ import annotations

import unicodedata
import uuid
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.exc import IntegrityError

from worktracker.cloud import devices, opaque, passwords, policies, rates
from worktracker.cloud.database.tables import Account, AccountName, Invitation, Reset, Session
from worktracker.cloud.database.upserts import insert
from worktracker.cloud.refusals import RefusedError, not_found, wrong
from worktracker.cloud.server import Server

INVITATION_S = 14 * 86_400
RESET_S = 86_400
LONGEST_NAME = 40
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in.

    Attributes:
        deletion_due_at: when the account goes, in seconds since 1970; None: it stays.
    """

    account: UUID
    name: str
    created_at: int
    accepted_policy: int
    deletion_due_at: int | None


def sign_up(server: Server, name: str, password: str, invitation: str, address: str) -> UUID:
    """Make an account; whoever signs up accepts the policy in force.

    Args:
        invitation: its code; not looked at where sign-up is open.
        address: where the request comes from, for the rate; it is not kept.

    Raises:
        RefusedError: the name is taken or not allowed, the password too weak, the invitation not valid, or
            too often.
    """
    rates.count(server, rates.SIGN_UP, address)
    shown, key = _checked_name(name)
    checked_password(password, key)
    hashed = passwords.hashed(password)
    account, now = uuid.uuid4(), server.now_s
    try:
        with server.database.writing() as connection:
            if not server.settings.open_sign_up:
                _use_invitation(connection, invitation, now)
            connection.execute(insert(connection, AccountName).values(name_key=key, account=account))
            connection.execute(
                insert(connection, Account).values(
                    account=account,
                    name=shown,
                    password=hashed,
                    created_at=now,
                    accepted_policy=policies.version_in_force(connection, now),
                    accepted_at=now,
                    deletion_due_at=None,
                )
            )
    except IntegrityError:
        raise wrong("That name is taken; please choose another.", "name_taken") from None
    return account


def person(server: Server, account: UUID) -> Person:
    """Who an account is.

    Raises:
        RefusedError: it is gone.
    """
    columns = (
        Account.account,
        Account.name,
        Account.created_at,
        Account.accepted_policy,
        Account.deletion_due_at,
    )
    with server.database.reading() as connection:
        row = connection.execute(select(*columns).where(Account.account == account)).one_or_none()
    if row is None:
        raise not_found()
    return Person(*row)


def check_password(server: Server, name: str, password: str, address: str) -> UUID:
    """The account of a name and its password. Takes as long, and says the same, where there is no such name.

    Raises:
        RefusedError: they don't fit; or too many attempts (by this address, at this name).
    """
    key = name_key(name)
    attempts = rates.begin_attempt(server, key, address)
    with server.database.reading() as connection:
        row = connection.execute(
            select(Account.account, Account.password)
            .join(AccountName, AccountName.account == Account.account)
            .where(AccountName.name_key == key)
        ).one_or_none()
    fits = passwords.fits(None if row is None else row.password, password)
    if row is None or not fits:
        raise RefusedError(403, "not_signed_in", "The name or the password is not right.")
    rates.forget_attempts(server, attempts)
    if passwords.outdated(row.password):
        _set_password(server, row.account, password)
    return row.account


def change_password(
    server: Server, account: UUID, old: str, new: str, address: str, *, revoke_devices: bool = False
) -> None:
    """Set another password; every session ends, so that the caller begins a new one, and so does a link that
    would set yet another.

    Args:
        old, new: the passwords.
        address: where the request comes from, for the rate.
        revoke_devices: end what every device may do, too.

    Raises:
        RefusedError: the old one is not right, or the new one too weak.
    """
    name = person(server, account).name
    if check_password(server, name, old, address) != account:
        raise not_found()
    checked_password(new, name_key(name))
    _set_password(server, account, new, end_others=True, revoke_devices=revoke_devices)


def invite(server: Server) -> str:
    """The code of a new invitation, good for one person and two weeks."""
    text, hashed = opaque.new_code()
    with server.database.writing() as connection:
        connection.execute(
            insert(connection, Invitation).values(code_hash=hashed, expires_at=server.now_s + INVITATION_S)
        )
    return text


def is_invitation(server: Server, code: str) -> bool:
    """Whether an invitation's code is still good."""
    with server.database.reading() as connection:
        statement = select(Invitation.code_hash).where(
            Invitation.code_hash == opaque.code_hash(code), Invitation.expires_at > server.now_s
        )
        return connection.execute(statement).one_or_none() is not None


def begin_reset(server: Server, name: str) -> str:
    """The secret of a link that sets a new password, good once and for a day; a link from before is good no
    more.

    Only the operator calls this.

    Raises:
        RefusedError: there is no such name.
    """
    with server.database.writing() as connection:
        account = connection.scalar(select(AccountName.account).where(AccountName.name_key == name_key(name)))
        if account is None:
            raise not_found(message="There is nobody of that name.")
        text, hashed = opaque.new(account)
        row = {"secret_hash": hashed, "expires_at": server.now_s + RESET_S}
        connection.execute(
            insert(connection, Reset)
            .values(account=account, **row)
            .on_conflict_do_update(index_elements=["account"], set_=row)
        )
    return text


def is_reset(server: Server, secret: str) -> bool:
    """Whether a link's secret is still good."""
    with server.database.reading() as connection:
        return _reset_account(connection, secret, server.now_s) is not None


def finish_reset(server: Server, secret: str, password: str, address: str) -> UUID:
    """Set the password that a link was for. Every session ends, and every device is revoked: somebody else
    may have known the password before. The account whose it is.

    Raises:
        RefusedError: the link is not good any more, or the password too weak.
    """
    rates.count(server, rates.RESET, address)
    with server.database.reading() as connection:
        account = _reset_account(connection, secret, server.now_s)
    if account is None:
        raise not_found(message="This link is not good any more.")
    checked_password(password, name_key(person(server, account).name))
    hashed = passwords.hashed(password)
    with server.database.writing() as connection:
        # Taken away first: of two that come at once, one finds it.
        taken = connection.execute(
            delete(Reset).where(Reset.account == account, Reset.secret_hash == _secret_hash(secret))
        )
        if taken.rowcount != 1:
            raise not_found(message="This link is not good any more.")
        connection.execute(update(Account).where(Account.account == account).values(password=hashed))
        connection.execute(delete(Session).where(Session.account == account))
        devices.revoke_all(connection, account, server.now_s)
    return account


def accept_policy(server: Server, account: UUID, version: int) -> None:
    """The person accepts a version of the policy: the one in force, or the one to come.

    Raises:
        RefusedError: there is no such version.
    """
    with server.database.writing() as connection:
        policies.check_version(connection, version)
        connection.execute(
            update(Account)
            .where(Account.account == account, Account.accepted_policy < version)
            .values(accepted_policy=version, accepted_at=server.now_s)
        )


def name_key(name: str) -> str:
    """What names are compared by: two that look or sound alike in writing are one."""
    return unicodedata.normalize("NFKC", name).casefold().strip()[:128]


def checked_password(password: str, key: str) -> None:
    """Refuse a password that is soon guessed.

    Raises:
        RefusedError: it is too short, too long, or the name itself.
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise wrong(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.", "weak_password")
    if len(set(password)) < 5 or name_key(password) == key:
        raise wrong("That password is soon guessed; please choose another.", "weak_password")


def _checked_name(name: str) -> tuple[str, str]:
    shown = unicodedata.normalize("NFKC", name).strip()
    fits = 2 <= len(shown) <= LONGEST_NAME and all(one.isalnum() or one in "-_. @+" for one in shown)
    if not fits:
        raise wrong(f"A name has 2 to {LONGEST_NAME} letters, digits, spaces or any of -_.@+", "not_a_name")
    return shown, name_key(shown)


def _use_invitation(connection: Connection, code: str, now: int) -> None:
    used = connection.execute(
        delete(Invitation).where(Invitation.code_hash == opaque.code_hash(code), Invitation.expires_at > now)
    )
    if used.rowcount != 1:
        raise RefusedError(403, "not_invited", "This invitation is not good, or not any more.")


def _secret_hash(secret: str) -> bytes:
    found = opaque.read(secret)
    return b"" if found is None else found[1]


def _reset_account(connection: Connection, secret: str, now: int) -> UUID | None:
    found = opaque.read(secret)
    if found is None:
        return None
    account, hashed = found
    return connection.scalar(
        select(Reset.account).where(
            Reset.account == account, Reset.secret_hash == hashed, Reset.expires_at > now
        )
    )


def _set_password(
    server: Server, account: UUID, password: str, *, end_others: bool = False, revoke_devices: bool = False
) -> None:
    hashed = passwords.hashed(password)
    with server.database.writing() as connection:
        connection.execute(update(Account).where(Account.account == account).values(password=hashed))
        if end_others:
            for table in (Session, Reset):
                connection.execute(delete(table).where(table.account == account))
        if revoke_devices:
            devices.revoke_all(connection, account, server.now_s)
