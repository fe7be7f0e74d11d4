"""The end of an account: in 30 days, unless it is called off, or at once; and what goes by itself in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, update

from worktracker.cloud import tombstones
from worktracker.cloud.database.tables import (
    Account,
    Authorization,
    Correction,
    Day,
    Delivery,
    Device,
    Invitation,
    Limit,
    Reset,
    Session,
    Token,
    Total,
    Value,
)
from worktracker.cloud.database.upserts import insert
from worktracker.cloud.grants import Signed
from worktracker.cloud.refusals import RefusedError, not_found
from worktracker.cloud.server import Server
from worktracker.cloud.summaries import Caller
from worktracker.sync import receipt, statements
from worktracker.sync.receipt import NotAReceiptError

GRACE_S = 30 * 86_400
DELIVERIES_KEPT_S = 400 * 86_400
"""How long the hash of a delivery is kept, so that the same again is answered the same."""

_RETENTION, _CLEARED = "retention-days", "cleared-at"


def schedule(server: Server, account: UUID) -> int:
    """Delete the account in 30 days; nothing comes in until then. When that is; a second time changes
    nothing.

    Raises:
        RefusedError: the account is gone.
    """
    due = server.now_s + GRACE_S
    with server.database.writing() as connection:
        connection.execute(
            update(Account)
            .where(Account.account == account, Account.deletion_due_at.is_(None))
            .values(deletion_due_at=due)
        )
        found = connection.scalar(select(Account.deletion_due_at).where(Account.account == account))
    if found is None:
        raise not_found()
    return found


def call_off(server: Server, account: UUID) -> None:
    """Keep the account that was to be deleted; nothing changes where it was not."""
    with server.database.writing() as connection:
        connection.execute(update(Account).where(Account.account == account).values(deletion_due_at=None))


def delete_now(server: Server, account: UUID) -> Signed:
    """Delete the account and all that is its own, and sign that.

    Raises:
        RefusedError: the account is gone.
    """
    with server.database.writing() as connection:
        said, stones = _delete(server, connection, account)
    tombstones.tell(server, stones)
    return said


def delete_signed(server: Server, caller: Caller, token: str, signature: str) -> Signed:
    """Delete the account as :func:`delete_now`, for a device: its token alone is not enough for that.

    Args:
        caller: the device.
        token: the access token that it showed.
        signature: over :func:`worktracker.sync.statements.account_deletion`, base64url.

    Raises:
        RefusedError: the device's key has not signed it, or the account is gone.
    """
    with server.database.reading() as connection:
        mine = (Device.account == caller.account, Device.device == caller.device)
        key = connection.scalar(select(Device.key).where(*mine))
    statement = statements.account_deletion(server.identity.public_key, token)
    try:
        signed = key is not None and receipt.is_signed(key, statement, receipt.decoded(signature))
    except NotAReceiptError:
        signed = False
    if not signed:
        raise RefusedError(403, "not_signed", "At once needs the signature of the device's key.")
    return delete_now(server, caller.account)


def retention_days(server: Server) -> int | None:
    """After how many days totals are deleted; None: they stay."""
    with server.database.reading() as connection:
        return _retention(connection)


def set_retention(server: Server, days: int | None) -> None:
    """Delete totals when they are so many days old; None: keep them."""
    with server.database.writing() as connection:
        connection.execute(delete(Value).where(Value.name == _RETENTION))
        if days is not None:
            connection.execute(insert(connection, Value).values(name=_RETENTION, value=str(days)))


def clear_up(server: Server) -> dict[str, int]:
    """Delete what is due: accounts, totals past the retention, what has run out. How many of each."""
    now = server.now_s
    done = {"accounts": 0}
    while _delete_one_due(server):
        done["accounts"] += 1
    with server.database.writing() as connection:
        days = _retention(connection)
        if days is not None:
            oldest = datetime.fromtimestamp(now, UTC).date() - timedelta(days=days)
            for table in (Total, Correction, Day):
                done[table.__tablename__] = connection.execute(
                    delete(table).where(table.day < oldest)
                ).rowcount
        for table in (Session, Reset, Token, Authorization, Invitation, Limit):
            gone = connection.execute(delete(table).where(table.expires_at <= now))
            done[table.__tablename__] = gone.rowcount
        old = Delivery.delivered_at <= now - DELIVERIES_KEPT_S
        done["deliveries"] = connection.execute(delete(Delivery).where(old)).rowcount
    return done


def is_my_turn(server: Server, every_s: int) -> bool:
    """Whether this process is to clear up now: one does, whichever asks first when the time has come."""
    now = server.now_s
    with server.database.writing() as connection:
        row = {"name": _CLEARED, "value": "0"}
        connection.execute(insert(connection, Value).values(row).on_conflict_do_nothing())
        last = connection.execute(
            select(Value.value).where(Value.name == _CLEARED).with_for_update()
        ).scalar_one()
        if now - int(last) < every_s:
            return False
        connection.execute(update(Value).where(Value.name == _CLEARED).values(value=str(now)))
    return True


def _delete_one_due(server: Server) -> bool:
    with server.database.writing() as connection:
        account = connection.scalar(
            select(Account.account)
            .where(Account.deletion_due_at <= server.now_s)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if account is None:
            return False
        _, stones = _delete(server, connection, account)
    tombstones.tell(server, stones)
    return True


def _delete(server: Server, connection: Connection, account: UUID) -> tuple[Signed, list[tombstones.Stone]]:
    locked = select(Account.account).where(Account.account == account).with_for_update()
    if connection.scalar(locked) is None:
        raise not_found()
    # Deliveries that are on their way are waited for, so that none leaves anything behind.
    connection.execute(select(Device.device).where(Device.account == account).with_for_update())
    days, totals = (
        connection.scalar(select(func.count()).select_from(table).where(table.account == account)) or 0
        for table in (Day, Total)
    )
    now = server.now_s
    tombstones.delete_account(connection, account)
    stones = tombstones.make(connection, account, tombstones.ACCOUNT, [""], now)
    document = receipt.deletion_document(
        days=days,
        totals=totals,
        deleted_at=receipt.moment(datetime.fromtimestamp(now, UTC)),
        account=str(account),
    )
    return Signed(document.decode(), server.identity.sign(document)), stones


def _retention(connection: Connection) -> int | None:
    value = connection.scalar(select(Value.value).where(Value.name == _RETENTION))
    return None if value is None else int(value)
