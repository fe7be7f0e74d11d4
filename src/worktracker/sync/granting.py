"""Giving a grant: the receipt is written and signed, shown, and kept. Nothing of it leaves by that alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from worktracker.store.recipients import StoredGrant
from worktracker.store.store import Store
from worktracker.sync.grant import Terms
from worktracker.sync.receipt import Device, Grant, Server, encoded, moment, new_key, public_key, sign
from worktracker.sync.summary import canonical


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A grant that is signed, and of which nothing is kept yet.

    Attributes:
        signature: over the grant's document, base64url.
        device_key: the private key of this computer's device at the recipient.
        given_ms: when it was made.
    """

    grant: Grant
    signature: str
    device_key: bytes
    given_ms: int

    @property
    def body(self) -> bytes:
        """The exact bytes that hand it in."""
        return handed_in(self.grant.document().decode(), self.signature)


def handed_in(receipt: str, signature: str) -> bytes:
    """The body of the request that hands a receipt in."""
    return canonical({"receipt": receipt, "signature": signature})


def draft(store: Store, server: Server, terms: Terms, now_ms: int) -> Draft:
    """A grant that can be given.

    Args:
        store: the record: a server that is known there knows this computer's device and key already.
        server: whom it is for, with the key that it has proven to have.
        terms: what it lets out; checked already.
        now_ms: when it is.
    """
    known = store.sharing.at(server.url)
    if known is not None and known.server_key == server.key:
        device, key = known.device, store.sharing.device_key(known.id)
        assert key is not None, "a recipient is kept together with the key for it"
    else:
        device, key = str(uuid4()), new_key()
    given_at = moment(datetime.fromtimestamp(now_ms / 1000, UTC))
    of = Device(device, encoded(public_key(key)), terms.pseudonym)
    grant = Grant(str(uuid4()), server, of, terms, given_at)
    return Draft(grant, encoded(sign(key, grant.document())), key, now_ms)


def keep(store: Store, given: Draft, certificate: str | None = None) -> Grant:
    """Keep a grant, in the place of the one that the recipient had.

    Args:
        store: the record.
        given: the grant.
        certificate: the pin of its certificate.

    Raises:
        StoreBusyError: it could not be kept.
    """
    grant, server = given.grant, given.grant.recipient
    recipient = store.sharing.add_recipient(
        server.url,
        server.name,
        server.key,
        device=grant.device.id,
        device_key=given.device_key,
        now_ms=given.given_ms,
        certificate=certificate,
    )
    document = grant.document().decode()
    store.sharing.add_grant(StoredGrant(grant.id, recipient.id, document, given.signature, given.given_ms))
    return grant


def give(store: Store, server: Server, terms: Terms, now_ms: int, certificate: str | None = None) -> Grant:
    """Draft a grant and keep it; see there."""
    return keep(store, draft(store, server, terms, now_ms), certificate)
