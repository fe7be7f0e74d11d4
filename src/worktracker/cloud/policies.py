"""The policy's versions. A new one is announced 30 days before it holds; then what comes in pauses until
accepted.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, ScalarSelect, func, select

from worktracker.cloud.database.tables import Policy
from worktracker.cloud.database.upserts import insert
from worktracker.cloud.refusals import not_found
from worktracker.cloud.server import Server

NOTICE_S = 30 * 86_400
"""From a new version's publication until it is in force."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the policy. Times in seconds since 1970."""

    version: int
    text: str
    published_at: int
    in_force_at: int


def in_force(server: Server) -> Version:
    """The version that holds now."""
    with server.database.reading() as connection:
        return _version(connection, version_in_force(connection, server.now_s))


def coming(server: Server) -> Version | None:
    """The version that will hold next; None: no change is announced."""
    with server.database.reading() as connection:
        row = connection.scalar(select(func.min(Policy.version)).where(Policy.in_force_at > server.now_s))
        return None if row is None else _version(connection, row)


def publish(server: Server, text: str) -> Version:
    """Announce a new version; it holds in 30 days."""
    now = server.now_s
    with server.database.writing() as connection:
        newest = connection.scalar(select(func.max(Policy.version))) or 0
        found = Version(newest + 1, text, now, now + NOTICE_S)
        connection.execute(
            insert(connection, Policy).values(
                version=found.version,
                text=found.text,
                published_at=found.published_at,
                in_force_at=found.in_force_at,
            )
        )
    return found


def in_force_query(now: int) -> ScalarSelect[int]:
    """The number of the version that holds, as a part of another query."""
    return select(func.max(Policy.version)).where(Policy.in_force_at <= now).scalar_subquery()


def version_in_force(connection: Connection, now: int) -> int:
    """The number of the version that holds."""
    return connection.scalar(select(func.max(Policy.version)).where(Policy.in_force_at <= now)) or 0


def check_version(connection: Connection, version: int) -> None:
    """Raise RefusedError where there is no such version."""
    if connection.scalar(select(Policy.version).where(Policy.version == version)) is None:
        raise not_found(message="There is no such version of the policy.")


def _version(connection: Connection, version: int) -> Version:
    row = connection.execute(
        select(Policy.version, Policy.text, Policy.published_at, Policy.in_force_at).where(
            Policy.version == version
        )
    ).one()
    return Version(*row)
