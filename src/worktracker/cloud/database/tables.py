"""Every table. Whatever belongs to a person begins its key with the account, so that a database may be
divided by it (docs/scaling.md); nothing else is looked up by anything but its whole key.

Times are whole seconds since 1970 (UTC); days are local days, as they were delivered.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, Date, Index, Integer, LargeBinary, String, Text, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_Key = Uuid(as_uuid=True)


class Table(DeclarativeBase):
    """The base of all: its ``metadata`` is the schema that the migrations make."""


class Account(Table):
    """A person. ``account`` is random: nothing outside the server is made from it."""

    __tablename__ = "accounts"
    account: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    password: Mapped[str] = mapped_column(Text)
    created_at: Mapped[int] = mapped_column(BigInteger)
    accepted_policy: Mapped[int] = mapped_column(Integer)
    accepted_at: Mapped[int] = mapped_column(BigInteger)
    deletion_due_at: Mapped[int | None] = mapped_column(BigInteger)


class AccountName(Table):
    """Which account a name signs in to: the one table that is looked up by name."""

    __tablename__ = "account_names"
    name_key: Mapped[str] = mapped_column(String(128), primary_key=True)
    account: Mapped[UUID] = mapped_column(_Key)


class Session(Table):
    """A browser that is signed in. ``secret_hash``: SHA-256 of what its cookie holds."""

    __tablename__ = "sessions"
    account: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    started_at: Mapped[int] = mapped_column(BigInteger)
    seen_at: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[int] = mapped_column(BigInteger)


class Reset(Table):
    """A link that sets a new password, once; a newer one replaces it."""

    __tablename__ = "resets"
    account: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    expires_at: Mapped[int] = mapped_column(BigInteger)


class Device(Table):
    """A device that the person has approved.

    ``refresh_newest``: the generation of the refresh token given last; ``refresh_used``: of the one that
    came back last. ``window_*``: how many deliveries came since then, for the rate.
    """

    __tablename__ = "devices"
    account: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    device: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(32))
    name: Mapped[str] = mapped_column(String(200))
    added_at: Mapped[int] = mapped_column(BigInteger)
    revoked_at: Mapped[int | None] = mapped_column(BigInteger)
    refresh_newest: Mapped[int] = mapped_column(Integer, default=0)
    refresh_used: Mapped[int] = mapped_column(Integer, default=0)
    delivered_at: Mapped[int | None] = mapped_column(BigInteger)
    window_started_at: Mapped[int] = mapped_column(BigInteger, default=0)
    window_count: Mapped[int] = mapped_column(Integer, default=0)


class Token(Table):
    """A device's access token (``generation`` 0) or refresh token, as its SHA-256."""

    __tablename__ = "tokens"
    account: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    device: Mapped[UUID] = mapped_column(_Key)
    generation: Mapped[int] = mapped_column(Integer)
    expires_at: Mapped[int] = mapped_column(BigInteger)


class Grant(Table):
    """A grant's receipt as the device signed it; what is beside it is read from it."""

    __tablename__ = "grants"
    account: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    grant_id: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    device: Mapped[UUID] = mapped_column(_Key)
    receipt: Mapped[str] = mapped_column(Text)
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))
    received_at: Mapped[int] = mapped_column(BigInteger)
    withdrawn_at: Mapped[int | None] = mapped_column(BigInteger)


class Day(Table):
    """A day that was delivered under a grant, and the delivery that it is from."""

    __tablename__ = "days"
    account: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    grant_id: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger)


class Total(Table):
    """How long something was in use on a day, as delivered."""

    __tablename__ = "totals"
    account: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    grant_id: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    seconds: Mapped[int] = mapped_column(Integer)


class Correction(Table):
    """What the person says a total is; ``instead_of``: what was delivered then, 0 for nothing."""

    __tablename__ = "corrections"
    account: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    grant_id: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    seconds: Mapped[int] = mapped_column(Integer)
    instead_of: Mapped[int] = mapped_column(Integer)
    corrected_at: Mapped[int] = mapped_column(BigInteger)


class Delivery(Table):
    """A delivery that was answered: the same again is answered the same. Kept is the body's hash, not the
    body.
    """

    __tablename__ = "deliveries"
    account: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    device: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    grant_id: Mapped[UUID] = mapped_column(_Key)
    body_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    superseded: Mapped[str] = mapped_column(Text)
    delivered_at: Mapped[int] = mapped_column(BigInteger)


class Deletion(Table):
    """The signed word that a grant's totals were deleted."""

    __tablename__ = "deletions"
    account: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    grant_id: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    receipt: Mapped[str] = mapped_column(Text)
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))


class Farewell(Table):
    """The signed word that an account was deleted, for one of its devices, which may have missed the answer.

    ``key_hash``: SHA-256 of the device's key: who has not that finds nothing here.
    """

    __tablename__ = "farewells"
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    receipt: Mapped[str] = mapped_column(Text)
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))
    expires_at: Mapped[int] = mapped_column(BigInteger)


class Tombstone(Table):
    """That something was deleted, so that a restored copy loses it again (database/tombstones.py)."""

    __tablename__ = "tombstones"
    account: Mapped[UUID] = mapped_column(_Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[int] = mapped_column(BigInteger)


class Authorization(Table):
    """A device that waits for a person's word (RFC 8628); gone when it is over."""

    __tablename__ = "authorizations"
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    user_code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    device: Mapped[UUID] = mapped_column(_Key)
    device_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    device_name: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[int] = mapped_column(BigInteger)
    polled_at: Mapped[int] = mapped_column(BigInteger)
    pause_s: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(16))
    account: Mapped[UUID | None] = mapped_column(_Key)
    __table_args__ = (Index("authorizations_by_user_code", "user_code_hash", unique=True),)


class Invitation(Table):
    """A code that one person may sign up with."""

    __tablename__ = "invitations"
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    expires_at: Mapped[int] = mapped_column(BigInteger)


class Limit(Table):
    """How often something was tried; ``key``: a keyed hash, from which no name and no address can be read."""

    __tablename__ = "limits"
    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
    expires_at: Mapped[int] = mapped_column(BigInteger)
    __table_args__ = (Index("limits_by_end", "expires_at"),)


class Policy(Table):
    """A version of the policy; it holds from ``in_force_at`` on."""

    __tablename__ = "policies"
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    published_at: Mapped[int] = mapped_column(BigInteger)
    in_force_at: Mapped[int] = mapped_column(BigInteger)


class Value(Table):
    """What the server knows of itself: its key, its secret, its retention, when it last cleared up."""

    __tablename__ = "server_values"
    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


PERSONAL = (Total, Correction, Day, Delivery, Deletion, Grant, Token, Device, Session, Reset)
"""What goes with an account, in the order of deleting."""
