"""Everything that is held about a person: how much of what, and all of it as one document."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, func, select

from worktracker.cloud.database.tables import (
    Account,
    Correction,
    Day,
    Deletion,
    Delivery,
    Device,
    Grant,
    Session,
    Tombstone,
    Total,
)
from worktracker.cloud.refusals import not_found
from worktracker.cloud.server import Server
from worktracker.sync import receipt

SCHEMA = "worktracker.account/1"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of each."""

    days: int
    totals: int
    corrections: int
    grants: int
    devices: int
    sessions: int
    deliveries: int


def counts(server: Server, account: UUID) -> Counts:
    """How much is held about a person."""
    tables = (Correction, Grant, Device, Session, Delivery)
    with server.database.reading() as connection:
        corrections, grants, devices, sessions, deliveries = (
            connection.scalar(select(func.count()).select_from(table).where(table.account == account)) or 0
            for table in tables
        )
        days, totals = amount(connection, account)
    return Counts(days, totals, corrections, grants, devices, sessions, deliveries)


def under_grant(server: Server, account: UUID, grant_id: UUID) -> tuple[int, int]:
    """As :func:`amount`, of one grant."""
    with server.database.reading() as connection:
        return amount(connection, account, grant_id)


def amount(connection: Connection, account: UUID, grant_id: UUID | None = None) -> tuple[int, int]:
    """How many days with totals, and how many totals, there are, of a person or of one grant of theirs.

    Pages and deletion receipts count alike: a day once for each grant that has totals of it.
    """
    which = [Total.account == account, *([] if grant_id is None else [Total.grant_id == grant_id])]
    days = select(Total.day, Total.grant_id).where(*which).distinct().subquery()
    found = (select(func.count()).select_from(days), select(func.count()).select_from(Total).where(*which))
    of_days, of_totals = (connection.scalar(each) or 0 for each in found)
    return of_days, of_totals


def everything(server: Server, account: UUID) -> bytes:
    """All of it, as JSON: what was delivered, as it was delivered, with what the person made of it.

    Left out are secrets alone: the hashes of the password, of cookies and of tokens.

    Raises:
        RefusedError: the account is gone.
    """
    with server.database.snapshot() as connection:
        person = next(iter(_rows(connection, Account, account)), None)
        if person is None:
            raise not_found()
        deleted = {row["grant_id"]: _signed(row) for row in _rows(connection, Deletion, account)}
        found = {
            "schema": SCHEMA,
            "server": server.settings.public_url,
            "exported_at": _moment(server.now_s),
            "account": {
                "id": str(account),
                "name": person["name"],
                "created_at": _moment(person["created_at"]),
                "accepted_policy": person["accepted_policy"],
                "accepted_at": _moment(person["accepted_at"]),
                "deletion_due_at": _moment(person["deletion_due_at"]),
            },
            "sessions": [
                {
                    "started_at": _moment(row["started_at"]),
                    "seen_at": _moment(row["seen_at"]),
                    "expires_at": _moment(row["expires_at"]),
                }
                for row in _rows(connection, Session, account)
            ],
            "devices": [
                {
                    "id": str(row["device"]),
                    "name": row["name"],
                    "key": receipt.encoded(row["key"]),
                    "added_at": _moment(row["added_at"]),
                    "revoked_at": _moment(row["revoked_at"]),
                    "delivered_at": _moment(row["delivered_at"]),
                    "deliveries_counted": {
                        "since": _moment(row["window_started_at"]),
                        "count": row["window_count"],
                    },
                }
                for row in _rows(connection, Device, account)
            ],
            "grants": [
                {
                    "id": str(row["grant_id"]),
                    **_signed(row),
                    "received_at": _moment(row["received_at"]),
                    "withdrawn_at": _moment(row["withdrawn_at"]),
                    "deletion": deleted.get(row["grant_id"]),
                }
                for row in _rows(connection, Grant, account)
            ],
            "days": _delivered(connection, account),
            "deliveries": [
                {
                    "device": str(row["device"]),
                    "sequence": row["sequence"],
                    "grant": str(row["grant_id"]),
                    "body_sha256": row["body_hash"].hex(),
                    "superseded": json.loads(row["superseded"]),
                    "delivered_at": _moment(row["delivered_at"]),
                }
                for row in _rows(connection, Delivery, account)
            ],
            "deleted": [
                {"kind": row["kind"], "what": row["subject"], "at": _moment(row["made_at"])}
                for row in _rows(connection, Tombstone, account)
            ],
        }
    return json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"


def _delivered(connection: Connection, account: UUID) -> list[dict[str, Any]]:
    days: dict[tuple[date, UUID], dict[str, Any]] = {}
    for row in _rows(connection, Day, account):
        days[row["day"], row["grant_id"]] = {
            "date": row["day"].isoformat(),
            "grant": str(row["grant_id"]),
            "sequence": row["sequence"],
            "totals": [],
            "corrections": [],
        }
    for row in _rows(connection, Total, account):
        days[row["day"], row["grant_id"]]["totals"].append({"name": row["name"], "seconds": row["seconds"]})
    for row in _rows(connection, Correction, account):
        days[row["day"], row["grant_id"]]["corrections"].append(
            {
                "name": row["name"],
                "seconds": row["seconds"],
                "instead_of": row["instead_of"],
                "corrected_at": _moment(row["corrected_at"]),
            }
        )
    return list(days.values())


def _rows(connection: Connection, table: type[Any], account: UUID) -> list[RowMapping]:
    """A person's rows of a table, in the order of its key."""
    columns = table.__table__
    statement = select(columns).where(columns.c.account == account).order_by(*columns.primary_key)
    return list(connection.execute(statement).mappings())


def _signed(row: RowMapping) -> dict[str, str]:
    return {"receipt": row["receipt"], "signature": receipt.encoded(row["signature"])}


def _moment(at: int | None) -> str | None:
    return None if at is None else receipt.moment(datetime.fromtimestamp(at, UTC))
