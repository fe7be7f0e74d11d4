"""The ledger: every request that left, with its exact body, and every answer. Rows are only added.

A chain of hashes goes through it: each row's is the SHA-256 over the one before it, the row's number, time,
recipient, what it answers, its head's length and its head, and its body's SHA-256, each as UTF-8 text and
ended by a line feed. The body itself is not in it, so that forgetting can blank a body. The newest row's
number and hash are kept in ``meta``, so that rows that are missing at the end are found too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from worktracker.store.connection import Connection, transaction, translated

LEDGER_HEAD = "ledger_head"
"""The name in ``meta`` of the newest row's number and hash."""

_COLUMNS = "number, at_ms, recipient, answers, head, body, body_sha256, chain"
_START = bytes(32)


@dataclass(frozen=True, slots=True)
class Entry:
    """One request, or one answer.

    Attributes:
        number: its place, from 1.
        at_ms: when, milliseconds UTC.
        recipient: the server's URL.
        answers: the number of the request that it answers; None for a request.
        head: a request's method and path, then its own headers a line; an answer's status, or why none
            came, and a line with how often that was asked where it was more than once.
        body: the exact bytes; None where a day of it was forgotten, or where it held a token.
        body_sha256: of the exact bytes.
        chain: the hash of this row and all before it.
    """

    number: int
    at_ms: int
    recipient: str
    answers: int | None
    head: str
    body: bytes | None
    body_sha256: bytes
    chain: bytes


class Ledger:
    """The ledger of one store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sent(
        self,
        at_ms: int,
        recipient: str,
        head: str,
        body: bytes,
        *,
        secret: bool = False,
        before: Callable[[], None] | None = None,
    ) -> int:
        """Add a request, before it leaves; its number.

        Args:
            at_ms: when. recipient: the server's URL.
            head: method and path (``POST /v1/summaries``), then our own headers but the one with the token,
                one a line.
            body: the exact bytes.
            secret: it holds a token: only its hash is kept.
            before: is asked as the one writer, so that nothing changes between it and the row; raises what
                keeps the request from leaving: it is not added then.

        Raises:
            StoreBusyError: it could not be written: nothing may be sent then.
        """
        return self._add(at_ms, recipient, None, head, body, secret=secret, check=before)

    def answered(self, request: int, at_ms: int, head: str, body: bytes, *, secret: bool = False) -> int:
        """Add a request's answer, or that none came; see :meth:`sent`. ``head``: ``200``, or the reason."""
        with translated():
            row = self._connection.execute(
                "SELECT recipient FROM ledger WHERE number = ?", (request,)
            ).fetchone()
        return self._add(at_ms, row[0], request, head, body, secret=secret)

    def entries(self, last: int | None = None) -> Iterator[Entry]:
        """Every row in order, or the newest so many."""
        with translated():
            query = f"SELECT {_COLUMNS} FROM ledger"
            if last is not None:
                query += f" WHERE number > (SELECT coalesce(max(number), 0) FROM ledger) - {int(last)}"
            for row in self._connection.execute(query + " ORDER BY number"):
                yield Entry(*row)

    def newest(self, recipient: str, matching: str = "") -> tuple[Entry, Entry | None] | None:
        """The newest request to a recipient whose head begins so, and its answer; None if there is none."""
        with translated():
            row = self._connection.execute(
                f"SELECT {_COLUMNS} FROM ledger WHERE recipient = ? AND answers IS NULL"
                " AND substr(head, 1, ?) = ? ORDER BY number DESC LIMIT 1",
                (recipient, len(matching), matching),
            ).fetchone()
            if row is None:
                return None
            answer = self._connection.execute(
                f"SELECT {_COLUMNS} FROM ledger WHERE answers = ? ORDER BY number DESC LIMIT 1", (row[0],)
            ).fetchone()
        return Entry(*row), None if answer is None else Entry(*answer)

    def verify(self) -> tuple[int, str | None]:
        """How many rows are as they were written, and what is wrong after them; None: nothing."""
        before, count = _START, 0
        with translated():
            kept = self._connection.execute(
                "SELECT value FROM meta WHERE name = ?", (LEDGER_HEAD,)
            ).fetchone()
            for entry in self.entries():
                if entry.number != count + 1:
                    return count, f"Row {count + 1} is missing."
                if entry.body is not None and sha256(entry.body).digest() != entry.body_sha256:
                    return count, f"The body of row {entry.number} was changed."
                if entry.chain != _link(before, entry.number, *_linked(entry)):
                    return count, f"Row {entry.number} was changed, or is not the one that was there."
                before, count = entry.chain, entry.number
        head = f"{count}:{before.hex()}" if count else None
        if head != (kept[0] if kept else None):
            return count, f"Rows are missing after row {count}." if count else "All rows are missing."
        return count, None

    def _add(
        self,
        at_ms: int,
        recipient: str,
        answers: int | None,
        head: str,
        body: bytes,
        *,
        secret: bool,
        check: Callable[[], None] | None = None,
    ) -> int:
        digest = sha256(body).digest()
        with transaction(self._connection):
            if check is not None:
                check()
            execute = self._connection.execute
            row = execute("SELECT number, chain FROM ledger ORDER BY number DESC LIMIT 1").fetchone()
            last, before = row or (0, _START)
            kept = execute("SELECT value FROM meta WHERE name = ?", (LEDGER_HEAD,)).fetchone()
            if kept is not None:  # what was cut off stays visible: a row more must not hide it
                last = max(last, int(kept[0].partition(":")[0]))
            chain = _link(before, last + 1, at_ms, recipient, answers, head, digest)
            execute(
                f"INSERT INTO ledger ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (last + 1, at_ms, recipient, answers, head, None if secret else body, digest, chain),
            )
            execute(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (LEDGER_HEAD, f"{last + 1}:{chain.hex()}"),
            )
        return last + 1


def _linked(entry: Entry) -> tuple[int, str, int | None, str, bytes]:
    return entry.at_ms, entry.recipient, entry.answers, entry.head, entry.body_sha256


def _link(
    before: bytes, number: int, at_ms: int, recipient: str, answers: int | None, head: str, body_sha256: bytes
) -> bytes:
    parts = (before.hex(), number, at_ms, recipient, "" if answers is None else answers, len(head), head)
    text = "".join(f"{part}\n" for part in (*parts, body_sha256.hex()))
    return sha256(text.encode("utf-8", "backslashreplace")).digest()
