"""Grants as the server keeps them: receipts that their devices signed, taken back when their devices or
people say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Connection, func, select, update

from worktracker.cloud import holdings, tombstones
from worktracker.cloud.database.tables import Deletion, Device, Grant
from worktracker.cloud.database.upserts import insert
from worktracker.cloud.refusals import RefusedError, not_found, wrong
from worktracker.cloud.server import Server
from worktracker.sync import receipt, statements
from worktracker.sync.deletion_receipt import deletion_document
from worktracker.sync.receipt import NotAReceiptError

MOST_GRANTS = 500
"""Of one device, those that were taken back among them."""
OLDEST_DAYS = 20 * 365
"""How far back a grant may begin."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A document and its signature (base64url)."""

    receipt: str
    signature: str


@dataclass(frozen=True, slots=True)
class OwnGrant:
    """A grant of the person. ``withdrawn_at``: seconds since 1970; None: it stands (until its end date)."""

    grant: receipt.Grant
    signed: Signed
    received_at: int
    withdrawn_at: int | None
    deletion: Signed | None

    def ended(self, today: date) -> bool:
        """Whether its end date is over."""
        return today > self.grant.terms.end_date


def put(server: Server, account: UUID, device: UUID, grant_id: UUID, signed: Signed) -> bool:
    """Keep a receipt; whether it is new.

    Raises:
        RefusedError: it is not one, not for this server, not this device's, or not the one that has this id.
    """
    document, grant = signed.receipt.encode("utf-8", "replace"), _checked(server, signed)
    with server.database.writing() as connection:
        key = connection.scalar(
            select(Device.key).where(Device.account == account, Device.device == device).with_for_update()
        )
        if key is None or (grant.device.id, grant.device.key) != (str(device), receipt.encoded(key)):
            raise wrong("The receipt is another device's.", "not_a_receipt")
        if grant.id != str(grant_id):
            raise wrong("The receipt has another id.", "not_a_receipt")
        known = connection.execute(
            select(Grant.receipt, Grant.withdrawn_at).where(
                Grant.account == account, Grant.grant_id == grant_id
            )
        ).one_or_none()
        if known is not None and known.receipt.encode() != document:
            raise RefusedError(409, "other_receipt", "This id is another receipt's.")
        # After a restore the tombstone may be all that tells of it.
        if tombstones.is_deleted(connection, account, grant_id) or (
            _deletion(connection, account, grant_id) is not None
        ):
            raise revoked()
        if known is not None:
            return False
        _check_room(connection, account, device)
        connection.execute(
            insert(connection, Grant).values(
                account=account,
                grant_id=grant_id,
                device=device,
                receipt=signed.receipt,
                signature=receipt.decoded(signed.signature),
                received_at=server.now_s,
                withdrawn_at=None,
            )
        )
    return True


def withdraw(server: Server, account: UUID, grant_id: UUID, device: UUID | None) -> Signed:
    """Take a grant back: delete what came under it, and sign that. Again: the same word.

    Args:
        device: whose grant it must be; None: any of the person's (on the pages).

    Raises:
        RefusedError: the person, or the device, has no such grant.
    """
    now = server.now_s
    with server.database.writing() as connection:
        owner = _lock(connection, account, grant_id)
        if owner is None or device not in (None, owner):
            raise not_found("unknown_grant", "There is no such grant.")
        said = _deletion(connection, account, grant_id)
        if said is not None:
            return said
        days, totals = holdings.amount(connection, account, grant_id)
        tombstones.delete_grant(connection, account, grant_id)
        document = deletion_document(
            days=days,
            totals=totals,
            deleted_at=receipt.moment(datetime.fromtimestamp(now, UTC)),
            grant=str(grant_id),
            device=str(owner),
        )
        said = Signed(document.decode(), server.identity.sign(document))
        connection.execute(
            update(Grant).where(Grant.account == account, Grant.grant_id == grant_id).values(withdrawn_at=now)
        )
        connection.execute(
            insert(connection, Deletion).values(
                account=account,
                grant_id=grant_id,
                receipt=said.receipt,
                signature=receipt.decoded(said.signature),
            )
        )
        made = tombstones.make(connection, account, tombstones.GRANT, [str(grant_id)], now)
    tombstones.tell(server, made)
    return said


def all_of(server: Server, account: UUID) -> list[OwnGrant]:
    """The person's grants, the newest first; with those taken back, and the word that their totals were
    deleted.
    """
    columns = (Grant.grant_id, Grant.receipt, Grant.signature, Grant.received_at, Grant.withdrawn_at)
    with server.database.reading() as connection:
        rows = connection.execute(
            select(*columns, Deletion.receipt.label("deletion"), Deletion.signature.label("deleted_by"))
            .outerjoin(Deletion, (Deletion.account == Grant.account) & (Deletion.grant_id == Grant.grant_id))
            .where(Grant.account == account)
            .order_by(Grant.received_at.desc(), Grant.grant_id)
        ).all()
    return [
        OwnGrant(
            parsed(row.receipt),
            Signed(row.receipt, receipt.encoded(row.signature)),
            row.received_at,
            row.withdrawn_at,
            None if row.deletion is None else Signed(row.deletion, receipt.encoded(row.deleted_by)),
        )
        for row in rows
    ]


@lru_cache(maxsize=4096)
def parsed(document: str) -> receipt.Grant:
    """The grant that a kept receipt is; it was checked when it came."""
    return receipt.read_grant(document.encode())


def revoked() -> RefusedError:
    """The refusal of what comes under a grant that was taken back."""
    return RefusedError(403, "grant_revoked", "This grant was taken back.")


def _checked(server: Server, signed: Signed) -> receipt.Grant:
    try:
        grant = receipt.read_signed_grant(signed.receipt.encode("utf-8", "replace"), signed.signature)
    except NotAReceiptError as error:
        raise wrong(error.message, "not_a_receipt") from None
    granted, own = grant.recipient, server.settings
    # Else somebody between could have people grant to a server of another name and address.
    if (granted.key, granted.name) != (server.identity.public_key, own.name) or not statements.is_address(
        granted.url, own.public_url
    ):
        raise wrong("The receipt is for another server.", "not_a_receipt")
    oldest = datetime.fromtimestamp(server.now_s, UTC).date() - timedelta(days=OLDEST_DAYS)
    if grant.terms.first_day < oldest:
        raise wrong(f"The first day is before {oldest}, the oldest that is taken.", "not_a_receipt")
    if not grant.of_this_schema:
        raise wrong("The receipt is for another schema of summaries.", "not_a_receipt")
    return grant


def _check_room(connection: Connection, account: UUID, device: UUID) -> None:
    """Bound what one device can have kept here."""
    of_it = (Grant.account == account, Grant.device == device)
    if (connection.scalar(select(func.count()).select_from(Grant).where(*of_it)) or 0) >= MOST_GRANTS:
        raise wrong(f"The device has {MOST_GRANTS} grants here: no more are taken.", "too_many_grants")


def _lock(connection: Connection, account: UUID, grant_id: UUID) -> UUID | None:
    """The device whose grant it is; its deliveries wait until this transaction is over."""
    owner = connection.scalar(
        select(Grant.device).where(Grant.account == account, Grant.grant_id == grant_id)
    )
    if owner is not None:
        connection.execute(
            select(Device.device).where(Device.account == account, Device.device == owner).with_for_update()
        )
    return owner


def _deletion(connection: Connection, account: UUID, grant_id: UUID) -> Signed | None:
    row = connection.execute(
        select(Deletion.receipt, Deletion.signature).where(
            Deletion.account == account, Deletion.grant_id == grant_id
        )
    ).one_or_none()
    return None if row is None else Signed(row.receipt, receipt.encoded(row.signature))
