"""Who may get totals and what they were granted, as values; store/sharing.py keeps them."""

from __future__ import annotations

from dataclasses import dataclass

REVOKED, REPLACED, RESTORED = "revoked", "replaced", "restored"
"""Why a grant has ended before its end date; the last: a copy brought it back, perhaps from before that."""

UNSENT, UNKNOWN, OTHER_KEY, ACCOUNT_GONE = "unsent", "unknown", "other-key", "account"
"""Why there will be no signed word that a grant's totals are deleted.

The server never heard of the grant; it says that it has none of that id; it has another key now, so that
nobody is there who could be asked; the account was to be deleted, and it knows this computer no more.
"""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One server.

    Attributes:
        id: its number here.
        url: without a slash at its end.
        name: its own word for itself.
        server_key: its public key (base64url).
        device: who this computer is to it, a random UUID.
        certificate: the pin of its certificate; None: any that this computer trusts.
        sequence: the number of the last delivery.
        unsure: the server may have seen higher ones, because a copy was restored: ask it first.
        deletion_due_ms: when the account there is to be deleted; None if that was not asked for.
        deletion, deletion_signature: the server's word that it is deleted.
        superseded: whether another server key has its address now; nobody can be asked anything then.
        acknowledged: the highest number of a delivery that the server must have seen; 0: of none.
    """

    id: int
    url: str
    name: str
    server_key: str
    device: str
    certificate: str | None
    sequence: int
    unsure: bool
    deletion_due_ms: int | None
    deletion: str | None
    deletion_signature: str | None
    superseded: bool
    acknowledged: int

    def account_was_due(self, now_ms: int) -> bool:
        """Whether the day has come on which the account was to be deleted, and no word of it has."""
        return self.deletion is None and self.deletion_due_ms is not None and self.deletion_due_ms <= now_ms


@dataclass(frozen=True, slots=True, repr=False)
class Tokens:
    """What the server gave this computer to show: ``access`` holds until ``access_until_ms``."""

    access: str
    access_until_ms: int
    refresh: str


@dataclass(frozen=True, slots=True)
class StoredGrant:
    """One grant.

    Attributes:
        id: its UUID.
        recipient: the recipient's number.
        receipt, signature: the document's text, and the device's signature (base64url).
        given_ms: when it was given.
        stored: whether the server has it.
        ended: :data:`REVOKED`, :data:`REPLACED` or :data:`RESTORED`; None while it is not taken back.
        ended_ms: when it was.
        deletion, deletion_signature: the server's word that it deleted what came under it.
        deleted_ms: when that word came, or it was clear that none will.
        no_word: why none will: :data:`UNSENT`, :data:`UNKNOWN`, :data:`OTHER_KEY` or :data:`ACCOUNT_GONE`.
    """

    id: str
    recipient: int
    receipt: str
    signature: str
    given_ms: int
    stored: bool = False
    ended: str | None = None
    ended_ms: int | None = None
    deletion: str | None = None
    deletion_signature: str | None = None
    deleted_ms: int | None = None
    no_word: str | None = None

    @property
    def deletion_is_due(self) -> bool:
        """Whether the server has yet to say that it deleted what came under it."""
        return self.ended in (REVOKED, REPLACED) and self.deletion is None and self.no_word is None

    @property
    def may_be_there(self) -> bool:
        """Whether the server may have totals that came under it, as far as anybody knows."""
        return self.deletion is None and self.no_word in (None, OTHER_KEY)
