"""What the page of sharing shows, read from the record beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from worktracker.clock import Clock
from worktracker.store.ledger import Entry
from worktracker.store.store import Store

if TYPE_CHECKING:  # what checks signatures weighs much, and comes only where there is a grant
    from worktracker.sync.grant import Terms
    from worktracker.sync.standing import Given, Standing

MOST_ROWS = 100
"""Of the ledger, the newest."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One grant as it is shown.

    Attributes:
        recipient: the recipient's number. url: its address. key: the fingerprint of its key.
        standing: what the grant is worth today.
        terms: what it lets out; None where its receipt can't be read.
        there: how many days the recipient has acknowledged.
        due: how many it would be sent now.
        next_body: the exact bytes of the next request; empty if there is none.
        receipt: the receipt's text.
        received: whether the recipient has the receipt.
        ends_soon: whether it ends within a week.
        deleted: whether the recipient has said that it deleted what came under it.
    """

    recipient: int
    url: str
    key: str
    standing: Standing
    terms: Terms | None
    there: int
    due: int
    next_body: str
    receipt: str
    received: bool
    ends_soon: bool
    deleted: bool


@dataclass(frozen=True, slots=True)
class Sharing:
    """All of it: grants, the oldest first, and the newest rows of the ledger, the newest first."""

    grants: tuple[Grant, ...]
    rows: tuple[Entry, ...]


def reader(clock: Clock) -> Callable[[Store], Sharing]:
    """The question to the record."""

    def read(store: Store) -> Sharing:
        grants = _grants(store, clock) if store.sharing.grants() else ()
        return Sharing(grants, tuple(reversed(list(store.ledger.entries(MOST_ROWS)))))

    return read


def _grants(store: Store, clock: Clock) -> tuple[Grant, ...]:
    from worktracker.sync.building import due, now_of
    from worktracker.sync.receipt import decoded, fingerprint
    from worktracker.sync.standing import Standing, all_given

    now = now_of(store, clock)
    today = date.fromordinal(date(1970, 1, 1).toordinal() + now.today)

    def shown(given: Given) -> Grant:
        grant, stored = given.grant, given.stored
        known = store.sharing.acknowledged(stored.id)
        bodies = []
        if grant is not None and given.standing in (Standing.HOLDS, Standing.ENDED):
            bodies = due(store, grant.terms, known, now)
        return Grant(
            given.recipient.id,
            given.recipient.url,
            fingerprint(decoded(given.recipient.server_key)),
            given.standing,
            None if grant is None else grant.terms,
            len(known),
            sum(len(body.days) for body in bodies),
            bodies[0].to_bytes().decode() if bodies else "",
            stored.receipt,
            stored.stored,
            given.ends_soon(today),
            not stored.may_be_there,
        )

    return tuple(map(shown, all_given(store.sharing, today)))
