"""``sync revoke`` and ``sync delete-account``: what was granted ends, and what was sent is deleted."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing, contextmanager
from typing import Annotated

import typer

from worktracker.app.one_sync import one_sync
from worktracker.cli import context
from worktracker.cli.context import Yes
from worktracker.cli.sync_giving import means_of, settle_timer, synced
from worktracker.cli.sync_record import Recipient, opened_record
from worktracker.errors import UsageError, WorkTrackerError
from worktracker.store.recipients import UNKNOWN


def revoke(recipient: Recipient = None) -> None:
    """Take back what was granted, at once; and have deleted there what was sent.

    Example: worktracker sync revoke
    """
    from worktracker.sync.signing_in import NotApprovedError

    with closing(opened_record().store) as store:
        known = [
            each
            for each in store.sharing.recipients()
            if recipient in (None, each.url) and not each.superseded
        ]
        if not known and recipient is not None:
            raise UsageError("There is no such recipient.", "See: worktracker sync status")
        for each in known:
            store.sharing.revoke(each.id, context.clock.now().wall_ms)
        numbers = {each.id for each in known}
        asked_for = {each.id for each in store.sharing.to_delete() if each.recipient in numbers}
        if not asked_for:
            print("Nothing is granted, and nothing is left to delete.")
            return
        print("Revoked: nothing more is sent.")
        try:
            synced(store, recipient, quiet=True, ask=False)  # nobody signs in to have something deleted
        except NotApprovedError as error:
            error.message = "The server does not know this computer any more, so it was not asked to delete."
            error.hint = "Take the grant back on its pages, or approve this computer: worktracker sync now"
            raise
        except WorkTrackerError as error:
            error.hint = "The server is asked again to delete what was sent: worktracker sync status"
            raise
        found = [each for each in store.sharing.grants() if each.id in asked_for]
        if any(each.deletion is not None for each in found):
            print("The server has deleted what was sent; its word for it is kept.")
        elif any(each.no_word == UNKNOWN for each in found):
            print("If the account there was another one, that one has it still: see the server's pages.")
        else:
            print("Nothing had been sent.")


def delete_account(
    recipient: Recipient = None,
    at_once: Annotated[bool, typer.Option("--now", help="At once, and not in 30 days.")] = False,
    cancel: Annotated[bool, typer.Option("--cancel", help="Call it off.")] = False,
    yes: Yes = False,
) -> None:
    """Have your account at the server deleted, with all that is there: in 30 days, or now.

    Example: worktracker sync delete-account
    """
    from worktracker.sync import delivering

    if at_once and cancel:
        raise UsageError("--now and --cancel exclude each other.", "Give one of them.")
    with closing(opened_record().store) as store:
        means = means_of(store, ask=False)  # nobody signs a computer in to have what it has there deleted
        if delivering.is_account_gone(means, recipient):
            print("The account is gone already; the server's word for it is kept.")
            return
        if cancel:
            with one_sync(context.home()), _without_sign_in():
                delivering.keep_account(means, recipient)
            print("The account stays.")
            return
        when = "at once; that can't be undone" if at_once else "in 30 days; until then it can be called off"
        context.confirm(
            f"Delete the account and all that is there, {when}?", yes=yes, what="sync delete-account"
        )
        with one_sync(context.home()), _without_sign_in():
            due = delivering.delete_account(means, recipient, now=at_once)
        if due is None:
            print("The account is deleted; the server's word for it is kept.")
            settle_timer(store)
        else:
            print(f"The account is deleted on {due:%Y-%m-%d}.")
            print("Call it off: worktracker sync delete-account --cancel")


@contextmanager
def _without_sign_in() -> Generator[None]:
    """Say what it means for an account that the server does not know this computer any more."""
    from worktracker.sync.signing_in import NotApprovedError

    try:
        yield
    except NotApprovedError as error:
        error.message = "The server does not know this computer any more."
        error.hint = "The account may be gone already; if it is not, see the server's pages."
        raise
