"""What was deleted, so that a copy from before, once restored, loses it again.

A tombstone is made in the same transaction as the deletion; the list is also kept as a file of lines of JSON
beside the database (and wherever the operator copies it), for a restore replaces the database. It names
random ids and days only.
"""

from __future__ import annotations

import errno
import json
import logging
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, delete, select, update

from worktracker.cloud.database.tables import (
    PERSONAL,
    Account,
    AccountName,
    Authorization,
    Correction,
    Day,
    Delivery,
    Grant,
    Tombstone,
    Total,
)
from worktracker.cloud.database.upserts import insert
from worktracker.cloud.server import Server
from worktracker.errors import WorkTrackerError

ACCOUNT, GRANT, DAY = "account", "grant", "day"
"""What is gone: an account; a grant with all under it; a day as it was before a delivery came."""

log = logging.getLogger("worktracker.cloud")


@dataclass(frozen=True, slots=True)
class Stone:
    """One tombstone.

    Attributes:
        subject: the grant's id; with a day, a slash and the day; empty for an account.
        sequence: of the delivery that replaced a day; what is older than that is gone. Else 0.
        made_at: seconds since 1970.
    """

    account: str
    kind: str
    subject: str
    sequence: int
    made_at: int


def make(
    connection: Connection, account: UUID, kind: str, subjects: Iterable[str], at: int, sequence: int = 0
) -> list[Stone]:
    """Write tombstones in the transaction that deletes; :func:`tell` comes after it."""
    stones = [Stone(str(account), kind, subject, sequence, at) for subject in subjects]
    for stone in stones:
        _keep(connection, stone)
    return stones


def tell(server: Server, stones: Iterable[Stone]) -> None:
    """Add tombstones to the file; they stand in the database already, so a full disk refuses no deletion."""
    text = "".join(_line(stone) for stone in stones)
    if text:
        try:
            _append(server.settings.tombstones, text)
        except OSError as error:
            log.exception("tombstones not copied", extra={"event": "tombstones", "errno": error.errno})


def day_subject(grant: UUID, day: date) -> str:
    """What a day's tombstone is of."""
    return f"{grant}/{day}"


def write_all(server: Server, file: Path) -> int:
    """Bring a file up to date with the database's list; how many there are in all."""
    with server.database.reading() as connection:
        there = set(kept(connection))
    known = set(read(file)) if file.exists() else set[Stone]()
    missing = sorted(there - known, key=lambda stone: stone.made_at)
    if missing or not file.exists():
        _append(file, "".join(_line(stone) for stone in missing))
    return len(there | known)


def read(file: Path) -> list[Stone]:
    """A file's tombstones. A line that was torn (a full disk, a power cut) is left out, and the log says so.

    Raises:
        WorkTrackerError: it is no such file.
    """
    try:
        lines = [line for line in file.read_bytes().splitlines() if line]
    except OSError:
        lines = [b""]
    if lines and not any(line.startswith(b"{") for line in lines):
        raise WorkTrackerError("That is no list of tombstones.", "It is kept as tombstones.jsonl.")
    found = [stone for line in lines if (stone := _stone(line)) is not None]
    if torn := len(lines) - len(found):
        log.warning("torn tombstones", extra={"event": "tombstones", "done": {"torn": torn}})
    return found


def apply(connection: Connection, stones: Iterable[Stone]) -> int:
    """Delete again what is in a list, and keep the list; how many rows went."""
    gone = 0
    for stone in stones:
        account = UUID(stone.account)
        if stone.kind == ACCOUNT:
            gone += delete_account(connection, account)
        elif stone.kind == GRANT:
            gone += delete_grant(connection, account, UUID(stone.subject))
        elif stone.kind == DAY:
            gone += _delete_day(connection, account, stone)
        _keep(connection, stone)
    return gone


def is_deleted(connection: Connection, account: UUID, grant: UUID) -> bool:
    """Whether a grant was taken back, by whatever is kept of it."""
    of_it = (Tombstone.account == account, Tombstone.kind == GRANT, Tombstone.subject == str(grant))
    return connection.scalar(select(Tombstone.sequence).where(*of_it)) is not None


def delete_account(connection: Connection, account: UUID) -> int:
    """Delete an account with all that is its own; how many rows went."""
    gone = sum(
        connection.execute(delete(table).where(table.account == account)).rowcount for table in PERSONAL
    )
    # The list needs one line of it, not one for each of its days.
    connection.execute(delete(Tombstone).where(Tombstone.account == account))
    for table in (AccountName, Authorization, Account):
        gone += connection.execute(delete(table).where(table.account == account)).rowcount
    return gone


def delete_grant(connection: Connection, account: UUID, grant: UUID) -> int:
    """Delete what came under a grant, and mark it as taken back; how many rows went."""
    gone = 0
    for table in (Total, Correction, Day, Delivery):
        statement = delete(table).where(table.account == account, table.grant_id == grant)
        gone += connection.execute(statement).rowcount
    connection.execute(
        update(Grant)
        .where(Grant.account == account, Grant.grant_id == grant, Grant.withdrawn_at.is_(None))
        .values(withdrawn_at=Grant.received_at)
    )
    return gone


def _delete_day(connection: Connection, account: UUID, stone: Stone) -> int:
    grant, _, day = stone.subject.partition("/")
    which = (account, date.fromisoformat(day), UUID(grant))
    older = connection.execute(
        delete(Day).where(
            Day.account == which[0],
            Day.day == which[1],
            Day.grant_id == which[2],
            Day.sequence < stone.sequence,
        )
    ).rowcount
    if older:
        for table in (Total, Correction):
            connection.execute(
                delete(table).where(
                    table.account == account, table.day == which[1], table.grant_id == which[2]
                )
            )
    return older


def _keep(connection: Connection, stone: Stone) -> None:
    row = {**asdict(stone), "account": UUID(stone.account)}
    newer = {"sequence": stone.sequence, "made_at": stone.made_at}
    connection.execute(
        insert(connection, Tombstone)
        .values(row)
        .on_conflict_do_update(
            index_elements=["account", "kind", "subject"],
            set_=newer,
            where=Tombstone.sequence <= stone.sequence,
        )
    )


def kept(connection: Connection) -> list[Stone]:
    """The tombstones that a database holds."""
    columns = (
        Tombstone.account,
        Tombstone.kind,
        Tombstone.subject,
        Tombstone.sequence,
        Tombstone.made_at,
    )
    return [
        Stone(str(account), kind, subject, sequence, made_at)
        for account, kind, subject, sequence, made_at in connection.execute(select(*columns))
    ]


def _append(file: Path, text: str) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        length = os.fstat(handle).st_size
        if length and os.pread(handle, 1, length - 1) != b"\n":
            text = "\n" + text  # after a torn line: this one is to be whole
        content = text.encode()
        # One write to the end: processes don't cut each other's lines.
        if os.write(handle, content) != len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(handle)
    finally:
        os.close(handle)


def _stone(line: bytes) -> Stone | None:
    """A line's tombstone; None: it is none, or not all of it."""
    try:
        stone = Stone(**json.loads(line))
        UUID(stone.account)
        grant, _, day = stone.subject.partition("/")
        if stone.kind != ACCOUNT:
            UUID(grant)
        if stone.kind == DAY:
            date.fromisoformat(day)
    except (ValueError, TypeError, AttributeError):
        return None
    whole = type(stone.sequence) is int and type(stone.made_at) is int
    return stone if whole and stone.kind in (ACCOUNT, GRANT, DAY) else None


def _line(stone: Stone) -> str:
    return json.dumps(asdict(stone), separators=(",", ":")) + "\n"
