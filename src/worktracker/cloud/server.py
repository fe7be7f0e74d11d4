"""One server, as its services see it: its settings, database, identity and clock."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select

from worktracker.cloud.database import schema
from worktracker.cloud.database.engine import Database
from worktracker.cloud.database.tables import Policy, Value
from worktracker.cloud.database.upserts import insert
from worktracker.cloud.policy_text import FIRST_TEXT
from worktracker.cloud.settings import Settings
from worktracker.sync import receipt


@dataclass(frozen=True, slots=True)
class Identity:
    """The server's key (Ed25519), by which devices know it, and the secret behind its keyed hashes."""

    private_key: bytes
    secret: bytes

    @property
    def public_key(self) -> str:
        """Base64url."""
        return receipt.encoded(receipt.public_key(self.private_key))

    @property
    def fingerprint(self) -> str:
        """What people compare: the one that `sync grant` shows of this server."""
        return receipt.fingerprint(receipt.public_key(self.private_key))

    def sign(self, document: bytes) -> str:
        """The signature over a document, base64url."""
        return receipt.encoded(receipt.sign(self.private_key, document))

    def keyed(self, purpose: str, *words: str) -> bytes:
        """A hash of words that only this server can make (HMAC-SHA-256), another for every purpose."""
        return hmac.digest(self.secret, "\0".join((purpose, *words)).encode("utf-8", "replace"), sha256)


@dataclass(frozen=True, slots=True)
class Server:
    """What every service gets. Holds no state: any number of processes may serve one database.

    Attributes:
        now: seconds since 1970.
    """

    settings: Settings
    database: Database
    identity: Identity
    now: Callable[[], float] = time.time

    @property
    def now_s(self) -> int:
        """The moment, in whole seconds."""
        return int(self.now())


def open_server(settings: Settings, now: Callable[[], float] = time.time) -> Server:
    """The server on a database that has its tables (database/schema.py makes them)."""
    database = Database(settings.database)
    return Server(settings, database, _identity(database), now)


def opened(found: Settings) -> Server:
    """The server of these settings, its database up to date: the embedded one is brought there.

    Raises:
        SchemaError: PostgreSQL's is not; `worktracker-cloud migrate` does it, once for all hosts.
    """
    database = Database(found.database)
    try:
        if found.sqlite:
            schema.migrate(database)
        schema.check(database)
    finally:
        database.close()
    return open_server(found)


def _identity(database: Database) -> Identity:
    """The identity that the database holds; the first process makes it."""
    names = ("private-key", "secret")
    with database.writing() as connection:
        for name, value in zip(names, (receipt.new_key(), secrets.token_bytes(32)), strict=True):
            row = {"name": name, "value": receipt.encoded(value)}
            connection.execute(insert(connection, Value).values(row).on_conflict_do_nothing())
        first = {"version": 1, "text": FIRST_TEXT, "published_at": 0, "in_force_at": 0}
        connection.execute(insert(connection, Policy).values(first).on_conflict_do_nothing())
        found = {
            row.name: receipt.decoded(row.value)
            for row in connection.execute(select(Value.name, Value.value).where(Value.name.in_(names)))
        }
    return Identity(found["private-key"], found["secret"])
