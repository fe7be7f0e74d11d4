"""``sync``: totals that leave, where the user has granted it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from worktracker.app.sync_timer import timer_of
from worktracker.cli import context
from worktracker.cli.context import Json, Yes
from worktracker.cli.sync_asking import asked
from worktracker.cli.sync_ending import delete_account, revoke
from worktracker.cli.sync_giving import certificate_of, give, synced
from worktracker.cli.sync_record import Recipient, held_grant, moment, opened_record
from worktracker.cli.sync_terms import (
    AllNames,
    Coarseness,
    End,
    FirstDay,
    Names,
    Of,
    Pseudonym,
    Purpose,
    Shortest,
    Wanted,
    terms_of,
    with_name,
    without_name,
)
from worktracker.cli.terminal import on_terminal
from worktracker.errors import PermissionMissingError, WorkTrackerError
from worktracker.reports.words import counted

if TYPE_CHECKING:  # what checks and signs, and what can reach a network, is loaded where it is needed
    from worktracker.store.store import Store
    from worktracker.sync.grant import Terms

_HELP = """Send totals to a summary server, where you have granted it. Nothing leaves without a grant.

Example: worktracker sync preview --all-names --first-day 2026-11-01 --end 2027-05-01
"""

group = typer.Typer(help=_HELP, no_args_is_help=True)
names = typer.Typer(
    help='The names that may leave.\n\nExample: worktracker sync name add "Work > Development"',
    no_args_is_help=True,
)
group.add_typer(names, name="name")


@group.command()
def preview(
    recipient: Recipient = None,
    of: Of = None,
    name: Names = None,
    all_names: AllNames = False,
    coarseness: Coarseness = None,
    shortest: Shortest = None,
    first_day: FirstDay = None,
    end: End = None,
    purpose: Purpose = None,
    pseudonym: Pseudonym = None,
) -> None:
    """Show the exact bytes of the totals that a sync would send, under your grant or one like this.

    Sends nothing. What else a sync sends (who asks, and the grant's receipt) is in: worktracker sync log

    Example: worktracker sync preview
    """
    wanted = Wanted(of, name, all_names, coarseness, shortest, first_day, end, purpose, pseudonym)
    from worktracker.cli.sync_words import why_nothing, write_bodies
    from worktracker.sync.building import due

    with closing(opened_record().store) as store:
        now, today = moment(store)
        held = held_grant(store, today, recipient)
        if wanted.nothing and held is not None and held.grant is not None:
            terms, acknowledged = held.grant.terms, store.sharing.acknowledged(held.stored.id)
        elif wanted.nothing and recipient is not None:
            raise PermissionMissingError(
                "Nothing that holds is granted to this recipient.", "Name what would be: --all-names --end D"
            )
        else:
            base = held.grant.terms if held is not None and held.grant is not None else None
            terms, acknowledged = terms_of(wanted, store, today, base), {}
        bodies = due(store, terms, acknowledged, now)
    if not bodies:
        print(f"Nothing would be sent: {why_nothing(terms, acknowledged, now)}.", file=sys.stderr)
        return
    days = sum(len(body.days) for body in bodies)
    print(f"{counted(len(bodies), 'body', 'bodies')}, {counted(days, 'day')}:", file=sys.stderr)
    write_bodies(bodies)


@group.command()
def grant(
    url: Annotated[str, typer.Argument(metavar="URL", help="The summary server: https://…")],
    of: Of = None,
    name: Names = None,
    all_names: AllNames = False,
    coarseness: Coarseness = None,
    shortest: Shortest = None,
    first_day: FirstDay = None,
    end: End = None,
    purpose: Purpose = None,
    pseudonym: Pseudonym = None,
    key: Annotated[
        str | None, typer.Option("--key", metavar="SHA256:…", help="The fingerprint that its key must have.")
    ] = None,
    pin: Annotated[
        str | None, typer.Option("--pin", metavar="PIN", help="Its certificate's key: no other is trusted.")
    ] = None,
    no_pin: Annotated[
        bool, typer.Option("--no-pin", help="Any certificate that this computer trusts, from now on.")
    ] = False,
    no_timer: Annotated[
        bool, typer.Option("--no-timer", help="Nothing is sent by itself: only by hand.")
    ] = False,
    yes: Yes = False,
) -> None:
    """Grant a summary server totals, after showing everything that would leave.

    It takes the place of this server's last grant; what an option does not say stays as it was there.
    On a terminal it asks for the names and the days that a first grant needs.

    Example: worktracker sync grant https://sums.example --all-names --end 2027-05-01
    """
    from worktracker.sync.grant import checked_url

    wanted = Wanted(of, name, all_names, coarseness, shortest, first_day, end, purpose, pseudonym)
    address = checked_url(url)
    with closing(opened_record().store) as store:
        now, today = moment(store)
        held = held_grant(store, today, address)
        base = held.grant.terms if held is not None and held.grant is not None else None
        if base is None and on_terminal() and not yes:
            wanted = asked(wanted, store, now)
        terms = terms_of(wanted, store, today, base)
        certificate = certificate_of(store, address, pin, dropped=no_pin)
        give(
            store,
            now,
            address,
            terms,
            key=key,
            certificate=certificate,
            timer=not no_timer,
            yes=yes,
            held=held,
        )


@names.command("add")
def add_name(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The category or application.")],
    recipient: Recipient = None,
    yes: Yes = False,
) -> None:
    """Let one name more leave: a new grant, in the place of the one that there is.

    Example: worktracker sync name add "Work > Development"
    """
    with closing(opened_record().store) as store:
        _change(store, recipient, lambda terms: with_name(terms, name, store), yes=yes, what="sync name add")


@names.command("remove")
def remove_name(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The category or application.")],
    recipient: Recipient = None,
    yes: Yes = False,
) -> None:
    """Let a name leave no more: a new grant, in the place of the one that there is.

    Example: worktracker sync name remove "Work > Development"
    """
    with closing(opened_record().store) as store:
        _change(store, recipient, lambda terms: without_name(terms, name), yes=yes, what="sync name remove")


@group.command()
def now(
    recipient: Recipient = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing where all went well.")] = False,
) -> None:
    """Send what is due, and have deleted what was revoked.

    Example: worktracker sync now
    """
    with closing(opened_record().store) as store:
        synced(store, recipient, quiet=quiet, ask=on_terminal() and not quiet)


@group.command()
def status(as_json: Json = False) -> None:
    """What is granted, to whom, until when, and how far the recipients are.

    Example: worktracker sync status
    """
    from worktracker.cli.sync_words import print_status, status_of

    opened = context.open_store()
    if opened is None:
        found: dict[str, Any] = {"network": "none", "grants": [], "recipients": []}
    else:
        with closing(opened.store) as store:
            found = status_of(store, *moment(store))
    if as_json:
        context.print_json(found)
    else:
        print_status(found)


@group.command()
def log(
    as_json: Json = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="See that nothing of it was changed; exit 1 where it was.")
    ] = False,
) -> None:
    """Every request that ever left, with its exact body, and every answer.

    Of those that ask whether this computer is approved yet there is one row, and one for the end that counts
    them.
    Bodies with a day of which you had something forgotten are blanked. Example: worktracker sync log --verify
    """
    from worktracker.cli.sync_words import entry_shown, print_entry, with_requests

    with closing(opened_record().store) as store:
        if verify:
            count, wrong = store.ledger.verify()
            if as_json:
                context.print_json({"rows": count, "wrong": wrong})
            elif wrong is None:
                print(f"{counted(count, 'row')}, as they were written.")
            if wrong is not None:
                raise WorkTrackerError(f"The ledger was changed. {wrong}", f"{counted(count, 'row')} hold.")
        elif as_json:
            context.print_json([entry_shown(*each) for each in with_requests(store.ledger.entries())])
        else:
            for entry, request in with_requests(store.ledger.entries()):
                print_entry(entry, request)


@group.command()
def schema() -> None:
    """The JSON Schema of everything that can leave.

    Example: worktracker sync schema
    """
    from worktracker.sync.summary import json_schema

    sys.stdout.write(json_schema().decode())


group.command()(revoke)
group.command()(delete_account)


def add_to(app: typer.Typer) -> None:
    """Add this group's commands."""
    app.add_typer(group, name="sync")


def _change(store: Store, url: str | None, change: Callable[[Terms], Terms], *, yes: bool, what: str) -> None:
    """Give a grant that differs from the one that there is; ``what`` is the command that asks for it."""
    from worktracker.sync.grant import checked_terms
    from worktracker.sync.standing import require_holding

    now, today = moment(store)
    require_holding(store.sharing, today, url)
    held = held_grant(store, today, url)
    assert held is not None
    assert held.grant is not None
    terms = checked_terms(change(held.grant.terms), today)
    give(
        store,
        now,
        held.recipient.url,
        terms,
        certificate=held.recipient.certificate,
        timer=timer_of(context.home()) is not None,
        yes=yes,
        held=held,
        what=what,
    )
