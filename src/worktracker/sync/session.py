"""One recipient's server, as one sync sees it: who it is, and as whom this computer speaks to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from worktracker.clock import Clock
from worktracker.errors import PermissionMissingError
from worktracker.store.recipients import Recipient
from worktracker.store.store import Store
from worktracker.sync import receipt
from worktracker.sync.answers import RefusedError, SignedReceipt, read_answer
from worktracker.sync.asking import Line, Patience
from worktracker.sync.deletion_receipt import read_deletion
from worktracker.sync.proof import asked_who, require_granted
from worktracker.sync.receipt import Device, NotAReceiptError, moment
from worktracker.sync.signing_in import Person, SignIn
from worktracker.sync.statements import DELETION_HEADER, DEVICE_HEADER, account_deleted
from worktracker.sync.transport import Answer, Request

_SKEW = timedelta(days=1)
"""How far the server's clock may be behind."""


class AccountGoneError(PermissionMissingError):
    """The account at the server is deleted, by its own signed word, which is kept now."""

    title = "Your account there is deleted"


@dataclass(frozen=True, slots=True)
class Means:
    """What a sync works with.

    Attributes:
        store: the record.
        clock: the moment.
        person: who approves this computer on a server; None: nobody is there, as for a timer.
        patience: how long to try; None: as usual.
        told: is called when a request has to be sent again.
    """

    store: Store
    clock: Clock
    person: Person | None = None
    patience: Patience | None = None
    told: Callable[[], None] | None = None

    @property
    def now_ms(self) -> int:
        """Milliseconds since 1970."""
        return self.clock.now().wall_ms


class Session:
    """One recipient's server; it is asked nothing before that is needed.

    Args:
        means: what a sync works with.
        recipient: who it is.
        line: the way to it.

    Attributes:
        sharing: of the record.
        days: how many days it has acknowledged.
        deleted: how many grants are deleted there, by its word, or because it never heard of them.
        unknown: how many grants it has said to know nothing of.
    """

    def __init__(self, means: Means, recipient: Recipient, line: Line) -> None:
        self.means = means
        self.sharing = means.store.sharing
        self.recipient = recipient
        self.days = self.deleted = self.unknown = 0
        self._line = line
        self._sign_in: SignIn | None = None

    def signed_in(self) -> SignIn:
        """See that it is the granted server; everything after that goes through what is returned.

        Raises:
            WorkTrackerError: it is another one, or does not answer.
        """
        if self._sign_in is None:
            recipient = self.recipient
            granted = receipt.Server(recipient.url, recipient.name, recipient.server_key)
            device = self._device()
            require_granted(asked_who(self._line), granted)
            # Nobody approves a computer to have deleted what went with an account.
            gone = recipient.account_was_due(self.means.now_ms) and not self.sharing.held(recipient.id)
            person = None if gone else self.means.person
            self._sign_in = SignIn(
                self._line,
                self.sharing,
                recipient.id,
                self.means.clock,
                device,
                person,
                self._require_account,
            )
        return self._sign_in

    def device_key(self) -> bytes:
        """The private key of this computer's device.

        Raises:
            PermissionMissingError: it was dropped.
        """
        key = self.sharing.device_key(self.recipient.id)
        if key is None:
            raise PermissionMissingError(
                "This computer has dropped its key for the server.", "Grant anew: worktracker sync grant"
            )
        return key

    def deletion(self, answer: Answer, grant: str | None = None) -> SignedReceipt:
        """The server's signed word that it deleted a grant of this device; None: its account.

        Raises:
            NoAnswerError: that is no such thing.
            NotAReceiptError: another has signed it, or it is for something else.
        """
        said = read_answer(SignedReceipt, answer.body)
        found = read_deletion(said.receipt.encode(), said.signature, self.recipient.server_key)
        of = {} if grant is None else {"grant": grant}
        if {name: found[name] for name in ("grant", "device") if name in found} != of | {
            "device": self.recipient.device
        }:
            raise NotAReceiptError("The deletion receipt is for something else.")
        return said

    def keep_account_gone(self, said: SignedReceipt) -> None:
        """Keep the word that the account is deleted: with it all that was granted has ended, and is deleted.

        The tokens go first: where this breaks off it is asked for again.
        """
        number, now_ms = self.recipient.id, self.means.now_ms
        self.sharing.keep_tokens(number, None)
        self.sharing.revoke(number, now_ms)
        for grant in self.sharing.to_delete():
            if grant.recipient == number:
                self.sharing.grant_deleted(grant.id, said.receipt, said.signature, now_ms)
        self.sharing.keep_account_deletion(number, now_ms, said.receipt, said.signature)

    def _device(self) -> Device:
        """This computer; its name is that of the newest grant."""
        mine = [each for each in self.sharing.grants() if each.recipient == self.recipient.id]
        name = receipt.read_grant(mine[-1].receipt.encode()).device.name
        return Device(self.recipient.device, receipt.encoded(receipt.public_key(self.device_key())), name)

    def _require_account(self) -> None:
        """See that it is not for the account's end that this computer has to be approved anew.

        The answer that said so may have been lost, or the account was deleted elsewhere.

        Raises:
            AccountGoneError: it is.
        """
        mine = [each for each in self.sharing.grants() if each.recipient == self.recipient.id]
        if not self.recipient.unsure and not any(each.stored for each in mine):
            return  # the server has never known this computer
        key = receipt.encoded(receipt.public_key(self.device_key()))
        statement = account_deleted(self.recipient.server_key, key)
        signature = receipt.encoded(receipt.sign(self.device_key(), statement))
        headers = {DEVICE_HEADER: key, DELETION_HEADER: signature}
        request = Request("GET", "/v1/account/deletion", headers=headers)
        try:
            answer = self._line.ask(request, check=lambda answer: check(SignedReceipt, answer))
        except RefusedError as error:
            if error.is_passing:
                raise
            return
        said = self.deletion(answer)
        deleted_at = json.loads(said.receipt)["deleted_at"]
        newest = moment(datetime.fromtimestamp(mine[-1].given_ms / 1000, UTC) - _SKEW)
        if said.receipt == self.recipient.deletion or deleted_at < newest:
            return  # that was an account before this one: somebody between may have kept the word for it
        self.keep_account_gone(said)
        raise AccountGoneError(
            "Your account there is deleted; the server's word for it is kept.",
            "For a new account grant anew: worktracker sync grant",
        )


def check(kind: type[Any], answer: Answer) -> None:
    """Raise NoAnswerError where an answer is not of this kind."""
    read_answer(kind, answer.body)
