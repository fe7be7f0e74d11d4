"""Everything that a grant would let out, shown before the user says yes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from worktracker.reports.words import counted

if TYPE_CHECKING:  # what can reach a network is loaded where it is needed
    from worktracker.store.store import Store
    from worktracker.sync.building import Now
    from worktracker.sync.grant import Terms
    from worktracker.sync.granting import Draft
    from worktracker.sync.standing import Given


def show_wanted(
    store: Store, now: Now, url: str, terms: Terms, certificate: str | None, held: Given | None
) -> None:
    """Show the terms of a grant, and the exact bytes of the first request with totals.

    Args:
        store: the record.
        now: the moment.
        url: the recipient's.
        terms: what it would let out.
        certificate: the pin of its certificate.
        held: the grant that the recipient has.
    """
    from worktracker.cli.sync_words import print_terms, write_bodies
    from worktracker.sync.building import due

    print_terms(terms, url)
    if certificate is not None:
        print(f"Pinned to:   {certificate}; no other certificate is trusted (--no-pin ends that)")
    elif (known := store.sharing.at(url)) is not None and known.certificate is not None:
        print("Pinned to:   nothing any more; any certificate that this computer trusts will do")
    print(
        "Before any totals this grant goes there as a receipt: what stands above, the moment, and who this"
        " computer is to it,"
    )
    print(
        "signed with a key that this computer has for it alone. Its exact bytes are shown when the server is"
        " known."
    )
    if held is not None and held.grant is not None:
        print(
            f"It takes the place of the grant of {held.grant.given_at[:10]}: what was sent under that is"
            " deleted there, and what this one lets out is sent anew."
        )
    bodies = due(store, terms, {}, now)
    if not bodies:
        print(f"The first totals leave when {terms.first_day} has ended, here and wherever you were.")
        return
    days = sum(len(body.days) for body in bodies)
    rest = f" (the first of {len(bodies)})" if len(bodies) > 1 else ""
    print(f"The first request with totals has {counted(days, 'day')}. Its exact bytes{rest}:")
    print()
    write_bodies(bodies[:1])
    if not sys.stdout.isatty():
        print()
    print()


def show_draft(draft: Draft, *, asks: bool) -> None:
    """Show the exact bytes that go before any totals; ``asks``: to be approved, too."""
    from worktracker.sync.signing_in import asking_form

    if asks:
        print("First this computer asks to be approved on the server's pages, with these bytes:")
        _show_bytes(asking_form(draft.grant.device))
    print("The grant goes there as these bytes:")
    _show_bytes(draft.body)


def _show_bytes(exact: bytes) -> None:
    from worktracker.cli.sync_words import write_bytes

    print()
    write_bytes(exact)
    print("" if sys.stdout.isatty() else "\n")
