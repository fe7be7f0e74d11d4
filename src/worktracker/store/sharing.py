"""Who may get totals, what the user granted them, and which days they have.

Text and numbers: what they mean is sync/'s. A recipient is one server; this computer has a key and an id of
its own for each. A grant is a receipt's text with its signature; one of a recipient's holds at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from worktracker.store.connection import Connection, transaction, translated
from worktracker.store.recipients import (
    OTHER_KEY,
    REPLACED,
    RESTORED,
    REVOKED,
    Recipient,
    StoredGrant,
    Tokens,
)

_RECIPIENT = (
    "id, url, name, server_key, device, certificate, sequence, unsure, deletion_due_ms, deletion,"
    " deletion_signature, superseded, acknowledged"
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

    def raise_sequence(self, recipient: int, seen: int, *, again: bool = True) -> None:
        """Go on above the highest number that the server has seen; from now on it is sure.

        What it has may be another copy's of this record: ``again``: every day that was sent is due again.
        """
        with transaction(self._connection):
            if again:
                self._connection.execute(
                    "UPDATE shared_day SET digest = NULL"
                    " WHERE grant_id IN (SELECT id FROM sharing_grant WHERE recipient = ?)",
                    (recipient,),
                )
            self._connection.execute(
                "UPDATE recipient SET sequence = max(sequence, ?), unsure = 0, acknowledged = 0 WHERE id = ?",
                (seen, recipient),
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
            self._doubt_number(grant.recipient)  # with the earlier grants go their deliveries
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

    def drop_days(self, grant: str) -> None:
        """The server has none of a grant's days, and gets none any more."""
        with transaction(self._connection):
            self._drop_days(grant)

    def _doubt_number(self, recipient: int) -> None:
        self._connection.execute("UPDATE recipient SET acknowledged = 0 WHERE id = ?", (recipient,))

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

    def acknowledge(self, grant: str, digests: Mapping[int, bytes], number: int = 0) -> None:
        """The server has these days now; one of which something was forgotten on the way is due again.

        Args:
            grant: under which they came.
            digests: of each day.
            number: of the delivery.
        """
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
            self._connection.execute(
                "UPDATE recipient SET acknowledged = max(acknowledged, ?)"
                " WHERE id = (SELECT recipient FROM sharing_grant WHERE id = ?)",
                (number, grant),
            )

    def unacknowledge(self, grant: str) -> None:
        """The server has none of a grant's days: all that the record has is due, as if never sent."""
        with transaction(self._connection):
            self._connection.execute(
                "DELETE FROM shared_day WHERE grant_id = ? AND digest IS NOT NULL", (grant,)
            )
            self._connection.execute(
                "UPDATE recipient SET acknowledged = 0"
                " WHERE id = (SELECT recipient FROM sharing_grant WHERE id = ?)",
                (grant,),
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
            self._doubt_number(recipient)


def _recipient(*row: Any) -> Recipient:
    return replace(Recipient(*row), unsure=bool(row[7]), superseded=bool(row[11]))


def _grant(*row: Any) -> StoredGrant:
    return replace(StoredGrant(*row), stored=bool(row[5]))
