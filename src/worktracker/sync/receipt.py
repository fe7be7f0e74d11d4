"""Consent receipts: a grant as a document that its giver has signed (after ISO/IEC TS 27560:2023).

Both sides use this file: who gives signs and keeps, who gets checks and keeps. Documents are JSON in the
canonical form of docs/sync.md; keys, signatures and hashes are base64url without padding.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Annotated, Literal
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from worktracker.errors import UsageError, WorkTrackerError
from worktracker.sync.grant import Terms, checked_terms, checked_url
from worktracker.sync.strict_json import parse_strictly
from worktracker.sync.summary import SCHEMA, SCHEMA_SHA256, Kind, Summary, canonical

GRANT_SCHEMA = "worktracker.grant/1"
LONGEST_RECEIPT = 65_536
"""Bytes of a receipt's document at most."""


class NotAReceiptError(WorkTrackerError):
    """A document that is no receipt, or a signature that is not of it."""


def encoded(value: bytes) -> str:
    """Base64url without padding (RFC 4648, section 5)."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """The bytes of :func:`encoded`.

    Raises:
        NotAReceiptError: it is none.
    """
    try:
        value = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise NotAReceiptError("A key, signature or hash is not base64url.") from None
    if encoded(value) != text:  # one text for one value: no second spelling of a signature
        raise NotAReceiptError("A key, signature or hash is not base64url.")
    return value


def fingerprint(key: bytes) -> str:
    """What people compare: ``SHA256:`` and the base64 of the key's SHA-256, without padding."""
    return "SHA256:" + base64.b64encode(sha256(key).digest()).rstrip(b"=").decode()


def new_key() -> bytes:
    """A new private key (Ed25519, 32 bytes)."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> bytes:
    """The public key of a private one, 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign(private: bytes, document: bytes) -> bytes:
    """The signature (Ed25519, 64 bytes) over a document's bytes."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(document)


def is_signed(public: bytes, document: bytes, signature: bytes) -> bool:
    """Whether a signature over a document is by this key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, document)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Server:
    """Who gets it: address, name, and public key (base64url)."""

    url: str
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Device:
    """Who this computer is to one recipient: a random id, a public key (base64url), a pseudonym."""

    id: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Grant:
    """One permission for one recipient.

    Attributes:
        id: a random UUID.
        schema, schema_sha256: the payload's schema that it was given for.
        given_at: RFC 3339 in UTC, to the second.
    """

    id: str
    recipient: Server
    device: Device
    terms: Terms
    given_at: str
    schema: str = SCHEMA
    schema_sha256: str = SCHEMA_SHA256

    @property
    def of_this_schema(self) -> bool:
        """Whether it was given for what this program sends."""
        return (self.schema, self.schema_sha256) == (SCHEMA, SCHEMA_SHA256)

    def document(self) -> bytes:
        """The receipt's bytes."""
        terms = self.terms
        return canonical(
            {
                "schema": GRANT_SCHEMA,
                "id": self.id,
                "recipient": {
                    "url": self.recipient.url,
                    "name": self.recipient.name,
                    "key": self.recipient.key,
                },
                "device": {"id": self.device.id, "key": self.device.key, "name": self.device.name},
                "purpose": terms.purpose,
                "of": terms.of.value,
                "names": list(terms.names),
                "coarseness_minutes": terms.coarseness_minutes,
                "shortest_minutes": terms.shortest_minutes,
                "first_day": terms.first_day.isoformat(),
                "end_date": terms.end_date.isoformat(),
                "summary_schema": self.schema,
                "summary_schema_sha256": self.schema_sha256,
                "given_at": self.given_at,
            }
        )

    def covers(self, summary: Summary) -> str | None:
        """Why a summary is not granted, in a few words without its content; None: it is."""
        terms = self.terms
        if summary.of != terms.of or summary.coarseness_minutes != terms.coarseness_minutes:
            return "another kind or coarseness"
        allowed = {*terms.names, "Other"}
        for day in summary.days:
            if not terms.first_day <= day.date <= terms.end_date:
                return "a day outside the grant"
            if any(total.name not in allowed for total in day.totals):
                return "a name that is not on the list"
        return None


def _is_uuid(text: str) -> str:
    if str(UUID(text)) != text:
        raise ValueError("a UUID in lower case")
    return text


def _is_key(text: str) -> str:
    try:
        fits = len(decoded(text)) == 32
    except NotAReceiptError:
        fits = False
    if not fits:
        raise ValueError("a key of 32 bytes in base64url")
    return text


def _is_moment(text: str) -> str:
    datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007 - Z is UTC
    return text


_Uuid = Annotated[str, AfterValidator(_is_uuid)]
_Key = Annotated[str, AfterValidator(_is_key)]
_Moment = Annotated[str, Field(max_length=20), AfterValidator(_is_moment)]
_Text = Annotated[str, Field(min_length=1, max_length=200)]
_Day = Annotated[date, Field(strict=False)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Recipient(_Strict):
    url: _Text
    name: _Text
    key: _Key


class _Device(_Strict):
    id: _Uuid
    key: _Key
    name: _Text


class _Document(_Strict):
    schema_: Annotated[Literal["worktracker.grant/1"], Field(alias="schema")]
    id: _Uuid
    recipient: _Recipient
    device: _Device
    purpose: _Text
    of: Annotated[Kind, Field(strict=False)]
    names: list[str]
    coarseness_minutes: int
    shortest_minutes: int
    first_day: _Day
    end_date: _Day
    summary_schema: _Text
    summary_schema_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    given_at: _Moment


def read_grant(document: bytes) -> Grant:
    """The grant that a receipt's document is; it is the very document that the grant would write.

    Raises:
        NotAReceiptError: it is none; says nothing of what is in it.
    """
    if len(document) > LONGEST_RECEIPT:
        raise NotAReceiptError("The receipt is too long.")
    try:
        parse_strictly(document)
        found = _Document.model_validate_json(document)
        terms = checked_terms(
            Terms(
                found.of,
                tuple(found.names),
                found.coarseness_minutes,
                found.shortest_minutes,
                found.first_day,
                found.end_date,
                found.purpose,
                found.device.name,
            )
        )
        if checked_url(found.recipient.url) != found.recipient.url:
            raise NotAReceiptError("The receipt is not in the canonical form.")
    except (ValidationError, ValueError, UsageError):
        raise NotAReceiptError("This is not a grant's receipt.") from None
    grant = Grant(
        found.id,
        Server(found.recipient.url, found.recipient.name, found.recipient.key),
        Device(found.device.id, found.device.key, found.device.name),
        terms,
        found.given_at,
        found.summary_schema,
        found.summary_schema_sha256,
    )
    if grant.document() != document:
        raise NotAReceiptError("The receipt is not in the canonical form.")
    return grant


def read_signed_grant(document: bytes, signature: str) -> Grant:
    """As :func:`read_grant`, of a document that the device that it names has signed.

    Raises:
        NotAReceiptError: it is none, or somebody else's signature.
    """
    grant = read_grant(document)
    if not is_signed(decoded(grant.device.key), document, decoded(signature)):
        raise NotAReceiptError("The receipt's signature is not its device's.")
    return grant


def moment(at: datetime) -> str:
    """A moment as documents have it: RFC 3339 in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
