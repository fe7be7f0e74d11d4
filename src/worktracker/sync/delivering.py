"""One sync: what is due goes to each recipient whose grant holds, and what was taken back is deleted there.

Nothing is asked of a server for which nothing is due. What broke off goes on the next time, from what is due
then: a delivery replaces its days, so that none is there twice, however often it came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from worktracker.errors import PermissionMissingError, UsageError, WorkTrackerError
from worktracker.model.days import day_date
from worktracker.store.recipients import Recipient, StoredGrant
from worktracker.sync import building
from worktracker.sync.answers import RefusedError, ServerProof
from worktracker.sync.asking import Line
from worktracker.sync.deleting import Deleting
from worktracker.sync.proof import asked_who
from worktracker.sync.receipt import Grant
from worktracker.sync.sending import Sending
from worktracker.sync.session import Means, Session
from worktracker.sync.standing import Given, holding, require_holding, with_withdrawn


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a sync did for one recipient.

    Attributes:
        url: the recipient's.
        days: how many days the server has acknowledged now.
        deleted: how many grants are deleted there now; see :class:`worktracker.sync.session.Session`.
        unknown: how many of those to be deleted it says to know nothing of.
        error: why it did not come to its end; None: it did.
    """

    url: str
    days: int
    deleted: int
    unknown: int
    error: WorkTrackerError | None


def who_is_at(means: Means, url: str, pin: str | None = None) -> ServerProof:
    """What the server at an address says of itself, and has proven; for a grant.

    Raises:
        WorkTrackerError: nobody answers, or somebody else.
    """
    means.store.write_through()
    with Line(url, means.store.ledger, means.clock, pin, means.patience, means.told) as line:
        return asked_who(line)


def sync(means: Means, url: str | None = None) -> list[Outcome]:
    """Send what is due, and have deleted what was taken back; of one recipient or of all.

    Raises:
        PermissionMissingError: nothing is granted, and nothing taken back: no server is asked anything.
    """
    today = day_date(building.now_of(means.store, means.clock).today)
    sharing = means.store.sharing
    for each in sharing.recipients():
        if each.account_was_due(means.now_ms) and sharing.held(each.id):
            sharing.revoke(each.id, means.now_ms)
    given = [*with_withdrawn(sharing, today), *holding(sharing, today)]
    held = {each.recipient.id: each for each in given}
    pending = {grant.recipient for grant in sharing.to_delete()}
    meant = _at(means, url)
    wanted = [each for each in meant if each.id in held or each.id in pending]
    if not wanted:
        require_holding(sharing, today, url)
    return [_synced(means, each, held.get(each.id)) for each in wanted]


def require_done(outcomes: Iterable[Outcome]) -> None:
    """See that a sync came to its end everywhere.

    Raises:
        WorkTrackerError: it did not; what the user has to permit comes first.
    """
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    for error in sorted(errors, key=lambda error: not isinstance(error, PermissionMissingError)):
        raise error


def delete_account(means: Means, url: str | None, *, now: bool) -> datetime | None:
    """Have the account at a recipient deleted, now or in 30 days; when, or None: it is done.

    Raises:
        UsageError: no such recipient.
        NotApprovedError: the server does not know this computer, or knows it no more.
        WorkTrackerError: the server did not do it.
    """
    recipient = _recipient(means, url)
    with _line(means, recipient) as line:
        return Deleting(Session(means, recipient, line)).account(now=now)


def is_account_gone(means: Means, url: str | None) -> bool:
    """Whether the account at a recipient was deleted, and no new one has approved this computer since.

    Raises:
        UsageError: no such recipient.
    """
    recipient = _recipient(means, url)
    return bool(recipient.deletion) and means.store.sharing.tokens(recipient.id) is None


def keep_account(means: Means, url: str | None) -> None:
    """Call the deletion of the account at a recipient off; raises as :func:`delete_account`."""
    recipient = _recipient(means, url)
    with _line(means, recipient) as line:
        Deleting(Session(means, recipient, line)).keep_account()


def _recipient(means: Means, url: str | None) -> Recipient:
    known = _at(means, url)
    if not known:
        raise UsageError("There is no such recipient.", "See: worktracker sync status")
    if len(known) > 1:
        raise UsageError("There are several recipients.", "Name one with --recipient.")
    return known[0]


def _at(means: Means, url: str | None) -> list[Recipient]:
    """The recipients that can be asked something: this one's or all."""
    known = [each for each in means.store.sharing.recipients() if not each.superseded]
    return [each for each in known if url in (None, each.url)]


def _line(means: Means, recipient: Recipient) -> Line:
    means.store.write_through()
    return Line(
        recipient.url, means.store.ledger, means.clock, recipient.certificate, means.patience, means.told
    )


def _synced(means: Means, recipient: Recipient, given: Given | None) -> Outcome:
    session: Session | None = None
    error: WorkTrackerError | None = None
    try:
        with _line(means, recipient) as line:
            session = Session(means, recipient, line)
            Deleting(session).taken_back()
            if given is not None and given.grant is not None:
                _send(session, given.grant, given.stored)
            elif any(each.recipient == recipient.id for each in means.store.sharing.held()):
                today = day_date(building.now_of(means.store, means.clock).today)
                require_holding(means.store.sharing, today, recipient.url)
    except WorkTrackerError as raised:  # one recipient that can't be reached keeps nothing from another
        error = raised
    if session is None:
        return Outcome(recipient.url, 0, 0, 0, error)
    return Outcome(recipient.url, session.days, session.deleted, session.unknown, error)


def _send(session: Session, grant: Grant, stored: StoredGrant) -> None:
    try:
        Sending(session, grant, stored).deliver()
    except RefusedError as error:
        if error.code == "grant_revoked":  # on the server's pages
            session.sharing.revoke(session.recipient.id, session.means.now_ms)
            Deleting(session).taken_back()
        raise
