"""Whether a grant holds: nothing leaves without one that does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from worktracker.errors import PermissionMissingError
from worktracker.store.recipients import Recipient, StoredGrant
from worktracker.store.sharing import Sharing
from worktracker.sync.receipt import Grant, NotAReceiptError, read_signed_grant

ENDS_SOON_DAYS = 7


class Standing(StrEnum):
    """What a grant is worth today."""

    HOLDS = "holds"
    ENDED = "ended"
    """Its end date has passed."""
    REVOKED = "revoked"
    REPLACED = "replaced"
    RESTORED = "restored"
    """A copy of the record brought it back; it may have been revoked since that copy."""
    OTHER_SCHEMA = "other-schema"
    """It was given for another version of what is sent."""
    OTHER_RECIPIENT = "other-recipient"
    """Its receipt names another server than the one that it is kept for, or was changed since."""


@dataclass(frozen=True, slots=True)
class Given:
    """A grant with what there is around it.

    Attributes:
        stored: as it lies in the store.
        recipient: whom it is for.
        grant: what its receipt says; None where that can't be read.
        standing: what it is worth.
    """

    stored: StoredGrant
    recipient: Recipient
    grant: Grant | None
    standing: Standing

    def days_left(self, today: date) -> int | None:
        """How many days after today it holds yet; None where it doesn't."""
        if self.grant is None or self.standing is not Standing.HOLDS:
            return None
        return (self.grant.terms.end_date - today).days

    def ends_soon(self, today: date) -> bool:
        """Whether it ends within a week."""
        left = self.days_left(today)
        return left is not None and left <= ENDS_SOON_DAYS


def all_given(sharing: Sharing, today: date) -> list[Given]:
    """Every grant that there ever was, oldest first."""
    recipients = {each.id: each for each in sharing.recipients()}
    return [_given(stored, recipients[stored.recipient], today) for stored in sharing.grants()]


def holding(sharing: Sharing, today: date) -> list[Given]:
    """The grants that hold, oldest first."""
    return [each for each in all_given(sharing, today) if each.standing is Standing.HOLDS]


def with_withdrawn(sharing: Sharing, today: date) -> list[Given]:
    """The grants that have ended by their date, and whose servers have more of a day than the record."""
    return [
        each
        for each in all_given(sharing, today)
        if each.standing is Standing.ENDED
        and each.stored.stored
        and None in sharing.acknowledged(each.stored.id).values()
    ]


def require_holding(sharing: Sharing, today: date, url: str | None = None) -> list[Given]:
    """:func:`holding`, of one recipient or of all.

    Raises:
        PermissionMissingError: there is none; says why.
    """
    known = [each for each in all_given(sharing, today) if url in (None, each.recipient.url)]
    found = [each for each in known if each.standing is Standing.HOLDS]
    if found:
        return found
    newest = known[-1].standing if known else None
    again = "Give one anew: worktracker sync grant URL"
    match newest:
        case Standing.ENDED:
            raise PermissionMissingError("The grant has ended.", again)
        case Standing.REVOKED:
            raise PermissionMissingError("The grant was revoked.", again)
        case Standing.RESTORED:
            raise PermissionMissingError(
                "A copy was restored; the grant in it may have been revoked since.", again
            )
        case Standing.OTHER_SCHEMA:
            raise PermissionMissingError(
                "This version of worktracker would send something else than what was granted.", again
            )
        case Standing.OTHER_RECIPIENT:
            raise PermissionMissingError("The grant's receipt is not that of its recipient.", again)
        case _:
            raise PermissionMissingError("Nothing was granted, so nothing is sent.", again)


def _given(stored: StoredGrant, recipient: Recipient, today: date) -> Given:
    try:
        grant = read_signed_grant(stored.receipt.encode(), stored.signature)
    except NotAReceiptError:
        return Given(stored, recipient, None, Standing(stored.ended or Standing.OTHER_RECIPIENT))
    return Given(stored, recipient, grant, _standing(stored, recipient, grant, today))


def _standing(stored: StoredGrant, recipient: Recipient, grant: Grant, today: date) -> Standing:
    if stored.ended is not None:
        return Standing(stored.ended)
    named = (grant.id, grant.recipient.url, grant.recipient.key, grant.device.id)
    if named != (stored.id, recipient.url, recipient.server_key, recipient.device):
        return Standing.OTHER_RECIPIENT
    if not grant.of_this_schema:
        return Standing.OTHER_SCHEMA
    return Standing.ENDED if today > grant.terms.end_date else Standing.HOLDS
