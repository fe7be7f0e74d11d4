"""The end of an account: in 30 days, unless it is called off, or at once; and what goes by itself in time.

Each of its devices can ask for the word that it is gone for a while, by its key: the answer that said so may
have been lost, or there was none, and no token is left to ask with.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, select, update

from worktracker.cloud import devices, holdings, tokens, tombstones
from worktracker.cloud.database.tables import (
    Account,
    Authorization,
    Correction,
    Day,
    Delivery,
    Device,
    Farewell,
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
from worktracker.cloud.refusals import RefusedError, invalid_token, not_found
from worktracker.cloud.server import Server
from worktracker.cloud.summaries import Caller
from worktracker.sync import receipt, statements
from worktracker.sync.deletion_receipt import deletion_document
from worktracker.sync.receipt import NotAReceiptError

GRACE_S = 30 * 86_400
DELIVERIES_KEPT_S = 400 * 86_400
"""How long the hash of a delivery is kept, so that the same again is answered the same."""

FAREWELL_S = tokens.REFRESH_S
"""How long a device can ask for the word that its account is deleted: as long as its tokens would have been
good."""

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


def delete_now(server: Server, account: UUID, device: UUID | None = None) -> Signed:
    """Delete the account and all that is its own, and sign that.

    Args:
        device: which the word is for, and names; None: for its person, on the pages.

    Raises:
        RefusedError: the account is gone.
    """
    with server.database.writing() as connection:
        said, stones = _delete(server, connection, account, device)
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
    try:
        return delete_now(server, caller.account, caller.device)
    except RefusedError:  # another request was faster, and took the token with it
        raise invalid_token() from None


def farewell(server: Server, key: str, signature: str) -> Signed:
    """The word that the account of a device is deleted, for that device.

    Args:
        key: the device's (base64url).
        signature: over :func:`worktracker.sync.statements.account_deleted`, base64url.

    Raises:
        RefusedError: the device's key has not signed it; or there is no such word, or no more.
    """
    statement = statements.account_deleted(server.identity.public_key, key)
    try:
        device_key = receipt.decoded(key)
        signed = receipt.is_signed(device_key, statement, receipt.decoded(signature))
    except NotAReceiptError:
        device_key, signed = b"", False
    if not signed:
        raise RefusedError(403, "not_signed", "That needs the signature of the device's key.")
    with server.database.reading() as connection:
        row = connection.execute(
            select(Farewell.receipt, Farewell.signature).where(
                Farewell.key_hash == devices.key_hash(device_key), Farewell.expires_at > server.now_s
            )
        ).one_or_none()
    if row is None:
        raise not_found("not_deleted", "No account of this device was deleted here, as far as is kept.")
    return Signed(row.receipt, receipt.encoded(row.signature))


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
        for table in (Session, Reset, Token, Authorization, Invitation, Limit, Farewell):
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
        _, stones = _delete(server, connection, account, None)
    tombstones.tell(server, stones)
    return True


def _delete(
    server: Server, connection: Connection, account: UUID, device: UUID | None
) -> tuple[Signed, list[tombstones.Stone]]:
    locked = select(Account.account).where(Account.account == account).with_for_update()
    if connection.scalar(locked) is None:
        raise not_found()
    # Deliveries that are on their way are waited for, so that none leaves anything behind.
    theirs = connection.execute(
        select(Device.device, Device.key, Device.revoked_at)
        .where(Device.account == account)
        .with_for_update()
    ).all()
    days, totals = holdings.amount(connection, account)
    now = server.now_s
    tombstones.delete_account(connection, account)
    stones = tombstones.make(connection, account, tombstones.ACCOUNT, [""], now)

    def word(of: UUID | None) -> Signed:
        document = deletion_document(
            days=days,
            totals=totals,
            deleted_at=receipt.moment(datetime.fromtimestamp(now, UTC)),
            account=str(account),
            device="" if of is None else str(of),
        )
        return Signed(document.decode(), server.identity.sign(document))

    for each in theirs:
        if each.revoked_at is None:
            _keep(connection, each.key, word(each.device), now + FAREWELL_S)
    return word(device), stones


def _keep(connection: Connection, device_key: bytes, said: Signed, until: int) -> None:
    """Keep the word for a device, in the place of that of an account that it had before."""
    values = {
        "receipt": said.receipt,
        "signature": receipt.decoded(said.signature),
        "expires_at": until,
    }
    connection.execute(
        insert(connection, Farewell)
        .values(key_hash=devices.key_hash(device_key), **values)
        .on_conflict_do_update(index_elements=["key_hash"], set_=values)
    )


def _retention(connection: Connection) -> int | None:
    value = connection.scalar(select(Value.value).where(Value.name == _RETENTION))
    return None if value is None else int(value)
