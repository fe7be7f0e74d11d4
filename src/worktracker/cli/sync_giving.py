"""Giving a grant on the terminal, and one sync."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from worktracker.app.one_sync import one_sync
from worktracker.app.sync_timer import Timer, remove_timer, set_timer, timer_of
from worktracker.cli import context
from worktracker.cli.sync_showing import show_draft, show_wanted
from worktracker.cli.terminal import on_terminal
from worktracker.errors import PermissionMissingError, UsageError, WorkTrackerError
from worktracker.keys.slots import load
from worktracker.reports.words import counted

if TYPE_CHECKING:  # what can reach a network is loaded where it is needed
    from worktracker.store.store import Store
    from worktracker.sync.answers import DeviceCode, ServerProof
    from worktracker.sync.building import Now
    from worktracker.sync.grant import Terms
    from worktracker.sync.session import Means
    from worktracker.sync.standing import Given


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
    timer: bool,
    yes: bool,
    held: Given | None = None,
    what: str = "sync grant",
) -> None:
    """Show everything that would leave, ask who the server is, ask the user, keep the grant, and sync.

    A server that holds no grant yet hears of it only when the user has said yes to that.

    Args:
        store: the record.
        now: the moment.
        url: the recipient's.
        terms: what would leave.
        key: the fingerprint that the server's key must have; None: the user compares it.
        certificate: the pin of its certificate.
        timer: it is sent by itself from then on; else by hand.
        yes: don't ask.
        held: the grant that the recipient has.
        what: the command that gives it, for whoever can't be asked.

    Raises:
        PermissionMissingError: the user does not want it, or there is nobody to ask.
        WorkTrackerError: the server can't be reached, or is another one; nothing was granted then.
    """
    from worktracker.sync import granting
    from worktracker.sync.receipt import Server

    means = means_of(store, ask=True)
    timer = timer and _can_open()
    same = held is not None and held.grant is not None and _is_same(held, terms, certificate)
    if not same:
        show_wanted(store, now, url, terms, certificate, held)
        if held is not None and not on_terminal():
            context.confirm("Grant this?", yes=yes, what=what)  # nobody is there to be asked later
        if held is None:
            print("First only the server is asked who it is; nothing of yours goes to it with that.")
            context.confirm(f"Ask {url} who it is?", yes=yes, what=what)
    found = _who_is_at(means, url, certificate)
    known = store.sharing.at(url)
    if same and known is not None and (known.server_key, known.name) == (found.key, found.name):
        _require_key(found.key, key)
        if not timer:
            remove_timer(context.home())
        elif timer_of(context.home()) is None:
            _set_timer()
        print(f"This is granted already, until {terms.end_date}: nothing was changed.")
        return
    if same:
        show_wanted(store, now, url, terms, certificate, held)
    _check_key(found.key, known.server_key if known else None, key, yes=yes)
    if known is not None and known.server_key != found.key:
        print("What the server with the key before has can't be deleted from here any more: ask its owner.")
    print(f"Server:      {found.name}, {url}")
    print(f"Its key:     {_fingerprint(found.key)}")
    if key is None and (known is None or known.server_key != found.key):
        print("             Its owner can tell you whether that is right; its own pages show it, too.")
    print("With your yes, what is due is sent at once.")
    print(
        "After that a timer sends what is due by itself, every hour or at each login (--no-timer: only you"
        " do)."
        if timer
        else "After that nothing is sent by itself, only when you run: worktracker sync now"
    )
    draft = granting.draft(store, Server(url, found.name, found.key), terms, means.now_ms)
    show_draft(draft, asks=known is None or store.sharing.tokens(known.id) is None)
    context.confirm("Grant this?", yes=yes, what=what)
    granting.keep(store, draft, certificate)
    print("Granted; the receipt is kept: worktracker sync status")
    if timer:
        _set_timer()
    else:
        remove_timer(context.home())
    synced(store, url, quiet=False, ask=True)


def certificate_of(store: Store, url: str, pin: str | None, *, dropped: bool = False) -> str | None:
    """The pin that a new grant has: the one that is given, else the server's last one; None: it has none.

    Args:
        store: the record.
        url: the recipient's; its pin outlives a grant that was revoked.
        pin: the one that is given.
        dropped: it is to have none any more.

    Raises:
        UsageError: a pin is given, and to be dropped; or it is none.
    """
    if dropped and pin is not None:
        raise UsageError("--pin and --no-pin exclude each other.", "Give one of them.")
    if pin is not None and not re.fullmatch(r"SHA256:[A-Za-z0-9+/]{43}", pin):
        raise UsageError(
            "That is no pin of a certificate.",
            "Like SHA256: and 43 characters, without = at the end; docs/sync.md says how to get them.",
        )
    known = store.sharing.at(url)
    return None if dropped else pin or (known.certificate if known is not None else None)


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
        if each.unknown:  # said to whoever wants to hear little, too: it is no word that something is deleted
            print(
                f"{each.url}: the server says that it knows nothing of {counted(each.unknown, 'grant')}; it"
                " gives no word that anything was deleted.",
                file=sys.stderr,
            )
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

    told = _tell_of_retrying if sys.stderr.isatty() else None
    return Means(store, context.clock, Person(_show_code) if ask else None, told=told)


def settle_timer(store: Store) -> None:
    """No timer runs where no grant holds, and nothing is left to be deleted or withdrawn."""
    from worktracker.model.days import day_date
    from worktracker.sync.building import now_of
    from worktracker.sync.standing import holding, with_withdrawn

    today = day_date(now_of(store, context.clock).today)
    left = [*holding(store.sharing, today), *with_withdrawn(store.sharing, today)]
    if not left and not store.sharing.to_delete():
        remove_timer(context.home())


def _tell_of_retrying() -> None:
    print("No answer that can be used; trying again, for a minute and a half at most …", file=sys.stderr)


def _who_is_at(means: Means, url: str, certificate: str | None) -> ServerProof:
    """Who the server is, before anything is granted.

    Raises:
        WorkTrackerError: nobody answers, or somebody else; says that nothing was granted.
    """
    from worktracker.sync import delivering
    from worktracker.sync.answers import NoAnswerError

    try:
        return delivering.who_is_at(means, url, certificate)
    except WorkTrackerError as error:
        error.message += " Nothing was granted."
        if isinstance(error, NoAnswerError):
            error.hint = "Try again later, or see that the address is right."
        raise


def _is_same(held: Given, terms: Terms, certificate: str | None) -> bool:
    """Whether a grant that holds lets out just that, to the same certificate."""
    from worktracker.sync.standing import Standing

    return (
        held.standing is Standing.HOLDS
        and held.grant is not None
        and held.grant.terms == terms
        and held.recipient.certificate == certificate
    )


def _check_key(found: str, known: str | None, wanted: str | None, *, yes: bool) -> None:
    """See that it is the server that is meant, as far as that is known; the user is told of another key.

    Raises:
        OtherKeyError: it is not.
    """
    _require_key(found, wanted)
    if wanted is not None or known is None or found == known:
        return
    if yes:
        raise OtherKeyError(
            "The server has another key than before; nothing was granted.",
            f"If that is right: --key {_fingerprint(found)}",
        )
    print(f"The server has ANOTHER KEY than the one that you know it by, {_fingerprint(known)}.")


def _require_key(found: str, wanted: str | None) -> None:
    if wanted is not None and wanted != _fingerprint(found):
        raise OtherKeyError(
            f"The server's key is {_fingerprint(found)}; nothing was granted.", "Compare it with its owner."
        )


def _fingerprint(key: str) -> str:
    from worktracker.sync.receipt import decoded, fingerprint

    return fingerprint(decoded(key))


def _can_open() -> bool:
    """Whether a timer could open the record; says so where it can't."""
    if load(context.home().keys).current.keyring is not None:
        return True
    print("The record opens with a passphrase only, which a timer can't type: you sync yourself.")
    return False


def _set_timer() -> None:
    try:
        timer = set_timer(context.home())
    except WorkTrackerError as error:
        print(error, file=sys.stderr)
        return
    when = "every hour" if timer is Timer.HOURLY else "at each login"
    print(f"It is sent by itself {when}, by a process of its own; the app has no network.")


def _show_code(code: DeviceCode, key: str) -> None:
    print(f"Approve this computer: open {code.verification_uri} and enter {code.user_code}")
    if code.verification_uri_complete:
        print(f"Or open {code.verification_uri_complete}")
    print(f"This computer's key, as that page shows it: {key}")
    print("Waiting …", flush=True)
