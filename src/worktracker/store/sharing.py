"""Who may get totals, what the user granted them, and which days they have.

Text and numbers: what they mean is sync/'s. A recipient is one server; this computer has a key and an id of
its own for each. A grant is a receipt's text with its signature; one of a recipient's holds at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from worktracker.store.connection import Connection, transaction, translated
from worktracker.store.ledger import LEDGER_HEAD

REVOKED, REPLACED, RESTORED = "revoked", "replaced", "restored"
"""Why a grant has ended before its end date; the last: a copy brought it back, perhaps from before that."""

UNSENT, UNKNOWN, OTHER_KEY, ACCOUNT_GONE = "unsent", "unknown", "other-key", "account"
"""Why there will be no signed word that a grant's totals are deleted.

The server never heard of the grant; it says that it has none of that id; it has another key now, so that
nobody is there who could be asked; the account was to be deleted, and it knows this computer no more.
"""

_TABLES = ("recipient", "recipient_key", "sharing_grant", "shared_day", "sending_day", "ledger")


@dataclass(frozen=True, slots=True)
class Recipient:
    """One server.

    Attributes:
        id: its number here.
        url: without a slash at its end.
        name: its own word for itself.
        server_key: its public key (base64url).
        device: who this computer is to it, a random UUID.
        certificate: the pin of its certificate; None: any that this computer trusts.
        sequence: the number of the last delivery.
        unsure: the server may have seen higher ones, because a copy was restored: ask it first.
        deletion_due_ms: when the account there is to be deleted; None if that was not asked for.
        deletion, deletion_signature: the server's word that it is deleted.
        superseded: whether another server key has its address now; nobody can be asked anything then.
    """

    id: int
    url: str
    name: str
    server_key: str
    device: str
    certificate: str | None
    sequence: int
    unsure: bool
    deletion_due_ms: int | None
    deletion: str | None
    deletion_signature: str | None
    superseded: bool

    def account_was_due(self, now_ms: int) -> bool:
        """Whether the day has come on which the account was to be deleted, and no word of it has."""
        return self.deletion is None and self.deletion_due_ms is not None and self.deletion_due_ms <= now_ms


@dataclass(frozen=True, slots=True, repr=False)
class Tokens:
    """What the server gave this computer to show: ``access`` holds until ``access_until_ms``."""

    access: str
    access_until_ms: int
    refresh: str


@dataclass(frozen=True, slots=True)
class StoredGrant:
    """One grant.

    Attributes:
        id: its UUID.
        recipient: the recipient's number.
        receipt, signature: the document's text, and the device's signature (base64url).
        given_ms: when it was given.
        stored: whether the server has it.
        ended: :data:`REVOKED`, :data:`REPLACED` or :data:`RESTORED`; None while it is not taken back.
        ended_ms: when it was.
        deletion, deletion_signature: the server's word that it deleted what came under it.
        deleted_ms: when that word came, or it was clear that none will.
        no_word: why none will: :data:`UNSENT`, :data:`UNKNOWN`, :data:`OTHER_KEY` or :data:`ACCOUNT_GONE`.
    """

    id: str
    recipient: int
    receipt: str
    signature: str
    given_ms: int
    stored: bool = False
    ended: str | None = None
    ended_ms: int | None = None
    deletion: str | None = None
    deletion_signature: str | None = None
    deleted_ms: int | None = None
    no_word: str | None = None

    @property
    def deletion_is_due(self) -> bool:
        """Whether the server has yet to say that it deleted what came under it."""
        return self.ended in (REVOKED, REPLACED) and self.deletion is None and self.no_word is None

    @property
    def may_be_there(self) -> bool:
        """Whether the server may have totals that came under it, as far as anybody knows."""
        return self.deletion is None and self.no_word in (None, OTHER_KEY)


_RECIPIENT = (
    "id, url, name, server_key, device, certificate, sequence, unsure, deletion_due_ms, deletion,"
    " deletion_signature, superseded"
)
_GRANT = (
    "id, recipient, receipt, signature, given_ms, stored, ended, ended_ms, deletion, deletion_signature,"
    " deleted_ms, no_word"
)


class Sharing:
    """The recipients, grants and acknowledged days of one store.

    What changes something raises StoreBusyError where it can't be written; nothing was then.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # Recipients

    def recipients(self) -> list[Recipient]:
        """Every recipient that there ever was, oldest first."""
        with translated():
            rows = self._connection.execute(f"SELECT {_RECIPIENT} FROM recipient ORDER BY id").fetchall()
        return [_recipient(*row) for row in rows]

    def recipient(self, number: int) -> Recipient:
        """The recipient of this number."""
        return next(each for each in self.recipients() if each.id == number)

    def at(self, url: str) -> Recipient | None:
        """The recipient at this address, with the newest key there; None if there is none."""
        return next((each for each in self.recipients() if each.url == url and not each.superseded), None)

    def add_recipient(
        self,
        url: str,
        name: str,
        server_key: str,
        *,
        device: str,
        device_key: bytes,
        now_ms: int,
        certificate: str | None = None,
    ) -> Recipient:
        """Keep a recipient and who this computer is to it; one that is there keeps device, key and tokens.

        Another server key at the same address is another server: this computer is somebody new to it, and
        what was granted to the one before has ended. That one can't be asked any more to delete anything.

        Args:
            url: without a slash at its end.
            name, server_key: as the server says.
            device: a random UUID. device_key: the private key, 32 bytes.
            now_ms: when it is.
            certificate: the pin of its certificate.
        """
        with transaction(self._connection):
            execute = self._connection.execute
            there = execute(
                "SELECT id, server_key FROM recipient WHERE url = ? AND superseded = 0", (url,)
            ).fetchone()
            if there is not None and there[1] != server_key:
                self._end_all(there[0], REVOKED, now_ms)
                execute("DELETE FROM recipient_key WHERE recipient = ?", (there[0],))
                execute(
                    "UPDATE sharing_grant SET no_word = ?, deleted_ms = ?"
                    " WHERE recipient = ? AND deletion IS NULL AND no_word IS NULL",
                    (OTHER_KEY, now_ms, there[0]),
                )
                execute("UPDATE recipient SET superseded = 1 WHERE id = ?", (there[0],))
                there = None
            if there is None:
                execute(
                    "INSERT INTO recipient (url, name, server_key, device, added_ms) VALUES (?, ?, ?, ?, ?)",
                    (url, name, server_key, device, now_ms),
                )
                execute(
                    "INSERT INTO recipient_key (recipient, device_key)"
                    " SELECT id, ? FROM recipient WHERE url = ? AND superseded = 0",
                    (device_key, url),
                )
            execute(
                "UPDATE recipient SET name = ?, certificate = ? WHERE url = ? AND superseded = 0",
                (name, certificate, url),
            )
            # What is granted now is not for the account that was to be gone by now.
            execute(
                "UPDATE recipient SET deletion_due_ms = NULL WHERE url = ? AND superseded = 0"
                " AND deletion IS NULL AND deletion_due_ms <= ?",
                (url, now_ms),
            )
        found = self.at(url)
        assert found is not None
        return found

    def device_key(self, recipient: int) -> bytes | None:
        """The private key of this computer's device at a recipient; None if it was dropped."""
        with translated():
            row = self._connection.execute(
                "SELECT device_key FROM recipient_key WHERE recipient = ?", (recipient,)
            ).fetchone()
        return row[0] if row else None

    def tokens(self, recipient: int) -> Tokens | None:
        """What a recipient's server gave this computer to show; None before that."""
        with translated():
            row = self._connection.execute(
                "SELECT access_token, access_until_ms, refresh_token FROM recipient_key"
                " WHERE recipient = ? AND refresh_token IS NOT NULL",
                (recipient,),
            ).fetchone()
        return Tokens(*row) if row else None

    def keep_tokens(self, recipient: int, tokens: Tokens | None) -> None:
        """Keep what the server gave, in the place of what it gave before; None: it takes that no more."""
        values = (None,) * 3 if tokens is None else (tokens.access, tokens.access_until_ms, tokens.refresh)
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE recipient_key SET access_token = ?, access_until_ms = ?, refresh_token = ?"
                " WHERE recipient = ?",
                (*values, recipient),
            )

    def next_sequence(self, recipient: int) -> int:
        """The number of a new delivery, kept before it is sent; higher than any before."""
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE recipient SET sequence = sequence + 1 WHERE id = ?", (recipient,)
            )
        return self.recipient(recipient).sequence

    def raise_sequence(self, recipient: int, seen: int) -> None:
        """Go on above the highest number that the server has seen; from now on it is sure.

        What it has may be another copy's of this record, so every day that was sent is due again.
        """
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE shared_day SET digest = NULL"
                " WHERE grant_id IN (SELECT id FROM sharing_grant WHERE recipient = ?)",
                (recipient,),
            )
            self._connection.execute(
                "UPDATE recipient SET sequence = max(sequence, ?), unsure = 0 WHERE id = ?", (seen, recipient)
            )

    def keep_account_deletion(
        self, recipient: int, due_ms: int | None, deletion: str | None = None, signature: str | None = None
    ) -> None:
        """Keep when the account is to be deleted, and the server's word that it is; None: it is not."""
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE recipient SET deletion_due_ms = ?, deletion = ?, deletion_signature = ? WHERE id = ?",
                (due_ms, deletion, signature, recipient),
            )

    # Grants

    def grants(self) -> list[StoredGrant]:
        """Every grant that there ever was, oldest first."""
        with translated():
            rows = self._connection.execute(
                f"SELECT {_GRANT} FROM sharing_grant ORDER BY given_ms, id"
            ).fetchall()
        return [_grant(*row) for row in rows]

    def held(self, recipient: int | None = None) -> list[StoredGrant]:
        """The grants that are not taken back, of one recipient or of all; their end date may have passed."""
        return [each for each in self.grants() if each.ended is None and recipient in (None, each.recipient)]

    def to_delete(self) -> list[StoredGrant]:
        """The grants of which the server has yet to say that it deleted what came under them."""
        return [each for each in self.grants() if each.deletion_is_due]

    def add_grant(self, grant: StoredGrant) -> None:
        """Keep a new grant, in the place of the one that the recipient had."""
        with transaction(self._connection):
            self._end_all(grant.recipient, REPLACED, grant.given_ms)
            self._connection.execute(
                "INSERT INTO sharing_grant (id, recipient, receipt, signature, given_ms)"
                " VALUES (?, ?, ?, ?, ?)",
                (grant.id, grant.recipient, grant.receipt, grant.signature, grant.given_ms),
            )

    def grant_stored(self, grant: str, *, stored: bool = True) -> None:
        """The server has the grant's receipt; or says that it has not."""
        with transaction(self._connection):
            self._connection.execute("UPDATE sharing_grant SET stored = ? WHERE id = ?", (stored, grant))

    def revoke(self, recipient: int, now_ms: int) -> None:
        """Take back what a recipient was granted: from here on nothing more is due to it but the deletion."""
        with transaction(self._connection):
            self._end_all(recipient, REVOKED, now_ms)

    def grant_deleted(self, grant: str, deletion: str, signature: str, now_ms: int) -> None:
        """Keep the server's word that it deleted what came under a grant."""
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE sharing_grant SET deletion = ?, deletion_signature = ?, deleted_ms = ? WHERE id = ?",
                (deletion, signature, now_ms, grant),
            )
            self._drop_days(grant)

    def no_word_comes(self, grant: str, why: str, now_ms: int) -> None:
        """There will be no word that the server deleted what came under a grant; ``why``: see above."""
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE sharing_grant SET no_word = ?, deleted_ms = ? WHERE id = ?", (why, now_ms, grant)
            )
            self._drop_days(grant)

    def _drop_days(self, grant: str) -> None:
        for table in ("shared_day", "sending_day"):
            self._connection.execute(f"DELETE FROM {table} WHERE grant_id = ?", (grant,))

    def behind(self) -> list[str]:
        """The URLs of the recipients that have more of a day than the record, until they hear of it.

        Those with totals under a grant that is not taken back, of days of which something was forgotten.
        """
        with translated():
            rows = self._connection.execute(
                "SELECT DISTINCT recipient.url FROM shared_day"
                " JOIN sharing_grant ON sharing_grant.id = shared_day.grant_id"
                " JOIN recipient ON recipient.id = sharing_grant.recipient"
                " WHERE shared_day.digest IS NULL AND sharing_grant.ended IS NULL ORDER BY 1"
            ).fetchall()
        return [url for (url,) in rows]

    def _end_all(self, recipient: int, why: str, now_ms: int) -> None:
        self._connection.execute(
            "UPDATE sharing_grant SET ended = ?, ended_ms = ?"
            " WHERE recipient = ? AND (ended IS NULL OR ended = ?)",
            (why, now_ms, recipient, RESTORED),
        )

    # Acknowledged days

    def acknowledged(self, grant: str) -> dict[int, bytes | None]:
        """The digest of what the server has of each day; None: something of the day was forgotten since."""
        with translated():
            return dict(
                self._connection.execute(
                    "SELECT day, digest FROM shared_day WHERE grant_id = ?", (grant,)
                ).fetchall()
            )

    def sending(self, grant: str, days: Iterable[int]) -> None:
        """These days are about to leave; in the caller's transaction, in which the ledger gets their body."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO sending_day VALUES (?, ?)", [(grant, day) for day in days]
        )

    def acknowledge(self, grant: str, digests: Mapping[int, bytes]) -> None:
        """The server has these days now; one of which something was forgotten on the way is due again."""
        with transaction(self._connection):
            self._connection.executemany(
                "INSERT INTO shared_day VALUES (?, ?, ?) ON CONFLICT (grant_id, day)"
                " DO UPDATE SET digest = excluded.digest WHERE digest IS NOT NULL OR EXISTS"
                " (SELECT 1 FROM sending_day AS it WHERE it.grant_id = shared_day.grant_id"
                " AND it.day = shared_day.day)",
                [(grant, day, digest) for day, digest in digests.items()],
            )
            self._connection.executemany(
                "DELETE FROM sending_day WHERE grant_id = ? AND day = ?", [(grant, day) for day in digests]
            )

    def unacknowledge(self, grant: str) -> None:
        """The server has none of a grant's days: all that the record has is due, as if never sent."""
        with transaction(self._connection):
            self._connection.execute(
                "DELETE FROM shared_day WHERE grant_id = ? AND digest IS NOT NULL", (grant,)
            )

    def doubt_acknowledged(self, recipient: int) -> None:
        """What the server has is not known any more: each day is due again that the record still has whole.

        A day that has aged is not: what the server has of it may be more than what is left here.
        """
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE shared_day SET digest = x'' WHERE digest IS NOT NULL"
                " AND grant_id IN (SELECT id FROM sharing_grant WHERE recipient = ?)",
                (recipient,),
            )


@dataclass(frozen=True, slots=True, repr=False)
class Carried:
    """All that a store has of sharing, row by row."""

    rows: Mapping[str, Sequence[tuple[Any, ...]]]
    head: str | None


def carried(connection: Connection) -> Carried:
    """What goes on when a copy takes a store's place: it must know what was sent, and what was revoked."""
    with translated():
        rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in _TABLES}
        head = connection.execute("SELECT value FROM meta WHERE name = ?", (LEDGER_HEAD,)).fetchone()
    return Carried(rows, head[0] if head else None)


def carry_sharing_over(connection: Connection, found: Carried | None, now_ms: int) -> None:
    """Let a copy have what the store before it had.

    Args:
        connection: of the copy.
        found: None where that is not known: the copy may hold a grant that was revoked since, and lacks the
            newest deliveries. So its grants have ended, and its recipients are to be asked for their numbers.
        now_ms: when it is.
    """
    with transaction(connection):
        if found is None:
            connection.execute("UPDATE recipient SET unsure = 1")
            connection.execute(
                "UPDATE sharing_grant SET ended = ?, ended_ms = ? WHERE ended IS NULL", (RESTORED, now_ms)
            )
            return
        for table, rows in found.rows.items():
            connection.execute(f"DELETE FROM {table}")
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        connection.execute("DELETE FROM meta WHERE name = ?", (LEDGER_HEAD,))
        if found.head is not None:
            connection.execute("INSERT INTO meta VALUES (?, ?)", (LEDGER_HEAD, found.head))


def _recipient(*row: Any) -> Recipient:
    return replace(Recipient(*row), unsure=bool(row[7]), superseded=bool(row[11]))


def _grant(*row: Any) -> StoredGrant:
    return replace(StoredGrant(*row), stored=bool(row[5]))
