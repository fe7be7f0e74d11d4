"""Browsers that are signed in: sessions on the server, a cookie that holds nothing but a secret.

A session begins anew at each sign-in, with a new secret (session fixation), and ends after a week without
use, after 30 days, or when the person says so. The CSRF token of a page is bound to the cookie that the page
was made for.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select, update

from worktracker.cloud import opaque
from worktracker.cloud.database.tables import Account, Session
from worktracker.cloud.database.upserts import insert
from worktracker.cloud.server import Server

LONGEST_S = 30 * 86_400
IDLE_S = 7 * 86_400
_SEEN_EVERY_S = 3600


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One session.

    Attributes:
        id: what the person's list of sessions calls it; no secret.
        started_at, seen_at: seconds since 1970; seen to the hour.
    """

    account: UUID
    id: str
    started_at: int
    seen_at: int


def begin(server: Server, account: UUID, before: str | None) -> str:
    """The cookie's value of a new session; the one that the browser had before ends."""
    if before:
        end(server, before)
    text, hashed = opaque.new(account)
    now = server.now_s
    with server.database.writing() as connection:
        connection.execute(
            insert(connection, Session).values(
                account=account, secret_hash=hashed, started_at=now, seen_at=now, expires_at=now + LONGEST_S
            )
        )
    return text


def of(server: Server, cookie: str | None) -> SignedIn | None:
    """The session that a cookie is of; None: nobody is signed in."""
    found = opaque.read(cookie or "")
    if found is None:
        return None
    account, hashed = found
    now = server.now_s
    mine = (Session.account == account, Session.secret_hash == hashed)
    with server.database.reading() as connection:
        row = connection.execute(
            select(Session.started_at, Session.seen_at)
            .join(Account, Account.account == Session.account)
            .where(*mine, Session.expires_at > now, Session.seen_at > now - IDLE_S)
        ).one_or_none()
    if row is None:
        return None
    if row.seen_at < now - _SEEN_EVERY_S:
        with server.database.writing() as connection:
            connection.execute(update(Session).where(*mine).values(seen_at=now))
    return SignedIn(account, _id(hashed), row.started_at, row.seen_at)


def end(server: Server, cookie: str) -> None:
    """Sign out."""
    found = opaque.read(cookie)
    if found is not None:
        with server.database.writing() as connection:
            connection.execute(
                delete(Session).where(Session.account == found[0], Session.secret_hash == found[1])
            )


def all_of(server: Server, account: UUID) -> list[SignedIn]:
    """The person's sessions, the newest first."""
    with server.database.reading() as connection:
        rows = connection.execute(
            select(Session.secret_hash, Session.started_at, Session.seen_at)
            .where(
                Session.account == account,
                Session.expires_at > server.now_s,
                Session.seen_at > server.now_s - IDLE_S,
            )
            .order_by(Session.started_at.desc(), Session.secret_hash)
        ).all()
    return [SignedIn(account, _id(row.secret_hash), row.started_at, row.seen_at) for row in rows]


def end_all(server: Server, account: UUID) -> None:
    """Sign out everywhere."""
    with server.database.writing() as connection:
        connection.execute(delete(Session).where(Session.account == account))


def end_one(server: Server, account: UUID, session: str) -> None:
    """Sign one of the person's browsers out; nothing happens where it is signed out already.

    Args:
        session: as :attr:`SignedIn.id` calls it.
    """
    with server.database.writing() as connection:
        theirs = connection.scalars(select(Session.secret_hash).where(Session.account == account)).all()
        meant = [hashed for hashed in theirs if _id(hashed) == session]
        connection.execute(delete(Session).where(Session.account == account, Session.secret_hash.in_(meant)))


def csrf_token(server: Server, cookie: str) -> str:
    """What each form of a page carries: made of the cookie (of the session, or of the visit before it)."""
    return urlsafe_b64encode(server.identity.keyed("csrf", cookie)).decode().rstrip("=")


def is_csrf_token(server: Server, cookie: str, token: str) -> bool:
    """Whether a form is from a page that was made for this cookie."""
    return hmac.compare_digest(csrf_token(server, cookie).encode(), token.encode("utf-8", "replace"))


def _id(hashed: bytes) -> str:
    return hashed[:6].hex()
