"""Giving a grant on the terminal, and one sync."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from worktracker.app.one_sync import one_sync
from worktracker.app.sync_timer import Timer, remove_timer, set_timer
from worktracker.cli import context
from worktracker.cli.terminal import is_yes
from worktracker.errors import PermissionMissingError, WorkTrackerError
from worktracker.keys.slots import load
from worktracker.reports.words import counted

if TYPE_CHECKING:  # what can reach a network is loaded where it is needed
    from worktracker.store.store import Store
    from worktracker.sync.answers import DeviceCode
    from worktracker.sync.building import Now
    from worktracker.sync.grant import Terms
    from worktracker.sync.session import Means


class OtherKeyError(PermissionMissingError):
    """The server has another key than the one that the user named, or knows."""

    title = "That is another server"


def give(
    store: Store,
    now: Now,
    url: str,
    terms: Terms,
    *,
    key: str | None = None,
    certificate: str | None = None,
    yes: bool,
) -> None:
    """Show everything that would leave, ask, keep the grant, and sync for the first time.

    No server hears of it before the user has said yes.

    Args:
        store: the record.
        now: the moment.
        url: the recipient's.
        terms: what would leave.
        key: the fingerprint that the server's key must have; None: the user compares it.
        certificate: the pin of its certificate.
        yes: don't ask.

    Raises:
        PermissionMissingError: the user does not want it, or there is nobody to ask.
        WorkTrackerError: the server can't be reached, or is another one; nothing was granted then.
    """
    from worktracker.sync import delivering, granting
    from worktracker.sync.receipt import Server

    _show(store, now, url, terms)
    context.confirm("Grant this?", yes=yes, what="sync grant")
    means = means_of(store, ask=True)
    found = delivering.who_is_at(means, url, certificate)
    known = store.sharing.at(url)
    _check_key(found.key, known.server_key if known else None, key, found.name, yes=yes)
    granting.give(store, Server(url, found.name, found.key), terms, means.now_ms, certificate)
    print("Granted; the receipt is kept: worktracker sync status")
    _set_timer()
    synced(store, url, quiet=False, ask=True)


def synced(store: Store, url: str | None, *, quiet: bool, ask: bool) -> None:
    """Send what is due and have deleted what was taken back.

    Args:
        store: the record.
        url: of one recipient; None: of all.
        quiet: say nothing where all went well.
        ask: whether somebody can approve this computer on a server's pages.

    Raises:
        PermissionMissingError: nothing that holds is granted.
        WorkTrackerError: a server could not be reached, or refused it.
    """
    from worktracker.sync import delivering

    try:
        with one_sync(context.home()):
            outcomes = delivering.sync(means_of(store, ask=ask), url)
    finally:
        settle_timer(store)
    for each in outcomes:
        if quiet:
            continue
        if each.days or each.error is None:
            print(f"{each.url}: {counted(each.days, 'day')} sent.")
        if each.deleted:
            print(f"{each.url}: what came under {counted(each.deleted, 'earlier grant')} is deleted.")
    delivering.require_done(outcomes)


def means_of(store: Store, *, ask: bool) -> Means:
    """What a sync works with; ``ask``: whether somebody can approve this computer."""
    from worktracker.sync.session import Means
    from worktracker.sync.signing_in import Person

    return Means(store, context.clock, Person(_show_code) if ask else None)


def settle_timer(store: Store) -> None:
    """No timer runs where no grant holds, and nothing is left to be deleted."""
    from worktracker.model.days import day_date
    from worktracker.sync.building import now_of
    from worktracker.sync.standing import holding

    today = day_date(now_of(store, context.clock).today)
    if not holding(store.sharing, today) and not store.sharing.to_delete():
        remove_timer(context.home())


def _show(store: Store, now: Now, url: str, terms: Terms) -> None:
    from worktracker.cli.sync_words import print_terms, write_bodies
    from worktracker.sync.building import due

    print_terms(terms, url)
    print("With it goes this grant as a receipt, signed with a key that this computer has for it alone.")
    bodies = due(store, terms, {}, now)
    if not bodies:
        print(f"The first request leaves when {terms.first_day} has ended, here and wherever you were.")
        return
    days = sum(len(body.days) for body in bodies)
    rest = f" (the first of {len(bodies)})" if len(bodies) > 1 else ""
    print(f"The first request has {counted(days, 'day')}. Its exact bytes{rest}:")
    print()
    write_bodies(bodies[:1])
    if not sys.stdout.isatty():
        print()
    print()


def _check_key(found: str, known: str | None, wanted: str | None, name: str, *, yes: bool) -> None:
    """See that it is the server that is meant.

    Raises:
        OtherKeyError: it is not, or the user says so.
    """
    from worktracker.sync.receipt import decoded, fingerprint

    print_of = fingerprint(decoded(found))
    if wanted is not None:
        if wanted != print_of:
            raise OtherKeyError(
                f"The server's key is {print_of}; nothing was granted.", "Compare it with its owner."
            )
        return
    if found == known:
        return
    print(f"The server calls itself {name}. Its key: {print_of}")
    if known is not None:
        print("It is another key than the one that you know it by.")
    if known is not None and yes:
        raise OtherKeyError(
            "The server has another key than before; nothing was granted.",
            f"If that is right: --key {print_of}",
        )
    if not yes and not is_yes("Is that the key that it should have?"):
        raise OtherKeyError("Nothing was granted.")


def _set_timer() -> None:
    if load(context.home().keys).current.keyring is None:
        print(
            "The record opens with a passphrase only, which a timer can't type: run worktracker sync now"
            " yourself."
        )
        return
    try:
        timer = set_timer(context.home())
    except WorkTrackerError as error:
        print(error, file=sys.stderr)
        return
    when = "every hour" if timer is Timer.HOURLY else "at each login"
    print(f"It is sent by itself {when}, by a process of its own; the app has no network.")


def _show_code(code: DeviceCode) -> None:
    print(f"Approve this computer: open {code.verification_uri} and enter {code.user_code}")
    if code.verification_uri_complete:
        print(f"Or open {code.verification_uri_complete}")
    print("Waiting …", flush=True)
