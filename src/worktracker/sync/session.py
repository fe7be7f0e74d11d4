"""What is asked of one recipient in a row: who it is, that it deletes, that it takes what is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from worktracker.clock import Clock
from worktracker.errors import PermissionMissingError, WorkTrackerError
from worktracker.model.days import day_date
from worktracker.store.sharing import ACCOUNT_GONE, UNKNOWN, UNSENT, Recipient, StoredGrant
from worktracker.store.store import Store
from worktracker.sync import building, receipt
from worktracker.sync.answers import (
    NoAnswerError,
    RefusedError,
    Scheduled,
    SignedReceipt,
    Stored,
    read_answer,
    refusal,
)
from worktracker.sync.asking import Line, Patience
from worktracker.sync.proof import asked_who, require_granted
from worktracker.sync.receipt import Device, Grant, NotAReceiptError
from worktracker.sync.signing_in import NotApprovedError, Person, SignIn
from worktracker.sync.statements import account_deletion
from worktracker.sync.summary import Summary, canonical
from worktracker.sync.transport import Answer, Request

_JSON = "application/json"
_REST_MS = 20 * 3_600_000
"""How long a server is left alone by timers that has refused a delivery for good, milliseconds."""


class ChangedError(WorkTrackerError):
    """What was due is due no more: the grant was taken back, or something was forgotten meanwhile."""

    title = "What was to be sent has changed"


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
        days: how many days it has acknowledged.
        deleted: how many grants are deleted there, by its word, or because it never heard of them.
        unknown: how many grants it has said to know nothing of.
    """

    def __init__(self, means: Means, recipient: Recipient, line: Line) -> None:
        self._means = means
        self._sharing = means.store.sharing
        self._recipient = recipient
        self._line = line
        self._sign_in: SignIn | None = None
        self.days = 0
        self.deleted = 0
        self.unknown = 0

    def delete_taken_back(self) -> None:
        """Have the server delete what came under grants that were taken back, and keep its word for it.

        Raises:
            WorkTrackerError: it did not; it is asked again the next time.
        """
        for grant in self._sharing.to_delete():
            if grant.recipient == self._recipient.id:
                self._delete(grant)

    def deliver(self, grant: Grant, stored: StoredGrant) -> None:
        """Send what is due under a grant that holds.

        Raises:
            PermissionMissingError: the server may not, or will not, have it.
            WorkTrackerError: it could not be sent; what is due then is sent the next time.
        """
        if stored.stored and not self._due(grant):
            return
        self._require_welcome()
        self._signed_in().ready()
        try:
            if not stored.stored:
                self._hand_in(stored)
            if self._recipient.unsure:
                self._count_on(stored)
            self._send_all(grant, stored)
        except RefusedError as error:
            if error.code == "grant_revoked":  # on the server's pages
                self._sharing.revoke(self._recipient.id, self._means.now_ms)
                self.delete_taken_back()
            raise

    def delete_account(self, *, now: bool) -> datetime | None:
        """Have the server delete the account, now or in 30 days; when, or None: it is done.

        Raises:
            WorkTrackerError: it did not.
        """
        body = canonical({"now": now})
        request = Request("POST", "/v1/account/deletion", body, _JSON)
        answer = self._signed_in().ask(request, signed=self._sign_deletion if now else None)
        if not now:
            due = read_answer(Scheduled, answer.body).due
            self._sharing.keep_account_deletion(self._recipient.id, int(due.timestamp() * 1000))
            return due
        said = self._deletion(answer, ())
        now_ms = self._means.now_ms
        self._sharing.revoke(self._recipient.id, now_ms)
        for grant in self._sharing.to_delete():
            if grant.recipient == self._recipient.id:
                self._sharing.grant_deleted(grant.id, said.receipt, said.signature, now_ms)
        self._sharing.keep_account_deletion(self._recipient.id, now_ms, said.receipt, said.signature)
        self._sharing.keep_tokens(self._recipient.id, None)
        return None

    def _sign_deletion(self, token: str) -> str:
        """The signature without which no account goes at once."""
        key = self._sharing.device_key(self._recipient.id)
        assert key is not None  # it is signed in
        statement = account_deletion(self._recipient.server_key, token)
        return receipt.encoded(receipt.sign(key, statement))

    def keep_account(self) -> None:
        """Call a scheduled deletion of the account off."""
        self._signed_in().ask(Request("DELETE", "/v1/account/deletion"))
        self._sharing.keep_account_deletion(self._recipient.id, None)

    # Before anything else

    def _signed_in(self) -> SignIn:
        """See that it is the granted server; everything after that goes through what is returned."""
        if self._sign_in is None:
            recipient = self._recipient
            key = self._sharing.device_key(recipient.id)
            if key is None:
                raise PermissionMissingError(
                    "This computer has dropped its key for the server.", "Grant anew: worktracker sync grant"
                )
            granted = receipt.Server(recipient.url, recipient.name, recipient.server_key)
            require_granted(asked_who(self._line), granted)
            device = Device(recipient.device, receipt.encoded(receipt.public_key(key)), self._pseudonym())
            # Nobody approves a computer to have deleted what went with an account.
            gone = recipient.account_was_due(self._means.now_ms) and not self._sharing.held(recipient.id)
            person = None if gone else self._means.person
            self._sign_in = SignIn(self._line, self._sharing, recipient.id, self._means.clock, device, person)
        return self._sign_in

    def _pseudonym(self) -> str:
        """What the newest grant calls this computer."""
        mine = [each for each in self._sharing.grants() if each.recipient == self._recipient.id]
        return receipt.read_grant(mine[-1].receipt.encode()).device.name

    def _require_welcome(self) -> None:
        """See that the server has not said that it wants nothing.

        Raises:
            PermissionMissingError: it is to delete the account.
            RefusedError: it has refused the newest delivery, and nobody is there who could have changed that.
        """
        due_ms = self._recipient.deletion_due_ms
        if due_ms is not None and due_ms > self._means.now_ms:
            raise PermissionMissingError(
                f"Your account there is deleted on {datetime.fromtimestamp(due_ms / 1000, UTC).date()};"
                " nothing is sent.",
                "Call it off: worktracker sync delete-account --cancel",
            )
        if self._means.person is not None:
            return
        newest = self._means.store.ledger.newest(self._recipient.url, "POST /v1/summaries")
        answer = newest[1] if newest else None
        if answer and answer.head == "403" and 0 <= self._means.now_ms - answer.at_ms < _REST_MS:
            raise refusal(403, answer.body or b"")

    # Deleting

    def _delete(self, grant: StoredGrant) -> None:
        sharing, path = self._sharing, f"/v1/grants/{grant.id}"
        handed_in = self._means.store.ledger.newest(self._recipient.url, f"PUT {path}")
        # A restored copy does not know what was sent after it was made.
        if not grant.stored and handed_in is None and not self._recipient.unsure:
            sharing.no_word_comes(grant.id, UNSENT, self._means.now_ms)
            self.deleted += 1
            return
        try:
            answer = self._signed_in().ask(Request("DELETE", path), check=partial(_is, SignedReceipt))
        except NotApprovedError:
            if not self._recipient.account_was_due(self._means.now_ms):
                raise
            sharing.no_word_comes(grant.id, ACCOUNT_GONE, self._means.now_ms)
            self.unknown += 1
            return
        except RefusedError as error:
            if error.code != "unknown_grant":  # somebody's page between here and there deletes nothing
                raise
            sharing.no_word_comes(grant.id, UNKNOWN, self._means.now_ms)
            self.unknown += 1
            return
        said = self._deletion(answer, (grant.id, self._recipient.device))
        sharing.grant_deleted(grant.id, said.receipt, said.signature, self._means.now_ms)
        self.deleted += 1

    def _deletion(self, answer: Answer, of: tuple[str, ...]) -> SignedReceipt:
        """The server's signed word that it deleted this grant of this device; for none: the account."""
        said = read_answer(SignedReceipt, answer.body)
        found = receipt.read_deletion(said.receipt.encode(), said.signature, self._recipient.server_key)
        if tuple(found[name] for name in ("grant", "device") if name in found) != of:
            raise NotAReceiptError("The deletion receipt is for something else.")
        return said

    # Sending

    def _hand_in(self, stored: StoredGrant) -> None:
        body = canonical({"receipt": stored.receipt, "signature": stored.signature})
        self._signed_in().ask(Request("PUT", f"/v1/grants/{stored.id}", body, _JSON))
        self._sharing.grant_stored(stored.id)

    def _count_on(self, stored: StoredGrant) -> None:
        """Ask for the highest number of a delivery that the server has seen, and go on above it."""
        day = "2000-01-01"  # of no interest: the number comes with every answer
        path = f"/v1/summaries?first={day}&last={day}"
        request = Request("GET", path, headers={"Worktracker-Grant": stored.id})
        answer = self._ask_known(request, stored, check=_has_number)
        assert answer.sequence is not None
        self._sharing.raise_sequence(self._recipient.id, answer.sequence)

    def _due(self, grant: Grant) -> list[Summary]:
        store = self._means.store
        now = building.now_of(store, self._means.clock)
        return building.due(store, grant.terms, self._sharing.acknowledged(grant.id), now)

    def _send_all(self, grant: Grant, stored: StoredGrant) -> None:
        """Send until nothing is due: what changes meanwhile is due again by itself."""
        sent = counted_on = 0
        while due := self._due(grant):
            if sent > 100:
                raise NoAnswerError("What is due does not end; the rest is sent the next time.")
            sent += 1
            try:
                answer = self._send(due[0], grant, stored)
            except ChangedError:
                if self._is_taken_back(grant):
                    raise
                continue
            days = {each.date for each in due[0].days}
            got = set(answer.stored) & days
            digests = building.digests(due[0])
            self._sharing.acknowledge(
                grant.id, {day: digest for day, digest in digests.items() if day_date(day) in got}
            )
            self.days += len(got)
            if got == days:
                continue
            if counted_on:
                raise NoAnswerError(
                    "The server has not taken every day.", "They are sent again the next time."
                )
            counted_on = 1
            self._count_on(stored)

    def _send(self, summary: Summary, grant: Grant, stored: StoredGrant) -> Stored:
        if (why := grant.covers(summary)) is not None:  # what is built under a grant is always covered by it
            raise PermissionMissingError(f"What was to be sent is not granted ({why}); nothing was sent.")
        headers = {
            "Worktracker-Grant": grant.id,
            "Worktracker-Sequence": str(self._sharing.next_sequence(self._recipient.id)),
        }
        request = Request("POST", "/v1/summaries", summary.to_bytes(), _JSON, headers)
        answer = self._ask_known(
            request,
            stored,
            check=partial(_is, Stored),
            before=lambda: self._require_unchanged(summary, grant),
        )
        return read_answer(Stored, answer.body)

    def _ask_known(
        self,
        request: Request,
        stored: StoredGrant,
        *,
        check: Callable[[Answer], object],
        before: Callable[[], None] | None = None,
    ) -> Answer:
        """Ask about a grant; where the server does not know it, hand it in first."""
        try:
            return self._signed_in().ask(request, check=check, before=before)
        except RefusedError as error:
            if error.code != "unknown_grant":
                raise
        self._sharing.grant_stored(stored.id, stored=False)
        self._sharing.unacknowledge(stored.id)  # a server that was restored lost them with the grant
        self._hand_in(stored)
        return self._signed_in().ask(request, check=check, before=before)

    def _require_unchanged(self, summary: Summary, grant: Grant) -> None:
        """Before each attempt: time has passed since it was built, perhaps minutes. Its days leave then."""
        if self._is_taken_back(grant) or self._due(grant)[:1] != [summary]:
            raise ChangedError("What was to be sent has changed meanwhile.", "Run: worktracker sync now")
        self._sharing.sending(grant.id, building.digests(summary))

    def _is_taken_back(self, grant: Grant) -> bool:
        return all(each.id != grant.id for each in self._sharing.held(self._recipient.id))


def _is(kind: type[Any], answer: Answer) -> None:
    read_answer(kind, answer.body)


def _has_number(answer: Answer) -> None:
    if answer.sequence is None:
        raise NoAnswerError("The server does not say how far it has counted.")
