"""What one server is asked to delete: what came under grants that were taken back, or a whole account."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from worktracker.store.recipients import ACCOUNT_GONE, UNKNOWN, UNSENT, StoredGrant
from worktracker.sync import receipt
from worktracker.sync.answers import RefusedError, Scheduled, SignedReceipt, read_answer
from worktracker.sync.session import AccountGoneError, Session, check
from worktracker.sync.signing_in import NotApprovedError
from worktracker.sync.statements import account_deletion
from worktracker.sync.summary import canonical
from worktracker.sync.transport import Request


class Deleting:
    """Deletions at one recipient's server; the session counts them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sharing = session.sharing

    def taken_back(self) -> None:
        """Have the server delete what came under grants that were taken back, and keep its word for it.

        Raises:
            WorkTrackerError: it did not; it is asked again the next time.
        """
        due = self._due()
        for done, grant in enumerate(due):
            try:
                self._delete(grant)
            except AccountGoneError:  # with everything that was there
                self._session.deleted += len(due) - done
                return

    def account(self, *, now: bool) -> datetime | None:
        """Have the server delete the account, now or in 30 days; when, or None: it is done.

        Raises:
            WorkTrackerError: it did not.
        """
        session = self._session
        body = canonical({"now": now})
        request = Request("POST", "/v1/account/deletion", body, "application/json")
        try:
            answer = session.signed_in().ask(request, signed=self._sign if now else None)
        except AccountGoneError:  # the answer before this one was lost
            return None
        if not now:
            due = read_answer(Scheduled, answer.body).due
            self._sharing.keep_account_deletion(session.recipient.id, int(due.timestamp() * 1000))
            return due
        session.keep_account_gone(session.deletion(answer))
        return None

    def keep_account(self) -> None:
        """Call a scheduled deletion of the account off."""
        self._session.signed_in().ask(Request("DELETE", "/v1/account/deletion"))
        self._sharing.keep_account_deletion(self._session.recipient.id, None)

    def _due(self) -> list[StoredGrant]:
        return [each for each in self._sharing.to_delete() if each.recipient == self._session.recipient.id]

    def _sign(self, token: str) -> str:
        """The signature without which no account goes at once."""
        statement = account_deletion(self._session.recipient.server_key, token)
        return receipt.encoded(receipt.sign(self._session.device_key(), statement))

    def _delete(self, grant: StoredGrant) -> None:
        session, sharing, path = self._session, self._sharing, f"/v1/grants/{grant.id}"
        recipient, now_ms = session.recipient, session.means.now_ms
        handed_in = session.means.store.ledger.newest(recipient.url, f"PUT {path}")
        # A restored copy does not know what was sent after it was made.
        if not grant.stored and handed_in is None and not recipient.unsure:
            sharing.no_word_comes(grant.id, UNSENT, now_ms)
            session.deleted += 1
            return
        try:
            answer = session.signed_in().ask(Request("DELETE", path), check=partial(check, SignedReceipt))
        except NotApprovedError:
            if not recipient.account_was_due(now_ms):
                raise
            sharing.no_word_comes(grant.id, ACCOUNT_GONE, now_ms)
            session.unknown += 1
            return
        except RefusedError as error:
            if error.code != "unknown_grant":  # somebody's page between here and there deletes nothing
                raise
            sharing.no_word_comes(grant.id, UNKNOWN, now_ms)
            session.unknown += 1
            return
        said = session.deletion(answer, grant.id)
        sharing.grant_deleted(grant.id, said.receipt, said.signature, now_ms)
        session.deleted += 1
