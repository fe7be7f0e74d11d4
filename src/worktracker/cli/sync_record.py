"""The record, the moment and the grant that a ``sync`` command is about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from worktracker.app.opening import OpenStore
from worktracker.cli import context
from worktracker.errors import PermissionMissingError, UsageError

if TYPE_CHECKING:  # what checks and signs is loaded where it is needed
    from worktracker.store.store import Store
    from worktracker.sync.building import Now
    from worktracker.sync.standing import Given

Recipient = Annotated[
    str | None, typer.Option("--recipient", metavar="URL", help="Which recipient, where there are several.")
]


def opened_record() -> OpenStore:
    opened = context.open_store()
    if opened is None:
        raise PermissionMissingError("Nothing was granted, so nothing is sent.", "There is no record yet.")
    return opened


def moment(store: Store) -> tuple[Now, date]:
    from worktracker.model.days import day_date
    from worktracker.sync.building import now_of

    found = now_of(store, context.clock)
    return found, day_date(found.today)


def held_grant(store: Store, today: date, url: str | None) -> Given | None:
    """The grant of a recipient, or the only one; None if there is none.

    Raises:
        UsageError: there are several.
    """
    from worktracker.sync.standing import all_given

    found = [
        each
        for each in all_given(store.sharing, today)
        if each.stored.ended is None and each.grant is not None and url in (None, each.recipient.url)
    ]
    if len(found) > 1:
        raise UsageError("There are grants for several recipients.", "Name one with --recipient.")
    return found[0] if found else None
