"""Secrets that are given out: random, told once, and kept as their SHA-256 only.

A secret that belongs to an account begins with the account's id, so that it is looked up where the account
is: 16 bytes of it and 32 random ones, in base64url, 64 characters.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from typing import TypeAlias
from uuid import UUID

_ACCOUNT_BYTES = 16
_RANDOM_BYTES = 32
_LENGTH = (_ACCOUNT_BYTES + _RANDOM_BYTES) // 3 * 4


Read: TypeAlias = tuple[UUID, bytes]
"""The account that a secret claims to be of, and its hash."""


def new(account: UUID) -> tuple[str, bytes]:
    """A secret of an account, and the hash to keep of it."""
    value = account.bytes + secrets.token_bytes(_RANDOM_BYTES)
    return urlsafe_b64encode(value).decode(), sha256(value).digest()


def read(text: str) -> Read | None:
    """The account that a secret claims to be of, and its hash; None: this is no secret."""
    if len(text) != _LENGTH:
        return None
    try:
        value = urlsafe_b64decode(text.encode("ascii"))
    except ValueError:
        return None
    if len(value) != _ACCOUNT_BYTES + _RANDOM_BYTES:
        return None
    return UUID(bytes=value[:_ACCOUNT_BYTES]), sha256(value).digest()


def new_code() -> tuple[str, bytes]:
    """A secret that belongs to nobody yet (an invitation, a device's code), and the hash to keep of it."""
    text = secrets.token_urlsafe(_RANDOM_BYTES)
    return text, code_hash(text)


def code_hash(text: str) -> bytes:
    """The hash of a code as it came in."""
    return sha256(text.encode("utf-8", "replace")).digest()
