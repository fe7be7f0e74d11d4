"""Deliveries: a summary that comes in, checked against its grant's receipt, and what is there.

A delivery is answered after it is on the disk. The same again (by device and sequence, with the same bytes)
gets the same answer; a day that came with a higher sequence before stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Connection, func, select

from worktracker.cloud import grants, opaque, tombstones
from worktracker.cloud.database import day_rows, delivery_rows
from worktracker.cloud.database.tables import Day, Delivery, Grant, Total
from worktracker.cloud.refusals import RefusedError, invalid_token, not_found, too_often, wrong
from worktracker.cloud.server import Server
from worktracker.sync.summary import NotASummaryError, Summary

MOST_BYTES = 8 << 20
MOST_AHEAD = 1 << 20
"""How far a delivery's number may be above the highest so far: who has a stolen token can't use them up."""

_Count: TypeAlias = "Callable[[Connection, int], delivery_rows.Counted | None]"
"""Counts a delivery at a time, in seconds since 1970; None: whoever sent it may not, or not any more."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The device that a request's access token is of."""

    account: UUID
    device: UUID


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a delivery's days.

    ``newest``: the highest number that the device's deliveries have had so far; 0: there was none. It is no
    part of what the same delivery is answered with again.
    """

    stored: tuple[date, ...]
    superseded: tuple[date, ...]
    newest: int = field(default=0, compare=False)


def caller(server: Server, token: opaque.Read | None) -> Caller:
    """Whose access token this is.

    Raises:
        RefusedError: nobody's, or not any more.
    """
    if token is None:
        raise invalid_token()
    account, hashed = token
    with server.database.reading() as connection:
        device = delivery_rows.holder(connection, account, hashed, server.now_s)
    if device is None:
        raise invalid_token()
    return Caller(account, device)


def deliver(server: Server, token: opaque.Read, grant_id: UUID, sequence: int, body: bytes) -> Stored:
    """Take a delivery in that comes with an access token.

    Raises:
        RefusedError: the token is nobody's; it is not a summary, or not granted, or may not come now.
            Nothing of it is stored then, but that it came.
    """
    account, hashed = token

    def counted(connection: Connection, now: int) -> delivery_rows.Counted | None:
        return delivery_rows.count_by_token(connection, account, hashed, now)

    return _counted(server, account, counted, grant_id, sequence, body)


def store(server: Server, caller: Caller, grant_id: UUID, sequence: int, body: bytes) -> Stored:
    """As :func:`deliver`, of a device that is known."""

    def counted(connection: Connection, now: int) -> delivery_rows.Counted | None:
        return delivery_rows.count(connection, caller.account, caller.device, now)

    return _counted(server, caller.account, counted, grant_id, sequence, body)


def _counted(
    server: Server, account: UUID, count: _Count, grant_id: UUID, sequence: int, body: bytes
) -> Stored:
    try:
        return _store(server, account, count, grant_id, sequence, body)
    except RefusedError as refused:
        if refused.status not in (401, 429):  # its own count went back with all else of it
            with server.database.writing() as connection:
                _count(connection, count, server.now_s, server.settings.deliveries_an_hour)
        raise


def _store(
    server: Server, account: UUID, count: _Count, grant_id: UUID, sequence: int, body: bytes
) -> Stored:
    try:
        summary = Summary.from_bytes(body)
    except NotASummaryError as error:
        raise wrong(f"This is not a summary: {error.message}", "not_a_summary") from None
    body_hash, now = sha256(body).digest(), server.now_s
    stones: list[tombstones.Stone] = []
    with server.database.writing() as connection:
        caller = Caller(account, _count(connection, count, now, server.settings.deliveries_an_hour))
        answered, newest = _checked(connection, caller, grant_id, sequence, summary, body_hash, now)
        days = [day.date for day in summary.days]
        if answered is None:
            came = day_rows.Came(account, caller.device, grant_id, sequence, body_hash, now)
            written = day_rows.write(connection, came, summary)
            if written.shrunk:
                subjects = [tombstones.day_subject(grant_id, day) for day in sorted(written.shrunk)]
                stones = tombstones.make(connection, account, tombstones.DAY, subjects, now, sequence)
            answered = frozenset(days) - written.days
    tombstones.tell(server, stones)
    return Stored(
        tuple(day for day in days if day not in answered),
        tuple(day for day in days if day in answered),
        newest,
    )


def delivered(
    server: Server, caller: Caller, grant_id: UUID, first: date, last: date
) -> list[tuple[date, list[tuple[str, int]]]]:
    """The days of a device's grant as they were delivered, with totals (name, seconds); the oldest first.

    Raises:
        RefusedError: the device has no such grant.
    """
    with server.database.reading() as connection:
        owner = connection.scalar(
            select(Grant.device).where(Grant.account == caller.account, Grant.grant_id == grant_id)
        )
        if owner != caller.device:
            raise not_found("unknown_grant", "There is no such grant.")
        rows = connection.execute(
            select(Total.day, Total.name, Total.seconds).where(
                Total.account == caller.account,
                Total.day.between(first, last),
                Total.grant_id == grant_id,
            )
        ).all()
    days: dict[date, list[tuple[str, int]]] = {}
    for day, name, seconds in rows:
        days.setdefault(day, []).append((name, seconds))
    return [(day, sorted(totals)) for day, totals in sorted(days.items())]


def newest(server: Server, caller: Caller) -> int:
    """The highest number of a delivery that was seen from the device; 0 for none.

    The deliveries themselves are not kept for ever, the days' numbers are.
    """
    theirs = (Grant.account == Day.account) & (Grant.grant_id == Day.grant_id)
    with server.database.reading() as connection:
        found = (
            connection.scalar(
                select(func.max(Delivery.sequence)).where(
                    Delivery.account == caller.account, Delivery.device == caller.device
                )
            ),
            connection.scalar(
                select(func.max(Day.sequence))
                .join(Grant, theirs)
                .where(Day.account == caller.account, Grant.device == caller.device)
            ),
        )
    return max(sequence or 0 for sequence in found)


def _count(connection: Connection, count: _Count, now: int, most: int) -> UUID:
    """Count the delivery; the device's others wait until this one is done. Which device it is."""
    counted = count(connection, now)
    if counted is None:
        raise invalid_token()
    if counted.count > most:
        raise too_often(max(1, counted.since + delivery_rows.WINDOW_S - now))
    return counted.device


def _checked(
    connection: Connection,
    caller: Caller,
    grant_id: UUID,
    sequence: int,
    summary: Summary,
    body_hash: bytes,
    now: int,
) -> tuple[frozenset[date] | None, int]:
    """The superseded days of the same delivery, if it was answered before (None: it is new); and the highest
    number before it.

    Raises:
        RefusedError: the person, the policy or the grant don't let this summary in.
    """
    row = delivery_rows.state(connection, caller.account, caller.device, grant_id, sequence, body_hash, now)
    if row is None:
        raise invalid_token()
    if row.deletion_due_at is not None:
        raise RefusedError(403, "account_closed", "This account is being deleted.")
    if row.device != caller.device:
        raise not_found("unknown_grant", "There is no such grant.")
    if row.withdrawn_at is not None:
        raise grants.revoked()
    # What only takes away may always come.
    adds = any(day.totals for day in summary.days)
    if adds and row.accepted_policy < (row.policy or 0):
        raise RefusedError(
            403, "policy_changed", "The policy has changed; its owner has not accepted it yet."
        )
    grant = grants.parsed(row.receipt)
    # Over everywhere: the last zone of the world is 12 hours behind UTC.
    if adds and datetime.fromtimestamp(now - 12 * 3600, UTC).date() > grant.terms.end_date:
        raise RefusedError(403, "grant_ended", "This grant's end date is over.")
    reason = grant.covers(summary)
    if reason is not None:
        raise wrong(f"That is not granted: {reason}.", "not_granted")
    newest = row.newest or 0
    if sequence > newest + MOST_AHEAD:
        raise wrong("The delivery's number is too far ahead.")
    if row.superseded is None:
        return None, newest
    return frozenset(date.fromisoformat(day) for day in json.loads(row.superseded)), newest
