"""Giving a grant: the receipt is written, signed and kept. Nothing of it leaves by that alone."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from worktracker.store.sharing import StoredGrant
from worktracker.store.store import Store
from worktracker.sync.grant import Terms
from worktracker.sync.receipt import Device, Grant, Server, encoded, moment, new_key, public_key, sign


def give(store: Store, server: Server, terms: Terms, now_ms: int, certificate: str | None = None) -> Grant:
    """Keep a grant, in the place of the one that the recipient had.

    Args:
        store: the record.
        server: whom it is for, with the key that it has proven to have.
        terms: what it lets out; checked already.
        now_ms: when it is.
        certificate: the pin of its certificate.

    Raises:
        StoreBusyError: it could not be kept.
    """
    recipient = store.sharing.add_recipient(
        server.url,
        server.name,
        server.key,
        device=str(uuid4()),
        device_key=new_key(),
        now_ms=now_ms,
        certificate=certificate,
    )
    private = store.sharing.device_key(recipient.id)
    assert private is not None, "a recipient is kept together with the key for it"
    device = Device(recipient.device, encoded(public_key(private)), terms.pseudonym)
    given_at = moment(datetime.fromtimestamp(now_ms / 1000, UTC))
    grant = Grant(str(uuid4()), server, device, terms, given_at)
    document = grant.document()
    signature = encoded(sign(private, document))
    store.sharing.add_grant(StoredGrant(grant.id, recipient.id, document.decode(), signature, now_ms))
    return grant
